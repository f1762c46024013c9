//! One HTTP request and its answer.

use aws_lc_rs::digest::{SHA256, digest};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::finding::Finding;

/// Bodies up to this size are kept whole.
pub(crate) const KEPT: usize = 1024 * 1024;

/// What an exchange was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// A tool's authentication request.
    Authorize,
    /// A tool answered with content.
    DeepLinking,
    /// Someone read the key set.
    Jwks,
    /// Someone followed a `jku` or `x5u` header, which nobody should.
    ForeignKey,
    /// A tool sent the person back.
    Return,
    /// A tool asked for an access token.
    Token,
    /// A tool called the Assignment and Grade Services.
    Ags,
    /// A tool called the Names and Role Provisioning Services.
    Nrps,
    /// A tool that registers itself read what the platform says about itself.
    Configuration,
    /// A tool registered itself, or read or changed its registration.
    Registration,
    /// The control API was asked to change something.
    Control,
    /// A person started a launch on a page.
    Page,
    /// The platform asked a tool: for its keys, or for a file.
    Fetch,
}

/// Every kind with the word for it.
pub(crate) const KINDS: &[(Kind, &str)] = &[
    (Kind::Authorize, "authorize"),
    (Kind::DeepLinking, "deep_linking"),
    (Kind::Jwks, "jwks"),
    (Kind::ForeignKey, "foreign_key"),
    (Kind::Return, "return"),
    (Kind::Token, "token"),
    (Kind::Ags, "ags"),
    (Kind::Nrps, "nrps"),
    (Kind::Configuration, "configuration"),
    (Kind::Registration, "registration"),
    (Kind::Control, "control"),
    (Kind::Page, "page"),
    (Kind::Fetch, "fetch"),
];

impl Kind {
    /// Whether the endpoint itself says what is wrong with a body that cannot be read.
    pub(crate) fn explains_itself(self) -> bool {
        matches!(self, Self::DeepLinking | Self::Token | Self::Ags | Self::Nrps | Self::Registration)
    }

    pub(crate) fn word(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

/// Headers in the order in which they came.
pub(crate) type Headers = Vec<(String, String)>;

/// One request and its answer, as they went over the wire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Exchange {
    pub(crate) number: u64,
    #[schema(value_type = String)]
    pub(crate) at: Timestamp,
    pub(crate) kind: Kind,
    pub(crate) launch: Option<String>,
    /// The course whose services were called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) course: Option<String>,
    /// The invitation to register that was followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) invitation: Option<String>,
    /// The tool that asked for an access token, called a service with one, or registered itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) client_id: Option<String>,
    pub(crate) method: String,
    pub(crate) url: String,
    /// 0 when the other side went away before the answer.
    pub(crate) status: u16,
    #[schema(value_type = Vec<Vec<String>>)]
    pub(crate) request_headers: Headers,
    pub(crate) request_body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) request_cut: Option<Cut>,
    #[schema(value_type = Vec<Vec<String>>)]
    pub(crate) response_headers: Headers,
    pub(crate) response_body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) response_cut: Option<Cut>,
    pub(crate) duration_ms: f64,
    /// Why what the platform asked for is no use, where it asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<String>,
    /// What was noticed about a request of the tool's server. Findings about a launch are with the launch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) findings: Vec<Finding>,
    /// The id of what this exchange made, such as a score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) made: Option<String>,
}

impl Exchange {
    /// An exchange that begins: nothing has come back yet.
    pub(crate) fn begun(kind: Kind, at: Timestamp, method: String, url: String) -> Self {
        Self {
            number: 0,
            at,
            kind,
            launch: None,
            course: None,
            invitation: None,
            client_id: None,
            method,
            url,
            status: 0,
            request_headers: Headers::new(),
            request_body: String::new(),
            request_cut: None,
            response_headers: Headers::new(),
            response_body: String::new(),
            response_cut: None,
            duration_ms: 0.0,
            failure: None,
            findings: Vec::new(),
            made: None,
        }
    }
}

/// The kept text is not the whole body: it was longer than a megabyte, or no UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Cut {
    pub(crate) length: usize,
    pub(crate) sha256: String,
}

/// A body as text, and what is missing from it.
pub(crate) fn keep(body: &[u8]) -> (String, Option<Cut>) {
    let kept = body.get(..KEPT).unwrap_or(body);
    match std::str::from_utf8(kept) {
        Ok(text) if kept.len() == body.len() => (text.to_owned(), None),
        _ => {
            let cut = Cut { length: body.len(), sha256: hex(digest(&SHA256, body).as_ref()) };
            (String::from_utf8_lossy(kept).into_owned(), Some(cut))
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normal_body_is_kept_whole() {
        assert_eq!(keep("état".as_bytes()), ("état".to_owned(), None));
    }

    #[test]
    fn a_huge_body_is_cut_with_its_length_and_hash() {
        let (text, cut) = keep(&vec![b'a'; KEPT + 1]);
        assert_eq!(text.len(), KEPT);
        let cut = cut.unwrap();
        assert_eq!((cut.length, cut.sha256.len()), (KEPT + 1, 64));
    }

    #[test]
    fn bytes_that_are_no_text_are_told_by_their_hash() {
        let (_, cut) = keep(&[0xff, 0x00]);
        assert_eq!(cut.unwrap().length, 2);
    }

    #[test]
    fn every_kind_has_a_word_and_back() {
        for (kind, word) in KINDS {
            assert_eq!(Kind::parse(word), Some(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), *word);
        }
    }
}
