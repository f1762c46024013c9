//! Why a service did not do what it was asked for, in words that may stand on a page.

use std::fmt;

use reqwest::StatusCode;

/// How much of what a platform says about a failure is shown, in characters.
const LONGEST_WORD: usize = 300;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ServiceError {
    /// The launch does not name the scope, so nobody asks for it (TOK-026).
    #[error("your course did not offer this tool the scope `{0}`")]
    NotOffered(&'static str),
    /// The platform granted less than was asked for (TOK-018).
    #[error("the platform did not grant this tool the scope `{0}`")]
    NotGranted(&'static str),
    /// The launch does not say where.
    #[error("your course did not tell this tool {0}")]
    NoAddress(&'static str),
    #[error("this tool is no longer registered with the platform of your course")]
    NoRegistration,
    #[error("this tool could not sign its request: {0}")]
    Unsigned(String),
    #[error("{by} {why}")]
    Failed { by: By, why: Failure },
}

/// Who failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    TokenEndpoint,
    Service,
}

/// What happened to a request, as the rest of a sentence about who was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Failure {
    #[error("did not answer in time")]
    TooSlow,
    #[error("could not be reached")]
    Unreachable,
    #[error("answered with more than {0} bytes")]
    TooLarge(usize),
    #[error("answered {status}{said}")]
    Status { status: u16, said: Said },
    #[error("answered {0}, a redirect, which a token does not follow")]
    Redirect(u16),
    #[error("asked to wait {0} seconds, which is too long")]
    AskedToWait(u64),
    #[error("answered with something else than {0}")]
    NotReadable(&'static str),
    #[error("named an address of another site, where a token does not go")]
    ForeignAddress,
    #[error("named a next page that was read before")]
    Loop,
    #[error("sent pages with nothing new again and again")]
    NothingNew,
    #[error("named more than {0} pages")]
    TooManyPages(usize),
    #[error("named more than {0} entries")]
    TooManyEntries(usize),
}

/// What the platform says about it, if anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said(pub(crate) Option<String>);

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(text) => write!(f, ": {}", text.chars().take(LONGEST_WORD).collect::<String>()),
            None => Ok(()),
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

    pub(crate) fn token(why: Failure) -> Self {
        Self::Failed { by: By::TokenEndpoint, why }
    }

    /// Whether the service says that there is no such thing (AGS-043).
    pub(crate) fn is_gone(&self) -> bool {
        self.status().is_some_and(|status| status == StatusCode::NOT_FOUND || status == StatusCode::GONE)
    }

    /// Whether a later score is on record already (AGS-082).
    pub(crate) fn is_conflict(&self) -> bool {
        self.status() == Some(StatusCode::CONFLICT)
    }

    pub(crate) fn is_of_token_endpoint(&self) -> bool {
        matches!(self, Self::Failed { by: By::TokenEndpoint, .. })
    }

    /// Whether an answer was none that can be read.
    pub(crate) fn is_unreadable(&self) -> bool {
        matches!(self, Self::Failed { why: Failure::NotReadable(_), .. })
    }

    /// Whether the service said that it will not do it.
    pub(crate) fn is_refusal(&self) -> bool {
        self.status().is_some_and(|status| status.is_client_error())
    }

    fn status(&self) -> Option<StatusCode> {
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
        let refused = Failure::Status { status: 403, said: Said(Some("insufficient_scope".into())) };
        assert_eq!(
            ServiceError::service(refused).to_string(),
            "the platform answered 403: insufficient_scope"
        );
        let silent = Failure::Status { status: 500, said: Said(None) };
        assert_eq!(ServiceError::token(silent).to_string(), "the platform's token endpoint answered 500");
    }

    #[test]
    fn only_a_service_says_that_something_is_gone() {
        let gone = || Failure::Status { status: 404, said: Said(None) };
        assert!(ServiceError::service(gone()).is_gone());
        assert!(!ServiceError::token(gone()).is_gone());
    }

    #[test]
    fn long_speeches_are_cut() {
        let said = Said(Some("x".repeat(10_000)));
        assert_eq!(said.to_string().len(), LONGEST_WORD + 2);
    }
}
