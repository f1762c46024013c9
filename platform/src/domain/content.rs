//! What tools put into a course by deep linking, beside resource links.

use homeroom_vocab::content_item;
use homeroom_vocab::id::{ClientId, ContextId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::edge::WebUrl;

/// An item of a course that is no resource link (DL-051, DL-063, DL-065, DL-067).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Content {
    pub(crate) id: String,
    #[schema(value_type = String)]
    pub(crate) course: ContextId,
    /// The tool that it came from.
    #[schema(value_type = String)]
    pub(crate) client_id: ClientId,
    #[serde(rename = "type")]
    pub(crate) kind: Kind,
    pub(crate) title: Option<String>,
    pub(crate) text: Option<String>,
    #[schema(value_type = Option<String>)]
    pub(crate) url: Option<WebUrl>,
    /// Sanitised: the content of an `html` item, or what a `link` offers to embed (DL-066).
    pub(crate) html: Option<String>,
    pub(crate) iframe: Option<Frame>,
    pub(crate) window: Option<Window>,
    /// The size of an image.
    pub(crate) size: Option<Size>,
    pub(crate) icon: Option<Picture>,
    pub(crate) thumbnail: Option<Picture>,
    /// The copy of a file that was fetched when it was placed (DL-064).
    pub(crate) file: Option<FileCopy>,
}

impl Content {
    /// What to call this item on a page.
    pub(crate) fn heading(&self) -> String {
        let url = || self.url.as_ref().map(|url| url.as_str().to_owned());
        self.title.clone().or_else(url).unwrap_or_else(|| self.kind.word().to_owned())
    }
}

/// The types of content that are no resource link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Link,
    File,
    Html,
    Image,
}

impl Kind {
    /// The type on the wire.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Link => content_item::LINK,
            Self::File => content_item::FILE,
            Self::Html => content_item::HTML,
            Self::Image => content_item::IMAGE,
        }
    }
}

/// A size in CSS pixels; each side may be left open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Size {
    pub(crate) width: Option<u32>,
    pub(crate) height: Option<u32>,
}

/// A frame with an address of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Frame {
    #[schema(value_type = String)]
    pub(crate) src: WebUrl,
    #[serde(flatten)]
    pub(crate) size: Size,
}

/// A window or tab to open in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(from = "FlatWindow")]
pub(crate) struct Window {
    #[serde(rename = "targetName")]
    pub(crate) target_name: Option<String>,
    #[serde(flatten)]
    pub(crate) size: Size,
    #[serde(rename = "windowFeatures")]
    pub(crate) features: Option<String>,
}

/// A window as it is read: serde refuses unknown fields only where none are flattened.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlatWindow {
    #[serde(rename = "targetName")]
    target_name: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    #[serde(rename = "windowFeatures")]
    features: Option<String>,
}

impl From<FlatWindow> for Window {
    fn from(read: FlatWindow) -> Self {
        let size = Size { width: read.width, height: read.height };
        Self { target_name: read.target_name, size, features: read.features }
    }
}

/// A small picture of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Picture {
    #[schema(value_type = String)]
    pub(crate) url: WebUrl,
    #[serde(flatten)]
    pub(crate) size: Size,
}

/// From when to when, each as the tool wrote it (ISO 8601, DL-059).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Period {
    #[serde(rename = "startDateTime", skip_serializing_if = "Option::is_none")]
    pub(crate) start: Option<String>,
    #[serde(rename = "endDateTime", skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<String>,
}

/// What is known about a fetched file; its bytes lie beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct FileCopy {
    pub(crate) media_type: String,
    pub(crate) bytes: usize,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_window_is_kept_in_the_words_of_the_wire() {
        let wire =
            json!({"targetName": "quiz", "width": 900, "height": null, "windowFeatures": "menubar=no"});
        let window: Window = serde_json::from_value(wire.clone()).unwrap();
        assert_eq!((window.size.width, serde_json::to_value(&window).unwrap()), (Some(900), wire));
    }

    #[test]
    fn a_picture_with_its_size_is_read_again() {
        let wire = json!({"url": "https://tool.test/i.png", "width": 16, "height": null});
        let picture: Picture = serde_json::from_value(wire.clone()).unwrap();
        assert_eq!((picture.size.width, serde_json::to_value(&picture).unwrap()), (Some(16), wire));
    }

    #[test]
    fn every_kind_is_called_as_on_the_wire() {
        for kind in [Kind::Link, Kind::File, Kind::Html, Kind::Image] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
    }
}
