//! Rosters of made-up people, and courses that say how they are served.

use std::collections::HashSet;
use std::time::Instant;

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{Page, Reader};
use crate::caller::Caller;
use crate::support::text;

#[tokio::test]
async fn ten_thousand_made_up_people_are_there_within_seconds_and_read_in_pages() {
    let (reader, course) = Reader::with_course(json!({})).await;
    let begun = Instant::now();
    let made =
        reader.lms.post(&format!("/api/courses/{course}/roster"), json!({"count": 10_000, "seed": 7})).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    assert_eq!(made.json::<Value>().await.unwrap(), json!({"count": 10_000, "seed": 7}));
    let pages = reader.pages(&format!("{}?limit=1000", reader.memberships(&course))).await;
    let ids: HashSet<String> = pages.iter().flat_map(Page::ids).collect();
    assert_eq!((pages.len(), ids.len()), (10, 10_000));
    assert!(pages.iter().flat_map(Page::members).all(|member| !text(member, "name").is_empty()));
}

#[tokio::test]
async fn made_up_people_are_the_same_for_the_same_seed() {
    let (reader, course) = Reader::with_course(json!({})).await;
    let path = format!("/api/courses/{course}/roster");
    reader.lms.post(&path, json!({"count": 60, "seed": 1})).await;
    let first = reader.page(&reader.memberships(&course)).await;
    reader.lms.post(&path, json!({"count": 60, "seed": 1})).await;
    let second = reader.page(&reader.memberships(&course)).await;
    assert_eq!(first.body, second.body);
    assert_eq!(reader.page(&first.link("differences").unwrap()).await.ids().len(), 0);
    let minted: Value = reader.lms.post(&path, json!({"count": 1})).await.json().await.unwrap();
    assert!(minted["seed"].is_u64());
    assert_eq!(reader.page(&reader.memberships(&course)).await.ids().len(), 61);
}

#[tokio::test]
async fn a_roster_that_cannot_be_made_makes_nobody() {
    let (reader, course) = Reader::with_course(json!({})).await;
    for body in [
        json!({}),
        json!({"count": 0}),
        json!({"count": -1}),
        json!({"count": 20_001}),
        json!({"count": 1e30}),
        json!({"count": "10"}),
        json!({"count": 10, "seed": -1}),
        json!({"count": 10, "seed": "x"}),
        json!({"count": 10, "sed": 1}),
        json!([10]),
    ] {
        let answer = reader.lms.post(&format!("/api/courses/{course}/roster"), body.clone()).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    }
    let answer = reader.lms.post("/api/courses/nowhere/roster", json!({"count": 1})).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(reader.page(&reader.memberships(&course)).await.ids().len(), 0);
}

#[tokio::test]
async fn a_course_refuses_pages_of_nothing_and_queries_that_break_urls() {
    let Caller { lms, .. } = Caller::start().await;
    for body in [
        json!({"page_size": 0}),
        json!({"page_size": 1001}),
        json!({"page_size": -1}),
        json!({"service_query": "?a=1"}),
        json!({"service_query": "a"}),
        json!({"service_query": "rlid=x"}),
        json!({"service_query": "a=1#b"}),
    ] {
        let answer = lms.post("/api/courses", body.clone()).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    }
    let courses = lms.get("/api/courses").await;
    let biology =
        courses.as_array().unwrap().iter().find(|course| course["id"] == "biology").unwrap().clone();
    assert_eq!(biology["service_query"], "type_id=7");
}
