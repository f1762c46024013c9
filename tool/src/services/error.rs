//! Why a service did not do what it was asked for, in words that may stand on a page.

use std::fmt;

use actix_web::ResponseError;
use actix_web::http::StatusCode;

/// How much of what a platform says about a failure is shown, in characters.
const LONGEST_WORD: usize = 300;

/// Why a service of a platform did not do what it was asked for. As the error of a handler it is a page of status 424
/// (the platform failed) or 403 (the platform does not let this tool do it), and of 500 only where the tool's own key or
/// store failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceError {
    /// The launch does not name the scope, so nobody asks for it (TOK-026).
    #[error("your course did not offer this tool the scope `{0}`")]
    NotOffered(&'static str),
    /// The platform granted less than was asked for (TOK-018).
    #[error("the platform did not grant this tool the scope `{0}`")]
    NotGranted(&'static str),
    /// The launch does not say where.
    #[error("your course did not tell this tool {0}")]
    NoAddress(&'static str),
    /// The platform was deleted since the launch.
    #[error("this tool is no longer registered with the platform of your course")]
    NoRegistration,
    /// The tool's own key or store failed.
    #[error("this tool could not sign its request; its log says why")]
    Unsigned(String),
    /// What is to be sent breaks a rule that every platform has.
    #[error("this cannot be sent: {0}")]
    Unfit(&'static str),
    /// The platform failed, or refused.
    #[error("{by} {why}")]
    Failed {
        /// Who was asked.
        by: By,
        /// What happened.
        why: Failure,
    },
}

/// Who failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who gives access tokens.
    TokenEndpoint,
    /// The service itself.
    Service,
}

/// What happened to a request, as the rest of a sentence about who was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// No answer within the limits of time.
    #[error("did not answer in time")]
    TooSlow,
    /// No connection, or none that lasted.
    #[error("could not be reached")]
    Unreachable,
    /// So many bytes are the limit.
    #[error("answered with more than {0} bytes")]
    TooLarge(usize),
    /// A refusal, or a failure.
    #[error("answered {status}{}", spoken(.said.as_deref()))]
    Status {
        /// Of the answer.
        status: u16,
        /// What the platform says about it, if anything.
        said: Option<String>,
    },
    /// Tokens go nowhere else than where the launch says (TOK-045).
    #[error("answered {0}, a redirect, which a token does not follow")]
    Redirect(u16),
    /// So many seconds are more than a person waits.
    #[error("asked to wait {0} seconds, which is too long")]
    AskedToWait(u64),
    /// Not what was expected.
    #[error("answered with something else than {0}")]
    NotReadable(&'static str),
    /// Tokens go through no open wire where the platform is not open itself.
    #[error("is at an address without encryption, where a token does not go")]
    Unencrypted,
    /// Tokens go to no other site than that of the launch (TOK-045).
    #[error("named an address of another site, where a token does not go")]
    ForeignAddress,
    /// The pages of a list lead back.
    #[error("named a next page that was read before")]
    Loop,
    /// The pages of a list do not end.
    #[error("sent pages with nothing new again and again")]
    NothingNew,
    /// So many pages are the limit.
    #[error("named more than {0} pages")]
    TooManyPages(usize),
    /// So many entries are the limit.
    #[error("named more than {0} entries")]
    TooManyEntries(usize),
}

/// What the platform says, as the end of a sentence.
fn spoken(said: Option<&str>) -> String {
    said.map(|text| format!(": {}", text.chars().take(LONGEST_WORD).collect::<String>())).unwrap_or_default()
}

impl ResponseError for ServiceError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotOffered(_) | Self::NotGranted(_) | Self::NoAddress(_) | Self::NoRegistration => {
                StatusCode::FORBIDDEN
            }
            // A platform that fails is no failure of the tool (NRPS-021).
            Self::Failed { .. } => StatusCode::FAILED_DEPENDENCY,
            Self::Unfit(_) => StatusCode::BAD_REQUEST,
            Self::Unsigned(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TokenEndpoint => "the platform's token endpoint",
            Self::Service => "the platform",
        })
    }
}

impl ServiceError {
    pub(crate) fn service(why: Failure) -> Self {
        Self::Failed { by: By::Service, why }
    }

    /// The text may name files and tables, so it stays in the log.
    pub(crate) fn unsigned(error: impl fmt::Display) -> Self {
        tracing::error!(%error, "cannot sign a request");
        Self::Unsigned(error.to_string())
    }

    pub(crate) fn token(why: Failure) -> Self {
        Self::Failed { by: By::TokenEndpoint, why }
    }

    /// Whether the service says that there is no such thing (AGS-043).
    pub fn is_gone(&self) -> bool {
        self.status().is_some_and(|status| status == StatusCode::NOT_FOUND || status == StatusCode::GONE)
    }

    /// Whether a later score is on record already (AGS-082).
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(StatusCode::CONFLICT)
    }

    /// Whether there is no access token, so that the service was not asked.
    pub fn is_of_token_endpoint(&self) -> bool {
        matches!(self, Self::Failed { by: By::TokenEndpoint, .. })
    }

    /// Whether an answer was none that can be read.
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Failed { why: Failure::NotReadable(_), .. })
    }

    /// Whether the service said that it will not do it.
    pub fn is_refusal(&self) -> bool {
        self.status().is_some_and(|status| status.is_client_error())
    }

    /// The status that the service answered with, if it refused or failed.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Failed { by: By::Service, why: Failure::Status { status, .. } } => {
                StatusCode::from_u16(*status).ok()
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_a_sentence() {
        let refused = Failure::Status { status: 403, said: Some("insufficient_scope".into()) };
        assert_eq!(
            ServiceError::service(refused).to_string(),
            "the platform answered 403: insufficient_scope"
        );
        let silent = Failure::Status { status: 500, said: None };
        assert_eq!(ServiceError::token(silent).to_string(), "the platform's token endpoint answered 500");
    }

    #[test]
    fn only_a_service_says_that_something_is_gone() {
        let gone = || Failure::Status { status: 404, said: None };
        assert!(ServiceError::service(gone()).is_gone());
        assert!(!ServiceError::token(gone()).is_gone());
    }

    #[test]
    fn long_speeches_are_cut() {
        assert_eq!(spoken(Some(&"x".repeat(10_000))).len(), LONGEST_WORD + 2);
    }
}
