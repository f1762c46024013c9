//! Content items: what was picked, as the platform stores it (DL-050 to DL-069).

mod file;
mod html;
mod image;
mod link;
mod parts;
mod resource_link;

use homeroom_vocab::content_item::{FILE, LTI_RESOURCE_LINK};
use serde_json::{Map, Value, json};
use url::Url;

use crate::deep_linking::{AnswerError, Settings};

pub use file::FileItem;
pub use html::HtmlItem;
pub use image::ImageItem;
pub use link::LinkItem;
pub use parts::{Frame, Period, Picture, Window};
pub use resource_link::ResourceLinkItem;

/// Something that goes to the platform, of one of five types or of a vendor's.
///
/// ```
/// use homeroom_tool::deep_linking::{ContentItem, Frame, Picture};
/// use homeroom_tool::grades::NewLineItem;
///
/// let at = |path: &str| format!("https://tool.example/{path}").parse();
/// let items: Vec<ContentItem> = vec![
///     ContentItem::resource_link()
///         .title("Week 1 quiz")
///         .url(&at("quiz/1")?)
///         .custom("chapter", "3")
///         .line_item(&NewLineItem::new("Week 1 quiz", 10.0).resource_id("quiz-1"))
///         .frame(Frame::new().size(900, 600))
///         .into(),
///     ContentItem::link(&at("reading/cell")?).title("The cell").icon(Picture::new(&at("icon.png")?)).into(),
///     ContentItem::file(&at("worksheet.pdf")?).media_type("application/pdf").into(),
///     ContentItem::html("<p>Read this first</p>").into(),
///     ContentItem::image(&at("cell.png")?).size(400, 300).into(),
/// ];
/// assert_eq!(items[4].to_json()["width"], 400);
/// # Ok::<(), url::ParseError>(())
/// ```
///
/// What the platform does not take of an item is left out when the answer is signed: ways to show it that it does not have
/// (DL-044), and line items where it makes none (DL-042).
#[derive(Clone, Debug, PartialEq)]
pub struct ContentItem {
    members: Map<String, Value>,
    /// What makes it useless to every platform.
    flaw: Option<&'static str>,
    /// Whether it goes out as it stands.
    raw: bool,
}

impl ContentItem {
    /// A link that is launched (DL-053).
    pub fn resource_link() -> ResourceLinkItem {
        ResourceLinkItem::new()
    }

    /// A page for everybody (DL-051).
    pub fn link(url: &Url) -> LinkItem {
        LinkItem::new(url)
    }

    /// A file that the platform fetches within minutes (DL-063, DL-064).
    pub fn file(url: &Url) -> FileItem {
        FileItem::new(url)
    }

    /// A piece of HTML, which the platform cleans before it shows it (DL-065, DL-066).
    pub fn html(html: impl Into<String>) -> HtmlItem {
        HtmlItem::new(html.into())
    }

    /// A picture (DL-067).
    pub fn image(url: &Url) -> ImageItem {
        ImageItem::new(url)
    }

    /// An item of another type, or with members that there is no method for: it goes out as it stands, unchecked. Types and
    /// members of vendors have URLs for their names (DL-050).
    pub fn raw(members: Map<String, Value>) -> Self {
        Self { members, flaw: None, raw: true }
    }

    /// As it stands on the wire.
    pub fn to_json(&self) -> Value {
        Value::Object(self.members.clone())
    }

    /// Its type (DL-050).
    pub fn kind(&self) -> &str {
        self.members.get("type").and_then(Value::as_str).unwrap_or_default()
    }

    /// The item without what this platform does not take of it.
    #[must_use]
    pub fn fitted_to(mut self, settings: &Settings) -> Self {
        if self.raw {
            return self;
        }
        let targets = settings.targets;
        let taken = [("iframe", targets.iframe), ("window", targets.window), ("embed", targets.embed)];
        for (name, _) in taken.into_iter().filter(|(_, taken)| !taken) {
            self.members.remove(name);
        }
        if self.kind() == LTI_RESOURCE_LINK && !settings.line_item {
            self.members.remove("lineItem");
        }
        self
    }

    /// Whether the platform takes it (DL-040, DL-043), and could take it at all.
    pub(super) fn check(&self, settings: &Settings) -> Result<(), AnswerError> {
        if self.raw {
            return Ok(());
        }
        if let Some(flaw) = self.flaw {
            return Err(AnswerError::Unfit(flaw));
        }
        if !settings.takes(self.kind()) {
            return Err(AnswerError::NotTaken(self.kind().to_owned()));
        }
        match self.members.get("mediaType").and_then(Value::as_str) {
            Some(media_type) if self.kind() == FILE && !settings.media_types.accept(media_type) => {
                Err(AnswerError::NotTaken(format!("{} of type {media_type}", self.kind())))
            }
            _ => Ok(()),
        }
    }

