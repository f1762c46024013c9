//! `deep_linking_settings`: what the platform takes, and where the answer goes (DL-003, DL-004). Members that
//! must be there are demanded, those that we know must be of their type, and all others are ignored (DL-009).

use homeroom_vocab::claim::DL_SETTINGS;
use homeroom_vocab::document_target::deep_linking::{EMBED, IFRAME, WINDOW};
use serde_json::{Map, Value};
use url::Url;

use crate::deep_linking::media::MediaRanges;
use crate::defects::Defects;
use crate::launch::Refusal;
use crate::token::claims::Claims;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The answer is posted to exactly this address (DL-030).
    pub(crate) return_url: String,
    /// As the platform wrote them, with those that we do not know.
    pub(crate) types: Vec<String>,
    pub(crate) targets: Targets,
    pub(crate) media_types: MediaRanges,
    /// False where the platform does not say (AMB-12).
    pub(crate) multiple: bool,
    /// True where the platform does not say (AMB-12).
    pub(crate) line_item: bool,
    pub(crate) title: Option<String>,
    pub(crate) text: Option<String>,
    /// Goes back byte for byte (DL-035).
    pub(crate) data: Option<String>,
}

/// Where picked content may be shown (DL-044).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Targets {
    pub(crate) iframe: bool,
    pub(crate) window: bool,
    pub(crate) embed: bool,
}

impl Settings {
    pub(crate) fn read(claims: &Claims, _defects: &Defects) -> Result<Self, Refusal> {
        let members = claims.object(DL_SETTINGS)?.ok_or(Refusal::Missing(DL_SETTINGS))?;
        Ok(Self {
            return_url: return_url(members)?,
            types: strings(members, "accept_types")?.ok_or(Refusal::Setting("accept_types"))?,
            targets: targets(members)?,
            media_types: text(members, "accept_media_types")?
                .map(|list| MediaRanges::parse(&list))
                .unwrap_or_default(),
            multiple: flag(members, "accept_multiple")?.unwrap_or(false),
            line_item: flag(members, "accept_lineitem")?.unwrap_or(true),
            title: text(members, "title")?,
            text: text(members, "text")?,
            data: text(members, "data")?,
        })
    }
}

/// A whole web address, since a browser is sent there (DL-003, ATK-099).
fn return_url(members: &Map<String, Value>) -> Result<String, Refusal> {
    let url = text(members, "deep_link_return_url")?.ok_or(Refusal::Setting("deep_link_return_url"))?;
    if is_web_address(&url) { Ok(url) } else { Err(Refusal::ReturnUrl) }
}

/// Nothing that a browser would read in another way than we do: no white space, no address without a host.
fn is_web_address(url: &str) -> bool {
    let is_plain = !url.chars().any(|c| c.is_whitespace() || c.is_control());
    let is_whole = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    is_plain && is_whole && Url::parse(url).is_ok()
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
