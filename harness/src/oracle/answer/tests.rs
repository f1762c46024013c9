//! Each rule with an answer that keeps it and one that does not.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, json};

use super::*;

const NOW: i64 = 1_764_000_060;

fn token(header: &Value, payload: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.c2ln", part(header), part(payload))
}

fn good_payload() -> Map<String, Value> {
    let claims = json!({
        "iss": "client", "aud": "http://lms/main", "iat": NOW, "exp": NOW + 300, "nonce": "n-1",
        "https://purl.imsglobal.org/spec/lti/claim/message_type": "LtiDeepLinkingResponse",
        "https://purl.imsglobal.org/spec/lti/claim/version": "1.3.0",
        "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "1",
        "https://purl.imsglobal.org/spec/lti-dl/claim/data": "a \"b\" é",
        "https://purl.imsglobal.org/spec/lti-dl/claim/msg": "1 < 2 items added",
    });
    claims.as_object().cloned().unwrap()
}

/// A good answer, with these claims replaced; `null` takes one away.
pub(crate) fn answer_with(claims: &[(&str, Value)]) -> Answer {
    let mut payload = good_payload();
    for (name, value) in claims {
        payload.remove(*name);
        if !value.is_null() {
            payload.insert((*name).to_owned(), value.clone());
        }
    }
    let header = json!({"alg": "RS256", "kid": "k", "typ": "JWT"});
    answer(&token(&header, &payload.into()))
}

fn answer(token: &str) -> Answer {
    Answer::read("POST", "http://lms/return?a=1&b=%20", vec![("JWT".to_owned(), token.to_owned())], true)
}

