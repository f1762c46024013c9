//! Items that break a rule: each is told by its place, and the rest of the answer is kept.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::picker::{Picker, Tool};
use crate::support::dl;

/// An item, whether it is placed all the same, and the findings on it without their beginning.
type Row = (Value, bool, &'static [&'static str]);

const URL: &str = "https://tool.example/x";

fn links() -> Vec<Row> {
    vec![
        (json!({"type": "link"}), false, &["DL-051 item 1 (link), `url`"]),
        (json!({"type": "link", "url": "/x"}), false, &["DL-051 item 1 (link), `url`"]),
        (json!({"type": "link", "url": "javascript:alert(1)"}), false, &["DL-051 item 1 (link), `url`"]),
        (json!({"type": "link", "url": "http://tool.example/x"}), true, &["DL-068 item 1 (link), `url`"]),
        (
            json!({"type": "link", "url": URL, "title": 7, "text": null}),
            true,
            &["DL-050 item 1 (link), `title`", "DL-050 item 1 (link), `text`"],
        ),
        (
            json!({"type": "link", "url": URL, "iframe": {"width": 5}}),
            true,
            &["DL-051 item 1 (link), `iframe`, `src`"],
        ),
        (
            json!({"type": "link", "url": URL, "iframe": {"src": "javascript:x"}}),
            true,
            &["DL-051 item 1 (link), `iframe`, `src`"],
        ),
        (json!({"type": "link", "url": URL, "embed": {}}), true, &["DL-051 item 1 (link), `embed`, `html`"]),
        (
            json!({"type": "link", "url": URL, "window": {"width": "900", "targetName": 1}}),
            true,
            &["DL-051 item 1 (link), `window`, `targetName`", "DL-068 item 1 (link), `window`, `width`"],
        ),
        (
            json!({"type": "link", "url": URL, "icon": {"url": "i.png", "width": 0}}),
            true,
            &["DL-068 item 1 (link), `icon`, `url`", "DL-068 item 1 (link), `icon`, `width`"],
        ),
    ]
}

fn resource_links() -> Vec<Row> {
    vec![
        (json!({"type": "ltiResourceLink"}), true, &[]),
        (json!({"type": "ltiResourceLink", "url": "x"}), false, &["DL-053 item 1 (ltiResourceLink), `url`"]),
        (
            json!({"type": "ltiResourceLink", "iframe": {"src": URL, "width": 5}}),
            true,
            &["DL-053 item 1 (ltiResourceLink), `iframe`, `src`"],
        ),
        (
            json!({"type": "ltiResourceLink", "custom": {"a": 1, "b": null, "c": ""}}),
            true,
            &[
                "DL-062 item 1 (ltiResourceLink), `custom`, `a`",
                "DL-062 item 1 (ltiResourceLink), `custom`, `b`",
            ],
        ),
        (
            json!({"type": "ltiResourceLink", "custom": []}),
            true,
            &["DL-062 item 1 (ltiResourceLink), `custom`"],
        ),
        (
            json!({"type": "ltiResourceLink", "lineItem": {}}),
            true,
            &["DL-056 item 1 (ltiResourceLink), `lineItem`, `scoreMaximum`"],
        ),
        (
            json!({"type": "ltiResourceLink", "lineItem": {"scoreMaximum": 0}}),
            true,
            &["DL-056 item 1 (ltiResourceLink), `lineItem`, `scoreMaximum`"],
        ),
        (
            json!({"type": "ltiResourceLink", "lineItem": {"scoreMaximum": "10", "gradesReleased": "yes"}}),
            true,
            &[
                "DL-056 item 1 (ltiResourceLink), `lineItem`, `scoreMaximum`",
                "DL-056 item 1 (ltiResourceLink), `lineItem`, `gradesReleased`",
            ],
        ),
        (
            json!({"type": "ltiResourceLink", "lineItem": {"scoreMaximum": 1.5, "submissionReview": {"reviewableStatus": "Submitted"}}}),
            true,
            &["DL-058 item 1 (ltiResourceLink), `lineItem`, `submissionReview`, `reviewableStatus`"],
        ),
        (
            json!({"type": "ltiResourceLink", "available": {"startDateTime": "tomorrow"}}),
            true,
            &["DL-059 item 1 (ltiResourceLink), `available`, `startDateTime`"],
        ),
        (
            json!({"type": "ltiResourceLink", "submission": {"startDateTime": "2026-02-01T00:00:00Z", "endDateTime": "2026-01-01T00:00:00Z"}}),
            true,
            &["DL-059 item 1 (ltiResourceLink), `submission`, `endDateTime`"],
        ),
    ]
}

fn others() -> Vec<Row> {
    vec![
        (json!("link"), false, &["DL-050 item 1"]),
        (json!({"url": URL}), false, &["DL-050 item 1, `type`"]),
        (json!({"type": 7}), false, &["DL-050 item 1, `type`"]),
        (json!({"type": "html", "text": "x"}), false, &["DL-065 item 1 (html), `html`"]),
        (
            json!({"type": "html", "html": "<p>x</p><script>alert(1)</script>"}),
            true,
            &["DL-066 item 1 (html), `html`"],
        ),
        (json!({"type": "html", "html": " "}), false, &[]),
        (
            json!({"type": "html", "html": "<script>alert(1)</script>"}),
            false,
            &["DL-066 item 1 (html), `html`"],
        ),
        (
            json!({"type": "link", "url": URL, "embed": {"html": "<script src='/x.js'></script>"}}),
            true,
            &["DL-066 item 1 (link), `embed`, `html`"],
        ),
        (json!({"type": "image"}), false, &["DL-067 item 1 (image), `url`"]),
        (
            json!({"type": "image", "url": URL, "width": 1.5, "height": -1}),
            true,
            &["DL-068 item 1 (image), `width`", "DL-068 item 1 (image), `height`"],
        ),
        (json!({"type": "file"}), false, &["DL-063 item 1 (file), `url`"]),
        (
            json!({"type": "file", "url": "http://localhost:9/gone", "expiresAt": "soon"}),
            false,
            &["DL-063 item 1 (file), `expiresAt`", "DL-063 item 1 (file), `url`"],
        ),
        (json!({"type": "LtiResourceLink"}), false, &["DL-040 item 1 (LtiResourceLink), `type`"]),
        (
            json!({"type": "https://x.example/type"}),
            false,
            &["DL-040 item 1 (https://x.example/type), `type`"],
        ),
    ]
}

