//! `/{campus}/admin/launches/{id}`: every hop of one launch, every token, every check.

use serde::Serialize;

use super::token::Token;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, Message, When};

#[derive(Debug, Serialize)]
pub(crate) struct Story {
    pub(crate) id: String,
    pub(crate) state: Mark,
    pub(crate) person: String,
    pub(crate) link: String,
    pub(crate) tool: String,
    pub(crate) at: When,
    /// How it went, in one or two sentences.
    pub(crate) summary: String,
    pub(crate) refusal: Option<RefusalNote>,
    pub(crate) faults: Vec<FaultNote>,
    pub(crate) findings: Vec<FindingRow>,
    /// Whether the tool has asked for the token.
    pub(crate) asked: bool,
    pub(crate) hops: Vec<Hop>,
    pub(crate) token: Option<Token>,
}

#[derive(Debug, Serialize)]
pub(crate) struct RefusalNote {
    pub(crate) error: &'static str,
    pub(crate) description: String,
    pub(crate) requirement: &'static str,
}

#[derive(Debug, Serialize)]
pub(crate) struct FaultNote {
    pub(crate) name: String,
    pub(crate) place: &'static str,
    pub(crate) title: String,
    pub(crate) requirement: String,
    pub(crate) applied: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct FindingRow {
    pub(crate) state: Mark,
    pub(crate) requirement: String,
    pub(crate) place: String,
    pub(crate) expected: String,
    pub(crate) actual: String,
    pub(crate) cause: String,
}

/// One step between two sides of the wire.
#[derive(Debug, Serialize)]
pub(crate) struct Hop {
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    /// The classes that draw the arrow.
    pub(crate) arrow: &'static str,
    pub(crate) title: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) state: Mark,
    pub(crate) ms: Option<u64>,
    pub(crate) note: Option<String>,
    pub(crate) request: Message,
    /// None where browser and tool are among themselves.
    pub(crate) response: Option<Message>,
    pub(crate) exchange: Option<u64>,
}

/// Who speaks to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    BrowserToPlatform,
    BrowserToTool,
    ToolToPlatform,
}

impl Way {
    pub(crate) fn sides(self) -> (&'static str, &'static str) {
        match self {
            Self::BrowserToPlatform => ("browser", "platform"),
            Self::BrowserToTool => ("browser", "tool"),
            Self::ToolToPlatform => ("tool", "platform"),
        }
    }

    /// The classes of the arrow between the lanes browser, platform, tool.
    pub(crate) fn arrow(self) -> &'static str {
        match self {
            Self::BrowserToPlatform => "right browser-platform",
            Self::BrowserToTool => "right browser-tool",
            Self::ToolToPlatform => "left platform-tool",
        }
    }
}

impl Page for Story {
    const TEMPLATE: &'static str = "launches/story.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("full", samples::full()), ("fresh", samples::fresh())]
    }
}

#[cfg(test)]
mod samples {
    use super::*;
    use crate::pages::launches::token;
    use crate::pages::samples::HARD_NAME;

    fn at() -> When {
        When::new(jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::from_second(130).unwrap())
    }

    fn hop(way: Way, title: &str, url: &str, seen: bool) -> Hop {
        let (from, to) = way.sides();
        let pairs = vec![
            ("iss".to_owned(), "http://localhost:8080/main".to_owned()),
            ("x".to_owned(), "y".repeat(900)),
        ];
        let message = Message {
            line: Some("200 OK".into()),
            parameters: pairs.clone(),
            headers: pairs,
            body: Some(format!("{{\"a\":\"{}\"}}", "z".repeat(4_000))),
            body_note: Some("Cut: 2 MB in all.".into()),
        };
        Hop {
            from,
            to,
            arrow: way.arrow(),
            title: title.into(),
            method: "GET".into(),
            url: url.into(),
            state: if seen { Mark::passed("200") } else { Mark::open("not seen") },
            ms: seen.then_some(3),
            note: (!seen).then(|| "Sent by the browser.".to_owned()),
            request: message.clone(),
            response: seen.then_some(message),
            exchange: seen.then_some(17),
        }
    }

    pub(super) fn full() -> Story {
        let payload = r#"{"iss":"http://localhost:8080/main","exp":430,"sub":"<script>alert(1)</script>","https://purl.imsglobal.org/spec/lti/claim/context":{"id":"c-1","title":"Algebra I"}}"#;
        Story {
            id: "0123456789abcdef0123456789abcdef".into(),
            state: Mark::failed("refused"),
            person: HARD_NAME.into(),
            link: HARD_NAME.into(),
            tool: "My tool".into(),
            at: at(),
            summary: "The campus refused the tool's request.".into(),
            refusal: Some(RefusalNote {
                error: "invalid_request",
                description: "nonce is missing".into(),
                requirement: "OIDC-056",
            }),
            faults: vec![
                FaultNote {
                    name: "kid.missing".into(),
                    place: "id_token",
                    title: "No kid".into(),
                    requirement: "SEC-017".into(),
                    applied: true,
                },
                FaultNote {
                    name: "nonce.of".into(),
                    place: "id_token",
                    title: "Another nonce".into(),
                    requirement: String::new(),
                    applied: false,
                },
            ],
            findings: vec![FindingRow {
                state: Mark::failed("must"),
                requirement: "OIDC-056".into(),
                place: "authorization request, nonce".into(),
                expected: "a value".into(),
                actual: HARD_NAME.repeat(4),
                cause: "The library was told not to send one.".into(),
            }],
            asked: true,
            hops: vec![
                hop(Way::BrowserToPlatform, "Open the link", "/main/courses/c-1/start", true),
                hop(
                    Way::BrowserToTool,
                    "Login initiation",
                    &format!("http://localhost:3000/login?{}", "a".repeat(600)),
                    false,
                ),
                hop(Way::ToolToPlatform, "Fetch the keys", "/main/lti/jwks", true),
            ],
            token: Some(Token::read(&token::sample(payload), jiff::Timestamp::from_second(100).unwrap())),
        }
    }

    pub(super) fn fresh() -> Story {
        Story {
            id: "4f2a".into(),
            state: Mark::open("prepared"),
            person: "Ben Learner".into(),
            link: "Quiz 1".into(),
            tool: String::new(),
            at: at(),
            summary: "Waits for the tool.".into(),
            refusal: None,
            faults: Vec::new(),
            findings: Vec::new(),
            asked: false,
            hops: vec![hop(Way::BrowserToTool, "Login initiation", "http://localhost:3000/login", false)],
            token: Some(Token::read("not.a-token", jiff::Timestamp::UNIX_EPOCH)),
        }
    }
}
