//! The journal of a campus.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::error::QueryPayloadError;
use actix_web::http::StatusCode;
use actix_web::web::Query;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::json;
use crate::at::At;
use crate::domain::edge::{Invalid, did_you_mean};
use crate::error::Problem;
use crate::journal::book::Filter;
use crate::journal::exchange::{Exchange, KINDS, Kind};
use crate::journal::mask::masked;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// Only exchanges with a higher number.
    #[param(value_type = Option<u64>)]
    after: Option<String>,
    /// Only of these kinds, with commas between them.
    kind: Option<String>,
    /// The handle of a launch.
    launch: Option<String>,
    /// Only calls of the services of this course.
    course: Option<String>,
    /// Only what came of this invitation to register.
    invitation: Option<String>,
    /// `shown`: with secrets as they went over the wire.
    secrets: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Read {
    exchanges: Vec<Exchange>,
    /// The number of the newest exchange of all: the next `after`.
    last: u64,
}

/// Reads exchanges in the order in which they ended.
#[utoipa::path(get, operation_id = "read_exchanges", path = "/{campus}/api/exchanges", tag = "journal", params(("campus" = String, Path), Asked),
    responses((status = 200, body = Read), (status = 422, body = Problem)))]
pub(crate) async fn get(campus: At, asked: Query<Asked>) -> Result<HttpResponse, Problem> {
    let asked = asked.into_inner();
    let kinds = asked.kind.as_deref().map(kinds).transpose()?;
    let after = asked.after.as_deref().map_or(Ok(0), number)?;
    let verbatim = asked.secrets.as_deref().map_or(Ok(false), secrets)?;
    let Asked { launch, course, invitation, .. } = asked;
    let filter = Filter { after, kinds, launch, course, invitation, ..Filter::default() };
    let (found, last) = campus.journal().read(&filter);
    let shown = |exchange: &Arc<Exchange>| {
        if verbatim { Exchange::clone(exchange) } else { masked(exchange) }
    };
    let exchanges = found.iter().map(shown).collect();
    Ok(json(StatusCode::OK, &Read { exchanges, last }))
}

fn number(text: &str) -> Result<u64, Invalid> {
    text.parse().map_err(|_| Invalid::new("after", "the number of an exchange, 0 or higher", text))
}

/// A query with other parameters than these, or with one of them twice.
pub(crate) fn unreadable(error: &QueryPayloadError) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "the query string is refused")
        .detail(error.to_string())
        .expected("the parameters that the OpenAPI document describes, each at most once", error.to_string())
        .hint("`/api/openapi.json` describes every query")
}

fn kinds(list: &str) -> Result<Vec<Kind>, Invalid> {
    list.split(',').map(kind).collect()
}

fn secrets(word: &str) -> Result<bool, Invalid> {
    match word {
        "shown" => Ok(true),
        "masked" => Ok(false),
        _ => Err(Invalid::new("secrets", "`shown` or `masked`", word)),
    }
}

fn kind(word: &str) -> Result<Kind, Invalid> {
    let known = || KINDS.iter().map(|(_, word)| *word);
    Kind::parse(word).ok_or_else(|| {
        let all = format!("known are {}", known().collect::<Vec<_>>().join(", "));
        Invalid::new("kind", "a kind of exchange", word).hint(did_you_mean(word, known(), &all))
    })
}
