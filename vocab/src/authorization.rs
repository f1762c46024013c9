//! Parameters of the authentication request, tool to platform.

use crate::term::terms;

terms! {
    /// [`crate::value::SCOPE_OPENID`].
    SCOPE = "scope", "OIDC-030";
    /// [`crate::value::RESPONSE_TYPE_ID_TOKEN`].
    RESPONSE_TYPE = "response_type", "OIDC-031";
    /// [`crate::value::RESPONSE_MODE_FORM_POST`].
    RESPONSE_MODE = "response_mode", "OIDC-032";
    /// [`crate::value::PROMPT_NONE`].
    PROMPT = "prompt", "OIDC-033";
    /// The tool's id at this issuer.
    CLIENT_ID = "client_id", "OIDC-034";
    /// Where the answer goes: a registered URI.
    REDIRECT_URI = "redirect_uri", "OIDC-035";
    /// The login hint, given back.
    LOGIN_HINT = "login_hint", "OIDC-036";
    /// The message hint, given back.
    LTI_MESSAGE_HINT = "lti_message_hint", "OIDC-037";
    /// Binds the answer to this browser.
    STATE = "state", "OIDC-038";
    /// Binds the token to this request.
    NONCE = "nonce", "OIDC-039";
}
