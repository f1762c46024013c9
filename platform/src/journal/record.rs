//! The middleware that writes the journal. Reading the control API leaves no trace, or the journal would fill with
//! people reading the journal; nor do pages that start no launch.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody, to_bytes_limited};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpMessage, HttpRequest};

use super::exchange::{Cut, Exchange, Headers, Kind, keep};
use crate::app::App;
use crate::campus::Campus;
use crate::domain::finding::Finding;
use crate::domain::launch::LaunchId;
use crate::error::Problem;
use crate::pages::refuse;

/// Answers of this platform are far smaller; more than this is not recorded.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;

/// Left on a request by its handler: the exchange belongs to this launch.
struct Mark(LaunchId);

/// Left on a response by its handler: do not answer for so long. The exchange is written down before, since whoever
/// asked may give up meanwhile, and the server does not notice that.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Silence(pub(crate) Duration);

/// Left on a response by its handler: the body does not end, so the exchange is written down before, with its beginning.
#[derive(Debug, Clone)]
pub(crate) struct Unending(pub(crate) Bytes);

/// Says which launch a request belongs to.
pub(crate) fn mark(request: &HttpRequest, launch: &LaunchId) {
    request.extensions_mut().insert(Mark(launch.clone()));
}

/// Left on a request by its handler: what the exchange is to tell besides what went over the wire.
#[derive(Debug, Default)]
struct Notes {
    course: Option<String>,
    invitation: Option<String>,
    client: Option<String>,
    findings: Vec<Finding>,
    made: Option<String>,
}

fn notes(request: &HttpRequest, change: impl FnOnce(&mut Notes)) {
    let mut extensions = request.extensions_mut();
    if !extensions.contains::<Notes>() {
        extensions.insert(Notes::default());
    }
    if let Some(notes) = extensions.get_mut::<Notes>() {
        change(notes);
    }
}

/// Says whose services were called.
pub(crate) fn mark_course(request: &HttpRequest, course: &str) {
    notes(request, |notes| notes.course = Some(course.to_owned()));
}

/// Says which invitation to register was followed.
pub(crate) fn mark_invitation(request: &HttpRequest, id: &str) {
    notes(request, |notes| notes.invitation = Some(id.to_owned()));
}

/// Says which tool asked.
pub(crate) fn mark_client(request: &HttpRequest, client: &str) {
    notes(request, |notes| notes.client = Some(client.to_owned()));
}

/// Says what an exchange made.
pub(crate) fn mark_made(request: &HttpRequest, id: &str) {
    notes(request, |notes| notes.made = Some(id.to_owned()));
}

/// Adds what was noticed about a request to its exchange.
pub(crate) fn note(request: &HttpRequest, findings: Vec<Finding>) {
    notes(request, |notes| notes.findings.extend(findings));
}

/// Left on a request for its handler: the body could not be read, and this is why. Only where the handler knows more
/// to say than that.
struct Unread(Problem);

/// Why there is no body, if there should be one.
pub(crate) fn unread(request: &HttpRequest) -> Option<Problem> {
    request.extensions().get::<Unread>().map(|unread| unread.0.clone())
}

/// Passes a request on and writes down what went over the wire.
pub(crate) async fn record(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some((campus, kind)) = subject(&request) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let (body, unread) = match request.extract::<Bytes>().await {
        Ok(body) => (body, None),
        Err(error) => (Bytes::new(), Some(Problem::unreadable(&error))),
    };
    let recording = Recording::start(campus, kind, &request, &body);
    match unread {
        Some(problem) if kind.explains_itself() => drop(request.extensions_mut().insert(Unread(problem))),
        Some(problem) => {
            let answer = refuse(request.headers(), &problem);
            return finish(recording, request.into_response(answer)).await;
        }
        None => {}
    }
    hand_on(&mut request, body);
    let response = next.call(request).await?;
    finish(recording, response).await
}

/// Gives the body to the handler as it was read: decoded, and empty where it could not be read.
fn hand_on(request: &mut ServiceRequest, body: Bytes) {
    for told in [CONTENT_LENGTH, CONTENT_ENCODING] {
        request.headers_mut().remove(told);
    }
    request.set_payload(Payload::from(body));
}

