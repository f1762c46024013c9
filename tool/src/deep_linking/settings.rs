//! `deep_linking_settings`: what the platform takes, and where the answer goes (DL-003, DL-004). Members that
//! must be there are demanded, those that we know must be of their type, and all others are ignored (DL-009).

mod picky;
mod return_url;

use homeroom_vocab::claim::DL_SETTINGS;
use homeroom_vocab::content_item::{FILE, HTML, IMAGE, LINK, LTI_RESOURCE_LINK};
use homeroom_vocab::document_target::deep_linking::{EMBED, IFRAME, WINDOW};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::deep_linking::media::MediaRanges;
use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::Claims;
use crate::token::json::Duplicates;

/// What a platform takes from a picker, and where the answer goes (DL-003, DL-004).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Settings {
    /// Where the answer goes, to the letter (DL-030).
    pub return_url: String,
    /// The types of items that are taken, as the platform wrote them, known or not (DL-009, DL-040).
    pub types: Vec<String>,
    /// Where the platform shows content.
    pub targets: Targets,
    /// Which files are taken.
    pub media_types: MediaRanges,
    /// Whether more than one item is taken (DL-041); false where the platform does not say (AMB-12).
    pub multiple: bool,
    /// Whether line items are made of resource links (DL-042); true where the platform does not say (AMB-12).
    pub line_item: bool,
    /// Whether the platform keeps what comes back without asking the user.
    pub auto_create: bool,
    /// What the item should be called, if the user does not say (DL-069).
    pub title: Option<String>,
    /// What is said about it, if the user does not say (DL-069).
    pub text: Option<String>,
    /// The platform's own value, which goes back byte for byte with the answer (DL-035).
    pub data: Option<String>,
}

/// Where picked content may be shown (DL-044).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    /// In a frame of a page of the platform.
    pub iframe: bool,
    /// In a window of its own.
    pub window: bool,
    /// As a piece of HTML in a page of the platform.
    pub embed: bool,
}

impl Settings {
    /// Whether items of this type are taken.
    pub fn takes(&self, kind: &str) -> bool {
        self.types.iter().any(|taken| taken == kind)
    }

    pub(crate) fn read(claims: &Claims, defects: &Defects) -> Result<Self, Refusal> {
        let Some(members) = claims.object(DL_SETTINGS)? else { return Self::missing(claims, defects) };
        picky::check(members, defects)?;
        let media_types = text(members, "accept_media_types")?;
        Ok(Self {
            return_url: return_url::read(members, claims, defects)?,
            types: strings(members, "accept_types")?.ok_or(Refusal::Setting("accept_types"))?,
            targets: targets(members)?,
            media_types: media_types.map(|list| MediaRanges::parse(&list)).unwrap_or_default(),
            multiple: flag(members, "accept_multiple")?.unwrap_or(false),
            line_item: flag(members, "accept_lineitem")?.unwrap_or(true),
            auto_create: members.get("auto_create").and_then(Value::as_bool).unwrap_or(false),
            title: text(members, "title")?,
            text: text(members, "text")?,
            data: text(members, "data")?,
        })
    }

    /// Nothing can be picked for a platform that says nothing (DL-007).
    fn missing(claims: &Claims, defects: &Defects) -> Result<Self, Refusal> {
        if !defects.has(Defect::PICKER_SETTINGS_OPTIONAL) {
            return Err(Refusal::Missing(DL_SETTINGS));
        }
        let return_url = return_url::of_launch(claims).ok_or(Refusal::Missing(DL_SETTINGS))?;
        let types = [LINK, LTI_RESOURCE_LINK, FILE, HTML, IMAGE];
        let assumed = json!({ (DL_SETTINGS): { "deep_link_return_url": return_url, "accept_types": types } });
        Self::read(&Claims::parse(assumed.to_string().as_bytes(), Duplicates::Refused)?, defects)
    }
}

/// Without them nothing is said about where content is shown, so nothing is assumed.
fn targets(members: &Map<String, Value>) -> Result<Targets, Refusal> {
    let named = strings(members, "accept_presentation_document_targets")?.unwrap_or_default();
    let has = |target: &str| named.iter().any(|name| name == target);
    Ok(Targets { iframe: has(IFRAME), window: has(WINDOW), embed: has(EMBED) })
}

fn text(members: &Map<String, Value>, name: &'static str) -> Result<Option<String>, Refusal> {
    optional(members, name, |value| value.as_str().map(str::to_owned))
}

fn flag(members: &Map<String, Value>, name: &'static str) -> Result<Option<bool>, Refusal> {
    optional(members, name, Value::as_bool)
}

fn strings(members: &Map<String, Value>, name: &'static str) -> Result<Option<Vec<String>>, Refusal> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    optional(members, name, |value| value.as_array()?.iter().map(text).collect())
}

/// What may be left out; `null` counts as left out.
fn optional<T>(
    members: &Map<String, Value>,
    name: &'static str,
    read: impl FnOnce(&Value) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => read(value).map(Some).ok_or(Refusal::Setting(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: Value) -> Result<Settings, Refusal> {
        let payload = json!({ (DL_SETTINGS): settings }).to_string();
        let claims = Claims::parse(payload.as_bytes(), Duplicates::Refused).unwrap();
        Settings::read(&claims, &Defects::default())
    }

    fn with(name: &str, value: Value) -> Result<Settings, Refusal> {
        let mut settings = json!({ "deep_link_return_url": "https://lms.test/r", "accept_types": ["link"] });
        settings[name] = value;
        read(settings)
    }

    #[test]
    fn what_must_be_there_is_enough() {
        let settings = with("auto_create", json!(false)).unwrap();
        assert_eq!(settings.types, ["link"]);
        assert_eq!(settings.targets, Targets::default());
        assert_eq!((settings.multiple, settings.line_item), (false, true));
        assert_eq!((settings.title, settings.text, settings.data), (None, None, None));
    }

    #[test]
    fn what_must_be_there_is_demanded() {
        assert!(matches!(read(Value::Null), Err(Refusal::Missing(DL_SETTINGS))));
        assert!(matches!(read(json!("x")), Err(Refusal::WrongType(DL_SETTINGS))));
        for name in ["deep_link_return_url", "accept_types"] {
            assert!(matches!(with(name, Value::Null), Err(Refusal::Setting(missing)) if missing == name));
        }
    }

    #[test]
    fn a_setting_of_the_wrong_type_is_refused_by_its_name() {
        let wrong = [
            ("deep_link_return_url", json!(["https://lms.test/r"])),
            ("accept_types", json!("link")),
            ("accept_types", json!([7])),
            ("accept_types", json!({})),
            ("accept_presentation_document_targets", json!("iframe")),
            ("accept_media_types", json!(["image/*"])),
            ("accept_multiple", json!("true")),
            ("accept_lineitem", json!(1)),
            ("title", json!({})),
            ("text", json!(7)),
            ("data", json!({ "a": 1 })),
        ];
        for (name, value) in wrong {
            assert!(matches!(with(name, value), Err(Refusal::Setting(named)) if named == name), "{name}");
        }
    }

    #[test]
    fn what_is_not_known_is_ignored() {
        assert!(with("https://vendor.test/x", json!([null])).is_ok());
        assert!(with("accept_types", json!(["x-foo", "link", ""])).is_ok());
        let targets =
            with("accept_presentation_document_targets", json!(["window", "hologram"])).unwrap().targets;
        assert_eq!(targets, Targets { window: true, ..Targets::default() });
    }
}
