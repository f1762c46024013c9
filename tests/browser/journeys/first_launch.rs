//! From the first line of `homeroom serve` to the tool, and to what went over the wire.

use crate::support::journey;

#[tokio::test(flavor = "multi_thread")]
async fn from_serve_to_the_first_launch_in_two_clicks_and_to_its_story_in_one() {
    journey(async |lms, browser| {
        browser.open(&lms.home).await;
        browser.find("heading", "First steps").await;
        browser.picture("home-first-start").await;
        browser.press("button", "Launch").await;
        browser.enter("Week 1 quiz").await;
        browser.see("Ada Teacher").await;
        let clicks = browser.clicks();
        assert!(clicks <= 2, "{clicks} clicks to the first launch");
        browser.leave().await;
        browser.picture("launch-in-frame").await;
        browser.press("link", "What went over the wire").await;
        browser.see("Authentication request").await;
        browser.picture("story").await;
        assert_eq!(browser.clicks() - clicks, 1);
    })
    .await;
}
