//! A score of one learner, as it goes to the platform (AGS-060 to AGS-071).

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use crate::services::ServiceError;
use crate::services::grades::{ActivityProgress, GradingProgress, date};

/// What a learner reached in an activity, for the gradebook of the course.
///
/// ```
/// use homeroom_tool::grades::{ActivityProgress, GradingProgress, Score};
///
/// // Done, with 8.5 of 10 points that are final:
/// let score = Score::completed("user-1001", 8.5, 10.0).comment("Well done");
/// // Handed in, and a teacher has to look at it:
/// let waiting = Score::new("user-1001", ActivityProgress::Submitted, GradingProgress::PendingManual);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    user: String,
    activity: ActivityProgress,
    grading: GradingProgress,
    points: Option<(f64, f64)>,
    comment: Option<String>,
    scorer: Option<String>,
    started: Option<SystemTime>,
    submitted: Option<SystemTime>,
    at: Option<SystemTime>,
    extensions: Map<String, Value>,
}

impl Score {
    /// A score of the learner whom the platform knows as `user` ([`crate::User::subject`]); without points it clears those
    /// that were sent before (AGS-072).
    pub fn new(user: impl Into<String>, activity: ActivityProgress, grading: GradingProgress) -> Self {
        Self {
            user: user.into(),
            activity,
            grading,
            points: None,
            comment: None,
            scorer: None,
            started: None,
            submitted: None,
            at: None,
            extensions: Map::new(),
        }
    }

    /// The learner has begun, and there is nothing to grade yet.
    pub fn started(user: impl Into<String>) -> Self {
        Self::new(user, ActivityProgress::Started, GradingProgress::NotReady)
    }

    /// The learner is done, and this is the grade (AGS-067).
    pub fn completed(user: impl Into<String>, given: f64, maximum: f64) -> Self {
        Self::new(user, ActivityProgress::Completed, GradingProgress::FullyGraded).points(given, maximum)
    }

    /// So many points of so many; more than the maximum is allowed (AGS-073).
    #[must_use]
    pub fn points(mut self, given: f64, maximum: f64) -> Self {
        self.points = Some((given, maximum));
        self
    }

    /// A plain text for the learner (AGS-070). A score without one clears the comment of the score before (AGS-076).
    #[must_use]
    pub fn comment(mut self, text: impl Into<String>) -> Self {
        self.comment = Some(text.into());
        self
    }

    /// Who graded it, by the id that the platform knows (AGS-069).
    #[must_use]
    pub fn scored_by(mut self, user: impl Into<String>) -> Self {
        self.scorer = Some(user.into());
        self
    }

    /// When the learner began. Say it again with every later score (AGS-071).
    #[must_use]
    pub fn started_at(mut self, time: impl Into<SystemTime>) -> Self {
        self.started = Some(time.into());
        self
    }

    /// When the learner handed in; not before the beginning (AGS-071).
    #[must_use]
    pub fn submitted_at(mut self, time: impl Into<SystemTime>) -> Self {
        self.submitted = Some(time.into());
        self
    }

    /// The time of this score, by which platforms tell later scores from earlier ones. Without it the time of submission,
    /// a little later if the last score of this learner had the same (AGS-065).
    #[must_use]
    pub fn at(mut self, time: impl Into<SystemTime>) -> Self {
        self.at = Some(time.into());
        self
    }

    /// A member of a vendor; its name is a URL (AGS-008).
    #[must_use]
    pub fn extension(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.extensions.insert(name.into(), value.into());
        self
    }

