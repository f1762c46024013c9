//! Invitations: made, listed, used once, and kept.

use homeroom_platform::{Settings, State};
use serde_json::{Value, json};

use super::tool::{Invited, metadata};
use crate::support::{Lms, browser, in_memory, text};

#[tokio::test]
async fn an_invitation_says_what_to_open_and_keeps_the_query_of_the_page() {
    let invited = Invited::start(json!({"registration_url": "http://tool.localhost:9/register?a=1"})).await;
    let (told, lms) = (&invited.told, &invited.lms);
    let id = invited.id();
    assert_eq!(
        told["configuration_url"],
        lms.url(&format!("/.well-known/openid-configuration?invitation={id}"))
    );
    assert_eq!(told["registration_endpoint"], lms.url(&format!("/lti/register/{id}")));
    let open = url::Url::parse(told["open_url"].as_str().unwrap()).unwrap();
    let query: Vec<(String, String)> = open.query_pairs().into_owned().collect();
    let expected = [
        ("a", "1".to_owned()),
        ("openid_configuration", text(told, "configuration_url")),
        ("registration_token", invited.token()),
    ];
    assert_eq!(query, expected.map(|(name, value)| (name.to_owned(), value)));
    assert_eq!((&told["status"], &told["client_id"]), (&json!("open"), &json!(null)));
    assert_eq!(invited.shown().await, *told);
}

