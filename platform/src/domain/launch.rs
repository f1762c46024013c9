//! A launch: one attempt to open a tool, and how far it got.

use std::fmt;
use std::sync::Arc;

use homeroom_vocab::id::DeploymentId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::answer::Picked;
use super::course::{Course, Enrolment};
use super::deep_linking::Picking;
use super::fault::{Ordered, Place};
use super::finding::Finding;
use super::link::Link;
use super::options::{Method, Options};
use super::person::Person;
use super::registration::Registration;

/// How long a prepared launch may wait for the tool.
pub(crate) const LIFE: SignedDuration = SignedDuration::from_mins(10);

/// The handle of a launch, shown to people; not a secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub(crate) struct LaunchId(String);

impl LaunchId {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for LaunchId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl fmt::Display for LaunchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The login initiation as it is sent to the tool.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct Login {
    pub(crate) method: Method,
    pub(crate) url: String,
    #[schema(value_type = Vec<Vec<String>>)]
    pub(crate) parameters: Vec<(String, String)>,
}

impl Login {
    /// The first value of a parameter.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The whole address of a login by GET: the login URL with the parameters added to its query.
    pub(crate) fn address(&self) -> String {
        let query =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.parameters).finish();
        let joint = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{joint}{query}", self.url)
    }
}

/// Everything that a launch needs, resolved when it was prepared: answering it reads no database, and a course
/// renamed meanwhile does not change what was promised.
#[derive(Debug)]
pub(crate) struct Ticket {
    pub(crate) id: LaunchId,
    pub(crate) prepared_at: Timestamp,
    pub(crate) message: &'static str,
    pub(crate) person: Person,
    pub(crate) course: Course,
    pub(crate) enrolment: Option<Enrolment>,
    pub(crate) subject: Subject,
    pub(crate) registration: Arc<Registration>,
    pub(crate) deployment: DeploymentId,
    pub(crate) options: Options,
    pub(crate) faults: Vec<Ordered>,
    pub(crate) login: Login,
    /// What `login_hint` must be in the answer; names person and launch.
    pub(crate) login_hint: String,
    /// What `lti_message_hint` must be in the answer, if the login carried one.
    pub(crate) message_hint: Option<String>,
    pub(crate) return_url: Option<String>,
    /// The AGS claim, if there is one.
    pub(crate) ags: Option<Value>,
    /// What it says about the roster, if anything (NRPS-001).
    pub(crate) nrps: Option<Value>,
}

/// What a launch is about.
#[derive(Debug)]
pub(crate) enum Subject {
    /// Someone opens a link.
    Link(Box<Link>),
    /// Someone picks content for a course.
    Picking(Box<Picking>),
}

impl Subject {
    /// What opens in the end: the `target_link_uri`.
    pub(crate) fn target(&self) -> &str {
        match self {
            Self::Link(link) => link.url.as_str(),
            Self::Picking(picking) => picking.url.as_str(),
        }
    }

    /// The link that is opened, if one is.
    pub(crate) fn link(&self) -> Option<&Link> {
        match self {
            Self::Link(link) => Some(link),
            Self::Picking(_) => None,
        }
    }
}

impl Ticket {
    /// The link that is opened, if this launch opens one.
    pub(crate) fn link(&self) -> Option<&Link> {
        self.subject.link()
    }

    /// What a deep-linking launch is about.
    pub(crate) fn picking(&self) -> Option<&Picking> {
        match &self.subject {
            Subject::Link(_) => None,
            Subject::Picking(picking) => Some(picking),
        }
    }

    /// What opens in the end.
    pub(crate) fn target(&self) -> &str {
        self.subject.target()
    }

    /// What to call the subject on a page.
    pub(crate) fn heading(&self) -> String {
        match &self.subject {
            Subject::Link(link) => link.heading(),
            Subject::Picking(_) => format!("Content for {}", self.course.heading()),
        }
    }

    pub(crate) fn expires_at(&self) -> Timestamp {
        self.prepared_at.saturating_add(LIFE).unwrap_or(Timestamp::MAX)
    }
}

/// Why the platform refused to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Refusal {
    pub(crate) error: &'static str,
    pub(crate) description: String,
    pub(crate) requirement: &'static str,
}

/// The parameters of the tool's authentication request, in their order.
pub(crate) type Parameters = Vec<(String, String)>;

/// How far a launch got. Transitions consume the stage, so that a launch cannot be answered twice.
#[derive(Debug, Clone)]
pub(crate) enum Stage {
    /// Waits for the tool's authentication request.
    Prepared,
    /// The request came and is being answered.
    Requested { request: Parameters },
    /// The token went out.
    Answered { request: Parameters, id_token: String },
    /// The platform answered with an error.
    Refused { request: Parameters, refusal: Refusal },
    /// The tool never asked, or too late.
    Expired,
    /// The platform stopped while it waited: nobody knows whether the tool would have asked.
    Interrupted,
}

