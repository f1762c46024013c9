//! Requests for access tokens, and their use.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};

use super::*;

fn with(name: &str, value: Value) -> Wire {
    let mut claims = claims();
    claims[name] = value;
    token_request(1, &claims)
}

fn without(name: &str) -> Wire {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    token_request(1, &claims)
}

fn with_field(name: &'static str, value: Option<&str>) -> Wire {
    let good = assertion(&json!({"alg": "RS256", "kid": "k"}), &claims());
    let mut fields = fields(&good);
    fields.retain(|(key, _)| *key != name);
    fields.extend(value.map(|value| (name, value.to_owned())));
    token_request_with(1, &fields)
}

/// The signature of hand-written assertions is judged apart.
fn broken_but_signature(wire: &Wire) -> Vec<&'static str> {
    let mut names = broken_rules(std::slice::from_ref(wire));
    names.retain(|name| *name != "assertion: signature");
    names
}

#[test]
fn requests_that_are_unusual_and_right_keep_all_rules() {
    let hour = with("exp", json!(NOW + 3600));
    let array = with("aud", json!(["http://other", "http://lms/main/lti/token"]));
    let one_scope = with_field("scope", Some(ROSTER_SCOPE));
    let more = with("extra", json!({"a": 1}));
    for wire in [token_request(1, &claims()), hour, array, one_scope, more] {
        assert_eq!(broken_but_signature(&wire), Vec::<&str>::new());
    }
}

#[test]
fn each_mistake_in_the_request_breaks_its_rule_and_no_other() {
    let wires = [
        (Wire { method: "PUT".to_owned(), ..token_request(1, &claims()) }, "token: method"),
        (token_request(1, &claims()).with_header("Content-Type", "text/plain"), "token: media type"),
        (with_field("grant_type", None), "token: grant_type"),
        (with_field("client_assertion_type", Some("jwt-bearer")), "token: client_assertion_type"),
        (with_field("client_assertion", None), "assertion: form"),
        (with_field("client_assertion", Some("a.b.c")), "assertion: form"),
        (with_field("scope", None), "token: scope"),
        (with_field("scope", Some("")), "token: scope"),
        (with_field("scope", Some(&format!("{ROSTER_SCOPE},{SCOPES}score"))), "token: scope"),
        (with_field("scope", Some("openid")), "token: offered scopes"),
        (with_field("client_secret", Some("s")), "token: no secret"),
        (token_request(1, &claims()).with_header("Authorization", "Basic abc"), "token: no secret"),
    ];
    for (wire, rule) in wires {
        assert_eq!(broken_but_signature(&wire), [rule], "{wire:?}");
    }
}

#[test]
fn json_instead_of_a_form_breaks_only_the_rule_about_it() {
    let good = assertion(&json!({"alg": "RS256", "kid": "k"}), &claims());
    let body: serde_json::Map<_, _> =
        fields(&good).into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    let wire = token_request(1, &claims()).with_header("Content-Type", "application/json");
    assert_eq!(broken_but_signature(&wire.with_body(&body.into())), ["token: media type"]);
}

#[test]
fn each_mistake_in_the_assertion_breaks_its_rule_and_no_other() {
    let deployment = "https://purl.imsglobal.org/spec/lti/claim/deployment_id";
    let cases = [
        (with("iss", json!("somebody")), "assertion: iss"),
        (with("sub", json!("somebody")), "assertion: sub"),
        (without("sub"), "assertion: sub"),
        (with("aud", json!("http://lms/main")), "assertion: aud"),
        (with("aud", json!("http://lms/north/lti/token")), "assertion: aud"),
        (with("iat", json!((NOW * 1000) + 5)), "assertion: iat"),
        (with("iat", json!(NOW.to_string())), "assertion: iat"),
        (with("iat", json!(NOW + 200)), "assertion: iat"),
        (without("iat"), "assertion: iat"),
        (with("exp", json!(NOW - 5)), "assertion: exp"),
        (without("exp"), "assertion: exp"),
        (with("exp", json!(NOW + 86_400)), "assertion: life"),
        (without("jti"), "assertion: jti"),
        (with("jti", json!("")), "assertion: jti"),
        (without(deployment), "assertion: deployment_id"),
        (with(deployment, json!("2")), "assertion: deployment_id"),
    ];
    for (wire, rule) in cases {
        assert_eq!(broken_but_signature(&wire), [rule], "{wire:?}");
    }
}

