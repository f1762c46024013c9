//! Where a tool posts scores (AGS-060 to AGS-085). There is nothing to read here.

use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::error::ags;
use homeroom_vocab::id::UserId;
use homeroom_vocab::media_type::{JSON, SCORE};
use homeroom_vocab::scope::AGS_SCORE;
use serde_json::json;

use super::{body, own, wire};
use crate::at::At;
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::line_item::LineItem;
use crate::domain::resource::Resource;
use crate::domain::result::{Change, NewEntry};
use crate::domain::roles;
use crate::domain::score::Score;
use crate::services::door::{self, Call};
use crate::services::media_type;
use crate::services::refusal::Refusal;
use crate::store::grades::Recorded;

/// Takes a score.
pub(crate) async fn post(
    campus: At,
    request: HttpRequest,
    path: Path<(String, String, String)>,
    bytes: Bytes,
) -> HttpResponse {
    let take = async |call: &mut Call| take(call, &path.2, &bytes).await;
    door::serve(campus, request, &path.1, Resource::Scores, &[AGS_SCORE], take).await
}

async fn take(call: &mut Call, id: &str, bytes: &[u8]) -> Result<HttpResponse, Refusal> {
    media_type::content_type(call, SCORE, "AGS-020")?;
    let item = own::line_item(call, id).await?;
    let object = body::object(bytes)?;
    let score = body::read(call, &object, Score::read)?;
    demand_learner(call, &score.user_id).await?;
    note_scoring_user(call, &score).await?;
    let entry = call.campus.ground().entropy.id("score")?;
    let new = NewEntry {
        id: entry.clone(),
        line_item: item.id.clone(),
        person: score.user_id.clone(),
        at: call.campus.now(),
        change: Change::Score { client_id: call.bearer.registration.client_id.clone(), score: score.clone() },
    };
    match call.campus.record_grade(new).await? {
        Recorded::Kept(_) => {
            call.made(&entry);
            Ok(answer(call, &item, &score.user_id))
        }
        Recorded::Stale(newer) => Err(stale(&score, &newer)),
        Recorded::Gone => Err(own::gone(format!("{}, which was deleted meanwhile", quoted(id)))),
    }
}

/// Any 2xx would do (AGS-080); the body, which tools may ignore, says where the result is.
fn answer(call: &Call, item: &LineItem, person: &UserId) -> HttpResponse {
    if call.fault("ags.score.status_204").is_some() {
        return HttpResponse::NoContent().finish();
    }
    let created = call.fault("ags.score.status_201").is_some();
    let status = if created { StatusCode::CREATED } else { StatusCode::OK };
    let url = wire::result_url(&call.campus, &call.course, &item.id, person.as_str());
    media_type::answer(status, JSON, &json!({"resultUrl": url}))
}

/// AGS-074: what is on record is as new or newer, and stays.
fn stale(score: &Score, newer: &Score) -> Refusal {
    let same = newer.timestamp.key() == score.timestamp.key();
    let description =
        if same { "a score of the same moment is on record" } else { "a newer score is on record" };
    Refusal::new(StatusCode::CONFLICT, ags::STALE_TIMESTAMP, "AGS-065", description)
        .expected(
            format!("a timestamp after {}, to the last digit", quoted(newer.timestamp.as_str())),
            quoted(score.timestamp.as_str()),
        )
        .hint("the clock of the tool went back, a retry came late, or the timestamp is cut to whole seconds")
        .at("`timestamp`")
}

/// AGS-079: only learners of the course have grades.
async fn demand_learner(call: &Call, user: &UserId) -> Result<(), Refusal> {
    let enrolment = call.campus.enrolment(call.course.id.as_str(), user.as_str()).await?;
    let shown = quoted(user.as_str());
    let (requirement, actual, hint) = match enrolment {
        Some(enrolment) if roles::include_learner(&enrolment.roles) => return Ok(()),
        Some(_) => (
            "AGS-083",
            format!("{shown}, who is no learner"),
            "instructors who try an activity get no grade; look at the roles of the launch",
        ),
        None if call.campus.person(user.as_str()).await?.is_some() => (
            "AGS-061",
            format!("{shown}, who is not in this course"),
            "the person was taken out of the course, or the line item is of another course",
        ),
        None => (
            "AGS-061",
            format!("{shown}, whom nobody knows"),
            "send the `sub` of the launch as it came, not an id, name or e-mail address of the tool",
        ),
    };
    let description = "the person cannot have a grade here";
    Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, ags::INVALID_REQUEST, requirement, description)
        .expected("the LTI user id of a learner of this course", actual)
        .hint(hint)
        .at("`userId`"))
}

/// AGS-069: a user id of LTI; an unknown one does no harm.
async fn note_scoring_user(call: &mut Call, score: &Score) -> Result<(), Refusal> {
    let Some(user) = &score.scoring_user_id else { return Ok(()) };
    if call.campus.person(user.as_str()).await?.is_none() {
        let (expected, actual) =
            ("the LTI user id of whoever graded", format!("{}, whom nobody knows", quoted(user.as_str())));
        let cause = "the tool sends its own id of the person, or the name of a program";
        call.note(Finding::new("AGS-069", Level::Should, "scores, `scoringUserId`", expected, actual, cause));
    }
    Ok(())
}
