//! Courses as teachers make them: pages with embedded tools, copies, and links with times.

use crate::support::journey;

#[tokio::test(flavor = "multi_thread")]
async fn a_page_holds_text_and_what_a_tool_placed_from_the_editor() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/algebra-1")).await;
        browser.press("link", "New page").await;
        browser.fill("Title", "Week 2").await;
        browser.press("button", "Make the page").await;
        browser.fill("Text", "Read <b>this</b> first.").await;
        browser.press("button", "Add the text").await;
        browser.press("button", "Pick content").await;
        browser.enter("Content for Algebra I").await;
        browser.press_with("checkbox", "graded activity").await;
        browser.press_with("checkbox", "box of text").await;
        browser.press("button", "Add to course").await;
        browser.see("What came back").await;
        browser.press_with("link", "Back to the page").await;
        browser.leave().await;
        browser.press_with("button", "Move block 2 up").await;
        browser.picture("page-editor").await;
        let faults = browser.faults("editor").await;
        browser.press("link", "Read it").await;
        browser.see("Read <b>this</b> first.").await;
        browser.enter("Week 1 quiz").await;
        browser.see("Ada Teacher").await;
        browser.leave().await;
        browser.picture("page-with-tools").await;
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        let faults = browser.faults("page-with-tools").await;
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_a_copy_is_launched_with_the_history_of_both() {
    journey(async |lms, browser| {
        let mut course = "algebra-1".to_owned();
        let mut history = Vec::new();
        for title in ["Algebra, spring", "Algebra, autumn"] {
            browser.open(&lms.url(&format!("courses/{course}"))).await;
            browser.press("link", "Copy course").await;
            browser.fill("Title of the copy", title).await;
            browser.press("button", "Copy the course").await;
            browser.find("heading", title).await;
            history.push(course);
            course = browser.url().await.path().rsplit('/').next().unwrap().to_owned();
        }
        browser.press("link", "Edit Week 1 quiz").await;
        browser.fill("Custom parameters", "copied=$Context.id.history").await;
        browser.press("button", "Save").await;
        browser.press_with("button", "Launch Week 1 quiz").await;
        browser.enter("Week 1 quiz").await;
        for earlier in history {
            browser.see(&earlier).await;
        }
        browser.leave().await;
        browser.picture("copy-of-a-copy").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_closed_tells_a_learner_so_and_still_opens_for_a_teacher() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/algebra-1")).await;
        browser.press("link", "Edit Week 1 quiz").await;
        let closes = browser.find_with("DateTime", "Closes").await;
        let typed = vec![closes.to_json().unwrap(), "2020-01-31T12:00".into()];
        browser.driver.execute("arguments[0].value = arguments[1]", typed).await.unwrap();
        browser.press("button", "Save").await;
        browser.press_with("button", "Launch Week 1 quiz").await;
        browser.enter("Week 1 quiz").await;
        browser.see("Ada Teacher").await;
        browser.leave().await;
        browser.open(&lms.url("courses/algebra-1")).await;
        browser.act_as("Ben Learner").await;
        browser.press_with("button", "Launch Week 1 quiz").await;
        browser.see("This closed").await;
        browser.picture("closed-link").await;
        let faults = browser.faults("closed-link").await;
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_campus_stands_beside_the_first() {
    journey(async |lms, browser| {
        browser.open(lms.home.trim_end_matches("main/")).await;
        browser.fill("Name", "north").await;
        browser.press("button", "Make the campus").await;
        browser.see("north").await;
        browser.open(lms.home.trim_end_matches("main/")).await;
        for campus in ["main", "north"] {
            browser.find("heading", campus).await;
        }
        browser.picture("campuses").await;
        let faults = browser.faults("campuses").await;
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    })
    .await;
}
