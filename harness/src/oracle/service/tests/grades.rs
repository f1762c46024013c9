//! Line items, scores and results.

use super::*;

const ITEM_TYPE: &str = "application/vnd.ims.lis.v2.lineitem+json";

fn new_item(body: &Value) -> Wire {
    let url = format!("{COURSE}/lineitems?type_id=7");
    call(2, "ags", "POST", &url).with_header("Content-Type", ITEM_TYPE).with_body(body)
}

fn item() -> Value {
    json!({
        "label": "Quiz", "scoreMaximum": 10, "resourceLinkId": "link-1", "resourceId": "q", "tag": "grade",
        "endDateTime": "2025-12-01T22:00:00+02:00",
    })
}

fn item_with(name: &str, value: Value) -> Wire {
    let mut body = item();
    body[name] = value;
    new_item(&body)
}

/// The item as the platform made it, at `/lineitems/6`.
fn made() -> Wire {
    let mut body = item();
    body["id"] = json!(format!("{COURSE}/lineitems/6?type_id=7"));
    new_item(&item()).answered(201, &body)
}

fn change(body: &Value) -> Wire {
    let url = format!("{COURSE}/lineitems/6?type_id=7");
    call(3, "ags", "PUT", &url).with_header("Content-Type", ITEM_TYPE).with_body(body)
}

fn score() -> Value {
    json!({
        "userId": "ada", "scoreGiven": 8.50, "scoreMaximum": 10, "activityProgress": "Completed",
        "gradingProgress": "FullyGraded", "timestamp": "2025-11-24T18:05:12.1+02:00", "comment": "1 < 2, well done",
        "submission": {"startedAt": "2025-11-24T16:00:00.000Z", "submittedAt": "2025-11-24T16:05:00.000Z"},
        "https://tool.example/extra": {"any": "thing"},
    })
}

fn posted_to(number: u64, url: &str, body: &Value) -> Wire {
    let wire = call(number, "ags", "POST", url).with_body(body);
    wire.with_header("Content-Type", "application/vnd.ims.lis.v1.score+json; charset=UTF-8")
}

fn posted(number: u64, body: &Value) -> Wire {
    posted_to(number, &format!("{COURSE}/lineitems/5/scores?type_id=7"), body)
}

fn score_with(name: &str, value: Value) -> Wire {
    let mut body = score();
    body[name] = value;
    posted(2, &body)
}

fn score_without(name: &str) -> Wire {
    let mut body = score();
    body.as_object_mut().unwrap().remove(name);
    posted(2, &body)
}

#[test]
fn line_items_that_are_unusual_and_right_keep_all_rules() {
    let bare = new_item(&json!({"label": "Quiz", "scoreMaximum": 0.5}));
    let empty = item_with("startDateTime", json!(""));
    let nulls = new_item(&json!({"label": "Q", "scoreMaximum": 1, "resourceLinkId": null, "tag": null}));
    let extra = item_with("https://tool.example/kind", json!(3));
    let review =
        item_with("submissionReview", json!({"reviewableStatus": ["Submitted"], "url": "https://t/r"}));
    for wire in [made(), bare, empty, nulls, extra, review, item_with("gradesReleased", json!(false))] {
        assert_eq!(broken_rules(&[wire]), Vec::<&str>::new());
    }
}

#[test]
fn each_mistake_in_a_line_item_breaks_its_rule_and_no_other() {
    let cases = [
        (item_with("label", json!("  ")), "line item: label"),
        (item_with("label", json!(null)), "line item: label"),
        (item_with("scoreMaximum", json!(0)), "line item: scoreMaximum"),
        (item_with("scoreMaximum", json!(null)), "line item: scoreMaximum"),
        (item_with("scoreMaximum", json!("10")), "line item: numbers"),
        (item_with("resourceLinkId", json!("link-9")), "line item: resourceLinkId"),
        (item_with("endDateTime", json!("2025-12-01T22:00:00")), "line item: dates"),
        (item_with("startDateTime", json!(1_764_000_000)), "line item: dates"),
        (item_with("gradesReleased", json!("true")), "line item: gradesReleased"),
        (item_with("tag", json!(7)), "line item: texts"),
        (item_with("submissionReview", json!(true)), "line item: submissionReview"),
        (item_with("extra", json!(1)), "line item: names"),
        (new_item(&item()).with_header("Content-Type", "application/json"), "line item: media type"),
        (Wire { request_body: "label=Quiz".to_owned(), ..new_item(&item()) }, "line item: json"),
    ];
    for (wire, rule) in cases {
        assert_eq!(broken_rules(std::slice::from_ref(&wire)), [rule], "{}", wire.request_body);
    }
}

