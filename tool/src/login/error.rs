//! Why a login initiation is refused.

use actix_web::http::StatusCode;

use crate::form::FormError;
use crate::refused::Cause;
use crate::store::StoreError;

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
    #[error("the platform waits to be activated in this tool")]
    Inactive,
    /// The log tells more.
    #[error("this tool cannot work now, because its store does not answer; try again later")]
    Store,
    /// Only defects crash.
    #[error("something went wrong")]
    Crash,
}

impl LoginError {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Form(error) => error.status(),
            Self::Missing(_) | Self::TooLong(_) | Self::Extra | Self::Ambiguous => StatusCode::BAD_REQUEST,
            Self::UnknownIssuer | Self::UnknownClient | Self::Inactive => StatusCode::UNAUTHORIZED,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Crash => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Store => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl LoginError {
    pub(crate) fn cause(&self) -> Cause {
        match self {
            Self::UnknownIssuer => Cause::UnknownPlatform,
            Self::UnknownClient | Self::Ambiguous => Cause::Permission,
            Self::Inactive => Cause::InactivePlatform,
            Self::Store | Self::Crash => Cause::Unavailable,
            Self::Form(_) | Self::Missing(_) | Self::TooLong(_) | Self::Extra | Self::Method => {
                Cause::Malformed
            }
        }
    }
}

impl From<StoreError> for LoginError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store does not answer");
        Self::Store
    }
}