/// Why a launch cannot take another request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spent {
    Used,
    Refused,
    Expired,
}

impl Stage {
    /// The tool asks.
    pub(crate) fn request(self, request: Parameters) -> Result<Self, (Self, Spent)> {
        match self {
            Self::Prepared => Ok(Self::Requested { request }),
            Self::Requested { .. } | Self::Answered { .. } => Err((self, Spent::Used)),
            Self::Refused { .. } => Err((self, Spent::Refused)),
            Self::Expired | Self::Interrupted => Err((self, Spent::Expired)),
        }
    }

    /// The token goes out; only what was requested can be answered.
    pub(crate) fn answer(self, id_token: String) -> Self {
        match self {
            Self::Requested { request } => Self::Answered { request, id_token },
            other => other,
        }
    }

    /// An error goes out; what was answered, refused or expired before stays that.
    pub(crate) fn refuse(self, request: Parameters, refusal: Refusal) -> Self {
        match self {
            Self::Prepared | Self::Requested { .. } => Self::Refused { request, refusal },
            other => other,
        }
    }

    /// Time has run out.
    pub(crate) fn expire(self) -> Self {
        match self {
            Self::Prepared => Self::Expired,
            other => other,
        }
    }

    /// The word for this stage.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Prepared | Self::Requested { .. } => "prepared",
            Self::Answered { .. } => "answered",
            Self::Refused { .. } => "refused",
            Self::Expired | Self::Interrupted => "expired",
        }
    }
}

/// A fault that was applied to a launch, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Applied {
    pub(crate) name: &'static str,
    #[schema(value_type = String)]
    pub(crate) place: Place,
}

/// What a tool wrote into the return URL (RET-001).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the fields are called as on the wire")]
pub(crate) struct Returned {
    /// Shown to the person.
    pub(crate) lti_msg: Option<String>,
    pub(crate) lti_errormsg: Option<String>,
    /// Logged.
    pub(crate) lti_log: Option<String>,
    pub(crate) lti_errorlog: Option<String>,
}

/// A launch with its whole history.
#[derive(Debug, Clone)]
pub(crate) struct Launch {
    pub(crate) ticket: Arc<Ticket>,
    pub(crate) stage: Stage,
    pub(crate) faults_applied: Vec<Applied>,
    pub(crate) findings: Vec<Finding>,
    /// The numbers of its exchanges in the journal.
    pub(crate) exchanges: Vec<u64>,
    /// How many findings there were when each of them ended: what came since the one before is about it.
    pub(crate) noted: Vec<usize>,
    /// How far the answer to a deep-linking request got.
    pub(crate) picked: Picked,
    /// What the tool said when it sent the person back, once for each time.
    pub(crate) returns: Vec<Returned>,
}

impl Launch {
    /// Whether a requirement was noticed about it, or was the reason to refuse it.
    pub(crate) fn is_about(&self, requirement: &str) -> bool {
        let refused = match &self.stage {
            Stage::Refused { refusal, .. } => refusal.requirement.eq_ignore_ascii_case(requirement),
            _ => false,
        };
        refused || self.findings.iter().any(|finding| finding.requirement.eq_ignore_ascii_case(requirement))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal() -> Refusal {
        Refusal { error: "invalid_request", description: String::new(), requirement: "OIDC-056" }
    }

    #[test]
    fn a_launch_is_answered_once() {
        let requested = Stage::Prepared.request(Vec::new()).unwrap();
        let answered = requested.answer("token".to_owned());
        let (kept, why) = answered.request(Vec::new()).unwrap_err();
        assert_eq!((kept.word(), why), ("answered", Spent::Used));
    }

    #[test]
    fn an_answer_survives_a_later_refusal() {
        let answered = Stage::Prepared.request(Vec::new()).unwrap().answer("token".to_owned());
        assert_eq!(answered.refuse(Vec::new(), refusal()).word(), "answered");
    }

    #[test]
    fn an_expired_launch_takes_no_request() {
        let (_, why) = Stage::Prepared.expire().request(Vec::new()).unwrap_err();
        assert_eq!(why, Spent::Expired);
    }

    #[test]
    fn only_a_waiting_launch_expires() {
        assert_eq!(Stage::Prepared.refuse(Vec::new(), refusal()).expire().word(), "refused");
    }

    #[test]
    fn a_login_by_get_keeps_the_query_of_the_login_url() {
        let login = Login {
            method: Method::Get,
            url: "http://tool/login?a=1".to_owned(),
            parameters: vec![("iss".to_owned(), "http://x/y".to_owned())],
        };
        assert_eq!(login.address(), "http://tool/login?a=1&iss=http%3A%2F%2Fx%2Fy");
    }
}
