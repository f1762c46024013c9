use serde_json::json;

use super::*;
use crate::journal::book::tests::exchange;

fn ada() -> Person {
    crate::domain::person::NewPerson {
        id: Some("p-ada".into()),
        name: Some("Ada Lovelace".into()),
        given_name: Some("Ada".into()),
        family_name: Some("Lovelace".into()),
        email: Some("ada@school.test".into()),
        ..crate::domain::person::NewPerson::default()
    }
    .parse("minted".into())
    .unwrap()
}

fn redacted(change: impl FnOnce(&mut Exchange), kind: Kind) -> Exchange {
    let mut seen = exchange(kind, None);
    change(&mut seen);
    Redactor::knowing(&[ada()]).redacted(&[&seen]).remove(0)
}

fn token(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.c2lnbmF0dXJl", part(&json!({"alg": "RS256", "kid": "k"})), part(claims))
}

#[test]
fn credentials_and_cookies_become_labels_that_stay_equal() {
    let shown = redacted(
        |seen| {
            seen.url = "/x/abcdefgh".into();
            seen.request_headers = vec![
                ("Authorization".into(), "Bearer abcdefgh".into()),
                ("Cookie".into(), "sid=abcdefgh; other=x".into()),
            ];
            seen.response_headers = vec![("set-cookie".into(), "sid=abcdefgh; Path=/; HttpOnly".into())];
        },
        Kind::Ags,
    );
    let values: Vec<&str> = shown
        .request_headers
        .iter()
        .chain(&shown.response_headers)
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(
        values,
        [
            "Bearer redacted-secret-1",
            "sid=redacted-secret-1; other=redacted-secret-2",
            "sid=redacted-secret-1; Path=/; HttpOnly",
        ]
    );
}

#[test]
fn a_token_in_a_page_keeps_its_claims_but_not_the_person_nor_its_signature() {
    let claims = json!({"sub": "p-ada", "name": "Ada Lovelace", "email": "ada@school.test", "nonce": "n-1",
        "picture": "http://x/ada.png", "https://purl.imsglobal.org/spec/lti/claim/tool_platform": {"name": "Homeroom"}});
    let shown = redacted(
        |seen| seen.response_body = format!("<input name=\"id_token\" value=\"{}\">", token(&claims)),
        Kind::Authorize,
    );
    assert!(shown.response_body.contains(".signature-redacted\">"), "{}", shown.response_body);
    let payload = shown.response_body.split('.').nth(1).unwrap();
    let left: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
    assert_eq!((&left["sub"], &left["nonce"]), (&json!("p-ada"), &json!("n-1")));
    assert_eq!(left["name"], "redacted-person-1");
    assert_eq!(left["email"], "person-1@redacted.invalid");
    assert!(!left.to_string().contains("ada.png"), "{left}");
}

