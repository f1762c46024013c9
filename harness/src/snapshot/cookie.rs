//! Cookies: their names, and what a tool says of them, but never their values.

use super::labels::{Labels, masked};
use super::mask::{Place, hiding};
use super::time::{Now, read_http};

/// One line per `Set-Cookie` header, sorted by name: many servers send them in an order of chance.
pub(super) fn set<'h>(
    headers: impl Iterator<Item = &'h str>,
    now: Now,
    labels: &mut Labels<'_>,
) -> Vec<String> {
    let mut cookies: Vec<_> = headers.map(|header| header.split_once(';').unwrap_or((header, ""))).collect();
    cookies.sort();
    let mut lines: Vec<_> =
        cookies.into_iter().map(|(pair, attributes)| line(pair, attributes, now, labels)).collect();
    lines.dedup();
    lines
}

fn line(pair: &str, attributes: &str, now: Now, labels: &mut Labels<'_>) -> String {
    let (name, value) = pair.split_once('=').unwrap_or(("", pair));
    let mut line = format!("{}={}", shown(name.trim(), labels), masked(value.trim().trim_matches('"')));
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

/// The names in a `Cookie` header, sorted.
pub(super) fn names(header: &str, labels: &mut Labels<'_>) -> Vec<String> {
    let mut names: Vec<_> =
        header.split("; ").map(|pair| pair.split_once('=').map_or("", |(name, _)| name)).collect();
    names.sort_unstable();
    let mut names: Vec<_> = names.into_iter().map(|name| shown(name, labels)).collect();
    names.dedup();
    names
}

fn shown(name: &str, labels: &mut Labels<'_>) -> String {
    if let Some(pattern) = hiding(&labels.scope.masks, Place::Cookie, name) {
        return format!("[{pattern}]");
    }
    let labelled = labels.text(name);
    labels.without_random(&labelled)
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
                "gone=[empty]; Expires=0",
                "session=[value]; expires=now+600; Domain=localhost",
                "[sid_.*]=[value]; Path=/",
                "tool_[tool-port]_[state-1]=[value]; HttpOnly; SameSite=None; Secure; Path=/; Max-Age=600",
            ]
        );
    }

    #[test]
    fn of_the_cookies_of_a_request_only_the_names_are_told() {
        let scope = scope();
        let mut labels = Labels::new(&scope);
        assert_eq!(names("b=secret; a=1; sid_9=2; sid_8=1", &mut labels), ["a", "b", "[sid_.*]"]);
    }
}
