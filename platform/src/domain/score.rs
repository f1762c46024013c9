//! A score: what a tool says at one moment about one learner and one line item (requirements 4.3).

use homeroom_vocab::id::UserId;
use homeroom_vocab::service::{activity_progress as activity, grading_progress as grading};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::finding::Level;
use super::members::Members;
use super::moment::Moment;

/// The members that the standard knows.
const KNOWN: &[&str] = &[
    "userId",
    "scoringUserId",
    "scoreGiven",
    "scoreMaximum",
    "comment",
    "timestamp",
    "activityProgress",
    "gradingProgress",
    "submission",
];

/// How far the learner is (AGS-062).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub(crate) enum ActivityProgress {
    Initialized,
    Started,
    InProgress,
    Submitted,
    Completed,
}

/// Every activity progress with its word on the wire.
pub(crate) const ACTIVITY: &[(&str, ActivityProgress)] = &[
    (activity::INITIALIZED, ActivityProgress::Initialized),
    (activity::STARTED, ActivityProgress::Started),
    (activity::IN_PROGRESS, ActivityProgress::InProgress),
    (activity::SUBMITTED, ActivityProgress::Submitted),
    (activity::COMPLETED, ActivityProgress::Completed),
];

/// How far the grading is (AGS-063).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) enum GradingProgress {
    FullyGraded,
    Pending,
    PendingManual,
    Failed,
    NotReady,
}

/// Every grading progress with its word on the wire.
pub(crate) const GRADING: &[(&str, GradingProgress)] = &[
    (grading::FULLY_GRADED, GradingProgress::FullyGraded),
    (grading::PENDING, GradingProgress::Pending),
    (grading::PENDING_MANUAL, GradingProgress::PendingManual),
    (grading::FAILED, GradingProgress::Failed),
    (grading::NOT_READY, GradingProgress::NotReady),
];

impl ActivityProgress {
    /// The word on the wire.
    pub(crate) fn word(self) -> &'static str {
        word(ACTIVITY, self)
    }
}

impl GradingProgress {
    /// The word on the wire.
    pub(crate) fn word(self) -> &'static str {
        word(GRADING, self)
    }
}

fn word<T: PartialEq>(table: &[(&'static str, T)], value: T) -> &'static str {
    table.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word)
}

/// Points out of a maximum. What was sent is kept; each line item reads it on its own scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Points {
    /// 0 or more; it may be more than the maximum (AGS-073).
    pub(crate) given: f64,
    /// Above 0.
    pub(crate) maximum: f64,
}

impl Points {
    /// On the scale of a line item (AGS-073); so a changed scale changes every result (AGS-036).
    pub(crate) fn on(self, maximum: f64) -> f64 {
        if self.same_scale(maximum) {
            return self.given;
        }
        let exact = self.given * maximum / self.maximum;
        let scaled = if exact.is_finite() { exact } else { self.given / self.maximum * maximum };
        // JSON has no infinity.
        scaled.min(f64::MAX)
    }

    #[expect(clippy::float_cmp, reason = "the very same maximum needs no arithmetic, and gets no rounding")]
    fn same_scale(self, maximum: f64) -> bool {
        self.maximum == maximum
    }
}

/// When the learner began and handed in (AGS-071).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Submission {
    pub(crate) started_at: Option<Moment>,
    pub(crate) submitted_at: Option<Moment>,
}

/// A score as a tool sent it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Score {
    pub(crate) user_id: UserId,
    pub(crate) timestamp: Moment,
    pub(crate) activity_progress: ActivityProgress,
    pub(crate) grading_progress: GradingProgress,
    /// None clears what the tool sent before (AGS-072).
    pub(crate) points: Option<Points>,
    pub(crate) scoring_user_id: Option<UserId>,
    pub(crate) comment: Option<String>,
    #[serde(default)]
    pub(crate) submission: Submission,
}