#[test]
fn a_change_repeats_the_whole_line_item() {
    let mut whole = item();
    whole["label"] = json!("Quiz 2");
    assert_eq!(broken_rules(&[made(), change(&whole)]), Vec::<&str>::new());
    for name in ["label", "scoreMaximum", "tag", "resourceId", "resourceLinkId", "endDateTime"] {
        let mut less = whole.clone();
        less.as_object_mut().unwrap().remove(name);
        assert_eq!(broken_rules(&[made(), change(&less)]), ["line item: complete"], "{name}");
    }
    let mut cleared = whole.clone();
    cleared["endDateTime"] = Value::Null;
    cleared["tag"] = Value::Null;
    assert_eq!(broken_rules(&[made(), change(&cleared)]), Vec::<&str>::new());
    // What only the platform added need not be repeated.
    let mut released = made();
    released.response_body = released.response_body.replace("\"label\"", "\"gradesReleased\":true,\"label\"");
    assert_eq!(broken_rules(&[released, change(&whole)]), Vec::<&str>::new());
}

#[test]
fn a_change_leaves_id_and_link_alone() {
    let changed = |name: &str, value: Value| {
        let mut whole = item();
        whole[name] = value;
        broken_rules(&[made(), change(&whole)])
    };
    assert_eq!(changed("id", json!(format!("{COURSE}/lineitems/6?type_id=7"))), Vec::<&str>::new());
    assert_eq!(changed("id", json!(format!("{COURSE}/lineitems/7?type_id=7"))), ["line item: same item"]);
    assert_eq!(changed("resourceLinkId", json!("link-2")), ["line item: same item"]);
    assert_eq!(changed("resourceLinkId", json!(null)), ["line item: same item"]);
}

#[test]
fn a_link_that_only_the_tool_named_stays_made_up() {
    let mut body = item();
    body["resourceLinkId"] = json!("link-9");
    let made = new_item(&body).answered(201, &body);
    assert_eq!(broken_rules(&[made]), ["line item: resourceLinkId"]);
}

#[test]
fn reading_names_the_exact_media_type() {
    let read = |path: &str, accept: &str| {
        let url = format!("{COURSE}/{path}?type_id=7");
        broken_rules(&[call(2, "ags", "GET", &url).with_header("Accept", accept)])
    };
    let container = "application/vnd.ims.lis.v2.lineitemcontainer+json";
    assert_eq!(read("lineitems", &format!("{container}; q=0.9, */*")), Vec::<&str>::new());
    assert_eq!(read("lineitems/5", &ITEM_TYPE.to_uppercase()), Vec::<&str>::new());
    assert_eq!(read("lineitems", "application/json"), ["line item: accept"]);
    assert_eq!(read("lineitems", "*/*"), ["line item: accept"]);
    assert_eq!(read("lineitems/5", container), ["line item: accept"]);
    let results = "application/vnd.ims.lis.v2.resultcontainer+json";
    assert_eq!(read("lineitems/5/results", results), Vec::<&str>::new());
    assert_eq!(read("lineitems/5/results", &format!("{results};q=0")), ["results: accept"]);
}

#[test]
fn scores_that_are_unusual_and_right_keep_all_rules() {
    let mut bare = json!({
        "userId": "ada", "activityProgress": "Initialized", "gradingProgress": "NotReady",
        "timestamp": "2025-11-24T16:05:12,123456789+00",
    });
    let cleared = posted(2, &bare);
    bare["scoreGiven"] = Value::Null;
    let over = score_with("scoreGiven", json!(12));
    for wire in
        [posted(2, &score()), cleared, posted(2, &bare), over, score_with("scoringUserId", json!("x"))]
    {
        assert_eq!(broken_rules(&[wire]), Vec::<&str>::new());
    }
}

#[test]
fn each_mistake_in_a_score_breaks_its_rule_and_no_other() {
    let early = json!({"startedAt": "2025-11-24T16:00:00.5Z", "submittedAt": "2025-11-24T15:00:00.5Z"});
    let cases = [
        (score_without("userId"), "score: userId"),
        (score_with("userId", json!("")), "score: userId"),
        (score_with("userId", json!("ada@school.example")), "score: userId"),
        (score_with("userId", json!("boole")), "score: learners"),
        (score_without("activityProgress"), "score: activityProgress"),
        (score_with("activityProgress", json!("completed")), "score: activityProgress"),
        (score_with("gradingProgress", json!("Graded")), "score: gradingProgress"),
        (score_without("timestamp"), "score: timestamp"),
        (score_with("timestamp", json!("2025-11-24T16:05:12Z")), "score: timestamp"),
        (score_with("timestamp", json!("2025-11-24T16:05:12.101")), "score: timestamp"),
        (score_with("scoreGiven", json!(-1)), "score: scoreGiven"),
        (score_without("scoreMaximum"), "score: scoreGiven"),
        (score_with("scoreMaximum", json!(0)), "score: scoreGiven"),
        (score_with("scoreGiven", json!("8.5")), "score: numbers"),
        (score_with("scoringUserId", Value::Null), "score: scoringUserId"),
        (score_with("comment", json!("<b>Well</b> done")), "score: comment"),
        (score_with("comment", json!(["Well done"])), "score: comment"),
        (score_with("submission", early), "score: submission"),
        (score_with("submission", json!({"startedAt": "2025-11-24"})), "score: submission"),
        (score_with("score", json!(1)), "score: names"),
        (posted(2, &score()).with_header("Content-Type", "application/json"), "score: media type"),
        (Wire { request_body: "[]".to_owned(), ..posted(2, &score()) }, "score: json"),
        (Wire { request_body: "{\"scoreGiven\": NaN}".to_owned(), ..posted(2, &score()) }, "score: numbers"),
    ];
    for (wire, rule) in cases {
        assert_eq!(broken_rules(std::slice::from_ref(&wire)), [rule], "{}", wire.request_body);
    }
}

