//! The answer belongs to a login of this browser, once.

use std::time::Duration;

use crate::support::School;
use crate::support::browser::{Browser, Keeps};

#[actix_web::test]
async fn either_cookie_alone_proves_the_browser() {
    let school = School::open().await;
    for keeps in [Keeps::OnlyPlain, Keeps::OnlyFramed] {
        let mut browser = Browser::that_keeps(keeps);
        let launched = school.launch(&mut browser, |_| ()).await;
        assert_eq!(browser.follow(launched).await.text("#user"), "u-1001");
    }
    let page = school.launch(&mut Browser::that_keeps(Keeps::Nothing), |_| ()).await;
    assert_eq!(page.status, 401);
    assert!(page.text("#error").contains("cookie"));
}

#[actix_web::test]
async fn an_answer_without_the_right_state_is_refused() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let login = school.login(&mut browser).await;
    let token = school.forge(&login).token();
    let altered = format!("{}x", &login.state[1..]);
    let huge = "s".repeat(100_000);
    for (state, status) in [("", 400), (altered.as_str(), 401), ("invented", 401), (huge.as_str(), 401)] {
        let page = browser.post(&school.url("launch"), &[("id_token", &token), ("state", state)]).await;
        assert_eq!(page.status, status);
    }
    let page = browser.post(&school.url("launch"), &[("id_token", &token)]).await;
    assert_eq!(page.status, 400);
    assert!(page.text("#error").contains("state"));
    assert_eq!(browser.session(), None);
}

#[actix_web::test]
async fn a_stranger_can_neither_finish_nor_spoil_a_login() {
    let (school, mut mine, mut other) = (School::open().await, Browser::new(), Browser::new());
    let login = school.login(&mut mine).await;
    school.login(&mut other).await;
    let token = school.forge(&login).token();
    let page = school.answer(&mut other, &login, &token).await;
    assert_eq!(page.status, 401);
    assert!(page.text("#error").contains("another browser"));
    assert!(school.answer(&mut mine, &login, &token).await.is_accepted());
}

#[actix_web::test]
async fn the_same_form_opens_one_session() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let login = school.login(&mut browser).await;
    let before = browser.cookies.clone();
    let token = school.forge(&login).token();
    assert!(school.answer(&mut browser, &login, &token).await.is_accepted());
    let session = browser.session().cloned();
    let again = school.answer(&mut browser, &login, &token).await;
    assert_eq!(again.status, 401);
    assert_eq!(browser.session().cloned(), session, "the running session stays");
    browser.cookies = before;
    let with_old_cookies = school.answer(&mut browser, &login, &token).await;
    assert!(with_old_cookies.text("#error").contains("already used"));
}

#[actix_web::test]
async fn twenty_answers_at_once_open_one_session() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let login = school.login(&mut browser).await;
    let token = school.forge(&login).token();
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let mut racer = Browser::new();
            racer.cookies = browser.cookies.clone();
            let (url, token, state) = (school.url("launch"), token.clone(), login.state.clone());
            tokio::spawn(
                async move { racer.post(&url, &[("id_token", &token), ("state", &state)]).await.status },
            )
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 19, "{statuses:?}");
}

#[actix_web::test]
async fn two_tabs_finish_in_any_order() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let (first, second) = (school.login(&mut browser).await, school.login(&mut browser).await);
    for login in [second, first] {
        let token = school.forge(&login).token();
        assert!(school.answer(&mut browser, &login, &token).await.is_accepted());
    }
}

#[actix_web::test]
async fn state_and_nonce_belong_together() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let (first, second) = (school.login(&mut browser).await, school.login(&mut browser).await);
    let token = school.forge(&second).token();
    let page = school.answer(&mut browser, &first, &token).await;
    assert!(page.text("#error").contains("nonce"), "{}", page.body);
}

#[actix_web::test]
async fn a_used_nonce_is_refused_in_a_new_login() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let first = school.login(&mut browser).await;
    let token = school.forge(&first).token();
    assert!(school.answer(&mut browser, &first, &token).await.is_accepted());
    let page = school.launch(&mut browser, |forge| forge.set("nonce", first.nonce.as_str())).await;
    assert_eq!(page.status, 401);
}

#[actix_web::test]
async fn a_late_answer_is_refused() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let login = school.login(&mut browser).await;
    let token = school.forge(&login).token();
    school.wait(Duration::from_hours(1));
    let page = school.answer(&mut browser, &login, &token).await;
    assert_eq!(page.status, 401);
    assert!(page.text("#error").contains("ten minutes"));
}
