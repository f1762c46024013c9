//! Light and dark by choice, and all basic acts without script.

use crate::support::{Browser, Lms, journey, journey_without_script};

/// The colour behind the page.
async fn ground(browser: &Browser) -> String {
    browser.ask("return getComputedStyle(document.body).backgroundColor").await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_chooses_dark_stays_in_the_dark() {
    journey(async |lms, browser| {
        browser.open(&lms.home).await;
        let light = ground(browser).await;
        browser.press_with("DisclosureTriangle", "theme").await;
        browser.press_with("button", "Dark").await;
        browser.until("a dark page", async || (ground(browser).await != light).then_some(())).await;
        assert_eq!(browser.url().await.as_str(), lms.home);
        browser.open(&lms.url("courses/algebra-1")).await;
        assert_ne!(ground(browser).await, light, "the next page is light again");
        browser.picture("dark-by-choice").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_script_one_acts_as_a_learner_launches_and_finds_what_went_over_the_wire() {
    journey_without_script(async |lms: &Lms, browser: &Browser| {
        browser.open(&lms.url("courses/algebra-1")).await;
        browser.act_as("Ben Learner").await;
        browser.press_with("button", "Launch Week 1 quiz").await;
        browser.enter("Week 1 quiz").await;
        browser.press("button", "Go on to the tool").await;
        browser.see("Ben Learner").await;
        browser.leave().await;
        browser.press("link", "What went over the wire").await;
        browser.see("Authentication request").await;
        browser.open(&lms.url("admin/journal")).await;
        browser.fill("Filter", "kind:authorize").await;
        browser.press("button", "Show").await;
        browser.see("/main/lti/authorize").await;
        browser.picture("journal-without-script").await;
    })
    .await;
}
