//! Names for what is new in every run, by the order in which a case shows it: `[state-1]`, `[nonce-2]`.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};
use url::Url;

use super::mask::{Place, hiding};
use super::scope::Scope;
use super::words::{look_random, replace_random};
use crate::driver::parse;

/// Longer values are told by their length and digest.
const LONGEST: usize = 200;

/// Shorter values are recognised only where they stand alone.
const TELLING: usize = 8;

/// How much of a text is searched for values that have a label: nobody hides a state in a megabyte.
const SEARCHED: usize = 64 * 1024;

/// Values that the tool has to make anew for every login.
const FRESH: &[&str] = &["state", "nonce"];

/// What stands in the place of a value that says nothing by itself.
const VALUE: &str = "[value]";

/// Parameters whose values the standards give a meaning; all others are the tool's own affair.
const SPOKEN: &[&str] = &[
    "iss",
    "target_link_uri",
    "client_id",
    "lti_deployment_id",
    "scope",
    "response_type",
    "response_mode",
    "prompt",
    "redirect_uri",
    "error",
    "grant_type",
    "client_assertion_type",
];

/// Parameters that get a label of their own.
const LABELLED: &[(&str, &str)] = &[
    ("state", "state"),
    ("nonce", "nonce"),
    ("login_hint", "login-hint"),
    ("lti_message_hint", "message-hint"),
];

/// The labels that a case has given so far.
#[derive(Debug, Clone)]
pub(super) struct Labels<'s> {
    pub(super) scope: &'s Scope,
    known: Vec<Known>,
}

#[derive(Debug, Clone)]
struct Known {
    kind: &'static str,
    value: String,
    label: String,
}

/// A value that should not have been seen before in the run, under its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fresh {
    pub(crate) kind: &'static str,
    pub(crate) label: String,
    pub(crate) value: String,
}

impl<'s> Labels<'s> {
    pub(super) fn new(scope: &'s Scope) -> Self {
        Self { scope, known: Vec::new() }
    }

    /// The label of a value, a new one if it has none. What is empty gets none: that has to show.
    pub(super) fn name(&mut self, kind: &'static str, value: &str) -> String {
        if value.is_empty() {
            return format!("[{kind}: empty]");
        }
        if let Some(known) = self.known.iter().find(|known| known.value == value) {
            return known.label.clone();
        }
        let number = 1 + self.known.iter().filter(|known| known.kind == kind).count();
        let label = format!("[{kind}-{number}]");
        self.known.push(Known { kind, value: value.to_owned(), label: label.clone() });
        label
    }

    /// What the tool should have made anew.
    pub(super) fn fresh(&self) -> Vec<Fresh> {
        let fresh = self.known.iter().filter(|known| FRESH.contains(&known.kind));
        fresh
            .map(|Known { kind, value, label }| Fresh { kind, label: label.clone(), value: value.clone() })
            .collect()
    }

    /// Any text, with labels in the place of what has one.
    pub(super) fn text(&mut self, text: &str) -> String {
        if let Some(known) = self.known.iter().find(|known| known.value == text) {
            return known.label.clone();
        }
        let mut labelled = self.scope.label(text);
        if labelled.len() <= SEARCHED {
            let fits = |known: &&Known| {
                let length = known.value.len();
                length <= labelled.len() && (length >= TELLING || known.value == text)
            };
            let mut telling: Vec<_> = self.known.iter().filter(fits).collect();
            telling.sort_by_key(|known| std::cmp::Reverse(known.value.len()));
            for known in telling {
                if labelled.contains(&known.value) {
                    labelled = labelled.replace(&known.value, &known.label);
                }
            }
        }
        shortened(&printable(&self.number_made(&labelled)))
    }

    /// Persons, courses and links of the run: `person-56-426u74` is `person-[id-1]`.
    fn number_made(&mut self, text: &str) -> String {
        let Some(made) = self.scope.made_in(text) else { return text.to_owned() };
        let mut numbered = String::new();
        let mut done = 0;
        for found in made.find_iter(text) {
            let low = found.as_str().to_ascii_lowercase();
            let label = self.name("id", &low);
            numbered.push_str(text.get(done..found.start()).unwrap_or_default());
            let exact = low == found.as_str();
            numbered.push_str(&if exact { label } else { label.to_ascii_uppercase() });
            done = found.end();
        }
        numbered.push_str(text.get(done..).unwrap_or_default());
        numbered
    }

