//! Each rule with an item that keeps it and one that does not.

use serde_json::json;

use super::*;
use crate::oracle::answer::tests::answer_with;

fn ruling(rule: &str, item: &Value) -> Ruling {
    let items = json!([item]);
    check(&answer_with(&[("https://purl.imsglobal.org/spec/lti-dl/claim/content_items", items)]), rule)
        .unwrap()
}

fn kept(rule: &str, item: Value) -> bool {
    match ruling(rule, &item) {
        Ok(()) => true,
        Err(Not::Kept(_)) => false,
        Err(other) => panic!("{rule} on {item}: {other:?}"),
    }
}

fn not_applicable(rule: &str, item: Value) -> bool {
    matches!(ruling(rule, &item), Err(Not::Applicable(_)))
}

#[test]
fn every_rule_tells_right_from_wrong() {
    let link = |more: Value| merged(json!({"type": "ltiResourceLink"}), more);
    let rows = [
        ("type", json!({"type": "https://tool.test/x"}), json!({"type": "quiz"})),
        ("type", json!({"type": "ltiAssetProcessor"}), json!({"title": "x"})),
        ("sizes", json!({"type": "image", "width": 4}), json!({"type": "image", "width": "4"})),
        ("sizes", json!({"window": {"height": 10}}), json!({"iframe": {"height": 0}})),
        ("urls", json!({"url": "https://t.test/x"}), json!({"icon": {"url": "/i.png"}})),
        ("urls", json!({"url": "http://localhost:9000/"}), json!({"iframe": {"src": "http://t.test/"}})),
        ("link.url", json!({"type": "link", "url": "http://t/x"}), json!({"type": "link", "url": "/x"})),
        ("link.url", json!({"type": "link", "url": "https://t/"}), json!({"type": "link"})),
        (
            "link.members",
            json!({"type": "link", "embed": {"html": "<b>"}}),
            json!({"type": "link", "iframe": {"width": 5}}),
        ),
        (
            "link.members",
            json!({"type": "link", "window": {"targetName": "x"}}),
            json!({"type": "link", "embed": {}}),
        ),
        ("resource_link.url", link(json!({"url": "http://t/x"})), link(json!({"url": "x"}))),
        (
            "resource_link.iframe",
            link(json!({"iframe": {"width": 5}})),
            link(json!({"iframe": {"src": "x"}})),
        ),
        (
            "resource_link.line_item",
            link(json!({"lineItem": {"scoreMaximum": 10.5}})),
            link(json!({"lineItem": {"scoreMaximum": 0}})),
        ),
        (
            "resource_link.line_item",
            link(json!({"lineItem": {"scoreMaximum": 1, "gradesReleased": true}})),
            link(json!({"lineItem": {"scoreMaximum": 1, "tag": 5}})),
        ),
        (
            "resource_link.review",
            link(json!({"lineItem": {"submissionReview": {"reviewableStatus": ["Submitted"]}}})),
            link(json!({"lineItem": {"submissionReview": {"reviewableStatus": ["Done"]}}})),
        ),
        (
            "resource_link.times",
            link(
                json!({"available": {"startDateTime": "2025-11-24T08:00:00Z", "endDateTime": "2025-11-24T10:00:00+01:00"}}),
            ),
            link(
                json!({"submission": {"startDateTime": "2025-11-25T08:00:00Z", "endDateTime": "2025-11-24T08:00:00Z"}}),
            ),
        ),
        (
            "resource_link.times",
            link(json!({"available": {"endDateTime": "2025-11-24T08:00:00"}})),
            link(json!({"available": {"endDateTime": "tomorrow"}})),
        ),
        ("resource_link.custom", link(json!({"custom": {"a": ""}})), link(json!({"custom": {"a": 3}}))),
        ("file.url", json!({"type": "file", "url": "http://t/f?once=1"}), json!({"type": "file"})),
        (
            "file.expires",
            json!({"type": "file", "expiresAt": "2025-11-24T16:20:00Z"}),
            json!({"type": "file", "expiresAt": 1_764_000_000}),
        ),
        ("html.html", json!({"type": "html", "html": "<h2>x</h2>"}), json!({"type": "html", "html": ""})),
        ("image.url", json!({"type": "image", "url": "http://t/i"}), json!({"type": "image", "url": 5})),
    ];
    for (rule, right, wrong) in rows {
        assert!(kept(rule, right.clone()), "{rule}: {right}");
        assert!(!kept(rule, wrong.clone()), "{rule}: {wrong}");
    }
}

#[test]
fn what_an_item_does_not_have_is_not_judged() {
    assert!(not_applicable("file.url", json!({"type": "link"})));
    assert!(not_applicable("resource_link.custom", json!({"type": "ltiResourceLink"})));
    assert!(not_applicable("sizes", json!({"type": "html"})));
    assert!(not_applicable("resource_link.line_item", json!({"type": "ltiResourceLink"})));
}

fn merged(mut one: Value, more: Value) -> Value {
    if let (Some(one), Value::Object(more)) = (one.as_object_mut(), more) {
        one.extend(more);
    }
    one
}
