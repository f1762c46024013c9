//! Pages that are not there, and values that are none.

use crate::support::journey;

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_address_says_what_was_expected_and_leads_on() {
    journey(async |lms, browser| {
        let root = lms.home.trim_end_matches("main/").to_owned();
        let nowhere = [
            format!("{root}nowhere/"),
            format!("{root}main/nowhere"),
            format!("{root}main/courses/nowhere"),
            format!("{root}main/admin/people/nowhere"),
            format!("{root}main/admin/journal/999999"),
            format!("{root}main/admin/launches/nowhere"),
            format!("{root}main/admin/requirements/XXX-999"),
            format!("{root}main/admin/tools/nowhere/doctor"),
            format!("{root}main/campuses"),
        ];
        let mut faults = Vec::new();
        for (number, url) in nowhere.iter().enumerate() {
            browser.open(url).await;
            browser.find_with("link", "camp").await;
            faults.extend(browser.faults(&format!("error-{number}")).await);
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    })
    .await;
}
