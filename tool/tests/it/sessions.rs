//! One launch, one session, one user.

use homeroom_vocab::{claim, role};
use serde_json::json;

use crate::support::School;
use crate::support::browser::{Browser, Keeps};
use crate::support::forge::Forge;

#[actix_web::test]
async fn pages_need_a_session() {
    let school = School::open().await;
    for path in ["", "activity/1", "whoami"] {
        let page = Browser::new().get(&school.url(path)).await;
        assert_eq!(page.status, 401, "{path}");
        assert!(page.text("#error").contains("nobody is signed in"));
        assert_eq!(page.text("title"), "Not signed in");
    }
    let mut forged = Browser::new();
    let port = school.tool.url().port().unwrap();
    forged.cookies.insert(format!("tool_{port}_session"), "invented".to_owned());
    assert_eq!(forged.get(&school.url("whoami")).await.status, 401);
    assert_eq!(Browser::new().get(&school.url("elsewhere")).await.status, 404);
}

#[actix_web::test]
async fn the_session_cookie_comes_twice_and_each_is_enough() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let launched = school.launch(&mut browser, |_| ()).await;
    let cookies: Vec<_> =
        launched.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    let session: Vec<_> = cookies.iter().filter(|cookie| cookie.contains("_session")).collect();
    assert_eq!(session.len(), 2);
    assert!(session[0].contains("; HttpOnly; SameSite=None; Secure; Path=/;"));
    assert!(session[1].contains("; HttpOnly; SameSite=Lax; Path=/;"));
    for keeps in [Keeps::OnlyPlain, Keeps::OnlyFramed] {
        let mut browser = Browser::that_keeps(keeps);
        school.launch(&mut browser, |_| ()).await;
        assert_eq!(browser.get(&school.url("whoami")).await.text("#user"), "u-1001");
    }
}

#[actix_web::test]
async fn a_session_id_brought_along_is_not_kept() {
    let (school, mut browser) = (School::open().await, Browser::new());
    let port = school.tool.url().port().unwrap();
    for name in [format!("tool_{port}_session"), format!("tool_{port}_session_plain")] {
        browser.cookies.insert(name, "fixed".to_owned());
    }
    school.launch(&mut browser, |_| ()).await;
    let first = browser.session().cloned().unwrap();
    assert_ne!(first, "fixed");
    school.launch(&mut browser, |_| ()).await;
    assert_ne!(browser.session(), Some(&first));
}

#[actix_web::test]
async fn the_second_launch_in_a_browser_wins_fully() {
    let (school, mut browser) = (School::open().await, Browser::new());
    school.launch(&mut browser, |forge| forge.set(claim::ROLES, json!([role::context::INSTRUCTOR]))).await;
    let mut old = Browser::new();
    old.cookies = browser.cookies.clone();
    school
        .launch(&mut browser, |forge| {
            forge.set("sub", "u-2");
            forge.remove("name");
            forge.set("given_name", "Ben");
            forge.remove("family_name");
        })
        .await;
    let page = browser.get(&school.url("whoami")).await;
    let facts = ["#user", "#name", "#role"].map(|id| page.text(id));
    assert_eq!(facts, ["u-2", "Ben", "learner"]);
    assert_eq!(old.get(&school.url("whoami")).await.status, 401, "the old session is over");
}

#[actix_web::test]
async fn an_anonymous_launch_inherits_nothing() {
    let (school, mut browser) = (School::open().await, Browser::new());
    school.launch(&mut browser, |_| ()).await;
    school.launch(&mut browser, Forge::anonymous).await;
    let page = browser.get(&school.url("whoami")).await;
    assert_eq!((page.text("#user").as_str(), page.text("#name").as_str()), ("anonymous", ""));
}

#[actix_web::test]
async fn users_are_told_apart_by_sub_and_nothing_else() {
    let school = School::open().await;
    for sub in ["User1", "user1", "user1 ", "u-2"] {
        let mut browser = Browser::new();
        school.launch(&mut browser, |forge| forge.set("sub", sub)).await;
        assert_eq!(browser.get(&school.url("whoami")).await.text("#user"), sub);
    }
}

#[actix_web::test]
async fn a_refused_launch_leaves_the_running_session_alone() {
    let (school, mut browser) = (School::open().await, Browser::new());
    school.launch(&mut browser, |_| ()).await;
    let session = browser.session().cloned();
    let refused = school.launch(&mut browser, |forge| forge.set("aud", "other")).await;
    assert_eq!(refused.status, 401);
    assert_eq!(browser.session().cloned(), session);
}
