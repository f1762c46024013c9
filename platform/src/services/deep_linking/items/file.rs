//! `file`: something to fetch at once, since its address may be short-lived (DL-063, DL-064).

use super::reader::{Reader, because};
use super::{Desk, content, plain};
use crate::domain::content::{Content, FileCopy, Kind};
use crate::domain::deep_linking::member;
use crate::domain::finding::Level;
use crate::store::content::Placing;

pub(super) fn read(desk: Desk<'_>, item: &mut Reader<'_>, id: String) -> Result<Placing, String> {
    let url = item.demanded_url("url", "DL-063");
    let url = url.ok_or_else(|| because("url", item.get("url"), "an absolute web address"))?;
    item.dated("expiresAt", "DL-063");
    let media_type = item.text("mediaType", "DL-063");
    if let (Some(given), Some(wanted)) = (&media_type, desk.picking.settings.text(member::ACCEPT_MEDIA_TYPES))
        && !fits(given, wanted)
    {
        let expected = format!("a media type out of `{wanted}`");
        item.wrong(
            "DL-043",
            Level::Should,
            "mediaType",
            expected,
            "the picker does not look at `accept_media_types`",
        );
    }
    let file = media_type.map(|media_type| FileCopy { media_type, bytes: 0 });
    Ok(content(Content { file, ..plain(desk, item, id, Kind::File, Some(url)) }))
}

/// Whether a media type is one of a comma-separated list, in which `image/*` and `*/*` stand for many.
fn fits(given: &str, list: &str) -> bool {
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let given = essence(given);
    list.split(',').map(essence).any(|wanted| match wanted.strip_suffix('*') {
        Some("*/") => true,
        Some(family) => given.starts_with(family),
        None => given == wanted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_fits_itself_its_family_and_everything() {
        for (given, list, fit) in [
            ("image/png", "image/*,application/pdf", true),
            ("Application/PDF; x=1", "image/*, application/pdf", true),
            ("text/html", "image/*,application/pdf", false),
            ("text/html", "*/*", true),
            ("imagepng", "image/*", false),
        ] {
            assert_eq!(fits(given, list), fit, "{given} {list}");
        }
    }
}
