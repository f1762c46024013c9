use homeroom_vocab::id::{ClientId, ContextId, DeploymentId, ResourceLinkId};
use serde_json::json;

use super::*;
use crate::domain::line_item::{LineItem, NewLineItem, Owner};
use crate::domain::score::tests::read;
use crate::settings::State;
use crate::store::open::open;

const CAMPUS: &str = "main";

async fn store() -> Store {
    let store = open(&State::Memory).await.unwrap();
    for id in ["line-1", "line-2"] {
        store.save_line_item(CAMPUS, &line_item(id), 1).await.unwrap();
    }
    store
}

fn line_item(id: &str) -> LineItem {
    let owner = Owner {
        course: ContextId::from("c"),
        link: Some(ResourceLinkId::from("link-1")),
        client_id: ClientId::from("client-1"),
        deployment: DeploymentId::from("1"),
    };
    let new = json!({"course": "c", "client_id": "client-1", "label": id, "score_maximum": 10});
    serde_json::from_value::<NewLineItem>(new).unwrap().parse(owner, id).unwrap()
}

fn entry(line_item: &str, person: &str, second: u8) -> NewEntry {
    let timestamp = format!("2026-01-01T00:00:{second:02}.0Z");
    let score = read(&json!({"userId": person, "timestamp": timestamp, "scoreGiven": second})).0.unwrap();
    NewEntry {
        id: format!("{line_item}-{person}-{second}"),
        line_item: line_item.to_owned(),
        person: UserId::from(person),
        at: Timestamp::UNIX_EPOCH,
        change: Change::Score { client_id: ClientId::from("client-1"), score },
    }
}

fn word(person: &str) -> NewEntry {
    let change = Change::Override { points: None, comment: None, by: None };
    NewEntry { change, ..entry("line-1", person, 0) }
}

async fn ids(store: &Store, line_item: &str) -> Vec<(i64, String)> {
    let history = store.history(CAMPUS, line_item, None).await.unwrap();
    history.into_iter().map(|entry| (entry.position, entry.id)).collect()
}

#[tokio::test]
async fn what_is_stale_leaves_no_trace() {
    let store = store().await;
    for (second, kept) in [(1, true), (3, true), (3, false), (2, false), (4, true)] {
        let done = store.record_grade(CAMPUS, entry("line-1", "ben", second)).await.unwrap();
        assert_eq!(matches!(done, Recorded::Kept(_)), kept, "{second}: {done:?}");
    }
    assert!(matches!(store.record_grade(CAMPUS, entry("line-9", "ben", 9)).await.unwrap(), Recorded::Gone));
    assert!(matches!(store.record_grade(CAMPUS, word("ben")).await.unwrap(), Recorded::Kept(_)));
    let told = ids(&store, "line-1").await;
    let expected = [(1, "line-1-ben-1"), (2, "line-1-ben-3"), (3, "line-1-ben-4"), (4, "line-1-ben-0")];
    assert_eq!(told, expected.map(|(position, id)| (position, id.to_owned())));
    let grade = store.grade(CAMPUS, "line-1", "ben").await.unwrap().unwrap();
    assert_eq!((grade.score(10.0), grade.entry.as_str()), (Some(4.0), "line-1-ben-0"));
}

#[tokio::test]
async fn a_page_of_a_gradebook_is_read_at_once() {
    let store = store().await;
    for (item, person) in [("line-1", "ben"), ("line-1", "dana"), ("line-2", "ben"), ("line-2", "emre")] {
        store.record_grade(CAMPUS, entry(item, person, 1)).await.unwrap();
    }
    let people = ["ben", "emre", "nobody"].map(UserId::from);
    let found = store.grades_of(CAMPUS, "c", &people).await.unwrap();
    let mut found: Vec<_> = found.iter().map(|grade| grade.entry.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, ["line-1-ben-1", "line-2-ben-1", "line-2-emre-1"]);
    assert!(store.grades_of(CAMPUS, "other", &people).await.unwrap().is_empty());
    assert!(store.grades_of(CAMPUS, "c", &[]).await.unwrap().is_empty());
    let history = store.history(CAMPUS, "line-1", Some("dana")).await.unwrap();
    assert_eq!(history.len(), 1);
}

#[tokio::test]
async fn grades_go_with_their_line_item_and_it_goes_with_its_link() {
    let store = store().await;
    for item in ["line-1", "line-2"] {
        store.record_grade(CAMPUS, entry(item, "ben", 1)).await.unwrap();
    }
    assert!(store.remove_line_item(CAMPUS, "line-1").await.unwrap());
    assert!(!store.remove_line_item(CAMPUS, "line-1").await.unwrap());
    assert!(store.grade(CAMPUS, "line-1", "ben").await.unwrap().is_none());
    assert!(ids(&store, "line-1").await.is_empty());
    assert_eq!(ids(&store, "line-2").await.len(), 1);
    store.remove_link(CAMPUS, "link-1").await.unwrap();
    assert!(store.line_items(CAMPUS).await.unwrap().is_empty());
    assert!(store.grade(CAMPUS, "line-2", "ben").await.unwrap().is_none());
    assert!(ids(&store, "line-2").await.is_empty());
}
