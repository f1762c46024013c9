//! Configurations as tools offer them.

use serde_json::{Value, json};

use super::canvas::{self, Imported};

pub(crate) fn configuration() -> Value {
    json!({
        "title": "Quiz <b>",
        "description": "Quizzes",
        "target_link_uri": "http://localhost:3000/launch",
        "oidc_initiation_url": "http://localhost:3000/login",
        "oidc_initiation_urls": {"eu-west-1": "http://localhost:3000/eu"},
        "public_jwk_url": "http://localhost:3000/keys",
        "scopes": ["https://purl.imsglobal.org/spec/lti-ags/scope/score", "https://canvas.instructure.com/lti/x"],
        "custom_fields": {"user": "$User.id", "account": "$Canvas.account.id", "n": 7},
        "extensions": [{
            "platform": "canvas.instructure.com", "domain": "localhost", "tool_id": "quiz", "privacy_level": "email_only",
            "settings": {"icon_url": "http://localhost:3000/icon.png", "placements": [
                {"placement": "course_navigation", "message_type": "LtiResourceLinkRequest", "target_link_uri": "http://localhost:3000/nav", "text": "Quizzes"},
                {"placement": "link_selection", "message_type": "LtiDeepLinkingRequest", "target_link_uri": "http://localhost:3000/pick", "custom_fields": {"a": "1"}},
                {"placement": "assignment_selection", "message_type": "LtiDeepLinkingRequest", "target_link_uri": "http://localhost:3000/pick", "custom_fields": {"a": "1"}},
                {"placement": "editor_button", "enabled": false},
                {"placement": "eula", "message_type": "LtiEulaRequest"},
                {"placement": "bad", "target_link_uri": "javascript:alert(1)"},
            ]},
        }],
        "extra": 1,
    })
}

fn read(value: &Value) -> Imported {
    canvas::read(&value.to_string()).unwrap()
}

fn told(imported: &Imported) -> String {
    let lines: Vec<String> =
        imported.told.iter().map(|row| format!("{}: {}", row.member, row.text)).collect();
    lines.join("\n")
}

#[test]
fn a_configuration_fills_the_form() {
    let imported = read(&configuration());
    let draft = &imported.draft;
    assert_eq!((draft.name.as_str(), draft.login_url.as_str()), ("Quiz <b>", "http://localhost:3000/login"));
    assert_eq!((draft.keys.as_str(), draft.privacy.as_str()), ("http://localhost:3000/keys", "email"));
    assert_eq!(draft.deep_linking_url, "http://localhost:3000/pick");
    assert_eq!(draft.custom, "account=$Canvas.account.id\nn=7\nuser=$User.id");
    let redirects =
        ["http://localhost:3000/launch", "http://localhost:3000/nav", "http://localhost:3000/pick"];
    assert_eq!(draft.redirect_uris, redirects.join("\n"));
    assert_eq!(draft.scopes.as_ref().unwrap().len(), 1);
    assert!(draft.check().is_ok(), "{:?}", draft.check());
}

#[test]
fn placements_become_messages_and_equal_ones_become_one() {
    let messages = read(&configuration()).introduction.messages;
    let places: Vec<String> = messages.iter().map(|message| message.placements.join(" ")).collect();
    assert_eq!(places, ["", "course_navigation", "link_selection assignment_selection"]);
    assert_eq!(messages[2].custom_parameters["a"], "1");
}

#[test]
fn what_is_not_taken_is_told() {
    let told = told(&read(&configuration()));
    for part in [
        "$Canvas.account.id",
        "canvas.instructure.com/lti/x",
        "`editor_button`: it is switched off",
        "no `LtiEulaRequest`",
        "`bad`: `target_link_uri` is refused",
        "extra: It has no meaning here",
        "picks one by region",
        "redirect_uris: Canvas asks",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains("$User.id"), "{told}");
}

#[test]
fn a_key_in_place_of_its_address_and_what_is_missing() {
    let mut bare = configuration();
    bare["public_jwk"] = json!({"kty": "RSA", "n": "AQAB", "e": "AQAB"});
    assert!(told(&read(&bare)).contains("public_jwk: The URL is there too"));
    bare["public_jwk_url"] = json!("");
    assert!(read(&bare).draft.keys.contains("\"kty\""));
    let few = read(&json!({"target_link_uri": "http://localhost/"}));
    let told = told(&few);
    assert!(
        told.contains("title: Name: expected a text, got nothing") && told.contains("privacy_level"),
        "{told}"
    );
    assert_eq!((few.draft.privacy.as_str(), few.draft.check().is_err()), ("none", true));
}

#[test]
fn an_api_may_wrap_it_and_newer_ones_have_placements_on_top() {
    let wrapped =
        json!({"tool_configuration": {"settings": configuration()}, "developer_key": {"name": "x"}});
    assert_eq!(read(&wrapped).draft.name, "Quiz <b>");
    let flat = json!({
        "title": "T", "target_link_uri": "http://t/", "oidc_initiation_url": "http://t/l", "redirect_uris": ["http://t/r"],
        "privacy_level": "public", "placements": [{"placement": "p", "message_type": "LtiDeepLinkingRequest"}],
    });
    let imported = read(&flat);
    assert_eq!(
        (imported.draft.redirect_uris.as_str(), imported.draft.privacy.as_str()),
        ("http://t/r", "all")
    );
    assert_eq!(imported.introduction.messages.len(), 1);
}

#[test]
fn what_is_no_configuration_is_named() {
    for (text, hint) in [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[]", "object"),
        ("{}", "none of these"),
        ("<cartridge_basiclti_link/>", "LTI 1.1"),
        (r#"{"keys": []}"#, "field Keys"),
        (r#"{"initiate_login_uri": "x"}"#, "by its URL"),
        (r#"{"authorization_endpoint": "x"}"#, "of a platform"),
    ] {
        let invalid = canvas::read(text).unwrap_err();
        assert!(invalid.hint.contains(hint), "{text}: {invalid:?}");
    }
    assert!(canvas::read(&"x".repeat(300_000)).unwrap_err().expected.contains("bytes"));
    let deep = "[".repeat(10_000);
    assert!(canvas::read(&deep).is_err());
}
