use serde_json::{Value, json};

use super::browser::Browser;

const GRADEBOOK: &str = "/main/courses/algebra-1/gradebook";

/// The page of Ben's grade in a new line item of ten points.
async fn cell(browser: &Browser) -> String {
    let item = json!({"id": "quiz-1", "course": "algebra-1", "client_id": "tool", "label": "Quiz <1>", "score_maximum": 10});
    browser.api("POST", "line_items", item).await;
    format!("{GRADEBOOK}/quiz-1/ben")
}

async fn results(browser: &Browser) -> Value {
    browser.api("GET", "results?line_item=quiz-1", Value::Null).await
}

#[tokio::test]
async fn a_gradebook_without_line_items_says_how_to_get_one() {
    let mut browser = Browser::open().await;
    let seen = browser.get(GRADEBOOK).await;
    assert!(seen.text("main").contains("POST /main/api/line_items"), "{}", seen.html);
    let course = browser.get("/main/courses/algebra-1").await;
    assert!(course.html.contains(&format!("href=\"{GRADEBOOK}\"")), "{}", course.html);
}

#[tokio::test]
async fn a_gradebook_has_a_cell_for_each_person_and_line_item() {
    let mut browser = Browser::open().await;
    let cell = cell(&browser).await;
    let seen = browser.get(GRADEBOOK).await;
    assert_eq!(seen.text("thead th:nth-child(2) > bdi"), "Quiz <1>");
    let link = format!("td > a[href='{cell}']");
    assert_eq!(seen.text(&link), "–", "{}", seen.html);
    assert!(seen.attribute(&link, "aria-label").starts_with("Ben Learner, Quiz <1>"));
    assert_eq!(browser.get(&cell).await.status, 200);
    for missing in ["quiz-2/ben", "quiz-1/nobody"] {
        assert_eq!(browser.get(&format!("{GRADEBOOK}/{missing}")).await.status, 404, "{missing}");
    }
    let elsewhere = cell.replace("algebra-1", "biology");
    assert_eq!(browser.get(&elsewhere).await.status, 404, "a line item of another course");
}

#[tokio::test]
async fn a_teacher_overrides_a_grade_and_takes_it_back() {
    let mut browser = Browser::open().await;
    let cell = cell(&browser).await;
    let seen = browser.submit(&cell, &cell, &[("score", "8.5"), ("comment", "Well <b>done</b>")]).await;
    assert_eq!(seen.to.as_deref(), Some(cell.as_str()), "{}", seen.html);
    let results_now = results(&browser).await;
    assert_eq!(results_now[0]["score"], 8.5, "{results_now}");
    assert_eq!(results_now[0]["comment"], "Well <b>done</b>", "{results_now}");

    let seen = browser.get(&cell).await;
    assert_eq!(seen.text(".grade"), "8.5 of 10 ! changed by a teacher");
    assert_eq!(seen.attribute("#f-score", "value"), "8.5");
    let entry = seen.text("tbody tr");
    assert!(entry.contains("Ada Teacher") && entry.contains("Well <b>done</b>"), "{entry}");
    assert!(entry.contains("counts now"), "{entry}");
    let gradebook = browser.get(GRADEBOOK).await;
    assert_eq!(gradebook.text(&format!("td > a[href='{cell}']")), "8.5by teacher");

    browser.submit(&cell, &cell, &[("score", " "), ("comment", "")]).await;
    let seen = browser.get(&cell).await;
    assert!(seen.text("tbody tr").contains("taken back"), "{}", seen.html);
    assert!(seen.text("main").contains("No score yet"), "{}", seen.html);
}

