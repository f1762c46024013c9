//! The fields of `homeroom.toml`, each with its default.

use std::path::PathBuf;

use homeroom_harness::{ActStep, Mask, MaskPlace};
use homeroom_platform::Listen;
use serde::Deserialize;
use toml::Spanned;
use url::Url;

use super::tool::ToolTable;
use super::value::{self, CampusName, Selector, Told};

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct File {
    pub(crate) platform: PlatformTable,
    /// Default: the built-in tool.
    pub(crate) tool: Option<ToolTable>,
    pub(crate) registration: Vec<RegistrationTable>,
    pub(crate) accept: SignTable,
    pub(crate) refuse: SignTable,
    pub(crate) onboarding: SignTable,
    pub(crate) shows: ShowsTable,
    pub(crate) probe: ProbeTable,
    pub(crate) act: Vec<ActTable>,
    pub(crate) skip: Vec<SkipTable>,
    pub(crate) snapshot: SnapshotTable,
}

/// Where Homeroom answers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PlatformTable {
    /// Default: `localhost:8080`.
    #[serde(deserialize_with = "value::listen")]
    pub(crate) listen: Option<Listen>,
    /// Default: `main`.
    pub(crate) campus: CampusName,
}

/// A further registration of the same tool.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegistrationTable {
    /// Default: `main`.
    #[serde(default)]
    pub(crate) campus: CampusName,
    /// Required, unless the tool registers itself; then refused.
    pub(crate) client_id: Option<Spanned<String>>,
    /// Default: made once and kept in the state directory.
    #[serde(default, deserialize_with = "value::deployments")]
    pub(crate) deployments: Vec<String>,
}

/// How a page looks. Default: nothing but its status tells.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SignTable {
    pub(crate) selector: Option<Selector>,
    pub(crate) text: Option<String>,
}

/// Where pages show who is logged in, and who is on a roster. Default: nowhere; cases about it are not applicable.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ShowsTable {
    pub(crate) user: Option<Selector>,
    pub(crate) role: Option<Selector>,
    /// Default: nowhere; what a page makes of a roster is not looked at.
    pub(crate) member: Option<Selector>,
}

/// A page that needs a session. Default: where the first good launch ends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ProbeTable {
    #[serde(deserialize_with = "value::url")]
    pub(crate) url: Option<Url>,
}

/// How to make the tool do something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActTable {
    pub(crate) name: Spanned<Told>,
    pub(crate) steps: Vec<StepTable>,
}

/// One move: `open`, `click`, `submit`, or `fill` and `with`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "StepFields")]
pub(crate) struct StepTable(pub(crate) ActStep);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFields {
    open: Option<Told>,
    click: Option<Selector>,
    fill: Option<Selector>,
    with: Option<String>,
    submit: Option<Selector>,
}

impl TryFrom<StepFields> for StepTable {
    type Error = &'static str;

    fn try_from(fields: StepFields) -> Result<Self, Self::Error> {
        let StepFields { open, click, fill, with, submit } = fields;
        match (open, click, fill, submit, with) {
            (Some(address), None, None, None, None) => Ok(Self(ActStep::Open(address.as_str().to_owned()))),
            (None, Some(selector), None, None, None) => Ok(Self(ActStep::Click(selector.text()))),
            (None, None, Some(selector), None, Some(with)) => {
                Ok(Self(ActStep::Fill { selector: selector.text(), with }))
            }
            (None, None, None, Some(selector), None) => Ok(Self(ActStep::Submit(selector.text()))),
            (None, None, Some(_), None, None) => Err("`fill` needs `with`, the text to fill in"),
            (_, _, None, _, Some(_)) => Err("`with` belongs to `fill`"),
            (None, None, None, None, None) => Err("a step needs `open`, `click`, `fill` or `submit`"),
            _ => Err("a step does one thing: make one step of each"),
        }
    }
}

/// Cases that do not apply.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SkipTable {
    /// The id of a case or its beginning.
    pub(crate) case: Spanned<Told>,
    pub(crate) reason: Told,
}

/// Where snapshots are kept, and what they hide.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SnapshotTable {
    /// Default: `snapshots`, beside the configuration.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) mask: Vec<MaskTable>,
}

/// What a snapshot hides beyond what it hides anyway.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "MaskMembers")]
pub(crate) struct MaskTable(pub(crate) Mask);

/// One of these, with a regular expression.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MaskMembers {
    header: Option<String>,
    cookie: Option<String>,
    query: Option<String>,
    field: Option<String>,
    path: Option<String>,
    claim: Option<String>,
}

impl TryFrom<MaskMembers> for MaskTable {
    type Error = String;

    fn try_from(members: MaskMembers) -> Result<Self, String> {
        let given = [
            (MaskPlace::Header, members.header),
            (MaskPlace::Cookie, members.cookie),
            (MaskPlace::Query, members.query),
            (MaskPlace::Field, members.field),
            (MaskPlace::Path, members.path),
            (MaskPlace::Claim, members.claim),
        ];
        let mut given = given.into_iter().filter_map(|(place, pattern)| Some((place, pattern?)));
        let (Some((place, pattern)), None) = (given.next(), given.next()) else {
            return Err("a mask has one of `header`, `cookie`, `query`, `field`, `path`, `claim`".to_owned());
        };
        let mask = Mask::new(place, &pattern);
        mask.map(Self).map_err(|error| format!("`{pattern}` is no regular expression: {}", reason(&error)))
    }
}

/// The last line of what `regex` writes: those before it repeat the pattern.
fn reason(error: &impl ToString) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").trim_end_matches('.').to_owned()
}
