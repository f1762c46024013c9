//! Why an authentication request is refused: one variant for each rule, and one place that decides the wire.

use homeroom_vocab::authorization as name;
use homeroom_vocab::error::authorization as code;

use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::launch::{Refusal, Spent};
use crate::domain::registration::Registration;

/// The rules of requirements 1.3, in the order in which they are checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Broken {
    Client {
        given: Option<String>,
        nearest: Option<String>,
    },
    RedirectUri {
        given: Option<String>,
        registered: Vec<String>,
    },
    Repeated {
        name: &'static str,
    },
    MediaType {
        given: String,
    },
    ResponseTypeMissing,
    ResponseType {
        given: String,
    },
    Scope {
        given: Option<String>,
    },
    ResponseMode {
        given: Option<String>,
    },
    Prompt {
        given: Option<String>,
    },
    Nonce,
    LoginHintMissing,
    MessageHint {
        given: String,
    },
    LoginHint {
        given: String,
        expected: Option<String>,
    },
    Spent(Spent),
    OtherClient {
        expected: String,
        given: String,
    },
    SignedOut,
    /// The person was removed after the launch was prepared.
    PersonGone,
    NotDeployed {
        deployment: String,
        deployed: Vec<String>,
    },
    NoAccess {
        person: String,
        course: String,
    },
    Inside,
}

/// How a rule is told.
pub(crate) struct Told {
    pub(crate) requirement: &'static str,
    pub(crate) error: &'static str,
    pub(crate) expected: String,
    pub(crate) actual: String,
    pub(crate) cause: &'static str,
}

fn given(value: Option<&String>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| quoted(value))
}

impl Broken {
    /// Whether the answer may go to the redirect URI at all (the delivery rule of requirements 1.3).
    pub(crate) fn is_deliverable(&self) -> bool {
        !matches!(
            self,
            Self::Client { .. }
                | Self::RedirectUri { .. }
                | Self::MediaType { .. }
                | Self::Repeated { name: name::CLIENT_ID | name::REDIRECT_URI }
        )
    }

