//! What line items hold, and what teachers say over it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Query;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::json;
use super::scores::Asked;
use crate::at::At;
use crate::domain::moment::Moment;
use crate::domain::result::{Grade, NewOverride};
use crate::domain::score::{ActivityProgress, GradingProgress};
use crate::error::Problem;

/// What a line item holds of one person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    line_item: String,
    person: String,
    /// On the scale of the line item.
    score: Option<f64>,
    maximum: f64,
    comment: Option<String>,
    scoring_user_id: Option<String>,
    /// Whether a teacher's word stands over the tool's.
    overridden: bool,
    /// When it last changed.
    at: String,
    /// Of the newest score of the tool.
    timestamp: Option<String>,
    activity_progress: Option<ActivityProgress>,
    grading_progress: Option<GradingProgress>,
    /// As AGS-085 keeps it.
    started_at: Option<String>,
    submitted_at: Option<String>,
}

impl Shown {
    fn new(grade: Grade, maximum: f64) -> Self {
        Self {
            score: grade.score(maximum),
            maximum,
            comment: grade.comment().map(str::to_owned),
            scoring_user_id: grade.scoring_user_id().map(ToString::to_string),
            overridden: grade.overridden.is_some(),
            at: grade.at.to_string(),
            activity_progress: grade.last.as_ref().map(|score| score.activity_progress),
            grading_progress: grade.last.as_ref().map(|score| score.grading_progress),
            timestamp: grade.last.map(|score| score.timestamp.into()),
            started_at: grade.submission.started_at.map(Moment::into),
            submitted_at: grade.submission.submitted_at.map(Moment::into),
            line_item: grade.line_item,
            person: grade.person.into(),
        }
    }
}

/// Lists what a line item holds, by person.
#[utoipa::path(get, operation_id = "list_results", path = "/{campus}/api/results", tag = "grades", params(("campus" = String, Path), Asked),
    responses((status = 200, body = [Shown]), (status = 422, body = Problem)))]
pub(crate) async fn get(campus: At, asked: Query<Asked>) -> Result<HttpResponse, Problem> {
    let item = campus.demand_line_item(&asked.into_inner().line_item()?).await?;
    let grades = campus.grades_page(&item.id, "", usize::MAX).await?;
    let shown: Vec<Shown> = grades.into_iter().map(|grade| Shown::new(grade, item.score_maximum)).collect();
    Ok(json(StatusCode::OK, &shown))
}

/// A teacher's word.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    line_item: String,
    person: String,
    /// On the scale of the line item; absent or `null` takes an earlier word back.
    score: Option<f64>,
    comment: Option<String>,
    /// The teacher.
    by: Option<String>,
}

/// Lets a teacher override a grade: it stands, whatever the tool sends later, until it is taken back.
#[utoipa::path(put, operation_id = "override_result", path = "/{campus}/api/results", tag = "grades", params(("campus" = String, Path)),
    request_body = Order, responses((status = 200, body = Shown), (status = 422, body = Problem)))]
pub(crate) async fn put(campus: At, body: Body<Order>) -> Result<HttpResponse, Problem> {
    let Order { line_item, person, score, comment, by } = body.0;
    let grade = campus.override_grade(&line_item, NewOverride { person, score, comment, by }).await?;
    let item = campus.demand_line_item(&line_item).await?;
    Ok(json(StatusCode::OK, &Shown::new(grade, item.score_maximum)))
}
