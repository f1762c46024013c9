//! Templates and assets, embedded, and the one way to render them.

use std::sync::LazyLock;

use rust_embed::RustEmbed;
use serde::Serialize;
use tera::{Kwargs, State, Tera, Value};

use crate::requirements;

/// Every template, by its path below `templates/`.
#[derive(RustEmbed)]
#[folder = "../templates"]
struct Templates;

/// Style sheet and scripts, served below `/assets/`.
#[derive(RustEmbed, Debug)]
#[folder = "assets"]
pub(crate) struct Assets;

/// Why a page could not be rendered. Always a mistake of ours, never of the visitor.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ViewError {
    /// The embedded templates do not parse.
    #[error("templates do not parse: {0}")]
    Parse(String),
    /// This template failed with this context.
    #[error("template `{name}` failed: {cause}")]
    Render { name: String, cause: String },
}

/// All but the unreserved characters of RFC 3986.
const SEGMENT: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

static TERA: LazyLock<Result<Tera, String>> = LazyLock::new(load);

/// Renders one template with a context that serialises to an object.
pub(crate) fn render<T: Serialize>(template: &str, context: &T) -> Result<String, ViewError> {
    let tera = TERA.as_ref().map_err(|cause| ViewError::Parse(cause.clone()))?;
    let failed = |error: tera::Error| ViewError::Render { name: template.to_owned(), cause: chain(&error) };
    let context = tera::Context::from_serialize(context).map_err(failed)?;
    tera.render(template, &context).map_err(failed)
}

fn load() -> Result<Tera, String> {
    let mut tera = Tera::default();
    tera.register_filter("middle", |text: &str, kwargs: Kwargs, _: &State| -> tera::TeraResult<String> {
        Ok(middle(text, kwargs.get::<usize>("keep")?.unwrap_or(24)))
    });
    tera.register_filter("segment", |text: &str, _: Kwargs, _: &State| segment(text));
    tera.register_filter("ticks", |text: &str, _: Kwargs, _: &State| Value::safe_string(&ticks(text)));
    tera.register_filter("sentence", |id: &str, _: Kwargs, _: &State| {
        requirements::find(id).map_or("", |known| known.sentence.as_str())
    });
    let sources: Vec<(String, String)> = Templates::iter().filter_map(|name| source(&name)).collect();
    tera.add_raw_templates(sources).map_err(|error| chain(&error))?;
    Ok(tera)
}

fn source(name: &str) -> Option<(String, String)> {
    let file = Templates::get(name)?;
    Some((name.to_owned(), String::from_utf8_lossy(&file.data).into_owned()))
}

/// Tera hides the reason of a failure in the source of its error.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

/// An id as one segment of a path: ids come from tools and may hold anything.
pub(crate) fn segment(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, SEGMENT).to_string()
}

/// Text as HTML, with what stands between backticks as code.
fn ticks(text: &str) -> String {
    let parts: Vec<String> = text.split('`').map(escape).collect();
    let closed = parts.len() % 2 == 1;
    let mut html = String::with_capacity(text.len() + 32);
    for (place, part) in parts.iter().enumerate() {
        let opens_nothing = place + 1 == parts.len() && !closed;
        match place % 2 {
            0 => html.push_str(part),
            _ if opens_nothing => html.extend(["`", part]),
            _ => html.extend(["<code>", part, "</code>"]),
        }
    }
    html
}

fn escape(text: &str) -> String {
    let mut html = Vec::with_capacity(text.len());
    match tera::escape_html(text, &mut html) {
        Ok(()) => String::from_utf8(html).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

/// Shortens a long id in its middle, since ids differ at both ends: `https://exam…/launch/4f2a`.
pub(crate) fn middle(text: &str, keep: usize) -> String {
    let length = text.chars().count();
    if length <= keep.max(5) {
        return text.to_owned();
    }
    let half = (keep - 1) / 2;
    let head: String = text.chars().take(keep - 1 - half).collect();
    let tail: String = text.chars().skip(length - half).collect();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_template_parses() {
        assert!(TERA.is_ok(), "{:?}", TERA.as_ref().err());
    }

    #[test]
    fn an_unknown_template_is_an_error_that_names_it() {
        let error = render("no/such.html", &serde_json::json!({})).unwrap_err();
        assert!(error.to_string().contains("no/such.html"), "{error}");
    }

    #[test]
    fn backticks_become_code_and_nothing_becomes_markup() {
        assert_eq!(ticks("got `<b>` & `x`"), "got <code>&lt;b&gt;</code> &amp; <code>x</code>");
        assert_eq!(ticks("one ` tick <"), "one ` tick &lt;");
        assert_eq!(ticks(""), "");
    }

    #[test]
    fn a_long_id_keeps_both_ends() {
        assert_eq!(middle("0123456789abcdef", 9), "0123…cdef");
        assert_eq!(middle("short", 9), "short");
        assert_eq!(middle("ééééééééééé", 5), "éé…éé");
    }
}
