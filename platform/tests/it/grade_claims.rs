//! What a launch tells of the grade services, and what a copy of a course brings along.

use serde_json::{Value, json};

use crate::caller::{ITEM, ITEM_READONLY, RESULT, SCORE, told};
use crate::gradebook::Gradebook;
use crate::support::{payload, text};

const CLAIM: &str = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";

/// The claim of a launch of the book's link with these options.
async fn claim(book: &Gradebook, options: Value) -> Value {
    let token = book.caller.lms.payload(json!({"link": book.link, "options": options})).await;
    token.get(CLAIM).cloned().unwrap_or(json!("none"))
}

#[tokio::test]
async fn each_shape_of_the_claim_says_what_it_says() {
    let book = Gradebook::open().await;
    let (items, item) = (book.line_items(), book.url());
    let all = json!([ITEM, ITEM_READONLY, RESULT, SCORE]);
    for (options, expected) in [
        (json!({}), json!({"scope": all, "lineitems": items, "lineitem": item})),
        (json!({"ags": "full"}), json!({"scope": all, "lineitems": items, "lineitem": item})),
        (json!({"ags": "line_items"}), json!({"scope": all, "lineitems": items})),
        (json!({"ags": "line_item"}), json!({"scope": [SCORE], "lineitem": item})),
        (json!({"ags": "blank"}), json!({"scope": all, "lineitems": items, "lineitem": ""})),
        (json!({"ags": "none"}), json!("none")),
        (json!({"ags_scopes": [SCORE]}), json!({"scope": [SCORE], "lineitems": items, "lineitem": item})),
        (json!({"ags_scopes": []}), json!("none")),
        (json!({"context": "none"}), json!("none")),
    ] {
        let mut given = claim(&book, options.clone()).await;
        if let Some(scopes) = given.get_mut("scope").and_then(Value::as_array_mut) {
            scopes.sort_by_key(ToString::to_string);
        }
        assert_eq!(given, expected, "{options}");
    }
}

#[tokio::test]
async fn a_line_item_is_named_only_where_there_is_exactly_one() {
    let book = Gradebook::open().await;
    book.make(json!({"link": book.link, "tag": "second"})).await;
    assert_eq!(claim(&book, json!({})).await.get("lineitem"), None);
    let order = json!({"link": book.link, "person": "ben", "options": {"ags": "line_item"}});
    let (status, problem) = told(book.caller.lms.post("/api/launches", order).await).await;
    assert_eq!((status, &problem["title"]), (422, &json!("`ags` is refused")));
    let bare = book.caller.lms.payload(json!({})).await;
    assert_eq!(bare[CLAIM].get("lineitem"), None, "a new link has none");
}

#[tokio::test]
async fn a_deep_linking_request_offers_the_line_items_of_its_course() {
    let book = Gradebook::open().await;
    let launch = book.caller.lms.prepare_picking(json!({})).await;
    let token = payload(launch.answered().await.get("id_token").unwrap());
    assert_eq!((&token[CLAIM]["lineitems"], token[CLAIM].get("lineitem")), (&json!(book.line_items()), None));
}

#[tokio::test]
async fn variables_of_the_services_are_filled() {
    let book = Gradebook::open().await;
    let custom = json!({"one": "$LineItem.url", "all": "$LineItems.url", "was": "$ResourceLink.id.history", "course": "$Context.id.history"});
    let link = book.caller.lms.link(json!({"custom": custom})).await;
    let custom = |token: &Value| token[crate::support::lti("custom")].clone();
    let token = book.caller.lms.payload(json!({"link": link})).await;
    assert_eq!(custom(&token), json!({"one": "", "all": book.line_items(), "was": "", "course": ""}));
    let copy = copy(&book, json!({"id": "copy"})).await;
    let copied = became(&copy["links"], &link);
    let learner =
        json!({"course": "copy", "person": "ben", "roles": [crate::support::role("membership#Learner")]});
    assert_eq!(book.caller.lms.post("/api/enrolments", learner).await.status(), 201);
    let token = book.caller.lms.payload(json!({"link": copied})).await;
    let all = book.caller.service("copy", "lineitems");
    assert_eq!(custom(&token), json!({"one": "", "all": all, "was": link, "course": "algebra-1"}));
}

async fn copy(book: &Gradebook, body: Value) -> Value {
    let (status, copy) = told(book.caller.lms.post("/api/courses/algebra-1/copy", body).await).await;
    assert_eq!(status, 201, "{copy}");
    copy
}

fn became(pairs: &Value, from: &str) -> String {
    let pair = pairs.as_array().unwrap().iter().find(|pair| pair["from"] == from).unwrap();
    text(pair, "id")
}

#[tokio::test]
async fn a_copy_brings_links_and_line_items_but_no_grades() {
    let book = Gradebook::open().await;
    book.make(json!({"label": "Alone", "start": "2026-01-01T00:00:00Z", "grades_released": true})).await;
    book.score(json!({})).await;
    let copied = copy(&book, json!({"title": "Algebra again"})).await;
    assert_eq!((&copied["title"], &copied["history"]), (&json!("Algebra again"), &json!(["algebra-1"])));
    let id = text(&copied, "id");
    let items = book.caller.lms.get(&format!("/api/line_items?course={id}")).await;
    assert_eq!(items[0]["link"], became(&copied["links"], &book.link));
    assert_eq!((&items[1]["label"], &items[1]["link"]), (&json!("Alone"), &Value::Null));
    for (copy, original) in items.as_array().unwrap().iter().zip([&book.item]) {
        for name in ["label", "score_maximum", "resource_id", "tag", "client_id", "deployment"] {
            assert_eq!(copy[name], original[name], "{name}");
        }
        assert_ne!(copy["id"], original["id"]);
        let results = book.caller.lms.get(&format!("/api/results?line_item={}", text(copy, "id"))).await;
        assert_eq!(results, json!([]));
    }
    assert_eq!(items[1]["start"], "2026-01-01T00:00:00Z");
    let again = told(book.caller.lms.post("/api/courses/algebra-1/copy", json!({"id": id})).await).await;
    assert_eq!((again.0, &again.1["title"]), (422, &json!("`id` is refused")));
    assert_eq!(book.caller.lms.post("/api/courses/nowhere/copy", json!({})).await.status(), 422);
}

#[tokio::test]
async fn a_line_item_of_deep_linking_is_one_of_the_services() {
    use crate::picker::Picker;
    use crate::support::dl;

    let book = Gradebook::open().await;
    let picker = Picker::open(&book.caller.lms, &book.caller.tool, json!({})).await;
    let item = json!({"type": "ltiResourceLink", "title": "Picked", "lineItem": {"scoreMaximum": 7, "tag": "picked"},
        "submission": {"startDateTime": "2026-01-01T00:00:00", "endDateTime": "2026-02-01T00:00:00+01:00"}});
    picker.send(&picker.answer(json!({dl("content_items"): [item]}))).await;
    let (items, _) =
        book.list(&format!("{}?tag=picked", book.line_items()), crate::gradebook::LINE_ITEMS).await;
    let told = json!([
        items[0]["label"],
        items[0]["scoreMaximum"],
        items[0]["startDateTime"],
        items[0]["endDateTime"]
    ]);
    assert_eq!(told, json!(["Picked", 7, null, "2026-02-01T00:00:00+01:00"]));
}
