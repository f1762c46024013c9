//! `/{campus}/lti/deep_linking/{handle}`: where a tool posts its answer (SEC-040, DL-030). No cookie is needed: the
//! handle names the launch, and with it the person.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use homeroom_vocab::claim::{DL_DATA, DL_ERRORLOG, DL_ERRORMSG, DL_LOG, DL_MSG};
use homeroom_vocab::response::JWT;
use homeroom_vocab::standard_claim::NONCE;
use jiff::SignedDuration;
use serde_json::Value;

use super::check::{Findings, Wrong, finding};
use super::form::{self, Unusable};
use super::items::{self, Desk, Item};
use super::message::{self, Scene};
use super::place;
use super::refused::{self, Refusal};
use crate::at::At;
use crate::campus::Campus;
use crate::domain::answer::{Answer, ItemNote};
use crate::domain::deep_linking::Picking;
use crate::domain::finding::{Finding, Level};
use crate::domain::launch::{Launch, LaunchId, Stage, Ticket};
use crate::error::Failure;
use crate::journal::fetch::Errand;
use crate::journal::record;
use crate::tool_key::jws::Jws;
use crate::tool_key::seal::{self, Seal};
use crate::tool_key::trust::Signed;
use crate::view::segment;

/// How long a person may take to pick.
const LIFE: SignedDuration = SignedDuration::from_hours(24);

/// Longer messages are cut: they come from anywhere, and are kept.
const LONGEST: usize = 4000;

/// The answer came by GET, as after a redirect that lost the form.
pub(crate) async fn get(campus: At, request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    let launch = match open(&campus, &request, &path.1) {
        Ok(launch) => launch,
        Err(refusal) => return refused::page(&refusal),
    };
    let wrong = Wrong::new(format!("a POST of a form with the field `{JWT}`"), "a GET");
    let cause = "the tool redirects in place of posting, or a redirect on the way turned the POST into a GET";
    let finding = finding("SEC-040", Level::Must, "request", wrong, cause);
    refuse(&campus, &launch, StatusCode::METHOD_NOT_ALLOWED, vec![finding], Answer::default(), Vec::new())
}

/// The answer as it should come.
pub(crate) async fn post(
    campus: At,
    request: HttpRequest,
    path: Path<(String, String)>,
    body: Option<Bytes>,
) -> HttpResponse {
    let launch = match open(&campus, &request, &path.1) {
        Ok(launch) => launch,
        Err(refusal) => return refused::page(&refusal),
    };
    match take(&campus, &launch, &request, &body.unwrap_or_default()).await {
        Ok(response) => response,
        Err(failure) => {
            tracing::error!(error = %failure, launch = %launch.ticket.id, "an answer could not be placed");
            refused::page(&Refusal::inside())
        }
    }
}

/// The request that a return URL belongs to, if it still waits for an answer.
fn open(campus: &Campus, request: &HttpRequest, handle: &str) -> Result<Launch, Box<Refusal>> {
    let Some(launch) = campus.launches().by_handle(handle) else {
        return Err(Box::new(Refusal::unknown(handle)));
    };
    record::mark(request, &launch.ticket.id);
    let came_too_late = launch.ticket.prepared_at.saturating_add(LIFE).is_ok_and(|end| campus.now() >= end);
    let why = if launch.picked.is_spent() {
        "one that has its answer"
    } else if !matches!(launch.stage, Stage::Answered { .. }) {
        "one that was never sent to the tool"
    } else if came_too_late {
        "one that was sent more than a day ago"
    } else if campus.registration(launch.ticket.registration.client_id.as_str()).is_none() {
        "one to a tool that is registered no more"
    } else {
        return Ok(launch);
    };
    let finding = too_late(why);
    campus.launches().note(&launch.ticket.id, vec![finding.clone()]);
    Err(Box::new(Refusal::of(campus, &launch, StatusCode::CONFLICT, vec![finding], Vec::new())))
}

/// A second answer changes nothing, and may be nobody's fault.
fn too_late(why: &str) -> Finding {
    let wrong = Wrong::new("an answer to a request that waits for one", why);
    let cause = "the page was reloaded, the back button was used, the form was sent twice, or the tool was removed meanwhile";
    finding("DL-046", Level::Note, "request", wrong, cause)
}

/// Reads, judges, and either places or refuses an answer.
async fn take(
    campus: &Campus,
    launch: &Launch,
    request: &HttpRequest,
    body: &[u8],
) -> Result<HttpResponse, Failure> {
    let bad = |finding, fields| {
        refuse(campus, launch, StatusCode::BAD_REQUEST, vec![finding], Answer::default(), fields)
    };
    if let Some(problem) = record::unread(request) {
        let wrong = Wrong::new(problem.expected.as_str(), problem.actual.as_str());
        let cause = "whole files or pages in the items; what is large is better sent as an address";
        let finding = vec![finding("SEC-040", Level::Note, "form", wrong, cause)];
        return Ok(refuse(campus, launch, problem.status_code(), finding, Answer::default(), Vec::new()));
    }
    let Some(picking) = launch.ticket.picking() else { return Ok(refused::page(&Refusal::inside())) };
    let token = match form::read(request, body) {
        Ok(token) => token,
        Err(unusable) => return Ok(bad(form_finding(&unusable), unusable.fields)),
    };
    let jws = match Jws::read(&token) {
        Ok(jws) => jws,
        Err(why) => return Ok(bad(token_finding(why), Vec::new())),
    };
    let scene = Reading { campus, ticket: &launch.ticket, picking, jws: &jws };
    scene.judge(launch, request.query_string()).await
}

