//! What leaves the campus by default: exchanges without secrets, cookies, names and e-mail addresses. Tokens keep their
//! claims, without those about the person, and lose their signature, so that they can be read and not used.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use regex::{Captures, Regex};
use serde_json::{Map, Value};

use super::labels::Labels;
use crate::domain::person::Person;
use crate::journal::exchange::{Exchange, Headers, Kind};

/// Parameters and members whose values open something.
const SECRETS: &[&str] = &[
    "access_token",
    "refresh_token",
    "registration_access_token",
    "registration_token",
    "token",
    "client_secret",
    "password",
    "csrf",
];

/// Parameters whose values open something; in JSON they are the words for how something stands.
const SECRET_PARAMETERS: &[&str] = &["code", "state"];

/// Parameters and members that are tokens, however these begin.
const TOKENS: &[&str] = &["jwt", "id_token", "client_assertion", "assertion"];

/// Members and parameters that are about a person wherever they stand.
const PERSONAL: &[&str] = &[
    "given_name",
    "middle_name",
    "family_name",
    "nickname",
    "preferred_username",
    "phone_number",
    "address",
    "birthdate",
    "email",
    "lis_person_name_full",
    "lis_person_name_given",
    "lis_person_name_family",
    "lis_person_contact_email_primary",
    "lis_person_sourcedid",
    "person_sourcedid",
    "sourcedid",
];

/// Members that are about a person only beside one of `MARKS`: tools, courses and platforms have names too.
const PERHAPS_PERSONAL: &[&str] = &["name", "picture"];

/// What only people have.
const MARKS: &[&str] = &["sub", "user_id", "given_name", "family_name", "email", "lis_person_sourcedid"];

/// Whoever has at most so short a name keeps it: it would be found in every other word.
const SHORTEST_NAME: usize = 4;

/// A shorter secret is hidden where it stands only: it would be found in every other word.
const SHORTEST_SECRET: usize = 8;

/// A header begins with a brace, and a quote, a space or the end of a line after it.
static JWT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:ey[A-DI-L]|ew[k-r0-3])[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*").ok()
});

static EMAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[A-Za-z0-9._+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+").ok());

/// Hides the same things in each exchange of one export.
#[derive(Debug)]
pub(crate) struct Redactor {
    labels: Labels,
    names: Vec<String>,
    finder: Option<AhoCorasick>,
}

impl Redactor {
    /// One who knows these people by name, also in the middle of a text.
    pub(crate) fn knowing(people: &[Person]) -> Self {
        let mut labels = Labels::default();
        for person in people {
            let called =
                [Some(person.label()), person.full_name(), person.name.clone(), person.email.clone()];
            let long = |name: &String| name.chars().count() >= SHORTEST_NAME && *name != person.id.as_str();
            labels.introduce(called.into_iter().flatten().filter(long));
        }
        let names: Vec<String> = labels.known().cloned().collect();
        let builder = || AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names);
        let finder = (!names.is_empty()).then(builder).and_then(Result::ok);
        Self { labels, names, finder }
    }

    /// The same exchanges without what nobody else should read. A secret that one place gives away as such is hidden in
    /// every place.
    pub(crate) fn redacted(mut self, exchanges: &[&Exchange]) -> Vec<Exchange> {
        let mut shown: Vec<Exchange> = exchanges.iter().map(|exchange| self.one(exchange)).collect();
        let (secrets, labels): (Vec<&String>, Vec<String>) =
            self.labels.secrets().filter(|(secret, _)| secret.len() >= SHORTEST_SECRET).unzip();
        if let Ok(finder) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&secrets) {
            let hide = |text: &mut String| {
                if finder.is_match(text.as_str()) {
                    *text = finder.replace_all(text, &labels);
                }
            };
            shown.iter_mut().flat_map(texts).for_each(hide);
        }
        shown
    }

    fn one(&mut self, exchange: &Exchange) -> Exchange {
        let mut shown = exchange.clone();
        let everybody = about_people(exchange);
        shown.url = self.url(&shown.url);
        shown.request_body = self.body(&shown.request_headers, &shown.request_body, everybody);
        shown.response_body = if shows_people(exchange) {
            format!("(a page of {} bytes, left out: it shows names)", exchange.response_body.len())
        } else {
            self.body(&shown.response_headers, &shown.response_body, everybody)
        };
        self.headers(&mut shown.request_headers);
        self.headers(&mut shown.response_headers);
        shown.failure = shown.failure.map(|text| self.text(&text));
        for finding in &mut shown.findings {
            finding.expected = self.text(&finding.expected);
            finding.actual = self.text(&finding.actual);
        }
        shown
    }

    fn headers(&mut self, headers: &mut Headers) {
        for (name, value) in headers {
            *value = match name.to_ascii_lowercase().as_str() {
                "authorization" | "proxy-authorization" => self.credentials(value),
                "cookie" => {
                    let pairs: Vec<String> = value.split(';').map(|pair| self.cookie(pair.trim())).collect();
                    pairs.join("; ")
                }
                "set-cookie" => match value.split_once(';') {
                    Some((pair, rest)) => format!("{};{rest}", self.cookie(pair)),
                    None => self.cookie(value),
                },
                "location" | "referer" | "link" | "content-location" => self.url(value),
                name if opens(name) => self.labels.secret(value),
                _ => self.text(value),
            };
        }
    }

    /// `Bearer ...`: the scheme stays.
    fn credentials(&mut self, value: &str) -> String {
        match value.split_once(' ') {
            Some((scheme, secret)) => format!("{scheme} {}", self.labels.secret(secret)),
            None => self.labels.secret(value),
        }
    }

    fn cookie(&mut self, pair: &str) -> String {
        match pair.split_once('=') {
            Some((name, value)) => format!("{name}={}", self.labels.secret(value)),
            None => self.labels.secret(pair),
        }
    }

    fn url(&mut self, url: &str) -> String {
        let Some((path, query)) = url.split_once('?') else { return self.text(url) };
        let (query, fragment) =
            query.split_once('#').map_or((query, None), |(query, rest)| (query, Some(rest)));
        let fragment = fragment.map(|rest| format!("#{}", self.text(rest))).unwrap_or_default();
        format!("{}?{}{fragment}", self.text(path), self.form(query))
    }

    fn form(&mut self, text: &str) -> String {
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        let mut shown = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs {
            let value = self.parameter(&name, &value);
            shown.append_pair(&name, &value);
        }
        shown.finish()
    }

    fn body(&mut self, headers: &Headers, body: &str, everybody: bool) -> String {
        let kind = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let kind = kind.map_or("", |(_, value)| value.as_str());
        // What curl sends is called a form unless somebody says otherwise.
        let is_json = body.trim_start().starts_with(['{', '[']);
        if kind.contains("form-urlencoded") && !is_json {
            return self.form(body);
        }
        match serde_json::from_str::<Value>(body) {
            Ok(value) if value.is_object() || value.is_array() => self.json(value, everybody).to_string(),
            // Cut or malformed: what is a name in it cannot be told.
            Err(error) if is_json => {
                format!("(JSON that cannot be read, left out: it may hold names or secrets; {error})")
            }
            _ => self.text(body),
        }
    }

    fn json(&mut self, value: Value, everybody: bool) -> Value {
        match value {
            Value::String(text) => Value::String(self.string(&text)),
            Value::Array(all) => all.into_iter().map(|value| self.json(value, everybody)).collect(),
            Value::Object(members) => {
                let person = everybody || MARKS.iter().any(|mark| members.contains_key(*mark));
                Value::Object(self.object(members, person, everybody))
            }
            other => other,
        }
    }

    fn object(&mut self, members: Map<String, Value>, person: bool, everybody: bool) -> Map<String, Value> {
        let shown = |(name, value): (String, Value)| {
            let lower = name.to_ascii_lowercase();
            let value = match value {
                Value::String(text) if person && PERHAPS_PERSONAL.contains(&lower.as_str()) => {
                    Value::String(self.labels.name(&text))
                }
                Value::String(text) => Value::String(self.named(&lower, &text)),
                other => self.json(other, everybody),
            };
            (name, value)
        };
        members.into_iter().map(shown).collect()
    }

    /// A string of JSON, which may be JSON itself, or the address of something.
    fn string(&mut self, text: &str) -> String {
        if text.starts_with("http") && text.contains('?') { self.url(text) } else { self.text(text) }
    }

    fn parameter(&mut self, name: &str, value: &str) -> String {
        let is_secret = SECRET_PARAMETERS.iter().any(|known| name.eq_ignore_ascii_case(known));
        if is_secret && !value.is_empty() { self.labels.secret(value) } else { self.named(name, value) }
    }

    /// The value of a parameter or member.
    fn named(&mut self, name: &str, value: &str) -> String {
        let name = name.to_ascii_lowercase();
        if value.is_empty() {
            String::new()
        } else if SECRETS.contains(&name.as_str()) {
            self.labels.secret(value)
        } else if TOKENS.contains(&name.as_str()) {
            self.token(value)
        } else if PERSONAL.contains(&name.as_str()) {
            if value.contains('@') { self.labels.email(value) } else { self.labels.name(value) }
        } else {
            self.string(value)
        }
    }

    /// Any text: tokens in it lose their signature, known names and all e-mail addresses become labels.
    fn text(&mut self, text: &str) -> String {
        let mut shown = text.to_owned();
        if let Some(pattern) = JWT.as_ref() {
            shown = pattern.replace_all(&shown, |found: &Captures| self.token(&found[0])).into_owned();
        }
        if let Some(finder) = self.finder.clone() {
            let mut replaced = String::with_capacity(shown.len());
            finder.replace_all_with(&shown, &mut replaced, |found, name, to| {
                let known =
                    self.names.get(found.pattern().as_usize()).map_or(name, String::as_str).to_owned();
                let label =
                    if known.contains('@') { self.labels.email(&known) } else { self.labels.name(&known) };
                to.push_str(&label);
                true
            });
            shown = replaced;
        }
        if shown.contains('@')
            && let Some(pattern) = EMAIL.as_ref()
        {
            let label = |found: &Captures| {
                if found[0].ends_with("@redacted.invalid") {
                    found[0].to_owned()
                } else {
                    self.labels.email(&found[0])
                }
            };
            shown = pattern.replace_all(&shown, label).into_owned();
        }
        shown
    }

    /// A token that can be read and not used; something that only looks like one is hidden.
    fn token(&mut self, token: &str) -> String {
        let mut parts = token.split('.');
        let (Some(header), Some(payload)) = (parts.next(), parts.next()) else {
            return self.labels.secret(token);
        };
        let claims = URL_SAFE_NO_PAD.decode(payload).ok().and_then(|json| serde_json::from_slice(&json).ok());
        match claims {
            Some(Value::Object(claims)) => {
                let claims = Value::Object(self.object(claims, true, false));
                format!("{header}.{}.signature-redacted", URL_SAFE_NO_PAD.encode(claims.to_string()))
            }
            _ => self.labels.secret(token),
        }
    }
}

