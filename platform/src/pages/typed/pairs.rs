//! Custom parameters as the lines of a field, so that every one of them comes back as it was.

use std::collections::BTreeMap;

use super::lines;
use crate::domain::edge;

/// Custom parameters, `name=value` a line. What no line can hold stands in double quotes, as in JSON.
pub(crate) fn pairs(text: &str) -> Result<BTreeMap<String, String>, String> {
    let pair = |line: &str| match quoted_name(line).or_else(|| plain_name(line)) {
        Some((name, value)) => Ok((name, unquoted(value.trim()))),
        None => Err(format!("Expected `name=value` on each line, got {}.", edge::quoted(line))),
    };
    lines(text).map(pair).collect()
}

/// The text that [`pairs`] reads as these.
pub(crate) fn pairs_as_lines(pairs: &BTreeMap<String, String>) -> String {
    let line = |(name, value): (&String, &String)| {
        format!("{}={}", quoted(name, needs_quotes_as_name), quoted(value, needs_quotes))
    };
    pairs.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn quoted(text: &str, needs_quotes: fn(&str) -> bool) -> String {
    if needs_quotes(text) { serde_json::Value::from(text).to_string() } else { text.to_owned() }
}

fn unquoted(value: &str) -> String {
    in_quotes(value).unwrap_or_else(|| value.to_owned())
}

/// What stands in quotes that are needed; other quotes are part of the value, as somebody typed them.
fn in_quotes(value: &str) -> Option<String> {
    serde_json::from_str(value).ok().filter(|text: &String| needs_quotes(text))
}

/// Whether a value would come back from its line as another one.
fn needs_quotes(value: &str) -> bool {
    value.trim() != value || value.contains(char::is_control) || in_quotes(value).is_some()
}

fn needs_quotes_as_name(name: &str) -> bool {
    name.is_empty() || name.starts_with('"') || name.contains('=') || needs_quotes(name)
}

fn quoted_name(line: &str) -> Option<(String, &str)> {
    let mut texts = serde_json::Deserializer::from_str(line).into_iter::<String>();
    let name = texts.next()?.ok().filter(|name| needs_quotes_as_name(name))?;
    let rest = line.get(texts.byte_offset()..)?;
    Some((name, rest.trim_start().strip_prefix('=')?))
}

fn plain_name(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    (!name.is_empty()).then(|| (name.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        all.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn whatever_a_parameter_holds_comes_back_from_its_line() {
        let texts = [
            "",
            "plain",
            " padded ",
            "one\nb=two",
            "\r",
            "\u{a0}",
            "a=b",
            "\"",
            "\"x\"",
            "\"a\\nb\"",
            "\"\"",
            "\"a=b",
            "\"\\\" \\\"\"",
            "b\"=c",
            "C:\\new",
            "$User.id",
            "\0",
            "ü\u{2028}ü",
        ];
        for name in texts {
            for value in texts {
                let all = map(&[(name, value), ("other", "1")]);
                let text = pairs_as_lines(&all);
                assert_eq!(pairs(&text), Ok(all), "{text}");
                // A browser sends other line ends than it was given.
                assert_eq!(pairs(&text.replace('\n', "\r\n")), pairs(&text), "{text}");
            }
        }
    }

    #[test]
    fn what_fits_on_a_line_stands_there_as_it_is() {
        let all = map(&[("a", "\"x\""), ("b", "$User.id=x"), ("c", "C:\\new"), ("d", "")]);
        assert_eq!(pairs_as_lines(&all), "a=\"x\"\nb=$User.id=x\nc=C:\\new\nd=");
        assert_eq!(pairs_as_lines(&map(&[("a", "one\ntwo")])), r#"a="one\ntwo""#);
    }

    #[test]
    fn a_line_without_a_name_is_refused() {
        assert_eq!(pairs(" a = 1 \n\n\"b\"=2"), Ok(map(&[("a", "1"), ("\"b\"", "2")])));
        for line in ["nonsense", "=1", "5", "\"\""] {
            assert!(pairs(line).is_err(), "{line}");
        }
    }
}
