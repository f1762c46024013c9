//! Line items, scores and results.

use std::time::{Duration, UNIX_EPOCH};

use homeroom_tool::grades::{
    ActivityProgress, GradingProgress, LineItemFilter, NewLineItem, ResultFilter, Score,
};
use homeroom_tool::roster::MemberFilter;
use homeroom_tool::{Failure, ServiceError};
use homeroom_vocab::{media_type, scope};
use serde_json::{Value, json};

use super::{here, tool, url};
use crate::support::office::{Call, Office, Reply, token};

fn item(call: &Call, number: usize) -> Value {
    json!({ "id": here(call, &format!("/items/{number}?x=1")), "label": format!("Item {number}"), "scoreMaximum": 10 })
}

/// Two pages of line items, and one line item.
fn gradebook(call: &Call) -> Reply {
    match (call.method.as_str(), call.path.as_str()) {
        ("POST", "/token") => token(call),
        ("GET", "/items?x=1&page=2") => Reply::json(&json!([item(call, 3)])),
        ("GET", path) if path.starts_with("/items?") => {
            let next = format!("<{}>; rel=\"next\"", here(call, "/items?x=1&page=2"));
            Reply::json(&json!([item(call, 1), item(call, 2)])).with("link", next)
        }
        ("GET", path) if path.starts_with("/items/1/results?") => Reply::json(
            &json!([{ "userId": "u-1", "resultScore": 8, "resultMaximum": 10, "scoringUserId": "t-1" }]),
        ),
        ("GET", "/items/1?x=1") => Reply::json(&item(call, 1)),
        ("PUT", "/items/1?x=1") => Reply::json(&call.json()),
        ("POST", "/items?x=1") => {
            let mut made = call.json();
            made["id"] = here(call, "/items/9?x=1").into();
            Reply::created(&made)
        }
        ("POST" | "DELETE", _) => Reply::status(204),
        _ => Reply::status(404),
    }
}

#[tokio::test]
async fn line_items_are_listed_by_filters_and_page_by_page() {
    let office = Office::open(gradebook);
    let (lti, launch) = tool(&office).await;
    let grades = lti.grades(&launch);
    let all = grades.line_items(&LineItemFilter::all()).await.unwrap();
    assert_eq!((all.pages, all.next.as_ref(), all.incomplete.as_ref()), (2, None, None));
    let labels: Vec<_> = all.entries.iter().map(|item| item.label().to_owned()).collect();
    assert_eq!(labels, ["Item 1", "Item 2", "Item 3"]);
    let filter = LineItemFilter::all().resource_link_id("r 1").resource_id("q").tag("t").limit(2).pages(1);
    let first = grades.line_items(&filter).await.unwrap();
    assert_eq!((first.entries.len(), first.pages), (2, 1));
    let rest = grades.line_items(&LineItemFilter::all().from(first.next.unwrap())).await.unwrap();
    assert_eq!((rest.entries.len(), rest.next), (1, None));
    let served = office.served();
    assert!(
        served.contains(&"GET /items?x=1&resource_link_id=r+1&resource_id=q&tag=t&limit=2".to_owned()),
        "{served:?}"
    );
}

#[tokio::test]
async fn a_line_item_is_made_read_changed_and_deleted() {
    let office = Office::open(gradebook);
    let (lti, launch) = tool(&office).await;
    let grades = lti.grades(&launch);
    let quiz = NewLineItem::new("Quiz", 20.0).resource_id("quiz-1").tag("grade").grades_released(false);
    let made = grades.create(&quiz).await.unwrap();
    assert_eq!((made.label(), made.score_maximum(), made.tag()), ("Quiz", Some(20.0), Some("grade")));
    let address = url(&office.at("/items/1?x=1"));
    let mut item = grades.line_item(&address).await.unwrap();
    item.set_label("Renamed");
    item.set_end(UNIX_EPOCH + Duration::from_hours(490_000));
    let changed = grades.update(&item).await.unwrap();
    assert_eq!((changed.label(), changed.url()), ("Renamed", Some(&address)));
    grades.delete(&address).await.unwrap();
    let calls = office.calls();
    let put = calls.iter().find(|call| call.method == "PUT").unwrap();
    let sent = put.json();
    assert_eq!(
        (&sent["scoreMaximum"], &sent["endDateTime"]),
        (&json!(10), &json!("2025-11-24T16:00:00.000Z"))
    );
    assert_eq!(put.header("content-type"), Some(media_type::LINEITEM));
    assert_eq!(format!("{:?}", calls.last().unwrap()), "DELETE /items/1?x=1");
}

