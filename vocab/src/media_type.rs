//! Media types of requests and answers.

use crate::term::terms;

terms! {
    /// Forms: login initiation, launch, token request.
    FORM = "application/x-www-form-urlencoded", "OIDC-002";
    /// Plain JSON.
    JSON = "application/json", "KEY-015";
    /// A key set.
    JWK_SET = "application/jwk-set+json", "KEY-015";
    /// One line item.
    LINEITEM = "application/vnd.ims.lis.v2.lineitem+json", "AGS-020";
    /// A list of line items.
    LINEITEM_CONTAINER = "application/vnd.ims.lis.v2.lineitemcontainer+json", "AGS-020";
    /// One score.
    SCORE = "application/vnd.ims.lis.v1.score+json", "AGS-020";
    /// A list of results.
    RESULT_CONTAINER = "application/vnd.ims.lis.v2.resultcontainer+json", "AGS-020";
    /// The roster.
    MEMBERSHIP_CONTAINER = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json", "NRPS-002";
    /// A list of course groups.
    CONTEXT_GROUP_CONTAINER = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json", "GRP-003";
    /// A list of group sets.
    CONTEXT_GROUP_SET_CONTAINER = "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json", "GRP-003";
    /// A command to a proctored assessment.
    PROC_CONTROL = "application/vnd.ims.lti-ap.v1.control+json", "PROC-005";
}