    /// A text of one word that chance may have made.
    pub(super) fn word(&mut self, text: &str) -> String {
        if let Ok(url) = Url::parse(text)
            && matches!(url.scheme(), "http" | "https")
            && text.starts_with("http")
        {
            return self.inline_address(text, &url);
        }
        if text.contains(char::is_whitespace) {
            return self.text(text);
        }
        // A run may be called by what looks like a word, and its long texts differ from run to run all the same.
        let made_here = text.contains(&self.scope.run_id) && !self.scope.run_id.is_empty();
        if text.len() > LONGEST && (look_random(text) || made_here) {
            return self.name("random", text);
        }
        let labelled = self.text(text);
        self.without_random(&labelled)
    }

    /// The text with a label for each part that looks random.
    pub(super) fn without_random(&mut self, text: &str) -> String {
        if !look_random(text) {
            return text.to_owned();
        }
        replace_random(text, |random| self.name("random", random))
    }

    /// An address as written, in one line.
    fn inline_address(&mut self, written: &str, url: &Url) -> String {
        let (base, _) = written.split_once(['?', '#']).unwrap_or((written, ""));
        let mut shown = self.base(base);
        for (at, (name, value)) in self.query(url).into_iter().enumerate() {
            let _ = write!(shown, "{}{name}={value}", if at == 0 { '?' } else { '&' });
        }
        if let Some(fragment) = url.fragment() {
            let fragment = self.text(fragment);
            let _ = write!(shown, "#{}", self.without_random(&fragment));
        }
        shown
    }

    /// An address without its query.
    pub(super) fn base(&mut self, base: &str) -> String {
        let labelled = self.text(base);
        let segments: Vec<_> = labelled.split('/').map(|segment| self.segment(segment)).collect();
        segments.join("/")
    }

    fn segment(&mut self, segment: &str) -> String {
        match hiding(&self.scope.masks, Place::Path, segment) {
            Some(_) if !segment.is_empty() => "[masked]".to_owned(),
            _ => self.without_random(segment),
        }
    }

    /// The parameters of an address, sorted: some tools write them in an order of chance.
    pub(super) fn query(&mut self, url: &Url) -> Vec<(String, String)> {
        self.pairs(Place::Query, parse(url.query().unwrap_or_default().as_bytes()))
    }

    /// Names and values as they may be shown, sorted by name; equal names keep their order.
    pub(super) fn pairs(&mut self, place: Place, mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
        pairs.sort_by(|one, other| one.0.cmp(&other.0));
        pairs.into_iter().map(|(name, value)| self.pair(place, &name, &value)).collect()
    }

    pub(super) fn pair(&mut self, place: Place, name: &str, value: &str) -> (String, String) {
        if let Some(pattern) = hiding(&self.scope.masks, place, name) {
            return (format!("[{pattern}]"), if value.is_empty() { empty() } else { "[masked]".to_owned() });
        }
        let shown = self.parameter(name, value);
        let name = self.text(name);
        (self.without_random(&name), shown)
    }

    fn parameter(&mut self, name: &str, value: &str) -> String {
        if let Some((_, kind)) = LABELLED.iter().find(|(each, _)| *each == name) {
            return self.name(kind, value);
        }
        if value.is_empty() {
            return empty();
        }
        if SPOKEN.contains(&name) { self.word(value) } else { VALUE.to_owned() }
    }
}

/// Nothing, where something could stand.
pub(super) fn empty() -> String {
    "[empty]".to_owned()
}

/// In the place of a value that differs from run to run and whose presence is what counts.
pub(super) fn masked(value: &str) -> String {
    if value.is_empty() { empty() } else { VALUE.to_owned() }
}

