//! Login initiation, and the thin path from there to the page.

use homeroom_tool::{ReferenceTool, ToolSettings};

use crate::support::School;
use crate::support::browser::Browser;
use crate::support::forge::Login;

#[actix_web::test]
async fn a_launch_opens_the_page_of_the_link() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let launched = school.launch(&mut browser, |_| ()).await;
    assert_eq!(launched.location(), school.url("activity/1"));
    let page = browser.follow(launched).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.text("title"), "Activity 1, signed in");
    let facts = ["#user", "#name", "#role", "#course", "#link-title", "#deployment"].map(|id| page.text(id));
    assert_eq!(facts, ["u-1001", "Ada Brontë", "learner", "Biology", "Week 1 quiz", "1"]);
    school.tool.stop().await;
}

#[actix_web::test]
async fn get_and_post_ask_for_the_same() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let parameters = school.parameters();
    let got = browser.get_with(&school.url("login"), &parameters).await;
    let form: Vec<_> = parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let posted = browser.post(&school.url("login"), &form).await;
    let asked = [got, posted].map(|page| {
        assert_eq!(page.status, 303);
        let mut login = Login::read(&page.location());
        assert!(login.state.len() >= 43 && login.nonce.len() >= 43);
        assert!(login.url.as_str().starts_with(&format!("{}/authorize?", school.main.url)));
        login.parameters.retain(|name, _| name != "state" && name != "nonce");
        login.parameters
    });
    assert_eq!(asked[0], asked[1]);
    assert_eq!(asked[0]["redirect_uri"], school.url("launch"));
    assert_eq!(asked[0]["login_hint"], "ada");
    assert_eq!(asked[0]["lti_message_hint"], "message");
    assert_eq!(asked[0]["client_id"], "client");
}

#[actix_web::test]
async fn no_two_logins_share_state_or_nonce() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let mut words = std::collections::HashSet::new();
    for _ in 0..20 {
        let login = school.login(&mut browser).await;
        assert!(words.insert(login.state) && words.insert(login.nonce));
    }
}

#[actix_web::test]
async fn the_state_is_bound_to_the_browser_by_two_cookies() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let page = browser.get_with(&school.url("login"), &school.parameters()).await;
    let cookies: Vec<_> = page.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    assert_eq!(cookies.len(), 2);
    assert!(cookies[0].ends_with("; HttpOnly; SameSite=None; Secure; Path=/; Max-Age=600"), "{}", cookies[0]);
    assert!(cookies[1].ends_with("; HttpOnly; SameSite=Lax; Path=/; Max-Age=600"), "{}", cookies[1]);
    assert_eq!(page.header("x-frame-options"), None);
    assert!(!page.header("content-security-policy").unwrap().contains("frame-ancestors"));
    assert_eq!(browser.get(&school.url("whoami")).await.status, 401, "a login is no session");
}

async fn refused(school: &School, change: impl FnOnce(&mut Vec<(&'static str, String)>)) -> (u16, String) {
    let mut parameters = school.parameters();
    change(&mut parameters);
    let page = Browser::new().get_with(&school.url("login"), &parameters).await;
    assert_eq!(page.header("location"), None);
    assert_eq!(page.header("set-cookie"), None);
    (page.status, page.text("#error"))
}

fn put(parameters: &mut Vec<(&'static str, String)>, name: &'static str, value: &str) {
    parameters.retain(|(known, _)| *known != name);
    parameters.push((name, value.to_owned()));
}

#[actix_web::test]
async fn strangers_are_refused_without_a_redirect() {
    let school = School::open().await;
    let issuer = school.main.issuer.clone();
    let look_alikes = [
        "https://evil.example".to_owned(),
        format!("{issuer}/"),
        issuer.to_uppercase(),
        format!("{issuer}%2e"),
        "\"><script>x</script>".to_owned(),
        "x\r\nSet-Cookie: a=1".to_owned(),
    ];
    for iss in look_alikes {
        let (status, reason) = refused(&school, |parameters| put(parameters, "iss", &iss)).await;
        assert_eq!(status, 401);
        assert!(reason.contains("not registered"), "{reason}");
    }
    let (status, reason) = refused(&school, |parameters| put(parameters, "client_id", "nope")).await;
    assert_eq!(status, 401);
    assert!(reason.contains("client id"), "{reason}");
}

#[actix_web::test]
async fn broken_initiations_are_refused() {
    let school = School::open().await;
    for name in ["iss", "login_hint", "target_link_uri"] {
        let (status, reason) =
            refused(&school, |parameters| parameters.retain(|(known, _)| *known != name)).await;
        assert_eq!(status, 400);
        assert!(reason.contains(name), "{reason}");
    }
    let (status, reason) = refused(&school, |parameters| {
        let again = ("iss", parameters[0].1.clone());
        parameters.push(again);
    })
    .await;
    assert_eq!((status, reason.contains("more than once")), (400, true));
    let (status, _) =
        refused(&school, |parameters| put(parameters, "login_hint", &"x".repeat(60 * 1024))).await;
    assert_eq!(status, 400);
}

#[actix_web::test]
async fn one_issuer_with_two_clients_is_never_guessed() {
    let school = School::open().await;
    let second = school.main.agreed("second").deployments(["2"]);
    school.tool.register(second).await.unwrap();
    let unnamed = |parameters: &mut Vec<(&'static str, String)>, deployment: &str| {
        parameters.retain(|(name, _)| *name != "client_id");
        put(parameters, "lti_deployment_id", deployment);
    };
    let (status, reason) = refused(&school, |parameters| unnamed(parameters, "unheard of")).await;
    assert_eq!((status, reason.contains("several client ids")), (400, true));
    let mut parameters = school.parameters();
    unnamed(&mut parameters, "2");
    let page = Browser::new().get_with(&school.url("login"), &parameters).await;
    assert_eq!(Login::read(&page.location()).parameters["client_id"], "second");
}

#[actix_web::test]
async fn large_hints_pass_and_absurd_ones_are_refused_without_a_crash() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let awkward = "a+b/c=d&e%20f g é".repeat(400);
    let mut parameters = school.parameters();
    put(&mut parameters, "lti_message_hint", &awkward);
    let page = browser.get_with(&school.url("login"), &parameters).await;
    assert_eq!(Login::read(&page.location()).parameters["lti_message_hint"], awkward);
    for length in [64 * 1024, 1_000_000, 10_000_000] {
        let hint = "x".repeat(length);
        let page = browser.post(&school.url("login"), &[("iss", "x"), ("login_hint", &hint)]).await;
        assert!((400..500).contains(&page.status), "{length}: {}", page.status);
    }
}

#[actix_web::test]
async fn a_posted_login_must_be_a_form() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let page = browser.post_as(&school.url("login"), "application/json", b"{}".to_vec()).await;
    assert_eq!(page.status, 415);
    assert!(page.text("#error").contains("form"));
}

#[actix_web::test]
async fn the_tool_answers_at_both_loopback_addresses_and_stops_quickly() {
    let tool = ReferenceTool::start(ToolSettings::default()).await.unwrap();
    let port = tool.url().port().unwrap();
    assert_eq!(tool.url().as_str(), format!("http://localhost:{port}/"));
    for host in ["localhost", "127.0.0.1"] {
        assert_eq!(Browser::new().get(&format!("http://{host}:{port}/healthz")).await.body, "ok");
    }
    let stopped = tokio::time::timeout(std::time::Duration::from_secs(2), tool.stop()).await;
    assert!(stopped.is_ok());
    assert!(std::net::TcpListener::bind(("127.0.0.1", port)).is_ok(), "the port is free again");
}