async fn check(settings: &Value, rows: Vec<Row>) {
    let (tool, lms) = Tool::start().await;
    for (item, placed, expected) in rows {
        let picker = Picker::open(&lms, &tool, settings.clone()).await;
        let items = json!([item, {"type": "html", "html": "kept"}]);
        let answer = picker.send(&picker.answer(json!({dl("content_items"): items}))).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{item}");
        let findings = picker.findings().await;
        let findings: Vec<String> =
            findings.iter().map(|one| one.replace(" deep-linking answer,", "")).collect();
        assert_eq!(findings, expected, "{item}");
        let notes = &picker.launch.read().await["deep_linking"]["answer"]["items"];
        assert_eq!(
            (notes[0]["placed"].is_string(), notes[0]["reason"].is_null()),
            (placed, placed),
            "{notes}"
        );
        assert!(notes[1]["placed"].is_string() || settings != &json!({}), "{notes}");
    }
}

#[tokio::test]
async fn links_are_checked_member_by_member() {
    check(&json!({}), links()).await;
}

#[tokio::test]
async fn resource_links_are_checked_member_by_member() {
    check(&json!({}), resource_links()).await;
}

#[tokio::test]
async fn all_other_items_are_checked_and_what_nobody_knows_is_left_out() {
    check(&json!({}), others()).await;
}

#[tokio::test]
async fn an_item_fits_what_the_request_accepts() {
    let html = json!({"type": "html", "html": "x"});
    check(
        &json!({"accept_types": ["link"]}),
        vec![(html.clone(), false, &["DL-040 item 1 (html), `type`", "DL-040 item 2 (html), `type`"])],
    )
    .await;
    let framed = json!({"type": "link", "url": URL, "iframe": {"src": URL}, "window": {}});
    check(
        &json!({"accept_presentation_document_targets": ["window"]}),
        vec![(framed, true, &["DL-044 item 1 (link), `iframe`"])],
    )
    .await;
    let unknown = json!({"type": "x-foo"});
    check(&json!({"accept_types": null}), vec![(unknown, false, &["DL-050 item 1 (x-foo), `type`"])]).await;
    let processor = json!({"type": "ltiAssetProcessor"});
    check(&json!({"accept_types": null}), vec![(processor, false, &[])]).await;
    let graded = json!({"type": "ltiResourceLink", "lineItem": {"scoreMaximum": 10}});
    check(
        &json!({"accept_lineitem": false}),
        vec![(graded, true, &["DL-042 item 1 (ltiResourceLink), `lineItem`"])],
    )
    .await;
}

#[tokio::test]
async fn a_file_fits_the_media_types_of_the_request() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({"accept_media_types": "image/*"})).await;
    let file =
        json!({"type": "file", "url": format!("{}/files/x", tool.base), "mediaType": "application/pdf"});
    picker.send(&picker.answer(json!({dl("content_items"): [file]}))).await;
    assert_eq!(picker.findings().await, ["DL-043 deep-linking answer, item 1 (file), `mediaType`"]);
}

#[tokio::test]
async fn a_file_that_is_huge_is_left_out_and_told() {
    let (tool, lms) = Tool::start().await;
    tool.serve("/files/", "200 OK", &vec![0; 11 * 1024 * 1024]);
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let file = json!({"type": "file", "url": format!("{}/files/x", tool.base)});
    picker.send(&picker.answer(json!({dl("content_items"): [file]}))).await;
    let note = &picker.launch.read().await["deep_linking"]["answer"]["items"][0];
    assert!(note["reason"].as_str().unwrap().contains("more than 10240 kB"), "{note}");
}

#[tokio::test]
async fn of_several_items_one_is_kept_where_one_is_asked_for() {
    let (tool, lms) = Tool::start().await;
    for (multiple, placed, level) in [(json!(false), 1, "must"), (Value::Null, 2, "should")] {
        let picker = Picker::open(&lms, &tool, json!({"accept_multiple": multiple})).await;
        let item = json!({"type": "html", "html": "x"});
        picker.send(&picker.answer(json!({dl("content_items"): [item, item]}))).await;
        let read = picker.launch.read().await;
        let items = read["deep_linking"]["answer"]["items"].as_array().unwrap();
        assert_eq!(items.iter().filter(|item| item["placed"].is_string()).count(), placed);
        assert_eq!(
            (&read["findings"][0]["requirement"], &read["findings"][0]["level"]),
            (&json!("DL-041"), &json!(level))
        );
    }
}

#[tokio::test]
async fn ten_thousand_bad_items_do_not_drown_the_story() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    let many: Vec<Value> = (0..10_000).map(|_| json!({})).collect();
    assert_eq!(
        picker.send(&picker.answer(json!({dl("content_items"): many}))).await.status(),
        StatusCode::SEE_OTHER
    );
    let read = picker.launch.read().await;
    assert!(read["findings"].as_array().unwrap().len() <= 200);
    assert_eq!(read["deep_linking"]["answer"]["items"].as_array().unwrap().len(), 200);
}
