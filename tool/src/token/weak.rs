//! RS256 with keys that the library rightly refuses. Only [`crate::defects::Defect::JWKS_WEAK_KEYS_ACCEPTED`] has a use
//! for this.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::BigUint;

use crate::keys::set::PlatformKey;

/// Whether the number to which the signature leads ends with the digest, which is all that careless tools look at.
pub(crate) fn verifies(key: &PlatformKey, signed: &[u8], signature: &str) -> bool {
    let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
    let number = |bytes: &[u8]| BigUint::from_bytes_be(bytes);
    let led_to = number(&signature).modpow(&number(&key.exponent), &number(&key.modulus)).to_bytes_be();
    led_to.starts_with(&[1, 0xff]) && led_to.ends_with(digest(&SHA256, signed).as_ref())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::defects::{Defect, Defects};
    use crate::keys::set::KeySet;

    #[test]
    fn with_the_exponent_one_anybody_signs() {
        let modulus = URL_SAFE_NO_PAD.encode([0xff; 64]);
        let set = json!({"keys": [{"kty": "RSA", "kid": "weak", "n": modulus, "e": "AQ"}]}).to_string();
        let lax = Defects::new(vec![&Defect::JWKS_WEAK_KEYS_ACCEPTED]);
        let keys = KeySet::parse(set.as_bytes(), &lax).unwrap().by_kid("weak");
        let hash = digest(&SHA256, b"token");
        let text = [&[0, 1], vec![0xff; 30].as_slice(), hash.as_ref()].concat();
        assert!(verifies(&keys[0], b"token", &URL_SAFE_NO_PAD.encode(&text)));
        assert!(!verifies(&keys[0], b"other", &URL_SAFE_NO_PAD.encode(&text)));
        assert!(KeySet::parse(set.as_bytes(), &Defects::default()).unwrap().by_kid("weak").is_empty());
    }
}
