//! A launch that goes wrong, and how near its reason is.

use crate::support::{Browser, Lms, journey};

/// Opens the page with the options of a link.
async fn options(lms: &Lms, browser: &Browser) {
    browser.open(&lms.url("courses/algebra-1")).await;
    browser.press_with("link", "Options… and faults for Week 1 quiz").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn why_a_tool_refuses_a_launch_is_one_click_away() {
    journey(async |lms, browser| {
        options(lms, browser).await;
        browser.find("searchbox", "Find a fault").await.send_keys("exp.past_10m").await.unwrap();
        browser.press_with("checkbox", "exp.past_10m").await;
        browser.press("button", "Launch").await;
        browser.enter("Week 1 quiz").await;
        browser.see("refused").await;
        browser.leave().await;
        let clicks = browser.clicks();
        browser.press("link", "What went over the wire").await;
        browser.see("expired ten minutes ago").await;
        browser.see("SEC-014").await;
        assert_eq!(browser.clicks() - clicks, 1);
        browser.picture("story-of-a-faulty-launch").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn why_the_platform_refuses_a_launch_stands_in_the_list_and_is_one_click_away() {
    journey(async |lms, browser| {
        options(lms, browser).await;
        browser.press_with("checkbox", "Nobody is signed in").await;
        browser.press("button", "Launch").await;
        browser.enter("Week 1 quiz").await;
        browser.see("login_required").await;
        browser.leave().await;
        browser.open(&lms.home).await;
        browser.see("got nobody is signed in").await;
        let clicks = browser.clicks();
        browser.press_with("link", "launch-").await;
        browser.see("login_required").await;
        assert_eq!(browser.clicks() - clicks, 1);
        browser.picture("story-of-a-refused-launch").await;
    })
    .await;
}
