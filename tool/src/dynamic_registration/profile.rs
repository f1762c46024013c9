//! What the author of a tool says about it, for platforms that it registers with by itself.

use homeroom_vocab::message::{DEEP_LINKING, RESOURCE_LINK};

/// What this tool tells platforms about itself when it registers (DYN-040 to DYN-051). Addresses are paths below the
/// tool's base URL, or whole ones on the same host or on one of [`ToolProfile::secondary_domain`].
///
/// ```
/// use homeroom_tool::{Activation, MessageOffer, ToolProfile};
///
/// let profile = ToolProfile::new("Quizzes")
///     .description("Short quizzes that grade themselves")
///     .logo("/logo.png")
///     .custom("course", "$Context.id")
///     .message(MessageOffer::deep_linking().target("/pick").label("Add a quiz"))
///     .activation(Activation::Automatic);
/// # let _ = profile;
/// ```
#[derive(Clone, Debug)]
pub struct ToolProfile {
    pub(super) name: String,
    pub(super) names: Vec<(String, String)>,
    pub(super) description: Option<String>,
    pub(super) target: String,
    pub(super) logo: Option<String>,
    pub(super) home_page: Option<String>,
    pub(super) policy: Option<String>,
    pub(super) terms: Option<String>,
    pub(super) contacts: Vec<String>,
    pub(super) redirect_uris: Vec<String>,
    pub(super) secondary_domains: Vec<String>,
    pub(super) scopes: Vec<String>,
    pub(super) claims: Vec<String>,
    pub(super) custom: Vec<(String, String)>,
    pub(super) messages: Vec<MessageOffer>,
    pub(super) activation: Activation,
    pub(super) asks_first: bool,
    pub(super) trusted: Vec<String>,
}

/// When a platform that registered this tool may launch it. The address that registers is public (DYN-012).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activation {
    /// When somebody has activated it among the platforms of the tool.
    #[default]
    Manual,
    /// At once: whoever runs a platform can register this tool and launch it.
    Automatic,
}

impl ToolProfile {
    /// A tool of this name, which takes launches of links at its base URL, wants to know who the user is by `sub` alone,
    /// asks for no service, and waits for activation.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            names: Vec::new(),
            description: None,
            target: "/".to_owned(),
            logo: None,
            home_page: None,
            policy: None,
            terms: None,
            contacts: Vec::new(),
            redirect_uris: Vec::new(),
            secondary_domains: Vec::new(),
            scopes: Vec::new(),
            claims: Vec::new(),
            custom: Vec::new(),
            messages: Vec::new(),
            activation: Activation::default(),
            asks_first: false,
            trusted: Vec::new(),
        }
    }

    /// The name in a language, such as `fr` (`client_name#fr`).
    #[must_use]
    pub fn name_in(mut self, language: impl Into<String>, name: impl Into<String>) -> Self {
        self.names.push((language.into(), name.into()));
        self
    }

    /// What the tool does, in a sentence.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Where links lead that name no target of their own; `/` unless told otherwise.
    #[must_use]
    pub fn target(mut self, address: impl Into<String>) -> Self {
        self.target = address.into();
        self
    }

    /// A picture of the tool.
    #[must_use]
    pub fn logo(mut self, address: impl Into<String>) -> Self {
        self.logo = Some(address.into());
        self
    }

    /// A page about the tool.
    #[must_use]
    pub fn home_page(mut self, address: impl Into<String>) -> Self {
        self.home_page = Some(address.into());
        self
    }

    /// What the tool does with data about people.
    #[must_use]
    pub fn policy(mut self, address: impl Into<String>) -> Self {
        self.policy = Some(address.into());
        self
    }

    /// The terms of service.
    #[must_use]
    pub fn terms(mut self, address: impl Into<String>) -> Self {
        self.terms = Some(address.into());
        self
    }

    /// Whom to write to, by e-mail.
    #[must_use]
    pub fn contact(mut self, email: impl Into<String>) -> Self {
        self.contacts.push(email.into());
        self
    }

    /// A redirect URI beside that of the kit.
    #[must_use]
    pub fn redirect_uri(mut self, address: impl Into<String>) -> Self {
        self.redirect_uris.push(address.into());
        self
    }

    /// A further host on which addresses of this tool may lie, without a scheme.
    #[must_use]
    pub fn secondary_domain(mut self, host: impl Into<String>) -> Self {
        self.secondary_domains.push(host.into());
        self
    }

    /// A service that the tool wants to use, such as [`homeroom_vocab::scope::AGS_SCORE`]; asked for where the platform
    /// has it (DYN-044).
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// What the tool wants to know about people beside `iss` and `sub`, such as `name` (DYN-051).
    #[must_use]
    pub fn claim(mut self, name: impl Into<String>) -> Self {
        self.claims.push(name.into());
        self
    }

    /// A custom parameter of every launch; the value may be a variable, such as `$Context.id`.
    #[must_use]
    pub fn custom(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.custom.push((name.into(), value.into()));
        self
    }

    /// A message that the tool takes beside launches of links; or more about those.
    #[must_use]
    pub fn message(mut self, offer: MessageOffer) -> Self {
        self.messages.push(offer);
        self
    }

    /// When a platform that registered this tool may launch it.
    #[must_use]
    pub fn activation(mut self, activation: Activation) -> Self {
        self.activation = activation;
        self
    }

    /// Shows a page with a button before anything is registered (DYN-012).
    #[must_use]
    pub fn asks_first(mut self) -> Self {
        self.asks_first = true;
        self
    }

    /// A platform's host that may be called although it has no https or lies in a private network.
    #[must_use]
    pub fn trust_host(mut self, host: impl Into<String>) -> Self {
        self.trusted.push(host.into());
        self
    }
}

