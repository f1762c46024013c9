//! Signature and algorithm.

use aws_lc_rs::hmac::HMAC_SHA256;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::Trace;
use super::sent::{LTI, Sent};
use crate::oracle::key_set::{PublicKey, bits};
use crate::oracle::rsa::is_rs256;

pub(super) const TRACES: &[(&str, Trace)] = &[
    // The signature is not the platform's.
    ("signature.flipped", |s| s.three_parts() && !s.signature().is_empty() && !s.verifies()),
    ("signature.empty", |s| s.three_parts() && s.signature().is_empty()),
    ("signature.cut", |s| s.three_parts() && !s.signature().is_empty() && !s.verifies()),
    ("signature.foreign_key", |s| s.kid_is_published() && !s.verifies()),
    ("signature.payload_swapped", |s| {
        s.token.claim("sub").is_some_and(|sub| sub.as_str() != Some(&s.honest.person)) && !s.verifies()
    }),
    ("signature.roles_swapped", |s| {
        s.token.claim(&format!("{LTI}roles")).is_some_and(|roles| roles.to_string().contains("#Instructor"))
            && s.kid_is_published()
            && !s.verifies()
    }),
    // The algorithm is none, symmetric, or not the agreed one.
    ("alg.none", |s| s.header_is("alg", "none") && s.signature().is_empty()),
    ("alg.none_capital", |s| s.header_is("alg", "None") && s.signature().is_empty()),
    ("alg.none_upper", |s| s.header_is("alg", "NONE") && s.signature().is_empty()),
    ("alg.none_mixed", |s| s.header_is("alg", "nOnE") && s.signature().is_empty()),
    ("alg.none_garbage", |s| s.header_is("alg", "none") && !s.signature().is_empty()),
    ("alg.hs256_pem", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_pem_trimmed", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_der", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_jwk", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_n", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_empty", |s| s.header_is("alg", "HS256") && s.is_hmac(HMAC_SHA256, b"")),
    ("alg.hs384_pem", |s| s.header_is("alg", "HS384") && s.signature_bytes().len() == 48),
    ("alg.hs512_pem", |s| s.header_is("alg", "HS512") && s.signature_bytes().len() == 64),
    ("alg.rs384", |s| s.header_is("alg", "RS384") && s.verifies()),
    ("alg.rs512", |s| s.header_is("alg", "RS512") && s.verifies()),
    ("alg.ps256", |s| s.header_is("alg", "PS256") && s.verifies()),
    ("alg.es256", |s| s.header_is("alg", "ES256") && s.kid_is_published() && !is_zero(s)),
    ("alg.es256_zero", |s| s.header_is("alg", "ES256") && s.kid_is_published() && is_zero(s)),
    ("alg.duplicate", |s| {
        s.header_source().is_some_and(|text| text.matches(r#""alg""#).count() == 2)
            && s.header_is("alg", "none")
            && s.token.is_rs256_by_any(s.keys)
    }),
    // The key is one that no honest platform has.
    ("key.rsa_512", |s| is_by_key_of(s, 512)),
    ("key.rsa_1024", |s| is_by_key_of(s, 1024)),
    ("key.exponent_one", |s| {
        is_by_key_of(s, 2048) && named(s).is_some_and(|key| key.e.iter().all(|byte| *byte <= 1))
    }),
    ("key.secret", |s| secret(s).is_some_and(|secret| s.is_hmac(HMAC_SHA256, &secret))),
    ("key.curve", |s| s.header_is("alg", "ES256") && kind(s) == Some("EC") && !is_zero(s)),
    ("key.curve_zero", |s| s.header_is("alg", "ES256") && kind(s) == Some("EC") && is_zero(s)),
    ("key.retired", |s| s.kid_is_unpublished() && s.signature_bytes().len() == 256),
];

fn is_zero(sent: &Sent<'_>) -> bool {
    let signature = sent.signature_bytes();
    signature.len() == 64 && signature.iter().all(|byte| *byte == 0)
}

fn named(sent: &Sent<'_>) -> Option<PublicKey> {
    sent.keys.named(sent.token.header_text("kid")?).into_iter().next()
}

/// Whether the key that the token names has so many bits and really signed it.
fn is_by_key_of(sent: &Sent<'_>, length: usize) -> bool {
    let Some((signed, _)) = sent.token.raw.rsplit_once('.') else { return false };
    named(sent).is_some_and(|key| {
        bits(&key.n) == length && is_rs256(&key, signed.as_bytes(), &sent.signature_bytes())
    })
}

/// The entry of the key set that the token names.
fn entry<'a>(sent: &'a Sent<'_>) -> Option<&'a Value> {
    let kid = sent.token.header("kid")?;
    sent.keys.entries().iter().find(|entry| entry.get("kid") == Some(kid))
}

fn kind<'a>(sent: &'a Sent<'_>) -> Option<&'a str> {
    entry(sent)?.get("kty")?.as_str()
}

fn secret(sent: &Sent<'_>) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(entry(sent)?.get("k")?.as_str()?).ok()
}
