//! Dynamic registration (DYN), with a platform that answers as a test tells it to.

use std::time::Duration;

use homeroom_tool::{Activation, ToolSettings, VARIANTS};
use homeroom_vocab::claim;
use homeroom_vocab::registration::{PLATFORM_CONFIGURATION, TOOL_CONFIGURATION};
use serde_json::{Value, json};

use super::support::School;
use super::support::browser::{Browser, Page};
use super::support::forge::Login;
use super::support::office::{Call, Office, Reply};

const CONFIGURATION: &str = "/.well-known/openid-configuration?x=1";

/// What the platform says about itself, at whatever address it is asked.
fn configuration(call: &Call, keys: &str) -> Value {
    let own = format!("http://{}", call.header("host").unwrap());
    json!({
        "issuer": own,
        "authorization_endpoint": format!("{own}/authorize?keep=1"),
        "token_endpoint": format!("{own}/token"),
        "jwks_uri": keys,
        "registration_endpoint": format!("{own}/register"),
        "scopes_supported": ["openid", "https://purl.imsglobal.org/spec/lti-ags/scope/score"],
        "claims_supported": ["iss", "sub", "name"],
        PLATFORM_CONFIGURATION: {
            "product_family_code": "office",
            "version": "1",
            "messages_supported": [{ "type": "LtiResourceLinkRequest" }, { "type": "LtiDeepLinkingRequest" }],
        },
    })
}

fn granted(call: &Call) -> Value {
    let mut answer = call.json();
    answer["client_id"] = "42".into();
    answer[TOOL_CONFIGURATION]["deployment_id"] = "d-1".into();
    answer
}

/// A platform whose configuration and answer a test may change.
fn platform(
    keys: String,
    spoil: impl Fn(&mut Value) + Send + Sync + 'static,
    answer: impl Fn(&Call) -> Reply + Send + Sync + 'static,
) -> Office {
    Office::open(move |call| {
        if call.method == "POST" {
            return answer(call);
        }
        let mut said = configuration(call, &keys);
        spoil(&mut said);
        Reply::json(&said)
    })
}

fn honest(school: &School) -> Office {
    platform(format!("{}/jwks", school.main.url), |_| {}, |call| Reply::created(&granted(call)))
}

/// Opens the page as a platform does.
async fn opened(school: &School, configuration: &str, token: Option<&str>) -> Page {
    let mut parameters = vec![("openid_configuration", configuration.to_owned())];
    parameters.extend(token.map(|token| ("registration_token", token.to_owned())));
    Browser::new().get_with(&school.url("register"), &parameters).await
}

async fn registered(school: &School, office: &Office) -> Page {
    opened(school, &office.at(CONFIGURATION), Some("t-1")).await
}

/// Begins a login at the platform of an office.
async fn begun(school: &School, office: &Office, client: Option<&str>, browser: &mut Browser) -> Page {
    let mut parameters = vec![
        ("iss", office.url.clone()),
        ("login_hint", "ada".to_owned()),
        ("target_link_uri", school.url("activity/1")),
    ];
    parameters.extend(client.map(|client| ("client_id", client.to_owned())));
    browser.get_with(&school.url("login"), &parameters).await
}

async fn is_known(school: &School, office: &Office) -> bool {
    begun(school, office, None, &mut Browser::new()).await.status == 303
}

/// A whole launch from a deployment.
async fn launched(school: &School, office: &Office, client: &str, deployment: &str) -> Page {
    let mut browser = Browser::new();
    let begun = begun(school, office, Some(client), &mut browser).await;
    assert_eq!(begun.status, 303, "{}", begun.body);
    let login = Login::read(&begun.location());
    let mut forge = school.forge(&login);
    forge.set("iss", office.url.as_str());
    forge.set("aud", client);
    forge.set(claim::DEPLOYMENT_ID, deployment);
    school.answer(&mut browser, &login, &forge.token()).await
}

