//! Login initiation, and the thin path from there to the page.

use crate::support::School;
use crate::support::browser::Browser;

#[actix_web::test]
async fn a_launch_opens_the_page_of_the_link() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let launched = school.launch(&mut browser, |_| ()).await;
    assert_eq!(launched.location(), school.url("activity/1"));
    let page = browser.follow(launched).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.text("title"), "Activity 1, signed in");
    let facts = ["#user", "#name", "#role", "#course", "#link-title", "#deployment"].map(|id| page.text(id));
    assert_eq!(facts, ["u-1001", "Ada Brontë", "learner", "Biology", "Week 1 quiz", "1"]);
    school.tool.stop().await;
}
