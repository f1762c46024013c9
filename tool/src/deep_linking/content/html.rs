//! Pieces of HTML (DL-065, DL-066).

use homeroom_vocab::content_item::HTML;

use crate::deep_linking::ContentItem;
use crate::deep_linking::content::common;

/// A piece of HTML, which the platform cleans before it shows it. What has an address of its own is better a link with
/// [`embed`](crate::deep_linking::LinkItem::embed).
#[derive(Clone, Debug, PartialEq)]
pub struct HtmlItem(pub(super) ContentItem);

common! { HtmlItem }

impl HtmlItem {
    pub(super) fn new(html: String) -> Self {
        let mut item = ContentItem::of_type(HTML);
        item.set("html", html);
        Self(item)
    }
}
