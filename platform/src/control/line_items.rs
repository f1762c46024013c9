//! The line items of the courses.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::body::Body;
use super::json;
use crate::at::At;
use crate::campus::Campus;
use crate::domain::course::Course;
use crate::domain::line_item::{LineItem, NewLineItem};
use crate::domain::moment::Moment;
use crate::error::Problem;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The id of a course.
    course: Option<String>,
}

/// A line item with its address.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    id: String,
    /// Where a tool finds it: its id on the wire (AGS-021).
    url: String,
    course: String,
    /// None for one that stands alone.
    link: Option<String>,
    client_id: String,
    deployment: Option<String>,
    label: String,
    score_maximum: f64,
    resource_id: Option<String>,
    tag: Option<String>,
    /// As it was written, ISO 8601.
    start: Option<String>,
    end: Option<String>,
    grades_released: Option<bool>,
    #[schema(value_type = Option<Object>)]
    submission_review: Option<Value>,
}

impl Shown {
    fn new(campus: &Campus, course: &Course, item: LineItem) -> Self {
        Self {
            url: campus.line_item_url(course, &item.id),
            id: item.id,
            course: item.course.into(),
            link: item.link.map(String::from),
            client_id: item.client_id.into(),
            deployment: item.deployment.map(String::from),
            label: item.label,
            score_maximum: item.score_maximum,
            resource_id: item.resource_id,
            tag: item.tag,
            start: item.start.map(Moment::into),
            end: item.end.map(Moment::into),
            grades_released: item.grades_released,
            submission_review: item.submission_review,
        }
    }
}

/// Lists the line items of a course in the order in which they were made.
#[utoipa::path(get, operation_id = "list_line_items", path = "/{campus}/api/line_items", tag = "grades", params(("campus" = String, Path), Asked),
    responses((status = 200, body = [Shown]), (status = 422, body = Problem)))]
pub(crate) async fn get(campus: At, asked: Query<Asked>) -> Result<HttpResponse, Problem> {
    let id = asked.into_inner().course.ok_or_else(unnamed)?;
    let course = campus.demand_course("course", &id).await?;
    let all = campus.line_items_of(course.id.as_str()).await?;
    let shown: Vec<Shown> = all.into_iter().map(|item| Shown::new(&campus, &course, item)).collect();
    Ok(json(StatusCode::OK, &shown))
}

fn unnamed() -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "`course` is missing")
        .expected("`?course=ID`", "no course")
        .hint("`GET .../api/courses` lists all")
}

/// Adds a line item, coupled to a link or alone, or replaces the one of this id.
#[utoipa::path(post, operation_id = "add_line_item", path = "/{campus}/api/line_items", tag = "grades", params(("campus" = String, Path)),
    request_body = NewLineItem, responses((status = 201, body = Shown), (status = 422, body = Problem)))]
pub(crate) async fn post(campus: At, body: Body<NewLineItem>) -> Result<HttpResponse, Problem> {
    let item = campus.add_line_item(body.0).await?;
    let course = campus.demand_course("course", item.course.as_str()).await?;
    Ok(json(StatusCode::CREATED, &Shown::new(&campus, &course, item)))
}

/// Deletes a line item with its scores and results, behind the tool's back.
#[utoipa::path(delete, operation_id = "delete_line_item", path = "/{campus}/api/line_items/{line_item}", tag = "grades",
    params(("campus" = String, Path), ("line_item" = String, Path)),
    responses((status = 204), (status = 404, body = Problem)))]
pub(crate) async fn delete(campus: At, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    if campus.remove_line_item(&path.1).await? {
        return Ok(HttpResponse::NoContent().finish());
    }
    let hint = "`GET .../api/line_items?course=ID` lists those of a course";
    Err(Problem::unknown("line item", &path.1, hint))
}
