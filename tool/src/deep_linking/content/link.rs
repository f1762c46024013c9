//! Pages for everybody (DL-051, DL-052).

use homeroom_vocab::content_item::LINK;
use serde_json::json;
use url::Url;

use crate::deep_linking::ContentItem;
use crate::deep_linking::content::common;
use crate::deep_linking::{Frame, Window};

/// A page for everybody, with the ways to show it: give all that apply (DL-052).
#[derive(Clone, Debug, PartialEq)]
pub struct LinkItem(pub(super) ContentItem);

common! { LinkItem }

impl LinkItem {
    pub(super) fn new(url: &Url) -> Self {
        let mut item = ContentItem::of_type(LINK);
        item.set("url", json!(url));
        Self(item)
    }

    /// As a piece of HTML in a page of the platform, which cleans it.
    #[must_use]
    pub fn embed(mut self, html: impl Into<String>) -> Self {
        self.0.set("embed", json!({ "html": html.into() }));
        self
    }

    /// In a frame, at an address of its own for that.
    #[must_use]
    pub fn frame(mut self, source: &Url, frame: Frame) -> Self {
        self.0.set("iframe", frame.with_source(source).into_json());
        self
    }

    /// In a window of its own.
    #[must_use]
    pub fn window(mut self, window: Window) -> Self {
        self.0.set("window", window.into_json());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_shown_in_every_way_that_it_has() {
        let url: Url = "https://tool.test/r".parse().unwrap();
        let item = LinkItem::new(&url).embed("<p>x</p>").frame(&url, Frame::new()).window(Window::new());
        let expected = json!({
            "type": "link", "url": "https://tool.test/r", "embed": { "html": "<p>x</p>" },
            "iframe": { "src": "https://tool.test/r" }, "window": { "targetName": "_blank" },
        });
        assert_eq!(item.0.to_json(), expected);
    }
}
