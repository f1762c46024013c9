//! How failures are told: `Failure` inside, `Problem` on the wire of the control API, `StartError` to the embedder.

use std::fmt;
use std::net::SocketAddr;
use std::ops::Deref;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::edge::Invalid;
use crate::entropy::NoEntropy;
use crate::keys::signing::KeyError;
use crate::store::StoreError;
pub use crate::store::open::StateError;

/// Why the platform did not start. Each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Nothing to listen on.
    #[error("no address to listen on; hint: `localhost:8080` is the usual one")]
    NoAddress,
    /// Others could reach the platform, which has no passwords.
    #[error(
        "refusing to listen on {0}: anyone who reaches this address could act as anyone; hint: listen on \
         `localhost:PORT` and put a tunnel or proxy in front"
    )]
    NotLoopback(SocketAddr),
    /// The port is taken, or the address is not ours.
    #[error("cannot listen on {address}: {cause}; hint: {hint}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        cause: std::io::Error,
        /// What to try.
        hint: &'static str,
    },
    /// A public or back-channel URL that cannot be the base of an issuer (SEC-081).
    #[error("`{url}` cannot be the {which}: {cause}")]
    Url {
        /// Which setting.
        which: &'static str,
        /// Its value.
        url: String,
        /// What is wrong.
        cause: &'static str,
    },
    /// The state directory or its database.
    #[error(transparent)]
    State(#[from] StateError),
    /// What is stored cannot be used.
    #[error("the stored state cannot be used: {0}")]
    Inside(String),
}

/// Something of ours failed; the tool or the person can do nothing about it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    #[error("stored data is refused by its own rules: {0}")]
    Invalid(#[from] Invalid),
    #[error("stored data contradicts itself: {0}")]
    Inconsistent(String),
}

impl From<Failure> for StartError {
    fn from(failure: Failure) -> Self {
        Self::Inside(failure.to_string())
    }
}

/// An error of the control API (RFC 9457). Boxed, since results that carry one are everywhere and almost always good.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(transparent)]
pub(crate) struct Problem(Box<Details>);

/// What happened, what was expected, what came, what to try.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Details {
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) status: u16,
    pub(crate) detail: String,
    pub(crate) expected: String,
    pub(crate) actual: String,
    pub(crate) hint: String,
}

impl Deref for Problem {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl Problem {
    pub(crate) fn new(status: StatusCode, title: impl Into<String>) -> Self {
        let title = title.into();
        Self(Box::new(Details {
            kind: "about:blank",
            detail: title.clone(),
            title,
            status: status.as_u16(),
            expected: String::new(),
            actual: String::new(),
            hint: String::new(),
        }))
    }

    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = detail.into();
        self
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        self.0.expected = expected.into();
        self.0.actual = actual.into();
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = hint.into();
        self
    }

    /// A body that is too large, or did not arrive whole.
    pub(crate) fn unreadable(error: &actix_web::Error) -> Self {
        let status = error.as_response_error().status_code();
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            return Self::new(status, "the body is too large")
                .expected("a body of at most 2 MB", "a larger one")
                .hint("shorten what is sent");
        }
        Self::new(status, "the body cannot be read")
            .expected("a whole body", "one that broke off, or is encoded in an unknown way")
            .hint("send it again")
    }

    /// Something that is named but does not exist.
    pub(crate) fn unknown(what: &str, name: &str, hint: impl Into<String>) -> Self {
        let shown = crate::domain::edge::quoted(name);
        Self::new(StatusCode::NOT_FOUND, format!("unknown {what}"))
            .detail(format!("there is no {what} {shown} here"))
            .expected(format!("the name of a {what} that exists"), shown)
            .hint(hint)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code())
            .content_type("application/problem+json")
            .insert_header(("cache-control", "no-store"))
            .body(serde_json::to_string(self).unwrap_or_default())
    }
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        let detail = invalid.to_string();
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, format!("`{}` is refused", invalid.field))
            .detail(detail)
            .expected(invalid.expected, invalid.actual)
            .hint(invalid.hint)
    }
}

/// The cause is logged whole and shown as an opaque 500.
impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        tracing::error!(error = %failure, "a request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the platform failed")
            .hint("the log of the platform says why")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Failure::from(error).into()
    }
}

/// What was asked cannot be done: the asker can mend it, or something of ours failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl From<NoEntropy> for Refused {
    fn from(error: NoEntropy) -> Self {
        Self::Failure(error.into())
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Invalid(invalid) => invalid.into(),
            Refused::Failure(failure) => failure.into(),
        }
    }
}
