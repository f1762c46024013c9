//! What a launch says, as typed data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

use crate::deep_linking::Settings;
use crate::message::return_link::{self, Parting};
use crate::message::{
    Context, GradesEndpoint, Lis, MessageType, PlatformInfo, Presentation, ResourceLink, Roles,
    RosterEndpoint, User,
};

/// Who comes, from where, to do what: a verified message of a platform.
///
/// Everything that a platform may leave out is optional, and empty where it did. What has no field here is in
/// [`LaunchData::claim`]. It can be stored and read again with serde.
///
/// ```
/// use homeroom_tool::LaunchData;
///
/// fn greeting(launch: &LaunchData) -> String {
///     let name = launch.user.name.as_deref().unwrap_or("stranger");
///     let course = launch.context.as_ref().and_then(|context| context.display_name()).unwrap_or("your course");
///     let role = if launch.roles.is_instructor() { "teacher" } else { "learner" };
///     format!("Hello {name}, {role} of {course}")
/// }
///
/// // An empty one, for tests.
/// let mut launch = LaunchData::default();
/// launch.user.name = Some("Ada".to_owned());
/// assert_eq!(greeting(&launch), "Hello Ada, learner of your course");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LaunchData {
    /// The platform (`iss`).
    pub issuer: String,
    /// What the platform calls this tool (OIDC-034).
    pub client_id: String,
    /// The deployment of this tool that the message comes from (CORE-006).
    pub deployment_id: String,
    /// What the message is for.
    pub message_type: MessageType,
    /// Where the platform wants the user to arrive (CORE-011).
    pub target_link_uri: String,
    /// Who comes; nobody in an anonymous launch (CORE-019).
    pub user: User,
    /// What the user may do here.
    pub roles: Roles,
    /// The course, if the link is in one (CORE-040, CORE-042).
    pub context: Option<Context>,
    /// The link that was opened (CORE-014); nothing in a deep linking request.
    pub resource_link: Option<ResourceLink>,
    /// Custom parameters, empty and unresolved ones as they are (CORE-051, CORE-052).
    pub custom: BTreeMap<String, String>,
    /// How the tool is shown, and where the user returns to (CORE-048).
    pub presentation: Presentation,
    /// The product behind the issuer (CORE-044).
    pub platform: Option<PlatformInfo>,
    /// Ids of the student information system (CORE-050).
    pub lis: Lis,
    /// The users whom this mentor may see (CORE-046); empty for everybody who is no mentor (CORE-047).
    pub mentees: Vec<String>,
    /// The grade service, if it is offered (AGS-001); used by [`crate::grades::Grades`].
    pub grades: Option<GradesEndpoint>,
    /// The roster, if it is offered (NRPS-001); read by [`crate::roster::Roster`].
    pub roster: Option<RosterEndpoint>,
    /// What the platform takes from a picker, in a deep linking request (DL-003).
    pub deep_linking: Option<Settings>,
    /// When it came in, in milliseconds since 1970.
    pub received_ms: i64,
    /// Claims that have no field above, by name.
    pub(crate) others: Map<String, Value>,
}

impl LaunchData {
    /// A claim that has no field of its own, such as one of a vendor, or `nonce`.
    pub fn claim(&self, name: &str) -> Option<&Value> {
        self.others.get(name)
    }

    /// Where the user goes when they leave this tool, with what they are told there (RET-002, RET-003). Nothing if the
    /// platform did not say where, or named no web page.
    ///
    /// ```
    /// use homeroom_tool::{LaunchData, Parting};
    ///
    /// let mut launch = LaunchData::default();
    /// launch.presentation.return_url = Some("https://lms.example/course/7?tab=1".to_owned());
    /// let url = launch.return_link(&Parting::message("Well done")).unwrap();
    /// assert_eq!(url.as_str(), "https://lms.example/course/7?tab=1&lti_msg=Well+done");
    /// ```
    pub fn return_link(&self, parting: &Parting) -> Option<Url> {
        return_link::to(self.presentation.return_url.as_deref()?, parting)
    }
}
