//! `link`: a page of the web (DL-051).

use super::super::sanitise;
use super::reader::{Reader, because};
use super::{Desk, content, plain};
use crate::domain::content::{Content, Kind};
use crate::domain::finding::Level;
use crate::store::content::Placing;

pub(super) fn read(desk: Desk<'_>, item: &mut Reader<'_>, id: String) -> Result<Placing, String> {
    let url = item.demanded_url("url", "DL-051");
    let url = url.ok_or_else(|| because("url", item.get("url"), "an absolute web address"))?;
    let embed = item.object("embed", "DL-051", |inside| {
        if !inside.has("html") {
            inside.wrong(
                "DL-051",
                Level::Must,
                "html",
                "the HTML to embed",
                "the HTML stands beside `embed`, not in it",
            );
        }
        let html = inside.text("html", "DL-051")?;
        Some(inside.cleaned("html", sanitise::embed(&html)))
    });
    Ok(content(Content {
        html: embed.flatten(),
        iframe: item.frame("DL-051"),
        window: item.window("DL-051"),
        ..plain(desk, item, id, Kind::Link, Some(url))
    }))
}
