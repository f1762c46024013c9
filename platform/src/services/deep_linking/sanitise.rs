//! HTML from tools, cleaned (DL-066). Pages show it inside a sandboxed frame besides, so this is the first of two walls.

use std::collections::HashSet;

use ammonia::Builder;

/// Links of tools lead out of the frame they stand in.
fn builder() -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"))
        .set_tag_attribute_value("a", "target", "_blank");
    builder
}

/// The content of an `html` item.
pub(super) fn html(raw: &str) -> String {
    builder().clean(raw).to_string()
}

/// What a `link` offers to embed: the same, and frames.
pub(super) fn embed(raw: &str) -> String {
    builder()
        .add_tags(["iframe"])
        .add_tag_attributes("iframe", ["src", "width", "height", "title", "allowfullscreen"])
        .clean(raw)
        .to_string()
}

/// Beginnings of what is taken out of an `html` item, which its author might miss.
const MISSED: &[&str] =
    &["<script", "<style", "<iframe", "<form", "<object", "<embed", "javascript:", " style=", " onclick="];

/// What of an `html` item is taken out, in a few words.
pub(super) fn taken_out(raw: &str) -> Option<String> {
    let lower = raw.to_ascii_lowercase();
    let found: Vec<String> = MISSED
        .iter()
        .filter(|part| lower.contains(**part))
        .map(|part| format!("`{}`", part.trim()))
        .collect();
    (!found.is_empty()).then(|| found.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_script_survives_in_any_dress() {
        for raw in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href='javascript:alert(1)'>x</a>",
            "<svg onload=alert(1)>",
            "<a href='java\nscript:alert(1)'>x</a>",
            "<form action='https://evil.example'><input></form>",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<math><mtext></p><style><img src=x onerror=alert(1)></style>",
        ] {
            for clean in [html(raw), embed(raw)] {
                let lower = clean.to_lowercase();
                for bad in ["<script", "onerror", "onload", "javascript:", "<form", "srcdoc", "<style"] {
                    assert!(!lower.contains(bad), "{raw} became {clean}");
                }
            }
        }
    }

    #[test]
    fn what_is_harmless_stays() {
        assert_eq!(html("<h2>Read <em>this</em></h2>"), "<h2>Read <em>this</em></h2>");
        let frame = embed(r#"<iframe src="https://t.example/e" width="560"></iframe>"#);
        assert!(
            frame.contains(r#"src="https://t.example/e""#) && frame.contains(r#"width="560""#),
            "{frame}"
        );
        assert_eq!(html("<iframe src='https://t.example'></iframe>x"), "x");
    }

    #[test]
    fn an_author_is_told_what_is_missing() {
        assert_eq!(taken_out("<h2>x</h2>"), None);
        assert!(taken_out("<SCRIPT>x</SCRIPT><p onclick=x>").unwrap().contains("`<script`, `onclick=`"));
    }
}
