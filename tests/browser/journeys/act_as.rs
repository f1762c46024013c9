//! Being another person, on every page.

use crate::support::journey;

#[tokio::test(flavor = "multi_thread")]
async fn one_acts_as_another_person_by_mouse_and_stays_on_the_page() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/biology")).await;
        browser.act_as("Ben Learner").await;
        assert_eq!(browser.url().await.path(), "/main/courses/biology");
        browser.see("You act as Ben Learner").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_acts_as_another_person_and_launches_by_keyboard_alone() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/algebra-1")).await;
        browser.tab_to("acting as").await;
        browser.enter_key().await;
        browser.tab_to("Ben Learner").await;
        browser.enter_key().await;
        browser.see("You act as Ben Learner").await;
        browser.tab_to("Launch Week 1 quiz").await;
        browser.enter_key().await;
        browser.enter("Week 1 quiz").await;
        browser.see("Ben Learner").await;
        assert_eq!(browser.clicks(), 0);
    })
    .await;
}
