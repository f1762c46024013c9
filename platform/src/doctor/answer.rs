//! A request of the doctor, and what came of it.

use std::borrow::Cow;

use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use scraper::{Html, Selector};
use url::Url;

use super::LIMITS;
use crate::domain::edge::quoted;
use crate::fetch::{A_PAGE, Ask, Hop};
use crate::journal::fetch::Errand;

/// What came, and its number in the journal.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) hop: Hop,
    pub(super) number: u64,
    /// When it was asked, in seconds since 1970.
    pub(super) asked_at: i64,
}

impl Answer {
    /// Opens an address as a browser does. `None` if it is none.
    pub(super) async fn to_get(errand: Errand<'_>, url: &str) -> Option<Self> {
        let url = Url::parse(url).ok()?;
        Some(Self::to(errand, Ask { url: &url, accept: A_PAGE, form: None, limits: LIMITS }).await)
    }

    /// Posts a form there. `None` if it is no address.
    pub(super) async fn to_post(errand: Errand<'_>, url: &str, form: String) -> Option<Self> {
        let url = Url::parse(url).ok()?;
        Some(Self::to(errand, Ask { url: &url, accept: A_PAGE, form: Some(form), limits: LIMITS }).await)
    }

    /// Goes on to where this leads, as a browser does: 307 and 308 repeat method and form, other redirects do not.
    pub(super) async fn onward(&self, errand: Errand<'_>, next: &Url) -> Self {
        let again = self.hop.method == Method::POST && matches!(self.hop.status, 307 | 308);
        let form = again.then(|| self.hop.sent_body.clone());
        Self::to(errand, Ask { url: next, accept: A_PAGE, form, limits: LIMITS }).await
    }

    pub(super) async fn to(errand: Errand<'_>, ask: Ask<'_>) -> Self {
        let asked_at = errand.campus.now().as_second();
        let (hop, number) = errand.ask(ask).await;
        Self { hop, number, asked_at }
    }

    /// Where a redirect leads.
    pub(super) fn location(&self) -> Option<Url> {
        let location = self.hop.header(&LOCATION).filter(|_| (300..400).contains(&self.hop.status))?;
        Url::parse(&self.hop.url).ok()?.join(location).ok()
    }

    /// The address that was asked.
    pub(super) fn url(&self) -> Option<Url> {
        Url::parse(&self.hop.url).ok()
    }

    /// Whether there is a page to show, rather than a redirect or nothing.
    pub(super) fn is_page(&self) -> bool {
        self.hop.status != 0 && !(300..400).contains(&self.hop.status)
    }

    /// Whether a script may decide where a browser goes from this page, and nobody else can tell.
    pub(super) fn has_script(&self) -> bool {
        let is_page = self.hop.header(&CONTENT_TYPE).is_some_and(|kind| kind.contains("html"));
        let scripts = Selector::parse("script, [onload]");
        let found = |scripts| Html::parse_document(&self.text()).select(&scripts).next().is_some();
        self.hop.status == 200 && is_page && scripts.is_ok_and(found)
    }

    /// The body as text.
    pub(super) fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.hop.body)
    }

    /// In words.
    pub(super) fn told(&self) -> String {
        if self.hop.status == 0 {
            return self.hop.error.as_ref().map_or_else(|| "no answer".to_owned(), ToString::to_string);
        }
        let kind = self.hop.header(&CONTENT_TYPE).unwrap_or_default();
        match self.hop.header(&LOCATION).filter(|_| !self.is_page()) {
            Some(location) => format!("{} to {}", self.hop.status, quoted(location)),
            None if kind.is_empty() => format!("{} with {} bytes", self.hop.status, self.hop.body.len()),
            None => format!("{} with {} bytes of {}", self.hop.status, self.hop.body.len(), quoted(kind)),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::time::Duration;

    use super::*;

    /// An answer of a tool that was asked for a page.
    pub(in crate::doctor) fn answer(url: &str, status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let hop = Hop {
            method: Method::GET,
            url: url.to_owned(),
            sent: Vec::new(),
            sent_body: String::new(),
            status,
            headers: headers.collect(),
            body: body.as_bytes().to_vec(),
            took: Duration::ZERO,
            error: None,
        };
        Answer { hop, number: 7, asked_at: 0 }
    }

    #[test]
    fn a_script_decides_only_in_a_page_that_came_well() {
        let decides =
            |status, kind, body| answer("http://t/", status, &[("content-type", kind)], body).has_script();
        assert!(decides(200, "text/html; charset=utf-8", "<p>Cookies?<script src=/check.js></script>"));
        assert!(decides(200, "text/html", "<body onload='next()'>"));
        assert!(!decides(200, "text/html", "<p>no <code>&lt;script></code>"));
        assert!(!decides(401, "text/html", "<script></script>"));
        assert!(!decides(200, "application/json", "\"<script></script>\""));
    }

    #[test]
    fn an_answer_is_told_by_what_matters() {
        let told = |status, headers: &[(&str, &str)]| answer("http://t/", status, headers, "abc").told();
        assert_eq!(told(302, &[("location", "/x")]), "302 to `/x`");
        assert_eq!(told(404, &[("content-type", "text/html")]), "404 with 3 bytes of `text/html`");
        assert_eq!(told(200, &[]), "200 with 3 bytes");
        assert_eq!(told(0, &[]), "no answer");
    }
}
