//! Forms, and what happens to what was typed.

use crate::support::journey;

#[tokio::test(flavor = "multi_thread")]
async fn of_two_tabs_that_edit_the_same_the_second_is_told_and_chooses() {
    journey(async |lms, browser| {
        let form = lms.url("courses/algebra-1/edit");
        browser.open(&form).await;
        let first = browser.driver.window().await.unwrap();
        browser.open_tab(&form).await;
        browser.fill("Title", "Algebra of the second tab").await;
        browser.press("button", "Save").await;
        browser.find("heading", "Algebra of the second tab").await;
        browser.close_window().await;
        browser.driver.switch_to_window(first).await.unwrap();
        browser.fill("Title", "Algebra of the first tab").await;
        browser.press("button", "Save").await;
        browser.see("changed elsewhere").await;
        browser.see("Algebra of the second tab").await;
        assert_eq!(browser.value("Title").await, "Algebra of the first tab");
        browser.picture("two-tabs").await;
        browser.press_with("button", "Overwrite").await;
        browser.find("heading", "Algebra of the first tab").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_back_button_after_a_form_shows_the_form_and_sends_nothing() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/algebra-1")).await;
        browser.press("link", "New link").await;
        browser.fill("Title", "Once and only once").await;
        browser.press("button", "Make the link").await;
        browser.find_with("button", "Launch Once and only once").await;
        browser.driver.back().await.unwrap();
        browser.find("button", "Make the link").await;
        browser.driver.forward().await.unwrap();
        browser.find_with("button", "Launch Once and only once").await;
        browser.driver.refresh().await.unwrap();
        browser.find_with("button", "Launch Once and only once").await;
        let links = lms.get("api/links").await;
        let made = links.as_array().unwrap().iter().filter(|link| link["title"] == "Once and only once");
        assert_eq!(made.count(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_yesterday_keeps_what_was_typed_and_can_be_sent_again() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/algebra-1/edit")).await;
        browser.driver.delete_all_cookies().await.unwrap();
        browser.fill("Title", "Typed for an hour").await;
        browser.press("button", "Save").await;
        browser.see("What you sent").await;
        browser.see("Typed for an hour").await;
        browser.picture("expired-form").await;
        browser.press("button", "Send it again").await;
        browser.find("heading", "Typed for an hour").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_form_stands_beside_the_field_and_nothing_is_lost() {
    journey(async |lms, browser| {
        browser.open(&lms.url("admin/tools/new")).await;
        browser.fill("Name", "Kept").await;
        browser.fill("Login URL", "javascript:alert(1)").await;
        browser.press("button", "Register").await;
        let summary = browser.find("alert", "What to mend").await;
        let text = summary.text().await.unwrap();
        assert!(text.contains("Login URL") && text.contains("Target link URI"), "{text}");
        assert_eq!(browser.value("Name").await, "Kept");
        assert_eq!(browser.value("Login URL").await, "javascript:alert(1)");
        let field = browser.field("Login URL").await;
        assert_eq!(field.attr("aria-invalid").await.unwrap().as_deref(), Some("true"));
        browser.picture("form-with-problems").await;
        browser.press("link", "Login URL").await;
        assert_eq!(browser.url().await.fragment(), Some("f-login_url"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_is_removed_leaves_an_open_launch_with_an_explanation() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/algebra-1")).await;
        browser.act_as("Ben Learner").await;
        browser.press_with("button", "Launch Week 1 quiz").await;
        browser.enter("Week 1 quiz").await;
        browser.see("Ben Learner").await;
        browser.leave().await;
        let first = browser.driver.window().await.unwrap();
        browser.open_tab(&lms.url("admin/people/ben/remove")).await;
        browser.picture("remove-a-person").await;
        browser.press("button", "Remove").await;
        browser.see("removed").await;
        browser.close_window().await;
        browser.driver.switch_to_window(first).await.unwrap();
        browser.enter("Week 1 quiz").await;
        browser.press("button", "Finish").await;
        browser.see("whom nobody knows").await;
        browser.leave().await;
        browser.driver.refresh().await.unwrap();
        browser.find("button", "Start another").await;
        browser.picture("launch-of-nobody").await;
    })
    .await;
}
