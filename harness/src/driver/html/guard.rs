//! Cuts hostile HTML before the parser sees it. The parser is correct but takes quadratic time for markup nested
//! thousands of levels deep and for tags with thousands of attributes; no honest page has either.

use std::collections::HashMap;

/// Browsers themselves stop nesting at 512.
const DEEPEST: usize = 512;
const MOST_ATTRIBUTES: usize = 1000;
/// Elements whose content is text, so that tags inside do not count.
const RAW: &[&str] = &["script", "style", "textarea", "title"];
/// Elements without an end tag, or with one that is usually left out and then implied.
const UNNESTED: &[&str] = &[
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
    "wbr",
];

/// The longest beginning that is safe to parse.
pub(crate) fn safe_part(html: &str) -> &str {
    let mut open = Open::default();
    let mut at = 0;
    while let Some(start) = html.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let Some(tag) = Tag::read(html, start) else {
            at = start + 1;
            continue;
        };
        if tag.attributes > MOST_ATTRIBUTES || !open.take(&tag) {
            return html.get(..start).unwrap_or_default();
        }
        at = if tag.opens && open.holds_text(&tag) { end_of_raw(html, &tag) } else { tag.end };
    }
    html
}

#[derive(Default)]
struct Open {
    by_name: HashMap<String, usize>,
    depth: usize,
}

impl Open {
    /// Counts the tag and says whether the nesting is still bearable. An end tag that closes nothing counts nothing,
    /// or it would hide real depth.
    fn take(&mut self, tag: &Tag) -> bool {
        if self.is_harmless(tag) {
            return true;
        }
        let count = self.by_name.entry(tag.name.clone()).or_default();
        if tag.opens {
            *count += 1;
            self.depth += 1;
        } else if *count > 0 {
            *count -= 1;
            self.depth -= 1;
        }
        self.depth <= DEEPEST
    }
}

impl Open {
    fn is_inside(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.by_name.get(*name).is_some_and(|count| *count > 0))
    }

    /// Inside drawings and formulas no element is special: each nests unless it closes itself.
    fn is_harmless(&self, tag: &Tag) -> bool {
        if self.is_inside(&["svg", "math"]) {
            return tag.closes_itself;
        }
        UNNESTED.contains(&tag.name.as_str()) || RAW.contains(&tag.name.as_str())
    }

    /// Whether the parser will take what follows as text. It does not where such an element has no business.
    fn holds_text(&self, tag: &Tag) -> bool {
        RAW.contains(&tag.name.as_str()) && !self.is_inside(&["svg", "math", "select"])
    }
}

struct Tag {
    closes_itself: bool,
    name: String,
    opens: bool,
    attributes: usize,
    end: usize,
}

impl Tag {
    fn read(html: &str, start: usize) -> Option<Self> {
        let rest = html.get(start + 1..)?;
        if let Some(comment) = rest.strip_prefix("!--") {
            let end = comment.find("-->").map_or(html.len(), |at| start + 4 + at);
            return Some(Self {
                name: "br".to_owned(),
                opens: true,
                attributes: 0,
                closes_itself: true,
                end,
            });
        }
        let (opens, rest) = rest.strip_prefix('/').map_or((true, rest), |rest| (false, rest));
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let length =
            rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
        let (name, rest) = rest.split_at_checked(length)?;
        let (attributes, used) = attributes(rest);
        let end = html.len() - rest.len() + used;
        let closes_itself = html.get(..end).is_some_and(|tag| tag.ends_with("/>"));
        Some(Self { name: name.to_ascii_lowercase(), opens, attributes, closes_itself, end })
    }
}

/// How many attributes follow, roughly, and how many bytes up to and with the `>` that ends the tag.
fn attributes(rest: &str) -> (usize, usize) {
    let (mut count, mut quote, mut previous) = (0, None, b' ');
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'>') => return (count, at + 1),
            (None, b'"' | b'\'') if previous == b'=' => quote = Some(byte),
            (None, _) if is_gap(previous) && !is_gap(byte) && byte != b'=' => count += 1,
            _ => {}
        }
        if !(byte.is_ascii_whitespace() && previous == b'=') {
            previous = byte;
        }
    }
    (count, rest.len())
}

fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')
}

fn end_of_raw(html: &str, tag: &Tag) -> usize {
    let Some(rest) = html.as_bytes().get(tag.end..) else { return html.len() };
    let name = tag.name.as_bytes();
    let closes = |window: &[u8]| {
        window.starts_with(b"</") && window.get(2..).is_some_and(|close| close.eq_ignore_ascii_case(name))
    };
    rest.windows(name.len() + 2).position(closes).map_or(html.len(), |at| tag.end + at)
}

#[cfg(test)]
mod tests {
    use super::safe_part;

    #[test]
    fn ordinary_pages_are_left_whole() {
        let rows = "<tr><td>x<br><li><p>y".repeat(2000);
        for html in [
            "",
            "no markup, 1 < 2 and a<b",
            "<!doctype html><p>a</p><!-- <div> --> <input value='<div>'>",
            &format!("<table>{rows}</table>"),
            &"<div><span>x</span></div>".repeat(5000),
            &format!("<script>{}</script><b>", "'<div>'".repeat(5000)),
            &format!("<input value=\"{}\">", "a b ".repeat(5000)),
            "<a href=",
            "<",
            "</",
            "<é",
            "<!--",
        ] {
            assert_eq!(safe_part(html), html);
        }
    }

    #[test]
    fn deep_nesting_is_cut() {
        for unit in [
            "<div>",
            "<div></x>",
            "<b a><i>",
            "<svg><g>",
            "<p><font>",
            "<x-y/>",
            "<svg><input>",
            "<svg><title><g>",
        ] {
            let html = unit.repeat(5000);
            let safe = safe_part(&html);
            assert!(safe.len() < 6000, "{unit}: {}", safe.len());
        }
    }

    #[test]
    fn a_tag_with_thousands_of_attributes_is_cut() {
        for attribute in ["a ", "a=1 ", "a='1'", "a/"] {
            let html = format!("before<p {}>", attribute.repeat(5000));
            assert_eq!(safe_part(&html), "before", "{attribute}");
        }
    }
}
