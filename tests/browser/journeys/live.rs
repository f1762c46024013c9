//! The journal while things happen.

use crate::support::{Browser, Lms, journey};

/// How many exchanges the list shows.
async fn rows(browser: &Browser) -> usize {
    browser.ask("return document.querySelectorAll('tbody tr th a, tbody tr td a').length").await
}

/// Some traffic that no browser is needed for: a tool that asks for a configuration.
async fn traffic(lms: &Lms) {
    let url = lms.url(".well-known/openid-configuration");
    reqwest::get(url).await.unwrap().error_for_status().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exchange_appears_without_a_reload_and_nothing_moves_while_it_is_read() {
    journey(async |lms, browser| {
        browser.open(&lms.url("admin/journal")).await;
        browser.see("Live").await;
        traffic(lms).await;
        browser.see("openid-configuration").await;
        browser.picture("journal-live").await;

        let read = browser.find("link", "1").await;
        read.focus().await.unwrap();
        let (count, place) = (rows(browser).await, read.rect().await.unwrap().y);
        traffic(lms).await;
        let show = browser.find("button", "Show 1 new").await;
        let moved = read.rect().await.unwrap().y - place;
        assert!(moved.abs() < 0.5, "what is read moved by {moved} pixels");
        assert_eq!(rows(browser).await, count, "rows came in while the list was read");
        browser.picture("journal-waiting").await;
        browser.click(&show).await;
        browser.until("the new row", async || (rows(browser).await > count).then_some(())).await;
    })
    .await;
}
