//! The key in an X.509 certificate. A correct tool has no use for certificates: only
//! [`crate::defects::Defect::X5C_TRUSTED`] and [`crate::defects::Defect::X5U_TRUSTED`] look into them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::RsaPublicKey;
use rsa::pkcs8::DecodePublicKey as _;
use rsa::traits::PublicKeyParts as _;
use serde_json::json;

use crate::keys::set::PlatformKey;

/// What an ASN.1 sequence of more than 255 bytes begins with; two bytes of length follow.
const SEQUENCE: [u8; 2] = [0x30, 0x82];

/// The RSA key of a certificate in base64, with or without the lines of PEM around it.
pub(crate) fn key(certificate: &str) -> Option<PlatformKey> {
    let lines = certificate.lines().filter(|line| !line.starts_with("-----"));
    let der = STANDARD.decode(lines.map(str::trim).collect::<String>()).ok()?;
    let key = (0..der.len()).find_map(|at| public_key(&der[at..]))?;
    let number = |number: &rsa::BigUint| base64_url(&number.to_bytes_be());
    PlatformKey::parse(&json!({ "kty": "RSA", "n": number(key.n()), "e": number(key.e()) }))
}

/// The public key that begins here, if one does.
fn public_key(der: &[u8]) -> Option<RsaPublicKey> {
    let rest = der.strip_prefix(&SEQUENCE)?;
    let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
    RsaPublicKey::from_public_key_der(der.get(..length + 4)?).ok()
}

fn base64_url(bytes: &[u8]) -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_certificate_holds_no_key() {
        for text in [
            "",
            "not base64",
            "MII=",
            "MIL//w==",
            "MIIAAA==",
            "-----BEGIN CERTIFICATE-----\nMIIBIjAN\n-----END",
        ] {
            assert_eq!(key(text), None, "{text}");
        }
    }
}
