//! Where in the file something stands: the field by its path, the line by its number.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// The line of a byte, from 1.
pub(super) fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}

/// The line of a key by its path, or of the nearest table above it.
pub(super) fn line_of_key(text: &str, document: &DeTable<'_>, path: &[&str]) -> usize {
    let (mut table, mut found) = (document, 1);
    for name in path {
        let Some((key, value)) = table.iter().find(|(key, _)| key.get_ref() == name) else { break };
        found = line(text, key.span().start);
        let Some(inner) = value.get_ref().as_table() else { break };
        table = inner;
    }
    found
}

/// The path of the field whose name or value stands at a byte, such as `tool.redirect_uris`.
pub(super) fn path_at(document: &DeTable<'_>, at: usize) -> Option<String> {
    in_table(document, at).map(|path| path.join("."))
}

/// The innermost field: the span of a table may be no more than its header.
fn in_table(table: &DeTable<'_>, at: usize) -> Option<Vec<String>> {
    table.iter().find_map(|(key, value)| {
        let name = key.get_ref().to_string();
        if let Some(inner) = inside(value.get_ref(), at) {
            return Some([vec![name], inner].concat());
        }
        let here = covers(&key.span(), at) || covers(&value.span(), at);
        here.then(|| vec![name])
    })
}

fn inside(value: &DeValue<'_>, at: usize) -> Option<Vec<String>> {
    match value {
        DeValue::Table(table) => in_table(table, at),
        DeValue::Array(items) => items.iter().find_map(|item| inside(item.get_ref(), at)),
        _ => None,
    }
}

fn covers(span: &Range<usize>, at: usize) -> bool {
    span.contains(&at)
}
