//! The one secret of a tool: it signs what browsers keep and seals what the store keeps.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac::{self, HMAC_SHA256};
use aws_lc_rs::rand;

const LENGTH: usize = 32;

/// What the first byte of everything sealed says about the rest: a nonce of 12 bytes, AES-256-GCM, a tag of 16 bytes.
const FORMAT: u8 = 1;

/// 256 bits that nobody else knows. Keys for each purpose are derived from it, so none can stand in for another.
///
/// ```
/// # use homeroom_tool::SecretKey;
/// let secret = SecretKey::from_hex("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")?;
/// assert_eq!(format!("{secret:?}"), "SecretKey");
/// # Ok::<(), homeroom_tool::SecretKeyError>(())
/// ```
#[derive(Clone)]
pub struct SecretKey([u8; LENGTH]);

/// Why a text is no secret key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretKeyError {
    /// It has another length, or other letters.
    #[error(
        "the secret key is not written as 64 hexadecimal digits; hint: `openssl rand -hex 32` makes a good one"
    )]
    NotHex,
    /// One byte again and again: somebody's placeholder.
    #[error(
        "the secret key can be guessed: all of its bytes are the same; hint: `openssl rand -hex 32` makes a good one"
    )]
    Guessable,
    /// The machine has no random numbers to give.
    #[error("the machine has no random numbers to make a secret key of")]
    NoChance,
}

impl SecretKey {
    /// The key in 64 hexadecimal digits, as `openssl rand -hex 32` writes them.
    pub fn from_hex(text: &str) -> Result<Self, SecretKeyError> {
        let digits = text.trim().as_bytes();
        let mut bytes = [0; LENGTH];
        if digits.len() != 2 * LENGTH {
            return Err(SecretKeyError::NotHex);
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let (high, low) = (digit(pair[0]), digit(pair[1]));
            *byte = high.zip(low).map(|(high, low)| high << 4 | low).ok_or(SecretKeyError::NotHex)?;
        }
        Self::from_bytes(bytes)
    }

    /// The key as it is.
    pub fn from_bytes(bytes: [u8; LENGTH]) -> Result<Self, SecretKeyError> {
        let guessable = bytes.iter().all(|byte| *byte == bytes[0]);
        if guessable { Err(SecretKeyError::Guessable) } else { Ok(Self(bytes)) }
    }

    /// A new key.
    pub fn generate() -> Result<Self, SecretKeyError> {
        let mut bytes = [0; LENGTH];
        rand::fill(&mut bytes).map_err(|_| SecretKeyError::NoChance)?;
        Self::from_bytes(bytes)
    }

    /// As [`SecretKey::from_hex`] reads it: for the file in which a store keeps its key.
    pub fn to_hex(&self) -> String {
        self.0.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }

    /// A key for one purpose, always the same for the same word. The secret is even, so one round of HMAC is enough.
    pub(crate) fn subkey(&self, purpose: &str) -> [u8; LENGTH] {
        let tag = hmac::sign(&hmac::Key::new(HMAC_SHA256, &self.0), purpose.as_bytes());
        let mut key = [0; LENGTH];
        key.iter_mut().zip(tag.as_ref()).for_each(|(byte, given)| *byte = *given);
        key
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey")
    }
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// It was not sealed with this key, or not for this place, or somebody changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Broken;

/// Seals and opens what a store keeps. What was sealed for one place does not open in another.
pub(crate) struct Seal(RandomizedNonceKey);

impl Seal {
    pub(crate) fn new(secret: &SecretKey) -> Result<Self, Broken> {
        let key = secret.subkey("store");
        RandomizedNonceKey::new(&AES_256_GCM, &key).map(Self).map_err(|_| Broken)
    }

    pub(crate) fn seal(&self, place: &str, mut text: Vec<u8>) -> Result<Vec<u8>, Broken> {
        let place = Aad::from(place.as_bytes());
        let nonce = self.0.seal_in_place_append_tag(place, &mut text).map_err(|_| Broken)?;
        Ok([&[FORMAT], nonce.as_ref().as_slice(), &text].concat())
    }

    pub(crate) fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Broken> {
        let (format, rest) = sealed.split_first().ok_or(Broken)?;
        let (nonce, text) = rest.split_at_checked(NONCE_LEN).filter(|_| *format == FORMAT).ok_or(Broken)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Broken)?;
        let mut text = text.to_vec();
        let opened =
            self.0.open_in_place(nonce, Aad::from(place.as_bytes()), &mut text).map_err(|_| Broken)?;
        let length = opened.len();
        text.truncate(length);
        Ok(text)
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(first: u8) -> Seal {
        let mut bytes = [7; LENGTH];
        bytes[0] = first;
        Seal::new(&SecretKey::from_bytes(bytes).unwrap()).unwrap()
    }

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let secret = SecretKey::generate().unwrap();
        assert_eq!(SecretKey::from_hex(&format!("{}\n", secret.to_hex())).unwrap().0, secret.0);
        assert_ne!(SecretKey::generate().unwrap().0, secret.0);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let good = SecretKey::generate().unwrap().to_hex();
        for text in ["", "secret", &good[1..], &format!("{}g", &good[1..]), &"é".repeat(32)] {
            assert_eq!(SecretKey::from_hex(text).unwrap_err(), SecretKeyError::NotHex, "{text}");
        }
        assert_eq!(SecretKey::from_hex(&"0".repeat(64)).unwrap_err(), SecretKeyError::Guessable);
    }

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let secret = SecretKey::generate().unwrap();
        assert_eq!(secret.subkey("session"), secret.subkey("session"));
        assert_ne!(secret.subkey("session"), secret.subkey("store"));
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_alone() {
        let sealed = seal(1).seal("keys/a", b"secret".to_vec()).unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(seal(1).open("keys/a", &sealed).unwrap(), b"secret");
        assert_eq!(seal(1).open("keys/b", &sealed), Err(Broken));
        assert_eq!(seal(2).open("keys/a", &sealed), Err(Broken));
    }

    #[test]
    fn the_same_text_is_never_sealed_alike() {
        let seal = seal(1);
        assert_ne!(seal.seal("p", b"t".to_vec()).unwrap(), seal.seal("p", b"t".to_vec()).unwrap());
    }

    #[test]
    fn every_changed_byte_is_found() {
        let seal = seal(1);
        let sealed = seal.seal("p", b"text".to_vec()).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(seal.open("p", &changed), Err(Broken), "byte {at}");
            assert_eq!(seal.open("p", &sealed[..at]), Err(Broken), "cut at {at}");
        }
    }
}
