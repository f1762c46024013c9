//! `Link` headers (RFC 8288): where the next page is, and where later changes are (AGS-025, NRPS-012, NRPS-013).
//!
//! Several links may stand in one header or in several, each with its parameters in any order, quoted or not, and with
//! several relations in one `rel`.

use reqwest::header::{HeaderMap, LINK};
use url::Url;

use crate::defects::{Defect, Defects};

/// No honest answer has more links.
const MOST: usize = 50;

/// The relation of the page after this one.
pub(crate) const NEXT: &str = "next";
/// The relation of what changes from now on.
pub(crate) const DIFFERENCES: &str = "differences";

/// The address of the first link with the relation, as it is; a relative one belongs to what was asked.
pub(crate) fn find(headers: &HeaderMap, asked: &Url, relation: &str, defects: &Defects) -> Option<Url> {
    let texts = headers.get_all(LINK).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
    let texts = texts.take(if defects.has(Defect::LINK_FIRST_HEADER) { 1 } else { MOST });
    let each = if defects.has(Defect::LINK_FIRST_OF_HEADER) { 1 } else { MOST };
    let links = texts.flat_map(|line| parse(&line).into_iter().take(each)).take(MOST);
    let mut matching = links.filter(|link| link.has(relation) && link.is_plain(defects));
    matching.find_map(|link| asked.join(&link.target).ok())
}

#[derive(Debug, PartialEq, Eq)]
struct Link {
    target: String,
    /// Names in lower case, and values without quotes.
    parameters: Vec<(String, String)>,
    /// Whether a value stood in quotes.
    quoted: bool,
}

impl Link {
    fn has(&self, relation: &str) -> bool {
        // Only the first `rel` counts, and what is said of another page is not said of this one (RFC 8288, 3.2, 3.3).
        let parameter = |wanted: &str| self.parameters.iter().find(|(name, _)| name == wanted);
        let relations = parameter("rel").map(|(_, relations)| relations.as_str()).unwrap_or_default();
        let named = relations.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(relation));
        named && parameter("anchor").is_none()
    }

    /// Without a defect every way to write a link is fine (NRPS-013).
    fn is_plain(&self, defects: &Defects) -> bool {
        let first = self.parameters.first().is_some_and(|(name, _)| name == "rel");
        (first || !defects.has(Defect::LINK_REL_FIRST)) && (self.quoted || !defects.has(Defect::LINK_QUOTED))
    }
}

/// The links of one header. What cannot be read ends it.
fn parse(line: &str) -> Vec<Link> {
    let mut reader = Reader { rest: line };
    let mut links = Vec::new();
    while let Some(link) = reader.link() {
        links.push(link);
        if links.len() == MOST || !reader.skip(',') {
            break;
        }
    }
    links
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn link(&mut self) -> Option<Link> {
        // Empty elements of a list count for nothing.
        while self.skip(',') {}
        if !self.skip('<') {
            return None;
        }
        let (target, rest) = self.rest.split_once('>')?;
        self.rest = rest;
        let (mut parameters, before) = (Vec::new(), self.rest);
        while self.skip(';') {
            parameters.extend(self.parameter());
        }
        let quoted = before[..before.len() - self.rest.len()].contains('"');
        Some(Link { target: target.trim().to_owned(), parameters, quoted })
    }

    /// A name with its value, if it has one. Empty ones count for nothing.
    fn parameter(&mut self) -> Option<(String, String)> {
        let name = self.until(&['=', ';', ',']).to_ascii_lowercase();
        let value = if self.skip('=') { self.value() } else { String::new() };
        (!name.is_empty()).then_some((name, value))
    }

    fn value(&mut self) -> String {
        if self.skip('"') { self.quoted() } else { self.until(&[';', ',']).to_owned() }
    }

    /// Up to the closing quote; a backslash keeps the next character as it is.
    fn quoted(&mut self) -> String {
        let mut value = String::new();
        let mut characters = self.rest.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return value;
                }
                '\\' => value.extend(characters.next().map(|(_, kept)| kept)),
                _ => value.push(character),
            }
        }
        self.rest = "";
        value
    }

    fn until(&mut self, ends: &[char]) -> &'a str {
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (before, rest) = self.rest.split_at(end);
        self.rest = rest;
        before.trim()
    }

    /// Goes past this character, and the spaces before it, if it is the next one.
    fn skip(&mut self, character: char) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &str = "https://lms.test/members?a=1";

    fn found(lines: &[&str], relation: &str) -> Option<String> {
        let headers = lines.iter().map(|line| (LINK, line.parse().unwrap())).collect();
        find(&headers, &Url::parse(ASKED).unwrap(), relation, &Defects::default()).map(String::from)
    }

    #[test]
    fn a_link_is_found_in_whatever_form_it_stands() {
        let target = "https://lms.test/members?p=2&role=a%23b,c;d";
        for line in [
            r#"<TARGET>; rel="next""#,
            "<TARGET>;rel=next",
            r#"<TARGET> ; REL = "NEXT""#,
            r#"<TARGET>; title="a, b; c \" >"; rel="next""#,
            r#"<TARGET>; rel="next"; type="application/json""#,
            "<TARGET>; type=x; ; rel='x'; rel=next, <https://lms.test/x>; rel=next",
            r#"<https://lms.test/d>; rel="differences", <TARGET>; rel="next""#,
            r#"<TARGET>; rel="prev next first", <https://lms.test/d>; rel="differences""#,
            " ,, <TARGET>; flag; rel=next",
        ] {
            let expected = if line.contains("'x'") { "https://lms.test/x" } else { target };
            assert_eq!(found(&[&line.replace("TARGET", target)], NEXT).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn links_stand_in_several_headers() {
        let lines = [r#"<https://lms.test/d>; rel="differences""#, r#"<https://lms.test/2>; rel="next""#];
        assert_eq!(found(&lines, NEXT).as_deref(), Some("https://lms.test/2"));
        assert_eq!(found(&lines, DIFFERENCES).as_deref(), Some("https://lms.test/d"));
    }

    #[test]
    fn a_relative_target_belongs_to_what_was_asked() {
        assert_eq!(found(&["<?p=2>; rel=next"], NEXT).as_deref(), Some("https://lms.test/members?p=2"));
    }

    #[test]
    fn what_is_no_next_page_is_none() {
        for line in [
            "",
            "<https://lms.test/2>",
            r#"<https://lms.test/2>; rel="nextish""#,
            r#"<https://lms.test/2>; rel="prev"; rel="next""#,
            r#"<https://lms.test/2>; rel="next"; anchor="https://lms.test/other""#,
            r#"<https://lms.test/2; rel="next""#,
            r#"https://lms.test/2; rel="next""#,
            r#"<https://lms.test/2>; title="<https://lms.test/3>; rel=next"#,
            r#"<http://[>; rel="next""#,
        ] {
            assert_eq!(found(&[line], NEXT), None, "{line}");
        }
    }

    #[test]
    fn thousands_of_links_are_not_read() {
        let line = "<https://lms.test/x>; rel=prev, ".repeat(10_000) + "<https://lms.test/2>; rel=next";
        assert_eq!(found(&[&line], NEXT), None);
    }
}
