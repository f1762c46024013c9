//! A browser that keeps cookies and follows nothing by itself.

use std::collections::BTreeMap;
use std::time::Duration;

use reqwest::header::{COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder};
use scraper::{Html, Selector};

/// Which cookies this browser keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    All,
    /// Drops `Secure` cookies, as on plain http.
    OnlyPlain,
    /// Drops everything but `SameSite=None`, as in a frame on another site.
    OnlyFramed,
    Nothing,
}

pub(crate) struct Browser {
    client: Client,
    keeps: Keeps,
    pub(crate) cookies: BTreeMap<String, String>,
}

pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Browser {
    pub(crate) fn new() -> Self {
        Self::that_keeps(Keeps::All)
    }

    pub(crate) fn that_keeps(keeps: Keeps) -> Self {
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .tls_certs_only([])
            .timeout(Duration::from_secs(20));
        Self { client: client.build().unwrap(), keeps, cookies: BTreeMap::new() }
    }

    pub(crate) async fn get(&mut self, url: &str) -> Page {
        let request = self.client.get(url);
        self.send(request).await
    }

    pub(crate) async fn get_with(&mut self, url: &str, parameters: &[(&str, String)]) -> Page {
        let request = self.client.get(url).query(parameters);
        self.send(request).await
    }

    pub(crate) async fn post(&mut self, url: &str, form: &[(&str, &str)]) -> Page {
        let request = self.client.post(url).form(form);
        self.send(request).await
    }

    pub(crate) async fn post_as(&mut self, url: &str, content_type: &str, body: Vec<u8>) -> Page {
        let request = self.client.post(url).header("content-type", content_type).body(body);
        self.send(request).await
    }

    /// Goes where the page says, until a page says nothing.
    pub(crate) async fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..5 {
            if page.status != 303 {
                return page;
            }
            page = self.get(&page.location()).await;
        }
        panic!("redirected for ever");
    }

    async fn send(&mut self, request: RequestBuilder) -> Page {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let response = request.header(COOKIE, cookies.join("; ")).send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        for cookie in headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        Page { status, headers, body: response.text().await.unwrap() }
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once("; ").unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        let kept = match self.keeps {
            Keeps::All => true,
            Keeps::OnlyPlain => !attributes.contains("Secure"),
            Keeps::OnlyFramed => attributes.contains("SameSite=None"),
            Keeps::Nothing => false,
        };
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else if kept {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    pub(crate) fn session(&self) -> Option<&String> {
        self.cookies.iter().find(|(name, _)| name.contains("_session")).map(|(_, value)| value)
    }
}

impl Page {
    pub(crate) fn location(&self) -> String {
        let location = self.headers.get(LOCATION).unwrap_or_else(|| panic!("no Location: {}", self.body));
        location.to_str().unwrap().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub(crate) fn text(&self, selector: &str) -> String {
        let page = Html::parse_document(&self.body);
        let found = page.select(&Selector::parse(selector).unwrap()).next();
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.body)).text().collect()
    }

    /// The texts of all elements of that kind.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(selector).unwrap()).map(|element| element.text().collect()).collect()
    }

    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        let found = page.select(&Selector::parse(selector).unwrap()).next();
        found.and_then(|element| element.attr(name)).map(str::to_owned)
    }

    /// Whether the launch was taken.
    pub(crate) fn is_accepted(&self) -> bool {
        self.status == 303
    }
}
