//! The authorization endpoint: every rule of the authentication request, then the signed answer. No cookie is needed,
//! because the launch carries the person, and no database, because the launch carries everything.

use std::sync::Arc;

use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::authorization as name;
use homeroom_vocab::value::{PROMPT_NONE, RESPONSE_MODE_FORM_POST, RESPONSE_TYPE_ID_TOKEN, SCOPE_OPENID};

use super::draft::{Draft, Keys};
use super::form_post;
use super::id_token;
use super::refusal::{self, Broken};
use super::request::Request;
use crate::at::At;
use crate::campus::Campus;
use crate::domain::access;
use crate::domain::edge::nearest;
use crate::domain::finding::{Finding, Level};
use crate::domain::launch::{Applied, Stage, Ticket};
use crate::domain::registration::Registration;
use crate::error::Failure;
use crate::faults;
use crate::journal::record;
use crate::keys::signing::RsaAlg;

/// The request in the query string (OIDC-042).
pub(crate) async fn get(campus: At, request: HttpRequest) -> HttpResponse {
    answer(&campus, &request, &Request::parse(request.query_string().as_bytes()))
}

/// The request as a form (OIDC-042).
pub(crate) async fn post(campus: At, request: HttpRequest, body: Bytes) -> HttpResponse {
    let media_type =
        request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form = media_type.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded");
    if !is_form {
        let given = media_type.to_owned();
        return refuse(&campus, None, &Request::default(), &Broken::MediaType { given });
    }
    answer(&campus, &request, &Request::parse(&body))
}

/// Answers by a form to the redirect URI where that is trustworthy, else by a page.
fn answer(campus: &Campus, http: &HttpRequest, request: &Request) -> HttpResponse {
    let ticket = named(campus, request);
    if let Some(ticket) = &ticket {
        record::mark(http, &ticket.id);
    }
    match decide(campus, request) {
        Ok(ticket) => match issue(campus, &ticket, request) {
            Ok(id_token) => form_post::token(request, &id_token),
            Err(failure) => {
                tracing::error!(error = %failure, launch = %ticket.id, "a launch could not be answered");
                refuse(campus, Some(&ticket), request, &Broken::Inside)
            }
        },
        Err(broken) => refuse(campus, ticket.as_deref(), request, &broken),
    }
}

/// Every rule, in the order of requirements 1.3; the launch is used up when all hold.
fn decide(campus: &Campus, request: &Request) -> Result<Arc<Ticket>, Broken> {
    let registration = client(campus, request)?;
    redirect_uri(&registration, request)?;
    form(request)?;
    let ticket = find(campus, request)?;
    // Who is signed out stays so, however often the tool asks: the launch is not used up.
    if ticket.options.signed_out {
        return Err(Broken::SignedOut);
    }
    spend(campus, &ticket, request)?;
    same_client(&ticket, &registration)?;
    deployed(&ticket, &registration)?;
    permitted(&ticket)?;
    campus.launches().note(&ticket.id, remarks(&ticket, request));
    Ok(ticket)
}

/// A parameter that stands there twice names nothing for certain (RFC 6749, section 3.1).
fn demand_once(request: &Request, name: &'static str) -> Result<(), Broken> {
    if request.is_repeated(name) { Err(Broken::Repeated { name }) } else { Ok(()) }
}

/// OIDC-050: a client that is registered here, named once.
fn client(campus: &Campus, request: &Request) -> Result<Arc<Registration>, Broken> {
    demand_once(request, name::CLIENT_ID)?;
    let given = request.get(name::CLIENT_ID);
    given.and_then(|client| campus.registration(client)).ok_or_else(|| {
        let all = campus.registrations();
        let near = given.and_then(|client| nearest(client, all.iter().map(|known| known.client_id.as_str())));
        Broken::Client { given: given.map(str::to_owned), nearest: near.map(str::to_owned) }
    })
}

/// OIDC-051: a redirect URI that is registered for this client, as an exact string, named once.
fn redirect_uri(registration: &Registration, request: &Request) -> Result<(), Broken> {
    demand_once(request, name::REDIRECT_URI)?;
    match request.get(name::REDIRECT_URI) {
        Some(uri) if registration.allows_redirect_to(uri) => Ok(()),
        other => Err(refusal::redirect_uri(other, registration)),
    }
}