impl Score {
    /// Reads the body of a score (AGS-061 to AGS-071, AGS-084). Nothing if a flaw refuses it.
    pub(crate) fn read(body: &mut Members<'_>) -> Option<Self> {
        body.demand_known(KNOWN);
        let user_id = body.demanded_text("AGS-061", "userId");
        let activity_progress = body.word("AGS-062", "activityProgress", ACTIVITY);
        let grading_progress = body.word("AGS-063", "gradingProgress", GRADING);
        let timestamp = timestamp(body);
        let points = points(body);
        let scoring_user_id = scoring_user(body);
        let comment = comment(body);
        let submission = body.object("AGS-071", "submission", submission).unwrap_or_default();
        Some(Self {
            user_id: UserId::from(user_id?),
            timestamp: timestamp?,
            activity_progress: activity_progress?,
            grading_progress: grading_progress?,
            points,
            scoring_user_id,
            comment,
            submission,
        })
    }
}

fn timestamp(body: &mut Members<'_>) -> Option<Moment> {
    let Some(timestamp) = body.moment("AGS-064", "timestamp") else {
        if body.get("timestamp").is_none() {
            body.refuse("AGS-064", "timestamp", "the moment of this score", "the member was left out");
        }
        return None;
    };
    tell_whole_second(body, "AGS-064", "timestamp", &timestamp);
    Some(timestamp)
}

fn tell_whole_second(body: &mut Members<'_>, requirement: &'static str, name: &str, moment: &Moment) {
    if !moment.has_fraction() {
        let expected = "a fraction of the second, such as `.000`";
        let cause = "the serialiser drops it; two scores within a second then have equal timestamps";
        body.tell(requirement, Level::Must, name, expected, cause);
    }
}

/// `scoreGiven` and `scoreMaximum`, which only make sense together (AGS-066, AGS-075).
fn points(body: &mut Members<'_>) -> Option<Points> {
    let given = number(body, "scoreGiven", "a number of at least 0", |number| number >= 0.0);
    let maximum = number(body, "scoreMaximum", "a number above 0", |number| number > 0.0);
    if body.given("scoreGiven").is_some() && body.given("scoreMaximum").is_none() {
        let cause = "`scoreMaximum` is left to the line item, whose maximum the platform may have changed";
        body.refuse("AGS-075", "scoreMaximum", "the maximum that `scoreGiven` is out of", cause);
    }
    Some(Points { given: given?, maximum: maximum? })
}

/// A number that may be missing; `null` stands for a missing one (AGS-072).
fn number(body: &mut Members<'_>, name: &str, expected: &str, good: fn(f64) -> bool) -> Option<f64> {
    let value = body.given(name)?;
    let number = value.as_f64().filter(|number| number.is_finite() && good(*number));
    if number.is_none() {
        let (requirement, cause) = match value {
            Value::Number(_) => ("AGS-066", "a penalty below 0, or an activity without points"),
            _ => ("AGS-084", "the number is sent as text; JSON numbers have no quotes"),
        };
        body.refuse(requirement, name, expected, cause);
    }
    number
}

/// AGS-069: a user id if it is there at all, and not `null`.
fn scoring_user(body: &mut Members<'_>) -> Option<UserId> {
    body.get("scoringUserId")?;
    body.demanded_text("AGS-069", "scoringUserId").map(UserId::from)
}

/// AGS-070: plain text.
fn comment(body: &mut Members<'_>) -> Option<String> {
    let comment = body.text("AGS-070", "comment")?;
    if looks_like_markup(&comment) {
        let cause = "the tool sends its own rich text; platforms show the tags as they are";
        body.tell("AGS-070", Level::Should, "comment", "plain text, without markup", cause);
    }
    Some(comment)
}

/// A tag, as HTML writes it; a comparison such as `a < b` is none.
fn looks_like_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    })
}

fn submission(inside: &mut Members<'_>) -> Submission {
    inside.demand_known(&["startedAt", "submittedAt"]);
    let mut moment = |name: &str| {
        inside.given(name)?;
        let moment = inside.moment("AGS-071", name)?;
        tell_whole_second(inside, "AGS-071", name, &moment);
        Some(moment)
    };
    let (started_at, submitted_at) = (moment("startedAt"), moment("submittedAt"));
    if let (Some(started), Some(submitted)) = (&started_at, &submitted_at)
        && started.is_after(submitted)
    {
        let expected = format!("a moment that is not before `startedAt`, `{}`", started.as_str());
        let cause = "the two are swapped, or one has the zone of the server and the other none of it";
        inside.refuse("AGS-071", "submittedAt", expected, cause);
    }
    Submission { started_at, submitted_at }
}

#[cfg(test)]
pub(crate) mod tests;
