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

/// HTML that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clean {
    pub(super) html: String,
    /// What was taken out that its author might miss, in a few words.
    pub(super) missing: Option<String>,
}

/// The content of an `html` item.
pub(super) fn html(raw: &str) -> Clean {
    let missing = taken_out(raw, &[MISSED, &["<iframe"]].concat());
    Clean { html: builder().clean(raw).to_string(), missing }
}

/// What a `link` offers to embed: the same, and frames.
pub(super) fn embed(raw: &str) -> Clean {
    let html = builder()
        .add_tags(["iframe"])
        .add_tag_attributes("iframe", ["src", "width", "height", "title", "allowfullscreen"])
        .clean(raw)
        .to_string();
    Clean { html, missing: taken_out(raw, MISSED) }
}

/// Beginnings of what is taken out. An address that begins with a slash is one of the tool's own, and means nothing here.
#[rustfmt::skip]
const MISSED: &[&str] = &[
    "<script", "<style", "<form", "<object", "<embed", "<meta", "<svg", "<video", "<audio", "javascript:", " style=",
    " onclick=", " onload=", " onerror=", "src=\"/", "src='/", "href=\"/", "href='/",
];

fn taken_out(raw: &str, parts: &[&str]) -> Option<String> {
    let lower = raw.to_ascii_lowercase();
    let found = parts.iter().filter(|part| lower.contains(**part));
    let found: Vec<String> = found.map(|part| format!("`{}`", part.trim())).collect();
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
            for clean in [html(raw).html, embed(raw).html] {
                let lower = clean.to_lowercase();
                for bad in ["<script", "onerror", "onload", "javascript:", "<form", "srcdoc", "<style"] {
                    assert!(!lower.contains(bad), "{raw} became {clean}");
                }
            }
        }
    }

    #[test]
    fn what_is_harmless_stays() {
        assert_eq!(html("<h2>Read <em>this</em></h2>").html, "<h2>Read <em>this</em></h2>");
        let frame = embed(r#"<iframe src="https://t.example/e" width="560"></iframe>"#).html;
        assert!(
            frame.contains(r#"src="https://t.example/e""#) && frame.contains(r#"width="560""#),
            "{frame}"
        );
        assert_eq!(html("<iframe src='https://t.example'></iframe>x").html, "x");
    }

    #[test]
    fn an_author_is_told_what_is_missing() {
        assert_eq!(html("<h2>x</h2><a href='https://t.example/'>x</a>").missing, None);
        assert_eq!(html("<SCRIPT>x</SCRIPT><p onclick=x>").missing.unwrap(), "`<script`, `onclick=`");
        assert_eq!(html("<img src=\"/x.png\">").missing.unwrap(), "`src=\"/`");
        let framed = "<iframe src='https://t.example'></iframe>";
        assert_eq!((html(framed).missing.as_deref(), embed(framed).missing), (Some("`<iframe`"), None));
    }
}
