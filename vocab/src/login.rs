//! Parameters of the login initiation, platform to tool.

use crate::term::terms;

terms! {
    /// The platform's issuer.
    ISS = "iss", "OIDC-003";
    /// The user, opaque to the tool.
    LOGIN_HINT = "login_hint", "OIDC-004";
    /// The page to show in the end.
    TARGET_LINK_URI = "target_link_uri", "OIDC-005";
    /// The message, opaque to the tool.
    LTI_MESSAGE_HINT = "lti_message_hint", "OIDC-006";
    /// The deployment of the later claim.
    LTI_DEPLOYMENT_ID = "lti_deployment_id", "OIDC-007";
    /// Which registration of this issuer is meant.
    CLIENT_ID = "client_id", "OIDC-008";
    /// The frame that offers platform storage.
    LTI_STORAGE_TARGET = "lti_storage_target", "OIDC-009";
}
