//! Where a tool opens: in the page, in a tab, in a window of its own.

use crate::support::journey;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: `tests/browser/install`, then `--include-ignored`"]
async fn a_tool_opens_in_the_page_in_a_tab_and_in_a_popup_of_the_size_of_the_link() {
    journey(async |lms, browser| {
        let course = lms.url("courses/algebra-1");
        browser.open(&course).await;
        browser.press_with("button", "Launch Week 1 quiz in this page").await;
        let frame = browser.find("Iframe", "Week 1 quiz").await;
        let size = frame.rect().await.unwrap();
        println!("{size:?}");
        browser.open(&course).await;
        for (button, own_size) in [("in a new tab", false), ("in a popup", true)] {
            browser.press_with("button", button).await;
            browser.follow_window().await;
            browser.see("Activity 1").await;
            let [width, height] = browser.ask::<[i64; 2]>("return [innerWidth, innerHeight]").await;
            println!("{width} {height} {own_size}");
            browser.close_window().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: `tests/browser/install`, then `--include-ignored`"]
async fn a_message_of_the_tool_is_shown_when_the_person_comes_back() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/algebra-1")).await;
        browser.press("button", "Pick content").await;
        browser.enter("Content for Algebra I").await;
        browser.press("button", "Report a failure").await;
        browser.see("The content could not be prepared").await;
    })
    .await;
}
