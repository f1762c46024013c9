//! A public key as PEM, for tools that publish no key set.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::key_set::KeySet;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;

/// The key of a PEM text as a set of one key without a name; `None` if it is no RSA public key.
pub(crate) fn key_set(pem: &str) -> Option<KeySet> {
    let lines = pem.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("-----"));
    let bytes = STANDARD.decode(lines.collect::<String>()).ok()?;
    let (n, e) = numbers(&bytes)?;
    let [n, e] = [n, e].map(|number| URL_SAFE_NO_PAD.encode(number));
    KeySet::read(&format!(r#"{{"keys":[{{"kty":"RSA","n":"{n}","e":"{e}"}}]}}"#)).ok()
}

/// Modulus and exponent, from `SubjectPublicKeyInfo` or from the bare `RSAPublicKey` (RFC 8017, A.1.1).
fn numbers(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (tag, inside, _) = element(bytes)?;
    let (first, content, rest) = element(inside).filter(|_| tag == SEQUENCE)?;
    if first == INTEGER {
        let (tag, exponent, _) = element(rest)?;
        return (tag == INTEGER).then_some((content, exponent));
    }
    let (tag, bits, _) = element(rest)?;
    // The first byte of a bit string says how many bits of the last one are unused.
    bits.split_first().filter(|_| tag == BIT_STRING).and_then(|(_, key)| numbers(key))
}

/// Tag and content of the first DER element, and what follows it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first - 0x80))?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str =
        "-----BEGIN PUBLIC KEY-----\nMBswDQYJKoZIhvcNAQEBBQADCgAwBwICAP8CAQM=\n-----END PUBLIC KEY-----\n";

    #[test]
    fn a_public_key_is_read_from_its_pem() {
        let set = key_set(KEY).unwrap();
        let key = set.rsa().next().unwrap();
        assert_eq!((key.n.as_slice(), key.e.as_slice()), (&[0, 0xff][..], &[3][..]));
        assert!(set.kids().is_empty());
    }

    #[test]
    fn what_is_no_key_is_none() {
        for pem in ["", "-----BEGIN PUBLIC KEY-----\nAAAA\n", "MAA=", "MIP/////", "not base64!"] {
            assert!(key_set(pem).is_none(), "{pem}");
        }
    }
}
