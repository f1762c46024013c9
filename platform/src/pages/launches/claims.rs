//! What every claim says, in one sentence, with the requirement that asks for it: one flat table.

use homeroom_vocab::role;

use Of::{Answer, Any, Assertion, Header, Message};

/// In which token a member stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// The header of any token.
    Header,
    /// A message of the platform: the `id_token`.
    Message,
    /// A message of the tool: the `JWT` of deep linking.
    Answer,
    /// What a tool proves itself with when it asks for an access token.
    Assertion,
    /// The payload of any of them.
    Any,
}

/// The beginning that claims of LTI share; left out where they are listed.
pub(crate) const NAMESPACE: &str = "https://purl.imsglobal.org/spec/";

/// A member, by its short name or by `claim > member`, with its requirement and its meaning.
type Row = (Of, &'static str, &'static str, &'static str);

/// In the order in which a person reads them: who for whom, which message, about what, whose, and which services.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    (Header, "alg", "SEC-004", "The algorithm of the signature: RS256, or what the registration agreed on. A tool takes it from the registration, never from here."),
    (Header, "kid", "SEC-006", "Which key of the sender's key set checks the signature."),
    (Header, "typ", "SEC-027", "The kind of token, `JWT`; it may be left out."),
    (Header, "crit", "SEC-023", "Extensions that the reader must understand or refuse; LTI has none."),
    (Header, "jwk", "SEC-024", "A key that the token brought along. Nobody may trust it."),
    (Header, "jku", "SEC-024", "An address of keys that the token brought along. Nobody may fetch it."),
    (Header, "x5u", "SEC-024", "An address of a certificate that the token brought along. Nobody may fetch it."),
    (Header, "x5c", "SEC-024", "A certificate that the token brought along. Nobody may trust it."),

    (Message, "iss", "SEC-008", "Who sends it: the issuer of this platform, exactly as the tool has it registered."),
    (Message, "aud", "SEC-009", "For whom: it must hold the `client_id` of the tool, alone or in an array."),
    (Message, "azp", "SEC-012", "Which client may use it; if it is there, it is the `client_id` of the tool."),
    (Message, "sub", "CORE-018", "Who the person is on this platform: stable, never reassigned, and with `iss` the only thing to know them by. Missing: an anonymous launch."),
    (Message, "exp", "SEC-014", "Until when it is good, in seconds since 1970; afterwards it is refused."),
    (Message, "iat", "SEC-016", "When it was made, in seconds since 1970."),
    (Message, "nbf", "SEC-022", "From when on it is good, if it says so."),
    (Message, "nonce", "SEC-020", "The value of the tool's own request, given back. It is good once (SEC-021)."),
    (Answer, "iss", "SEC-041", "Who sends it: in an answer the tool, so its `client_id`."),
    (Answer, "aud", "SEC-042", "For whom: it must hold the issuer of this platform."),
    (Answer, "azp", "SEC-045", "Which party may use it; it may be left out."),
    (Answer, "sub", "SEC-041", "Not asked for in an answer; some libraries send it."),
    (Answer, "exp", "SEC-043", "Until when the answer is good: a few minutes, in seconds since 1970."),
    (Answer, "iat", "SEC-043", "When the answer was made, in seconds since 1970."),
    (Answer, "nbf", "SEC-043", "From when on the answer is good, if it says so."),
    (Answer, "nonce", "SEC-044", "A fresh value for each answer, not the nonce of the request."),
    (Assertion, "iss", "TOK-006", "Who asks: the `client_id` of the tool."),
    (Assertion, "sub", "TOK-006", "For whom it asks: itself, so the `client_id` again."),
    (Assertion, "aud", "TOK-007", "For whom it is made: the token endpoint of this platform."),
    (Assertion, "exp", "TOK-009", "Until when the assertion is good: a few minutes, in seconds since 1970."),
    (Assertion, "iat", "TOK-009", "When the assertion was made, in seconds since 1970."),
    (Assertion, "nbf", "TOK-009", "From when on the assertion is good, if it says so."),
    (Assertion, "jti", "TOK-010", "A name of this assertion, used once."),
    (Assertion, "lti/claim/deployment_id", "TOK-013", "For which deployment the tool asks, where that matters."),
    (Any, "jti", "TOK-010", "A name of this token; LTI asks for it only in assertions."),

    (Answer, "lti/claim/message_type", "DL-032", "What kind of message this is: `LtiDeepLinkingResponse`, in this letter case."),
    (Answer, "lti/claim/version", "DL-033", "The version of LTI: `1.3.0`, a string."),
    (Answer, "lti/claim/deployment_id", "DL-034", "The deployment of the request, given back."),
    (Any, "lti/claim/message_type", "CORE-001", "What kind of message this is; a tool refuses one that it does not know (CORE-002)."),
    (Any, "lti/claim/version", "CORE-004", "The version of LTI: `1.3.0`, a string."),
    (Any, "lti/claim/deployment_id", "CORE-006", "Which installation of the tool is meant. With `iss` it says whose data this is (CORE-010)."),
    (Any, "lti/claim/target_link_uri", "CORE-011", "What opens in the end. The tool goes by this one, not by the unsigned one of the login (CORE-012)."),
    (Any, "lti/claim/roles", "ROLE-001", "What the person is here; only roles of the context give powers in the course (ROLE-008)."),
    (Any, "lti/claim/role_scope_mentor", "CORE-046", "The ids of those whom this mentor may see."),
    (Any, "lti/claim/resource_link", "CORE-014", "Which link was opened."),
    (Any, "lti/claim/resource_link > id", "CORE-014", "The id of the link: opaque, stable, and another one when the link is copied."),
    (Any, "lti/claim/resource_link > title", "CORE-016", "What the link is called; it may be missing, and may change."),
    (Any, "lti/claim/resource_link > description", "CORE-016", "What the link is about; it may be missing."),
    (Any, "lti/claim/context", "CORE-040", "In which course, as far as the platform tells."),
    (Any, "lti/claim/context > id", "CORE-040", "The id of the course: opaque, and unique in the deployment only."),
    (Any, "lti/claim/context > label", "CORE-042", "The short name of the course; it may be missing."),
    (Any, "lti/claim/context > title", "CORE-042", "The name of the course; it may be missing."),
    (Any, "lti/claim/context > type", "CORE-041", "What kind of context this is: a template, an offering, a section or a group."),
    (Any, "lti/claim/tool_platform", "CORE-044", "Which LMS this is."),
    (Any, "lti/claim/tool_platform > guid", "CORE-044", "The id of this installation of the LMS."),
    (Any, "lti/claim/tool_platform > name", "CORE-044", "What the installation is called."),
    (Any, "lti/claim/tool_platform > description", "CORE-044", "What the installation says about itself."),
    (Any, "lti/claim/tool_platform > url", "CORE-044", "Where the LMS is."),
    (Any, "lti/claim/tool_platform > contact_email", "CORE-044", "Whom to write to."),
    (Any, "lti/claim/tool_platform > product_family_code", "CORE-045", "Which product the LMS is; a tool works with one that it does not know."),
    (Any, "lti/claim/tool_platform > version", "CORE-044", "The version of the product."),
    (Any, "lti/claim/launch_presentation", "CORE-048", "How the tool is shown, and the way back."),
    (Any, "lti/claim/launch_presentation > document_target", "CORE-048", "Where the tool is shown: `iframe`, `frame` or `window`."),
    (Any, "lti/claim/launch_presentation > width", "CORE-049", "The width of that place in CSS pixels; a number, or digits in a string."),
    (Any, "lti/claim/launch_presentation > height", "CORE-049", "The height of that place in CSS pixels; a number, or digits in a string."),
    (Any, "lti/claim/launch_presentation > locale", "CORE-048", "The language that the tool is asked to speak (BCP 47)."),
    (Any, "lti/claim/launch_presentation > return_url", "RET-002", "Where the tool sends the person back to when it is done, with a message if there is one."),
    (Any, "lti/claim/lis", "CORE-050", "Ids of the student information system behind the LMS."),
    (Any, "lti/claim/lis > person_sourcedid", "CORE-050", "The id of the person in the student information system."),
    (Any, "lti/claim/lis > course_offering_sourcedid", "CORE-050", "The id of the course offering in the student information system."),
    (Any, "lti/claim/lis > course_section_sourcedid", "CORE-050", "The id of the section in the student information system."),
    (Any, "lti/claim/custom", "CORE-051", "Custom parameters of the registration and the link, variables replaced; all values are strings."),
    (Any, "lti/claim/custom > *", "VAR-003", "A custom parameter. `\"\"` means a variable without a value, and a value that still begins with `$` one that this platform does not have (VAR-006)."),
    (Any, "lti/claim/lti1p1", "MIG-001", "What the same person, link and course were called in LTI 1.1."),
    (Any, "lti/claim/lti1p1 > user_id", "MIG-004", "What the person was called in LTI 1.1."),
    (Any, "lti/claim/lti1p1 > resource_link_id", "MIG-004", "What the link was called in LTI 1.1."),
    (Any, "lti/claim/lti1p1 > context_id", "MIG-004", "What the course was called in LTI 1.1."),
    (Any, "lti/claim/lti1p1 > tool_consumer_instance_guid", "MIG-001", "The id that this installation of the LMS had in LTI 1.1."),
    (Any, "lti/claim/lti1p1 > oauth_consumer_key", "MIG-003", "The consumer key of LTI 1.1, to be believed only with a right signature."),
    (Any, "lti/claim/lti1p1 > oauth_consumer_key_sign", "MIG-002", "The proof that the consumer key belongs here."),

    (Any, "lti-dl/claim/deep_linking_settings", "DL-003", "What may be picked, and where the answer goes."),
    (Any, "lti-dl/claim/deep_linking_settings > deep_link_return_url", "DL-030", "Where the answer is posted, exactly as it stands here."),
    (Any, "lti-dl/claim/deep_linking_settings > accept_types", "DL-040", "The types of content that the platform takes; others are not returned."),
    (Any, "lti-dl/claim/deep_linking_settings > accept_presentation_document_targets", "DL-044", "Where the content may be shown: in a frame, a window, or embedded in a page."),
    (Any, "lti-dl/claim/deep_linking_settings > accept_media_types", "DL-043", "The media types of files that the platform takes, with commas between."),
    (Any, "lti-dl/claim/deep_linking_settings > accept_multiple", "DL-041", "Whether more than one item may come back."),
    (Any, "lti-dl/claim/deep_linking_settings > accept_lineitem", "DL-042", "Whether items may bring a column of the gradebook along."),
    (Any, "lti-dl/claim/deep_linking_settings > auto_create", "DL-004", "Whether the platform places the items without asking the person again."),
    (Any, "lti-dl/claim/deep_linking_settings > title", "DL-069", "A title that the tool may take for its item."),
    (Any, "lti-dl/claim/deep_linking_settings > text", "DL-069", "A text that the tool may take for its item."),
    (Any, "lti-dl/claim/deep_linking_settings > data", "DL-035", "An opaque value that comes back byte for byte."),
    (Any, "lti-dl/claim/content_items", "DL-037", "What was picked; empty or missing means nothing."),
    (Any, "lti-dl/claim/data", "DL-035", "The opaque value of the request, given back byte for byte."),
    (Any, "lti-dl/claim/msg", "DL-039", "Plain text for the person to read."),
    (Any, "lti-dl/claim/log", "DL-039", "Plain text for the log."),
    (Any, "lti-dl/claim/errormsg", "DL-039", "Plain text about a failure, for the person to read."),
    (Any, "lti-dl/claim/errorlog", "DL-039", "Plain text about a failure, for the log."),

    (Any, "name", "CORE-021", "The whole name of the person; personal data, so it may be missing."),
    (Any, "given_name", "CORE-021", "The first name; personal data, so it may be missing."),
    (Any, "family_name", "CORE-021", "The last name; personal data, so it may be missing."),
    (Any, "middle_name", "CORE-021", "The middle name; personal data, so it may be missing."),
    (Any, "email", "CORE-021", "The e-mail address. Two people may have the same, and one person may change it: never an identity (CORE-020)."),
    (Any, "picture", "CORE-021", "The address of a picture of the person; personal data, so it may be missing."),
    (Any, "locale", "CORE-021", "The language that the person prefers, such as `de-CH`."),
    (Any, "gender", "CORE-022", "A claim of OpenID Connect beyond those of LTI."),
    (Any, "zoneinfo", "CORE-022", "The time zone of the person, a claim of OpenID Connect beyond those of LTI."),
    (Any, "phone_number", "CORE-022", "A claim of OpenID Connect beyond those of LTI."),
    (Any, "address", "CORE-022", "The postal address, an object; a claim of OpenID Connect beyond those of LTI."),

    (Any, "lti-ags/claim/endpoint", "AGS-001", "What the tool may do with grades here, and where. The addresses may change: take them from each message (AGS-006)."),
    (Any, "lti-ags/claim/endpoint > scope", "AGS-002", "The scopes that the tool may ask for."),
    (Any, "lti-ags/claim/endpoint > lineitems", "AGS-003", "Where the columns of the gradebook are listed and made."),
    (Any, "lti-ags/claim/endpoint > lineitem", "AGS-004", "The one column that belongs to this link; missing where there are several or none."),
    (Any, "lti-nrps/claim/namesroleservice", "NRPS-001", "Where the people of the course are listed."),
    (Any, "lti-nrps/claim/namesroleservice > context_memberships_url", "NRPS-001", "The address of the list."),
    (Any, "lti-nrps/claim/namesroleservice > service_versions", "NRPS-001", "The versions of the service, `[\"2.0\"]`."),
    (Any, "lti-bo/claim/basicoutcome", "NRPS-018", "Grading in the manner of LTI 1.1; only inside a roster."),
    (Any, "lti-gs/claim/groupsservice", "GRP-001", "Where the groups of the course are listed."),
    (Any, "lti/claim/linkcontentservice", "LCS-001", "Where the tool reads and changes its links and content."),
    (Any, "lti/claim/platformnotificationservice", "PNS-001", "Where the tool says which notices it wants to get."),
    (Any, "lti/claim/notice", "PNS-007", "The notice itself: id, time and type."),
    (Any, "lti/claim/origin_contexts", "PNS-009", "The courses that a copied course was made from."),
    (Any, "lti/claim/for_user", "SUB-003", "Whose work is opened."),
    (Any, "lti/claim/activity", "AP-001", "The activity that an asset processor is attached to."),
    (Any, "lti/claim/submission", "AP-004", "The submission whose files are to be processed."),
    (Any, "lti/claim/assetservice", "AP-004", "The files to download."),
    (Any, "lti/claim/assetreport", "AP-004", "Where reports about files are sent."),
    (Any, "lti/claim/asset", "AP-008", "The file whose report is opened."),
    (Any, "lti/claim/assetreport_type", "AP-008", "The type of the report that is opened."),
    (Any, "lti/claim/eulaservice", "EULA-001", "Where the acceptance of an agreement is recorded."),
    (Any, "lti-ap/claim/start_assessment_url", "PROC-001", "Where the proctoring tool sends the person to begin."),
    (Any, "lti-ap/claim/session_data", "PROC-001", "An opaque value of a proctored session, given back."),
    (Any, "lti-ap/claim/attempt_number", "PROC-001", "Which attempt is proctored."),
    (Any, "lti-ap/claim/proctoring_settings", "PROC-001", "Settings for the proctoring tool."),
    (Any, "lti-ap/claim/acs", "PROC-001", "How the proctoring tool controls the assessment."),
    (Any, "lti-ap/claim/verified_user", "PROC-002", "What the proctoring tool verified about the person."),
    (Any, "lti-ap/claim/end_assessment_return", "PROC-002", "Whether the proctoring tool wants a message at the end."),
    (Any, "lti-ap/claim/errormsg", "PROC-002", "Plain text about a failure, for the person to read."),
    (Any, "lti-ap/claim/errorlog", "PROC-002", "Plain text about a failure, for the log."),
];

