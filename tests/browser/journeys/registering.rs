//! A tool that Homeroom does not know yet.

use crate::support::{Browser, Program, free_port, journey};

/// What a table says beside a heading of a row.
async fn beside(browser: &Browser, heading: &str) -> String {
    let script = r"
        const row = [...document.querySelectorAll('tr')].find((row) => row.cells[0].innerText.trim() === arguments[0]);
        return row.querySelector('td code').innerText;
    ";
    let text = browser.driver.execute(script, vec![heading.into()]).await.unwrap();
    text.convert().unwrap()
}

/// From the page of a registered tool to the tool.
async fn place_and_launch(browser: &Browser, tool: &str) {
    browser.press("button", "Place the link").await;
    browser.press_with("button", &format!("Launch {tool}")).await;
    browser.enter(tool).await;
    browser.see("Ada Teacher").await;
    browser.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_tool_is_registered_in_six_fields_and_launched() {
    journey(async |lms, browser| {
        let port = free_port();
        let tool = format!("http://localhost:{port}");
        browser.open(&lms.home).await;
        browser.press("link", "By hand").await;
        browser.fill("Name", "Reading room").await;
        browser.fill("Login URL", &format!("{tool}/login")).await;
        browser.fill("Target link URI", &format!("{tool}/activity/1")).await;
        browser.fill("Redirect URIs", &format!("{tool}/launch")).await;
        browser.fill("Keys", &format!("{tool}/keys")).await;
        browser.press("button", "Register").await;
        assert!(browser.fields() <= 6, "{} fields", browser.fields());
        browser.see("Saved").await;
        browser.picture("registered").await;
        let (client, deployment) =
            (beside(browser, "Client id").await, beside(browser, "Deployment id").await);
        let issuer = beside(browser, "Issuer").await;
        let listen = format!("localhost:{port}");
        let knows = ["--issuer", &issuer, "--client-id", &client, "--deployment", &deployment];
        let _tool = Program::start(&[&["tool", "--listen", &listen], &knows[..]].concat()).await;
        place_and_launch(browser, "Reading room").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_registers_itself_from_its_url_and_is_launched() {
    journey(async |lms, browser| {
        let (_tool, url) = Program::start(&["tool", "--listen", "localhost:0"]).await;
        browser.open(&lms.home).await;
        browser.press("link", "By its URL").await;
        browser.fill("Registration URL", &format!("{url}register")).await;
        browser.press("button", "Open in this page").await;
        browser.picture("registering-itself").await;
        browser.see("The tool is registered.").await;
        place_and_launch(browser, "Homeroom reference tool").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_looks_at_a_tool_that_is_well_and_at_one_that_is_not_there() {
    journey(async |lms, browser| {
        browser.open(&lms.url("admin/tools")).await;
        browser.press("link", "built-in tool").await;
        browser.press("link", "Doctor").await;
        browser.press("button", "Check this tool").await;
        browser.see("Nothing to mend").await;
        browser.picture("doctor-well").await;

        let gone = format!("http://localhost:{}", free_port());
        browser.open(&lms.url("admin/tools/new")).await;
        browser.fill("Name", "Gone").await;
        browser.fill("Login URL", &format!("{gone}/login")).await;
        browser.fill("Target link URI", &format!("{gone}/")).await;
        browser.press("button", "Register").await;
        browser.press("link", "Doctor").await;
        browser.press("button", "Check this tool").await;
        browser.see("What to mend").await;
        let faults = browser.faults("doctor-of-a-tool-that-is-gone").await;
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configuration_made_for_canvas_is_pasted_looked_at_and_registered() {
    journey(async |lms, browser| {
        let configuration = serde_json::json!({
            "title": "From a configuration",
            "target_link_uri": "http://localhost:9/launch",
            "oidc_initiation_url": "http://localhost:9/login",
            "public_jwk_url": "http://localhost:9/keys",
            "custom_fields": {"school": "$Context.title"},
            "extensions": [{
                "platform": "canvas.instructure.com",
                "privacy_level": "public",
                "settings": {"placements": [{"placement": "course_navigation", "message_type": "LtiResourceLinkRequest"}]},
            }],
        });
        browser.open(&lms.url("admin/tools/import")).await;
        browser.fill("Configuration", &configuration.to_string()).await;
        browser.press("button", "Read it").await;
        browser.until("the filled form", async || {
            (browser.value("Login URL").await == "http://localhost:9/login").then_some(())
        })
        .await;
        assert_eq!(browser.value("Name").await, "From a configuration");
        browser.picture("imported").await;
        browser.press("button", "Register").await;
        browser.see("Saved").await;
    })
    .await;
}
