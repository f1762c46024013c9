//! Form fields of the authentication response, and of a message that a tool signs.

use crate::term::terms;

terms! {
    /// The platform's message.
    ID_TOKEN = "id_token", "OIDC-081";
    /// The tool's message.
    JWT = "JWT", "OIDC-081";
    /// The state of the request, given back.
    STATE = "state", "OIDC-080";
    /// Why there is no token; the values are in [`crate::error::authorization`].
    ERROR = "error", "OIDC-065";
    /// The same in words.
    ERROR_DESCRIPTION = "error_description", "OIDC-065";
    /// A page about the error.
    ERROR_URI = "error_uri", "OIDC-065";
    /// The frame that offers platform storage, repeated.
    LTI_STORAGE_TARGET = "lti_storage_target", "PST-035";
}
