//! A text as a literal of a programming language: ids and names come from people and may hold anything.

/// JavaScript, TypeScript, Python, Java and JSON agree on double quotes and on the escapes of JSON.
pub(super) fn double(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// JavaScript as most of it is written: single quotes, where the text allows it.
pub(super) fn single(text: &str) -> String {
    let plain =
        !text.chars().any(|c| c == '\'' || c == '\\' || c.is_control() || "\u{2028}\u{2029}".contains(c));
    if plain { format!("'{text}'") } else { double(text) }
}

/// PHP in single quotes, which know two escapes.
pub(super) fn php(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// Rust.
pub(super) fn rust(text: &str) -> String {
    format!("{text:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_literal() {
        assert_eq!(single("http://t/"), "'http://t/'");
        assert_eq!(single("it's"), r#""it's""#);
        assert_eq!(single("a\\"), r#""a\\""#);
        assert_eq!(double("\"\n\\"), r#""\"\n\\""#);
        assert_eq!(php("it's \\"), r"'it\'s \\'");
        assert_eq!(rust("\"\\"), r#""\"\\""#);
    }
}
