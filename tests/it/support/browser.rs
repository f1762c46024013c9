//! A browser as far as a launch needs one: it keeps cookies, follows redirects, and sends the forms of pages.

use std::collections::BTreeMap;

use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use url::Url;

/// More redirects than any launch has.
const PATIENCE: usize = 20;

pub(crate) struct Browser {
    http: Client,
    /// By authority, then by name.
    cookies: BTreeMap<String, BTreeMap<String, String>>,
}

/// Where the browser is, and what it sees.
pub(crate) struct Page {
    pub(crate) url: Url,
    pub(crate) status: u16,
    pub(crate) html: String,
}

impl Browser {
    pub(crate) fn new() -> Self {
        let http = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { http, cookies: BTreeMap::new() }
    }

    /// Opens a prepared launch, up to the page of the tool.
    pub(crate) async fn launch(&mut self, login: &Value) -> Page {
        let parameters = login["parameters"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let pairs: Vec<_> = parameters.map(|pair| (text(&pair[0]), text(&pair[1]))).collect();
        let mut url = Url::parse(login["url"].as_str().unwrap()).unwrap();
        url.query_pairs_mut().extend_pairs(pairs);
        let form_post = self.go(Method::GET, url, &[]).await;
        self.press(&form_post, "form button").await
    }

    /// Presses a button of a page.
    pub(crate) async fn press(&mut self, page: &Page, button: &str) -> Page {
        let (url, fields) = page.form(button);
        self.go(Method::POST, url, &fields).await
    }

    async fn go(&mut self, mut method: Method, mut url: Url, fields: &[(String, String)]) -> Page {
        for _ in 0..PATIENCE {
            let mut request =
                self.http.request(method.clone(), url.clone()).header("cookie", self.cookies_for(&url));
            if method == Method::POST {
                request = request.form(fields);
            }
            let answer = request.send().await.unwrap();
            self.keep_cookies(&url, &answer);
            let status = answer.status();
            let Some(to) = answer.headers().get("location").filter(|_| status.is_redirection()) else {
                return Page { url, status: status.as_u16(), html: answer.text().await.unwrap() };
            };
            url = url.join(to.to_str().unwrap()).unwrap();
            method = Method::GET;
        }
        panic!("redirected for ever, at last to {url}");
    }

    fn cookies_for(&self, url: &Url) -> String {
        let pairs = self.cookies.get(url.authority()).into_iter().flatten();
        pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep_cookies(&mut self, url: &Url, answer: &Response) {
        let kept = self.cookies.entry(url.authority().to_owned()).or_default();
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                kept.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Page {
    /// What a button sends, and where to: the inputs of its form, and itself if it has a name.
    fn form(&self, button: &str) -> (Url, Vec<(String, String)>) {
        let html = Html::parse_document(&self.html);
        let found = html.select(&Selector::parse(button).unwrap()).next();
        let button = found.unwrap_or_else(|| panic!("no {button} at {}: {}", self.url, self.html));
        let form =
            button.ancestors().filter_map(ElementRef::wrap).find(|element| element.value().name() == "form");
        let form = form.unwrap_or_else(|| panic!("no form around {}", button.html()));
        let inputs = Selector::parse("input[name]").unwrap();
        let pressed = button.value().attr("name").map(|_| pair(button));
        let action = form.value().attr("action").unwrap_or_default();
        (self.url.join(action).unwrap(), form.select(&inputs).map(pair).chain(pressed).collect())
    }

    /// The text of each match.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html);
        let selector = Selector::parse(selector).unwrap();
        html.select(&selector).map(|element| element.text().collect::<String>().trim().to_owned()).collect()
    }
}

fn pair(field: ElementRef<'_>) -> (String, String) {
    let attribute = |name| field.value().attr(name).unwrap_or_default().to_owned();
    (attribute("name"), attribute("value"))
}
