use super::*;
use crate::domain::course::{Enrolment, NewEnrolment};
use crate::domain::person::NewPerson;
use crate::settings::State;
use crate::store::members::{Part, Place};
use crate::store::open::open;

const CAMPUS: &str = "main";

async fn store_of(people: &[(&str, &str)]) -> Store {
    let store = open(&State::Memory).await.unwrap();
    for (at, (id, name)) in (1..).zip(people) {
        store.save_person(CAMPUS, &person(id, name), at).await.unwrap();
    }
    store
}

fn person(id: &str, name: &str) -> Person {
    let email = format!("{id}@school.test");
    NewPerson { name: Some(name.to_owned()), email: Some(email), ..NewPerson::default() }
        .parse(id.to_owned())
        .unwrap()
}

fn enrolment(person: &str) -> Enrolment {
    let (course, person) = ("c".to_owned(), person.to_owned());
    NewEnrolment { course, person, ..NewEnrolment::default() }.parse().unwrap()
}

async fn found(store: &Store, text: &str) -> Vec<String> {
    let people = store.people_found(CAMPUS, text, 0, 10).await.unwrap();
    people.iter().map(|person| person.id.to_string()).collect()
}

#[tokio::test]
async fn people_are_found_by_every_word_whatever_its_capitals() {
    let store = store_of(&[("p1", "Ada Ångström"), ("p2", "Ben 100% Learner"), ("p3", "ada_b")]).await;
    assert_eq!(found(&store, "").await, ["p1", "p2", "p3"]);
    assert_eq!(found(&store, " ADA ").await, ["p1", "p3"]);
    assert_eq!(found(&store, "ada åNG").await, ["p1"]);
    assert_eq!(found(&store, "p2@school").await, ["p2"]);
    assert_eq!(found(&store, "0%").await, ["p2"]);
    assert_eq!(found(&store, "a_b").await, ["p3"]);
    assert!(found(&store, "a!b' OR 1=1").await.is_empty());
}

#[tokio::test]
async fn who_is_removed_is_gone_everywhere_but_from_the_differences_of_rosters() {
    let store = store_of(&[("p1", "Ada"), ("p2", "Ben")]).await;
    store.save_enrolment(CAMPUS, &enrolment("p1"), 5).await.unwrap();
    let before = store.last_roster_change(CAMPUS).await.unwrap();
    assert!(store.remove_person(CAMPUS, "p1", 9).await.unwrap());
    assert!(!store.remove_person(CAMPUS, "p1", 9).await.unwrap());

    assert_eq!(found(&store, "").await, ["p2"]);
    assert_eq!(store.person(CAMPUS, "p1").await.unwrap(), None);
    assert!(store.members_found(CAMPUS, "c", "", 0, 10).await.unwrap().is_empty());
    assert!(store.person_on_record(CAMPUS, "p1").await.unwrap().unwrap().1);
    let part = Part { course: "c", after: &Place::after(before), count: 10 };
    let changes = store.roster_changes(CAMPUS, &part).await.unwrap();
    assert!(changes[0].gone && changes[0].person.id.as_str() == "p1", "{changes:?}");
}

#[tokio::test]
async fn who_is_saved_again_is_back() {
    let store = store_of(&[("p1", "Ada")]).await;
    store.remove_person(CAMPUS, "p1", 9).await.unwrap();
    store.save_person(CAMPUS, &person("p1", "Ada"), 10).await.unwrap();
    assert_eq!(found(&store, "ada").await, ["p1"]);
}

#[tokio::test]
async fn rows_of_an_earlier_version_are_found_after_the_next_start() {
    let store = store_of(&[("p1", "Ada")]).await;
    sqlx::query("UPDATE people SET search = NULL").execute(&store.pool).await.unwrap();
    assert!(found(&store, "ada").await.is_empty());
    complete_search(&store.pool).await.unwrap();
    assert_eq!(found(&store, "ada").await, ["p1"]);
}
