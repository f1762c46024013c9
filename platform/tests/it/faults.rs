//! Every fault of the catalogue is visible on the wire, is recorded, and leaves the rest alone.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::{Value, json};

use crate::support::{Lms, decode, dl, header, lti, payload, text};

/// The faults of one place.
pub(crate) async fn catalogue(lms: &Lms, place: &str) -> Vec<Value> {
    let all = lms.http.get(format!("{}/api/faults", lms.base())).send().await.unwrap();
    let all: Vec<Value> = all.json().await.unwrap();
    all.into_iter().filter(|fault| fault["place"] == place).collect()
}

fn order(fault: &Value) -> Value {
    match fault.get("with").and_then(Value::as_str) {
        Some("a number of seconds") => json!({"name": fault["name"], "with": "600"}),
        Some(what) if what.starts_with("a claim") => json!({"name": fault["name"], "with": "sub: null"}),
        Some(_) => json!({"name": fault["name"], "with": "http://stranger.example/x"}),
        None => fault["name"].clone(),
    }
}

fn with_fault(mut launch: Value, fault: &Value) -> Value {
    launch["faults"] = json!([order(fault)]);
    launch
}

/// Whether a token is one that a strict verifier takes: three parts, a known kid, the right algorithm and signature.
async fn verifies(lms: &Lms, token: &str) -> bool {
    let keys: JwkSet = serde_json::from_value(lms.get("/lti/jwks").await).unwrap();
    let Ok(head) = jsonwebtoken::decode_header(token) else { return false };
    let Some(key) = head.kid.as_deref().and_then(|kid| keys.find(kid)) else { return false };
    is_signed_by(token, key, Algorithm::RS256)
}

fn is_signed_by(token: &str, key: &Jwk, alg: Algorithm) -> bool {
    let Some((message, signature)) = token.rsplit_once('.') else { return false };
    let key = DecodingKey::from_jwk(key).unwrap();
    jsonwebtoken::crypto::verify(signature, message.as_bytes(), &key, alg).unwrap_or(false)
}

/// The faults after which the token is no longer what a strict verifier takes.
fn breaks_the_seal(name: &str) -> bool {
    let inner = ["jws.payload_", "jws.bad_utf8", "jws.bad_base64"];
    let outer = ["kid.", "jwk.", "jku.", "x5u.", "x5c.", "signature.", "alg.", "jws.", "key.", "encoding."];
    let is_in = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    is_in(&outer) && !is_in(&inner)
}

#[tokio::test]
async fn every_fault_of_the_token_changes_it_and_is_recorded() {
    let lms = Lms::start().await;
    let link = lms.link(json!({})).await;
    // One fault signs with a key that has left the set.
    lms.post("/api/keys/rotate", json!({"overlap": false})).await;
    for fault in catalogue(&lms, "id_token").await {
        let name = text(&fault, "name");
        let (honest, launch) = if fault["message"] == "LtiDeepLinkingRequest" {
            let plain = json!({"options": {"deep_linking": {"data": "d"}}});
            let honest = lms.prepare_picking(plain.clone()).await;
            (honest, lms.prepare_picking(with_fault(plain, &fault)).await)
        } else {
            let plain = json!({"link": link});
            (lms.prepare(plain.clone()).await, lms.prepare(with_fault(plain, &fault)).await)
        };
        let honest = honest.answered().await.get("id_token").unwrap().to_owned();
        let token = launch.posted().await.get("id_token").unwrap().to_owned();
        let read = launch.read().await;
        assert_eq!(read["faults_applied"], json!([{"name": name, "place": "id_token"}]));
        assert_eq!(read["id_token"], json!(token), "{name}");
        assert_eq!(verifies(&lms, &token).await, !breaks_the_seal(&name), "{name}: {token:.300}");
        if !breaks_the_seal(&name) {
            assert_ne!(shape(&token, &honest), shape(&honest, &honest), "{name}: {token:.300}");
        }
    }
}

/// Header and payload, with what every launch has anew made equal; what cannot be read stays as it is.
fn shape(token: &str, honest: &str) -> String {
    let raw = token.split('.').nth(1).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()).unwrap_or_default();
    let Ok(Value::Object(mut claims)) = serde_json::from_slice(&raw) else { return token.to_owned() };
    let members = String::from_utf8(raw).unwrap().matches("\":").count();
    for time in ["iat", "exp"] {
        let usual = payload(honest)[time].as_i64().unwrap();
        if claims.get(time).and_then(Value::as_i64).is_some_and(|value| (0..8).contains(&(value - usual))) {
            claims.insert(time.to_owned(), json!("usual"));
        }
    }
    if let Some(url) =
        claims.get_mut(&lti("launch_presentation")).and_then(|shown| shown.get_mut("return_url"))
    {
        *url = json!(url.as_str().unwrap().split("/return/").next());
    }
    if let Some(url) =
        claims.get_mut(&dl("deep_linking_settings")).and_then(|claim| claim.get_mut("deep_link_return_url"))
        && url.as_str().is_some_and(|url| url.contains("/main/lti/deep_linking/"))
    {
        *url = json!("usual");
    }
    // As text: the order of members is a difference too.
    let head = decode(token.split('.').next().unwrap());
    format!("{} {members} {}", String::from_utf8_lossy(&head), Value::Object(claims))
}