    /// The rule in words: requirement, error code, expected, actual, usual cause.
    #[rustfmt::skip]
    pub(crate) fn told(&self) -> Told {
        let tell = |requirement, error, expected: String, actual: String, cause| Told { requirement, error, expected, actual, cause };
        let exactly = |name: &str, value: &str| format!("`{name}={value}`");
        match self {
            Self::Client { given: client, nearest } => tell("OIDC-050", code::UNAUTHORIZED_CLIENT,
                nearest.as_ref().map_or_else(|| "a `client_id` that is registered here".to_owned(), |near| format!("a `client_id` that is registered here, such as {}", quoted(near))),
                given(client.as_ref()), "the tool is configured with the client id of another platform, or the registration was deleted"),
            Self::RedirectUri { given: uri, registered } => tell("OIDC-051", code::INVALID_REQUEST,
                format!("exactly one of the registered redirect URIs: {}", listed(registered)),
                given(uri.as_ref()), "a slash at the end, a query string, another port, or http for https"),
            Self::Repeated { name } => tell(once(name).0, once(name).1,
                format!("`{name}` once"), format!("`{name}` sent twice or more"), "the tool adds its parameters to a URL that already has them"),
            Self::MediaType { given } => tell("OIDC-042", code::INVALID_REQUEST,
                "a POST with `content-type: application/x-www-form-urlencoded`".to_owned(), sent_as(given), "the tool posts JSON, or a multipart form; a browser's form has the right type by itself"),
            Self::ResponseTypeMissing => tell("OIDC-052", code::INVALID_REQUEST,
                exactly(name::RESPONSE_TYPE, "id_token"), "nothing".to_owned(), "the parameter is missing or empty"),
            Self::ResponseType { given } => tell("OIDC-052", code::UNSUPPORTED_RESPONSE_TYPE,
                exactly(name::RESPONSE_TYPE, "id_token"), quoted(given), "a general OpenID Connect client asks for a code; LTI uses the implicit flow"),
            Self::Scope { given: scope } => tell("OIDC-053", code::INVALID_SCOPE,
                exactly(name::SCOPE, "openid"), given(scope.as_ref()), "the scope is missing, or holds service scopes, which belong into the token request"),
            Self::ResponseMode { given: mode } => tell("OIDC-054", code::INVALID_REQUEST,
                exactly(name::RESPONSE_MODE, "form_post"), given(mode.as_ref()), "the parameter is missing, or the client library defaults to `fragment`"),
            Self::Prompt { given: prompt } => tell("OIDC-055", code::INVALID_REQUEST,
                exactly(name::PROMPT, "none"), given(prompt.as_ref()), "the parameter is missing, or the client library asks for a login"),
            Self::Nonce => tell("OIDC-056", code::INVALID_REQUEST,
                "a fresh `nonce`".to_owned(), "nothing".to_owned(), "the parameter is missing or empty"),
            Self::LoginHintMissing => tell("OIDC-057", code::INVALID_REQUEST,
                "the `login_hint` of the login initiation".to_owned(), "nothing".to_owned(), "the tool did not pass it on"),
            Self::MessageHint { given } => tell("OIDC-060", code::INVALID_REQUEST,
                "the `lti_message_hint` of a login initiation, unaltered".to_owned(), quoted(given), "the hint was decoded or encoded once too often, cut, or kept from an earlier run of the platform"),
            Self::LoginHint { given, expected } => tell("OIDC-059", code::LOGIN_REQUIRED,
                expected.as_ref().map_or_else(|| "the `login_hint` of a login initiation, unaltered".to_owned(), |hint| format!("the `login_hint` of this login, {}", quoted(hint))),
                quoted(given), "the hint was decoded or encoded once too often, or two logins were mixed up"),
            Self::Spent(spent) => tell("OIDC-060", code::INVALID_REQUEST,
                "a launch that was not used before and is younger than ten minutes".to_owned(), spent_words(*spent).to_owned(), "the page was reloaded, the back button was used, or the tool sends its request twice; start the launch again"),
            Self::OtherClient { expected, given } => tell("OIDC-061", code::UNAUTHORIZED_CLIENT,
                format!("`client_id` {}, whose link was opened", quoted(expected)), quoted(given), "the tool has several registrations with this platform and took the wrong one"),
            Self::SignedOut => tell("OIDC-058", code::LOGIN_REQUIRED,
                "a person who is signed in".to_owned(), "nobody is signed in, as this launch was told to pretend".to_owned(), "the session with the platform has ended"),
            Self::PersonGone => tell("OIDC-058", code::LOGIN_REQUIRED,
                "a person of this campus".to_owned(), "one who was removed while the tool was opening".to_owned(), "somebody removed the person on the people page, or removed and added them again"),
            Self::NotDeployed { deployment, deployed } => tell("OIDC-061", code::UNAUTHORIZED_CLIENT,
                format!("a deployment of the tool: {}", listed(deployed)), quoted(deployment), "the deployment of the link was removed from the registration"),
            Self::NoAccess { person, course } => tell("OIDC-062", code::ACCESS_DENIED,
                format!("a member of the course {}", quoted(course)), quoted(person), "the person is not enrolled"),
            Self::Inside => tell("OIDC-063", code::SERVER_ERROR,
                "a signed answer".to_owned(), "the platform failed".to_owned(), "the log of the platform says why"),
        }
    }

    /// As the launch remembers it.
    pub(crate) fn refusal(&self) -> Refusal {
        let told = self.told();
        let description = format!("expected {}, got {}", told.expected, told.actual);
        Refusal { error: told.error, description, requirement: told.requirement }
    }

