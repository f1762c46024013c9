//! What a launch leaves behind: kept, compared, taken along.

use reqwest::header::CONTENT_TYPE;

use crate::support::{Browser, Lms, journey};

/// Launches a link from the home page and opens the story of the launch.
async fn story(lms: &Lms, browser: &Browser) {
    browser.open(&lms.home).await;
    browser.press("button", "Launch").await;
    browser.enter("Week 1 quiz").await;
    browser.see("Ada Teacher").await;
    browser.leave().await;
    browser.press("link", "What went over the wire").await;
    browser.find("heading", "Sequence").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_launch_that_is_kept_outlives_the_clearing_of_the_journal() {
    journey(async |lms, browser| {
        story(lms, browser).await;
        let kept = browser.url().await;
        browser.fill("Note", "the one that worked").await;
        browser.press("button", "Keep").await;
        browser.find("button", "Let it go").await;
        browser.open(&lms.url("admin/journal")).await;
        browser.press("link", "Clear the journal").await;
        browser.picture("clear-the-journal").await;
        browser.press_with("button", "Clear").await;
        browser.see("kept").await;
        browser.open(kept.as_str()).await;
        browser.see("the one that worked").await;
        browser.see("Authentication request").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_launch_is_done_again_and_compared_with_the_first() {
    journey(async |lms, browser| {
        story(lms, browser).await;
        browser.press("button", "Launch again").await;
        browser.enter("Week 1 quiz").await;
        browser.see("Ada Teacher").await;
        browser.leave().await;
        browser.press("link", "What went over the wire").await;
        browser.press("button", "Compare").await;
        browser.find("heading", "Compare two launches").await;
        browser.see("fresh each time").await;
        let faults = browser.faults("compare").await;
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_along_names_nobody_and_opens_nothing() {
    journey(async |lms, browser| {
        story(lms, browser).await;
        let har = browser.find("link", "HAR").await.prop("href").await.unwrap().unwrap();
        let answer = reqwest::get(&har).await.unwrap().error_for_status().unwrap();
        assert!(answer.headers()[CONTENT_TYPE].to_str().unwrap().contains("json"));
        let text = answer.text().await.unwrap();
        let log: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(log["log"]["entries"].as_array().unwrap().len() >= 2, "{text}");
        for secret in ["Ada Teacher", "ada@school.test"] {
            assert!(!text.contains(secret), "{secret} stands in {har}");
        }
        let whole = reqwest::get(format!("{har}?whole=true")).await.unwrap().text().await.unwrap();
        assert_ne!(whole.len(), text.len());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_the_filter_does_not_know_is_told_with_the_nearest_one() {
    journey(async |lms, browser| {
        browser.open(&lms.url("admin/journal")).await;
        browser.fill("Filter", "statuss:4xx").await;
        browser.press("button", "Show").await;
        let told = browser.find_with("alert", "").await.text().await.unwrap();
        assert!(told.contains("status"), "{told}");
        assert_eq!(browser.value("Filter").await, "statuss:4xx");
        browser.picture("journal-unknown-word").await;
    })
    .await;
}