async fn finish(
    mut recording: Recording,
    response: ServiceResponse<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    recording.take_notes(response.request());
    if let Some(silence) = silence(&response) {
        drop(recording);
        if let Some(app) = response.request().app_data::<Data<App>>() {
            app.keep_silent(silence).await;
        }
        return Ok(response.map_into_boxed_body());
    }
    if let Some(beginning) = beginning(&response) {
        recording.end(response.status().as_u16(), response.headers(), &beginning);
        return Ok(response.map_into_boxed_body());
    }
    let (request, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let body = to_bytes_limited(body, LARGEST_ANSWER)
        .await
        .map_err(actix_web::error::ErrorInternalServerError)?
        .map_err(Into::into)?;
    recording.end(head.status().as_u16(), head.headers(), &body);
    Ok(ServiceResponse::new(request, head.set_body(body).map_into_boxed_body()))
}

fn silence<B>(response: &ServiceResponse<B>) -> Option<Duration> {
    response.response().extensions().get::<Silence>().map(|silence| silence.0)
}

fn beginning<B>(response: &ServiceResponse<B>) -> Option<Bytes> {
    response.response().extensions().get::<Unending>().map(|unending| unending.0.clone())
}

/// Whose journal a request belongs into, if any, and as what.
fn subject(request: &ServiceRequest) -> Option<(Arc<Campus>, Kind)> {
    let segments: Vec<&str> = request.path().trim_start_matches('/').split('/').collect();
    let (campus, rest) = segments.split_first()?;
    let kind = match rest {
        ["lti", "authorize"] => Kind::Authorize,
        ["lti", "deep_linking", _] => Kind::DeepLinking,
        ["lti", "jwks"] => Kind::Jwks,
        ["lti", "token"] => Kind::Token,
        ["lti", "courses", _, "memberships", ..] => Kind::Nrps,
        ["lti", "courses", ..] => Kind::Ags,
        [".well-known", "openid-configuration"] => Kind::Configuration,
        ["lti", "register" | "registrations", ..] => Kind::Registration,
        ["lti", "foreign_jwks" | "foreign_certificate"] => Kind::ForeignKey,
        ["courses", _, "links", _, "return", ..] | ["courses", _, "return", _] => Kind::Return,
        ["courses", ..] => Kind::Page,
        ["api", ..] if *request.method() != Method::GET => Kind::Control,
        _ => return None,
    };
    let campus = request.app_data::<Data<App>>()?.campus(campus)?;
    Some((campus, kind))
}

/// An exchange under way. It is written down when this is dropped, so that one without an answer is not lost.
struct Recording {
    campus: Arc<Campus>,
    started: Instant,
    exchange: Option<Exchange>,
}

impl Recording {
    fn start(campus: Arc<Campus>, kind: Kind, request: &ServiceRequest, body: &[u8]) -> Self {
        let (request_body, request_cut) = keep(body);
        let (method, url) = (request.method().to_string(), request.uri().to_string());
        let exchange = Exchange {
            request_headers: headers(request.headers()),
            request_body,
            request_cut,
            ..Exchange::begun(kind, campus.now(), method, url)
        };
        Self { campus, started: Instant::now(), exchange: Some(exchange) }
    }

    /// What the handler left on the request.
    fn take_notes(&mut self, request: &HttpRequest) {
        let Some(exchange) = self.exchange.as_mut() else { return };
        let mut extensions = request.extensions_mut();
        exchange.launch = extensions.remove::<Mark>().map(|mark| mark.0.as_str().to_owned());
        if let Some(notes) = extensions.remove::<Notes>() {
            exchange.course = notes.course;
            exchange.invitation = notes.invitation;
            exchange.client_id = notes.client;
            exchange.findings = notes.findings;
            exchange.made = notes.made;
        }
    }

    fn end(&mut self, status: u16, answer: &HeaderMap, body: &[u8]) {
        let Some(exchange) = self.exchange.as_mut() else { return };
        let (text, cut): (String, Option<Cut>) = keep(body);
        exchange.status = status;
        exchange.response_headers = headers(answer);
        exchange.response_body = text;
        exchange.response_cut = cut;
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        let Some(mut exchange) = self.exchange.take() else { return };
        if exchange.kind == Kind::Page && exchange.launch.is_none() {
            return;
        }
        exchange.duration_ms = self.started.elapsed().as_secs_f64() * 1000.0;
        let launch = exchange.launch.clone();
        let number = self.campus.journal().add(exchange);
        if let Some(launch) = launch {
            self.campus.launches().attach(&LaunchId::from(launch), number);
        }
    }
}

fn headers(map: &HeaderMap) -> Headers {
    map.iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}
