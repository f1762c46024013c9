//! Why a launch is refused: one reason each, in words for the person in front of the browser. No word of the
//! token stands in it (SEC-029, SEC-030).

use actix_web::http::StatusCode;
use homeroom_vocab::error::authorization::{
    ACCESS_DENIED, INTERACTION_REQUIRED, LOGIN_REQUIRED, UNAUTHORIZED_CLIENT,
};

use crate::builder::Denied;
use crate::form::FormError;
use crate::keys::FetchError;
use crate::login::pending::NoLogin;
use crate::platforms::PlatformError;
use crate::refused::Cause;
use crate::store::StoreError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("{0}")]
    Form(#[from] FormError),
    #[error("a launch must be posted as a form; this address does not take it from a link")]
    Method,
    #[error("the platform sent a field that this tool does not know")]
    ExtraField,
    #[error("the platform sent a token and an error at once")]
    TokenAndError,
    #[error("the platform sent no `id_token`")]
    NoToken,
    #[error("the platform reports `{code}`")]
    Platform { code: String, description: Option<String> },

    #[error("the answer carries no `state`, so it belongs to no login")]
    NoState,
    #[error("no login is waiting for this answer: it was not begun here, or more than ten minutes ago")]
    UnknownState,
    #[error("this launch was already used; open it again from your course")]
    StateUsed,
    #[error("the login was begun in another browser, or this browser does not keep our cookie")]
    OtherBrowser,

    #[error("the token is too large")]
    TokenTooLarge,
    #[error("the token is not a signed token of three base64url parts")]
    NotCompact,
    #[error("the {0} of the token is not a JSON object")]
    NotJson(&'static str),
    #[error("the {0} of the token says the same thing twice")]
    DuplicateMember(&'static str),
    #[error("the token is of a type (`typ`) that is not for launches")]
    Typ,
    #[error("the token demands an extension (`crit`) that this tool does not know")]
    Critical,
    #[error("the token is signed with an algorithm that was not agreed with the platform")]
    Algorithm,
    #[error("the token does not say which key signed it (`kid`)")]
    NoKid,
    #[error("the token is signed with a key that the platform does not publish")]
    UnknownKey,
    #[error("the keys of the platform cannot be read: its address {0}")]
    NoKeys(FetchError),
    #[error("the signature of the token is wrong")]
    Signature,
    #[error("the token was issued by another platform than the one asked (`iss`)")]
    Issuer,
    #[error("the token is not meant for this tool (`aud`)")]
    Audience,
    #[error("the token is meant for other tools too (`aud`)")]
    ExtraAudience,
    #[error("the token was issued to another party (`azp`)")]
    AuthorizedParty,
    #[error("the token has expired (`exp`)")]
    Expired,
    #[error("the token would be valid for more than a day (`exp`)")]
    LivesTooLong,
    #[error("the token was issued in the future (`iat`); a clock may be wrong")]
    IssuedInFuture,
    #[error("the token was issued too long ago (`iat`); open the link again")]
    IssuedLongAgo,
    #[error("the token is not valid yet (`nbf`)")]
    NotYetValid,
    #[error("the token answers another login (`nonce`)")]
    Nonce,
    #[error("the token was already used (`nonce`)")]
    NonceUsed,

    #[error("the token lacks the claim `{0}`")]
    Missing(&'static str),
    #[error("the claim `{0}` is empty")]
    Empty(&'static str),
    #[error("the claim `{0}` has the wrong JSON type")]
    WrongType(&'static str),
    #[error(
        "the message is neither a resource link launch nor a deep linking request, which is all that this tool takes"
    )]
    MessageType,
    #[error("the message is not of LTI version 1.3.0")]
    Version,
    #[error("this deployment is not known to the tool; ask its administrator to add it")]
    Deployment,
    #[error("the platform gave the user no role")]
    NoRole,
    #[error("the message holds a claim that this tool does not know")]
    UnknownClaim,
    #[error("the deep linking request lacks the setting `{0}`, or it has the wrong JSON type")]
    Setting(&'static str),
    #[error("the answer would have to go to `deep_link_return_url`, which is no web address")]
    ReturnUrl,
    #[error("only teachers choose content for a course")]
    NotATeacher,
    #[error("the platform does not say who you are, and only teachers who are known choose content")]
    Nobody,
    /// Whoever runs the tool has not let this platform in, or not any more.
    #[error("the platform waits to be activated in this tool")]
    Inactive,
    /// The log tells more.
    #[error("this tool cannot work now, because its store does not answer; try again later")]
    Store,
    /// The application's own reason.
    #[error("{0}")]
    Denied(#[from] Denied),
    /// Only defects are that picky.
    #[error("this tool cannot work with what the claim `{0}` says")]
    Unsupported(&'static str),
    /// Only [`crate::defects::Defect::OWN_TOKEN_GUEST`] looks for this.
    #[error("the token was signed by this tool itself")]
    OwnToken,
    /// Only defects crash.
    #[error("something went wrong")]
    Crash,
}

impl Refusal {
    /// 400 for what is malformed, 401 for what is not authentic, 403 for what is authentic but not permitted.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Form(error) => error.status(),
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Crash => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Store => StatusCode::SERVICE_UNAVAILABLE,
            Self::Platform { code, .. } => platform_status(code),
            Self::TokenTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Deployment | Self::NotATeacher | Self::Nobody | Self::Denied(_) => StatusCode::FORBIDDEN,
            Self::ExtraField
            | Self::TokenAndError
            | Self::NoToken
            | Self::NoState
            | Self::NotCompact
            | Self::NotJson(_)
            | Self::DuplicateMember(_)
            | Self::Typ
            | Self::Critical
            | Self::Missing(_)
            | Self::Empty(_)
            | Self::WrongType(_)
            | Self::MessageType
            | Self::Version
            | Self::NoRole
            | Self::UnknownClaim
            | Self::Setting(_)
            | Self::ReturnUrl
            | Self::Unsupported(_) => StatusCode::BAD_REQUEST,
            Self::UnknownState
            | Self::StateUsed
            | Self::OtherBrowser
            | Self::Algorithm
            | Self::NoKid
            | Self::UnknownKey
            | Self::NoKeys(_)
            | Self::Signature
            | Self::Issuer
            | Self::Audience
            | Self::ExtraAudience
            | Self::AuthorizedParty
            | Self::Expired
            | Self::LivesTooLong
            | Self::IssuedInFuture
            | Self::IssuedLongAgo
            | Self::NotYetValid
            | Self::Nonce
            | Self::NonceUsed
            | Self::Inactive
            | Self::OwnToken => StatusCode::UNAUTHORIZED,
        }
    }
}

impl Refusal {
    /// The kind of reason, for applications.
    pub(crate) fn cause(&self) -> Cause {
        match self {
            Self::NoState | Self::UnknownState | Self::StateUsed | Self::OtherBrowser => Cause::Browser,
            Self::Audience => Cause::Audience,
            Self::Platform { .. } => Cause::Platform,
            Self::Inactive => Cause::InactivePlatform,
            Self::NoKeys(_) | Self::Store | Self::Crash => Cause::Unavailable,
            _ if self.status() == StatusCode::FORBIDDEN => Cause::Permission,
            _ if self.status() == StatusCode::UNAUTHORIZED => Cause::Token,
            _ => Cause::Malformed,
        }
    }
}

/// Whatever the platform reports, there is no launch, and it is no fault of this tool.
fn platform_status(code: &str) -> StatusCode {
    match code {
        LOGIN_REQUIRED | INTERACTION_REQUIRED => StatusCode::UNAUTHORIZED,
        ACCESS_DENIED | UNAUTHORIZED_CLIENT => StatusCode::FORBIDDEN,
        _ => StatusCode::BAD_REQUEST,
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store does not answer");
        Self::Store
    }
}

impl From<PlatformError> for Refusal {
    fn from(error: PlatformError) -> Self {
        tracing::error!(%error, "a platform cannot be changed");
        Self::Store
    }
}

impl From<NoLogin> for Refusal {
    fn from(reason: NoLogin) -> Self {
        match reason {
            NoLogin::Unknown => Self::UnknownState,
            NoLogin::Answered => Self::StateUsed,
            NoLogin::OtherBrowser => Self::OtherBrowser,
            NoLogin::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_refusal_but_a_crash_is_our_own_fault() {
        let refusals = [
            Refusal::Method,
            Refusal::TokenTooLarge,
            Refusal::Signature,
            Refusal::Deployment,
            Refusal::NoKeys(FetchError::TooSlow),
            Refusal::Form(FormError::TooSlow),
            Refusal::Platform { code: "server_error".to_owned(), description: None },
        ];
        assert!(refusals.iter().all(|refusal| refusal.status().is_client_error()));
        assert!(Refusal::Crash.status().is_server_error());
    }

    #[test]
    fn malformed_is_400_not_authentic_is_401_not_permitted_is_403() {
        assert_eq!(Refusal::Missing("exp").status(), StatusCode::BAD_REQUEST);
        assert_eq!(Refusal::Audience.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(Refusal::Deployment.status(), StatusCode::FORBIDDEN);
        assert_eq!(platform_status(ACCESS_DENIED), StatusCode::FORBIDDEN);
    }
}
