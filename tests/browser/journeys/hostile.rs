//! Tools and names of ill will.

use serde_json::json;

use crate::support::{Browser, Lms, Manner, Rules, SIDEWAYS, Screen, journey, start_hostile_tool};

/// Long, from right to left, and with an override that would turn the page around.
fn hard_name() -> String {
    format!("\u{202e}مدرسة الأحياء {} <script>document.body.id='owned'</script>", "x".repeat(300))
}

/// What a tool did to the page that is open: nothing that it sent may run, and the page is as usable as any.
async fn harm(browser: &Browser) -> Vec<String> {
    const DONE: &str = r"
        const found = [];
        if (document.body.id === 'owned' || document.title === 'owned') found.push('a script of the tool ran');
        for (const link of document.links) if (/^\s*(javascript|data):/i.test(link.href)) found.push('a link runs ' + link.href);
        return found;
    ";
    let mut found: Vec<String> = browser.ask(DONE).await;
    Screen::Phone.set(&browser.driver).await;
    found.extend(browser.ask::<Vec<String>>(SIDEWAYS).await);
    found.extend(browser.violations(Rules::All).await);
    Screen::Wide.set(&browser.driver).await;
    let url = browser.url().await;
    found.into_iter().map(|fault| format!("{url}: {fault}")).collect()
}

async fn pick(lms: &Lms, browser: &Browser) {
    browser.open(&lms.url("courses/biology/pick/hostile")).await;
    browser.press("button", "Pick content").await;
    browser.enter("Content for Biology").await;
    browser.press("button", "Send").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn content_with_scripts_broken_html_and_hard_names_harms_nobody() {
    journey(async |lms, browser| {
        let html = "<p>Read me<script>parent.document.body.id='owned'</script><img src=x onerror=\"parent.document.title='owned'\">\
                    <a href='javascript:parent.document.title=1'>click</a></p></div></main></table><b><i>unclosed <!-- <iframe src=javascript:1>";
        let items = json!([
            {"type": "html", "html": html, "title": hard_name()},
            {"type": "link", "url": "javascript:document.body.id='owned'", "title": "A link that is a script"},
            {"type": "link", "url": "http://localhost:1/", "title": "</title><img src=x onerror=alert(1)>", "text": hard_name()},
            {"type": "link", "url": "http://localhost:1/", "title": "Embedded", "embed": {"html": html}},
            {"type": "ltiResourceLink", "title": hard_name()},
        ]);
        start_hostile_tool(lms, &hard_name(), Manner { header: "X-Tool: hostile", items }).await;
        pick(lms, browser).await;
        browser.see("A link that is a script").await;
        browser.see("javascript").await;
        browser.leave().await;
        let mut found = Vec::new();
        for page in ["courses/biology", "", "admin/tools", "admin/tools/hostile", "admin/launches", "admin/journal"] {
            browser.open(&lms.url(page)).await;
            browser.picture(&format!("hostile/{}", page.replace('/', "-"))).await;
            found.extend(harm(browser).await);
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        browser.open(&lms.url("courses/biology")).await;
        let placed = browser.find_with("Iframe", "مدرسة").await;
        placed.scroll_into_view().await.unwrap();
        placed.enter_frame().await.unwrap();
        browser.see("Read me").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_that_forbids_frames_is_told_by_the_name_of_its_header() {
    journey(async |lms, browser| {
        let manner = Manner { header: "X-Frame-Options: DENY", items: json!([]) };
        start_hostile_tool(lms, "Shy tool", manner).await;
        browser.open(&lms.url("admin/tools/hostile")).await;
        browser.press("button", "Place the link").await;
        browser.press_with("button", "Launch Shy tool").await;
        browser.press_with("link", "frame stay").await;
        browser.see("X-Frame-Options").await;
        browser.see("DENY").await;
        browser.picture("frame-refused").await;
        browser.forgive("X-Frame-Options").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_with_markup_is_shown_as_text() {
    journey(async |lms, browser| {
        browser.open(&lms.home).await;
        browser.press("button", "Launch").await;
        browser.enter("Week 1 quiz").await;
        let way_back =
            browser.find("link", "Return to the course").await.prop("href").await.unwrap().unwrap();
        let mut way_back = url::Url::parse(&way_back).unwrap();
        way_back.query_pairs_mut().append_pair("lti_errormsg", &hard_name());
        browser.leave().await;
        browser.open(way_back.as_str()).await;
        browser.see("<script>document.body.id='owned'</script>").await;
        let found = harm(browser).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
