use std::collections::HashSet;

use homeroom_vocab::role::{context, institution, sub_role};

use super::*;
use crate::domain::course::{Course, NewCourse, NewEnrolment, Status};
use crate::domain::person::NewPerson;
use crate::domain::roster::NewRoster;
use crate::settings::State;
use crate::store::open::open;

const CAMPUS: &str = "main";

async fn store() -> Store {
    open(&State::Memory).await.unwrap()
}

fn course(id: &str) -> Course {
    NewCourse::default().parse(id.to_owned()).unwrap()
}

fn person(id: &str, name: &str) -> Person {
    NewPerson { name: Some(name.to_owned()), ..NewPerson::default() }.parse(id.to_owned()).unwrap()
}

fn enrolment(person: &str, role: &str) -> Enrolment {
    let (course, person, roles) = ("c".to_owned(), person.to_owned(), vec![role.to_owned()]);
    NewEnrolment { course, person, roles, ..NewEnrolment::default() }.parse().unwrap()
}

async fn enrol(store: &Store, id: &str, role: &str) {
    store.save_person(CAMPUS, &person(id, id), 1).await.unwrap();
    store.save_enrolment(CAMPUS, &enrolment(id, role), 1).await.unwrap();
}

async fn fill(store: &Store, count: u32) {
    let (_, members) = NewRoster { count, seed: Some(1) }.members(&course("c"), 0).unwrap();
    store.save_members(CAMPUS, &members, 1).await.unwrap();
}

/// Reads to the end, a page of this size after the other; ids of people.
async fn all(store: &Store, count: u32, role: Option<&str>) -> Vec<String> {
    let (mut after, mut ids) = (Place::start(), Vec::new());
    loop {
        let page = store.roster(CAMPUS, &Part { course: "c", after: &after, count }, role).await.unwrap();
        let Some(last) = page.last() else { return ids };
        after = last.place.clone();
        ids.extend(page.iter().map(|entry| entry.person.id.to_string()));
    }
}

/// What changed after a number: ids, and whether they are gone.
async fn changes(store: &Store, number: i64) -> Vec<(String, bool)> {
    let part = Part { course: "c", after: &Place::after(number), count: 100 };
    let entries = store.roster_changes(CAMPUS, &part).await.unwrap();
    entries.into_iter().map(|entry| (entry.person.id.to_string(), entry.gone)).collect()
}

async fn last(store: &Store) -> i64 {
    store.last_roster_change(CAMPUS).await.unwrap()
}

fn told(list: &[(&str, bool)]) -> Vec<(String, bool)> {
    list.iter().map(|(id, gone)| ((*id).to_owned(), *gone)).collect()
}

#[tokio::test]
async fn pages_of_any_size_bring_everybody_once_in_one_order() {
    let store = store().await;
    fill(&store, 250).await;
    let whole = all(&store, 1000, None).await;
    assert_eq!(whole.iter().collect::<HashSet<_>>().len(), 250);
    for count in [1, 7, 249, 250] {
        assert_eq!(all(&store, count, None).await, whole, "{count}");
    }
}

#[tokio::test]
async fn members_stand_in_the_order_in_which_they_came_even_within_a_millisecond() {
    let store = store().await;
    for id in ["b", "a", "c"] {
        enrol(&store, id, context::LEARNER).await;
    }
    fill(&store, 3).await;
    enrol(&store, "0", context::LEARNER).await;
    let made = (1..=3).map(|number| format!("roster-1-0000{number}"));
    let expected = ["b", "a", "c"].map(str::to_owned).into_iter().chain(made).chain(["0".to_owned()]);
    assert_eq!(all(&store, 2, None).await, expected.collect::<Vec<_>>());
}

#[tokio::test]
async fn a_role_finds_exactly_those_who_have_it_or_a_kind_of_it() {
    let store = store().await;
    fill(&store, 100).await;
    enrol(&store, "short", "Learner").await;
    let count = async |role: &str| all(&store, 30, Some(role)).await.len();
    assert_eq!(count(context::LEARNER).await, 97);
    assert_eq!(count(context::INSTRUCTOR).await, 4);
    assert_eq!(count(sub_role::INSTRUCTOR_TEACHING_ASSISTANT).await, 2);
    assert_eq!(count(institution::FACULTY).await, 2);
    assert_eq!(count(&context::LEARNER.to_lowercase()).await, 0);
    assert_eq!(count(&context::LEARNER[..context::LEARNER.len() - 1]).await, 0);
    assert_eq!(count("%").await, 0);
}

