//! Pictures (DL-067).

use homeroom_vocab::content_item::IMAGE;
use serde_json::json;
use url::Url;

use crate::deep_linking::ContentItem;
use crate::deep_linking::content::{common, parts};

/// A picture at an address for everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageItem(pub(super) ContentItem);

common! { ImageItem }

impl ImageItem {
    pub(super) fn new(url: &Url) -> Self {
        let mut item = ContentItem::of_type(IMAGE);
        item.set("url", json!(url));
        Self(item)
    }

    /// Its size in pixels; 0 says nothing.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        parts::sizes(width, height).for_each(|(name, pixels)| self.0.set(name, pixels));
        self
    }
}
