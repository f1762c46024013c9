//! That the browser would complain: whatever a journey must not cause is caused here.

use crate::support::journey;

/// Runs in the page: a request to another host, which the policy forbids too; a resource that is not there; an error.
const HARM: &str = r"
    for (const source of ['http://outside.test/x.png', '/assets/nothing.png']) {
        document.body.append(Object.assign(new Image(), {src: source}));
    }
    document.body.append(Object.assign(document.createElement('script'), {textContent: 'document.title = 1'}));
    setTimeout(() => { throw new Error('thrown here'); });
";

#[tokio::test(flavor = "multi_thread")]
async fn errors_of_scripts_the_policy_missing_files_and_other_hosts_are_all_noticed() {
    journey(async |lms, browser| {
        browser.open(&lms.home).await;
        browser.driver.execute(HARM, Vec::new()).await.unwrap();
        for words in ["thrown here", "Content Security Policy", "nothing.png", "a request to another host"] {
            browser
                .until(&format!("a complaint about {words}"), async || {
                    browser.complaints().await.iter().any(|told| told.contains(words)).then_some(())
                })
                .await;
        }
        browser.forgive("").await;
    })
    .await;
}
