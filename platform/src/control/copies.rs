//! Copying a course.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::copying::{Copied, NewCopy};
use crate::domain::course::Course;
use crate::error::Problem;

/// A copy, and what became of what was copied.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    #[serde(flatten)]
    course: Course,
    links: Vec<Pair>,
    line_items: Vec<Pair>,
    content: Vec<Pair>,
}

/// What was copied, and as what.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Pair {
    from: String,
    id: String,
}

fn pairs(all: Vec<(String, String)>) -> Vec<Pair> {
    all.into_iter().map(|(from, id)| Pair { from, id }).collect()
}

/// Copies a course with its links, line items, placed content and pages: each gets a new id and keeps everything else
/// (AGS-041).
/// People and grades stay behind.
#[utoipa::path(post, operation_id = "copy_course", path = "/{campus}/api/courses/{course}/copy", tag = "courses",
    params(("campus" = String, Path), ("course" = String, Path)), request_body = NewCopy,
    responses((status = 201, body = Shown), (status = 422, body = Problem)))]
pub(crate) async fn post(
    campus: At,
    path: Path<(String, String)>,
    body: Body<NewCopy>,
) -> Result<HttpResponse, Problem> {
    let Copied { course, links, line_items, content } = campus.copy_course(&path.1, body.0).await?;
    let (links, line_items, content) = (pairs(links), pairs(line_items), pairs(content));
    let shown = Shown { course, links, line_items, content };
    Ok(json(StatusCode::CREATED, &shown))
}