/// OIDC-052 to OIDC-057: what stands in the request itself.
fn form(request: &Request) -> Result<(), Broken> {
    if let Some(name) = request.repeated() {
        return Err(Broken::Repeated { name });
    }
    let own = |name: &str| request.get(name).map(str::to_owned);
    match request.get(name::RESPONSE_TYPE) {
        Some(RESPONSE_TYPE_ID_TOKEN) => {}
        Some(other) => return Err(Broken::ResponseType { given: other.to_owned() }),
        None => return Err(Broken::ResponseTypeMissing),
    }
    if !scopes(request).any(|scope| scope == SCOPE_OPENID) {
        return Err(Broken::Scope { given: own(name::SCOPE) });
    }
    if request.get(name::RESPONSE_MODE) != Some(RESPONSE_MODE_FORM_POST) {
        return Err(Broken::ResponseMode { given: own(name::RESPONSE_MODE) });
    }
    if request.get(name::PROMPT) != Some(PROMPT_NONE) {
        return Err(Broken::Prompt { given: own(name::PROMPT) });
    }
    request.get(name::NONCE).ok_or(Broken::Nonce)?;
    request.get(name::LOGIN_HINT).ok_or(Broken::LoginHintMissing)?;
    Ok(())
}

fn scopes(request: &Request) -> impl Iterator<Item = &str> {
    request.get(name::SCOPE).unwrap_or_default().split(' ').filter(|scope| !scope.is_empty())
}

/// The launch that a request is about, be it right or wrong: its story should hold this exchange.
fn named(campus: &Campus, request: &Request) -> Option<Arc<Ticket>> {
    let by_message =
        request.get(name::LTI_MESSAGE_HINT).and_then(|hint| campus.launches().by_message_hint(hint));
    by_message.or_else(|| campus.launches().by_login_hint(request.get(name::LOGIN_HINT)?))
}

/// OIDC-059, OIDC-060: the hints name a launch, and where there are two, the same one.
fn find(campus: &Campus, request: &Request) -> Result<Arc<Ticket>, Broken> {
    let login_hint = request.get(name::LOGIN_HINT).unwrap_or_default();
    let Some(message_hint) = request.get(name::LTI_MESSAGE_HINT) else {
        return campus
            .launches()
            .by_login_hint(login_hint)
            .ok_or_else(|| Broken::LoginHint { given: login_hint.to_owned(), expected: None });
    };
    let ticket = campus
        .launches()
        .by_message_hint(message_hint)
        .ok_or_else(|| Broken::MessageHint { given: message_hint.to_owned() })?;
    if ticket.login_hint != login_hint {
        let expected = Some(ticket.login_hint.clone());
        return Err(Broken::LoginHint { given: login_hint.to_owned(), expected });
    }
    Ok(ticket)
}

/// OIDC-060: a launch is answered once, and within its life.
fn spend(campus: &Campus, ticket: &Ticket, request: &Request) -> Result<(), Broken> {
    let taken = campus.launches().request(&ticket.id, request.parameters().clone(), campus.now());
    taken
        .map_err(|spent| if is_withdrawn(campus, ticket) { Broken::PersonGone } else { Broken::Spent(spent) })
}

/// Whether the launch was refused because its person is not there any more, which the tool is told however often it asks.
fn is_withdrawn(campus: &Campus, ticket: &Ticket) -> bool {
    let stage = campus.launch(ticket.id.as_str()).map(|launch| launch.stage);
    matches!(stage, Some(Stage::Refused { refusal, .. }) if refusal == Broken::PersonGone.refusal())
}

/// OIDC-061: the client that asks is the one whose link was opened.
fn same_client(ticket: &Ticket, registration: &Registration) -> Result<(), Broken> {
    if ticket.registration.client_id == registration.client_id {
        return Ok(());
    }
    let expected = ticket.registration.client_id.to_string();
    Err(Broken::OtherClient { expected, given: registration.client_id.to_string() })
}

/// OIDC-061: the tool still has the deployment that the link belongs to.
fn deployed(ticket: &Ticket, registration: &Registration) -> Result<(), Broken> {
    if registration.has_deployment(&ticket.deployment) {
        return Ok(());
    }
    let deployed = registration.deployments.iter().map(ToString::to_string).collect();
    Err(Broken::NotDeployed { deployment: ticket.deployment.to_string(), deployed })
}

