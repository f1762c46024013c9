//! The `Link` header (RFC 8288), as liberally as it may be written.

/// An address and how it relates to the answer that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) url: String,
    /// In lower case.
    pub(crate) relations: Vec<String>,
}

/// All links of an answer: several in one header, several headers, parameters in any order, quoted or not.
pub(crate) fn links<'a>(headers: impl Iterator<Item = &'a str>) -> Vec<Link> {
    headers.flat_map(split(',')).filter_map(|value| link(&value)).collect()
}

fn link(value: &str) -> Option<Link> {
    let (url, parameters) = value.trim().strip_prefix('<')?.split_once('>')?;
    // The first `rel` counts, as the RFC says.
    let relations = split(';')(parameters).iter().find_map(|parameter| relations(parameter));
    Some(Link { url: url.trim().to_owned(), relations: relations.unwrap_or_default() })
}

fn relations(parameter: &str) -> Option<Vec<String>> {
    let (name, value) = parameter.split_once('=')?;
    name.trim()
        .eq_ignore_ascii_case("rel")
        .then(|| value.trim().trim_matches('"').split_whitespace().map(str::to_ascii_lowercase).collect())
}

/// Splits outside of quotes and angle brackets, where the sign is text.
fn split(sign: char) -> impl Fn(&str) -> Vec<String> {
    move |text| {
        let (mut parts, mut quoted, mut address) = (vec![String::new()], false, false);
        for c in text.chars() {
            match c {
                '"' if !address => quoted = !quoted,
                '<' if !quoted => address = true,
                '>' if !quoted => address = false,
                _ => {}
            }
            if c == sign && !quoted && !address {
                parts.push(String::new());
            } else if let Some(part) = parts.last_mut() {
                part.push(c);
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[&str]) -> Vec<(String, String)> {
        let found = links(headers.iter().copied());
        found.into_iter().map(|link| (link.url, link.relations.join(" "))).collect()
    }

    fn both() -> Vec<(String, String)> {
        vec![
            ("http://h/a?p=1,2;3".to_owned(), "next".to_owned()),
            ("http://h/b".to_owned(), "differences".to_owned()),
        ]
    }

    #[test]
    fn links_are_the_same_in_one_header_and_in_several() {
        assert_eq!(read(&[r#"<http://h/a?p=1,2;3>; rel="next", <http://h/b>;rel="differences""#]), both());
        assert_eq!(read(&[r#"<http://h/a?p=1,2;3>; rel="next""#, "<http://h/b>; rel=differences"]), both());
    }

    #[test]
    fn parameters_come_in_any_order_and_letter_case() {
        let first = r#"<http://h/a?p=1,2;3>; title="a, b; rel=\"x"; REL=Next; rel=other"#.replace("\\\"", "");
        assert_eq!(read(&[&first, "<http://h/b>; type=x; rel=\"differences\""]), both());
    }

    #[test]
    fn what_is_no_link_is_none() {
        assert!(read(&["", "http://h/a; rel=next", "<http://h/a; rel=next", ","]).is_empty());
        assert_eq!(read(&["<http://h/a>"]), [("http://h/a".to_owned(), String::new())]);
    }
}
