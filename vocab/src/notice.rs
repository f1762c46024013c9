//! The types of notices that the Platform Notification Service delivers.

use crate::term::terms;

terms! {
    /// A try of the connection.
    HELLO_WORLD = "LtiHelloWorldNotice", "PNS-009";
    /// A course was copied.
    CONTEXT_COPY = "LtiContextCopyNotice", "PNS-009";
    /// Work was submitted to an activity with an asset processor.
    ASSET_PROCESSOR_SUBMISSION = "LtiAssetProcessorSubmissionNotice", "PNS-009";
}
