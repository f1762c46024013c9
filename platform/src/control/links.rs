//! The links of the courses.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use serde::Serialize;
use utoipa::ToSchema;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::domain::line_item::LineItem;
use crate::domain::link::{Link, NewLink};
use crate::error::Problem;

/// A link with what hangs on it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    #[serde(flatten)]
    link: Link,
    /// The column of the gradebook that came with it.
    line_item: Option<Column>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Column {
    id: String,
    label: String,
    score_maximum: f64,
    resource_id: Option<String>,
    tag: Option<String>,
}

impl From<LineItem> for Column {
    fn from(item: LineItem) -> Self {
        let LineItem { id, label, score_maximum, resource_id, tag, .. } = item;
        Self { id, label, score_maximum, resource_id, tag }
    }
}

/// Lists every link.
#[utoipa::path(get, operation_id = "list_links", path = "/{campus}/api/links", tag = "links", params(("campus" = String, Path)),
    responses((status = 200, body = [Shown])))]
pub(crate) async fn get(campus: At) -> Result<HttpResponse, Problem> {
    let items = campus.line_items().await?.into_iter();
    let mut columns: HashMap<String, LineItem> =
        items.filter_map(|item| Some((item.link.as_ref()?.to_string(), item))).collect();
    let shown = |link: Link| Shown { line_item: columns.remove(link.id.as_str()).map(Column::from), link };
    let all: Vec<Shown> = campus.links().await?.into_iter().map(shown).collect();
    Ok(json(StatusCode::OK, &all))
}

/// Adds a link to a course, or replaces the one of this id.
#[utoipa::path(post, operation_id = "add_link", path = "/{campus}/api/links", tag = "links", params(("campus" = String, Path)),
    request_body = NewLink, responses((status = 201, body = Link), (status = 422, body = Problem)))]
pub(crate) async fn post(campus: At, body: Body<NewLink>) -> Result<HttpResponse, Problem> {
    Ok(json(StatusCode::CREATED, &campus.add_link(body.0).await?))
}
