//! The tables against tokens made here.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use serde_json::Value;

use super::sent::SETTINGS;
use super::*;
use crate::oracle::jwt::Token;
use crate::oracle::key_set::KeySet;

fn unsigned(header: &str, payload: &str) -> Token {
    Token::read(&format!("{}.{}.c2ln", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload)))
}

#[test]
fn a_claim_fault_counts_only_under_a_good_signature() {
    let token = unsigned(r#"{"alg":"RS256","kid":"1"}"#, r#"{"sub":"a"}"#);
    let (keys, honest) = (KeySet::default(), Honest::default());
    let sent = Sent { token: &token, keys: &keys, honest: &honest, with: None };
    assert_eq!(happened("exp.missing", &sent), Some(false));
    assert_eq!(happened("signature.flipped", &sent), Some(true));
}

#[test]
fn a_fault_without_a_row_is_not_taken_as_proven() {
    let (token, keys, honest) = (Token::read(""), KeySet::default(), Honest::default());
    assert_eq!(
        happened("no.such.fault", &Sent { token: &token, keys: &keys, honest: &honest, with: None }),
        None
    );
}

#[test]
fn a_login_without_issuer_shows_it() {
    let honest = Honest::default();
    assert_eq!(login_happened("login.iss.missing", &[], &honest), Some(true));
    assert_eq!(login_happened("login.iss.missing", &[("iss".into(), "x".into())], &honest), Some(false));
}

/// A key of the platform, its set, and what it signs.
fn signed(payload: &Value) -> (Token, KeySet) {
    use aws_lc_rs::rsa::{KeyPair, KeySize};
    use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
    let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let text = |part: &[u8]| URL_SAFE_NO_PAD.encode(part);
    let signed =
        format!("{}.{}", text(br#"{"alg":"RS256","kid":"1"}"#), text(payload.to_string().as_bytes()));
    let mut signature = vec![0; key.public_modulus_len()];
    let random = aws_lc_rs::rand::SystemRandom::new();
    key.sign(&RSA_PKCS1_SHA256, &random, signed.as_bytes(), &mut signature).unwrap();
    let public = key.public_key();
    let [n, e] =
        [public.modulus(), public.exponent()].map(|number| text(number.big_endian_without_leading_zero()));
    let keys = format!(r#"{{"keys":[{{"kty":"RSA","kid":"1","n":"{n}","e":"{e}"}}]}}"#);
    (Token::read(&format!("{signed}.{}", text(&signature))), KeySet::read(&keys).unwrap())
}

#[test]
fn a_wrong_type_counts_where_it_was_ordered() {
    let (token, keys) = signed(&serde_json::json!({"sub": null, "context": {"title": 7}}));
    let honest = Honest::default();
    let seen = |order| {
        happened("claim.wrong_type", &Sent { token: &token, keys: &keys, honest: &honest, with: Some(order) })
    };
    assert_eq!(seen("sub: null"), Some(true));
    assert_eq!(seen("context > title: number"), Some(true));
    assert_eq!(seen("context: string"), Some(false));
    assert_eq!(seen("name: null"), Some(false));
}

#[test]
fn every_fault_of_a_content_request_shows_in_it_and_nowhere_else() {
    let good = serde_json::json!({"deep_link_return_url": "http://lms/return", "accept_types": ["link"]});
    let with = |name: &str, value: Value| {
        let mut settings = good.clone();
        settings[name] = value;
        settings
    };
    let without = |name: &str| {
        let mut settings = good.clone();
        settings.as_object_mut().unwrap().remove(name);
        settings
    };
    let rows = [
        ("", good.clone()),
        ("deep_linking_settings.missing", Value::Null),
        ("deep_linking_settings.string", Value::from("settings")),
        ("deep_link_return_url.missing", without("deep_link_return_url")),
        ("deep_link_return_url.script", with("deep_link_return_url", "javascript:x()".into())),
        ("deep_link_return_url.foreign", with("deep_link_return_url", "http://other/x".into())),
        ("accept_types.missing", without("accept_types")),
        ("accept_types.string", with("accept_types", "link".into())),
    ];
    let honest = Honest { issuer: "http://lms/main".to_owned(), ..Honest::default() };
    for (fault, settings) in &rows {
        let payload =
            if settings.is_null() { serde_json::json!({}) } else { serde_json::json!({SETTINGS: settings}) };
        let (token, keys) = signed(&payload);
        let sent = Sent { token: &token, keys: &keys, honest: &honest, with: None };
        let seen = rows.iter().filter(|(name, _)| happened(name, &sent) == Some(true));
        let seen: Vec<_> = seen
            .map(|(name, _)| *name)
            .filter(|name| *name != "deep_link_return_url.foreign" || *name == *fault)
            .collect();
        let expected: Vec<_> = Some(*fault).filter(|fault| !fault.is_empty()).into_iter().collect();
        assert_eq!(seen, expected, "{settings}");
    }
}
