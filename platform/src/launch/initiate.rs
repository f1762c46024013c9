//! Preparing a launch: everything it needs is looked up here, once, and the login initiation is written.

use homeroom_vocab::{login, message};
use serde::Deserialize;
use utoipa::ToSchema;

use super::subject::{self, Stage};
use crate::campus::Campus;
use crate::domain::edge::{Invalid, did_you_mean, object};
use crate::domain::fault::Ordered;
use crate::domain::launch::{Applied, Launch, LaunchId, Login, Subject, Ticket};
use crate::domain::options::{MessageHint, Method, Options, ReturnUrl};
use crate::error::Refused;
use crate::faults::{self, FaultOrder};
use crate::services::{ags, nrps};
use crate::view::segment;

/// The messages that this platform can launch.
pub(crate) const MESSAGES: &[&str] = &[message::RESOURCE_LINK, message::DEEP_LINKING];

/// A launch as someone asks for one.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    /// The link to open; not with `LtiDeepLinkingRequest`.
    pub(crate) link: Option<String>,
    /// The course to pick content for; only with `LtiDeepLinkingRequest`.
    pub(crate) course: Option<String>,
    /// The tool to pick with; only with `LtiDeepLinkingRequest`.
    pub(crate) client_id: Option<String>,
    /// A deployment of that tool; only with `LtiDeepLinkingRequest`. Absent: its first.
    pub(crate) deployment: Option<String>,
    /// A written page of the course, which then shows what is picked; only with `LtiDeepLinkingRequest`.
    pub(crate) page: Option<String>,
    pub(crate) person: String,
    /// Absent: `LtiResourceLinkRequest`.
    pub(crate) message: Option<String>,
    #[serde(default)]
    pub(crate) method: Method,
    #[serde(default, deserialize_with = "object")]
    pub(crate) options: Options,
    /// Each a name, or `{"name": ..., "with": ...}`.
    #[serde(default)]
    pub(crate) faults: Vec<FaultOrder>,
}

impl Order {
    /// The plain launch of a link by a person.
    pub(crate) fn plain(link: &str, person: &str) -> Self {
        Self { link: Some(link.to_owned()), person: person.to_owned(), ..Self::default() }
    }

    /// A plain deep-linking request for a course.
    pub(crate) fn picking(course: &str, client: &str, person: &str) -> Self {
        Self {
            course: Some(course.to_owned()),
            client_id: Some(client.to_owned()),
            person: person.to_owned(),
            message: Some(message::DEEP_LINKING.to_owned()),
            ..Self::default()
        }
    }
}

/// Prepares one launch and remembers it.
pub(crate) async fn prepare(campus: &Campus, order: Order) -> Result<Launch, Refused> {
    let message = message(order.message.as_deref())?;
    let faults = faults::parse(order.faults.clone(), message)?;
    let stage = subject::find(campus, &order, message).await?;
    let person = campus.demand_person("person", &order.person).await?;
    let enrolment = campus.enrolment(stage.course.id.as_str(), person.id.as_str()).await?;
    let id = LaunchId::from(campus.ground().entropy.id("launch")?);
    let hints = Hints::mint(campus, order.options.message_hint)?;
    let asked = LoginFacts { campus, stage: &stage, options: &order.options };
    let (login, applied) = damaged(campus, asked.login(order.method, &hints), &faults);
    let ags = ags::claim::of(campus, &stage, &order.options).await?;
    let ticket = Ticket {
        ags,
        return_url: return_url(campus, &stage, &id, order.options.return_url),
        login_hint: login.first(login::LOGIN_HINT).map_or(hints.login, str::to_owned),
        message_hint: login.first(login::LTI_MESSAGE_HINT).map(str::to_owned),
        nrps: nrps::claim::of(campus, &stage, &order.options),
        id,
        prepared_at: campus.now(),
        message,
        person,
        course: stage.course,
        enrolment,
        subject: stage.subject,
        registration: stage.registration,
        deployment: stage.deployment,
        options: order.options,
        faults,
        login,
    };
    Ok(campus.launches().add(ticket, applied))
}

