//! What every call of a service of a course passes, in this order: the body could be read, the course exists and the
//! URL has its query part, armed faults, the access token, its scope, and whether the course is any of the tool's
//! business. Then comes the handler.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use percent_encoding::percent_decode_str;

use super::bearer::{self, Bearer};
use super::instead;
use super::refusal::{Refusal, not_found, readable};
use crate::at::At;
use crate::campus::Campus;
use crate::domain::course::Course;
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::launch::Ticket;
use crate::domain::resource::Resource;
use crate::faults::armed::Struck;
use crate::journal::record;

/// A call that was let in.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) campus: At,
    pub(crate) request: HttpRequest,
    pub(crate) course: Course,
    pub(crate) bearer: Bearer,
    resource: Resource,
    query: Vec<(String, String)>,
    struck: Vec<Struck>,
}

impl Call {
    pub(crate) fn resource(&self) -> Resource {
        self.resource
    }

    /// An armed fault of this service that happens to this call.
    pub(crate) fn fault(&self, name: &str) -> Option<&Struck> {
        self.struck.iter().find(|struck| struck.name == name)
    }

    /// Adds a remark to the exchange. A refusal brings its own.
    pub(crate) fn note(&mut self, finding: Finding) {
        record::note(&self.request, vec![finding]);
    }

    /// Says what the call made, such as a score, so that this is found with its exchange.
    pub(crate) fn made(&mut self, id: &str) {
        record::mark_made(&self.request, id);
    }

    /// The parameters of the URL, decoded, without those of the course's query part.
    pub(crate) fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The URL of a service of this course.
    pub(crate) fn url(&self, tail: &str) -> String {
        self.campus.service_url(&self.course, tail)
    }
}

/// Lets a call in and hands it on, or refuses it; either way the exchange is told what was noticed.
pub(crate) async fn serve<F>(
    campus: At,
    request: HttpRequest,
    course: &str,
    resource: Resource,
    scopes: &[&str],
    handler: F,
) -> HttpResponse
where
    F: AsyncFnOnce(&mut Call) -> Result<HttpResponse, Refusal>,
{
    record::mark_course(&request, course);
    let entered = enter(campus, &request, course, resource, scopes).await;
    let answered = match entered {
        Ok(Entered::Call(mut call)) => handler(&mut call).await,
        Ok(Entered::Struck(answer)) => Ok(answer),
        Err(refusal) => Err(refusal),
    };
    answered.unwrap_or_else(|refusal| refuse(&request, resource, &refusal))
}

fn refuse(request: &HttpRequest, resource: Resource, refusal: &Refusal) -> HttpResponse {
    record::note(request, refusal.finding(resource.title()).into_iter().collect());
    refusal.answer()
}

/// How far a call came.
#[derive(Debug)]
enum Entered {
    Call(Box<Call>),
    /// An armed fault answered.
    Struck(HttpResponse),
}

async fn enter(
    campus: At,
    request: &HttpRequest,
    course: &str,
    resource: Resource,
    scopes: &[&str],
) -> Result<Entered, Refusal> {
    let course = find(&campus, course, resource).await?;
    let query = query(&course, request, resource)?;
    let of_body = if resource == Resource::Memberships { "NRPS-024" } else { "AGS-100" };
    readable(request, of_body)?;
    let struck = campus.strike(resource, course.id.as_str());
    if let Some(answer) = struck.iter().find_map(instead::of_service) {
        return Ok(Entered::Struck(answer));
    }
    if bearer::is_in_query(request) {
        let place = format!("{}, URL", resource.title());
        let cause = "URLs end in logs and histories; put the token into the header only";
        let finding =
            Finding::new("TOK-040", Level::Must, place, "no access token in the query", "one", cause);
        record::note(request, vec![finding]);
    }
    let bearer = bearer::read(&campus, request)?;
    if !scopes.iter().any(|scope| bearer.may(scope)) {
        return Err(bearer::insufficient(&bearer, scopes));
    }
    demand_business(&campus, &course, &bearer).await?;
    let call = Call { campus, request: request.clone(), course, bearer, resource, query, struck };
    Ok(Entered::Call(Box::new(call)))
}

async fn find(campus: &Campus, course: &str, resource: Resource) -> Result<Course, Refusal> {
    campus.course(course).await?.ok_or_else(|| {
        not_found(requirement_of_url(resource), "there is no such course")
            .expected("the URL of a service as the launch gave it", format!("the course {}", quoted(course)))
            .hint("take the URLs from the claims of the launch; they are not to be built or changed")
    })
}