#[tokio::test]
async fn the_newest_invitation_comes_first_and_an_unknown_one_is_told() {
    let first = Invited::start(json!({"token": false})).await;
    let id = first.id();
    let second = first.again(json!({"deployment": "silent"})).await;
    let all = second.lms.get("/api/invitations").await;
    assert_eq!((&all[0]["id"], &all[1]["id"]), (&second.told["id"], &json!(id)));
    assert_eq!((&all[1]["token"], &all[0]["deployment"]), (&json!(null), &json!("silent")));
    assert_eq!(second.lms.get("/api/invitations/none").await["status"], 404);
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_the_field() {
    let lms = Lms::start().await;
    for (order, field) in [
        (json!({"registration_url": "/register"}), "registration_url"),
        (json!({"registration_url": "javascript:alert(1)"}), "registration_url"),
        (json!({"lives_s": -1}), "lives_s"),
        (json!({"lives_s": 100_000}), "lives_s"),
        (json!({"token": false, "configuration_needs_token": true}), "configuration_needs_token"),
        (json!({"faults": ["registration.answer.statos_400"]}), "faults"),
        (json!({"faults": ["registration.endpoint.foreign"]}), "faults"),
        (json!({"faults": ["jwks.html"]}), "faults"),
        (json!({"deployment": "none"}), "deployment"),
        (json!({"lifes_s": 3}), "lives_s"),
    ] {
        let answer = lms.post("/api/invitations", order.clone()).await;
        assert_eq!(answer.status(), 422, "{order}");
        let problem = answer.text().await.unwrap();
        assert!(problem.contains(field) || problem.contains("answered"), "{order}: {problem}");
    }
}

#[tokio::test]
async fn an_invitation_is_good_for_one_registration() {
    let invited = Invited::start(json!({})).await;
    assert_eq!(invited.register(metadata()).await.0, 201);
    let again = invited.post(&metadata()).await;
    assert_eq!(again.status(), 401);
    assert!(again.headers()["www-authenticate"].to_str().unwrap().contains("was used"));
    let body: Value = again.json().await.unwrap();
    assert_eq!((&body["error"], &body["requirement"]), (&json!("invalid_token"), &json!("DYN-006")));
    assert_eq!(invited.shown().await["token"], json!(null));
    assert_eq!(invited.lms.get("/api/registrations").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_expired_invitation_registers_nothing() {
    let invited = Invited::start(json!({"lives_s": 0})).await;
    assert_eq!(invited.told["status"], "expired");
    let (status, body) = invited.register(metadata()).await;
    assert_eq!(status, 401);
    assert!(text(&body, "error_description").contains("expired"), "{body}");
    assert_eq!(invited.requirements().await, ["DYN-006"]);
}

#[tokio::test]
async fn a_refused_attempt_does_not_use_the_invitation_up() {
    let invited = Invited::start(json!({})).await;
    let mut bad = metadata();
    bad["redirect_uris"] = json!([]);
    assert_eq!(invited.register(bad).await.0, 400);
    assert_eq!(invited.shown().await["status"], "open");
    assert_eq!(invited.register(metadata()).await.0, 201);
}

#[tokio::test]
async fn of_several_registrations_with_one_token_one_is_taken() {
    let directory = tempfile::tempdir().unwrap();
    let lasting = Settings { state: State::Directory(directory.path().join("state")), ..in_memory() };
    for settings in [in_memory(), lasting] {
        let invited = Invited::at(Lms::start_with(settings).await, json!({})).await;
        let good = metadata();
        let [one, two, three, four] = [0; 4].map(|_| invited.post(&good));
        let (one, two, three, four) = tokio::join!(one, two, three, four);
        let mut statuses = [one, two, three, four].map(|answer| answer.status().as_u16());
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 401, 401, 401]);
        assert_eq!(invited.lms.get("/api/registrations").await.as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn without_the_right_token_nothing_is_registered() {
    let invited = Invited::start(json!({})).await;
    let url = text(&invited.told, "registration_endpoint");
    let other = invited.lms.post("/api/invitations", json!({})).await.json::<Value>().await.unwrap();
    let other = format!("Bearer {}", text(&other, "token"));
    for header in [None, Some("Bearer wrong"), Some("Basic abc"), Some(other.as_str())] {
        let call = invited.lms.http.post(&url).json(&metadata());
        let call = if let Some(header) = header { call.header("authorization", header) } else { call };
        let answer = call.send().await.unwrap();
        assert_eq!(answer.status(), 401, "{header:?}");
        assert!(answer.headers()["www-authenticate"].to_str().unwrap().starts_with("Bearer realm="));
    }
    assert_eq!(invited.requirements().await, ["DYN-005"; 4]);
    assert_eq!(invited.shown().await["status"], "open");
}

#[tokio::test]
async fn where_no_token_was_given_none_is_needed_and_one_is_told() {
    let invited = Invited::start(json!({"token": false})).await;
    assert_eq!(invited.register(metadata()).await.0, 201);
    assert_eq!(invited.findings().await, []);
    let invited = invited.again(json!({"token": false})).await;
    let url = text(&invited.told, "registration_endpoint");
    let answer = invited.lms.http.post(&url).bearer_auth("undefined").json(&metadata()).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), invited.requirements().await), (201, vec!["DYN-005".to_owned()]));
}

#[tokio::test]
async fn the_invitation_of_one_campus_is_unknown_to_the_other() {
    let invited = Invited::start(json!({})).await;
    let campuses = format!("{}/api/campuses", invited.lms.base());
    invited.lms.http.post(campuses).json(&json!({"name": "north"})).send().await.unwrap();
    let url = format!("{}/north/lti/register", invited.lms.base());
    for (url, status) in [(format!("{url}/{}", invited.id()), 404), (url, 401)] {
        let answer = invited.lms.http.post(url).bearer_auth(invited.token()).json(&metadata());
        assert_eq!(answer.send().await.unwrap().status(), status);
    }
}

#[tokio::test]
async fn tokens_are_hidden_where_the_journal_is_shown() {
    let invited = Invited::start(json!({"registration_url": "http://tool.localhost:9/register"})).await;
    let (_, answer) = invited.register(metadata()).await;
    let shown = invited.lms.get("/api/exchanges").await.to_string();
    assert!(
        !shown.contains(&invited.token()) && !shown.contains(&text(&answer, "registration_access_token"))
    );
    let verbatim = invited.lms.get("/api/exchanges?secrets=shown").await.to_string();
    assert!(verbatim.contains(&invited.token()));
}

#[tokio::test]
async fn an_invitation_survives_a_restart_though_its_token_can_be_shown_no_more() {
    let directory = tempfile::tempdir().unwrap();
    let settings = || Settings { state: State::Directory(directory.path().join("state")), ..in_memory() };
    let mut invited =
        Invited::at(Lms::start_with(settings()).await, json!({"registration_url": "http://t.localhost/"}))
            .await;
    invited.lms.platform.stop().await;
    let platform = homeroom_platform::Platform::start(settings()).await.unwrap();
    invited.lms = Lms { platform, http: browser(), client: String::new() };
    let shown = invited.shown().await;
    assert_eq!(
        (&shown["status"], &shown["token"], &shown["open_url"]),
        (&json!("open"), &json!(null), &json!(null))
    );
    invited.told["registration_endpoint"] = shown["registration_endpoint"].clone();
    assert_eq!(invited.register(metadata()).await.0, 201);
    let rows = invited.lms.get("/api/registrations").await;
    assert_eq!(rows[1]["invitation"], shown["id"]);
    invited.lms.platform.stop().await;
    let platform = homeroom_platform::Platform::start(settings()).await.unwrap();
    let again = Lms { platform, http: browser(), client: String::new() };
    assert_eq!(again.get("/api/registrations").await, rows);
}
