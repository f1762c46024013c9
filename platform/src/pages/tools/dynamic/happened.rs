//! How far an attempt to register got, from what the tool asked of the campus.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::domain::invitation::{Invitation, Status};
use crate::domain::registration::Registration;
use crate::journal::exchange::{Exchange, Kind};
use crate::pages::journal::row::findings;
use crate::pages::parts::{Mark, When};
use crate::pages::wire;

/// One exchange with the tool's server.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    number: u64,
    at: When,
    title: &'static str,
    method: String,
    url: String,
    state: Mark,
    /// Why it was refused, in the words that the tool was told.
    note: Option<String>,
    findings: Option<Mark>,
}

impl Step {
    pub(crate) fn new(exchange: &Exchange, now: Timestamp) -> Self {
        Self {
            number: exchange.number,
            at: wire::when(exchange, now),
            title: title(exchange),
            method: exchange.method.clone(),
            url: exchange.url.clone(),
            state: wire::state(exchange),
            note: refusal(exchange),
            findings: findings(&exchange.findings),
        }
    }
}

fn title(exchange: &Exchange) -> &'static str {
    match (exchange.kind, exchange.method.as_str()) {
        (Kind::Configuration, _) => "It reads the configuration",
        (Kind::Registration, "POST") => "It sends its registration",
        (Kind::Registration, "PUT") => "It changes its registration",
        (Kind::Registration, "GET") => "It reads its registration",
        (Kind::Registration, "DELETE") => "It ends its registration",
        _ => "It asks for something else",
    }
}

/// What the answer says about why it is a refusal (DYN-016).
fn refusal(exchange: &Exchange) -> Option<String> {
    if exchange.status < 400 {
        return None;
    }
    let answer: Value = serde_json::from_str(&exchange.response_body).ok()?;
    let said =
        ["error_description", "detail", "error"].into_iter().find_map(|name| answer.get(name)?.as_str());
    said.map(str::to_owned)
}

/// How far an attempt got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reached {
    /// The tool's server asked for nothing.
    Nothing,
    /// It asked for the configuration, and a fault answered.
    Unread,
    /// It was not shown the configuration.
    Locked,
    /// It read the configuration, and sent nothing.
    Configuration,
    /// It sent a registration, and was refused.
    Refused,
    /// It sent a registration, and a fault answered.
    Spoilt,
    /// It is registered.
    Registered,
    /// It was registered, and is no more.
    Removed,
}

impl Reached {
    /// How far an attempt got, with what the tool asked in it and the tool that it made.
    pub(crate) fn new(
        invitation: &Invitation,
        exchanges: &[Arc<Exchange>],
        tool: Option<&Registration>,
    ) -> Self {
        match (&invitation.used, tool) {
            (Some(_), Some(_)) => Self::Registered,
            (Some(_), None) => Self::Removed,
            (None, _) => Self::unregistered(exchanges),
        }
    }

    fn unregistered(exchanges: &[Arc<Exchange>]) -> Self {
        let last = |kind: Kind| exchanges.iter().rev().find(|exchange| exchange.kind == kind);
        match (last(Kind::Registration), last(Kind::Configuration)) {
            (Some(sent), _) if sent.status >= 400 => Self::Refused,
            (Some(_), _) => Self::Spoilt,
            (None, Some(read)) if read.status == 401 => Self::Locked,
            (None, Some(read)) if read.status != 200 => Self::Unread,
            (None, Some(_)) => Self::Configuration,
            (None, None) => Self::Nothing,
        }
    }

