//! What a person does with a browser.

use std::cell::{Cell, RefCell};
use std::time::Instant;

use serde::de::DeserializeOwned;
use thirtyfour::{WebDriver, WebElement};
use url::Url;

use super::axe::{self, Rules};
use super::chromedriver::{ChromeDriver, Script, capabilities};
use super::elements::{self, Named};
use super::program::target;
use super::{PATIENCE, PAUSE, watch};

/// What one types into.
const FIELDS: &[&str] = &["textbox", "searchbox", "spinbutton"];

/// A browser with one person before it. Its acts wait for what they need, and panic when it does not come.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    clicks: Cell<usize>,
    fields: Cell<usize>,
    complaints: RefCell<Vec<String>>,
    _process: ChromeDriver,
}

impl Browser {
    pub(crate) async fn start(script: Script) -> Self {
        let process = ChromeDriver::start();
        let driver = WebDriver::new(&process.url, capabilities(script)).await.unwrap();
        driver.set_window_rect(0, 0, 1280, 900).await.unwrap();
        Self {
            driver,
            clicks: Cell::new(0),
            fields: Cell::new(0),
            complaints: RefCell::default(),
            _process: process,
        }
    }

    /// Opens a URL, as by typing it.
    pub(crate) async fn open(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
    }

    /// Clicks on what has the role and exactly the name.
    pub(crate) async fn press(&self, role: &str, name: &str) {
        self.click(&self.find(role, name).await).await;
    }

    /// Clicks on the first thing of the role with the words in its name.
    pub(crate) async fn press_with(&self, role: &str, words: &str) {
        self.click(&self.find_with(role, words).await).await;
    }

    /// Types into the field with the label, in place of what it held; counts as a field.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
        self.fields.set(self.fields.get() + 1);
    }

    /// The field with the label.
    pub(crate) async fn field(&self, label: &str) -> WebElement {
        self.until(&format!("a field named {label:?}"), async || {
            for role in FIELDS {
                let found = elements::all(&self.driver, role, Named::Label(label)).await.ok()?;
                if let Some(field) = found.into_iter().next() {
                    return Some(field);
                }
            }
            None
        })
        .await
    }

    /// What the field with the label holds.
    pub(crate) async fn value(&self, label: &str) -> String {
        self.field(label).await.prop("value").await.unwrap().unwrap_or_default()
    }

    /// How many fields were filled so far.
    pub(crate) fn fields(&self) -> usize {
        self.fields.get()
    }

    /// Becomes another person by the menu of the header.
    pub(crate) async fn act_as(&self, person: &str) {
        self.press_with("DisclosureTriangle", "acting as").await;
        self.press_with("button", person).await;
        self.find_with("DisclosureTriangle", &format!("acting as {person}")).await;
    }

    /// Clicks, and counts it.
    pub(crate) async fn click(&self, element: &WebElement) {
        self.clicks.set(self.clicks.get() + 1);
        element.click().await.unwrap();
    }

    /// How many clicks there were so far.
    pub(crate) fn clicks(&self) -> usize {
        self.clicks.get()
    }

    /// The first element of the role with exactly the name, as soon as it is there.
    pub(crate) async fn find(&self, role: &str, name: &str) -> WebElement {
        self.find_named(role, Named::Exactly(name)).await
    }

    /// The first element of the role with the words in its name.
    pub(crate) async fn find_with(&self, role: &str, words: &str) -> WebElement {
        self.find_named(role, Named::With(words)).await
    }

    async fn find_named(&self, role: &str, name: Named<'_>) -> WebElement {
        let what = format!("a {role} named {name:?}");
        self.until(&what, async || {
            // An element may vanish while the page changes; the next look finds its successor.
            let found = elements::all(&self.driver, role, name).await.unwrap_or_default();
            found.into_iter().next()
        })
        .await
    }

    /// Waits until the page, or the frame that is entered, shows a text.
    pub(crate) async fn see(&self, text: &str) {
        self.until(&format!("the text `{text}`"), async || self.text().await.contains(text).then_some(()))
            .await;
    }

    /// All text that can be seen, with single spaces.
    pub(crate) async fn text(&self) -> String {
        let script = "return document.body ? document.body.innerText : ''";
        let text = self.driver.execute(script, Vec::new()).await.ok();
        let text = text.and_then(|text| text.convert::<String>().ok()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What a script says of the page that is open.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, script: &str) -> T {
        self.driver.execute(script, Vec::new()).await.unwrap().convert().unwrap()
    }

    /// What axe-core finds on the page that is open.
    pub(crate) async fn violations(&self, rules: Rules) -> Vec<String> {
        axe::violations(&self.driver, rules).await
    }

    /// Enters the frame with that title.
    pub(crate) async fn enter(&self, frame: &str) {
        self.find("Iframe", frame).await.enter_frame().await.unwrap();
    }

    /// Back from a frame to the page.
    pub(crate) async fn leave(&self) {
        self.driver.enter_default_frame().await.unwrap();
    }

    /// Opens a URL in another tab and goes on there.
    pub(crate) async fn open_tab(&self, url: &str) {
        let tab = self.driver.new_tab().await.unwrap();
        self.driver.switch_to_window(tab).await.unwrap();
        self.open(url).await;
    }

    /// Goes on in the window that was just opened.
    pub(crate) async fn follow_window(&self) {
        let here = self.driver.window().await.unwrap();
        let new = self.until("another window", async || {
            self.driver.windows().await.ok()?.into_iter().find(|window| *window != here)
        });
        self.driver.switch_to_window(new.await).await.unwrap();
    }

    /// Closes this window and goes on in the one that is left.
    pub(crate) async fn close_window(&self) {
        self.driver.close_window().await.unwrap();
        let left = self.driver.windows().await.unwrap().remove(0);
        self.driver.switch_to_window(left).await.unwrap();
    }

    pub(crate) async fn url(&self) -> Url {
        self.driver.current_url().await.unwrap()
    }

    /// Looks again and again until there is something.
    pub(crate) async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(found) = look().await {
                return found;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("waited in vain for {what}");
    }

    /// Keeps a picture of what can be seen, in `target/screenshots`.
    pub(crate) async fn picture(&self, name: &str) {
        let folder = target().join("screenshots");
        let file = folder.join(format!("{name}.png"));
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        if let Err(error) = self.driver.screenshot(&file).await {
            println!("no picture {}: {error}", file.display());
        }
    }

    /// For a journey that failed: URL, text and picture of what was open.
    pub(crate) async fn tell_where_it_stands(&self) {
        let Ok(url) = self.driver.current_url().await else { return };
        println!("at {url} the browser showed:\n{}", self.text().await);
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("journey").replace("::", "-");
        self.picture(&format!("failed/{test}")).await;
    }

    /// What the browser complained of so far.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let found = watch::complaints(&self.driver).await;
        let found = found.unwrap_or_else(|error| vec![format!("the browser tells nothing: {error}")]);
        let mut all = self.complaints.borrow_mut();
        all.extend(found);
        all.clone()
    }

    /// Forgets the complaints that had to be, by some words of them.
    pub(crate) async fn forgive(&self, words: &str) {
        self.complaints().await;
        self.complaints.borrow_mut().retain(|complaint| !complaint.contains(words));
    }

    /// Ends the browser: what it complained of.
    pub(crate) async fn quit(self) -> Vec<String> {
        let complaints = self.complaints().await;
        let _ = self.driver.quit().await;
        complaints
    }
}
