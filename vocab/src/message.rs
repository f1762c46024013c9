//! The values of [`crate::claim::MESSAGE_TYPE`].

use crate::term::terms;

terms! {
    /// A user opens a link.
    RESOURCE_LINK = "LtiResourceLinkRequest", "CORE-001";
    /// A user opens the picker of a tool.
    DEEP_LINKING = "LtiDeepLinkingRequest", "DL-001";
    /// The tool answers with what was picked.
    DEEP_LINKING_RESPONSE = "LtiDeepLinkingResponse", "DL-032";
    /// Someone opens the work of a user.
    SUBMISSION_REVIEW = "LtiSubmissionReviewRequest", "SUB-001";
    /// The settings of an asset processor.
    ASSET_PROCESSOR_SETTINGS = "LtiAssetProcessorSettingsRequest", "AP-003";
    /// The report about an asset.
    REPORT_REVIEW = "LtiReportReviewRequest", "AP-008";
    /// The licence agreement of a tool.
    EULA = "LtiEulaRequest", "EULA-001";
    /// A proctored assessment is about to begin.
    START_PROCTORING = "LtiStartProctoring", "PROC-001";
    /// The proctoring tool lets it begin.
    START_ASSESSMENT = "LtiStartAssessment", "PROC-002";
    /// The proctored assessment has ended.
    END_ASSESSMENT = "LtiEndAssessment", "PROC-004";
}