    /// As a remark on what the tool sent, unless the tool did nothing wrong.
    pub(crate) fn finding(&self) -> Option<Finding> {
        if matches!(
            self,
            Self::SignedOut
                | Self::PersonGone
                | Self::NoAccess { .. }
                | Self::NotDeployed { .. }
                | Self::Inside
        ) {
            return None;
        }
        let told = self.told();
        Some(Finding {
            requirement: told.requirement.into(),
            level: Level::Must,
            expected: told.expected,
            actual: told.actual,
            r#where: "authorization request".to_owned(),
            cause: told.cause.to_owned(),
        })
    }
}

/// The requirement that a repeated parameter breaks, and the error code: where the answer may go hangs on two of them.
fn once(parameter: &str) -> (&'static str, &'static str) {
    match parameter {
        name::CLIENT_ID => ("OIDC-050", code::UNAUTHORIZED_CLIENT),
        name::REDIRECT_URI => ("OIDC-051", code::INVALID_REQUEST),
        _ => ("OIDC-065", code::INVALID_REQUEST),
    }
}

fn sent_as(media_type: &str) -> String {
    if media_type.is_empty() {
        return "a POST sent without a content type".to_owned();
    }
    format!("a POST sent as {}", quoted(media_type))
}

fn listed(values: &[String]) -> String {
    values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", ")
}

fn spent_words(spent: Spent) -> &'static str {
    match spent {
        Spent::Used => "a launch that was already answered",
        Spent::Refused => "a launch that was already refused",
        Spent::Expired => "a launch that has expired",
    }
}

/// The rule about a redirect URI that is not registered.
pub(crate) fn redirect_uri(given: Option<&str>, registration: &Registration) -> Broken {
    let registered = registration.redirect_uris.iter().map(|uri| uri.as_str().to_owned()).collect();
    Broken::RedirectUri { given: given.map(str::to_owned), registered }
}

/// Where two texts part: the nearest registered text, and the position (in characters) of the first difference.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Difference {
    pub(crate) expected: String,
    pub(crate) actual: String,
    pub(crate) position: usize,
    /// The part that both share.
    pub(crate) same: String,
    pub(crate) expected_rest: String,
    pub(crate) actual_rest: String,
}

/// The difference to the registered text that shares most with the given one.
pub(crate) fn difference(given: &str, registered: &[String]) -> Option<Difference> {
    let shared = |text: &String| text.chars().zip(given.chars()).take_while(|(one, two)| one == two).count();
    let nearest = registered.iter().max_by_key(|text| shared(text))?;
    let position = shared(nearest);
    Some(Difference {
        expected: nearest.clone(),
        actual: given.to_owned(),
        position,
        same: given.chars().take(position).collect(),
        expected_rest: nearest.chars().skip(position).collect(),
        actual_rest: given.chars().skip(position).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_to_the_nearest_registered_uri() {
        let registered = ["http://a/x".to_owned(), "http://tool/launch".to_owned()];
        let difference = difference("http://tool/launch/", &registered).unwrap();
        assert_eq!((difference.expected.as_str(), difference.position), ("http://tool/launch", 18));
        assert_eq!((difference.expected_rest.as_str(), difference.actual_rest.as_str()), ("", "/"));
    }

    #[test]
    fn only_client_and_redirect_uri_keep_the_answer_here() {
        assert!(!Broken::Client { given: None, nearest: None }.is_deliverable());
        assert!(!Broken::RedirectUri { given: None, registered: Vec::new() }.is_deliverable());
        assert!(!Broken::Repeated { name: name::CLIENT_ID }.is_deliverable());
        assert!(!Broken::Repeated { name: name::REDIRECT_URI }.is_deliverable());
        assert!(Broken::Repeated { name: name::NONCE }.is_deliverable());
        assert!(Broken::Nonce.is_deliverable());
    }

    #[test]
    fn what_the_platform_did_is_no_finding_on_the_tool() {
        assert!(Broken::SignedOut.finding().is_none() && Broken::Nonce.finding().is_some());
    }
}