fn form_finding(unusable: &Unusable) -> Finding {
    let wrong = Wrong::new(unusable.expected.clone(), unusable.actual.clone());
    finding("SEC-040", Level::Must, "form", wrong, unusable.cause)
}

fn token_finding(why: String) -> Finding {
    let expected = "a signed JWT: header, payload and signature, in base64url, with dots between";
    let cause = "the field holds the bare payload, an encrypted token, or a token that was cut on its way";
    finding("SEC-040", Level::Must, &format!("field `{JWT}`"), Wrong::new(expected, why), cause)
}

/// An answer that could be taken apart.
struct Reading<'a> {
    campus: &'a Campus,
    ticket: &'a Ticket,
    picking: &'a Picking,
    jws: &'a Jws,
}

impl Reading<'_> {
    async fn judge(&self, launch: &Launch, query: &str) -> Result<HttpResponse, Failure> {
        let seal = seal::check(self.errand(), &self.ticket.registration, self.jws).await;
        let (findings, is_refused) = message::judge(&Scene {
            signed: self.signed(&seal),
            ticket: self.ticket,
            picking: self.picking,
            issuer: self.campus.identity().issuer.as_str(),
            query,
            nonce_is_used: self.campus.nonces().knows(self.client(), self.nonce()),
            owner_of_data: self.owner_of_data(),
        });
        let mut more = Findings::default();
        let mut items = self.items(&mut more)?;
        if is_refused {
            for item in &mut items {
                item.leave_out("the whole answer was refused".to_owned());
            }
            let findings = [findings, more.into_vec()].concat();
            let answer = self.answer(items, false);
            return Ok(refuse(self.campus, launch, StatusCode::BAD_REQUEST, findings, answer, Vec::new()));
        }
        self.place(launch, items, findings, more).await
    }

    async fn place(
        &self,
        launch: &Launch,
        mut items: Vec<Item>,
        findings: Vec<Finding>,
        mut more: Findings,
    ) -> Result<HttpResponse, Failure> {
        let (id, launches) = (&self.ticket.id, self.campus.launches());
        if !launches.begin_placing(id) {
            let finding = vec![too_late("one that has its answer")];
            let refusal = Refusal::of(self.campus, launch, StatusCode::CONFLICT, finding, Vec::new());
            return Ok(refused::page(&refusal));
        }
        if let Err(failure) =
            place::place(self.errand(), &mut items, &mut more, self.picking.page.as_deref()).await
        {
            launches.end_placing(id, None);
            return Err(failure);
        }
        self.campus.nonces().remember(self.client(), self.nonce());
        launches.end_placing(id, Some(self.answer(items, true)));
        launches.note(id, [findings, more.into_vec()].concat());
        Ok(HttpResponse::SeeOther().insert_header((LOCATION, result(self.campus, self.ticket))).finish())
    }

    fn signed<'a>(&'a self, seal: &'a Seal) -> Signed<'a> {
        let now = self.campus.now().as_second();
        Signed { jws: self.jws, seal, registration: &self.ticket.registration, now }
    }

    fn items(&self, findings: &mut Findings) -> Result<Vec<Item>, Failure> {
        let desk = Desk { ticket: self.ticket, picking: self.picking };
        let entropy = &self.campus.ground().entropy;
        Ok(items::read(desk, self.jws, findings, |kind| entropy.id(kind))?)
    }

    /// What is fetched for the answer belongs to its launch.
    fn errand(&self) -> Errand<'_> {
        Errand { campus: self.campus, launch: Some(&self.ticket.id) }
    }

    fn client(&self) -> &str {
        self.ticket.registration.client_id.as_str()
    }

    fn nonce(&self) -> &str {
        self.jws.claims.get(NONCE).and_then(Value::as_str).unwrap_or_default()
    }

    /// The other request whose data came back, which is worth its own explanation (SEC-050).
    fn owner_of_data(&self) -> Option<LaunchId> {
        let given = self.jws.claims.get(DL_DATA)?;
        let own = self.picking.settings.data();
        if own.is_none() || own == Some(given) {
            return None;
        }
        self.campus.launches().by_data(given)
    }

    fn answer(&self, items: Vec<Item>, accepted: bool) -> Answer {
        let text = |name: &str| -> Option<String> {
            let text = self.jws.claims.get(name)?.as_str()?;
            Some(text.chars().take(LONGEST).collect())
        };
        let items: Vec<ItemNote> = items.into_iter().map(|item| item.note).collect();
        Answer {
            items,
            msg: text(DL_MSG),
            log: text(DL_LOG),
            errormsg: text(DL_ERRORMSG),
            errorlog: text(DL_ERRORLOG),
            accepted,
        }
    }
}

/// The page that shows what came back.
fn result(campus: &Campus, ticket: &Ticket) -> String {
    let (course, launch) = (segment(ticket.course.id.as_str()), segment(ticket.id.as_str()));
    format!("/{}/courses/{course}/picked/{launch}", campus.name())
}

/// Notes an answer that was refused, and says why.
fn refuse(
    campus: &Campus,
    launch: &Launch,
    status: StatusCode,
    findings: Vec<Finding>,
    answer: Answer,
    fields: Vec<String>,
) -> HttpResponse {
    let launches = campus.launches();
    launches.note(&launch.ticket.id, findings.clone());
    launches.refuse_answer(&launch.ticket.id, answer);
    refused::page(&Refusal::of(campus, launch, status, findings, fields))
}