/// Control characters as escapes, so that no value breaks a line or turns around the text behind it.
fn printable(text: &str) -> String {
    let hidden = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(hidden) {
        return text.to_owned();
    }
    let escape = |letter: char| {
        if hidden(letter) { letter.escape_default().to_string() } else { letter.to_string() }
    };
    text.chars().map(escape).collect()
}

fn shortened(text: &str) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text.to_owned();
    }
    let hash = digest(&SHA256, text.as_bytes());
    let mut hexadecimal = String::new();
    for byte in hash.as_ref().iter().take(8) {
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    format!("[{length} characters, SHA-256 {hexadecimal}...]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        let url = |text: &str| Url::parse(text).unwrap();
        let masks = vec![
            super::super::mask::Mask::new(Place::Query, "ts|r.*").unwrap(),
            super::super::mask::Mask::new(Place::Path, "[0-9]+").unwrap(),
        ];
        Scope::new("426u74", Some(&url("http://localhost:81/m")), &[url("http://localhost:82/")], None, masks)
    }

    fn shown(labels: &mut Labels<'_>, address: &str) -> String {
        labels.word(address)
    }

    #[test]
    fn values_are_named_in_the_order_in_which_they_come() {
        let scope = scope();
        let mut labels = Labels::new(&scope);
        assert_eq!(labels.name("state", "abcdefgh"), "[state-1]");
        assert_eq!(labels.name("nonce", "12345678"), "[nonce-1]");
        assert_eq!(labels.name("state", "ijklmnop"), "[state-2]");
        assert_eq!(labels.name("state", "abcdefgh"), "[state-1]");
        assert_eq!(labels.text("cookie_ijklmnop"), "cookie_[state-2]");
        assert_eq!(labels.name("nonce", "abcdefgh"), "[state-1]", "the state taken for a nonce shows");
    }

    #[test]
    fn what_is_empty_is_not_hidden() {
        let scope = scope();
        let mut labels = Labels::new(&scope);
        assert_eq!(labels.name("state", ""), "[state: empty]");
        assert_eq!(
            shown(&mut labels, "http://localhost:82/?a=&b=1&ts="),
            "[tool]/?a=[empty]&b=[value]&[ts|r.*]=[empty]"
        );
        assert!(labels.fresh().is_empty());
    }

    #[test]
    fn things_of_the_run_are_numbered_whatever_stands_around_them() {
        let scope = scope();
        let mut labels = Labels::new(&scope);
        assert_eq!(labels.text("person-56-426u74"), "person-[id-1]");
        assert_eq!(labels.text("robin.9-426u74@school.example"), "robin.[id-2]@school.example");
        assert_eq!(labels.text("PERSON-56-426U74"), "PERSON-[ID-1]");
    }

    #[test]
    fn addresses_hide_what_is_random_and_what_the_user_masks() {
        let scope = scope();
        let mut labels = Labels::new(&scope);
        for (address, expected) in [
            ("http://localhost:82/activity/1?page=2", "[tool]/activity/[masked]?page=[value]"),
            ("http://localhost:82/p/2dzU7sI8PPg_5Z-LL-AnTg/x", "[tool]/p/[random-1]/x"),
            ("http://localhost:82/q/2dzU7sI8PPg_5Z-LL-AnTg", "[tool]/q/[random-1]"),
            (
                "http://localhost:81/m?scope=openid&r7=x#frag",
                "[platform]/m?[ts|r.*]=[masked]&scope=openid#frag",
            ),
            ("javascript:alert(1)", "javascript:alert(1)"),
        ] {
            assert_eq!(shown(&mut labels, address), expected, "{address}");
        }
    }

    #[test]
    fn long_values_are_told_by_length_and_digest_and_control_characters_as_escapes() {
        let scope = scope();
        let mut labels = Labels::new(&scope);
        let long = labels.text(&"a".repeat(1000));
        assert_eq!(long, "[1000 characters, SHA-256 41edece42d63e8d9...]");
        assert_eq!(labels.word(&"x9Qz7+/".repeat(50)), "[random-1]");
        assert_eq!(labels.text("a\r\nb\u{202e}c"), "a\\r\\nb\\u{202e}c");
    }
}
