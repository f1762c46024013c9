//! Query parameters that a tool adds to the return URL.

use crate::term::terms;

terms! {
    /// Plain text to show to the user.
    LTI_MSG = "lti_msg", "RET-001";
    /// Plain text to log.
    LTI_LOG = "lti_log", "RET-001";
    /// Plain text about a failure, to show to the user.
    LTI_ERRORMSG = "lti_errormsg", "RET-001";
    /// Plain text about a failure, to log.
    LTI_ERRORLOG = "lti_errorlog", "RET-001";
}
