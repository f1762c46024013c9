use super::browser::Browser;

#[tokio::test]
async fn a_chosen_theme_is_on_every_page_until_it_is_left_to_the_system() {
    let mut browser = Browser::open().await;
    assert!(!browser.get("/main/admin/keys").await.html.contains("data-theme"));
    let seen = browser.submit("/main/admin/keys", "/theme", &[("theme", "dark")]).await;
    assert_eq!(seen.to.as_deref(), Some("/main/admin/keys"));
    assert!(seen.set_cookies[0].contains("Max-Age=31536000"), "{:?}", seen.set_cookies);
    for page in ["/", "/main/", "/main/admin/people", "/nothing", "/main/nothing"] {
        assert_eq!(browser.get(page).await.attribute("html", "data-theme"), "dark", "{page}");
    }
    let seen = browser.submit("/", "/theme", &[("theme", "auto")]).await;
    assert!(seen.set_cookies[0].contains("Max-Age=0"), "{:?}", seen.set_cookies);
    assert!(!browser.get("/main/").await.html.contains("data-theme"));
}

#[tokio::test]
async fn a_theme_needs_the_token_and_leads_to_no_other_server() {
    let mut browser = Browser::open().await;
    assert_eq!(browser.post("/theme", &[("theme", "dark")]).await.status, 403);
    let token = browser.get("/").await.attribute("input[name=csrf]", "value");
    for back in ["//evil.example/", "https://evil.example/", "/\\evil.example", "", "/main/\n"] {
        let fields = [("csrf", token.as_str()), ("theme", "no such"), ("back", back)];
        assert_eq!(browser.post("/theme", &fields).await.to.as_deref(), Some("/"), "{back:?}");
    }
}

#[tokio::test]
async fn an_unknown_page_of_a_campus_keeps_its_navigation() {
    let mut browser = Browser::open().await;
    let seen = browser.get("/main/admin/nothing").await;
    assert_eq!(seen.status, 404);
    assert!(seen.text("nav[aria-label=Main]").contains("Journal"));
    let seen = browser.get("/main/lti/nothing").await;
    assert_eq!((seen.status, seen.set_cookies.len()), (404, 0));
    assert!(!seen.html.contains("nav aria-label=\"Main\""), "tools have no acting person");
}

#[tokio::test]
async fn browsers_find_an_icon_where_they_look_for_one() {
    let mut browser = Browser::open().await;
    assert_eq!(browser.get("/favicon.ico").await.status, 200);
}
