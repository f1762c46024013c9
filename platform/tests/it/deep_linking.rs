//! The deep-linking request: what it says, and what is refused when one is prepared.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Lms, dl, lti, payload, text};

async fn request(lms: &Lms, differences: Value) -> Value {
    let launch = lms.prepare_picking(differences).await;
    payload(launch.answered().await.get("id_token").unwrap())
}

#[tokio::test]
async fn the_request_has_every_setting_and_no_link() {
    let lms = Lms::start().await;
    let claims = request(&lms, json!({})).await;
    assert_eq!(claims[lti("message_type")], "LtiDeepLinkingRequest");
    assert_eq!(claims[lti("target_link_uri")], "http://tool.localhost:9/");
    assert!(claims.get(lti("resource_link")).is_none(), "{claims}");
    assert_eq!(claims[lti("context")]["id"], "algebra-1");
    let settings = &claims[dl("deep_linking_settings")];
    let prefix = format!("{}/lti/deep_linking/", lms.url(""));
    assert!(text(settings, "deep_link_return_url").starts_with(&prefix), "{settings}");
    assert_eq!(settings["accept_presentation_document_targets"], json!(["iframe", "window", "embed"]));
    assert_eq!(settings["accept_media_types"], "image/*,application/pdf");
    assert_eq!((&settings["accept_multiple"], &settings["auto_create"]), (&json!(true), &json!(false)));
    assert!(text(settings, "data").len() > 16);
    assert!(settings.get("title").is_none(), "{settings}");
}

#[tokio::test]
async fn the_picker_has_its_own_address_and_each_request_its_own_return_url_and_data() {
    let lms = Lms::start().await;
    let client = lms.register(json!({"deep_linking_url": "http://tool.localhost:9/picker"})).await;
    let one = lms.prepare_picking(json!({"client_id": client})).await;
    assert_eq!(one.login("target_link_uri"), Some("http://tool.localhost:9/picker"));
    let (one, two) = (request(&lms, json!({})).await, request(&lms, json!({})).await);
    let (one, two) = (&one[dl("deep_linking_settings")], &two[dl("deep_linking_settings")]);
    assert_ne!(one["deep_link_return_url"], two["deep_link_return_url"]);
    assert_ne!(one["data"], two["data"]);
}

#[tokio::test]
async fn settings_are_given_left_out_and_merged_as_asked() {
    let lms = Lms::start().await;
    let asked = json!({"accept_types": ["ltiResourceLink", "x-foo"], "data": null, "title": "T", "return_url": "query",
        "members": {"https://x.example/y": [1]}});
    let claims = request(&lms, json!({"options": {"deep_linking": asked}})).await;
    let settings = &claims[dl("deep_linking_settings")];
    assert_eq!(settings["accept_types"], json!(["ltiResourceLink", "x-foo"]));
    assert!(settings.get("data").is_none());
    assert_eq!((&settings["title"], &settings["https://x.example/y"]), (&json!("T"), &json!([1])));
    assert!(text(settings, "deep_link_return_url").ends_with("?a=1&b=%20"));
}

#[tokio::test]
async fn a_launch_that_waits_for_its_answer_says_so() {
    let lms = Lms::start().await;
    let launch = lms.prepare_picking(json!({})).await;
    launch.answered().await;
    let read = launch.read().await;
    assert_eq!((&read["link"], &read["course"]), (&Value::Null, &json!("algebra-1")));
    assert_eq!(read["deep_linking"]["answer"], Value::Null);
    assert!(text(&read["deep_linking"], "return_url").contains("/lti/deep_linking/"));
    assert_eq!(lms.prepare(json!({})).await.read().await["deep_linking"], Value::Null);
}

#[tokio::test]
async fn what_belongs_to_the_other_message_is_refused_by_name() {
    let lms = Lms::start().await;
    let link = lms.link(json!({})).await;
    let picking = json!({"message": "LtiDeepLinkingRequest", "course": "algebra-1", "client_id": lms.client, "person": "ada"});
    let opening = json!({"link": link, "person": "ada"});
    for (order, differences, named) in [
        (&picking, json!({"link": link}), "`link`"),
        (&picking, json!({"course": null}), "`course`"),
        (&picking, json!({"client_id": "nobody"}), "`client_id`"),
        (&picking, json!({"deployment": "none"}), "`deployment`"),
        (&picking, json!({"faults": ["resource_link.missing"]}), "`faults`"),
        (&picking, json!({"options": {"deep_linking": []}}), "the body"),
        (&opening, json!({"course": "algebra-1"}), "`course`"),
        (&opening, json!({"client_id": lms.client}), "`client_id`"),
        (&opening, json!({"options": {"deep_linking": {}}}), "`options.deep_linking`"),
        (&opening, json!({"faults": ["accept_types.string"]}), "`faults`"),
        (&opening, json!({"link": null}), "`link`"),
    ] {
        let mut order = order.clone();
        crate::support::merge(&mut order, differences);
        let answer = lms.post("/api/launches", order.clone()).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{order}");
        let problem: Value = answer.json().await.unwrap();
        assert!(text(&problem, "title").starts_with(named), "{order}: {problem}");
    }
}