    /// The same in a sentence.
    pub(crate) fn summary(self) -> &'static str {
        match self {
            Self::Nothing => "The tool's server has asked this campus for nothing.",
            Self::Unread => {
                "The tool's server asked for the configuration, and a fault of this attempt answered."
            }
            Self::Locked => "The tool's server asked for the configuration, and was not shown it.",
            Self::Configuration => "The tool read the configuration, and has sent no registration.",
            Self::Refused => {
                "The tool sent its registration, and this campus refused it. Nothing was registered."
            }
            Self::Spoilt => {
                "The tool sent its registration, and a fault of this attempt spoilt the answer. Nothing was registered."
            }
            Self::Registered => "The tool is registered.",
            Self::Removed => "The tool was registered, and its registration was removed since.",
        }
    }

    /// What to look at, or to try. `said` is that the tool's page said it is done.
    pub(crate) fn advice(self, status: Status, said: bool) -> &'static str {
        match (self, status, said) {
            (Self::Registered, ..) if !said => {
                "When its page says that it is done (`org.imsglobal.lti.close`, DYN-010), this page goes on by itself. \
                 A tool that never says so leaves people in front of its frame."
            }
            (Self::Registered | Self::Removed, ..) => "",
            (_, Status::Expired, _) => "The time for this registration is over. Begin another.",
            (Self::Nothing, _, false) => {
                "Follow what the tool's page says. If it shows an error, the tool's log says more: perhaps its server \
                 cannot reach the address of the configuration below."
            }
            (Self::Nothing, _, true) => {
                "Can the tool's server reach the address of the configuration below? Its page or its log says what went wrong."
            }
            (Self::Locked, ..) => {
                "It must send the registration token as `Authorization: Bearer` (DYN-002). The exchange below shows what it sent."
            }
            (Self::Configuration, ..) => {
                "Either it waits for a person to confirm, or something in the configuration does not suit it: its page or its log says what."
            }
            (Self::Unread | Self::Spoilt, ..) => {
                "A good tool now says that it could not register, and takes no launch of this campus (DYN-013)."
            }
            (Self::Refused, ..) => {
                "The answer below says why, and so do the findings. The right to register is not used up: mend it and try again."
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use jiff::Timestamp;

    use super::{Mark, Step, When};

    pub(crate) fn steps() -> Vec<Step> {
        let at = When::new(Timestamp::UNIX_EPOCH, Timestamp::from_second(130).unwrap_or_default());
        vec![
            Step {
                number: 17,
                at: at.clone(),
                title: "It reads the configuration",
                method: "GET".into(),
                url: format!("/main/.well-known/openid-configuration?invitation={}", "a".repeat(300)),
                state: Mark::status(200),
                note: None,
                findings: None,
            },
            Step {
                number: 18,
                at,
                title: "It sends its registration",
                method: "POST".into(),
                url: "/main/lti/register/4f2a".into(),
                state: Mark::status(400),
                note: Some("expected `web`, got `<b>`".into()),
                findings: Some(Mark::failed("2 findings")),
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::book::tests::exchange;

    fn seen(kind: Kind, status: u16) -> Arc<Exchange> {
        Arc::new(Exchange { status, method: "POST".to_owned(), ..exchange(kind, None) })
    }

    #[test]
    fn how_far_an_attempt_got_is_told_by_its_last_step() {
        let read = || seen(Kind::Configuration, 200);
        for (exchanges, expected) in [
            (vec![], Reached::Nothing),
            (vec![seen(Kind::Configuration, 401)], Reached::Locked),
            (vec![seen(Kind::Configuration, 500)], Reached::Unread),
            (vec![seen(Kind::Configuration, 302)], Reached::Unread),
            (vec![seen(Kind::Configuration, 401), read()], Reached::Configuration),
            (vec![read(), seen(Kind::Registration, 400)], Reached::Refused),
            (vec![read(), seen(Kind::Registration, 400), read()], Reached::Refused),
            (vec![read(), seen(Kind::Registration, 201)], Reached::Spoilt),
            (vec![read(), seen(Kind::Registration, 0)], Reached::Spoilt),
        ] {
            assert_eq!(Reached::unregistered(&exchanges), expected);
        }
    }

    #[test]
    fn a_refusal_says_what_the_tool_was_told() {
        let mut answer = exchange(Kind::Registration, None);
        answer.status = 400;
        answer.response_body =
            r#"{"error":"invalid_redirect_uri","error_description":"expected a URL"}"#.into();
        assert_eq!(refusal(&answer).as_deref(), Some("expected a URL"));
        answer.response_body = "<html>".into();
        assert_eq!(refusal(&answer), None);
    }
}
