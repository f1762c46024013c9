//! Content items: what was picked, as the platform stores it (DL-050 to DL-069).

mod basis;
mod link;
mod page;
mod resource_link;

use homeroom_vocab::content_item::{FILE, HTML, IMAGE, LINK, LTI_RESOURCE_LINK};
use serde_json::Value;

use crate::app::App;
use crate::deep_linking::Settings;
use crate::defects::{Defect, Defects};
use crate::reference::items::basis::Basis;
use crate::reference::offer::{Offer, RESOURCE_LINK};
use crate::reference::pickers::Picker;

/// The activity that is returned.
pub(crate) const ACTIVITY: &str = "quiz-1";

/// The items, the first of them with the title that the teacher gave it and the platform's text (DL-069).
pub(crate) fn describe(app: &App, picker: &Picker, offers: &[&Offer], title: &str) -> Vec<Value> {
    let basis = Basis { app, settings: &picker.settings };
    let mut items: Vec<_> = offers.iter().filter_map(|offer| item(&basis, offer)).collect();
    if basis.has(Defect::ITEM_TITLE_MISSING) {
        items.iter_mut().for_each(untitle);
    } else if let Some(first) = items.first_mut() {
        if !title.trim().is_empty() {
            first["title"] = title.into();
        }
        if let Some(text) = &picker.settings.text {
            first["text"] = text.as_str().into();
        }
    }
    if !picker.settings.multiple && basis.has(Defect::ITEM_TWO_FOR_ONE) {
        items.extend(items.clone());
    }
    items
}

/// Only [`Defect::ITEM_TITLE_MISSING`] has a use for this.
fn untitle(item: &mut Value) {
    if let Some(members) = item.as_object_mut() {
        members.retain(|name, _| name != "title" && name != "text");
    }
}

fn item(basis: &Basis<'_>, offer: &Offer) -> Option<Value> {
    let offer = returned(offer, basis.settings, &basis.app.defects);
    let mut item = match offer.kind {
        LTI_RESOURCE_LINK => resource_link::item(basis),
        LINK => link::item(basis),
        FILE => page::file(basis)?,
        HTML => page::html(basis),
        IMAGE => page::image(basis),
        _ => return None,
    };
    item["title"] = offer.title.into();
    if !basis.has(Defect::ITEM_TYPE_MISSING) {
        item["type"] = kind(offer.kind, &basis.app.defects).into();
    }
    Some(item)
}

/// What is returned for a choice: the same, in a correct tool (DL-040).
fn returned<'a>(offer: &'a Offer, settings: &Settings, defects: &Defects) -> &'a Offer {
    let accepted = settings.types.iter().any(|kind| kind == LTI_RESOURCE_LINK);
    if !accepted && defects.has(Defect::ITEM_TYPE_UNACCEPTED) { &RESOURCE_LINK } else { offer }
}

/// DL-050.
fn kind(kind: &'static str, defects: &Defects) -> &'static str {
    if kind == LTI_RESOURCE_LINK && defects.has(Defect::ITEM_TYPE_OLD) { "LtiLinkItem" } else { kind }
}
