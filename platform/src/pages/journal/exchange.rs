//! `/{campus}/admin/journal/{number}`: one request and its answer, as they were.

use std::sync::Arc;

use actix_web::HttpResponse;
use serde::Serialize;

use super::asked::Asked;
use super::export;
use super::list::PATIENCE;
use super::tokens;
use crate::error::Problem;
use crate::journal::exchange::{Exchange, Kind};
use crate::journal::words::Question;
use crate::pages::courses::returned::CourseRef;
use crate::pages::launches::story::FindingRow;
use crate::pages::launches::token::Token;
use crate::pages::page::Page;
use crate::pages::parts::{Field, Mark, Message, Pager, When};
use crate::pages::visit::Visit;
use crate::pages::wire;

/// How many characters of a command a page shows.
const LONGEST_COMMAND: usize = 8_000;

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
    pub(crate) tokens: Vec<Token>,
    /// The list that it was opened from.
    pub(crate) list: String,
    /// Its neighbours in that list.
    pub(crate) neighbours: Pager,
    pub(crate) kept: Option<KeptHere>,
    /// What stands in the field for the note.
    pub(crate) note: Field,
    /// The request as a command, without secrets.
    pub(crate) curl: String,
}

/// That it is kept.
#[derive(Debug, Serialize)]
pub(crate) struct KeptHere {
    /// When somebody kept it for its own sake, if anybody did.
    pub(crate) at: Option<When>,
    /// The kept launches that it belongs to.
    pub(crate) launches: Vec<String>,
}

/// The tool that asked.
#[derive(Debug, Serialize)]
pub(crate) struct Caller {
    pub(crate) client_id: String,
    /// None when the registration is gone, or never was.
    pub(crate) name: Option<String>,
}

impl ExchangePage {
    pub(super) async fn of(exchange: &Exchange, visit: &Visit) -> Result<Self, Problem> {
        let (request, response) = wire::messages(exchange);
        let asked = Asked::of(&visit.query());
        let now = visit.campus.now();
        let kept = visit.campus.journal().kept(exchange.number);
        let note = kept.as_ref().and_then(|kept| kept.note.as_ref());
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
            tokens: tokens::carried(exchange, now),
            list: asked.address(&visit.path("/admin/journal"), None),
            neighbours: neighbours(visit, exchange.number, &asked).await?,
            note: note.map(|note| note.text.as_str().into()).unwrap_or_default(),
            kept: kept.as_ref().map(|kept| KeptHere {
                at: kept.note.as_ref().map(|note| When::new(note.at, now)),
                launches: kept.launches.clone(),
            }),
            curl: shortened(export::curl_here(visit, exchange)),
        })
    }
}

/// The exchanges beside this one, among those that the list showed.
async fn neighbours(visit: &Visit, number: u64, asked: &Asked) -> Result<Pager, Problem> {
    let filter = visit.campus.filter(&Question::parse(&asked.words)).await?;
    let journal = visit.campus.journal();
    let newer = journal.next(number, &filter, PATIENCE);
    let older = journal.search(number, &filter, 1, PATIENCE).found.pop();
    let address = |exchange: Arc<Exchange>| {
        asked.with(&visit.path(&format!("/admin/journal/{}", exchange.number)), None)
    };
    Ok(Pager { newer: newer.map(address), older: older.map(address) })
}

/// Nobody reads longer commands on a page; the link beside it has all of it.
fn shortened(command: String) -> String {
    match command.char_indices().nth(LONGEST_COMMAND) {
        Some((at, _)) => format!("{}…\n", &command[..at]),
        None => command,
    }
}

impl Page for ExchangePage {
    const TEMPLATE: &'static str = "journal/exchange.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::launches::claims::Of;
        use crate::pages::samples::HARD_NAME;
        let message = Message {
            line: Some(format!("GET /main/lti/jwks?{}", "a".repeat(900))),
            parameters: vec![("a".into(), HARD_NAME.into())],
            headers: vec![("accept".into(), "*/*".into())],
            body: Some("<script>alert(1)</script>".repeat(200)),
            body_note: None,
            raw: Some("<script>".into()),
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
            tokens: launch
                .map(|_| {
                    Token::read(Of::Message, "The `id_token`", "not.a-token", jiff::Timestamp::UNIX_EPOCH)
                })
                .into_iter()
                .collect(),
            list: "/main/admin/journal?q=kind%3Ajwks".into(),
            neighbours: Pager { newer: launch.map(|_| "/18".into()), older: launch.map(|_| "/16".into()) },
            kept: launch.map(|launch| KeptHere {
                at: Some(When::new(jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::UNIX_EPOCH)),
                launches: vec![launch.into()],
            }),
            note: Field::default(),
            curl: "curl 'http://localhost/'".into(),
        };
        let stranger = || Some(Caller { client_id: HARD_NAME.into(), name: None });
        let kept = || Self { judged: true, tool: stranger(), ..exchange(None, Message::default()) };
        vec![
            ("full", exchange(Some("4f2a"), message)),
            ("bare", exchange(None, Message::default())),
            ("call", kept()),
            (
                "note too long",
                Self { note: Field { value: HARD_NAME.into(), error: Some("too long".into()) }, ..kept() },
            ),
            (
                "kept with its launch",
                Self { kept: Some(KeptHere { at: None, launches: vec!["4f2a".into()] }), ..kept() },
            ),
            ("call with findings", Self { findings: FindingRow::samples(), ..kept() }),
        ]
    }
}
