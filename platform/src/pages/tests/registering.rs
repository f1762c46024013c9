use serde_json::{Value, json};

use super::browser::{Browser, Seen};

const NEW: &str = "/main/admin/invitations/new";
const ALL: &str = "/main/admin/invitations";
const URL: &str = "http://localhost:9/register?a=1";

/// What a tool says about itself, all of it good.
fn metadata() -> Value {
    json!({
        "application_type": "web", "response_types": ["id_token"], "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": "http://localhost:9/login", "redirect_uris": ["http://localhost:9/launch"],
        "client_name": "Quiz <b>", "jwks_uri": "http://localhost:9/keys", "token_endpoint_auth_method": "private_key_jwt",
        "scope": "https://purl.imsglobal.org/spec/lti-ags/scope/score",
        "https://purl.imsglobal.org/spec/lti-tool-configuration": {
            "domain": "localhost:9", "target_link_uri": "http://localhost:9/", "claims": ["iss", "sub"],
            "messages": [
                {"type": "LtiResourceLinkRequest"},
                {"type": "LtiDeepLinkingRequest", "target_link_uri": "http://localhost:9/pick", "label": "Pick a quiz"},
            ],
        },
    })
}

/// A registration that has begun: the path of its page, and what the tool's page is opened with.
struct Begun {
    page: String,
    configuration: String,
    token: String,
}

async fn begin(browser: &mut Browser, fields: &[(&str, &str)]) -> Begun {
    let mut all = vec![("registration_url", URL), ("target", "iframe")];
    all.extend(fields);
    let page = browser.submit(NEW, ALL, &all).await.to.unwrap();
    let start = browser.get(&page).await.attribute("iframe", "src");
    let to = browser.get(&start).await.to.unwrap();
    let opened = url::Url::parse(&to).unwrap();
    let first = |name: &str| {
        opened.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap()
    };
    assert_eq!(
        (first("a").as_str(), opened.path()),
        ("1", "/register"),
        "the query of the tool's URL is kept"
    );
    Begun { page, configuration: first("openid_configuration"), token: first("registration_token") }
}

impl Begun {
    /// What the tool's server does.
    async fn register(&self, browser: &Browser, metadata: &Value) -> (u16, Value) {
        let configuration =
            browser.client().get(&self.configuration).bearer_auth(&self.token).send().await.unwrap();
        let configuration: Value = configuration.json().await.unwrap();
        let endpoint = configuration["registration_endpoint"].as_str().unwrap();
        let answer =
            browser.client().post(endpoint).bearer_auth(&self.token).json(metadata).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }
}

fn waits(seen: &Seen) -> bool {
    seen.html.contains("data-registration")
}

#[tokio::test]
async fn a_wrong_address_is_explained_and_kept() {
    let mut browser = Browser::open().await;
    for (typed, told) in [
        ("", "got nothing"),
        ("localhost:3000/register", "Did you mean http://localhost:3000/register?"),
        ("ftp://localhost/register", "starts with http:// or https://"),
    ] {
        let seen = browser.submit(NEW, ALL, &[("registration_url", typed), ("target", "iframe")]).await;
        assert_eq!((seen.status, seen.attribute("#f-registration_url", "value").as_str()), (422, typed));
        assert!(seen.text("#f-registration_url-error").contains(told), "{}", seen.html);
    }
    let fields = [("registration_url", URL), ("token", "none"), ("configuration_needs_token", "yes")];
    let seen = browser.submit(NEW, ALL, &fields).await;
    assert_eq!((seen.status, seen.attribute("#f-registration_url", "value").as_str()), (422, URL));
    assert!(seen.text(".error").contains("no token"), "{}", seen.html);
    assert!(browser.get(ALL).await.html.contains("No tool was registered by its URL yet"));
}

