//! Deep linking: what a request tells the tool about the content that it may return (DL-003, DL-004).

use homeroom_vocab::{content_item, document_target};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::edge::WebUrl;

/// Members of the settings claim.
pub(crate) mod member {
    pub(crate) const RETURN_URL: &str = "deep_link_return_url";
    pub(crate) const ACCEPT_TYPES: &str = "accept_types";
    pub(crate) const ACCEPT_TARGETS: &str = "accept_presentation_document_targets";
    pub(crate) const ACCEPT_MEDIA_TYPES: &str = "accept_media_types";
    pub(crate) const ACCEPT_MULTIPLE: &str = "accept_multiple";
    pub(crate) const ACCEPT_LINEITEM: &str = "accept_lineitem";
    pub(crate) const AUTO_CREATE: &str = "auto_create";
    pub(crate) const TITLE: &str = "title";
    pub(crate) const TEXT: &str = "text";
    pub(crate) const DATA: &str = "data";
}

/// The types of content that this platform can place.
pub(crate) const TYPES: &[&str] = &[
    content_item::LINK,
    content_item::LTI_RESOURCE_LINK,
    content_item::FILE,
    content_item::HTML,
    content_item::IMAGE,
];

/// The places where this platform can show it.
pub(crate) const TARGETS: &[&str] = &[
    document_target::deep_linking::IFRAME,
    document_target::deep_linking::WINDOW,
    document_target::deep_linking::EMBED,
];

/// The media types of files that it takes.
pub(crate) const MEDIA_TYPES: &str = "image/*,application/pdf";

/// A member of the settings as someone asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Member<T> {
    /// Not asked for: the platform's default.
    #[default]
    Default,
    /// `null`: the claim does not have it.
    LeftOut,
    Given(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Member<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(from)?.map_or(Self::LeftOut, Self::Given))
    }
}

/// What is not asked for is left out by the fields themselves; only the description of the API shows it.
impl<T: Serialize> Serialize for Member<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Default | Self::LeftOut => to.serialize_none(),
            Self::Given(value) => value.serialize(to),
        }
    }
}

impl<T> Member<T> {
    fn is_default(&self) -> bool {
        matches!(self, Self::Default)
    }
}

impl<T: Clone> Member<T> {
    fn or(&self, default: impl FnOnce() -> Option<T>) -> Option<T> {
        match self {
            Self::Default => default(),
            Self::LeftOut => None,
            Self::Given(value) => Some(value.clone()),
        }
    }
}

/// The settings as someone asks for them: absent takes the default, `null` leaves the member out of the claim.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewSettings {
    #[schema(value_type = Option<Vec<String>>)]
    #[serde(skip_serializing_if = "Member::is_default")]
    pub(crate) accept_types: Member<Vec<String>>,
    #[schema(value_type = Option<Vec<String>>)]
    #[serde(skip_serializing_if = "Member::is_default")]
    pub(crate) accept_presentation_document_targets: Member<Vec<String>>,
    /// Comma-separated, for files only.
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Member::is_default")]
    pub(crate) accept_media_types: Member<String>,
    #[schema(value_type = Option<bool>)]
    #[serde(skip_serializing_if = "Member::is_default")]
    pub(crate) accept_multiple: Member<bool>,
    #[schema(value_type = Option<bool>)]
    #[serde(skip_serializing_if = "Member::is_default")]
    pub(crate) accept_lineitem: Member<bool>,
    #[schema(value_type = Option<bool>)]
    #[serde(skip_serializing_if = "Member::is_default")]
    pub(crate) auto_create: Member<bool>,
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Member::is_default")]
    pub(crate) title: Member<String>,
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Member::is_default")]
    pub(crate) text: Member<String>,
    /// Absent: an opaque value that is minted for this launch, and so for its person (SEC-050).
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Member::is_default")]
    pub(crate) data: Member<String>,
    pub(crate) return_url: ReturnShape,
    /// Merged last over the settings.
    #[schema(value_type = Object)]
    pub(crate) members: Map<String, Value>,
}

/// The shape of `deep_link_return_url` (DL-030).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ReturnShape {
    #[default]
    Plain,
    /// With a query that must come back byte for byte.
    Query,
}

impl ReturnShape {
    /// What the return URL ends in.
    pub(crate) fn query(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Query => "a=1&b=%20",
        }
    }
}

