//! Who is at the campus, and who is in a course.

use crate::support::journey;

#[tokio::test(flavor = "multi_thread")]
async fn a_long_roster_is_made_searched_and_changed_with_a_way_back() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/algebra-1/roster")).await;
        browser.fill("How many", "500").await;
        browser.press("button", "Add people").await;
        browser.press_with("link", "More people").await;
        browser.press_with("link", "Earlier people").await;
        browser.fill("Find", "Ben Learner").await;
        browser.press("button", "Find").await;
        browser.press("button", "Remove Ben Learner from the course").await;
        browser.see("was removed from the course").await;
        browser.press("button", "Put back").await;
        browser.fill("Find", "Ben Learner").await;
        browser.press("button", "Find").await;
        browser.find("button", "Remove Ben Learner from the course").await;
        browser.press("button", "Act as Ben Learner").await;
        browser.find_with("DisclosureTriangle", "acting as Ben Learner").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_with_a_hard_name_fits_on_every_screen() {
    journey(async |lms, browser| {
        let name =
            format!("\u{202e}مدرسة {} <i>x</i> 𝒜𝓁𝑔𝑒𝒷𝓇𝒶", "Donaudampfschifffahrtsgesellschaft".repeat(8));
        browser.open(&lms.url("admin/people/new")).await;
        browser.fill("Full name", &name).await;
        browser.fill("Id", "hard").await;
        browser.press("button", "Add").await;
        browser.press("button", "Act as").await;
        let mut faults = Vec::new();
        for page in ["admin/people/hard", "admin/people", "courses/algebra-1", "admin/people/hard/remove"] {
            browser.open(&lms.url(page)).await;
            faults.extend(browser.faults(&format!("hard-name-{page}")).await);
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    })
    .await;
}
