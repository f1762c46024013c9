//! Every page that a link leads to: on a wide screen, in the dark and on a phone.

use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use url::Url;

use crate::support::{Crawl, journey, kind};

/// How a URL is answered: a status, and whether that is a page rather than a file.
async fn answer(url: &Url) -> (u16, bool) {
    let answer = reqwest::get(url.clone()).await.unwrap();
    let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let page = header(CONTENT_TYPE).starts_with("text/html")
        && !header(CONTENT_DISPOSITION).starts_with("attachment");
    (answer.status().as_u16(), page)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_there_fits_its_screen_and_is_clean_for_axe() {
    journey(async |lms, browser| {
        browser.open(&lms.url("courses/algebra-1")).await;
        browser.press("button", "Pick content").await;
        browser.enter("Content for Algebra I").await;
        for offer in ["graded activity", "page to read", "file to keep", "box of text", "picture"] {
            browser.press_with("checkbox", offer).await;
        }
        browser.press("button", "Add to course").await;
        browser.see("What came back").await;
        browser.leave().await;
        let mut crawl = Crawl::default();
        browser.open(&lms.home).await;
        browser.press("button", "Launch").await;
        browser.find("Iframe", "Week 1 quiz").await;
        crawl.add(&lms.home, "the first line of `serve`");
        crawl.add(browser.url().await.as_str(), "a launch");
        let mut faults = Vec::new();
        while let Some((url, from)) = crawl.next() {
            let (status, page) = answer(&url).await;
            if status != 200 {
                faults.push(format!("{url}, linked from {from}: {status}"));
            }
            if page {
                browser.open(url.as_str()).await;
                crawl.follow(browser).await;
                faults.extend(browser.faults(&kind(&url)).await);
            }
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    })
    .await;
}