impl NewSettings {
    /// The settings as they are sent; `data` is what was minted for this launch.
    pub(crate) fn settle(&self, return_url: &str, data: &str) -> Settings {
        let list = |values: &[&str]| Some(values.iter().map(|value| (*value).to_owned()).collect());
        let mut claim = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                claim.insert(name.to_owned(), value);
            }
        };
        put(member::RETURN_URL, Some(return_url.into()));
        put(member::ACCEPT_TYPES, self.accept_types.or(|| list(TYPES)).map(Value::from));
        let targets = self.accept_presentation_document_targets.or(|| list(TARGETS));
        put(member::ACCEPT_TARGETS, targets.map(Value::from));
        let media_types = self.accept_media_types.or(|| Some(MEDIA_TYPES.to_owned()));
        put(member::ACCEPT_MEDIA_TYPES, media_types.map(Value::from));
        put(member::ACCEPT_MULTIPLE, self.accept_multiple.or(|| Some(true)).map(Value::from));
        put(member::ACCEPT_LINEITEM, self.accept_lineitem.or(|| Some(true)).map(Value::from));
        put(member::AUTO_CREATE, self.auto_create.or(|| Some(false)).map(Value::from));
        put(member::TITLE, self.title.or(|| None).map(Value::from));
        put(member::TEXT, self.text.or(|| None).map(Value::from));
        put(member::DATA, self.data.or(|| Some(data.to_owned())).map(Value::from));
        claim.extend(self.members.clone());
        Settings(claim)
    }
}

/// The settings of one request, by which its answer is judged.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settings(Map<String, Value>);

impl From<Map<String, Value>> for Settings {
    fn from(claim: Map<String, Value>) -> Self {
        Self(claim)
    }
}

impl Settings {
    /// The claim as it is sent.
    pub(crate) fn claim(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The value that must come back; it is a string unless someone asked for something else.
    pub(crate) fn data(&self) -> Option<&Value> {
        self.0.get(member::DATA)
    }

    /// Whether a list of the settings names this value; a setting that was not sent rules nothing out.
    pub(crate) fn accepts(&self, list: &str, value: &str) -> bool {
        self.list(list).is_none_or(|all| all.iter().any(|one| one == value))
    }

    /// A list of the settings.
    pub(crate) fn list(&self, name: &str) -> Option<&Vec<Value>> {
        self.0.get(name).and_then(Value::as_array)
    }

    /// A switch of the settings.
    pub(crate) fn switch(&self, name: &str) -> Option<bool> {
        self.0.get(name).and_then(Value::as_bool)
    }

    /// A text of the settings.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }
}

/// What a deep-linking launch is about: someone picks content for a course.
#[derive(Debug)]
pub(crate) struct Picking {
    /// The `target_link_uri`: the page of the tool that lets people pick.
    pub(crate) url: WebUrl,
    /// Unguessable; names the launch in the return URL, and is good for one answer.
    pub(crate) handle: String,
    pub(crate) return_url: String,
    /// The query of the return URL.
    pub(crate) query: &'static str,
    pub(crate) settings: Settings,
    /// The page of the course that shows what is picked; none for the course itself.
    pub(crate) page: Option<String>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settled(order: Value) -> Map<String, Value> {
        let order: NewSettings = serde_json::from_value(order).unwrap();
        order.settle("http://lms/return", "minted").claim().clone()
    }

    #[test]
    fn what_is_not_asked_for_is_sent_with_its_default() {
        let claim = settled(json!({}));
        assert_eq!(claim["accept_types"], json!(["link", "ltiResourceLink", "file", "html", "image"]));
        assert_eq!(claim["data"], "minted");
        assert_eq!(claim["auto_create"], false);
        assert!(!claim.contains_key("title"));
    }

    #[test]
    fn null_leaves_a_member_out_and_a_value_is_sent_as_it_is() {
        let claim =
            settled(json!({"data": null, "accept_multiple": null, "accept_types": ["x-foo"], "title": ""}));
        assert!(!claim.contains_key("data") && !claim.contains_key("accept_multiple"));
        assert_eq!((&claim["accept_types"], &claim["title"]), (&json!(["x-foo"]), &json!("")));
    }

    #[test]
    fn members_come_last() {
        let claim = settled(json!({"members": {"x": {"y": 1}, "accept_types": "all"}}));
        assert_eq!((&claim["x"], &claim["accept_types"]), (&json!({"y": 1}), &json!("all")));
    }

    #[test]
    fn a_setting_that_was_not_sent_rules_nothing_out() {
        let order = NewSettings { accept_types: Member::LeftOut, ..NewSettings::default() };
        let settings = order.settle("http://lms/return", "minted");
        assert!(settings.accepts(member::ACCEPT_TYPES, "anything"));
        assert!(!settings.accepts(member::ACCEPT_TARGETS, "frame"));
    }
}