/// A message that the tool takes, and how a platform shall offer it (DYN-049).
#[derive(Clone, Debug)]
pub struct MessageOffer {
    pub(super) kind: String,
    pub(super) target: Option<String>,
    pub(super) label: Option<String>,
    pub(super) icon: Option<String>,
    pub(super) placements: Vec<String>,
    pub(super) roles: Vec<String>,
    pub(super) custom: Vec<(String, String)>,
}

impl MessageOffer {
    /// A message of this type, such as [`homeroom_vocab::message::SUBMISSION_REVIEW`].
    pub fn new(kind: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            target: None,
            label: None,
            icon: None,
            placements: Vec::new(),
            roles: Vec::new(),
            custom: Vec::new(),
        }
    }

    /// Launches of links.
    pub fn resource_link() -> Self {
        Self::new(RESOURCE_LINK)
    }

    /// Deep linking: teachers choose content.
    pub fn deep_linking() -> Self {
        Self::new(DEEP_LINKING)
    }

    /// Where this message leads, if elsewhere than [`ToolProfile::target`].
    #[must_use]
    pub fn target(mut self, address: impl Into<String>) -> Self {
        self.target = Some(address.into());
        self
    }

    /// What people read where it is offered.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = Some(text.into());
        self
    }

    /// What people see where it is offered.
    #[must_use]
    pub fn icon(mut self, address: impl Into<String>) -> Self {
        self.icon = Some(address.into());
        self
    }

    /// A place of the platform that offers it, such as [`homeroom_vocab::registration::placement::CONTENT_AREA`].
    #[must_use]
    pub fn placement(mut self, name: impl Into<String>) -> Self {
        self.placements.push(name.into());
        self
    }

    /// A role to which it is offered, by its URI.
    #[must_use]
    pub fn role(mut self, uri: impl Into<String>) -> Self {
        self.roles.push(uri.into());
        self
    }

    /// A custom parameter of this message.
    #[must_use]
    pub fn custom(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.custom.push((name.into(), value.into()));
        self
    }
}

/// What is wrong with a profile: a tool whose platforms would refuse it does not start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Nobody can tell the tool from others.
    #[error("the name of the tool is empty; platforms show it to people (`client_name`, DYN-042)")]
    Name,
    /// An address cannot be read.
    #[error("{what}: expected a path or a web address, actual `{address}`")]
    Address {
        /// Of what it is the address.
        what: &'static str,
        /// As it was written.
        address: String,
    },
    /// Platforms refuse addresses on hosts that the tool does not name.
    #[error(
        "{what}: expected an address on `{domain}`, actual `{address}`\nhint: name its host by `.secondary_domain(..)` (DYN-048)"
    )]
    Domain {
        /// Of what it is the address.
        what: &'static str,
        /// The whole address.
        address: String,
        /// The host of the tool.
        domain: String,
    },
    /// A scope with a space would be two.
    #[error("the scope `{0}` is empty or holds a space")]
    Scope(String),
}