#[tokio::test]
async fn every_fault_of_the_login_changes_its_parameters_and_is_recorded() {
    let lms = Lms::start().await;
    let names = |launch: &crate::support::Launch<'_>| launch.login.clone();
    for fault in catalogue(&lms, "login").await {
        let name = text(&fault, "name");
        let launch = lms.prepare(json!({"faults": [order(&fault)]})).await;
        assert_eq!(launch.read().await["faults_applied"], json!([{"name": name, "place": "login"}]));
        let honest = lms.prepare(json!({})).await;
        let plain = |pairs: Vec<(String, String)>| -> Vec<(String, String)> {
            pairs.into_iter().map(|(name, value)| hidden(name, value)).collect()
        };
        assert_ne!(plain(names(&launch)), plain(names(&honest)), "{name}");
    }
}

/// A hint of the usual kind is the same as any other.
fn hidden(name: String, value: String) -> (String, String) {
    let usual = name.ends_with("_hint") && value.len() == 22;
    (name, if usual { "hint".to_owned() } else { value })
}

#[tokio::test]
async fn an_awkward_login_hint_still_finds_its_launch() {
    let lms = Lms::start().await;
    for name in [
        "login.login_hint.special",
        "login.login_hint.markup",
        "login.login_hint.crlf",
        "login.message_hint.8k",
    ] {
        lms.prepare(json!({"faults": [name]})).await.answered().await;
    }
}

#[tokio::test]
async fn a_key_brought_along_really_signed_the_token() {
    let lms = Lms::start().await;
    for name in ["jwk.embedded", "jku.foreign", "x5u.foreign", "x5c.foreign"] {
        let posted = lms.prepare(json!({"faults": [name]})).await.answered().await;
        let token = posted.get("id_token").unwrap();
        let head = header(token);
        let key = match name {
            "jwk.embedded" => head["jwk"].clone(),
            "jku.foreign" => {
                assert_eq!(head["jku"], json!(lms.url("/lti/foreign_jwks")));
                lms.get("/lti/foreign_jwks").await["keys"][0].clone()
            }
            "x5u.foreign" => {
                let pem = lms.http.get(text(&head, "x5u")).send().await.unwrap().text().await.unwrap();
                assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"));
                lms.get("/lti/foreign_jwks").await["keys"][0].clone()
            }
            _ => {
                let der = STANDARD.decode(head["x5c"][0].as_str().unwrap()).unwrap();
                let key = lms.get("/lti/foreign_jwks").await["keys"][0].clone();
                let modulus = decode(key["n"].as_str().unwrap());
                assert!(der.windows(modulus.len()).any(|part| part == modulus));
                key
            }
        };
        let key: Jwk = serde_json::from_value(key).unwrap();
        assert!(is_signed_by(token, &key, Algorithm::RS256), "{name}");
    }
}

#[tokio::test]
async fn other_algorithms_are_really_used() {
    let lms = Lms::start().await;
    let keys: JwkSet = serde_json::from_value(lms.get("/lti/jwks").await).unwrap();
    for (name, alg) in
        [("alg.rs384", Algorithm::RS384), ("alg.rs512", Algorithm::RS512), ("alg.ps256", Algorithm::PS256)]
    {
        let posted = lms.prepare(json!({"faults": [name]})).await.answered().await;
        let mut key = keys.keys[0].clone();
        key.common.key_algorithm = None;
        assert!(is_signed_by(posted.get("id_token").unwrap(), &key, alg), "{name}");
    }
}

#[tokio::test]
async fn key_confusion_uses_the_published_key_as_the_secret() {
    let lms = Lms::start().await;
    let jwk = lms.get("/lti/jwks").await["keys"][0].clone();
    let posted = lms.prepare(json!({"faults": ["alg.hs256_n"]})).await.answered().await;
    let (message, signature) = posted.get("id_token").unwrap().rsplit_once('.').unwrap();
    let secret = DecodingKey::from_secret(jwk["n"].as_str().unwrap().as_bytes());
    let valid = jsonwebtoken::crypto::verify(signature, message.as_bytes(), &secret, Algorithm::HS256);
    assert!(valid.unwrap());
}

#[tokio::test]
async fn a_swapped_payload_keeps_the_signature_of_the_first() {
    let lms = Lms::start().await;
    let posted = lms.prepare(json!({"faults": ["signature.payload_swapped"]})).await.answered().await;
    let token = posted.get("id_token").unwrap();
    assert_eq!(payload(token)["sub"], "someone-else");
    let mut honest = payload(token);
    honest["sub"] = json!("ben");
    let parts: Vec<&str> = token.split('.').collect();
    let first = format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(honest.to_string()), parts[2]);
    assert!(verifies(&lms, &first).await);
}

#[tokio::test]
async fn a_duplicate_stands_twice_with_the_true_value_last() {
    let lms = Lms::start().await;
    let posted = lms.prepare(json!({"faults": ["sub.duplicate"]})).await.answered().await;
    let raw = String::from_utf8(decode(posted.get("id_token").unwrap().split('.').nth(1).unwrap())).unwrap();
    assert_eq!(raw.matches("\"sub\":").count(), 2);
    assert!(raw.find("someone-else").unwrap() < raw.find("\"ben\"").unwrap());
    assert_eq!(payload(posted.get("id_token").unwrap())["sub"], "ben");
}

#[tokio::test]
async fn faults_may_be_combined() {
    let lms = Lms::start().await;
    let order = json!({"faults": ["nonce.missing", "kid.missing", "login.extra_parameters"]});
    let launch = lms.prepare(order).await;
    let posted = launch.answered().await;
    let token = posted.get("id_token").unwrap();
    assert!(header(token).get("kid").is_none() && payload(token).get("nonce").is_none());
    assert_eq!(launch.read().await["faults_applied"].as_array().unwrap().len(), 3);
}
