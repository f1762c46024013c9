//! A small browser: it keeps cookies, follows nothing by itself, and fills forms.

use std::collections::BTreeMap;

use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};

use crate::{Listen, Platform, Settings};

/// A platform with one tool and one link, and somebody who looks at it.
pub(super) struct Browser {
    platform: Platform,
    client: Client,
    cookies: BTreeMap<String, String>,
}

/// What came back.
pub(super) struct Seen {
    pub(super) status: u16,
    pub(super) to: Option<String>,
    pub(super) set_cookies: Vec<String>,
    pub(super) html: String,
}

/// Where the tool of these tests would be; nothing answers there.
pub(super) const TOOL: &str = "http://localhost:9/login";

impl Browser {
    pub(super) async fn open() -> Self {
        Self::open_with(Settings { listen: Listen::Localhost(0), ..Settings::default() }).await
    }

    /// The same with settings of its own; where a link is already stored, it stays.
    pub(super) async fn open_with(settings: Settings) -> Self {
        let platform = Platform::start(settings).await.unwrap();
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let browser = Self { platform, client, cookies: BTreeMap::new() };
        browser.api("PUT", "registrations", tool()).await;
        let link = json!({"id": "quiz", "course": "algebra-1", "title": "Quiz 1", "client_id": "tool"});
        let links = browser.api("GET", "links", Value::Null).await;
        if !links.as_array().unwrap().iter().any(|known| known["id"] == "quiz") {
            browser.api("POST", "links", link).await;
        }
        browser
    }

    /// Stops the platform.
    pub(super) async fn stop(self) {
        self.platform.stop().await;
    }

    pub(super) fn url(&self, path: &str) -> String {
        self.platform.url().join(path).unwrap().to_string()
    }

    /// For what no browser does: the calls of a tool's server.
    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// A control call on campus `main`.
    pub(super) async fn api(&self, method: &str, path: &str, body: Value) -> Value {
        let url = self.url(&format!("/main/api/{path}"));
        let request = self.client.request(method.parse().unwrap(), url);
        let request = if method == "GET" { request } else { request.json(&body) };
        let response = request.send().await.unwrap();
        assert!(response.status().is_success(), "{method} {path}: {}", response.text().await.unwrap());
        response.json().await.unwrap()
    }

    pub(super) async fn get(&mut self, path: &str) -> Seen {
        let request = self.client.get(self.url(path)).header("cookie", self.cookie_header());
        let response = request.send().await.unwrap();
        self.see(response).await
    }

    /// Posts fields as they are, token or not.
    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let request = self.client.post(self.url(path)).header("cookie", self.cookie_header()).form(fields);
        let response = request.send().await.unwrap();
        self.see(response).await
    }

    /// Posts as a browser does from a page of this platform, which it names.
    pub(super) async fn post_from_here(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let origin = self.platform.url().origin().ascii_serialization();
        let request = self.client.post(self.url(path)).header("origin", origin);
        let response = request.header("cookie", self.cookie_header()).form(fields).send().await.unwrap();
        self.see(response).await
    }

    /// Opens a page, finds the form with this action, and sends its hidden fields and these.
    pub(super) async fn submit(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Seen {
        let seen = self.get(page).await;
        let mut all = seen.hidden(action);
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let all: Vec<(&str, &str)> =
            all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(action, &all).await
    }

    fn cookie_header(&self) -> String {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    async fn see(&mut self, response: Response) -> Seen {
        let header = |name: &str| -> Vec<String> {
            let values = response.headers().get_all(name).iter();
            values.map(|value| value.to_str().unwrap().to_owned()).collect()
        };
        let (status, to, set_cookies) =
            (response.status().as_u16(), header("location").pop(), header("set-cookie"));
        for cookie in &set_cookies {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        Seen { status, to, set_cookies, html: response.text().await.unwrap() }
    }
}

impl Seen {
    pub(super) fn parsed(&self) -> Html {
        Html::parse_document(&self.html)
    }

    /// The text of the first match, on one line.
    pub(super) fn text(&self, selector: &str) -> String {
        let html = self.parsed();
        let found = html.select(&Selector::parse(selector).unwrap()).next();
        let found = found.unwrap_or_else(|| panic!("no {selector} in {}", self.html));
        found.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of a field with its spaces and line breaks, as a browser would send it.
    pub(super) fn typed(&self, selector: &str) -> String {
        let html = self.parsed();
        let found = html.select(&Selector::parse(selector).unwrap()).next();
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.html)).text().collect()
    }

    pub(super) fn attribute(&self, selector: &str, name: &str) -> String {
        let html = self.parsed();
        let found = html.select(&Selector::parse(selector).unwrap()).next();
        let found = found.unwrap_or_else(|| panic!("no {selector} in {}", self.html));
        found.value().attr(name).unwrap().to_owned()
    }

    pub(super) fn hidden(&self, action: &str) -> Vec<(String, String)> {
        let html = self.parsed();
        let form = Selector::parse("form[method=post]").unwrap();
        let form = html.select(&form).find(|form| form.value().attr("action") == Some(action));
        let form = form.unwrap_or_else(|| panic!("no form with action {action} in {}", self.html));
        form.select(&Selector::parse("input[type=hidden]").unwrap()).map(pair).collect()
    }
}

fn pair(input: ElementRef<'_>) -> (String, String) {
    let attribute = |name| input.value().attr(name).unwrap_or_default().to_owned();
    (attribute("name"), attribute("value"))
}

fn tool() -> Value {
    json!({
        "client_id": "tool", "name": "My tool", "deployments": ["1"], "login_url": TOOL,
        "target_link_uri": "http://localhost:9/", "redirect_uris": ["http://localhost:9/launch"],
    })
}