#[actix_web::test]
async fn the_tool_reads_the_configuration_and_registers_itself() {
    let school = School::open().await;
    let office = honest(&school);
    let page = registered(&school, &office).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.text("#registered").contains("42"), "{}", page.body);
    let calls = office.calls();
    assert_eq!(office.served(), [format!("GET {CONFIGURATION}"), "POST /register".to_owned()]);
    assert!(calls.iter().all(|call| call.header("authorization") == Some("Bearer t-1")));
    assert_eq!(calls[1].header("content-type"), Some("application/json"));
    let sent = calls[1].json();
    assert_eq!(sent["initiate_login_uri"], school.url("login"));
    assert_eq!(sent["redirect_uris"], json!([school.url("launch")]));
    assert_eq!(sent["scope"], "https://purl.imsglobal.org/spec/lti-ags/scope/score");
    assert_eq!(sent[TOOL_CONFIGURATION]["claims"], json!(["iss", "sub", "name"]));
    assert_eq!(sent[TOOL_CONFIGURATION]["messages"][1]["target_link_uri"], school.url("picker"));
}

#[actix_web::test]
async fn a_platform_that_registered_the_tool_can_launch_it() {
    let school = School::open().await;
    let office = honest(&school);
    registered(&school, &office).await;
    assert!(launched(&school, &office, "42", "d-1").await.is_accepted());
    assert_eq!(launched(&school, &office, "42", "d-2").await.status, 403);
    // Whom the tool knew before, it knows still.
    assert!(school.launch(&mut Browser::new(), |_| {}).await.is_accepted());
}

#[actix_web::test]
async fn the_page_says_that_it_can_be_closed() {
    let school = School::open().await;
    let page = registered(&school, &honest(&school)).await;
    let script = page.attribute("script", "src").unwrap();
    let script = Browser::new().get(&school.url(script.trim_start_matches('/'))).await;
    assert_eq!(script.status, 200);
    assert!(script.body.contains("postMessage") && script.body.contains("org.imsglobal.lti.close"));
    assert!(page.text("button#close").contains("Close"));
}

#[actix_web::test]
async fn no_token_is_made_up() {
    let school = School::open().await;
    let office = honest(&school);
    assert_eq!(opened(&school, &office.at(CONFIGURATION), None).await.status, 200);
    assert!(office.calls().iter().all(|call| call.header("authorization").is_none()));
}

#[actix_web::test]
async fn a_status_of_200_is_a_success_and_the_first_launch_tells_the_deployment() {
    let school = School::open().await;
    let keys = format!("{}/jwks", school.main.url);
    let office = platform(keys, |_| {}, |_| Reply::json(&json!({ "client_id": "42" })));
    assert_eq!(registered(&school, &office).await.status, 200);
    assert!(launched(&school, &office, "42", "first").await.is_accepted());
    assert!(launched(&school, &office, "42", "first").await.is_accepted());
    assert_eq!(launched(&school, &office, "42", "second").await.status, 403);
}

#[actix_web::test]
async fn registering_again_adds() {
    let school = School::open().await;
    let office = honest(&school);
    registered(&school, &office).await;
    let keys = format!("{}/jwks", school.main.url);
    office.change(move |call| {
        if call.method == "GET" {
            return Reply::json(&configuration(call, &keys));
        }
        Reply::created(&json!({ "client_id": "43" }))
    });
    registered(&school, &office).await;
    assert!(launched(&school, &office, "42", "d-1").await.is_accepted());
    assert!(launched(&school, &office, "43", "d-9").await.is_accepted());
}