#[test]
fn a_roster_loses_names_and_addresses_and_keeps_ids_and_roles() {
    let members = json!({"context": {"title": "Algebra"}, "members": [
        {"user_id": "p-ada", "name": "Ada Lovelace", "given_name": "Ada", "roles": ["Learner"], "email": "ada@school.test"},
        {"user_id": "p-bob", "name": "Bob", "email": "bob@school.test"},
    ]});
    let shown = redacted(|seen| seen.response_body = members.to_string(), Kind::Nrps).response_body;
    for hidden in ["Ada", "Lovelace", "Bob", "school.test"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
    for left in ["p-ada", "p-bob", "Learner", "Algebra"] {
        assert!(shown.contains(left), "{left} not in {shown}");
    }
}

#[test]
fn forms_and_addresses_are_read_by_their_names() {
    let shown = redacted(
        |seen| {
            seen.url =
                "/main/lti/authorize?state=s-1&nonce=n-1&lis_person_name_full=Zoe+Q&x=ada%40school.test"
                    .into();
            seen.request_headers = vec![("content-type".into(), "application/x-www-form-urlencoded".into())];
            seen.request_body = "client_secret=hush&scope=openid".into();
            seen.response_headers = vec![("location".into(), "http://t/?registration_token=abc".into())];
        },
        Kind::Authorize,
    );
    let all = format!("{} {} {:?}", shown.url, shown.request_body, shown.response_headers);
    for hidden in ["s-1", "Zoe", "school.test", "hush", "abc"] {
        assert!(!all.contains(hidden), "{hidden} in {all}");
    }
    assert!(shown.url.contains("nonce=n-1") && shown.request_body.ends_with("scope=openid"), "{all}");
}

#[test]
fn a_known_name_is_hidden_in_any_text_and_a_tool_keeps_its_own() {
    let body = json!({"custom": {"who": "by Ada Lovelace <ada@school.test>"}, "name": "Quiz tool"});
    let shown = redacted(|seen| seen.response_body = body.to_string(), Kind::Fetch).response_body;
    assert!(shown.contains("by redacted-person-1 <person-1@redacted.invalid>"), "{shown}");
    assert!(shown.contains("Quiz tool"), "{shown}");
}

#[test]
fn pages_of_the_campus_are_left_out() {
    let shown = redacted(|seen| seen.response_body = "<p>acting as Ada".into(), Kind::Page).response_body;
    assert_eq!(shown, "(a page of 16 bytes, left out: it shows names)");
}

#[test]
fn anything_that_only_looks_like_a_token_is_hidden() {
    let shown = redacted(|seen| seen.response_body = "eyJhbGciOiJub25lIn0.bm90IGpzb24.x".into(), Kind::Fetch);
    assert_eq!(shown.response_body, "redacted-secret-1");
}

#[test]
fn json_that_cannot_be_read_is_left_out_by_whatever_type_it_goes() {
    let cut = r#"{"given_name":"Zoraida","family_name":"Nealeson","password":"hunter2hunter2","#;
    for kind in ["application/json", "application/x-www-form-urlencoded", "text/plain"] {
        let shown = redacted(
            |seen| {
                seen.request_headers = vec![("content-type".into(), kind.into())];
                seen.request_body = cut.into();
            },
            Kind::Control,
        );
        for hidden in ["Zoraida", "Nealeson", "hunter2"] {
            assert!(!shown.request_body.contains(hidden), "{hidden} in {}", shown.request_body);
        }
        assert!(shown.request_body.contains("line 1 column"), "{}", shown.request_body);
    }
}

#[test]
fn a_state_is_a_secret_as_a_parameter_and_a_word_in_json() {
    let shown = redacted(
        |seen| {
            seen.url = "/main/lti/authorize?state=abcdefgh&code=ijklmnop".into();
            seen.request_body = "is it prepared?".into();
            seen.response_body =
                json!({"state": "prepared", "code": "not_found", "token": "hush"}).to_string();
        },
        Kind::Control,
    );
    assert_eq!(shown.url, "/main/lti/authorize?state=redacted-secret-1&code=redacted-secret-2");
    assert_eq!(shown.request_body, "is it prepared?");
    let left = json!({"state": "prepared", "code": "not_found", "token": "redacted-secret-3"});
    assert_eq!(shown.response_body, left.to_string());
}

#[test]
fn headers_that_open_something_are_known_by_their_names() {
    let secret =
        ["X-Api-Key", "apikey", "X-Auth-Token", "X-CSRF-Token", "X-Client-Secret", "X-Authentication"];
    let open = ["www-authenticate", ":authority", "x-request-id"];
    let headers = secret.iter().chain(&open).map(|name| ((*name).into(), format!("value of {name}")));
    let shown = redacted(|seen| seen.request_headers = headers.collect(), Kind::Fetch).request_headers;
    let told: Vec<&str> =
        shown.iter().filter(|(_, value)| value.starts_with("value")).map(|(name, _)| name.as_str()).collect();
    assert_eq!(told, open);
    assert_eq!(shown[0].1, "redacted-secret-1");
}

#[test]
fn a_token_loses_its_signature_however_its_header_is_spaced() {
    let claims = URL_SAFE_NO_PAD.encode(json!({"iss": "tool"}).to_string());
    for header in
        ["{\"alg\":\"RS256\"}", "{ \"alg\": \"RS256\" }", "{\n\"alg\":\"RS256\"}", "{\r\n\"alg\":\"RS256\"}"]
    {
        let token = format!("{}.{claims}.c2lnbmF0dXJl", URL_SAFE_NO_PAD.encode(header));
        let body = redacted(|seen| seen.response_body = format!("<p>{token}</p>"), Kind::Fetch).response_body;
        assert!(body.contains(&claims) && !body.contains("c2lnbmF0dXJl"), "{header}: {body}");
    }
    let token = format!("{}.{claims}.c2lnbmF0dXJl", URL_SAFE_NO_PAD.encode("  {\"alg\":\"RS256\"}"));
    for name in ["JWT", "id_token", "client_assertion", "assertion"] {
        let url = redacted(|seen| seen.url = format!("/x?{name}={token}"), Kind::Fetch).url;
        assert!(url.contains(&claims) && !url.contains("c2lnbmF0dXJl"), "{name}: {url}");
    }
}
