//! The tool under test, as its developer describes it.

use std::time::Duration;

use url::Url;

use crate::own_time::OwnTime;

/// A tool and everything that the harness has to know about it.
#[derive(Debug, Clone)]
pub struct Target {
    /// The name for reports.
    pub name: String,
    /// Where the tool lets itself be registered (DYN-001), if it does.
    pub registration_url: Option<Url>,
    /// Whether a registration that the tool made itself can be launched at once.
    pub activation: Activation,
    /// Where the tool is registered: the first on the campus of the run, further ones for cases that need two.
    pub registrations: Vec<Registration>,
    /// How a launch looks when the tool takes it.
    pub accept: Sign,
    /// How a launch looks when the tool refuses it.
    pub refuse: Sign,
    /// How the page for an unknown deployment looks, if there is one.
    pub onboarding: Sign,
    /// Where a page shows who is logged in.
    pub shows: Shows,
    /// A page that needs a session; default: where the first good launch ended.
    pub probe: Option<Url>,
    /// What a person can make the tool do.
    pub acts: Vec<Act>,
    /// Cases that do not apply, with the reason.
    pub skips: Vec<Skip>,
    /// Whether the tool may hold back refreshes of a key set, as libraries do; a refusal right after a rotation then
    /// says nothing until it has been waited for.
    pub holds_back_refreshes: bool,
    /// Whether the tool's calls of services have ended when its page answers. Where that is not known, the first act of each
    /// name tells.
    pub calls_end_with_page: bool,
    /// Where the tool's time can be moved instead of waited for.
    pub own_time: Option<OwnTime>,
    /// How long the tool may take for one answer.
    pub timeout: Duration,
}

/// What has to happen before a tool that registered itself takes launches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Activation {
    /// Nothing.
    #[default]
    Automatic,
    /// Somebody activates each registration in the tool.
    Manual,
}

/// Who made a registration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MadeBy {
    /// Homeroom, as the developer describes the tool.
    #[default]
    Description,
    /// The tool itself, before this run; Homeroom leaves it as it is.
    ToolBefore,
    /// The tool itself, for this run.
    ToolNow,
}

/// The tool's registration with one campus.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The campus, by name.
    pub campus: String,
    /// Minted and kept by the platform when absent.
    pub client_id: Option<String>,
    /// Minted and kept by the platform when empty.
    pub deployments: Vec<String>,
    /// Where a login is initiated.
    pub login_url: Url,
    /// What a link opens by default.
    pub target_link_uri: Url,
    /// Where content is picked; default: `target_link_uri`.
    pub deep_linking_url: Option<Url>,
    /// Where the platform may post an `id_token`.
    pub redirect_uris: Vec<String>,
    /// The tool's key set, if it publishes one.
    pub jwks_url: Option<Url>,
    /// The tool's public key, if it has no key set.
    pub pem: Option<String>,
    /// Who made it.
    pub made_by: MadeBy,
}

/// A selector, a text, or both, that a page shows.
#[derive(Debug, Clone, Default)]
pub struct Sign {
    /// A CSS selector.
    pub selector: Option<String>,
    /// A visible text.
    pub text: Option<String>,
}

/// Selectors of the elements that show identity.
#[derive(Debug, Clone, Default)]
pub struct Shows {
    /// Shows the user, by any text that differs from user to user and stays the same for one.
    pub user: Option<String>,
    /// Shows the role, by any text that differs between instructor and learner.
    pub role: Option<String>,
    /// Shows the user id of each member of a roster, one element for one member.
    pub member: Option<String>,
}

/// A case, or all cases with a prefix, that do not apply to this tool.
#[derive(Debug, Clone)]
pub struct Skip {
    /// The id or its beginning.
    pub case: String,
    /// Why.
    pub reason: String,
}

/// How to make the tool do something, as a person does it on its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The name that cases use, such as `pick`.
    pub name: String,
    /// One after the other; none if the tool does it by itself.
    pub steps: Vec<ActStep>,
}

/// One move of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActStep {
    /// Goes to an address, relative to the page.
    Open(String),
    /// Presses a button, follows a link, chooses a box.
    Click(String),
    /// Types into a field, or chooses from a list.
    Fill { selector: String, with: String },
    /// Sends a form, by its first button if it has one.
    Submit(String),
}

impl std::fmt::Display for ActStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open(address) => write!(f, "open `{address}`"),
            Self::Click(selector) => write!(f, "click `{selector}`"),
            Self::Fill { selector, .. } => write!(f, "fill `{selector}`"),
            Self::Submit(selector) => write!(f, "submit `{selector}`"),
        }
    }
}

impl Registration {
    /// Whether the tool has registered itself.
    pub fn is_by_the_tool(&self) -> bool {
        self.made_by != MadeBy::Description
    }

    /// Whether the address is one of the tool's.
    pub(crate) fn is_at(&self, url: &Url) -> bool {
        let own = [Some(&self.login_url), Some(&self.target_link_uri), self.deep_linking_url.as_ref()];
        own.into_iter().flatten().any(|address| address.origin() == url.origin())
    }
}

impl Target {
    /// The act of that name.
    pub(crate) fn act(&self, name: &str) -> Option<&Act> {
        self.acts.iter().find(|act| act.name == name)
    }
}

/// Whether the text is a CSS selector that a page can be searched with.
pub fn is_selector(text: &str) -> bool {
    crate::driver::is_selector(text)
}
