//! Input that no honest platform sends: always a page with a reason, never a crash.

use homeroom_vocab::claim;
use serde_json::{Value, json};

use crate::support::School;
use crate::support::browser::Browser;

#[actix_web::test]
async fn the_platforms_error_is_shown_escaped_and_ends_the_login() {
    let (school, mut browser) = (School::open().await, Browser::new());
    for (code, status) in
        [("login_required", 401), ("access_denied", 403), ("server_error", 400), ("<b>x", 400)]
    {
        let login = school.login(&mut browser).await;
        let form = [("error", code), ("error_description", "<b>no</b> session"), ("state", &login.state)];
        let page = browser.post(&school.url("launch"), &form).await;
        assert_eq!(page.status, status);
        assert!(page.text("#error").contains(code));
        assert_eq!(page.text("#detail"), "<b>no</b> session");
        assert!(!page.body.contains("<b>"));
        let token = school.forge(&login).token();
        assert_eq!(school.answer(&mut browser, &login, &token).await.status, 401, "the login is over");
    }
    let unasked = browser.post(&school.url("launch"), &[("error", "login_required")]).await;
    assert_eq!(unasked.status, 401);
}

#[actix_web::test]
async fn contradictory_answers_are_refused() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let login = school.login(&mut browser).await;
    let token = school.forge(&login).token();
    let (state, url) = (login.state.as_str(), school.url("launch"));
    let forms: [&[(&str, &str)]; 4] = [
        &[("id_token", &token), ("error", "x"), ("state", state)],
        &[("id_token", &token), ("id_token", &token), ("state", state)],
        &[("id_token", &token), ("state", state), ("state", state)],
        &[("JWT", &token), ("state", state)],
    ];
    for form in forms {
        let page = browser.post(&url, form).await;
        assert_eq!(page.status, 400, "{}", page.body);
    }
    assert_eq!(browser.session(), None);
}

#[actix_web::test]
async fn a_token_in_a_query_or_another_body_is_refused() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let login = school.login(&mut browser).await;
    let token = school.forge(&login).token();
    let query = format!("{}?id_token={token}&state={}", school.url("launch"), login.state);
    assert_eq!(browser.get(&query).await.status, 405);
    assert_eq!(browser.post(&query, &[("a", "b")]).await.status, 400);
    let json = json!({ "id_token": token, "state": login.state }).to_string().into_bytes();
    for content_type in ["application/json", "text/plain", "multipart/form-data; boundary=x", "", "%%%"] {
        let page = browser.post_as(&school.url("launch"), content_type, json.clone()).await;
        assert_eq!(page.status, 415, "{content_type}");
        assert!(page.text("#error").contains("form"));
    }
    let good = format!("id_token={token}&state={}", login.state).into_bytes();
    let charset = "application/x-www-form-urlencoded; charset=UTF-8";
    assert!(browser.post_as(&school.url("launch"), charset, good).await.is_accepted());
}

#[actix_web::test]
async fn absurd_sizes_are_refused_with_an_answer() {
    let (school, mut browser) = (School::open().await, Browser::new());
    for length in [512 * 1024, 1_000_000, 10_000_000] {
        let login = school.login(&mut browser).await;
        let page = school.answer(&mut browser, &login, &"A".repeat(length)).await;
        assert_eq!(page.status, 413, "{length}");
        assert!(page.text("#error").contains("too large"));
    }
    let mut browser = Browser::new();
    let page = school
        .launch(&mut browser, |forge| {
            let nested = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
            forge.payload =
                Some(forge.claims.to_string().replacen('{', &format!("{{\"x\":{nested},"), 1).into_bytes());
        })
        .await;
    assert!(page.status == 400 || page.is_accepted());
}

#[actix_web::test]
async fn claims_of_any_type_are_refused_or_ignored() {
    let school = School::open().await;
    let names = [
        "iss",
        "aud",
        "azp",
        "sub",
        "iat",
        "exp",
        "nbf",
        "nonce",
        "name",
        "given_name",
        "email",
        "locale",
        claim::MESSAGE_TYPE,
        claim::VERSION,
        claim::DEPLOYMENT_ID,
        claim::TARGET_LINK_URI,
        claim::RESOURCE_LINK,
        claim::ROLES,
        claim::CONTEXT,
        claim::CUSTOM,
        claim::LAUNCH_PRESENTATION,
        claim::TOOL_PLATFORM,
        claim::LIS,
        claim::ROLE_SCOPE_MENTOR,
    ];
    let values = [
        json!(7),
        json!(-1.5),
        json!("x"),
        json!(null),
        json!(true),
        json!([]),
        json!([null, [1]]),
        json!({}),
        json!({ "id": 7, "title": [], "return_url": {} }),
        json!(u64::MAX),
        json!(1e308),
    ];
    let mut browser = Browser::new();
    for name in names {
        for value in &values {
            let page = school.launch(&mut browser, |forge| forge.set(name, value.clone())).await;
            let fine = page.is_accepted() || (400..500).contains(&page.status);
            assert!(fine, "{name} = {value}: {} {}", page.status, page.body);
        }
    }
    let last = school.launch(&mut browser, |_| ()).await;
    assert!(last.is_accepted(), "a good launch is unharmed");
}

#[actix_web::test]
async fn broken_json_is_refused() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let breaks: [fn(&Value) -> String; 6] = [
        |claims| claims.to_string().replacen('{', "{// comment\n", 1),
        |claims| claims.to_string().replacen('{', "{\"x\":NaN,", 1),
        |claims| format!("\u{feff}{claims}"),
        |claims| claims.to_string().replacen("Ada", "\\ud800", 1),
        |claims| claims.to_string().trim_end_matches('}').to_owned(),
        |claims| format!("{claims} x"),
    ];
    for spoil in breaks {
        let page = school
            .launch(&mut browser, |forge| forge.payload = Some(spoil(&forge.claims).into_bytes()))
            .await;
        assert_eq!(page.status, 400);
    }
}

#[actix_web::test]
async fn a_refused_token_sends_nobody_anywhere() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let page = school
        .launch(&mut browser, |forge| {
            forge.set(claim::LAUNCH_PRESENTATION, json!({ "return_url": "https://evil.example/" }));
            forge.set("aud", "other");
        })
        .await;
    assert_eq!((page.status, page.header("location")), (401, None));
    assert!(!page.body.contains("evil.example"));
}
