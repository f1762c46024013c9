//! A teacher picks content; a learner opens it and gets a grade.

use crate::support::journey;

#[tokio::test(flavor = "multi_thread")]
async fn what_a_teacher_picks_is_a_link_that_a_learner_gets_a_grade_for() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/algebra-1")).await;
        browser.press("button", "Pick content").await;
        browser.enter("Content for Algebra I").await;
        browser.press_with("checkbox", "graded activity").await;
        browser.fill("Title", "Mitosis quiz").await;
        browser.press("button", "Add to course").await;
        browser.see("What came back").await;
        browser.press("link", "Back to the course").await;
        browser.leave().await;
        browser.find_with("button", "Launch Mitosis quiz").await;
        browser.picture("course-after-picking").await;

        browser.act_as("Ben Learner").await;
        browser.press_with("button", "Launch Mitosis quiz").await;
        browser.enter("Mitosis quiz").await;
        browser.press("button", "Finish").await;
        browser.see("Finished").await;
        browser.leave().await;

        browser.open(&lms.url("courses/algebra-1/gradebook")).await;
        browser.picture("gradebook").await;
        let cell = browser.find_with("link", "Ben Learner, Week 1 quiz").await;
        assert_ne!(cell.text().await.unwrap(), "–", "the grade has arrived");
        browser.click(&cell).await;
        browser.find("heading", "History").await;
    })
    .await;
}
