//! What tools sent: every accepted score.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Query;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::json;
use crate::at::At;
use crate::domain::edge::Invalid;
use crate::domain::moment::Moment;
use crate::domain::result::{Change, Entry};
use crate::domain::score::{ActivityProgress, GradingProgress};
use crate::error::Problem;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The id of a line item.
    line_item: Option<String>,
}

impl Asked {
    /// The line item that is asked for.
    pub(super) fn line_item(self) -> Result<String, Invalid> {
        let hint = "write `?line_item=ID`; `GET .../api/line_items?course=ID` lists those of a course";
        self.line_item.ok_or_else(|| Invalid::new("line_item", "the id of a line item", "").hint(hint))
    }
}

/// A score as it was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    id: String,
    /// 1 for the first entry of the line item; words of teachers count, too.
    position: i64,
    /// When it arrived.
    at: String,
    /// The number of the exchange, while the journal has it.
    exchange: Option<u64>,
    client_id: String,
    user_id: String,
    /// As it was sent.
    timestamp: String,
    activity_progress: ActivityProgress,
    grading_progress: GradingProgress,
    /// None clears the score (AGS-072).
    score_given: Option<f64>,
    score_maximum: Option<f64>,
    scoring_user_id: Option<String>,
    comment: Option<String>,
    started_at: Option<String>,
    submitted_at: Option<String>,
}

impl Shown {
    /// None for an entry that is no score.
    fn of(entry: Entry) -> Option<Self> {
        let Change::Score { client_id, score } = entry.change else { return None };
        Some(Self {
            id: entry.id,
            position: entry.position,
            at: entry.at.to_string(),
            exchange: entry.exchange,
            client_id: client_id.into(),
            user_id: score.user_id.into(),
            timestamp: score.timestamp.into(),
            activity_progress: score.activity_progress,
            grading_progress: score.grading_progress,
            score_given: score.points.map(|points| points.given),
            score_maximum: score.points.map(|points| points.maximum),
            scoring_user_id: score.scoring_user_id.map(String::from),
            comment: score.comment,
            started_at: score.submission.started_at.map(Moment::into),
            submitted_at: score.submission.submitted_at.map(Moment::into),
        })
    }
}

/// Lists every score of a line item that was accepted, in order of arrival.
#[utoipa::path(get, operation_id = "list_scores", path = "/{campus}/api/scores", tag = "grades", params(("campus" = String, Path), Asked),
    responses((status = 200, body = [Shown]), (status = 422, body = Problem)))]
pub(crate) async fn get(campus: At, asked: Query<Asked>) -> Result<HttpResponse, Problem> {
    let item = campus.demand_line_item(&asked.into_inner().line_item()?).await?;
    let history = campus.history(&item.id, None).await?;
    let shown: Vec<Shown> = history.into_iter().filter_map(Shown::of).collect();
    Ok(json(StatusCode::OK, &shown))
}