#[actix_web::test]
async fn a_failed_registration_is_told_and_leaves_nothing_behind() {
    let school = School::open().await;
    let replies: [fn(&Call) -> Reply; 9] = [
        |_| Reply::refused(400, "invalid_redirect_uri"),
        |_| Reply::refused(401, "invalid_token"),
        |_| Reply::status(500),
        |_| Reply::status(204),
        |_| Reply::text("<html>registered</html>"),
        |_| Reply::text(""),
        |_| Reply::json(&json!({ "client_id": 42 })),
        |_| Reply::json(&json!({})),
        |_| Reply::status(302).with("location", "/elsewhere"),
    ];
    for reply in replies {
        let office = platform("https://lms.test/jwks".to_owned(), |_| {}, reply);
        let page = registered(&school, &office).await;
        assert_eq!(page.status, 424, "{}", page.body);
        assert!(!page.body.contains("close.js") && page.text("#error").contains("platform"), "{}", page.body);
        assert_eq!(office.served().len(), 2);
        assert!(!is_known(&school, &office).await);
    }
}

#[actix_web::test]
async fn a_configuration_that_cannot_be_used_ends_it() {
    let school = School::open().await;
    let spoils: [fn(&mut Value); 6] = [
        |said| *said = json!([]),
        |said| said["jwks_uri"] = Value::Null,
        |said| said["registration_endpoint"] = json!("file:///etc/passwd"),
        |said| said["token_endpoint"] = json!("http://169.254.169.254/token"),
        |said| said["id_token_signing_alg_values_supported"] = json!(["none"]),
        |said| said["issuer"] = json!(["x"]),
    ];
    for spoil in spoils {
        let office =
            platform("https://lms.test/jwks".to_owned(), spoil, |call| Reply::created(&granted(call)));
        let page = registered(&school, &office).await;
        assert!([403, 424].contains(&page.status), "{}", page.body);
        assert_eq!(office.served().len(), 1, "{}", page.body);
        assert!(!is_known(&school, &office).await);
    }
}

#[actix_web::test]
async fn nobody_speaks_for_another_host() {
    let school = School::open().await;
    let known = school.main.issuer.clone();
    let office = platform(
        "https://lms.test/jwks".to_owned(),
        move |said| said["issuer"] = known.as_str().into(),
        |call| Reply::created(&granted(call)),
    );
    let page = registered(&school, &office).await;
    assert_eq!(page.status, 403);
    assert!(page.text("#error").contains(&school.main.issuer), "{}", page.body);
    assert_eq!(office.served().len(), 1);
    assert!(school.launch(&mut Browser::new(), |_| {}).await.is_accepted());
}

#[actix_web::test]
async fn redirects_are_followed_on_the_same_site_and_not_for_ever() {
    let school = School::open().await;
    let office = honest(&school);
    let stranger = Office::open(|_| Reply::status(200));
    let keys = format!("{}/jwks", school.main.url);
    let away = stranger.at("/x");
    office.change(move |call| match (call.method.as_str(), call.path.as_str()) {
        ("POST", _) => Reply::created(&granted(call)),
        (_, "/loop") => Reply::status(302).with("location", "/loop"),
        (_, "/away") => Reply::status(302).with("location", away.as_str()),
        (_, "/moved") => Reply::status(301).with("location", CONFIGURATION),
        _ => Reply::json(&configuration(call, &keys)),
    });
    assert_eq!(opened(&school, &office.at("/loop"), Some("t-1")).await.status, 424);
    assert_eq!(office.served().len(), 4);
    assert_eq!(opened(&school, &office.at("/away"), Some("t-1")).await.status, 424);
    assert!(stranger.calls().is_empty());
    assert_eq!(opened(&school, &office.at("/moved"), Some("t-1")).await.status, 200);
}

#[actix_web::test]
async fn nothing_is_read_without_end() {
    let school = School::open().await;
    let office = Office::open(|_| Reply::text("x".repeat(3 * 1024 * 1024)));
    let page = registered(&school, &office).await;
    assert!(page.text("#error").contains("megabyte"), "{}", page.body);
    office.change(|_| Reply::status(200).late(Duration::from_mins(1)));
    let patience = async {
        while office.calls().len() < 2 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        school.wait(Duration::from_secs(11));
    };
    let (page, ()) = tokio::join!(registered(&school, &office), patience);
    assert_eq!(page.status, 424);
    assert!(page.text("#error").contains("in time"), "{}", page.body);
}

