//! `/{campus}/admin/journal/{number}`: one request and its answer, as they were.

use std::sync::Arc;

use actix_web::HttpResponse;
use serde::Serialize;

use crate::error::Problem;
use crate::journal::exchange::Exchange;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, Message, When};
use crate::pages::visit::Visit;
use crate::pages::wire;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = found(&visit).map(|exchange| ExchangePage::new(&exchange, visit.campus.now()));
    visit.answer(page).await
}

fn found(visit: &Visit) -> Result<Arc<Exchange>, Problem> {
    let number = visit.named("number");
    let exchange = number.parse().ok().and_then(|number| visit.campus.journal().get(number));
    exchange.ok_or_else(|| {
        Problem::unknown(
            "exchange",
            &number,
            "the journal keeps the newest ones only: `--journal N` keeps more",
        )
    })
}

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

impl ExchangePage {
    fn new(exchange: &Exchange, now: jiff::Timestamp) -> Self {
        let (request, response) = wire::messages(exchange);
        let (side, to) = wire::sides(exchange.kind);
        Self {
            number: exchange.number,
            state: wire::state(exchange),
            side,
            to,
            kind: exchange.kind.word().to_owned(),
            ms: wire::milliseconds(exchange),
            at: wire::when(exchange, now),
            launch: exchange.launch.clone(),
            request,
            response,
        }
    }
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