#[test]
fn the_header_of_the_assertion_is_judged() {
    let request = |header: Value| token_request_with(1, &fields(&assertion(&header, &claims())));
    assert_eq!(broken_rules(&[request(json!({"alg": "none", "kid": "k"}))]), ["assertion: alg"]);
    assert_eq!(broken_rules(&[request(json!({"alg": "HS256", "kid": "k"}))]), ["assertion: alg"]);
    for header in [json!({"alg": "RS256"}), json!({"alg": "RS256", "kid": "other"})] {
        assert_eq!(broken_but_signature(&request(header)), ["assertion: kid"]);
    }
}

#[test]
fn the_signature_is_verified_with_the_keys_of_the_tool() {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let public = pair.public_key();
    let number = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let n = number(public.modulus().big_endian_without_leading_zero());
    let e = number(public.exponent().big_endian_without_leading_zero());
    let keys =
        KeySet::read(&format!(r#"{{"keys":[{{"kty":"RSA","kid":"k","n":"{n}","e":"{e}"}}]}}"#)).unwrap();
    let unsigned = assertion(&json!({"alg": "RS256", "kid": "k"}), &claims());
    let signed = unsigned.rsplit_once('.').unwrap().0;
    let mut signature = vec![0; pair.public_modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature).unwrap();
    let good = format!("{signed}.{}", number(&signature));
    let judged = |assertion: &str, keys: ToolKeys| {
        let facts = Facts { clients: vec![client("main", keys)], ..facts() };
        let evidence = evidence_with(vec![token_request_with(1, &fields(assertion))], facts);
        evidence.judge("assertion: signature").unwrap()
    };
    assert_eq!(judged(&good, ToolKeys::Published(keys.clone())), Judged::Kept);
    assert_eq!(judged(&good, ToolKeys::Registered(keys.clone())), Judged::Kept);
    assert!(matches!(judged(&unsigned, ToolKeys::Published(keys)), Judged::Broken(_)));
    assert!(matches!(judged(&good, ToolKeys::Unknown("no key".to_owned())), Judged::Unclear(_)));
}

#[test]
fn a_jti_is_used_once_and_an_assertion_again_only_after_a_failure() {
    let rule = "assertion: fresh jti";
    let (first, same) = (token_request(1, &claims()), token_request(2, &claims()));
    assert!(broken(vec![first.clone(), same.clone()], rule).contains("of call 1 again"));
    let failed = Wire { status: 500, response_body: String::new(), ..first.clone() };
    assert_eq!(judged(vec![failed.clone(), same], rule), Judged::Kept);
    let mut another = claims();
    another["iat"] = json!(NOW + 1);
    assert!(matches!(judged(vec![failed, token_request(2, &another)], rule), Judged::Broken(_)));
    another["jti"] = json!("j-2");
    assert_eq!(judged(vec![first, token_request(2, &another)], rule), Judged::Kept);
}

#[test]
fn times_are_not_judged_while_the_clock_of_the_tool_is_moved() {
    let later = with("iat", json!(NOW + 7200));
    let facts = Facts { moved: vec![(NOW * 1000, i64::MAX)], ..facts() };
    let judged = evidence_with(vec![later], facts).judge("assertion: iat").unwrap();
    assert!(matches!(judged, Judged::NothingSeen(why) if why.contains("clock")));
}

fn numbered(number: u64) -> Wire {
    let mut claims = claims();
    claims["jti"] = json!(format!("j-{number}"));
    token_request(number, &claims)
}

fn roster(number: u64, token: u64) -> Wire {
    let url = format!("{COURSE}/memberships?type_id=7");
    call(number, "nrps", "GET", &url).with_header("Authorization", &format!("Bearer at-{token}"))
}

#[test]
fn a_token_for_each_call_is_waste() {
    let each = (0..5).flat_map(|pair| [numbered(pair * 2 + 1), roster(pair * 2 + 2, pair * 2 + 1)]).collect();
    assert!(
        broken(each, "token: reused").contains("4 of 5 requests for one while another was good, for 5 calls")
    );
}

#[test]
fn a_token_in_several_processes_or_after_a_refusal_is_none() {
    let mut calls = vec![numbered(1), numbered(2), numbered(3)];
    calls.extend((4..9).map(|number| roster(number, number % 3 + 1)));
    assert_eq!(judged(calls, "token: reused"), Judged::Kept);
    let refused = (0..5).flat_map(|pair| {
        let (asked, called) = (pair * 2 + 1, pair * 2 + 2);
        [numbered(asked), Wire { status: 401, ..roster(called, asked) }]
    });
    assert_eq!(judged(refused.collect(), "token: reused"), Judged::Kept);
    let short = (0..5).flat_map(|pair| {
        let (asked, called) = (pair * 2 + 1, pair * 2 + 2);
        let mut token = numbered(asked);
        token.response_body = token.response_body.replace("3600", "2");
        [token, roster(called, asked)]
    });
    assert_eq!(judged(short.collect(), "token: reused"), Judged::Kept);
}

#[test]
fn two_calls_show_no_habit() {
    let calls = vec![numbered(1), roster(2, 1), numbered(3), roster(4, 3)];
    assert!(matches!(judged(calls, "token: reused"), Judged::NothingSeen(_)));
}

#[test]
fn a_call_brings_its_token_in_the_header() {
    let rule = "call: bearer";
    for good in ["Bearer at-1", "bearer at-1", "BEARER  at-1"] {
        assert_eq!(
            judged(vec![roster(2, 1).with_header("Authorization", good)], rule),
            Judged::Kept,
            "{good}"
        );
    }
    for bad in ["Basic YTpi", "at-1", "Bearer ", "Bearer"] {
        let text = broken(vec![roster(2, 1).with_header("Authorization", bad)], rule);
        assert!(!text.contains("at-1"), "{text}");
    }
    assert!(broken(vec![roster(2, 1).without_header("authorization")], rule).contains("no `Authorization`"));
    let url = format!("{COURSE}/memberships?type_id=7&access_token=at-1");
    let in_query = Wire { url, ..roster(2, 1) };
    let text = broken(vec![in_query], rule);
    assert!(text.contains("`access_token` in the query") && !text.contains("at-1"), "{text}");
    let accept = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
    let url = format!("{COURSE}/memberships?type_id=7&rlid=link-1&access_token=at-1");
    let in_query = Wire { url, ..roster(2, 1).with_header("Accept", accept) };
    assert_eq!(broken_rules(&[in_query]), [rule]);
}

#[test]
fn a_call_needs_a_token_that_was_asked_for_with_its_scope() {
    let asked = |scope: &str, granted: &str| {
        let answer =
            json!({"access_token": "at-1", "token_type": "bearer", "expires_in": 3600, "scope": granted});
        with_field("scope", Some(scope)).answered(200, &answer)
    };
    let score = format!("{SCOPES}score");
    assert!(broken(vec![asked(&score, &score), roster(2, 1)], "roster: scope").contains("contextmembership"));
    let less = asked(&format!("{score} {ROSTER_SCOPE}"), &score);
    assert!(matches!(judged(vec![less, roster(2, 1)], "roster: scope"), Judged::NothingSeen(_)));
    let read = format!("{SCOPES}lineitem.readonly");
    let item = |method: &str| call(2, "ags", method, &format!("{COURSE}/lineitems/5?type_id=7"));
    assert_eq!(judged(vec![asked(&read, &read), item("GET")], "grades: scope"), Judged::Kept);
    for method in ["PUT", "DELETE"] {
        assert!(matches!(
            judged(vec![asked(&read, &read), item(method)], "grades: scope"),
            Judged::Broken(_)
        ));
    }
}
