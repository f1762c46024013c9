//! A page for everybody, with every way to show it that the platform takes (DL-051, DL-052).

use serde_json::{Value, json};

use crate::defects::Defect;
use crate::reference::items::basis::Basis;

pub(super) fn item(basis: &Basis<'_>) -> Value {
    let mut item = json!({
        "text": "A page to read before the quiz",
        "url": basis.address_unless(Defect::ITEM_LINK_NOT_FOUND, "reading/cell"),
        "icon": basis.picture("icon", 50),
        "thumbnail": basis.picture("thumbnail", 90),
    });
    if basis.targets().embed {
        item["embed"] = embed(basis);
    }
    if basis.targets().window {
        item["window"] =
            basis.sized(json!({ "targetName": "_blank", "windowFeatures": "menubar=no" }), 900, 600);
    }
    if basis.targets().iframe {
        item["iframe"] = iframe(basis);
    }
    item
}

fn embed(basis: &Basis<'_>) -> Value {
    if basis.has(Defect::ITEM_EMBED_WITHOUT_HTML) {
        return json!({});
    }
    let source = basis.address("embed/cell");
    let html =
        format!(r#"<iframe src="{source}" width="560" height="315" title="Reading: the cell"></iframe>"#);
    json!({ "html": html })
}

fn iframe(basis: &Basis<'_>) -> Value {
    let source = json!({ "src": basis.address("embed/cell") });
    let members = if basis.has(Defect::ITEM_IFRAME_WITHOUT_SRC) { json!({}) } else { source };
    basis.sized(members, 560, 315)
}
