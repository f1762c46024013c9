//! What this tool has to pick from.

use homeroom_vocab::content_item::{FILE, HTML, IMAGE, LINK, LTI_RESOURCE_LINK};

use crate::deep_linking::Settings;
use crate::{Defect, Defects};

/// One thing to pick.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// What the form calls it.
    pub(crate) name: &'static str,
    /// The `type` of its content item (DL-050).
    pub(crate) kind: &'static str,
    pub(crate) title: &'static str,
    /// What it is, in a few words.
    pub(crate) note: &'static str,
}

pub(crate) const RESOURCE_LINK: Offer =
    Offer { name: "resource-link", kind: LTI_RESOURCE_LINK, title: "Week 1 quiz", note: "graded activity" };

const ALL: &[Offer] = &[
    RESOURCE_LINK,
    Offer { name: "link", kind: LINK, title: "Reading: the cell", note: "page to read" },
    Offer { name: "file", kind: FILE, title: "Worksheet", note: "file to keep" },
    Offer { name: "html", kind: HTML, title: "Read this first", note: "box of text" },
    Offer { name: "image", kind: IMAGE, title: "A plant cell", note: "picture" },
];

/// What [`Defect::ITEM_MEDIA_TYPE_TEXT`] returns.
const TEXT: &str = "text/plain";

/// A file of this tool.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) name: &'static str,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: &'static [u8],
}

/// The first one that fits is offered.
pub(crate) const DOCUMENTS: &[Document] = &[
    Document {
        name: "worksheet.pdf",
        media_type: "application/pdf",
        bytes: include_bytes!("assets/worksheet.pdf"),
    },
    Document { name: "worksheet.png", media_type: "image/png", bytes: include_bytes!("assets/cell.png") },
    Document { name: "worksheet.txt", media_type: TEXT, bytes: include_bytes!("assets/worksheet.txt") },
];

/// What the platform takes of it (DL-040, DL-043).
pub(crate) fn accepted(settings: &Settings, defects: &Defects) -> Vec<&'static Offer> {
    ALL.iter().filter(|offer| is_accepted(offer, settings, defects)).collect()
}

fn is_accepted(offer: &Offer, settings: &Settings, defects: &Defects) -> bool {
    let fits = offer.kind != FILE || document(settings, defects).is_some();
    fits && settings.types.iter().any(|kind| kind == offer.kind)
}

/// The file that fits what the platform takes (DL-043).
pub(crate) fn document(settings: &Settings, defects: &Defects) -> Option<&'static Document> {
    let fits = |media_type| {
        if defects.has(Defect::ITEM_MEDIA_TYPE_TEXT) {
            return media_type == TEXT;
        }
        defects.has(Defect::ITEM_MEDIA_TYPE_IGNORED) || settings.media_types.accept(media_type)
    };
    DOCUMENTS.iter().find(|document| fits(document.media_type))
}
