//! One exchange, as lines: what was asked, what was answered.

use url::Url;

use crate::driver::{Exchange, Form, Page, parse};

use super::cookie;
use super::keys::Keys;
use super::labels::{Labels, empty};
use super::mask::{Place, hiding};
use super::time::{Now, read_http};
use super::token;

/// Fields and parameters that hold a token.
const TOKENS: &[&str] = &["id_token", "JWT", "client_assertion"];

/// Headers of an answer that protect, or fail to.
const PROTECTING: &[&str] = &["x-frame-options", "referrer-policy"];

/// One exchange, as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// What was asked, and the facts about it.
    pub(super) lines: Vec<String>,
    /// Tokens that are seen for the first time, by their labels.
    pub(super) tokens: Vec<(String, Vec<String>)>,
}

/// Shows exchanges of one case, one after the other.
#[derive(Debug, Clone)]
pub(super) struct Shower<'s> {
    pub(super) labels: Labels<'s>,
    pub(super) keys: &'s Keys,
    pub(super) now: Now,
    seen: Vec<String>,
    /// Where answers of the tool have sent the browser.
    sent_to: Vec<Url>,
    pub(super) block: Block,
}

impl<'s> Shower<'s> {
    pub(super) fn new(labels: Labels<'s>, keys: &'s Keys, now: Now) -> Self {
        Self { labels, keys, now, seen: Vec::new(), sent_to: Vec::new(), block: Block::default() }
    }

    /// Shows the next exchange.
    pub(super) fn show(&mut self, exchange: &Exchange) -> Block {
        if let Some(second) = exchange.header("date").and_then(read_http) {
            self.now = Now::around(second);
        }
        self.request(exchange);
        self.answer(exchange);
        std::mem::take(&mut self.block)
    }

    pub(super) fn line(&mut self, line: String) {
        self.block.lines.push(line);
    }

    fn request(&mut self, exchange: &Exchange) {
        let mut base = exchange.url.clone();
        base.set_query(None);
        let shown = self.labels.base(base.as_str());
        self.line(format!("{} {shown}", exchange.method));
        if base != exchange.url && self.sent_to.contains(&exchange.url) {
            self.line("  > query as redirected".to_owned());
        } else {
            let query = parse(exchange.url.query().unwrap_or_default().as_bytes());
            self.pairs("  > query ", Place::Query, query);
        }
        self.content(exchange);
        self.headers(exchange);
    }

    fn headers(&mut self, exchange: &Exchange) {
        if let Some(origin) = exchange.request_header("origin") {
            let origin = self.labels.word(origin);
            self.line(format!("  > origin: {origin}"));
        }
        let fetch: Vec<_> = ["sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest"]
            .iter()
            .filter_map(|name| exchange.request_header(name))
            .collect();
        if !fetch.is_empty() {
            self.line(format!("  > sec-fetch: {}", fetch.join(", ")));
        }
        for name in cookie::names(exchange.request_header("cookie").unwrap_or_default(), &mut self.labels) {
            if !name.is_empty() {
                self.line(format!("  > cookie {name}"));
            }
        }
    }

    fn content(&mut self, exchange: &Exchange) {
        if exchange.request_body.0.is_empty() {
            return;
        }
        let media_type = exchange.request_header("content-type").unwrap_or("[no media type]");
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        if essence == "application/x-www-form-urlencoded" {
            self.pairs("  > form ", Place::Field, parse(&exchange.request_body.0));
        } else {
            self.line(format!("  > body: {essence}"));
        }
    }

    /// Names and values, tokens taken apart.
    pub(super) fn pairs(&mut self, before: &str, place: Place, mut pairs: Vec<(String, String)>) {
        // Some senders write them in an order of chance; equal names keep theirs.
        pairs.sort_by(|one, other| one.0.cmp(&other.0));
        for (name, value) in pairs {
            let (name, value) = if TOKENS.contains(&name.as_str()) {
                let token = self.token(&value);
                (name, token)
            } else {
                self.labels.pair(place, &name, &value)
            };
            self.line(format!("{before}{name}: {value}"));
        }
    }

