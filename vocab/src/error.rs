//! Error codes, by the place where they stand.

/// `error` in the authentication response (OAuth 2.0, OpenID Connect Core).
pub mod authorization {
    use crate::term::terms;

    terms! {
        /// A parameter is missing, repeated or wrong.
        INVALID_REQUEST = "invalid_request", "OIDC-054";
        /// This client may not ask here.
        UNAUTHORIZED_CLIENT = "unauthorized_client", "OIDC-061";
        /// The user may not open this link.
        ACCESS_DENIED = "access_denied", "OIDC-062";
        /// `response_type` is not `id_token`.
        UNSUPPORTED_RESPONSE_TYPE = "unsupported_response_type", "OIDC-052";
        /// `scope` lacks `openid`.
        INVALID_SCOPE = "invalid_scope", "OIDC-053";
        /// The platform failed.
        SERVER_ERROR = "server_error", "OIDC-063";
        /// The platform is overloaded.
        TEMPORARILY_UNAVAILABLE = "temporarily_unavailable", "OIDC-063";
        /// Nobody, or someone else, is signed in.
        LOGIN_REQUIRED = "login_required", "OIDC-058";
        /// The platform would have to ask the user something.
        INTERACTION_REQUIRED = "interaction_required", "OIDC-064";
        /// The user would have to choose an account.
        ACCOUNT_SELECTION_REQUIRED = "account_selection_required", "OIDC-064";
        /// The user would have to consent.
        CONSENT_REQUIRED = "consent_required", "OIDC-064";
        /// `request_uri` is wrong.
        INVALID_REQUEST_URI = "invalid_request_uri", "OIDC-064";
        /// The request object is wrong.
        INVALID_REQUEST_OBJECT = "invalid_request_object", "OIDC-064";
        /// `request` is not supported.
        REQUEST_NOT_SUPPORTED = "request_not_supported", "OIDC-064";
        /// `request_uri` is not supported.
        REQUEST_URI_NOT_SUPPORTED = "request_uri_not_supported", "OIDC-064";
        /// `registration` is not supported.
        REGISTRATION_NOT_SUPPORTED = "registration_not_supported", "OIDC-064";
        /// The launch was already used; a word of Canvas.
        LAUNCH_NO_LONGER_VALID = "launch_no_longer_valid", "OIDC-060";
    }
}

/// `error` of the token endpoint (RFC 6749, section 5.2).
pub mod token {
    use crate::term::terms;

    terms! {
        /// A parameter is missing, repeated or wrong.
        INVALID_REQUEST = "invalid_request", "TOK-019";
        /// The client is unknown or its assertion is wrong.
        INVALID_CLIENT = "invalid_client", "TOK-019";
        /// The grant is wrong.
        INVALID_GRANT = "invalid_grant", "TOK-019";
        /// The client may not use this grant.
        UNAUTHORIZED_CLIENT = "unauthorized_client", "TOK-019";
        /// The grant type is not `client_credentials`.
        UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type", "TOK-019";
        /// None of the scopes is allowed.
        INVALID_SCOPE = "invalid_scope", "TOK-019";
    }
}

/// `error` in `WWW-Authenticate: Bearer` (RFC 6750, section 3.1).
pub mod bearer {
    use crate::term::terms;

    terms! {
        /// The request is malformed.
        INVALID_REQUEST = "invalid_request", "TOK-041";
        /// The token is unknown, expired or revoked.
        INVALID_TOKEN = "invalid_token", "TOK-041";
        /// The token lacks a scope.
        INSUFFICIENT_SCOPE = "insufficient_scope", "TOK-042";
    }
}

/// `error` of the Assignment and Grade Services.
pub mod ags {
    use crate::term::terms;

    terms! {
        /// The body is malformed, or a member is missing or wrong.
        INVALID_REQUEST = "invalid_request", "AGS-100";
        /// A later score is on record.
        STALE_TIMESTAMP = "stale_timestamp", "AGS-074";
    }
}

/// `error` of the registration endpoint.
pub mod registration {
    use crate::term::terms;

    terms! {
        /// A redirect URI is wrong.
        INVALID_REDIRECT_URI = "invalid_redirect_uri", "DYN-016";
        /// Some other metadata is wrong.
        INVALID_CLIENT_METADATA = "invalid_client_metadata", "DYN-016";
    }
}

/// `error.code` in the answer to a postMessage.
pub mod post_message {
    use crate::term::terms;

    terms! {
        /// A member is missing, or the message is no object.
        BAD_REQUEST = "bad_request", "PST-008";
        /// The subject is not known.
        UNSUPPORTED_SUBJECT = "unsupported_subject", "PST-008";
        /// The sender's origin is not the expected one.
        WRONG_ORIGIN = "wrong_origin", "PST-008";
        /// The sender may not do this.
        UNAUTHORIZED = "unauthorized", "PST-008";
        /// The sender has no room left.
        STORAGE_EXHAUSTION = "storage_exhaustion", "PST-008";
    }
}

/// `errorCode` in a report about an asset.
pub mod asset_report {
    use crate::term::terms;

    terms! {
        /// The tool cannot read this kind of asset.
        UNSUPPORTED_ASSET_TYPE = "UNSUPPORTED_ASSET_TYPE", "AP-006";
        /// The asset is too large.
        ASSET_TOO_LARGE = "ASSET_TOO_LARGE", "AP-006";
        /// The asset is too small.
        ASSET_TOO_SMALL = "ASSET_TOO_SMALL", "AP-006";
        /// The user did not accept the licence agreement.
        EULA_NOT_ACCEPTED = "EULA_NOT_ACCEPTED", "AP-006";
        /// The asset could not be fetched.
        DOWNLOAD_FAILED = "DOWNLOAD_FAILED", "AP-006";
    }
}