/// OIDC-062: the person may open this link.
fn permitted(ticket: &Ticket) -> Result<(), Broken> {
    if access::may_open(&ticket.person, ticket.enrolment.as_ref(), ticket.options.roles.is_some()) {
        return Ok(());
    }
    Err(Broken::NoAccess { person: ticket.person.label(), course: ticket.course.heading() })
}

/// What a tool did that is answered all the same.
fn remarks(ticket: &Ticket, request: &Request) -> Vec<Finding> {
    let remark = |requirement, level, expected: String, actual: String, parameter: &str, cause: &str| {
        let place = format!("authorization request, {parameter}");
        Finding::new(requirement, level, place, expected, actual, cause)
    };
    let mut findings = Vec::new();
    if request.get(name::STATE).is_none() {
        findings.push(remark(
            "OIDC-038",
            Level::Must,
            "a `state` bound to this browser".to_owned(),
            "nothing".to_owned(),
            name::STATE,
            "without it anyone can make a browser finish a login that it did not start",
        ));
    }
    if let Some(hint) = ticket.message_hint.as_ref().filter(|_| request.get(name::LTI_MESSAGE_HINT).is_none())
    {
        findings.push(remark(
            "OIDC-037",
            Level::Must,
            format!("the `lti_message_hint` of the login, {}", crate::domain::edge::quoted(hint)),
            "nothing".to_owned(),
            name::LTI_MESSAGE_HINT,
            "the tool does not pass it on; many platforms refuse the launch then",
        ));
    }
    if scopes(request).count() > 1 {
        findings.push(remark(
            "OIDC-030",
            Level::Should,
            "`scope=openid` and nothing else".to_owned(),
            crate::domain::edge::quoted(request.get(name::SCOPE).unwrap_or_default()),
            name::SCOPE,
            "the client library adds its usual scopes",
        ));
    }
    findings
}

/// Writes and signs the token of a launch, with its faults.
fn issue(campus: &Campus, ticket: &Ticket, request: &Request) -> Result<String, Failure> {
    let missing = || Failure::Inconsistent(format!("campus `{}` has no active key", campus.name()));
    let key = campus.ring().active().ok_or_else(missing)?;
    let now = campus.now().as_second();
    let claims =
        id_token::claims(ticket, campus.identity(), request.get(name::NONCE).unwrap_or_default(), now);
    let mut draft = Draft::new(claims, RsaAlg::from(ticket.registration.alg), &key);
    let applied = damage(campus, ticket, &mut draft, now)?;
    let foreign = if draft.needs_foreign_key() { Some(campus.ground().odd_keys().foreign()?) } else { None };
    let issuer = campus.identity().issuer.as_str();
    let retired = campus.ring().retired();
    let keys =
        Keys { campus: &key, foreign, retired: retired.as_deref(), odd: campus.ground().odd_keys(), issuer };
    let id_token = draft.seal(keys)?;
    campus.launches().answer(&ticket.id, id_token.clone(), applied);
    Ok(id_token)
}

/// Applies the launch's token faults, if it has any.
fn damage(campus: &Campus, ticket: &Ticket, draft: &mut Draft, now: i64) -> Result<Vec<Applied>, Failure> {
    if !faults::token::any(&ticket.faults) {
        return Ok(Vec::new());
    }
    let random = campus.ground().entropy.token()?;
    let scene = faults::token::Scene {
        issuer: campus.identity().issuer.as_str(),
        client: &ticket.registration.client_id,
        now,
        random: &random,
        with: "",
    };
    Ok(faults::token::apply(draft, &ticket.faults, scene))
}

/// Notes the refusal on the launch, and tells it where it may be told (OIDC-065).
fn refuse(campus: &Campus, ticket: Option<&Ticket>, request: &Request, broken: &Broken) -> HttpResponse {
    if let Some(ticket) = ticket {
        campus.launches().refuse(&ticket.id, request.parameters().clone(), broken.refusal());
        campus.launches().note(&ticket.id, broken.finding().into_iter().collect());
    }
    if broken.is_deliverable() {
        return form_post::error(request, broken);
    }
    form_post::page(broken)
}
