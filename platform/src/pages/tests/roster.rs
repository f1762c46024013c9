use serde_json::{Value, json};

use super::browser::Browser;

const ROSTER: &str = "/main/courses/biology/roster";
const MEMBERS: &str = "/main/courses/biology/roster/members";
const GRADER: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#Grader";

async fn member(browser: &Browser, person: &str) -> Option<Value> {
    let all = browser.api("GET", "enrolments?course=biology", Value::Null).await;
    all.as_array().unwrap().iter().find(|one| one["person"] == person).cloned()
}

#[tokio::test]
async fn somebody_of_the_campus_joins_by_one_button_or_with_chosen_roles() {
    let mut browser = Browser::open().await;
    let add = "/main/courses/biology/roster/add?q=ben";
    let seen = browser.submit(add, MEMBERS, &[("enrol", "ben")]).await;
    assert_eq!(seen.to.as_deref(), Some("/main/courses/biology/roster?done=enrolled"));
    assert!(member(&browser, "ben").await.unwrap().to_string().contains("membership#Learner"));

    let page = "/main/courses/biology/roster/members/chidi";
    let fields = [("role", GRADER), ("roles", "urn:x"), ("status", "Inactive"), ("mentees", "ben")];
    let seen = browser.submit(page, page, &fields).await;
    assert_eq!(seen.status, 303, "{}", seen.html);
    let chidi = member(&browser, "chidi").await.unwrap();
    assert_eq!((&chidi["roles"], &chidi["status"]), (&json!([GRADER, "urn:x"]), &json!("Inactive")));
}

#[tokio::test]
async fn a_wrong_role_or_mentee_is_told_beside_its_field_and_kept() {
    let mut browser = Browser::open().await;
    let page = "/main/courses/biology/roster/members/dana";
    let seen = browser.submit(page, page, &[("roles", "Teachr")]).await;
    assert_eq!(seen.status, 422);
    assert!(seen.text("#f-roles-error").contains("Expected"), "{}", seen.html);
    assert_eq!(seen.text("#f-roles"), "Teachr");
    let seen = browser.submit(page, page, &[("mentees", "nobody")]).await;
    assert!(seen.text("#f-mentees-error").contains("nobody"), "{}", seen.html);
}

#[tokio::test]
async fn the_roles_of_a_second_tab_do_not_overwrite_those_of_the_first() {
    let mut browser = Browser::open().await;
    let page = "/main/courses/biology/roster/members/dana";
    let older = browser.get(page).await;
    browser.submit(page, page, &[("role", GRADER)]).await;
    let (csrf, seen) =
        (older.attribute("input[name=csrf]", "value"), older.attribute("input[name=seen]", "value"));
    let late = [("csrf", csrf.as_str()), ("seen", seen.as_str()), ("roles", "Learner")];
    let refused = browser.post(page, &late).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text(".note").contains("Grader"), "{}", refused.html);
}

#[tokio::test]
async fn who_was_removed_is_put_back_as_they_were() {
    let mut browser = Browser::open().await;
    let before = member(&browser, "greta").await.unwrap();
    let seen = browser.submit(ROSTER, MEMBERS, &[("remove", "greta")]).await;
    assert_eq!(member(&browser, "greta").await, None);
    let after = seen.to.unwrap();
    assert!(browser.get(&after).await.text("form.note").contains("was removed from the course"));
    browser.submit(&after, MEMBERS, &[("restore", "greta")]).await;
    assert_eq!(member(&browser, "greta").await.unwrap(), before);
    assert_eq!(browser.submit(ROSTER, MEMBERS, &[("restore", "ben")]).await.status, 404);
}

#[tokio::test]
async fn a_long_roster_is_searched() {
    let mut browser = Browser::open().await;
    browser.api("POST", "courses/biology/roster", json!({"count": 300, "seed": 1})).await;
    let found = browser.get(&format!("{ROSTER}?q=GRETA")).await;
    assert_eq!(found.text("tbody th"), "Greta Ångström");
    assert!(browser.get(&format!("{ROSTER}?q=zzzz")).await.text(".empty").contains("zzzz"));
}