#[tokio::test]
async fn a_grade_that_is_no_number_is_told_beside_its_field_and_changes_nothing() {
    let mut browser = Browser::open().await;
    let cell = cell(&browser).await;
    for wrong in ["-1", "NaN", "inf", "8,5", "<b>"] {
        let seen = browser.submit(&cell, &cell, &[("score", wrong), ("comment", "kept")]).await;
        assert_eq!(seen.status, 422, "{wrong}");
        assert_eq!(seen.attribute("#f-score", "value"), wrong);
        assert!(seen.text("#f-score-error").contains("Expected"), "{}", seen.html);
        assert_eq!(seen.text("#f-comment"), "kept");
    }
    assert!(!browser.get(&cell).await.html.contains("Ada Teacher</bdi></td>"));
}

#[tokio::test]
async fn only_teachers_and_administrators_change_grades() {
    let mut browser = Browser::open().await;
    let cell = cell(&browser).await;
    for (person, status) in [("ben", 403), ("olga", 403), ("grace", 403), ("tariq", 303), ("root", 303)] {
        browser.submit(GRADEBOOK, "/main/courses/act-as", &[("person", person)]).await;
        let seen = browser.get(&cell).await;
        let offers = seen.html.contains("name=\"score\"");
        assert_eq!(offers, status == 303, "{person}");
        let csrf = seen.attribute("input[name=csrf]", "value");
        let seen = browser.post(&cell, &[("csrf", csrf.as_str()), ("score", "1")]).await;
        assert_eq!(seen.status, status, "{person}: {}", seen.html);
    }
    let forged = browser.post(&cell, &[("csrf", "guess"), ("score", "10")]).await;
    assert_eq!(forged.status, 403);
    assert_eq!(results(&browser).await[0]["score"], 1.0);
}

const ROSTER: &str = "/main/courses/algebra-1/roster";

#[tokio::test]
async fn a_member_becomes_inactive_active_and_removed() {
    let mut browser = Browser::open().await;
    let members = format!("{ROSTER}/members");
    let ben = "tr:has(button[value=ben][name=remove])";
    assert!(browser.get(ROSTER).await.text(ben).contains("✓ Active"));
    let seen = browser.submit(ROSTER, &members, &[("inactivate", "ben")]).await;
    assert_eq!(seen.status, 303, "{}", seen.html);
    let seen = browser.get(ROSTER).await;
    assert!(seen.text(ben).contains("Inactive"), "{}", seen.html);
    assert!(seen.text(".head").contains("1 inactive"), "{}", seen.html);
    browser.submit(ROSTER, &members, &[("activate", "ben")]).await;
    assert!(browser.get(ROSTER).await.text(ben).contains("✓ Active"));
    browser.submit(ROSTER, &members, &[("remove", "ben")]).await;
    assert!(!browser.get(ROSTER).await.html.contains("name=\"remove\" value=\"ben\""));
    let again = browser.submit(ROSTER, &members, &[("remove", "ben")]).await;
    assert_eq!(again.status, 404, "{}", again.html);
}

#[tokio::test]
async fn made_up_learners_join_and_are_paged() {
    let mut browser = Browser::open().await;
    for wrong in ["", "many", "0", "-1", "100000000000000000000"] {
        let seen = browser.submit(ROSTER, ROSTER, &[("count", wrong)]).await;
        assert_eq!(seen.status, 422, "{wrong}");
        assert!(!seen.text("#f-count-error").is_empty(), "{wrong}");
    }
    let seen = browser.submit(ROSTER, ROSTER, &[("count", "250"), ("seed", "7")]).await;
    let to = seen.to.unwrap_or_else(|| panic!("{}", seen.html));
    let seen = browser.get(&to).await;
    assert!(seen.text(".note.passed").contains("250"), "{}", seen.html);
    assert_eq!(seen.text(".head .soft"), "people 1 to 100 of 258");
    let last = browser.get(&format!("{ROSTER}?skip=200")).await;
    assert_eq!(last.text(".head .soft"), "people 201 to 258 of 258");
    let gradebook = browser.get(&format!("{GRADEBOOK}?skip=200")).await;
    assert_eq!(gradebook.status, 200);
}
