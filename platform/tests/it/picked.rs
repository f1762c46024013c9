//! A good answer: what is placed, how it is launched, what the tool said, and that it lasts.

use reqwest::StatusCode;
use serde_json::json;

use crate::picker::{Picker, Tool};
use crate::support::{dl, lti, payload, text};

#[tokio::test]
async fn every_type_of_item_lands_in_the_course() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let answer = picker.send(&picker.answer(json!({dl("content_items"): tool.items()}))).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.text().await.unwrap());
    let read = picker.launch.read().await;
    assert_eq!(read["findings"], json!([]), "{read:#}");
    let answer = &read["deep_linking"]["answer"];
    assert_eq!(answer["accepted"], true);
    assert!(answer["items"].as_array().unwrap().iter().all(|item| item["placed"].is_string()), "{answer:#}");
    let content = lms.get("/api/content?course=algebra-1").await;
    let types: Vec<&str> =
        content.as_array().unwrap().iter().map(|item| item["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["link", "file", "html", "image"]);
    assert_eq!(content[1]["file"], json!({"media_type": "application/pdf", "bytes": 8}));
    let links = lms.get("/api/links").await;
    let placed = &answer["items"][0]["placed"];
    let link = links.as_array().unwrap().iter().find(|link| link["id"] == *placed).unwrap();
    assert_eq!((&link["title"], &link["custom"]["chapter"]), (&json!("Week 1 quiz"), &json!("3")));
    assert_eq!(link["line_item"]["score_maximum"], 10.0);
    assert_eq!(
        (&link["line_item"]["resource_id"], &link["line_item"]["tag"]),
        (&json!("quiz-42"), &json!("grade"))
    );
    assert_eq!(link["submission"]["endDateTime"], "2025-12-01T22:00:00Z");
    assert_eq!((&link["iframe"]["width"], &link["window"]["targetName"]), (&json!(800), &json!("quiz")));
}

#[tokio::test]
async fn a_placed_link_launches_with_its_own_address_size_and_custom_parameters() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    picker.send(&picker.answer(json!({dl("content_items"): tool.items()}))).await;
    let placed = text(&picker.launch.read().await["deep_linking"]["answer"]["items"][0], "placed");
    let launch = lms.prepare(json!({"link": placed})).await;
    assert!(launch.login("target_link_uri").unwrap().ends_with("/activity/42"));
    let claims = payload(launch.answered().await.get("id_token").unwrap());
    assert!(text(&claims, &lti("target_link_uri")).ends_with("/activity/42"));
    assert_eq!(claims[lti("resource_link")]["title"], "Week 1 quiz");
    let custom =
        json!({"chapter": "3", "due": "2025-12-01T22:00:00Z", "from": "2025-11-24T08:00:00Z", "no": ""});
    assert_eq!(claims[lti("custom")], custom);
    assert_eq!(claims[lti("launch_presentation")]["width"], 800);
    let window = json!({"link": placed, "options": {"document_target": "window"}});
    assert_eq!(lms.payload(window).await[lti("launch_presentation")]["width"], 700);
}
