//! Why an answer did not arrive, told apart so that a verdict can say whose fault it may be.

use std::error::Error;
use std::fmt;
use std::io::ErrorKind;
use std::time::Duration;

use url::Url;

/// What kind of trouble it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TransportKind {
    /// Nobody listens there.
    Refused,
    /// The host name has no address.
    NameNotFound,
    /// No whole answer within the time limit.
    Timeout,
    /// The connection broke before the answer was complete.
    Reset,
    /// The secure connection could not be made.
    Tls,
    /// What came is not HTTP.
    BadHttp,
    /// An answer came, and its head is larger than browsers take.
    Oversized,
    /// The request itself cannot be sent: not http(s), or a header that HTTP does not allow.
    BadRequest,
    /// Anything else, told by its text.
    Other,
}

/// One failed hop, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text} (`{url}`)")]
pub(crate) struct TransportError {
    pub(crate) kind: TransportKind,
    pub(crate) url: Url,
    pub(crate) text: String,
}

impl TransportError {
    pub(crate) fn new(kind: TransportKind, url: &Url, text: impl Into<String>) -> Self {
        Self { kind, url: url.clone(), text: text.into() }
    }

    pub(crate) fn timeout(url: &Url, limit: Duration) -> Self {
        Self::new(TransportKind::Timeout, url, format!("no complete answer within {limit:?}"))
    }

    /// Sorts a client error by its causes.
    pub(crate) fn from_client(url: &Url, error: &reqwest::Error) -> Self {
        let causes = causes(error);
        let kind = classify(error, &causes, url);
        let detail = causes.last().cloned().unwrap_or_default();
        Self::new(kind, url, format!("{kind}: {detail}"))
    }
}

impl fmt::Display for TransportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused => "connection refused, nothing listens there",
            Self::NameNotFound => "the host name has no address",
            Self::Timeout => "no answer in time",
            Self::Reset => "the connection broke before the answer was complete",
            Self::Tls => "the secure connection could not be made",
            Self::BadHttp => "the answer is not valid HTTP",
            Self::Oversized => "the head of the answer is larger than browsers take",
            Self::BadRequest => "the request cannot be sent",
            Self::Other => "the exchange failed",
        })
    }
}

fn causes(error: &reqwest::Error) -> Vec<String> {
    chain(error).map(ToString::to_string).collect()
}

fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let first: &(dyn Error + 'static) = error;
    std::iter::successors(Some(first), |&each| each.source())
}

fn classify(error: &reqwest::Error, causes: &[String], url: &Url) -> TransportKind {
    let io = chain(error).find_map(|each| each.downcast_ref::<std::io::Error>()).map(std::io::Error::kind);
    match io {
        Some(ErrorKind::ConnectionRefused) => return TransportKind::Refused,
        Some(
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof,
        ) if !(error.is_connect() && url.scheme() == "https") => return TransportKind::Reset,
        Some(ErrorKind::TimedOut) => return TransportKind::Timeout,
        _ => {}
    }
    classify_by_text(error, causes, url)
}

/// The client hides hyper's error type, so its wording is all there is to tell these apart.
fn classify_by_text(error: &reqwest::Error, causes: &[String], url: &Url) -> TransportKind {
    let says = |words: &[&str]| causes.iter().any(|cause| words.iter().any(|word| cause.contains(word)));
    if error.is_timeout() {
        TransportKind::Timeout
    } else if error.is_builder() {
        TransportKind::BadRequest
    } else if says(&["dns error", "failed to lookup"]) {
        TransportKind::NameNotFound
    } else if error.is_connect() && url.scheme() == "https" {
        TransportKind::Tls
    } else if says(&["connection closed", "end of file before message length", "unexpected EOF"]) {
        TransportKind::Reset
    } else if says(&["message head is too large"]) {
        TransportKind::Oversized
    } else if says(&["invalid", "Invalid"]) {
        TransportKind::BadHttp
    } else {
        TransportKind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::{TransportError, TransportKind};

    #[test]
    fn an_error_says_what_happened_and_where() -> Result<(), url::ParseError> {
        let url = "http://localhost:1/".parse()?;
        let error = TransportError::timeout(&url, std::time::Duration::from_secs(10));
        assert_eq!(error.kind, TransportKind::Timeout);
        assert_eq!(error.to_string(), "no complete answer within 10s (`http://localhost:1/`)");
        Ok(())
    }
}
