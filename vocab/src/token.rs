//! Parameters of the token request, and members of its answer.

use crate::term::terms;

terms! {
    /// [`crate::value::GRANT_TYPE_CLIENT_CREDENTIALS`].
    GRANT_TYPE = "grant_type", "TOK-002";
    /// [`crate::value::CLIENT_ASSERTION_TYPE_JWT_BEARER`].
    CLIENT_ASSERTION_TYPE = "client_assertion_type", "TOK-003";
    /// The token that the tool signed.
    CLIENT_ASSERTION = "client_assertion", "TOK-004";
    /// The scopes asked for, or granted.
    SCOPE = "scope", "TOK-005";
    /// The access token.
    ACCESS_TOKEN = "access_token", "TOK-016";
    /// [`crate::value::TOKEN_TYPE_BEARER`].
    TOKEN_TYPE = "token_type", "TOK-016";
    /// The life of the token in seconds.
    EXPIRES_IN = "expires_in", "TOK-016";
}
