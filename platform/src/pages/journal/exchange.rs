//! `/{campus}/admin/journal/{number}`: one request and its answer, as they were.

use serde::Serialize;

use crate::pages::page::Page;
use crate::pages::parts::{Mark, Message, When};

#[derive(Debug, Serialize)]
pub(crate) struct ExchangePage {
    pub(crate) number: u64,
    pub(crate) state: Mark,
    pub(crate) side: &'static str,
    pub(crate) to: &'static str,
    pub(crate) kind: String,
    pub(crate) ms: u64,
    pub(crate) at: When,
    pub(crate) launch: Option<String>,
    pub(crate) request: Message,
    pub(crate) response: Message,
}

impl Page for ExchangePage {
    const TEMPLATE: &'static str = "journal/exchange.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let message = Message {
            line: Some(format!("GET /main/lti/jwks?{}", "a".repeat(900))),
            parameters: vec![("a".into(), super::super::samples::HARD_NAME.into())],
            headers: vec![("accept".into(), "*/*".into())],
            body: Some("<script>alert(1)</script>".repeat(200)),
            body_note: None,
        };
        let exchange = |launch: Option<&str>, message: Message| Self {
            number: 17,
            state: Mark::status(200),
            side: "tool",
            to: "platform",
            kind: "jwks".into(),
            ms: 2,
            at: When::new(jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::UNIX_EPOCH),
            launch: launch.map(Into::into),
            request: message.clone(),
            response: message,
        };
        vec![("full", exchange(Some("4f2a"), message)), ("bare", exchange(None, Message::default()))]
    }
}