fn message(asked: Option<&str>) -> Result<&'static str, Invalid> {
    let Some(asked) = asked else { return Ok(message::RESOURCE_LINK) };
    MESSAGES.iter().copied().find(|known| *known == asked).ok_or_else(|| {
        Invalid::new("message", "a message that this platform can launch", asked).hint(did_you_mean(
            asked,
            MESSAGES.iter().copied(),
            &format!("it knows {}", MESSAGES.join(", ")),
        ))
    })
}

/// Opaque values by which the authorization endpoint knows a launch again.
struct Hints {
    login: String,
    message: Option<String>,
}

impl Hints {
    fn mint(campus: &Campus, shape: MessageHint) -> Result<Self, Refused> {
        let entropy = &campus.ground().entropy;
        let message = match shape {
            MessageHint::Normal => Some(entropy.token()?),
            MessageHint::None => None,
            MessageHint::Long => Some(long(&entropy.token()?)),
        };
        Ok(Self { login: entropy.token()?, message })
    }
}

/// 2 kB with every character that breaks careless URL handling (OIDC-037).
fn long(token: &str) -> String {
    const AWKWARD: &str = "+/=&% é漢?#;\"'<>";
    let mut hint = format!("{token}.");
    while hint.len() < 2048 - AWKWARD.len() {
        hint.push_str(AWKWARD);
    }
    hint.push_str("end");
    hint
}

/// What a login initiation is written from.
struct LoginFacts<'a> {
    campus: &'a Campus,
    stage: &'a Stage,
    options: &'a Options,
}

impl LoginFacts<'_> {
    /// The parameters of third-party initiated login (OIDC-003 to OIDC-008).
    fn login(&self, method: Method, hints: &Hints) -> Login {
        let mut parameters = vec![
            (login::ISS, self.campus.identity().issuer.to_string()),
            (login::LOGIN_HINT, hints.login.clone()),
            (login::TARGET_LINK_URI, self.stage.subject.target().to_owned()),
        ];
        if let Some(hint) = &hints.message {
            parameters.push((login::LTI_MESSAGE_HINT, hint.clone()));
        }
        if self.options.login_client_id.0 {
            parameters.push((login::CLIENT_ID, self.stage.registration.client_id.to_string()));
        }
        if self.options.login_deployment_id.0 {
            parameters.push((login::LTI_DEPLOYMENT_ID, self.stage.deployment.to_string()));
        }
        let parameters = parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Login { method, url: self.stage.registration.login_url.as_str().to_owned(), parameters }
    }
}

/// The login after the launch's login faults, and which those were.
fn damaged(campus: &Campus, mut login: Login, faults: &[Ordered]) -> (Login, Vec<Applied>) {
    let scene = faults::login::Scene { issuer: campus.identity().issuer.as_str() };
    let applied = faults::login::apply(&mut login, faults, &scene);
    (login, applied)
}

/// Where the tool may send the person back to; it names the launch, so that what the tool says there is part of its
/// story (RET-001).
fn return_url(campus: &Campus, stage: &Stage, launch: &LaunchId, shape: ReturnUrl) -> Option<String> {
    let course = segment(stage.course.id.as_str());
    let below = match &stage.subject {
        Subject::Link(link) => format!("{course}/links/{}", segment(link.id.as_str())),
        Subject::Picking(_) => course,
    };
    let plain = format!("{}/courses/{below}/return/{launch}", campus.identity().issuer);
    match shape {
        ReturnUrl::Plain => Some(plain),
        ReturnUrl::Query => Some(format!("{plain}?a=1&b=%20")),
        ReturnUrl::None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_hint_has_two_kilobytes_and_awkward_characters() {
        let hint = long("token");
        assert!((2000..=2100).contains(&hint.len()), "{}", hint.len());
        for awkward in ["+", "/", "=", "&", "%", " ", "é"] {
            assert!(hint.contains(awkward), "{awkward}");
        }
    }

    #[test]
    fn an_unknown_message_is_refused_with_the_nearest() {
        let error = message(Some("LtiResourceLinkrequest")).unwrap_err();
        assert!(error.hint.contains(message::RESOURCE_LINK), "{error:?}");
    }
}