    fn token(&mut self, raw: &str) -> String {
        if raw.is_empty() {
            return empty();
        }
        let label = self.labels.name("token", raw);
        if !self.seen.contains(&label) {
            self.seen.push(label.clone());
            let lines = token::lines(raw, self.now, self.keys, &mut self.labels);
            self.block.tokens.push((label.clone(), lines));
        }
        label
    }

    fn answer(&mut self, exchange: &Exchange) {
        let Some(status) = exchange.status else {
            let why = exchange.error.as_ref().map(|error| error.kind.to_string()).unwrap_or_default();
            self.line(format!("  < no answer: {why}"));
            return;
        };
        let media_type = exchange.media_type().map(|media_type| format!(" {media_type}")).unwrap_or_default();
        self.line(format!("  < {status}{media_type}"));
        if !self.labels.scope.is_platforms(&exchange.url) {
            self.answer_headers(exchange);
        }
        if let Some(error) = &exchange.error {
            self.line(format!("  < broken off: {}", error.kind));
        }
        if has_forms(exchange) {
            for form in &Page::of(exchange).forms {
                self.form(form);
            }
        }
    }

    fn answer_headers(&mut self, exchange: &Exchange) {
        if let Some(location) = exchange.header("location") {
            self.location(exchange, location);
        }
        for cookie in cookie::set(exchange.headers("set-cookie"), self.now, &mut self.labels) {
            self.line(format!("  < set-cookie: {cookie}"));
        }
        for policy in exchange.headers("content-security-policy") {
            let ancestors = policy.split(';').map(str::trim).filter(|part| is_ancestors(part));
            for ancestors in ancestors {
                let shown = self.header("content-security-policy", ancestors);
                self.line(format!("  < content-security-policy: {shown}"));
            }
        }
        for name in PROTECTING {
            for value in exchange.headers(name) {
                let shown = self.header(name, value);
                self.line(format!("  < {name}: {shown}"));
            }
        }
    }

    fn header(&mut self, name: &str, value: &str) -> String {
        match hiding(&self.labels.scope.masks, Place::Header, name) {
            Some(_) if value.is_empty() => empty(),
            Some(_) => "[masked]".to_owned(),
            None => self.labels.text(value),
        }
    }

    fn location(&mut self, exchange: &Exchange, location: &str) {
        if hiding(&self.labels.scope.masks, Place::Header, "location").is_some() {
            return self.line("  < location: [masked]".to_owned());
        }
        let Ok(url) = exchange.url.join(location) else {
            let text = self.labels.text(location);
            return self.line(format!("  < location: [unreadable] {text}"));
        };
        self.sent_to.push(url.clone());
        let mut base = url.clone();
        base.set_query(None);
        base.set_fragment(None);
        let shown = self.labels.base(base.as_str());
        let fragment = if url.fragment().is_some() { "#[value]" } else { "" };
        self.line(format!("  < location: {shown}{fragment}"));
        self.pairs("  <   ", Place::Query, parse(url.query().unwrap_or_default().as_bytes()));
    }

    fn form(&mut self, form: &Form) {
        let method = form.request().map_or_else(|| "NO".to_owned(), |request| request.method.to_string());
        let action = self.labels.word(form.action.as_str());
        self.line(format!("  < form {method} {action}"));
        let (buttons, fields): (Vec<_>, Vec<_>) = form.fields.iter().partition(|field| field.is_button());
        let pairs = fields.into_iter().map(|field| (field.name.clone(), field.value.clone()));
        self.pairs("  <   ", Place::Field, pairs.collect());
        for button in buttons.iter().filter(|button| !button.name.is_empty()) {
            let name = self.labels.text(&button.name);
            self.line(format!("  <   button {name}"));
        }
    }
}

/// Reading a page takes long, and most pages have no form.
fn has_forms(exchange: &Exchange) -> bool {
    let body = &exchange.response_body.0;
    let begins = body.windows(5).any(|word| word.eq_ignore_ascii_case(b"<form"));
    begins && exchange.media_type().is_some_and(|media_type| media_type.contains("html"))
}

fn is_ancestors(directive: &str) -> bool {
    let name = directive.split_ascii_whitespace().next().unwrap_or_default();
    name.eq_ignore_ascii_case("frame-ancestors")
}
