//! Files for the platform to fetch and keep (DL-063, DL-064).

use std::time::SystemTime;

use homeroom_vocab::content_item::FILE;
use serde_json::json;
use url::Url;

use crate::deep_linking::ContentItem;
use crate::deep_linking::content::{common, parts};

/// A file that the platform fetches within minutes, and keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct FileItem(pub(super) ContentItem);

common! { FileItem }

impl FileItem {
    pub(super) fn new(url: &Url) -> Self {
        let mut item = ContentItem::of_type(FILE);
        item.set("url", json!(url));
        Self(item)
    }

    /// What it is, such as `application/pdf`; one that the platform takes (DL-043).
    #[must_use]
    pub fn media_type(mut self, media_type: &str) -> Self {
        self.0.set("mediaType", media_type.to_ascii_lowercase());
        self
    }

    /// Until when it can be fetched.
    #[must_use]
    pub fn expires_at(mut self, time: impl Into<SystemTime>) -> Self {
        self.0.set("expiresAt", parts::date(time.into()));
        self
    }
}
