use super::super::keys::{PLATFORM, TOOL};
use super::super::mask::Mask;
use super::super::scope::Scope;
use super::*;
use crate::oracle::key_set::KeySet;

const NOW: i64 = 1_795_314_478;

fn scope() -> Scope {
    let url = |text: &str| text.parse().unwrap();
    let masks = vec![Mask::new(Place::Claim, "lti:custom\\.t.*").unwrap()];
    Scope::new("426u74", Some(&url("http://localhost:81/main")), &[url("http://localhost:82/")], None, masks)
}

fn encoded(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn keys() -> Keys {
    let mut keys = Keys::default();
    let set = |kid: &str| {
        KeySet::read(&format!(r#"{{"keys":[{{"kty":"RSA","kid":"{kid}","n":"AQAB","e":"AQAB"}}]}}"#)).unwrap()
    };
    keys.learn(PLATFORM, &set("ours"));
    keys.learn(TOOL, &set("theirs"));
    keys
}

fn shown(header: &str, payload: &str) -> Vec<String> {
    let scope = scope();
    let mut labels = Labels::new(&scope);
    let raw = format!("{}.{}.c2ln", encoded(header), encoded(payload));
    lines(&raw, Now::around(NOW + 1), &keys(), &mut labels)
}

fn payload(payload: &str) -> Vec<String> {
    let mut lines = shown("{}", payload);
    assert_eq!(
        (lines.remove(0), lines.pop()),
        ("header: {}".to_owned(), Some("signature: not verified".to_owned()))
    );
    lines
}

#[test]
fn times_are_told_from_the_moment_of_issue_whether_numbers_or_not() {
    let text = format!(r#"{{"iat":{NOW},"exp":{},"nbf":"{}","auth_time":null}}"#, NOW + 300, NOW - 60);
    assert_eq!(payload(&text), ["auth_time: null", "exp: now+300", "iat: now", "nbf: \"now-60\""]);
}

#[test]
fn parts_of_a_second_are_shown_as_they_are() {
    let text = format!(r#"{{"iat":{NOW},"exp":{}.5,"nbf":9223372036854775808}}"#, NOW + 300);
    assert_eq!(payload(&text), ["exp: now+300 and .5 s", "iat: now", "nbf: 9223372036854775808"]);
}

#[test]
fn of_a_list_that_is_made_to_be_large_the_beginning_and_the_number_are_shown() {
    let all: Vec<_> = (0..SHOWN + 7).map(|number| number.to_string()).collect();
    let lines = payload(&format!(r#"{{"x":[{}]}}"#, all.join(",")));
    assert_eq!(lines.len(), SHOWN + 1);
    assert_eq!((lines[0].as_str(), lines[SHOWN].as_str()), ("x[0]: 0", "x: and 7 more"));
}

#[test]
fn an_expiry_before_the_issue_shows() {
    let text = format!(r#"{{"iat":{NOW},"exp":{}}}"#, NOW - 600);
    assert_eq!(payload(&text), ["exp: now-600", "iat: now"]);
}

#[test]
fn claims_are_one_line_each_with_short_names_and_what_is_new_labelled() {
    let text = r#"{"nonce":"abcdefgh","sub":"person-5-426u74","aud":["a"],
        "https://purl.imsglobal.org/spec/lti/claim/custom":{"ts":"17","x":"1"},
        "https://purl.imsglobal.org/spec/lti/claim/launch_presentation":
            {"return_url":"http://localhost:81/main/courses/course-5-426u74/return/launch-m35ywpwt"},
        "other":"launch-m35ywpwt","empty":{},"none":[]}"#;
    assert_eq!(
        payload(text),
        [
            "aud[0]: \"a\"",
            "empty: {}",
            "lti:custom.ts: [masked]",
            "lti:custom.x: \"1\"",
            "lti:launch_presentation.return_url: \"[platform]/main/courses/course-[id-1]/return/[launch-1]\"",
            "nonce: [nonce-1]",
            "none: []",
            "other: \"[launch-1]\"",
            "sub: \"person-[id-1]\"",
        ]
    );
}

#[test]
fn a_nonce_that_is_empty_and_a_member_that_stands_twice_show() {
    assert_eq!(
        payload(r#"{"nonce":"","sub":"a","sub":"b"}"#),
        ["nonce: [nonce: empty]", "sub: \"a\"", "sub: \"b\""]
    );
}

#[test]
fn a_key_is_named_only_if_it_is_in_the_key_set() {
    let kid = |kid: &str| shown(&format!(r#"{{"kid":{kid}}}"#), "{}").remove(0);
    assert_eq!(kid("\"ours\""), "header kid: [platform-key-1]");
    assert_eq!(kid("\"theirs\""), "header kid: [tool-key-1]");
    assert_eq!(kid("\"d12jXvIifPhmeVT5HgbXOQ\""), "header kid: [unknown-key-1] [not in the key set]");
    assert_eq!(kid("\"../../dev/null\""), "header kid: \"../../dev/null\" [not in the key set]");
    assert_eq!(kid("\"\""), "header kid: \"\" [not in the key set]");
    assert_eq!(kid("7"), "header kid: 7");
}

#[test]
fn what_is_no_token_is_told_as_such() {
    let scope = scope();
    let told = |raw: &str| lines(raw, Now::around(NOW), &keys(), &mut Labels::new(&scope));
    assert_eq!(
        told("a.b"),
        ["parts: 2", "header: not base64url", "payload: not base64url", "signature: [empty]"]
    );
    let unsigned = format!("{}.{}.", encoded("{}"), encoded("no json"));
    assert_eq!(told(&unsigned), ["header: {}", "payload: not JSON", "signature: [empty]"]);
    let text = format!("{}.{}.x", encoded("{}"), encoded("\"a text\""));
    assert_eq!(told(&text), ["header: {}", "payload: \"a text\"", "signature: not verified"]);
    let array = format!("{}.{}.x", encoded("{}"), encoded(&format!("[{{\"exp\":{NOW}}}]")));
    assert_eq!(told(&array), ["header: {}", "[0].exp: now", "signature: not verified"]);
}
