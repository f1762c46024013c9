//! A self-signed X.509 certificate, made by hand: faults offer a foreign key inside one (SEC-024), and nothing
//! else here needs a certificate.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::signing::{KeyError, RsaAlg, SigningKey};

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const UTF8_STRING: u8 = 0x0c;
const UTC_TIME: u8 = 0x17;
const VERSION: u8 = 0xa0;

/// `commonName` (2.5.4.3).
const COMMON_NAME: &[u8] = &[0x06, 0x03, 0x55, 0x04, 0x03];
/// `sha256WithRSAEncryption` (1.2.840.113549.1.1.11) and its empty parameters.
const SHA256_WITH_RSA: &[u8] =
    &[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00];

/// A certificate of `key` by `key`, DER, valid from 2025 to 2049.
fn self_signed(key: &SigningKey, common_name: &str) -> Result<Vec<u8>, KeyError> {
    let body = sequence(&[
        &element(VERSION, &element(INTEGER, &[2])),
        &element(INTEGER, &[1]),
        SHA256_WITH_RSA,
        &name(common_name),
        &sequence(&[&element(UTC_TIME, b"250101000000Z"), &element(UTC_TIME, b"490101000000Z")]),
        &name(common_name),
        &key.public_der()?,
    ]);
    let signature = [&[0_u8][..], &key.sign(RsaAlg::Rs256, &body)?].concat();
    Ok(sequence(&[&body, SHA256_WITH_RSA, &element(BIT_STRING, &signature)]))
}

/// The certificate in which faults offer the foreign key.
pub(crate) fn foreign(key: &SigningKey) -> Result<Vec<u8>, KeyError> {
    self_signed(key, "Homeroom foreign key")
}

/// DER between the lines that say what it is.
pub(crate) fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

fn name(common_name: &str) -> Vec<u8> {
    let attribute = sequence(&[COMMON_NAME, &element(UTF8_STRING, common_name.as_bytes())]);
    sequence(&[&element(SET, &attribute)])
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(SEQUENCE, &parts.concat())
}

/// Tag, length, content.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = vec![tag];
    der.extend(length(content.len()));
    der.extend_from_slice(content);
    der
}

/// DER writes a length below 128 in one byte, a longer one as count of bytes and bytes.
fn length(length: usize) -> Vec<u8> {
    if let Ok(short @ 0..128) = u8::try_from(length) {
        return vec![short];
    }
    let bytes: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    let count = u8::try_from(bytes.len()).unwrap_or(8);
    std::iter::once(0x80 | count).chain(bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_as_der_wants_them() {
        assert_eq!(length(5), [5]);
        assert_eq!(length(200), [0x81, 200]);
        assert_eq!(length(700), [0x82, 2, 188]);
    }

    #[test]
    fn a_certificate_holds_the_key_and_a_signature_by_it() {
        let key = SigningKey::generate().unwrap();
        let der = self_signed(&key, "foreign").unwrap();
        let public = key.public_der().unwrap();
        assert!(der.windows(public.len()).any(|part| part == public));
        let client = reqwest::Certificate::from_der(&der);
        assert!(client.is_ok(), "{client:?}");
    }

    #[test]
    fn pem_has_lines_of_64() {
        let text = pem("CERTIFICATE", &[7; 100]);
        assert!(
            text.starts_with("-----BEGIN CERTIFICATE-----\n") && text.lines().all(|line| line.len() <= 64)
        );
    }
}
