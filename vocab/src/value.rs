//! Values that LTI fixes for parameters and claims of other standards, and beginnings and ends of values.

use crate::term::terms;

terms! {
    /// The value of [`crate::claim::VERSION`].
    VERSION_1_3_0 = "1.3.0", "CORE-004";
    /// The value of [`crate::authorization::SCOPE`].
    SCOPE_OPENID = "openid", "OIDC-030";
    /// The value of [`crate::authorization::RESPONSE_TYPE`].
    RESPONSE_TYPE_ID_TOKEN = "id_token", "OIDC-031";
    /// The value of [`crate::authorization::RESPONSE_MODE`].
    RESPONSE_MODE_FORM_POST = "form_post", "OIDC-032";
    /// The value of [`crate::authorization::PROMPT`].
    PROMPT_NONE = "none", "OIDC-033";
    /// The value of [`crate::header::ALG`] that everyone supports.
    ALG_RS256 = "RS256", "SEC-004";
    /// The value of [`crate::header::TYP`], if it is sent.
    TYP_JWT = "JWT", "SEC-027";
    /// The value of [`crate::token::GRANT_TYPE`].
    GRANT_TYPE_CLIENT_CREDENTIALS = "client_credentials", "TOK-002";
    /// The value of [`crate::token::CLIENT_ASSERTION_TYPE`].
    CLIENT_ASSERTION_TYPE_JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "TOK-003";
    /// The value of [`crate::token::TOKEN_TYPE`], in any letter case.
    TOKEN_TYPE_BEARER = "bearer", "TOK-016";
    /// The parent of the tool's frame, as a value of [`crate::login::LTI_STORAGE_TARGET`].
    STORAGE_TARGET_PARENT = "_parent", "PST-030";
    /// The application type of a tool that registers itself.
    APPLICATION_TYPE_WEB = "web", "DYN-040";
    /// The second grant type of a tool that registers itself.
    GRANT_TYPE_IMPLICIT = "implicit", "DYN-041";
    /// How a tool proves itself at the token endpoint.
    AUTH_METHOD_PRIVATE_KEY_JWT = "private_key_jwt", "DYN-043";
    /// What the answer to a message of [`crate::post_message`] adds to its subject.
    POST_MESSAGE_RESPONSE_SUFFIX = ".response", "PST-002";
    /// What a deprecated URN of a role begins with; the tables of [`crate::role`] hold the other forms.
    ROLE_URN_PREFIX = "urn:lti:role:ims/lis/", "ROLE-012";
}