    /// Whose score it is.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// As it is sent; `stamp` gives the time in milliseconds since 1970 where the score has none.
    pub(super) fn body(&self, stamp: impl FnOnce() -> i64) -> Result<Value, ServiceError> {
        self.check()?;
        let mut body = Value::Object(self.extensions.clone());
        body["userId"] = json!(self.user);
        body["activityProgress"] = json!(self.activity.name());
        body["gradingProgress"] = json!(self.grading.name());
        body["timestamp"] = json!(self.at.map_or_else(|| date::of_millis(stamp()), date::of));
        let texts = [("comment", &self.comment), ("scoringUserId", &self.scorer)];
        for (name, text) in texts.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))) {
            body[name] = json!(text);
        }
        if let Some((given, maximum)) = self.points {
            body["scoreGiven"] = json!(given);
            body["scoreMaximum"] = json!(maximum);
        }
        let times = [("startedAt", self.started), ("submittedAt", self.submitted)];
        for (name, time) in times.into_iter().filter_map(|(name, time)| Some((name, time?))) {
            body["submission"][name] = json!(date::of(time));
        }
        Ok(body)
    }

    /// What no platform takes is not sent (AGS-061, AGS-066, AGS-069, AGS-071, AGS-084).
    fn check(&self) -> Result<(), ServiceError> {
        let unfit = |why| Err(ServiceError::Unfit(why));
        if self.user.is_empty() {
            return unfit("a score needs the id of the user whose score it is");
        }
        if self.scorer.as_ref().is_some_and(String::is_empty) {
            return unfit("the id of who scored is empty; leave it out instead");
        }
        if let (Some(started), Some(submitted)) = (self.started, self.submitted)
            && submitted < started
        {
            return unfit("nobody hands in before beginning");
        }
        match self.points {
            Some((given, _)) if !given.is_finite() || given < 0.0 => {
                unfit("the points given are not a number of at least 0")
            }
            Some((_, maximum)) if !maximum.is_finite() || maximum <= 0.0 => {
                unfit("the maximum of a score is not a number above 0")
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    const AT: i64 = 1_764_000_312_101;

    fn time(millis: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(millis)
    }

    fn body(score: &Score) -> Value {
        score.body(|| AT + 1).unwrap()
    }

    #[test]
    fn a_beginning_has_no_points() {
        let expected = json!({
            "userId": "u-1", "timestamp": "2025-11-24T16:05:12.102Z",
            "activityProgress": "Started", "gradingProgress": "NotReady",
            "submission": { "startedAt": "2025-11-24T16:05:12.101Z" },
        });
        assert_eq!(body(&Score::started("u-1").started_at(time(1_764_000_312_101))), expected);
    }

    #[test]
    fn an_end_has_all_that_was_said() {
        let score = Score::completed("u-1", 8.5, 10.0)
            .comment("c")
            .scored_by("u-2")
            .started_at(time(1_764_000_312_101))
            .submitted_at(time(1_764_000_313_000))
            .at(time(1_764_000_313_000))
            .extension("https://tool.test/attempt", 2);
        let expected = json!({
            "userId": "u-1", "timestamp": "2025-11-24T16:05:13.000Z", "scoreGiven": 8.5, "scoreMaximum": 10.0,
            "comment": "c", "scoringUserId": "u-2", "activityProgress": "Completed", "gradingProgress": "FullyGraded",
            "submission": { "startedAt": "2025-11-24T16:05:12.101Z", "submittedAt": "2025-11-24T16:05:13.000Z" },
            "https://tool.test/attempt": 2,
        });
        assert_eq!(body(&score), expected);
    }

    #[test]
    fn what_no_platform_takes_is_not_sent() {
        let done = |given, maximum| Score::completed("u", given, maximum);
        for score in [
            Score::started(""),
            done(-1.0, 10.0),
            done(f64::NAN, 10.0),
            done(1.0, 0.0),
            done(1.0, f64::INFINITY),
            done(1.0, 10.0).scored_by(""),
            done(1.0, 10.0).started_at(time(2)).submitted_at(time(1)),
        ] {
            assert!(matches!(score.body(|| AT), Err(ServiceError::Unfit(_))), "{score:?}");
        }
        assert!(done(12.0, 10.0).body(|| AT).is_ok(), "more than the maximum is allowed");
    }
}