/// What a member says, and which requirement speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) sentence: &'static str,
    pub(crate) requirement: &'static str,
}

/// What nobody knows.
const UNKNOWN: Meaning =
    Meaning { sentence: "No claim of LTI; a tool ignores what it does not know.", requirement: "SEC-025" };
/// A member that a claim has beyond those of LTI.
pub(crate) const EXTENSION: Meaning = Meaning {
    sentence: "No member that LTI names; a tool ignores what it does not know.",
    requirement: "SEC-025",
};
const UNKNOWN_HEADER: Meaning = Meaning { sentence: "No header that LTI uses.", requirement: "SEC-027" };

/// A name without the beginning that claims of LTI share.
pub(crate) fn short(name: &str) -> &str {
    name.strip_prefix(NAMESPACE).unwrap_or(name)
}

/// What a claim says, by its name.
pub(crate) fn meaning(of: Of, name: &str) -> Meaning {
    known(of, short(name)).unwrap_or(if of == Header { UNKNOWN_HEADER } else { UNKNOWN })
}

/// What a member of a claim says, if it is one that is explained.
pub(crate) fn member(of: Of, claim: &str, name: &str) -> Option<Meaning> {
    let claim = short(claim);
    known(of, &format!("{claim} > {name}")).or_else(|| known(of, &format!("{claim} > *")))
}