/// Whether a header of this name opens something, as those of tools and proxies do. What a server asks for does not.
fn opens(header: &str) -> bool {
    let asks = header.ends_with("authenticate") || header.ends_with("authority");
    ["key", "token", "secret"].iter().any(|end| header.ends_with(end)) || header.contains("auth") && !asks
}

/// Everything in an exchange that may hold a secret.
fn texts(exchange: &mut Exchange) -> Vec<&mut String> {
    let headers = exchange.request_headers.iter_mut().chain(&mut exchange.response_headers);
    let mut all: Vec<&mut String> = headers.flat_map(|(name, value)| [name, value]).collect();
    all.extend([&mut exchange.url, &mut exchange.request_body, &mut exchange.response_body]);
    all.extend(&mut exchange.failure);
    all.extend(exchange.findings.iter_mut().flat_map(|finding| [&mut finding.expected, &mut finding.actual]));
    all
}

/// Whether every `name` in the bodies is that of a person.
fn about_people(exchange: &Exchange) -> bool {
    let path = exchange.url.split('?').next().unwrap_or_default();
    exchange.kind == Kind::Nrps
        || exchange.kind == Kind::Control && (path.ends_with("/people") || path.ends_with("/roster"))
}

/// Whether the answer is a page of the LMS, which shows who acts and whom else there is.
fn shows_people(exchange: &Exchange) -> bool {
    matches!(exchange.kind, Kind::Page | Kind::Return) && !exchange.response_body.is_empty()
}

#[cfg(test)]
mod tests;