#[actix_web::test]
async fn a_registration_goes_on_when_the_browser_leaves() {
    let school = School::open().await;
    let keys = format!("{}/jwks", school.main.url);
    let office =
        platform(keys, |_| {}, |call| Reply::created(&granted(call)).late(Duration::from_millis(300)));
    let leaving = async {
        while office.served().len() < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        page = registered(&school, &office) => panic!("the page came before: {}", page.body),
        () = leaving => {}
    }
    for _ in 0..100 {
        if is_known(&school, &office).await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nothing was kept");
}

#[actix_web::test]
async fn strangers_cannot_make_the_tool_wait_for_everybody() {
    let school = School::open().await;
    let office = Office::open(|_| Reply::status(200).late(Duration::from_mins(1)));
    let address = office.at(CONFIGURATION);
    let mut visits: Vec<_> = (0..17).map(|_| Box::pin(opened(&school, &address, None))).collect();
    let mut last = visits.pop().unwrap();
    let crowd = async {
        while office.calls().len() < 16 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let all = futures::future::join_all(visits);
    tokio::select! {
        _ = all => panic!("nobody waits"),
        page = async { crowd.await; last.as_mut().await } => assert_eq!(page.status, 429),
    }
}

#[actix_web::test]
async fn a_platform_may_have_to_wait_for_its_activation() {
    let settings = ToolSettings { activation: Activation::Manual, ..ToolSettings::default() };
    let school = School::with(settings).await;
    let office = honest(&school);
    let page = registered(&school, &office).await;
    assert_eq!(page.status, 200);
    assert!(page.text("#inactive").contains("activated"), "{}", page.body);
    let refused = begun(&school, &office, Some("42"), &mut Browser::new()).await;
    assert!((400..500).contains(&refused.status), "{}", refused.body);
}

#[actix_web::test]
async fn a_tool_that_asks_first_registers_when_the_button_is_pressed() {
    let variant = VARIANTS.iter().find(|variant| variant.name == "registration-confirmed").unwrap();
    let school = School::with_variant(variant).await;
    let office = honest(&school);
    let asked = registered(&school, &office).await;
    assert_eq!(asked.status, 200);
    assert!(asked.text("main").contains(&office.url), "{}", asked.body);
    assert!(asked.text("button#register").contains("Register"));
    assert!(office.calls().is_empty());
    let field = |name: &str| asked.attribute(&format!("form input[name={name}]"), "value").unwrap();
    let (configuration, token) = (field("openid_configuration"), field("registration_token"));
    let form = [("openid_configuration", configuration.as_str()), ("registration_token", token.as_str())];
    let page = Browser::new().post(&school.url("register"), &form).await;
    assert!(page.text("#registered").contains("42"), "{}", page.body);
    assert!(launched(&school, &office, "42", "d-1").await.is_accepted());
    assert_eq!(opened(&school, "file:///etc/passwd", None).await.status, 403);
}

#[actix_web::test]
async fn the_page_is_for_platforms_that_ask_as_they_should() {
    let school = School::open().await;
    let mut browser = Browser::new();
    assert_eq!(browser.get(&school.url("register")).await.status, 400);
    assert_eq!(opened(&school, "https://lms.test/c", Some("a\r\nb: c")).await.status, 400);
    for odd in
        ["file:///etc/passwd", "http://169.254.169.254/latest", "gopher://localhost/", "data:,{}", "lms"]
    {
        let page = opened(&school, odd, None).await;
        assert_eq!(page.status, 403, "{odd}");
        assert!(page.text("#error").contains("openid_configuration"), "{}", page.body);
    }
    let page = opened(&school, "http://localhost:9/<b>", None).await;
    assert_eq!(page.status, 424);
    assert!(browser.post(&school.url("register"), &[]).await.status >= 400);
}
