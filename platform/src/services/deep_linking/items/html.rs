//! `html`: a piece of a page (DL-065), cleaned before anybody sees it (DL-066).

use super::super::sanitise;
use super::reader::{Reader, because};
use super::{Desk, content, plain};
use crate::domain::content::{Content, Kind};
use crate::domain::finding::Level;
use crate::store::content::Placing;

pub(super) fn read(desk: Desk<'_>, item: &mut Reader<'_>, id: String) -> Result<Placing, String> {
    let Some(html) = item.get("html").and_then(serde_json::Value::as_str) else {
        item.wrong(
            "DL-065",
            Level::Must,
            "html",
            "the HTML, a string",
            "the HTML stands in `text` or `content`",
        );
        return Err(because("html", item.get("html"), "a string"));
    };
    let clean = item.cleaned("html", sanitise::html(html));
    if clean.trim().is_empty() {
        return Err("nothing is left of `html` that could be shown".to_owned());
    }
    Ok(content(Content { html: Some(clean), ..plain(desk, item, id, Kind::Html, None) }))
}