    fn of_type(kind: &str) -> Self {
        let members = Map::from_iter([("type".to_owned(), json!(kind))]);
        Self { members, flaw: None, raw: false }
    }

    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.members.insert(name.to_owned(), value.into());
    }

    /// The object under this name, which is made if it is not there.
    fn object(&mut self, name: &str) -> &mut Value {
        self.members.entry(name).or_insert_with(|| json!({}))
    }
}

/// What all items have (DL-050).
macro_rules! common {
    ($name:ident) => {
        impl $name {
            /// What it is called, in plain text.
            #[must_use]
            pub fn title(mut self, title: impl Into<String>) -> Self {
                self.0.set("title", title.into());
                self
            }

            /// What is said about it, in plain text.
            #[must_use]
            pub fn text(mut self, text: impl Into<String>) -> Self {
                self.0.set("text", text.into());
                self
            }

            /// A small picture.
            #[must_use]
            pub fn icon(mut self, picture: crate::deep_linking::Picture) -> Self {
                self.0.set("icon", picture.into_json());
                self
            }

            /// A larger picture.
            #[must_use]
            pub fn thumbnail(mut self, picture: crate::deep_linking::Picture) -> Self {
                self.0.set("thumbnail", picture.into_json());
                self
            }

            /// A member of a vendor; its name is a URL.
            #[must_use]
            pub fn extension(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
                self.0.set(name, value);
                self
            }
        }

        impl From<$name> for crate::deep_linking::ContentItem {
            fn from(item: $name) -> Self {
                item.0
            }
        }
    };
}

use common;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deep_linking::{MediaRanges, Targets};
    use crate::grades::NewLineItem;

    fn url(path: &str) -> Url {
        Url::parse("https://tool.test/").unwrap().join(path).unwrap()
    }

    fn quiz() -> ContentItem {
        let item = ContentItem::resource_link().url(&url("quiz")).line_item(&NewLineItem::new("Quiz", 10.0));
        item.frame(Frame::new().size(9, 6)).window(Window::named("quiz")).into()
    }

    fn settings(types: &[&str]) -> Settings {
        Settings { types: types.iter().map(|kind| (*kind).to_owned()).collect(), ..Settings::default() }
    }

    #[test]
    fn what_the_platform_does_not_take_is_left_out() {
        let names = |settings: &Settings| {
            let fitted = quiz().fitted_to(settings).to_json();
            let names = fitted.as_object().unwrap().keys().cloned();
            names.filter(|name| !matches!(name.as_str(), "type" | "url")).collect::<Vec<_>>()
        };
        assert_eq!(names(&settings(&[])), [""; 0]);
        let window = Targets { window: true, ..Targets::default() };
        assert_eq!(names(&Settings { targets: window, ..settings(&[]) }), ["window"]);
        assert_eq!(names(&Settings { line_item: true, ..settings(&[]) }), ["lineItem"]);
    }

    #[test]
    fn only_types_that_are_taken_go_out() {
        assert_eq!(quiz().check(&settings(&["link", "ltiResourceLink"])), Ok(()));
        assert_eq!(
            quiz().check(&settings(&["link"])),
            Err(AnswerError::NotTaken("ltiResourceLink".to_owned()))
        );
        let images = Settings { media_types: MediaRanges::parse("image/*"), ..settings(&["file"]) };
        let file = |media_type: &str| ContentItem::from(ContentItem::file(&url("f")).media_type(media_type));
        assert_eq!(file("image/png").check(&images), Ok(()));
        assert!(matches!(file("application/pdf").check(&images), Err(AnswerError::NotTaken(_))));
    }

    #[test]
    fn what_no_platform_can_use_does_not_go_out() {
        let item = ContentItem::resource_link().line_item(&NewLineItem::new("Quiz", 0.0));
        let refused = ContentItem::from(item).check(&settings(&["ltiResourceLink"]));
        assert!(matches!(refused, Err(AnswerError::Unfit(_))));
    }

    #[test]
    fn a_raw_item_goes_out_as_it_stands() {
        let members = Map::from_iter([
            ("type".to_owned(), json!("https://vendor.test/type")),
            ("iframe".to_owned(), json!(7)),
        ]);
        let raw = ContentItem::raw(members.clone());
        assert_eq!(raw.check(&settings(&[])), Ok(()));
        assert_eq!(raw.fitted_to(&settings(&[])).to_json(), Value::Object(members));
    }
}
