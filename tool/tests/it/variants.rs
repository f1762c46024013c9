//! Each variant does something that can be seen; whether it is still correct is for the harness to say.

use homeroom_tool::VARIANTS;

use crate::support::School;
use crate::support::browser::{Browser, Page};
use crate::support::forge::Forge;

async fn school(name: &str) -> School {
    let variant = VARIANTS.iter().find(|variant| variant.name == name);
    School::with_variant(variant.unwrap_or_else(|| panic!("no variant {name}"))).await
}

/// The answer to a login.
async fn login(name: &str) -> Page {
    let school = school(name).await;
    let login = school.tool.addresses().login.to_string();
    Browser::new().get_with(&login, &school.parameters()).await
}

/// The answer to a launch of the plain paths, as it is after `spoil`.
async fn launch(name: &str, spoil: impl FnOnce(&mut Forge)) -> Page {
    school(name).await.launch(&mut Browser::new(), spoil).await
}

fn expired(forge: &mut Forge) {
    forge.set("exp", 1);
}

fn of_nobody_else(forge: &mut Forge) {
    forge.set("https://purl.imsglobal.org/spec/lti/claim/deployment_id", "unknown");
    forge.set(
        "https://purl.imsglobal.org/spec/lti/claim/launch_presentation",
        serde_json::json!({ "return_url": "https://lms.test/back?a=1" }),
    );
}

fn cookies(page: &Page) -> Vec<String> {
    page.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_login_leaves_by_form_button_script_or_refresh() {
    for (name, mark, scripted) in [
        ("login-by-form", "<form id=\"answer\" method=\"post\"", true),
        ("login-by-button", "<button", false),
        ("login-by-script", "window.location.replace(\"", true),
        ("login-by-refresh", "http-equiv=\"refresh\"", false),
    ] {
        let page = login(name).await;
        assert_eq!(page.status, 200, "{name}");
        assert!(page.body.contains(mark) && page.body.contains("nonce"), "{name}: {}", page.body);
        assert_eq!(page.body.contains("<script"), scripted, "{name}");
        assert_eq!(cookies(&page).len(), 2, "{name}");
    }
}

#[tokio::test]
async fn addresses_redirects_and_cookies_take_other_shapes() {
    let school = school("other-paths").await;
    assert_eq!(school.tool.addresses().launch.path(), "/auth/callback/lti");
    assert!(cookies(&login("other-paths").await)[0].starts_with("__Host-"));
    assert!(login("queries-in-addresses").await.location().contains("launch%3Ftenant%3Dblue"));
    assert!(login("state-like-token").await.location().contains("state=eyJ"));
    assert_eq!(login("redirect-found").await.status, 302);
    assert!(login("redirect-often").await.location().contains("/via/"));
    let partitioned = cookies(&login("cookie-partitioned").await);
    assert!(partitioned[0].ends_with("; Partitioned") && !partitioned[1].contains("Partitioned"));
    assert_eq!(cookies(&login("cookie-for-frames-only").await).len(), 1);
    assert!(cookies(&login("cookie-without-age").await).iter().all(|cookie| !cookie.contains("Max-Age")));
    assert_eq!(cookies(&login("session-for-visitors").await).len(), 4);
}

#[tokio::test]
async fn a_launch_is_shown_in_other_ways() {
    let redirect = launch("redirect-relative", |_| {}).await;
    assert!(redirect.location().starts_with("/activity/"));
    let address = launch("session-in-address", |_| {}).await;
    assert!(address.location().contains("?lti_session=") && !cookies(&address)[0].contains("_session="));
    let content = launch("content-at-redirect-uri", |_| {}).await;
    assert_eq!((content.status, content.text("#user").as_str()), (200, "u-1001"));
    let nobody = launch("anonymous-refused", |forge| forge.remove("sub")).await;
    assert_eq!(nobody.status, 403);
}

#[tokio::test]
async fn a_refusal_is_told_in_other_ways() {
    assert_eq!(launch("refusal-ok", expired).await.status, 200);
    assert!(launch("refusal-elsewhere", expired).await.location().contains("/sorry?reason="));
    assert!(launch("refusal-at-home", expired).await.location().contains("/?reason="));
    assert_eq!(launch("refusal-json", expired).await.header("content-type"), Some("application/json"));
    assert_eq!(launch("refusal-json-ok", expired).await.status, 200);
    assert_eq!(launch("refuses-by-500", expired).await.status, 500);
    assert!(launch("japanese", expired).await.body.contains("lang=\"ja\""));
    let chatter = launch("chatter", expired).await.text("aside");
    assert_eq!(chatter.split_whitespace().count(), 40);
}

#[tokio::test]
async fn only_a_return_url_that_the_platform_vouches_for_is_gone_to() {
    let verified = launch("refusal-by-return", of_nobody_else).await;
    let location = verified.location();
    assert!(location.starts_with("https://lms.test/back?a=1&lti_errormsg="), "{location}");
    let unverified = launch("refusal-by-return", |forge| {
        of_nobody_else(forge);
        expired(forge);
    });
    assert_eq!(unverified.await.status, 401);
}