/// Where a claim stands in the order of reading; what nobody knows comes last.
pub(crate) fn rank(of: Of, name: &str) -> usize {
    let name = short(name);
    let is_row = |row: &Row| row.1 == name && (row.0 == of || (row.0 == Any && of != Header));
    ROWS.iter().position(is_row).unwrap_or(ROWS.len())
}

fn known(of: Of, path: &str) -> Option<Meaning> {
    let find = |in_token: Of| ROWS.iter().find(|row| row.0 == in_token && row.1 == path);
    let row = find(of).or_else(|| if of == Header { None } else { find(Any) })?;
    Some(Meaning { sentence: row.3, requirement: row.2 })
}

/// What one role says.
pub(crate) fn role(uri: &str) -> Meaning {
    let is_of = |terms: &[homeroom_vocab::Term]| terms.iter().any(|term| term.value == uri);
    #[rustfmt::skip]
    let (sentence, requirement) = match uri {
        _ if is_of(role::context::ALL) => ("A role in this course; it decides what the person may do there.", "ROLE-003"),
        _ if is_of(role::sub_role::ALL) => ("A finer role in this course, below the principal role that its path names.", "ROLE-010"),
        _ if is_of(role::institution::ALL) => ("A role at the school; it gives no powers in the course.", "ROLE-008"),
        _ if is_of(role::system::ALL) => ("A role in the LMS as a whole; it gives no powers in the course.", "ROLE-008"),
        _ if is_of(role::lti::ALL) => ("Not a real person but a test user; it stands beside a real role.", "ROLE-011"),
        _ if is_of(role::short::ALL) => ("A role in this course by its old short name.", "ROLE-004"),
        _ if is_of(role::person::ALL) => ("A role by an old URI.", "ROLE-012"),
        _ => ("No role of LTI; a tool ignores it, and it gives no powers.", "ROLE-005"),
    };
    Meaning { sentence, requirement }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requirements;

    #[test]
    fn every_name_on_the_wire_is_explained() {
        for term in homeroom_vocab::claim::ALL.iter().chain(homeroom_vocab::standard_claim::ALL) {
            assert_ne!(meaning(Message, term.value), UNKNOWN, "{}", term.value);
        }
        for term in homeroom_vocab::header::ALL {
            assert_ne!(meaning(Header, term.value), UNKNOWN_HEADER, "{}", term.value);
        }
    }

    #[test]
    fn every_row_is_one_sentence_or_two_about_a_known_requirement() {
        for (at, (of, path, requirement, sentence)) in ROWS.iter().enumerate() {
            assert!(requirements::find(requirement).is_some(), "{path}: {requirement}");
            assert!(sentence.ends_with('.') && sentence.len() < 200, "{path}");
            assert!(!ROWS[..at].iter().any(|row| row.0 == *of && row.1 == *path), "{path} twice");
        }
    }

    #[test]
    fn the_same_claim_means_another_thing_in_an_answer() {
        assert_eq!(meaning(Message, "iss").requirement, "SEC-008");
        assert_eq!(meaning(Answer, "iss").requirement, "SEC-041");
        assert_eq!(meaning(Assertion, "iss").requirement, "TOK-006");
        assert_eq!(meaning(Answer, "name").requirement, "CORE-021");
    }

    #[test]
    fn members_and_custom_parameters_are_explained_too() {
        let context = "https://purl.imsglobal.org/spec/lti/claim/context";
        assert_eq!(member(Message, context, "id").unwrap().requirement, "CORE-040");
        assert_eq!(member(Message, context, "colour"), None);
        let custom = "https://purl.imsglobal.org/spec/lti/claim/custom";
        assert_eq!(member(Message, custom, "chapter").unwrap().requirement, "VAR-003");
    }

    #[test]
    fn every_member_of_the_migration_claim_is_explained() {
        let sentence = &requirements::find("MIG-001").unwrap().sentence;
        let mut named = sentence.split('`').skip(1).step_by(2);
        let claim = named.next().unwrap();
        assert!(named.clone().count() == 6 && meaning(Message, claim).requirement == "MIG-001");
        for name in named {
            assert!(member(Message, claim, name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_role_is_told_by_where_it_counts() {
        assert_eq!(role(role::context::LEARNER).requirement, "ROLE-003");
        assert_eq!(role("http://evil/x#Instructor").requirement, "ROLE-005");
    }
}
