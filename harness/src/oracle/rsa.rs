//! RS256 for keys that no sane library takes, by the arithmetic of RFC 8017 itself: a token that is signed by a weak key
//! has to be signed well, or its refusal would say nothing about the key.

use aws_lc_rs::digest::{SHA256, digest};
use rsa::BigUint;

use super::key_set::PublicKey;

/// `DigestInfo` of SHA-256 before the digest (RFC 8017, 9.2, note 1).
const SHA256_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    0x04, 0x20,
];

/// Whether the key made this signature, however short its modulus and whatever its exponent is.
pub(crate) fn is_rs256(key: &PublicKey, signed: &[u8], signature: &[u8]) -> bool {
    let number = |bytes: &[u8]| BigUint::from_bytes_be(bytes);
    let modulus = number(&key.n);
    if modulus.bits() == 0 || signature.len() != modulus.bits().div_ceil(8) {
        return false;
    }
    number(signature).modpow(&number(&key.e), &modulus) == number(&padded(signed, signature.len()))
}

fn padded(signed: &[u8], length: usize) -> Vec<u8> {
    let hash = digest(&SHA256, signed);
    let fill = vec![0xff; length.saturating_sub(3 + SHA256_INFO.len() + hash.as_ref().len())];
    [&[0, 1], fill.as_slice(), &[0], SHA256_INFO.as_slice(), hash.as_ref()].concat()
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::rsa::{KeyPair, KeySize};
    use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};

    use super::*;

    #[test]
    fn what_a_library_signs_is_recognised_and_nothing_else() {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), b"token", &mut signature).unwrap();
        let public = pair.public_key();
        let key = PublicKey {
            n: public.modulus().big_endian_without_leading_zero().to_vec(),
            e: public.exponent().big_endian_without_leading_zero().to_vec(),
        };
        assert!(is_rs256(&key, b"token", &signature));
        assert!(!is_rs256(&key, b"other", &signature));
        assert!(!is_rs256(&key, b"token", &signature[1..]));
    }

    #[test]
    fn with_the_exponent_one_the_padded_text_is_the_signature() {
        let key = PublicKey { n: vec![0xff; 64], e: vec![1] };
        assert!(is_rs256(&key, b"token", &padded(b"token", 64)));
        assert!(!is_rs256(&PublicKey { n: Vec::new(), e: vec![1] }, b"token", &[]));
    }
}