#[tokio::test]
async fn a_tool_registers_itself_and_its_page_tells_everything() {
    let mut browser = Browser::open().await;
    let begun = begin(&mut browser, &[]).await;
    let open = browser.get(&begun.page).await;
    assert!(waits(&open) && open.text("#so-far").contains("asked this campus for nothing"), "{}", open.html);
    assert!(open.text(".note.warned").contains("Nothing answers at http://localhost:9"), "{}", open.html);
    assert!(!open.html.contains(&begun.token), "no page of ours holds the token");

    let (status, answer) = begun.register(&browser, &metadata()).await;
    assert_eq!(status, 201, "{answer}");
    let client = answer["client_id"].as_str().unwrap();
    let meanwhile = browser.get(&open.attribute("[data-stay]", "data-stay")).await;
    assert!(waits(&meanwhile) && meanwhile.text("#so-far .button").contains("Show what was registered"));

    let seen = browser.get(&begun.page).await;
    assert!(!waits(&seen) && seen.text("h1").contains("Quiz <b>"), "{}", seen.html);
    let told = seen.text("main");
    for part in [
        client,
        "http://localhost:9/launch",
        "scope/score",
        "LtiDeepLinkingRequest",
        "Pick a quiz",
        "every check",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(seen.text("#findings ~ details").contains("the application type is web"), "{}", seen.html);
    assert!(browser.get("/main/admin/tools").await.html.contains(&format!("{}\">by itself", begun.page)));
}

#[tokio::test]
async fn a_registration_that_is_refused_says_why_and_may_be_tried_again() {
    let mut browser = Browser::open().await;
    let begun = begin(&mut browser, &[]).await;
    let mut wrong = metadata();
    wrong["redirect_uris"] = json!("http://localhost:9/launch");
    let (status, _) = begun.register(&browser, &wrong).await;
    assert_eq!(status, 400);
    let seen = browser.get(&format!("{}?closed=true", begun.page)).await;
    assert!(!waits(&seen) && seen.text("#so-far").contains("refused it"), "{}", seen.html);
    assert!(seen.text("main").contains("DYN-042") && seen.text("#steps").contains("400"), "{}", seen.html);
    assert!(waits(&browser.get(&begun.page).await), "it is still open");
    assert_eq!(begun.register(&browser, &metadata()).await.0, 201);
}

#[tokio::test]
async fn a_window_is_opened_by_a_plain_link() {
    let mut browser = Browser::open().await;
    let seen = browser.submit(NEW, ALL, &[("registration_url", URL), ("target", "window")]).await;
    let seen = browser.get(&seen.to.unwrap()).await;
    assert!(waits(&seen) && !seen.html.contains("<iframe"), "{}", seen.html);
    assert_eq!(seen.attribute("#open-window", "rel"), "opener");
    let to = browser.get(&seen.attribute("#open-window", "href")).await.to.unwrap();
    assert!(to.starts_with("http://localhost:9/register?a=1&openid_configuration="), "{to}");
}

#[tokio::test]
async fn faults_of_one_registration_are_chosen_in_the_form_and_told() {
    let mut browser = Browser::open().await;
    let fault = ("fault", "registration.endpoint.foreign");
    let seen = browser.submit(NEW, ALL, &[("registration_url", URL), fault]).await;
    assert_eq!(seen.status, 422, "a value is missing: {}", seen.html);
    let with = ("with.registration.endpoint.foreign", "http://localhost:1/");
    let seen = browser.submit(NEW, ALL, &[("registration_url", URL), fault, with]).await;
    let seen = browser.get(&seen.to.unwrap()).await;
    assert!(
        seen.text(".note.warned").contains("registration.endpoint.foreign http://localhost:1/"),
        "{}",
        seen.html
    );
}

#[tokio::test]
async fn what_came_is_changed_and_a_link_is_placed() {
    let mut browser = Browser::open().await;
    let begun = begin(&mut browser, &[]).await;
    let (_, answer) = begun.register(&browser, &metadata()).await;
    let tool = format!("/main/admin/tools/{}", answer["client_id"].as_str().unwrap());
    let seen = browser.get(&tool).await;
    assert!(seen.text("#came ~ p").contains("http://localhost:9/register"), "{}", seen.html);

    let nrps = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";
    let fields = [
        ("name", "Quiz"),
        ("login_url", "http://localhost:9/login"),
        ("target_link_uri", "http://localhost:9/"),
        ("keys", "http://localhost:9/keys"),
        ("scope", nrps),
    ];
    assert_eq!(browser.submit(&tool, &tool, &fields).await.status, 303);
    let seen = browser.get(&tool).await;
    assert!(seen.html.contains("Pick a quiz"), "what the form does not name stays: {}", seen.html);
    let all = browser.api("GET", "registrations", Value::Null).await;
    let changed = all.as_array().unwrap().iter().find(|row| row["client_id"] == answer["client_id"]).unwrap();
    assert_eq!(changed["scopes"], json!([nrps]), "{changed}");

    let messages = format!("{tool}/messages");
    let wrong = browser.submit(&messages, &messages, &[("target-1", "pick"), ("label-1", "Choose")]).await;
    assert_eq!((wrong.status, wrong.attribute("#f-label-1", "value").as_str()), (422, "Choose"));
    let fields = [("target-1", "http://localhost:9/choose"), ("label-1", "Choose")];
    assert_eq!(browser.submit(&messages, &messages, &fields).await.status, 303);
    let seen = browser.get(&tool).await;
    assert_eq!(seen.attribute("#f-deep_linking_url", "value"), "http://localhost:9/choose");

    let fields = [("course", "biology"), ("title", "Quiz 7")];
    let seen = browser.submit(&tool, &format!("{tool}/links"), &fields).await;
    assert_eq!(seen.to.as_deref(), Some("/main/courses/biology"));
    assert!(browser.get("/main/courses/biology").await.html.contains("Quiz 7"));
}
