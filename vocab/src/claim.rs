//! Claims that LTI and its services define. What JWT and OpenID Connect define is in
//! [`crate::standard_claim`].

use crate::term::terms;

terms! {
    /// Which message this is; the values are in [`crate::message`].
    MESSAGE_TYPE = "https://purl.imsglobal.org/spec/lti/claim/message_type", "CORE-001";
    /// The LTI version, always [`crate::VERSION_1_3_0`].
    VERSION = "https://purl.imsglobal.org/spec/lti/claim/version", "CORE-004";
    /// Which deployment of the tool is meant.
    DEPLOYMENT_ID = "https://purl.imsglobal.org/spec/lti/claim/deployment_id", "CORE-006";
    /// The page to show in the end.
    TARGET_LINK_URI = "https://purl.imsglobal.org/spec/lti/claim/target_link_uri", "CORE-011";
    /// The link that was opened: `id`, `title`, `description`.
    RESOURCE_LINK = "https://purl.imsglobal.org/spec/lti/claim/resource_link", "CORE-014";
    /// The roles of the user; the values are in [`crate::role`].
    ROLES = "https://purl.imsglobal.org/spec/lti/claim/roles", "ROLE-001";
    /// The course: `id`, `label`, `title`, `type`.
    CONTEXT = "https://purl.imsglobal.org/spec/lti/claim/context", "CORE-040";
    /// The platform instance: `guid`, `name`, `version` and more.
    TOOL_PLATFORM = "https://purl.imsglobal.org/spec/lti/claim/tool_platform", "CORE-044";
    /// The users that this mentor may see.
    ROLE_SCOPE_MENTOR = "https://purl.imsglobal.org/spec/lti/claim/role_scope_mentor", "CORE-046";
    /// How the tool is shown, and where the user returns to.
    LAUNCH_PRESENTATION = "https://purl.imsglobal.org/spec/lti/claim/launch_presentation", "CORE-048";
    /// Ids of the student information system.
    LIS = "https://purl.imsglobal.org/spec/lti/claim/lis", "CORE-050";
    /// Custom parameters, all of them strings.
    CUSTOM = "https://purl.imsglobal.org/spec/lti/claim/custom", "CORE-051";
    /// The ids of the same things in LTI 1.1.
    LTI1P1 = "https://purl.imsglobal.org/spec/lti/claim/lti1p1", "MIG-001";

    /// What the platform accepts from a picker, and where the answer goes.
    DL_SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings", "DL-003";
    /// What the user picked.
    DL_CONTENT_ITEMS = "https://purl.imsglobal.org/spec/lti-dl/claim/content_items", "DL-037";
    /// The platform's opaque value, given back.
    DL_DATA = "https://purl.imsglobal.org/spec/lti-dl/claim/data", "DL-035";
    /// Plain text to show to the user.
    DL_MSG = "https://purl.imsglobal.org/spec/lti-dl/claim/msg", "DL-039";
    /// Plain text to log.
    DL_LOG = "https://purl.imsglobal.org/spec/lti-dl/claim/log", "DL-039";
    /// Plain text about a failure, to show to the user.
    DL_ERRORMSG = "https://purl.imsglobal.org/spec/lti-dl/claim/errormsg", "DL-039";
    /// Plain text about a failure, to log.
    DL_ERRORLOG = "https://purl.imsglobal.org/spec/lti-dl/claim/errorlog", "DL-039";

    /// Assignment and Grade Services: scopes and the URLs of the line items.
    AGS_ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint", "AGS-001";
    /// Names and Role Provisioning Services: the URL of the roster.
    NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice", "NRPS-001";
    /// Grading in the manner of LTI 1.1, inside a roster's `message`.
    BASIC_OUTCOME = "https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome", "NRPS-018";
    /// Course Groups Service: the URLs of groups and group sets.
    GROUPS = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice", "GRP-001";
    /// Link and Content Service: the URLs of the content items.
    LCS = "https://purl.imsglobal.org/spec/lti/claim/linkcontentservice", "LCS-001";

    /// Platform Notification Service: where handlers are registered.
    PNS = "https://purl.imsglobal.org/spec/lti/claim/platformnotificationservice", "PNS-001";
    /// The notice itself: `id`, `timestamp`, `type`.
    NOTICE = "https://purl.imsglobal.org/spec/lti/claim/notice", "PNS-007";
    /// The courses that a copied course was made from.
    ORIGIN_CONTEXTS = "https://purl.imsglobal.org/spec/lti/claim/origin_contexts", "PNS-009";

    /// Whose work a reviewer opens.
    FOR_USER = "https://purl.imsglobal.org/spec/lti/claim/for_user", "SUB-003";
    /// The activity that an asset processor is attached to.
    ACTIVITY = "https://purl.imsglobal.org/spec/lti/claim/activity", "AP-001";
    /// The submission whose assets are to be processed.
    SUBMISSION = "https://purl.imsglobal.org/spec/lti/claim/submission", "AP-004";
    /// The assets to download.
    ASSET_SERVICE = "https://purl.imsglobal.org/spec/lti/claim/assetservice", "AP-004";
    /// Where reports about assets are sent.
    ASSET_REPORT = "https://purl.imsglobal.org/spec/lti/claim/assetreport", "AP-004";
    /// The asset whose report is opened.
    ASSET = "https://purl.imsglobal.org/spec/lti/claim/asset", "AP-008";
    /// The type of the report that is opened.
    ASSET_REPORT_TYPE = "https://purl.imsglobal.org/spec/lti/claim/assetreport_type", "AP-008";
    /// EULA service: where acceptance is recorded.
    EULA = "https://purl.imsglobal.org/spec/lti/claim/eulaservice", "EULA-001";

    /// Where the proctoring tool sends the user to begin.
    PROC_START_ASSESSMENT_URL = "https://purl.imsglobal.org/spec/lti-ap/claim/start_assessment_url", "PROC-001";
    /// The platform's opaque value of a proctored session, given back.
    PROC_SESSION_DATA = "https://purl.imsglobal.org/spec/lti-ap/claim/session_data", "PROC-001";
    /// Which attempt is proctored.
    PROC_ATTEMPT_NUMBER = "https://purl.imsglobal.org/spec/lti-ap/claim/attempt_number", "PROC-001";
    /// Settings for the proctoring tool.
    PROC_SETTINGS = "https://purl.imsglobal.org/spec/lti-ap/claim/proctoring_settings", "PROC-001";
    /// Assessment Control Service: actions and URL.
    PROC_ACS = "https://purl.imsglobal.org/spec/lti-ap/claim/acs", "PROC-001";
    /// What the proctoring tool verified about the user.
    PROC_VERIFIED_USER = "https://purl.imsglobal.org/spec/lti-ap/claim/verified_user", "PROC-002";
    /// Whether the tool wants a message at the end.
    PROC_END_ASSESSMENT_RETURN = "https://purl.imsglobal.org/spec/lti-ap/claim/end_assessment_return", "PROC-002";
    /// Plain text about a failure, to show to the user.
    PROC_ERRORMSG = "https://purl.imsglobal.org/spec/lti-ap/claim/errormsg", "PROC-002";
    /// Plain text about a failure, to log.
    PROC_ERRORLOG = "https://purl.imsglobal.org/spec/lti-ap/claim/errorlog", "PROC-002";
}
