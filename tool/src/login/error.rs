//! Why a login initiation is refused.

use actix_web::http::StatusCode;

use crate::form::FormError;
use crate::registration::NoRegistration;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LoginError {
    #[error("{0}")]
    Form(#[from] FormError),
    #[error("the platform did not send `{0}`, which every login needs")]
    Missing(&'static str),
    #[error("the parameter `{0}` is too long")]
    TooLong(&'static str),
    #[error("the platform sent a parameter that this tool does not know")]
    Extra,
    #[error("this tool is not registered with the platform that asks for a login (`iss`)")]
    UnknownIssuer,
    #[error("this platform does not know the tool by the client id that it sent (`client_id`)")]
    UnknownClient,
    #[error(
        "this platform knows the tool by several client ids, and did not say which one it means (`client_id`)"
    )]
    Ambiguous,
    #[error("this address does not take logins by this method")]
    Method,
    /// Only defects crash.
    #[error("something went wrong")]
    Crash,
}

impl LoginError {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Form(error) => error.status(),
            Self::Missing(_) | Self::TooLong(_) | Self::Extra | Self::Ambiguous => StatusCode::BAD_REQUEST,
            Self::UnknownIssuer | Self::UnknownClient => StatusCode::UNAUTHORIZED,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Crash => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<NoRegistration> for LoginError {
    fn from(reason: NoRegistration) -> Self {
        match reason {
            NoRegistration::UnknownIssuer => Self::UnknownIssuer,
            NoRegistration::UnknownClient => Self::UnknownClient,
            NoRegistration::Ambiguous => Self::Ambiguous,
        }
    }
}
