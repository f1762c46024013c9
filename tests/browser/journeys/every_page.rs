//! Every page that a link leads to: on a wide screen, in the dark and on a phone.

use crate::support::{Crawl, journey, kind};

/// How the document was answered, and as what.
const ANSWER: &str = r"
    const [entry] = performance.getEntriesByType('navigation');
    return [String(entry ? entry.responseStatus : 0), document.contentType];
";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: `tests/browser/install`, then `--include-ignored`"]
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
            browser.open(url.as_str()).await;
            let [status, media] = browser.ask::<[String; 2]>(ANSWER).await;
            if status != "200" {
                faults.push(format!("{url}, linked from {from}: {status}"));
            }
            if media == "text/html" {
                crawl.follow(browser).await;
                faults.extend(browser.faults(&kind(&url)).await);
            }
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    })
    .await;
}
