//! `/{campus}/admin/journal/{number}`: one request and its answer, as they were.

use std::sync::Arc;

use actix_web::HttpResponse;
use serde::Serialize;

use crate::error::Problem;
use crate::journal::exchange::{Exchange, Kind};
use crate::pages::courses::returned::CourseRef;
use crate::pages::launches::story::FindingRow;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, Message, When};
use crate::pages::visit::Visit;
use crate::pages::wire;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = match found(&visit) {
        Ok(exchange) => ExchangePage::of(&exchange, &visit).await,
        Err(problem) => Err(problem),
    };
    visit.answer(page).await
}

pub(super) fn found(visit: &Visit) -> Result<Arc<Exchange>, Problem> {
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
    /// The attempt to register that it belongs to.
    pub(crate) invitation: Option<String>,
    pub(crate) course: Option<CourseRef>,
    pub(crate) tool: Option<Caller>,
    /// Whether what the tool sent was judged at all: only service calls are judged one by one.
    pub(crate) judged: bool,
    pub(crate) findings: Vec<FindingRow>,
    pub(crate) request: Message,
    pub(crate) response: Message,
}

/// The tool that asked.
#[derive(Debug, Serialize)]
pub(crate) struct Caller {
    pub(crate) client_id: String,
    /// None when the registration is gone, or never was.
    pub(crate) name: Option<String>,
}

impl ExchangePage {
    async fn of(exchange: &Exchange, visit: &Visit) -> Result<Self, Problem> {
        let (request, response) = wire::messages(exchange);
        let (side, to) = wire::sides(exchange.kind);
        let course = match &exchange.course {
            Some(id) => visit.campus.course(id).await?,
            None => None,
        };
        let name = |client: &str| visit.campus.registration(client).map(|tool| tool.name.clone());
        Ok(Self {
            number: exchange.number,
            state: wire::state(exchange),
            side,
            to,
            kind: exchange.kind.word().to_owned(),
            ms: wire::milliseconds(exchange),
            at: wire::when(exchange, visit.campus.now()),
            launch: exchange.launch.clone(),
            invitation: exchange.invitation.clone(),
            course: course.map(|course| CourseRef { id: course.id.to_string(), title: course.heading() }),
            tool: exchange
                .client_id
                .as_ref()
                .map(|client| Caller { client_id: client.clone(), name: name(client) }),
            judged: matches!(
                exchange.kind,
                Kind::Token | Kind::Ags | Kind::Nrps | Kind::Configuration | Kind::Registration
            ),
            findings: exchange.findings.iter().map(FindingRow::from).collect(),
            request,
            response,
        })
    }
}

impl Page for ExchangePage {
    const TEMPLATE: &'static str = "journal/exchange.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let message = Message {
            line: Some(format!("GET /main/lti/jwks?{}", "a".repeat(900))),
            parameters: vec![("a".into(), HARD_NAME.into())],
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
            invitation: launch.map(|_| "i/1".into()),
            course: launch.map(|_| CourseRef { id: "c/1".into(), title: HARD_NAME.into() }),
            tool: launch.map(|_| Caller { client_id: "t/1".into(), name: Some(HARD_NAME.into()) }),
            judged: false,
            findings: Vec::new(),
            request: message.clone(),
            response: message,
        };
        let stranger = || Some(Caller { client_id: HARD_NAME.into(), name: None });
        let kept = || Self { judged: true, tool: stranger(), ..exchange(None, Message::default()) };
        vec![
            ("full", exchange(Some("4f2a"), message)),
            ("bare", exchange(None, Message::default())),
            ("call", kept()),
            ("call with findings", Self { findings: FindingRow::samples(), ..kept() }),
        ]
    }
}
