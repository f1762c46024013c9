//! Cookies: their names, and what a tool says of them, but never their values.

use std::collections::BTreeMap;

use super::labels::{Labels, masked};
use super::mask::{Place, hiding};
use super::time::{Now, read_http};
use super::words::replace_random;

/// One line per `Set-Cookie` header, sorted by name: many servers send them in an order of chance.
pub(super) fn set<'h>(
    headers: impl Iterator<Item = &'h str>,
    now: Now,
    labels: &mut Labels<'_>,
) -> Vec<String> {
    let cookies = headers.map(|header| {
        let (pair, attributes) = header.split_once(';').unwrap_or((header, ""));
        let (name, value) = pair.split_once('=').unwrap_or(("", pair));
        (name.trim(), (value, attributes))
    });
    let named = named(cookies.collect(), labels);
    let mut lines: Vec<_> = named
        .into_iter()
        .map(|(name, (value, attributes))| line(&name, value, attributes, now, labels))
        .collect();
    lines.dedup();
    lines
}

/// Cookies by the names that a snapshot gives them. The order is that of the names without their random parts, since
/// that is the one order in which labels can be given.
fn named<T>(cookies: Vec<(&str, T)>, labels: &mut Labels<'_>) -> Vec<(String, T)> {
    let known = |(name, rest)| (known_name(name, labels), rest);
    let mut cookies: Vec<(String, T)> = cookies.into_iter().map(known).collect();
    cookies.sort_by_cached_key(|(name, _)| replace_random(name, |_| "[]".to_owned()));
    cookies.into_iter().map(|(name, rest)| (labels.without_random(&name), rest)).collect()
}

fn known_name(name: &str, labels: &mut Labels<'_>) -> String {
    match hiding(&labels.scope.masks, Place::Cookie, name) {
        Some(pattern) => format!("[{pattern}]"),
        None => labels.text(name),
    }
}

fn line(name: &str, value: &str, attributes: &str, now: Now, labels: &mut Labels<'_>) -> String {
    let mut line = format!("{name}={}", masked(value.trim().trim_matches('"')));
    for attribute in attributes.split(';').map(str::trim).filter(|attribute| !attribute.is_empty()) {
        line.push_str("; ");
        line.push_str(&attribute_of(attribute, now, labels));
    }
    line
}

fn attribute_of(attribute: &str, now: Now, labels: &mut Labels<'_>) -> String {
    match attribute.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("expires") => {
            format!("{name}={}", read_http(value).map_or_else(|| labels.text(value), |time| now.tell(time)))
        }
        _ => labels.word(attribute),
    }
}

/// The names in a `Cookie` header, sorted. Of names that differ only in the number of a label, the newest stands for
/// all: a browser collects the cookies of every login, and their number says nothing.
pub(super) fn names(header: &str, labels: &mut Labels<'_>) -> Vec<String> {
    let pairs = header.split("; ").filter(|pair| !pair.is_empty());
    let cookies = pairs.map(|pair| (pair.split_once('=').map_or("", |(name, _)| name), ()));
    let mut alike: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (name, ()) in named(cookies.collect(), labels) {
        let (kind, number) = without_number(&name);
        alike.entry(kind).or_default().push((number, name));
    }
    alike.into_values().filter_map(newest).collect()
}

fn newest(mut names: Vec<(usize, String)>) -> Option<String> {
    names.sort();
    names.dedup();
    let (_, newest) = names.pop()?;
    Some(if names.is_empty() { newest } else { format!("{newest} (and earlier ones)") })
}

/// The name without the numbers of its labels, and the first of these.
fn without_number(name: &str) -> (String, usize) {
    let (mut kind, mut number) = (String::new(), 0);
    for part in name.split_inclusive(']') {
        let label = part.strip_suffix(']').and_then(|part| part.rsplit_once('-'));
        match label.and_then(|(kind, digits)| Some((kind, digits.parse::<usize>().ok()?))) {
            Some((words, found)) => {
                kind.push_str(words);
                number = if number == 0 { found } else { number };
            }
            None => kind.push_str(part),
        }
    }
    (kind, number)
}

#[cfg(test)]
mod tests {
    use super::super::mask::Mask;
    use super::super::scope::Scope;
    use super::*;

    fn scope() -> Scope {
        let tool = ["http://localhost:3000/".parse().unwrap()];
        let mask = Mask::new(Place::Cookie, "sid_.*").unwrap();
        Scope::new("426u74", None, &tool, None, vec![mask])
    }

    #[test]
    fn a_cookie_shows_everything_but_its_value() {
        let scope = scope();
        let mut labels = Labels::new(&scope);
        labels.name("state", "abcdefgh");
        let headers = [
            "tool_3000_abcdefgh=x; HttpOnly; SameSite=None; Secure; Path=/; Max-Age=600",
            "gone=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "sid_1=a; Path=/",
            "sid_2=b; Path=/",
            "session=y; expires=Sun, 22 Nov 2026 02:38:01 GMT; Domain=localhost",
            "9e107d9d372bb6826bd81d3542a419d6=1",
        ];
        assert_eq!(
            set(headers.into_iter(), Now::around(1_795_314_480), &mut labels),
            [
                "[random-1]=[value]",
                "[sid_.*]=[value]; Path=/",
                "gone=[empty]; Expires=0",
                "session=[value]; expires=now+600; Domain=localhost",
                "tool_[tool-port]_[state-1]=[value]; HttpOnly; SameSite=None; Secure; Path=/; Max-Age=600",
            ]
        );
    }

    #[test]
    fn of_the_cookies_of_a_request_only_the_names_are_told() {
        let scope = scope();
        let mut labels = Labels::new(&scope);
        labels.name("state", "abcdefgh");
        labels.name("state", "ijklmnop");
        let header = "b=secret; a=1; sid_9=2; sid_8=1; s_ijklmnop=1; s_abcdefgh=1; s_abcdefgh_x=1";
        assert_eq!(
            names(header, &mut labels),
            ["[sid_.*]", "a", "b", "s_[state-2] (and earlier ones)", "s_[state-1]_x"]
        );
    }
}