fn expected() -> Expected {
    Expected {
        issuer: "http://lms/main".to_owned(),
        client_id: "client".to_owned(),
        deployment_id: "1".to_owned(),
        settings: json!({
            "deep_link_return_url": "http://lms/return?a=1&b=%20", "data": "a \"b\" é", "accept_multiple": false,
            "accept_types": ["link", "file"], "accept_media_types": "image/*, application/pdf",
            "accept_presentation_document_targets": ["window"], "title": "Default",
        }),
        keys: ToolKeys::Published(
            KeySet::read(r#"{"keys":[{"kty":"RSA","kid":"k","n":"AQAB","e":"AQAB"}]}"#).unwrap(),
        ),
        cookies: vec!["secret-of-the-session".to_owned()],
        now: NOW,
    }
}

fn kept(answer: &Answer, rule: &str) -> bool {
    match answer.check(rule, &expected()).unwrap() {
        Ok(()) => true,
        Err(Not::Kept(_)) => false,
        Err(other) => panic!("{rule}: {other:?}"),
    }
}

const LTI: &str = "https://purl.imsglobal.org/spec/lti/claim/";
const DL: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/";

#[test]
fn a_good_answer_keeps_every_rule_of_the_message() {
    let good = answer_with(&[]);
    for rule in [
        "method",
        "field",
        "action",
        "by itself",
        "no secret",
        "alg",
        "kid",
        "key headers",
        "iss",
        "aud",
        "azp",
        "exp",
        "iat",
        "life",
        "nonce",
        "message_type",
        "version",
        "deployment_id",
        "data",
        "claim names",
        "texts",
        "content_items",
        "nothing chosen",
        "accepted types",
        "one item at most",
    ] {
        assert!(kept(&good, rule), "{rule}");
    }
}

#[test]
fn one_wrong_claim_breaks_its_own_rule_and_no_other() {
    let dl = |name: &str| format!("{DL}{name}");
    let lti = |name: &str| format!("{LTI}{name}");
    let rows = [
        ("iss", "iss".to_owned(), json!("http://tool/")),
        ("aud", "aud".to_owned(), json!(["http://lms/other"])),
        ("azp", "azp".to_owned(), json!("http://tool/")),
        ("exp", "exp".to_owned(), json!((NOW + 300).to_string())),
        ("exp", "exp".to_owned(), json!(NOW - 5)),
        ("iat", "iat".to_owned(), json!(NOW.to_string())),
        ("iat", "iat".to_owned(), json!(NOW + 600)),
        ("life", "exp".to_owned(), json!(NOW + 86_400)),
        ("nonce", "nonce".to_owned(), json!("")),
        ("nonce", "nonce".to_owned(), Value::Null),
        ("message_type", lti("message_type"), json!("LtiDeepLinkingRequest")),
        ("version", lti("version"), json!("1.3")),
        ("deployment_id", lti("deployment_id"), json!("2")),
        ("data", dl("data"), json!("a \\\"b\\\" é")),
        ("data", dl("data"), Value::Null),
        ("texts", dl("msg"), json!("<b>added</b>")),
        ("texts", dl("errorlog"), json!({"code": 5})),
        ("claim names", "custom".to_owned(), json!({})),
        ("content_items", dl("content_items"), json!({"type": "link"})),
    ];
    let rules = [
        "iss",
        "aud",
        "azp",
        "exp",
        "iat",
        "nonce",
        "message_type",
        "version",
        "deployment_id",
        "data",
        "texts",
        "claim names",
        "content_items",
    ];
    for (rule, claim, value) in rows {
        let answer = answer_with(&[(&claim, value.clone())]);
        assert!(!kept(&answer, rule), "{rule} with {claim} = {value}");
        let others = rules.iter().filter(|other| **other != rule);
        assert!(
            others.clone().all(|other| kept(&answer, other)),
            "{claim} = {value} breaks more than {rule}"
        );
    }
}

#[test]
fn the_issuer_may_stand_among_others_and_azp_may_follow_either_reading() {
    assert!(kept(&answer_with(&[("aud", json!(["http://lms/main", "x"]))]), "aud"));
    assert!(kept(&answer_with(&[("azp", json!("client"))]), "azp"));
    assert!(kept(&answer_with(&[("azp", json!("http://lms/main"))]), "azp"));
}

#[test]
fn the_form_has_to_go_by_post_to_the_very_address_with_the_field_jwt() {
    let good = answer_with(&[]);
    let other = |change: fn(&mut Answer)| {
        let mut answer = good.clone();
        change(&mut answer);
        answer
    };
    assert!(!kept(&other(|answer| answer.method = "GET".to_owned()), "method"));
    assert!(!kept(&other(|answer| answer.address = "http://lms/return?a=1&b=+".to_owned()), "action"));
    assert!(!kept(&other(|answer| answer.address = "http://lms/return".to_owned()), "action"));
    assert!(!kept(&other(|answer| answer.by_itself = false), "by itself"));
    let token = good.fields[0].1.clone();
    let misnamed =
        Answer::read("POST", "http://lms/return?a=1&b=%20", vec![("jwt".to_owned(), token.clone())], true);
    assert!(!kept(&misnamed, "field") && kept(&misnamed, "iss"));
    let fields = vec![("JWT".to_owned(), token), ("csrf".to_owned(), "secret-of-the-session".to_owned())];
    assert!(!kept(&Answer::read("POST", "http://lms/", fields, true), "no secret"));
}

#[test]
fn the_header_names_a_published_key_and_brings_none() {
    let with = |header: Value| answer(&token(&header, &good_payload().into()));
    assert!(!kept(&with(json!({"alg": "none"})), "alg"));
    assert!(!kept(&with(json!({"alg": "RS256", "kid": "other"})), "kid"));
    assert!(!kept(&with(json!({"alg": "RS256"})), "kid"));
    assert!(!kept(&with(json!({"alg": "RS256", "kid": "k", "jwk": {}})), "key headers"));
    assert!(!kept(&with(json!({"alg": "RS256", "kid": "k"})), "signature"));
    let unsigned = with(json!({"alg": "none"})).check("signature", &expected());
    assert!(matches!(unsigned, Some(Err(Not::Judged(why))) if why.contains("none")));
}

#[test]
fn items_fit_what_the_request_accepts() {
    let items = |items: Value| answer_with(&[(&format!("{DL}content_items"), items)]);
    assert!(!kept(&items(json!([{"type": "html"}])), "accepted types"));
    assert!(!kept(&items(json!([{"type": "link"}, {"type": "link"}])), "one item at most"));
    assert!(!kept(&items(json!([{"type": "link"}])), "nothing chosen"));
    assert!(!kept(&items(json!([{"type": "ltiResourceLink", "lineItem": {}}])), "no line item"));
    assert!(kept(&items(json!([{"type": "ltiResourceLink"}])), "no line item"));
    assert!(kept(&items(json!([{"type": "file", "mediaType": "image/png"}])), "media types"));
    assert!(!kept(&items(json!([{"type": "file", "mediaType": "text/plain"}])), "media types"));
    assert!(kept(&items(json!([{"type": "link", "window": {}}])), "targets"));
    assert!(!kept(&items(json!([{"type": "link", "iframe": {}}])), "targets"));
    assert!(kept(&items(json!([{"type": "link", "title": "Default"}])), "title"));
    assert!(!kept(&items(json!([{"type": "link"}])), "title"));
}

#[test]
fn what_the_answer_does_not_have_is_not_judged() {
    let nothing = |rule: &str| answer_with(&[]).check(rule, &expected()).unwrap();
    for rule in ["no line item", "media types", "targets", "title"] {
        assert!(matches!(nothing(rule), Err(Not::Applicable(_))), "{rule}");
    }
    let unreadable = answer("not a token");
    assert!(matches!(unreadable.check("iss", &expected()), Some(Err(Not::Judged(_)))));
    assert!(answer_with(&[]).check("isss", &expected()).is_none());
}

#[test]
fn an_answer_that_only_tells_an_error_is_a_failure() {
    assert!(answer_with(&[(&format!("{DL}errormsg"), json!("no"))]).is_failure());
    assert!(!answer_with(&[]).is_failure());
}

#[test]
fn an_answer_that_is_only_shown_is_read_and_its_form_is_not_judged() {
    let token = answer_with(&[("iss", json!("h"))]).token.raw;
    let page = |body: String| Page { body, ..Page::default() };
    for body in [
        format!("{{\"JWT\":\"{token}\",\"deep_link_return_url\":\"http://lms/\"}}"),
        format!("<textarea>{token}</textarea>"),
        format!("<a href='/x?answer={token}&y=1'>x</a>"),
    ] {
        let answer = Answer::shown_on(&page(body)).unwrap();
        assert!(!kept(&answer, "iss") && kept(&answer, "data"));
        assert!(matches!(answer.check("action", &expected()), Some(Err(Not::Judged(_)))));
    }
    let other = token_of_a_launch();
    assert!(Answer::shown_on(&page(format!("<p>a.b.c {other}</p>"))).is_none());
}

fn token_of_a_launch() -> String {
    token(&json!({"alg": "RS256"}), &json!({"sub": "a"}))
}