fn requirement_of_url(resource: Resource) -> &'static str {
    if resource == Resource::Memberships { "NRPS-012" } else { "AGS-006" }
}

/// The parameters, after those of the course's query part, which every URL must keep.
fn query(
    course: &Course,
    request: &HttpRequest,
    resource: Resource,
) -> Result<Vec<(String, String)>, Refusal> {
    let parse = |text: &str| -> Vec<(String, String)> {
        url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
    };
    let mut given = parse(request.query_string());
    let Some(demanded) = &course.service_query else { return Ok(given) };
    for pair in parse(demanded) {
        let Some(at) = given.iter().position(|known| *known == pair) else {
            let requirement = if resource == Resource::Memberships { "NRPS-012" } else { "AGS-060" };
            let actual = match request.query_string() {
                "" => "no query".to_owned(),
                query => quoted(query),
            };
            let hint = "`/scores` and `/results` go behind the path, before the `?`; further parameters go behind `&`";
            return Err(not_found(requirement, "the URL has lost its query part")
                .expected(
                    format!("{} in the query, as the URL of the claim has it", quoted(demanded)),
                    actual,
                )
                .hint(hint));
        };
        given.remove(at);
    }
    Ok(given)
}

/// A line item may outlive the link that it came with.
async fn has_line_item(campus: &Campus, course: &Course, bearer: &Bearer) -> Result<bool, Refusal> {
    let items = campus.line_items_of(course.id.as_str()).await?;
    Ok(items.iter().any(|item| bearer.owns(item.client_id.as_str(), item.deployment.as_ref())))
}

/// A token gives access to courses that the tool has a link, a launch or a line item in (TOK-043).
async fn demand_business(campus: &Campus, course: &Course, bearer: &Bearer) -> Result<(), Refusal> {
    let links = campus.links_of(course.id.as_str()).await?;
    let linked = links.iter().any(|link| bearer.owns(link.client_id.as_str(), Some(&link.deployment)));
    let launched = |ticket: &Ticket| {
        let client = ticket.registration.client_id.as_str();
        ticket.course.id == course.id && bearer.owns(client, Some(&ticket.deployment))
    };
    if linked || campus.launches().any(launched) || has_line_item(campus, course, bearer).await? {
        return Ok(());
    }
    let actual = match &bearer.deployment {
        Some(deployment) => format!(
            "a course without a link of {}, deployment {}",
            quoted(bearer.client()),
            quoted(deployment.as_str())
        ),
        None => format!("a course without a link of {}", quoted(bearer.client())),
    };
    Err(not_found("TOK-043", "the tool has nothing in this course")
        .expected("a course that the tool is used in", actual)
        .hint("the token is of another client or deployment than the launch whose URL was called"))
}

/// Another verb than the resource knows (AGS-100, NRPS-024).
pub(crate) async fn wrong_method(_: At, request: HttpRequest) -> HttpResponse {
    let resource = resource_of(request.path());
    if let Some(course) = request.match_info().get("course") {
        record::mark_course(&request, &percent_decode_str(course).decode_utf8_lossy());
    }
    let (allowed, requirement) = resource.methods();
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let refusal =
        Refusal::new(status, "method_not_allowed", requirement, "this URL does not know that method")
            .expected(allowed, quoted(request.method().as_str()))
            .at("method")
            .header(actix_web::http::header::ALLOW, allowed.to_owned());
    refuse(&request, resource, &refusal)
}

/// A URL below those of a course's services that is none of them.
pub(crate) async fn unknown_url(
    _: At,
    request: HttpRequest,
    path: Path<(String, String, String)>,
) -> HttpResponse {
    record::mark_course(&request, &path.1);
    let refusal = not_found("AGS-060", "there is no such service")
        .expected(
            "the URL of a claim, of a line item, or that of a line item with `/scores` or `/results` behind its path",
            quoted(request.path()),
        )
        .hint("take the URLs from the claims and line items, and keep their query part behind the path");
    refuse(&request, resource_of(request.path()), &refusal)
}

/// What a path is about; only URLs that the routes know come here with another method.
fn resource_of(path: &str) -> Resource {
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match segments.as_slice() {
        [_, _, "token"] => Resource::Token,
        [_, _, _, _, "memberships", ..] => Resource::Memberships,
        [_, _, _, _, _, _, "scores", ..] => Resource::Scores,
        [_, _, _, _, _, _, "results", ..] => Resource::Results,
        [_, _, _, _, _, _, ..] => Resource::LineItem,
        _ => Resource::LineItems,
    }
}