#[test]
fn timestamps_grow_except_where_a_score_is_sent_again() {
    let at = |number: u64, time: &str| {
        let mut body = score();
        body["timestamp"] = json!(time);
        posted(number, &body)
    };
    let rule = "score: later";
    let (first, second) = ("2025-11-24T16:00:00.1Z", "2025-11-24T18:00:00.2+02:00");
    assert_eq!(judged(vec![at(2, first), at(3, second)], rule), Judged::Kept);
    assert!(broken(vec![at(2, second), at(3, first)], rule).contains("after that of call 2"));
    assert!(matches!(judged(vec![at(2, first), at(3, first)], rule), Judged::Broken(_)));
    let failed = Wire { status: 503, ..at(2, first) };
    assert!(matches!(judged(vec![failed.clone(), at(3, first)], rule), Judged::NothingSeen(_)));
    let mut other = at(3, first);
    other.request_body = other.request_body.replace("8.5", "9.5");
    assert!(matches!(judged(vec![failed, other], rule), Judged::Broken(_)));
    let coarse = |number| at(number, "2025-11-24T16:00:00Z");
    assert_eq!(broken_rules(&[coarse(2), coarse(3)]), ["score: timestamp"]);
    // Two on their way at once may overtake each other.
    let slow = Wire { lasted_ms: 1500, ..at(2, second) };
    assert!(matches!(judged(vec![slow, at(3, first)], rule), Judged::Kept));
    assert!(matches!(judged(vec![at(2, first)], rule), Judged::NothingSeen(_)));
}

#[test]
fn a_maximum_that_the_platform_made_negative_is_not_the_tools() {
    let hostile =
        json!([{"id": format!("{COURSE}/lineitems/5?type_id=7"), "label": "x", "scoreMaximum": -10}]);
    let listed = call(1, "ags", "GET", &format!("{COURSE}/lineitems?type_id=7")).answered(200, &hostile);
    let followed = score_with("scoreMaximum", json!(-10));
    assert_eq!(judged(vec![listed, followed], "score: scoreGiven"), Judged::Kept);
}

#[test]
fn scores_and_results_go_to_the_end_of_the_path() {
    let score = |url: &str| broken_rules(&[posted_to(2, url, &score())]);
    assert_eq!(score(&format!("{COURSE}/lineitems/5/scores?type_id=7")), Vec::<&str>::new());
    // An item that nothing named, of the same kind as the others.
    assert_eq!(score(&format!("{COURSE}/lineitems/77/scores?type_id=7")), Vec::<&str>::new());
    for url in [
        "lineitems/5?type_id=7/scores",
        "lineitems/5/scores",
        "lineitems/5//scores?type_id=7",
        "lineitems/5/scores/?type_id=7",
        "lineitems/scores?type_id=7",
        "lineitems/5?type_id=7",
    ] {
        assert_eq!(score(&format!("{COURSE}/{url}")), ["score: address"], "{url}");
    }
    let accept = "application/vnd.ims.lis.v2.resultcontainer+json";
    let read = |number, url: &str| call(number, "ags", "GET", url).with_header("Accept", accept);
    let results = |url: &str| broken_rules(&[read(2, &format!("{COURSE}/{url}"))]);
    assert_eq!(results("lineitems/5/results?type_id=7&user_id=ada&limit=2"), Vec::<&str>::new());
    assert_eq!(results("lineitems/5?type_id=7/results"), ["results: address"]);
    assert_eq!(results("lineitems/5/results?limit=2"), ["results: address"]);
    let first = read(2, &format!("{COURSE}/lineitems/5/results?type_id=7"))
        .leading_to(&format!("<{COURSE}/pages/abc>; rel=next"));
    assert_eq!(broken_rules(&[first, read(3, &format!("{COURSE}/pages/abc"))]), Vec::<&str>::new());
}

#[test]
fn whoever_a_message_of_another_platform_brings_along_is_not_made_up() {
    let mut payload = (*launch().payload).clone();
    payload["sub"] = json!("eve");
    payload["https://purl.imsglobal.org/spec/lti/claim/context"]["id"] = json!("elsewhere");
    let stranger = Message { campus: "north".to_owned(), payload: payload.into() };
    let facts = Facts { messages: vec![launch(), stranger], ..facts() };
    let evidence = evidence_with(vec![score_with("userId", json!("eve"))], facts);
    assert_eq!(evidence.judge("score: userId"), Some(Judged::Kept));
}
