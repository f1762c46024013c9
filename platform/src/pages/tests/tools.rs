//! Registering a tool by hand or from a configuration: its keys, its deployments, and its end.

use serde_json::{Value, json};

use super::browser::Browser;

const NEW: &str = "/main/admin/tools/new";
const ALL: &str = "/main/admin/tools";
const IMPORT: &str = "/main/admin/tools/import";
const TOOL: &str = "/main/admin/tools/tool";
const DEPLOYMENTS: &str = "/main/admin/tools/tool/deployments";

/// A public key of 2048 bits; nobody has the private one.
const N: &str = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

fn jwk() -> String {
    json!({"kty": "RSA", "kid": "k1", "n": N, "e": "AQAB"}).to_string()
}

/// What the quickest registration takes: the names of its fields are told to be five.
fn quick(keys: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("name", "Mine"),
        ("login_url", "http://localhost:3000/login"),
        ("target_link_uri", "http://localhost:3000/"),
        ("keys", keys),
    ]
}

#[tokio::test]
async fn a_form_shows_what_it_understood_of_the_keys_and_saves_nothing() {
    let mut browser = Browser::open().await;
    let keys = jwk();
    let mut fields = quick(&keys);
    fields.push(("check", "keys"));
    let seen = browser.submit(NEW, ALL, &fields).await;
    assert_eq!((seen.status, seen.attribute("#f-name", "value").as_str()), (200, "Mine"));
    let told = seen.text("section[aria-labelledby=understood]");
    for part in
        ["a JWK", "RSA, 2048 bits", "k1", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", "BEGIN PUBLIC KEY"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!browser.get(ALL).await.html.contains("Mine"));
    assert_eq!(browser.submit(NEW, ALL, &fields[..4]).await.status, 303);
    let all = browser.api("GET", "registrations", Value::Null).await;
    assert_eq!(all[all.as_array().unwrap().len() - 1]["jwks"]["keys"][0]["kid"], "k1");
}

#[tokio::test]
async fn keys_behind_a_url_are_read_at_once_or_the_page_says_why_not() {
    let mut browser = Browser::open().await;
    let own = browser.url("/main/lti/jwks");
    let seen = browser.submit(NEW, ALL, &[("keys", own.as_str()), ("check", "keys")]).await;
    assert!(
        seen.text("section[aria-labelledby=understood]").contains("1 key, good for checking"),
        "{}",
        seen.html
    );
    let seen = browser.submit(NEW, ALL, &[("keys", "http://localhost:9/keys"), ("check", "keys")]).await;
    assert!(seen.text("section[aria-labelledby=understood]").contains("no answer"), "{}", seen.html);
}

#[tokio::test]
async fn the_keys_of_a_registered_tool_have_a_page() {
    let mut browser = Browser::open().await;
    assert!(browser.get(&format!("{TOOL}/keys")).await.text("main").contains("has no keys"));
    let keys = jwk();
    let saved = browser.submit(TOOL, TOOL, &quick(&keys)).await;
    assert_eq!(saved.status, 303, "{}", saved.html);
    assert!(browser.get(&saved.to.unwrap()).await.html.contains("What was understood"));
    assert!(!browser.get(TOOL).await.html.contains("What was understood"));
    assert!(browser.get(&format!("{TOOL}/keys")).await.text("main").contains("KEY-002"));
}

#[tokio::test]
async fn a_private_key_is_not_shown_again() {
    let mut browser = Browser::open().await;
    let private = json!({"kty": "RSA", "kid": "k1", "n": N, "e": "AQAB", "d": "c2VjcmV0"}).to_string();
    let seen = browser.submit(NEW, ALL, &quick(&private)).await;
    assert!(seen.status == 422 && !seen.html.contains("c2VjcmV0"), "{}", seen.html);
    assert!(seen.text("#f-keys-error").contains("KEY-012") && seen.text("#f-keys").contains("k1"));
}

#[tokio::test]
async fn a_second_tab_does_not_overwrite_the_first_unasked() {
    let mut browser = Browser::open().await;
    let seen = browser.get(TOOL).await.attribute("input[name=seen]", "value");
    let keys = jwk();
    assert_eq!(browser.submit(TOOL, TOOL, &quick(&keys)).await.status, 303);
    let csrf = browser.get(TOOL).await.attribute("input[name=csrf]", "value");
    let mut late = quick("");
    late[0].1 = "Late";
    late.extend([("csrf", csrf.as_str()), ("seen", seen.as_str())]);
    let refused = browser.post(TOOL, &late).await;
    assert_eq!((refused.status, refused.attribute("#f-name", "value").as_str()), (409, "Late"));
    assert!(refused.text("form .note.warned").contains("Mine"), "{}", refused.html);
    let newer = refused.attribute("input[name=seen]", "value");
    late.retain(|(name, _)| *name != "seen");
    late.push(("seen", &newer));
    assert_eq!(browser.post(TOOL, &late).await.status, 303);
}

#[tokio::test]
async fn a_canvas_configuration_fills_the_form_and_its_messages_are_kept() {
    let mut browser = Browser::open().await;
    let configuration = json!({
        "title": "Quiz <b>", "target_link_uri": "http://localhost:3000/", "oidc_initiation_url": "http://localhost:3000/login",
        "public_jwk": {"kty": "RSA", "kid": "k1", "n": N, "e": "AQAB"}, "scopes": [], "privacy_level": "public",
        "extensions": [{"platform": "canvas.instructure.com", "settings": {"placements": [{
            "placement": "link_selection", "message_type": "LtiDeepLinkingRequest", "text": "Pick a quiz",
            "target_link_uri": "http://localhost:3000/pick"}]}}],
    })
    .to_string();
    let seen = browser.submit(IMPORT, IMPORT, &[("configuration", &configuration)]).await;
    assert_eq!(
        (seen.status, seen.attribute("#f-name", "value").as_str()),
        (200, "Quiz <b>"),
        "{}",
        seen.html
    );
    assert_eq!(seen.attribute("#f-deep_linking_url", "value"), "http://localhost:3000/pick");
    assert!(seen.text("section[aria-labelledby=imported]").contains("link_selection"));
    let (keys, csrf) = (seen.text("#f-keys"), seen.attribute("input[name=csrf]", "value"));
    let imported = seen.attribute("input[name=imported]", "value");
    let mut fields = quick(&keys);
    fields.extend([("csrf", csrf.as_str()), ("imported", &imported), ("scopes", "shown")]);
    fields.push(("deep_linking_url", "http://localhost:3000/pick"));
    let saved = browser.post(ALL, &fields).await;
    assert!(browser.get(&saved.to.unwrap()).await.text("main").contains("Pick a quiz"));
}

#[tokio::test]
async fn what_is_no_configuration_stays_in_the_field() {
    let mut browser = Browser::open().await;
    let seen = browser.submit(IMPORT, IMPORT, &[("configuration", "<cartridge/>")]).await;
    assert_eq!((seen.status, seen.text("#f-configuration").as_str()), (422, "<cartridge/>"));
    assert!(seen.text("#f-configuration-error").contains("LTI 1.1"));
    let seen = browser.submit(IMPORT, IMPORT, &[("configuration", "http://localhost:9/config.json")]).await;
    assert!(seen.text("#f-configuration-error").contains("no answer"), "{}", seen.html);
    let page = browser.url("/main/");
    let seen = browser.submit(IMPORT, IMPORT, &[("configuration", page.as_str())]).await;
    assert_eq!(seen.status, 422);
}

#[tokio::test]
async fn deployments_are_added_named_and_removed_with_what_breaks() {
    let mut browser = Browser::open().await;
    let added =
        browser.submit(DEPLOYMENTS, DEPLOYMENTS, &[("deployment", "north/1"), ("name", "North")]).await;
    assert_eq!(added.to.as_deref(), Some(DEPLOYMENTS), "{}", added.html);
    let twice =
        browser.submit(DEPLOYMENTS, DEPLOYMENTS, &[("deployment", "north/1"), ("name", "Again")]).await;
    assert_eq!((twice.status, twice.attribute("#f-name", "value").as_str()), (422, "Again"));
    assert!(twice.text("#f-deployment-error").contains("CORE-006"));
    let csrf = twice.attribute("input[name=csrf]", "value");
    browser.post(&format!("{DEPLOYMENTS}/1"), &[("csrf", &csrf), ("name", "South <b>")]).await;
    let all = browser.api("GET", "registrations", Value::Null).await;
    let tool = all.as_array().unwrap().iter().find(|tool| tool["client_id"] == "tool").unwrap();
    assert_eq!(tool["deployment_names"], json!({"1": "South <b>", "north/1": "North"}));
    assert!(browser.get(ALL).await.html.contains("South &lt;b&gt;"));

    let remove = format!("{DEPLOYMENTS}/1/remove");
    assert!(browser.get(&remove).await.text("main").contains("Quiz 1"));
    assert_eq!(browser.submit(&remove, &remove, &[]).await.status, 303);
    let last = format!("{DEPLOYMENTS}/north%2F1/remove");
    assert!(browser.get(&last).await.text("main").contains("only deployment"));
    assert_eq!(browser.post(&last, &[("csrf", &csrf)]).await.status, 422);
    assert_eq!(browser.get(&remove).await.status, 404, "it is gone");
}

#[tokio::test]
async fn a_removal_says_what_hangs_on_the_tool() {
    let mut browser = Browser::open().await;
    let remove = "/main/admin/tools/tool/remove";
    let told = browser.get(remove).await.text("main");
    assert!(told.contains("Quiz 1") && told.contains("Algebra I"), "{told}");
    let gone = browser.submit(remove, remove, &[]).await.to.unwrap();
    assert!(browser.get(&gone).await.text(".note.passed").contains("Removed: My tool"));
}
