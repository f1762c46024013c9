//! Where a tool opens: in the page, in a tab, in a window of its own.

use crate::support::journey;

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_opens_in_the_page_in_a_tab_and_in_a_popup_of_the_sizes_of_the_link() {
    journey(async |lms, browser| {
        let course = lms.url("courses/algebra-1");
        browser.open(&course).await;
        browser.press("link", "Edit Week 1 quiz").await;
        let sizes =
            ["Width of the frame", "Height of the frame", "Width of the window", "Height of the window"];
        for (label, pixels) in sizes.iter().zip(["640", "360", "700", "420"]) {
            browser.fill(label, pixels).await;
        }
        browser.press("button", "Save").await;

        browser.press_with("button", "Launch Week 1 quiz").await;
        let frame = browser.find("Iframe", "Week 1 quiz").await;
        browser.picture("launch-in-a-sized-frame").await;
        let inside = "return [arguments[0].clientWidth, arguments[0].clientHeight]";
        let size = browser.driver.execute(inside, vec![frame.to_json().unwrap()]).await.unwrap();
        assert_eq!(size.convert::<[i64; 2]>().unwrap(), [640, 360]);

        browser.open(&course).await;
        browser.press_with("button", "New tab: launch Week 1 quiz").await;
        browser.follow_window().await;
        browser.see("Activity 1").await;
        browser.close_window().await;

        browser.press_with("button", "Popup: launch Week 1 quiz").await;
        browser.follow_window().await;
        browser.see("Activity 1").await;
        let size = browser.ask::<[i64; 2]>("return [innerWidth, innerHeight]").await;
        assert_eq!(size[0], 700, "{size:?}");
        // A headless browser takes its own bars off the height.
        assert!((300..=420).contains(&size[1]), "{size:?}");
        browser.close_window().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
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
