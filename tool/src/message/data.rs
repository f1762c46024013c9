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

#[cfg(test)]
mod tests {
    use homeroom_vocab::claim::{
        AGS_ENDPOINT, CONTEXT, CUSTOM, DEPLOYMENT_ID, DL_SETTINGS, LAUNCH_PRESENTATION, LIS, MESSAGE_TYPE,
        NRPS, RESOURCE_LINK, ROLE_SCOPE_MENTOR, ROLES, TARGET_LINK_URI, TOOL_PLATFORM, VERSION,
    };
    use serde_json::json;

    use super::*;
    use crate::defects::Defects;
    use crate::platform::sample;
    use crate::token::claims::Claims;
    use crate::token::json::Duplicates;

    const MENTOR: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor";

    fn whole() -> Value {
        json!({
            (MESSAGE_TYPE): "LtiResourceLinkRequest", (VERSION): "1.3.0", (DEPLOYMENT_ID): "1",
            (TARGET_LINK_URI): "https://tool.test/quiz", "aud": "client", "sub": "u-1",
            "name": "Ada B", "given_name": "Ada", "middle_name": "C", "email": "ada@school.test", "locale": "de",
            "picture": "https://lms.test/ada.png",
            (RESOURCE_LINK): { "id": "r", "title": "Quiz", "description": "Ten questions" },
            (ROLES): [MENTOR], (ROLE_SCOPE_MENTOR): ["u-2", 7],
            (CONTEXT): {
                "id": "c", "label": "BIO", "title": "Biology",
                "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection"],
            },
            (CUSTOM): { "chapter": "3", "due": "$X" },
            (LAUNCH_PRESENTATION): {
                "document_target": "iframe", "width": "320", "height": 240, "return_url": "https://lms.test/back",
                "locale": "en",
            },
            (TOOL_PLATFORM): { "guid": "g", "name": "School", "product_family_code": "moodle", "version": "4" },
            (LIS): { "person_sourcedid": "p-1", "course_section_sourcedid": "s-1" },
            (AGS_ENDPOINT): { "scope": ["s"], "lineitem": "https://lms.test/items/1" },
            (NRPS): { "context_memberships_url": "https://lms.test/members", "service_versions": ["2.0"] },
            "https://vendor.test/claim": { "a": 1 },
        })
    }

    fn read(payload: &Value) -> LaunchData {
        let claims = Claims::parse(payload.to_string().as_bytes(), Duplicates::Refused).unwrap();
        LaunchData::read(&claims, &sample("https://lms.test", "client", &["1"]), &Defects::default()).unwrap()
    }

    #[test]
    fn everything_that_a_platform_says_has_a_place() {
        let launch = read(&whole());
        assert_eq!((launch.issuer.as_str(), launch.client_id.as_str()), ("https://lms.test", "client"));
        assert_eq!(
            (launch.message_type, launch.message_type.name()),
            (MessageType::ResourceLink, "LtiResourceLinkRequest")
        );
        assert_eq!((launch.user.id.as_deref(), launch.user.subject()), (Some("u-1"), Some("u-1")));
        assert_eq!(
            (launch.user.given_name.as_deref(), launch.user.locale.as_deref()),
            (Some("Ada"), Some("de"))
        );
        let link = launch.resource_link.as_ref().unwrap();
        assert_eq!((link.id.as_str(), link.description.as_deref()), ("r", Some("Ten questions")));
        let course = launch.context.as_ref().unwrap();
        assert_eq!((course.display_name(), course.is_course_section()), (Some("Biology"), true));
        assert_eq!((launch.custom["chapter"].as_str(), launch.custom["due"].as_str()), ("3", "$X"));
        let Presentation { width, height, document_target, .. } = &launch.presentation;
        assert_eq!((*width, *height, document_target.as_deref()), (Some(320), Some(240), Some("iframe")));
        assert_eq!(launch.platform.as_ref().unwrap().product_family_code.as_deref(), Some("moodle"));
        assert_eq!(launch.lis.person_sourcedid.as_deref(), Some("p-1"));
        assert_eq!(launch.mentees, ["u-2"]);
        assert!(launch.grades.as_ref().is_some_and(|grades| grades.has("s") && grades.line_item.is_some()));
        assert_eq!(launch.roster.as_ref().map(|roster| roster.url.path()), Some("/members"));
        assert_eq!(launch.claim("https://vendor.test/claim"), Some(&json!({ "a": 1 })));
        assert_eq!((launch.claim("aud"), launch.claim("name")), (Some(&json!("client")), None));
    }

    #[test]
    fn who_is_no_mentor_has_no_mentees() {
        let mut payload = whole();
        payload[ROLES] = json!(["Learner"]);
        assert_eq!(read(&payload).mentees, [""; 0]);
    }

    #[test]
    fn a_launch_can_be_stored() {
        let mut payload = whole();
        payload[MESSAGE_TYPE] = "LtiDeepLinkingRequest".into();
        payload[ROLES] = json!(["Instructor"]);
        payload[DL_SETTINGS] = json!({
            "deep_link_return_url": "https://lms.test/r", "accept_types": ["link"], "accept_media_types": "image/*",
            "accept_presentation_document_targets": ["window"], "data": "d",
        });
        let launch = read(&payload);
        assert!(launch.deep_linking.is_some() && launch.resource_link.is_none());
        let stored = serde_json::to_string(&launch).unwrap();
        assert_eq!(serde_json::from_str::<LaunchData>(&stored).unwrap(), launch);
    }
}
