//! OAuth scopes.

use crate::term::terms;

terms! {
    /// The scope of every authentication request.
    OPENID = "openid", "OIDC-030";
    /// Read and write line items.
    AGS_LINEITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem", "AGS-101";
    /// Read line items.
    AGS_LINEITEM_READONLY = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly", "AGS-102";
    /// Read results.
    AGS_RESULT_READONLY = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly", "AGS-101";
    /// Post scores.
    AGS_SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score", "AGS-101";
    /// Read the roster.
    NRPS_CONTEXTMEMBERSHIP_READONLY = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly", "NRPS-003";
    /// Read course groups.
    GS_CONTEXTGROUP_READONLY = "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly", "GRP-002";
    /// Register handlers of notices.
    PNS_NOTICEHANDLERS = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers", "PNS-002";
    /// Download assets.
    AP_ASSET_READONLY = "https://purl.imsglobal.org/spec/lti/scope/asset.readonly", "AP-005";
    /// Send reports about assets.
    AP_REPORT = "https://purl.imsglobal.org/spec/lti/scope/report", "AP-006";
    /// Record who accepted the licence agreement.
    EULA_USER = "https://purl.imsglobal.org/spec/lti/scope/eula/user", "EULA-002";
    /// Say whether a deployment needs the licence agreement.
    EULA_DEPLOYMENT = "https://purl.imsglobal.org/spec/lti/scope/eula/deployment", "EULA-004";
    /// Read links and content.
    LCS_READ = "https://purl.imsglobal.org/spec/lti/scope/contentitem.read", "LCS-002";
    /// Create links and content.
    LCS_CREATE = "https://purl.imsglobal.org/spec/lti/scope/contentitem.create", "LCS-002";
    /// Change links and content.
    LCS_UPDATE = "https://purl.imsglobal.org/spec/lti/scope/contentitem.update", "LCS-002";
    /// Delete links and content.
    LCS_DELETE = "https://purl.imsglobal.org/spec/lti/scope/contentitem.delete", "LCS-002";
    /// Control a proctored assessment.
    PROC_CONTROL_ALL = "https://purl.imsglobal.org/spec/lti-ap/scope/control.all", "PROC-005";
}