#[tokio::test]
async fn a_page_begins_after_the_last_one_even_if_that_member_left() {
    let store = store().await;
    for id in ["a", "b", "c", "d"] {
        enrol(&store, id, context::LEARNER).await;
    }
    let part = Part { course: "c", after: &Place::start(), count: 2 };
    let after = store.roster(CAMPUS, &part, None).await.unwrap()[1].place.clone();
    store.remove_enrolment(CAMPUS, "c", "a", 9).await.unwrap();
    store.remove_enrolment(CAMPUS, "c", "b", 9).await.unwrap();
    let rest = store.roster(CAMPUS, &Part { after: &after, ..part }, None).await.unwrap();
    assert_eq!(rest.iter().map(|entry| entry.person.id.as_str()).collect::<Vec<_>>(), ["c", "d"]);
}

#[tokio::test]
async fn changes_tell_who_came_who_changed_and_who_left() {
    let store = store().await;
    for id in ["a", "b", "c"] {
        enrol(&store, id, context::LEARNER).await;
    }
    let before = last(&store).await;
    assert_eq!(changes(&store, before).await, []);
    enrol(&store, "d", context::LEARNER).await;
    store.save_person(CAMPUS, &person("b", "renamed"), 2).await.unwrap();
    store
        .save_enrolment(
            CAMPUS,
            &Enrolment { status: Status::Inactive, ..enrolment("c", context::LEARNER) },
            2,
        )
        .await
        .unwrap();
    assert!(store.remove_enrolment(CAMPUS, "c", "a", 9).await.unwrap());
    let expected = told(&[("d", false), ("b", false), ("c", false), ("a", true)]);
    assert_eq!(changes(&store, before).await, expected);
    assert_eq!(changes(&store, last(&store).await).await, []);
}

#[tokio::test]
async fn what_says_nothing_new_is_no_change() {
    let store = store().await;
    enrol(&store, "a", context::LEARNER).await;
    let before = last(&store).await;
    enrol(&store, "a", context::LEARNER).await;
    assert_eq!(changes(&store, before).await, []);
    assert!(!store.remove_enrolment(CAMPUS, "c", "nobody", 9).await.unwrap());
    assert_eq!(changes(&store, before).await, []);
}

#[tokio::test]
async fn who_comes_back_is_a_member_and_was_never_gone() {
    let store = store().await;
    enrol(&store, "a", context::LEARNER).await;
    let before = last(&store).await;
    store.remove_enrolment(CAMPUS, "c", "a", 9).await.unwrap();
    assert_eq!(store.enrolment(CAMPUS, "c", "a").await.unwrap(), None);
    assert_eq!(store.members_found(CAMPUS, "c", "", 0, 10).await.unwrap().len(), 0);
    store.save_enrolment(CAMPUS, &enrolment("a", context::LEARNER), 3).await.unwrap();
    assert_eq!(changes(&store, before).await, told(&[("a", false)]));
    store.remove_enrolment(CAMPUS, "c", "a", 9).await.unwrap();
    store.save_enrolment(CAMPUS, &enrolment("a", context::INSTRUCTOR), 3).await.unwrap();
    store.remove_enrolment(CAMPUS, "c", "a", 9).await.unwrap();
    assert_eq!(changes(&store, before).await, told(&[("a", true)]));
}

#[tokio::test]
async fn a_course_is_as_large_as_its_members_are_many() {
    let store = store().await;
    fill(&store, 20).await;
    enrol(&store, "gone", context::LEARNER).await;
    store.remove_enrolment(CAMPUS, "c", "gone", 9).await.unwrap();
    let away = Enrolment { status: Status::Inactive, ..enrolment("away", context::LEARNER) };
    enrol(&store, "away", context::LEARNER).await;
    store.save_enrolment(CAMPUS, &away, 2).await.unwrap();
    let size = store.course_sizes(CAMPUS).await.unwrap()["c"];
    assert_eq!((size.people, size.inactive), (21, 1));
}

#[tokio::test]
async fn rows_from_before_there_were_roles_are_found_by_them_too() {
    let store = store().await;
    enrol(&store, "a", sub_role::INSTRUCTOR_GRADER).await;
    for table in ["UPDATE people SET roles = NULL", "UPDATE enrolments SET roles = NULL"] {
        sqlx::query(table).execute(&store.pool).await.unwrap();
    }
    assert_eq!(all(&store, 10, Some(context::INSTRUCTOR)).await.len(), 0);
    complete_roles(&store.pool).await.unwrap();
    assert_eq!(all(&store, 10, Some(context::INSTRUCTOR)).await, ["a"]);
}
