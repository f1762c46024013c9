//! Line items as a tool lists, makes, changes and deletes them.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::caller::told;
use crate::gradebook::{Gradebook, LINE_ITEM, LINE_ITEMS, RESULTS, new, next_of};
use crate::support::{merge, text};

#[tokio::test]
async fn a_line_item_is_made_read_changed_and_deleted() {
    let book = Gradebook::open().await;
    let body = new(json!({"resourceLinkId": book.link, "resourceId": "quiz-42", "tag": "originality",
        "endDateTime": "2026-02-01T22:00:00+01:00", "gradesReleased": true, "https://tool.example/x": 1,
        "submissionReview": {"reviewableStatus": ["Completed"], "custom": {"a": "b"}}}));
    let (status, made) = book.send(Method::POST, &book.line_items(), &body).await;
    assert_eq!(status, 201, "{made}");
    let url = text(&made, "id");
    assert!(url.starts_with(&format!("{}/", book.line_items())), "{url}");
    let mut expected = body.clone();
    merge(&mut expected, json!({"id": url, "startDateTime": null}));
    expected.as_object_mut().unwrap().remove("https://tool.example/x");
    assert_eq!(made, expected);
    assert!(book.caller.findings("ags").await.is_empty());

    let read =
        book.caller.call(Method::GET, &url, &book.token).header("accept", LINE_ITEM).send().await.unwrap();
    assert_eq!(read.headers()["content-type"], LINE_ITEM);
    assert_eq!(told(read).await.1, expected);

    merge(&mut expected, json!({"label": "Essay (final)", "scoreMaximum": 50.5}));
    let (status, changed) = book.send(Method::PUT, &url, &expected).await;
    assert_eq!((status, &changed), (200, &expected));
    assert!(book.caller.findings("ags").await.is_empty());

    let delete = || book.caller.call(Method::DELETE, &url, &book.token).send();
    assert_eq!(delete().await.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(delete().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(book.send(Method::PUT, &url, &expected).await.0, 404);
    assert_eq!(book.labels(&book.line_items()).await, ["Quiz 1"]);
}

#[tokio::test]
async fn a_body_that_is_wrong_is_refused_by_the_member_and_makes_nothing() {
    let book = Gradebook::open().await;
    for (body, status, finding) in [
        (new(json!({"label": "(left out)"})), 400, "AGS-027 line items, `label`"),
        (new(json!({"label": ""})), 400, "AGS-027 line items, `label`"),
        (new(json!({"label": "   "})), 400, "AGS-027 line items, `label`"),
        (new(json!({"label": 7})), 400, "AGS-027 line items, `label`"),
        (new(json!({"scoreMaximum": "(left out)"})), 400, "AGS-028 line items, `scoreMaximum`"),
        (new(json!({"scoreMaximum": null})), 400, "AGS-028 line items, `scoreMaximum`"),
        (new(json!({"scoreMaximum": 0})), 400, "AGS-028 line items, `scoreMaximum`"),
        (new(json!({"scoreMaximum": -5})), 400, "AGS-028 line items, `scoreMaximum`"),
        (new(json!({"scoreMaximum": "100"})), 400, "AGS-028 line items, `scoreMaximum`"),
        (new(json!({"resourceLinkId": 7})), 400, "AGS-031 line items, `resourceLinkId`"),
        (new(json!({"resourceLinkId": "made-up"})), 404, "AGS-031 line items, `resourceLinkId`"),
        (new(json!({"resourceId": 7})), 400, "AGS-039 line items, `resourceId`"),
        (new(json!({"tag": ["grade"]})), 400, "AGS-039 line items, `tag`"),
        (new(json!({"startDateTime": "2026-01-01"})), 400, "AGS-037 line items, `startDateTime`"),
        (new(json!({"endDateTime": "2026-01-01T00:00:00"})), 400, "AGS-037 line items, `endDateTime`"),
        (new(json!({"gradesReleased": "true"})), 400, "AGS-038 line items, `gradesReleased`"),
        (new(json!({"submissionReview": []})), 400, "AGS-045 line items, `submissionReview`"),
        (json!([]), 400, "AGS-100 line items, body"),
        (json!("Essay"), 400, "AGS-100 line items, body"),
        (Value::Null, 400, "AGS-100 line items, body"),
    ] {
        let (given, refusal) = book.send(Method::POST, &book.line_items(), &body).await;
        assert_eq!(given, status, "{body} {refusal}");
        assert_eq!(refusal["requirement"], finding.split_once(' ').unwrap().0, "{body}");
        for name in ["error", "error_description", "expected", "actual", "hint"] {
            assert!(!text(&refusal, name).is_empty(), "{name} of {refusal}");
        }
        assert_eq!(book.caller.findings("ags").await, [finding], "{body}");
    }
    for broken in ["", "{", "{\"label\": NaN}", "label=Essay", "\u{0}"] {
        let call = book.caller.call(Method::POST, &book.line_items(), &book.token);
        let call = call.header("content-type", LINE_ITEM).header("accept", LINE_ITEM).body(broken);
        let (status, refusal) = told(call.send().await.unwrap()).await;
        assert_eq!((status, &refusal["requirement"]), (400, &json!("AGS-100")), "{broken}");
    }
    assert_eq!(book.labels(&book.line_items()).await, ["Quiz 1"]);
}

#[tokio::test]
async fn a_put_that_is_wrong_changes_nothing() {
    let book = Gradebook::open().await;
    for body in
        [new(json!({"label": " "})), new(json!({"scoreMaximum": 0})), new(json!({"tag": 1})), json!({})]
    {
        assert_eq!(book.send(Method::PUT, &book.url(), &body).await.0, 400, "{body}");
    }
    let (items, _) = book.list(&book.line_items(), LINE_ITEMS).await;
    assert_eq!((&items[0]["label"], &items[0]["tag"]), (&json!("Quiz 1"), &json!("grade")));
}

#[tokio::test]
async fn a_put_moves_no_item_and_is_told_so() {
    let book = Gradebook::open().await;
    let other = book.caller.lms.link(json!({})).await;
    let body = new(json!({"id": "http://elsewhere/1", "resourceLinkId": other}));
    let (status, changed) = book.send(Method::PUT, &book.url(), &body).await;
    assert_eq!(
        (status, &changed["id"], &changed["resourceLinkId"]),
        (200, &json!(book.url()), &json!(book.link))
    );
    assert_eq!((changed.get("tag"), &changed["label"]), (None, &json!("Essay")));
    assert_eq!(
        book.caller.findings("ags").await,
        [
            "AGS-034 line item, `id`",
            "AGS-034 line item, `resourceLinkId`",
            "AGS-033 line item, `resourceId`",
            "AGS-033 line item, `tag`"
        ]
    );
}

#[tokio::test]
async fn what_is_odd_but_allowed_is_taken_and_told() {
    let book = Gradebook::open().await;
    for (body, findings) in [
        (json!({"id": "mine", "startDateTime": "", "endDateTime": null}), vec!["AGS-029 line items, `id`"]),
        (
            json!({"lable": "x", "tag": null}),
            vec!["AGS-008 line items, `lable`", "AGS-039 line items, `tag`"],
        ),
        (
            json!({"resourceLinkId": book.link, "resourceId": "quiz-1", "tag": "grade"}),
            vec!["AGS-040 line items, body"],
        ),
    ] {
        let (status, made) = book.send(Method::POST, &book.line_items(), &new(body)).await;
        assert_eq!((status, &made["startDateTime"], &made["endDateTime"]), (201, &Value::Null, &Value::Null));
        assert_eq!(book.caller.findings("ags").await, findings);
    }
}

#[tokio::test]
async fn filters_are_combined_and_go_along_from_page_to_page() {
    let book = Gradebook::open().await;
    for (label, link, resource, tag) in [
        ("a", Some(&book.link), "quiz-2", "grade"),
        ("b", None, "quiz-1", "grade"),
        ("c", None, "quiz-1", "originality"),
        ("d", None, "quiz-1", "grade"),
    ] {
        book.make(json!({"label": label, "link": link, "resource_id": resource, "tag": tag})).await;
    }
    let url = book.line_items();
    for (query, labels) in [
        (String::new(), vec!["Quiz 1", "a", "b", "c", "d"]),
        ("?limit=2".to_owned(), vec!["Quiz 1", "a", "b", "c", "d"]),
        (format!("?resource_link_id={}", book.link), vec!["Quiz 1", "a"]),
        ("?resource_id=quiz-1&tag=grade&limit=1".to_owned(), vec!["Quiz 1", "b", "d"]),
        (format!("?tag=grade&resource_id=quiz-2&resource_link_id={}", book.link), vec!["a"]),
        ("?tag=nothing".to_owned(), vec![]),
        ("?tag=".to_owned(), vec![]),
        ("?resource_link_id=nobody".to_owned(), vec![]),
    ] {
        assert_eq!(book.labels(&format!("{url}{query}")).await, labels, "{query}");
    }
}

#[tokio::test]
async fn a_page_is_small_and_its_url_is_taken_only_as_it_was_given() {
    let book = Gradebook::open().await;
    book.make(json!({"label": "a"})).await;
    let (items, next) = book.list(&format!("{}?limit=1&tag=grade", book.line_items()), LINE_ITEMS).await;
    let next = next.unwrap();
    assert_eq!(items.len(), 1);
    let token = next.split_once("page=").unwrap().1;
    for forged in ["x", "1", "", &token[1..], &format!("{token}A"), &token.to_ascii_uppercase()] {
        let url = format!("{}?page={forged}", book.line_items());
        let call = book.caller.call(Method::GET, &url, &book.token).header("accept", LINE_ITEMS);
        let (status, refusal) = told(call.send().await.unwrap()).await;
        assert_eq!((status, &refusal["requirement"]), (400, &json!("AGS-025")), "{forged}");
    }
    let results = format!("{}?page={token}", book.below("results"));
    let call = book.caller.call(Method::GET, &results, &book.token).header("accept", RESULTS);
    assert_eq!(call.send().await.unwrap().status(), 400);
    assert_eq!(book.labels(&format!("{next}&tag=grade")).await, ["a"]);
    assert_eq!(book.caller.findings("ags").await, ["AGS-025 line items, URL"]);
    for (query, status) in
        [("limit=0", 400), ("limit=ten", 400), ("limit=1&limit=1", 400), ("limit=9999999999999", 200)]
    {
        let url = format!("{}?{query}", book.line_items());
        let call = book.caller.call(Method::GET, &url, &book.token).header("accept", LINE_ITEMS);
        assert_eq!(call.send().await.unwrap().status(), status, "{query}");
    }
}

#[tokio::test]
async fn faults_change_one_thing_about_line_items() {
    let book = Gradebook::open().await;
    let first = async |armed: Value| {
        book.arm(armed).await;
        book.list(&book.line_items(), LINE_ITEMS).await
    };
    let (items, _) = first(json!([{"name": "ags.label.markup"}])).await;
    assert_eq!(items[0]["label"], "'\"><script>homeroom('x')</script>");
    let (items, _) = first(json!([{"name": "ags.score_maximum.negative"}])).await;
    assert_eq!((&items[0]["scoreMaximum"], &items[0]["label"]), (&json!(-10), &json!("Quiz 1")));
    let (items, next) = first(json!([{"name": "ags.id.foreign", "with": "http://elsewhere/1"}])).await;
    assert_eq!((&items[0]["id"], next), (&json!("http://elsewhere/1"), None));
    let (_, next) = first(json!([{"name": "ags.next.foreign", "with": "http://elsewhere/2"}])).await;
    assert_eq!(next.as_deref(), Some("http://elsewhere/2"));
    let (_, next) = first(json!([{"name": "ags.next.self"}])).await;
    assert_eq!(next, Some(book.line_items()));
    let (_, mut next) = first(json!([{"name": "ags.next.endless"}])).await;
    let mut seen = vec![book.line_items()];
    for _ in 0..5 {
        let url = next.unwrap();
        assert!(!seen.contains(&url), "{url}");
        let (items, more) = book.list(&url, LINE_ITEMS).await;
        assert_eq!(items[0]["label"], "Quiz 1");
        seen.push(url);
        next = more;
    }
    book.arm(json!([{"name": "ags.created.changed"}])).await;
    let (status, made) = book.send(Method::POST, &book.line_items(), &new(json!({"tag": "t"}))).await;
    assert_eq!((status, &made["scoreMaximum"], &made["tag"]), (201, &json!(200), &json!("t")));
    book.arm(json!([])).await;
    let call = book.caller.call(Method::GET, &text(&made, "id"), &book.token).header("accept", LINE_ITEM);
    let answer = call.send().await.unwrap();
    assert!(next_of(&answer).is_none());
    assert_eq!(told(answer).await.1, made);
}

#[tokio::test]
async fn the_control_api_refuses_line_items_that_cannot_be() {
    let book = Gradebook::open().await;
    let lms = &book.caller.lms;
    let elsewhere = lms.link(json!({"course": "biology"})).await;
    for (differences, field) in [
        (json!({"course": "nowhere"}), "course"),
        (json!({"client_id": "nobody"}), "client_id"),
        (json!({"link": "nowhere"}), "link"),
        (json!({"link": elsewhere}), "link"),
        (json!({"deployment": "nowhere"}), "deployment"),
        (json!({"label": " "}), "label"),
        (json!({"score_maximum": 0}), "score_maximum"),
        (json!({"start": "soon"}), "start"),
        (json!({"submission_review": {}}), "submission_review"),
    ] {
        let mut body = json!({"course": "algebra-1", "client_id": book.caller.tool.client, "label": "x", "score_maximum": 1});
        merge(&mut body, differences);
        let (status, problem) = told(lms.post("/api/line_items", body).await).await;
        assert_eq!((status, &problem["title"]), (422, &json!(format!("`{field}` is refused"))), "{problem}");
    }
    assert_eq!(lms.http.delete(lms.url("/api/line_items/nothing")).send().await.unwrap().status(), 404);
    let gone = lms.http.delete(lms.url(&format!("/api/line_items/{}", text(&book.item, "id")))).send();
    assert_eq!(gone.await.unwrap().status(), 204);
    assert_eq!(book.score(json!({})).await.0, 404);
    assert_eq!(lms.get("/api/line_items?course=algebra-1").await, json!([]));
}
