//! Launches that must be taken, and what the pages show.

use homeroom_vocab::{claim, role};
use serde_json::{Value, json};

use crate::support::School;
use crate::support::browser::{Browser, Page};
use crate::support::forge::Forge;

/// What is varied, and how.
type Variation = (&'static str, fn(&mut Forge));

async fn shown(spoil: impl FnOnce(&mut Forge)) -> Page {
    let (school, mut browser) = (School::open().await, Browser::new());
    let launched = school.launch(&mut browser, spoil).await;
    assert!(launched.is_accepted(), "{}", launched.body);
    let page = browser.follow(launched).await;
    school.tool.stop().await;
    page
}

#[actix_web::test]
async fn harmless_variations_are_taken() {
    let variations: &[Variation] = &[
        ("aud array", |forge| forge.set("aud", json!(["client"]))),
        ("azp ours", |forge| forge.set("azp", "client")),
        ("no typ", |forge| forge.remove_header("typ")),
        ("iat in 10 s", |forge| {
            let iat = forge.claims["iat"].as_i64().unwrap();
            forge.set("iat", iat + 10);
        }),
        ("second deployment", |forge| forge.set(claim::DEPLOYMENT_ID, "Second")),
        ("no context", |forge| forge.remove(claim::CONTEXT)),
        ("context id only", |forge| forge.set(claim::CONTEXT, json!({ "id": "c" }))),
        ("no custom", |forge| forge.remove(claim::CUSTOM)),
        ("no presentation", |forge| forge.remove(claim::LAUNCH_PRESENTATION)),
        ("link without title", |forge| forge.set(claim::RESOURCE_LINK, json!({ "id": "a/b:c+d %20" }))),
        ("no roles", |forge| forge.set(claim::ROLES, json!([]))),
        ("an empty role", |forge| forge.set(claim::ROLES, json!([""]))),
        ("unknown role", |forge| {
            forge.set(claim::ROLES, json!(["http://purl.imsglobal.org/vocab/x#Helper"]));
        }),
        ("null name", |forge| forge.set("name", Value::Null)),
        ("email only", Forge::nameless),
        ("standard claims", |forge| {
            forge.set("address", json!({ "locality": "Haworth" }));
            forge.set("email_verified", true);
        }),
        ("vendor claims", |forge| {
            let deep = (0..60).fold(json!(1), |inner, _| json!([inner]));
            forge.set("https://vendor.test/claim", json!({ "a": [1, null, { "b": deep }] }));
            forge.set("__proto__", json!({ "admin": true }));
        }),
        ("16 kB", |forge| forge.set("https://vendor.test/claim", "x".repeat(16_000))),
        ("mentor scope without mentor", |forge| forge.set(claim::ROLE_SCOPE_MENTOR, json!(["u-2"]))),
    ];
    let school = School::open().await;
    for (name, spoil) in variations {
        let mut browser = Browser::new();
        let launched = school.launch(&mut browser, spoil).await;
        assert!(launched.is_accepted(), "{name}: {}", launched.body);
        assert_eq!(browser.follow(launched).await.status, 200, "{name}");
    }
}

#[actix_web::test]
async fn an_anonymous_launch_is_nobodys() {
    let page = shown(Forge::anonymous).await;
    assert_eq!((page.text("#user").as_str(), page.text("#name").as_str()), ("anonymous", ""));
}

#[actix_web::test]
async fn instructors_see_another_view_than_learners() {
    let teacher = shown(|forge| forge.set(claim::ROLES, json!([role::context::INSTRUCTOR]))).await;
    assert_eq!(teacher.text("#role"), "instructor");
    assert!(teacher.body.contains("instructor-view"));
    assert!(!shown(|_| ()).await.body.contains("instructor-view"));
}

#[actix_web::test]
async fn custom_parameters_are_shown_as_they_came() {
    let page = shown(|_| ()).await;
    let text = page.text("dl#custom");
    let words: Vec<_> = text.split_whitespace().collect();
    assert_eq!(words, ["chapter", "3", "due", "$ResourceLink.available.endDateTime", "none"]);
}

#[actix_web::test]
async fn the_way_back_keeps_its_query() {
    let page = shown(|_| ()).await;
    let link = page.attribute("a#return", "href").unwrap();
    assert_eq!(link, "https://lms.test/r?a=1&b=%20&lti_msg=You+have+left+the+activity");
    for url in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "not a url"] {
        let page = shown(|forge| forge.set(claim::LAUNCH_PRESENTATION, json!({ "return_url": url }))).await;
        assert_eq!(page.attribute("a#return", "href"), None, "{url}");
    }
}

#[actix_web::test]
async fn what_the_platform_says_is_text_in_any_script() {
    let awkward = "\u{202e}x <script>x</script> \"><img src=x onerror=1> {{7*7}} ${7*7} e\u{301} 👩‍🏫 \u{1}";
    let page = shown(|forge| {
        forge.set("name", awkward);
        forge.set("sub", awkward);
        forge.set(claim::CONTEXT, json!({ "id": "c", "title": awkward }));
        forge.set(claim::RESOURCE_LINK, json!({ "id": "r", "title": awkward }));
        forge.set(claim::CUSTOM, json!({ (awkward): awkward }));
    })
    .await;
    for id in ["#name", "#user", "#course", "#link-title", "dl#custom dt", "dl#custom dd"] {
        assert_eq!(page.text(id), awkward, "{id}");
    }
    assert!(!page.body.contains("<script") && !page.body.contains("<img"));
}

#[actix_web::test]
async fn the_signed_target_decides_and_only_on_our_own_origin() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let ours = school.url("activity/2?x=1");
    let launched =
        school.launch(&mut browser, |forge| forge.set(claim::TARGET_LINK_URI, ours.as_str())).await;
    assert_eq!(launched.location(), ours, "the login said activity/1");
    let port = school.tool.url().port().unwrap();
    let foreign = [
        "https://evil.example/".to_owned(),
        "//evil.example".into(),
        "javascript:alert(1)".into(),
        "nowhere".into(),
        format!("http://localhost:{port}@evil.example/"),
        format!("http://ada@localhost:{port}/activity/1"),
        format!("https://localhost:{port}/"),
        "data:text/html,x".into(),
    ];
    for target in foreign {
        let launched =
            school.launch(&mut browser, |forge| forge.set(claim::TARGET_LINK_URI, target.as_str())).await;
        let location = launched.location();
        assert!(location == "/" || location == school.url(""), "{target} led to {location}");
    }
}

#[actix_web::test]
async fn extra_fields_of_the_answer_are_ignored() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let login = school.login(&mut browser).await;
    let token = school.forge(&login).token();
    let form = [
        ("id_token", token.as_str()),
        ("state", &login.state),
        ("lti_storage_target", "_parent"),
        ("iss", "x"),
        ("session_state", "1"),
        ("session_state", "2"),
    ];
    assert!(browser.post(&school.url("launch"), &form).await.is_accepted());
}

#[actix_web::test]
async fn our_keys_are_published_for_everybody() {
    let school = School::open().await;
    let page = Browser::new().get(&school.url("keys")).await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("application/json")));
    let set: Value = serde_json::from_str(&page.body).unwrap();
    assert_eq!(set["keys"].as_array().unwrap().len(), 1);
    assert_eq!(set["keys"][0]["kid"].as_str().unwrap().len(), 43);
    assert_eq!(set["keys"][0].get("d"), None);
}