#[tokio::test]
async fn a_line_item_is_looked_for_before_one_is_made() {
    let office = Office::open(|call| match call.path.as_str() {
        "/items?x=1&resource_id=quiz-1&tag=grade" => {
            let mut found = item(call, 4);
            found["resourceId"] = "quiz-1".into();
            found["tag"] = "grade".into();
            Reply::json(&json!([found]))
        }
        "/items?x=1&resource_id=other&tag=grade" => Reply::json(&json!([])),
        _ => gradebook(call),
    });
    let (lti, launch) = tool(&office).await;
    let quiz = |name: &str| NewLineItem::new("Quiz", 10.0).resource_id(name).tag("grade");
    let found = lti.grades(&launch).ensure(&quiz("quiz-1")).await.unwrap();
    assert_eq!(found.label(), "Item 4");
    assert!(office.served().iter().all(|call| call.starts_with("GET")), "{:?}", office.served());
    let made = lti.grades(&launch).ensure(&quiz("other")).await.unwrap();
    assert_eq!(made.address().unwrap().path(), "/items/9");
}

#[tokio::test]
async fn scores_are_sent_and_results_are_read() {
    let office = Office::open(gradebook);
    let (lti, launch) = tool(&office).await;
    let (grades, line_item) = (lti.grades(&launch), url(&office.at("/items/1?x=1")));
    let learner = launch.user.subject().unwrap();
    let waiting = Score::new(learner, ActivityProgress::Submitted, GradingProgress::PendingManual);
    for score in [Score::started(learner), waiting, Score::completed(learner, 8.0, 10.0).comment("c")] {
        grades.submit(&line_item, &score).await.unwrap();
    }
    let scores: Vec<_> =
        office.calls().into_iter().filter(|call| call.path == "/items/1/scores?x=1").collect();
    assert!(scores.iter().all(|call| call.header("content-type") == Some(media_type::SCORE)));
    let bodies: Vec<_> = scores.iter().map(Call::json).collect();
    let progress: Vec<_> = bodies.iter().map(|body| body["gradingProgress"].as_str().unwrap()).collect();
    assert_eq!(progress, ["NotReady", "PendingManual", "FullyGraded"]);
    let times: Vec<_> = bodies.iter().map(|body| body["timestamp"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|earlier, later| earlier < later), "{times:?}");
    let read = grades.results(&line_item, &ResultFilter::of_user("u-1").limit(5)).await.unwrap();
    let result = &read.entries[0];
    assert_eq!((result.score, result.maximum, result.scorer.as_deref()), (Some(8.0), 10.0, Some("t-1")));
    assert_eq!(office.served().last().unwrap(), "GET /items/1/results?x=1&user_id=u-1&limit=5");
    assert_eq!(office.tokens().len(), 1, "one token does for all");
}

#[tokio::test]
async fn what_cannot_work_is_an_error_before_anything_is_sent() {
    let office = Office::open(gradebook);
    let (lti, mut launch) = tool(&office).await;
    let line_item = url(&office.at("/items/1?x=1"));
    let foreign = lti.grades(&launch).delete(&url("http://evil.test/items/1")).await;
    assert!(matches!(foreign, Err(ServiceError::Failed { why: Failure::ForeignAddress, .. })), "{foreign:?}");
    let negative = lti.grades(&launch).submit(&line_item, &Score::completed("u-1", -1.0, 10.0)).await;
    assert!(matches!(negative, Err(ServiceError::Unfit(_))));
    let blank = lti.grades(&launch).create(&NewLineItem::new(" ", 10.0)).await;
    assert!(matches!(blank, Err(ServiceError::Unfit(_))));
    if let Some(grades) = &mut launch.grades {
        grades.scopes.retain(|offered| offered != scope::AGS_SCORE);
    }
    let scoring = lti.grades(&launch).submit(&line_item, &Score::started("u-1")).await;
    assert_eq!(scoring, Err(ServiceError::NotOffered(scope::AGS_SCORE)));
    launch.grades = None;
    assert!(matches!(
        lti.grades(&launch).line_items(&LineItemFilter::all()).await,
        Err(ServiceError::NoAddress(_))
    ));
    launch.client_id = "another".to_owned();
    let unknown = lti.roster(&launch).members(&MemberFilter::all()).await;
    assert_eq!(unknown, Err(ServiceError::NoRegistration));
    assert!(office.calls().is_empty(), "{:?}", office.calls());
}

#[tokio::test]
async fn a_token_goes_through_no_open_wire_to_a_platform_that_is_not_open_itself() {
    let office = Office::open(gradebook);
    let (lti, launch) = tool(&office).await;
    let known = lti.platforms().get("https://lms.test", "client").await.unwrap().unwrap();
    let mut encrypted = homeroom_tool::Platform::clone(&known);
    encrypted.token_endpoint = url("https://lms.test/token");
    lti.platforms().register(encrypted).await.unwrap();
    let listed = lti.grades(&launch).line_items(&LineItemFilter::all()).await;
    assert!(matches!(listed, Err(ServiceError::Failed { why: Failure::Unencrypted, .. })), "{listed:?}");
    assert!(office.calls().is_empty());
}
