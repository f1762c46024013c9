//! Preparing launches, and reading what became of them.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::domain::answer::Answer;
use crate::domain::finding::Finding;
use crate::domain::launch::{Applied, LIFE, Launch, Login, Parameters, Refusal, Returned, Stage};
use crate::error::Problem;
use crate::launch::initiate::{self, Order};

/// A launch that waits for the tool.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Prepared<'a> {
    id: &'a str,
    state: &'static str,
    login: &'a Login,
    /// Seconds.
    expires_in: i64,
}

/// What became of a launch.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown<'a> {
    id: &'a str,
    /// `prepared`, `answered`, `refused` or `expired`.
    state: &'static str,
    person: &'a str,
    course: &'a str,
    /// None where content is picked.
    link: Option<&'a str>,
    /// The parameters of the authentication request.
    #[schema(value_type = Option<Vec<Vec<String>>>)]
    request: Option<&'a Parameters>,
    refusal: Option<&'a Refusal>,
    id_token: Option<&'a str>,
    faults_applied: &'a [Applied],
    findings: &'a [Finding],
    /// Numbers of exchanges in the journal.
    exchanges: &'a [u64],
    /// None where a link is opened.
    deep_linking: Option<Picking<'a>>,
    /// What the tool said when it sent the person back.
    returns: &'a [Returned],
}

/// What became of a deep-linking request.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Picking<'a> {
    return_url: &'a str,
    /// The last answer of the tool.
    answer: Option<&'a Answer>,
}

impl<'a> Shown<'a> {
    fn new(launch: &'a Launch) -> Self {
        let (request, refusal, id_token) = match &launch.stage {
            Stage::Prepared | Stage::Expired | Stage::Interrupted => (None, None, None),
            Stage::Requested { request } => (Some(request), None, None),
            Stage::Answered { request, id_token } => (Some(request), None, Some(id_token.as_str())),
            Stage::Refused { request, refusal } => (Some(request), Some(refusal), None),
        };
        Self {
            id: launch.ticket.id.as_str(),
            state: launch.stage.word(),
            person: launch.ticket.person.id.as_str(),
            course: launch.ticket.course.id.as_str(),
            link: launch.ticket.link().map(|link| link.id.as_str()),
            request,
            refusal,
            id_token,
            faults_applied: &launch.faults_applied,
            findings: &launch.findings,
            exchanges: &launch.exchanges,
            deep_linking: launch
                .ticket
                .picking()
                .map(|picking| Picking { return_url: &picking.return_url, answer: launch.picked.answer() }),
            returns: &launch.returns,
        }
    }
}

/// Prepares one launch: the caller sends its login initiation to the tool, as a browser would.
#[utoipa::path(post, operation_id = "prepare_launch", path = "/{campus}/api/launches", tag = "launches", params(("campus" = String, Path)),
    request_body = Order, responses((status = 201, body = Prepared), (status = 422, body = Problem)))]
pub(crate) async fn post(campus: At, body: Body<Order>) -> Result<HttpResponse, Problem> {
    let launch = initiate::prepare(&campus, body.0).await?;
    let prepared = Prepared {
        id: launch.ticket.id.as_str(),
        state: launch.stage.word(),
        login: &launch.ticket.login,
        expires_in: LIFE.as_secs(),
    };
    Ok(json(StatusCode::CREATED, &prepared))
}

/// Shows how far a launch got.
#[utoipa::path(get, operation_id = "read_launch", path = "/{campus}/api/launches/{launch}", tag = "launches",
    params(("campus" = String, Path), ("launch" = String, Path)),
    responses((status = 200, body = Shown), (status = 404, body = Problem)))]
pub(crate) async fn get(campus: At, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (_, id) = path.into_inner();
    let missing = || Problem::unknown("launch", &id, "launches are forgotten when the platform stops");
    let launch = campus.launch(&id).ok_or_else(missing)?;
    Ok(json(StatusCode::OK, &Shown::new(&launch)))
}
