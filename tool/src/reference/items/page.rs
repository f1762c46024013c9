//! Content that the platform keeps or shows itself: files, boxes of text, pictures (DL-063 to DL-067).

use serde_json::{Value, json};

use crate::defects::Defect;
use crate::reference::items::basis::Basis;
use crate::reference::offer;

const HOUR: i64 = 60 * 60;
const BOX: &str = "<h2>Read this first</h2><p>The quiz is open for <em>one week</em>.</p>";

/// DL-063.
pub(super) fn file(basis: &Basis<'_>) -> Option<Value> {
    let document = offer::document(basis.settings, &basis.app.defects)?;
    let number = json!(basis.seconds(HOUR));
    Some(json!({
        "text": "Three questions to take home",
        "url": basis.address_unless(Defect::ITEM_FILE_NOT_FOUND, &format!("files/{}", document.name)),
        "mediaType": document.media_type,
        "expiresAt": if basis.has(Defect::ITEM_EXPIRES_NUMBER) { number } else { json!(basis.date(HOUR)) },
    }))
}

/// DL-065.
pub(super) fn html(basis: &Basis<'_>) -> Value {
    if basis.has(Defect::ITEM_HTML_IN_TEXT) {
        return json!({ "text": BOX });
    }
    json!({ "html": BOX, "text": "How long the quiz is open" })
}

/// DL-067, with a member of our own, which has a URL for a name.
pub(super) fn image(basis: &Basis<'_>) -> Value {
    let place = if basis.has(Defect::ITEM_IMAGE_IS_PAGE) { "reading/cell" } else { "images/cell.png" };
    let members = json!({
        "text": "A plant cell with its nucleus",
        "url": basis.address(place),
        (format!("{}members/licence", basis.app.url)): { "name": "CC0" },
    });
    basis.sized(members, 400, 300)
}
