//! What a line item holds of one person, and how it came to that (requirements 4.3 and 4.4).

use homeroom_vocab::id::{ClientId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::edge::{Invalid, text};
use super::score::{ActivityProgress, Points, Score, Submission};

/// What a line item holds of one person: the newest score of the tool, and what a teacher said over it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Grade {
    pub(crate) line_item: String,
    pub(crate) person: UserId,
    /// When it last changed.
    pub(crate) at: Timestamp,
    /// The entry of the history that it last changed by.
    pub(crate) entry: String,
    /// The newest score of the tool.
    pub(crate) last: Option<Score>,
    /// When the person began and handed in, as AGS-085 keeps it.
    pub(crate) submission: Submission,
    /// A teacher's word stands, whatever the tool sends later, until it is taken back.
    pub(crate) overridden: Option<Override>,
}

/// What a teacher said in place of the tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Override {
    pub(crate) points: Points,
    pub(crate) comment: Option<String>,
    pub(crate) by: Option<UserId>,
}

impl Grade {
    /// What holds after a change, whatever held before.
    pub(crate) fn after(before: Option<Self>, new: &NewEntry) -> Self {
        let (last, submission, overridden) =
            before.map_or_else(Default::default, |grade| (grade.last, grade.submission, grade.overridden));
        let (last, submission, overridden) = match &new.change {
            Change::Score { score, .. } => {
                (Some(score.clone()), submission_after(submission, score), overridden)
            }
            Change::Override { points, comment, by } => {
                let word = |points| Override { points, comment: comment.clone(), by: by.clone() };
                (last, submission, points.map(word))
            }
        };
        Self {
            line_item: new.line_item.clone(),
            person: new.person.clone(),
            at: new.at,
            entry: new.id.clone(),
            last,
            submission,
            overridden,
        }
    }

    /// The score on the scale of the line item, if there is one.
    pub(crate) fn score(&self, maximum: f64) -> Option<f64> {
        let own = || self.last.as_ref().and_then(|score| score.points);
        self.overridden.as_ref().map(|word| word.points).or_else(own).map(|points| points.on(maximum))
    }

    /// The teacher's comment, else the tool's, which each score replaces or clears (AGS-076).
    pub(crate) fn comment(&self) -> Option<&str> {
        let own = || self.last.as_ref().and_then(|score| score.comment.as_deref());
        self.overridden.as_ref().and_then(|word| word.comment.as_deref()).or_else(own)
    }

    /// Who graded.
    pub(crate) fn scoring_user_id(&self) -> Option<&UserId> {
        match &self.overridden {
            Some(word) => word.by.as_ref(),
            None => self.last.as_ref()?.scoring_user_id.as_ref(),
        }
    }

    /// Whether there is anything to tell; AGS-091 lets a platform leave out what is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.score(1.0).is_none() && self.comment().is_none()
    }
}

/// What a score leaves of the times that were known before (AGS-085).
fn submission_after(before: Submission, score: &Score) -> Submission {
    let kept = match score.activity_progress {
        ActivityProgress::Initialized => Submission::default(),
        ActivityProgress::Started | ActivityProgress::InProgress => {
            Submission { submitted_at: None, ..before }
        }
        ActivityProgress::Submitted | ActivityProgress::Completed => before,
    };
    let sent = score.submission.clone();
    Submission {
        started_at: sent.started_at.or(kept.started_at),
        submitted_at: sent.submitted_at.or(kept.submitted_at),
    }
}

/// A change that is to be made.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NewEntry {
    pub(crate) id: String,
    pub(crate) line_item: String,
    pub(crate) person: UserId,
    pub(crate) at: Timestamp,
    pub(crate) change: Change,
}

/// One change of a grade.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) line_item: String,
    /// 1 for the first of its line item, then in order of arrival.
    pub(crate) position: i64,
    /// When it arrived.
    pub(crate) at: Timestamp,
    /// The exchange that brought it; none for one made on a page, or when the journal has forgotten it.
    pub(crate) exchange: Option<u64>,
    pub(crate) person: UserId,
    pub(crate) change: Change,
}

/// What changed a grade.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// A tool sent a score.
    Score { client_id: ClientId, score: Score },
    /// A teacher set a score, or took it back (no points).
    Override { points: Option<Points>, comment: Option<String>, by: Option<UserId> },
}

/// A teacher's word as someone asks for it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NewOverride {
    pub(crate) person: String,
    /// On the scale of the line item; none takes an earlier word back.
    pub(crate) score: Option<f64>,
    pub(crate) comment: Option<String>,
    /// The teacher.
    pub(crate) by: Option<String>,
}

impl NewOverride {
    /// Checks what can be checked without knowing the campus.
    pub(crate) fn parse(self, maximum: f64) -> Result<Change, Invalid> {
        let points = self.score.map(|given| Points { given, maximum });
        if let Some(points) = points.filter(|points| !points.given.is_finite() || points.given < 0.0) {
            return Err(Invalid::new("score", "a number of at least 0", &points.given.to_string()));
        }
        let comment = text(self.comment);
        if comment.is_some() && points.is_none() {
            return Err(Invalid::new("comment", "no comment where the score is taken back", "a comment")
                .hint("give a score with it"));
        }
        Ok(Change::Override { points, comment, by: self.by.map(UserId::from) })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::moment::Moment;
    use super::super::score::tests::read;
    use super::*;

    fn grade(last: Option<Score>, overridden: Option<Override>) -> Grade {
        Grade {
            line_item: "line-1".to_owned(),
            person: UserId::from("ben"),
            at: Timestamp::UNIX_EPOCH,
            entry: "score-1".to_owned(),
            last,
            submission: Submission::default(),
            overridden,
        }
    }

    fn times<'a>(submission: &'a Submission) -> (Option<&'a str>, Option<&'a str>) {
        let text = |moment: &'a Option<Moment>| moment.as_ref().map(Moment::as_str);
        (text(&submission.started_at), text(&submission.submitted_at))
    }

    #[test]
    fn a_teachers_word_stands_over_the_tools() {
        let score = read(&json!({"comment": "tool", "scoringUserId": "grace"})).0;
        let word = |comment: Option<&str>| Override {
            points: Points { given: 4.0, maximum: 5.0 },
            comment: comment.map(str::to_owned),
            by: Some(UserId::from("ada")),
        };
        let own = grade(score.clone(), None);
        assert_eq!((own.score(10.0), own.comment()), (Some(8.5), Some("tool")));
        assert_eq!(own.scoring_user_id().map(UserId::as_str), Some("grace"));
        let changed = grade(score.clone(), Some(word(Some("teacher"))));
        assert_eq!((changed.score(10.0), changed.comment()), (Some(8.0), Some("teacher")));
        assert_eq!(changed.scoring_user_id().map(UserId::as_str), Some("ada"));
        assert_eq!(grade(score, Some(word(None))).comment(), Some("tool"));
    }

    #[test]
    fn a_grade_without_score_and_comment_is_empty() {
        assert!(grade(None, None).is_empty());
        assert!(grade(read(&json!({"scoreGiven": null})).0, None).is_empty());
        assert!(!grade(read(&json!({"scoreGiven": null, "comment": "x"})).0, None).is_empty());
    }

    #[test]
    fn times_are_kept_until_the_activity_falls_back() {
        let both = json!({"startedAt": "2026-01-01T00:00:00.0Z", "submittedAt": "2026-01-01T01:00:00.0Z"});
        let before = read(&json!({"submission": both})).0.unwrap().submission;
        let (start, end) = (Some("2026-01-01T00:00:00.0Z"), Some("2026-01-01T01:00:00.0Z"));
        for (progress, expected) in [
            ("Completed", (start, end)),
            ("Submitted", (start, end)),
            ("InProgress", (start, None)),
            ("Started", (start, None)),
            ("Initialized", (None, None)),
        ] {
            let score = read(&json!({"activityProgress": progress})).0.unwrap();
            assert_eq!(times(&submission_after(before.clone(), &score)), expected, "{progress}");
        }
        let later =
            json!({"activityProgress": "Started", "submission": {"startedAt": "2026-01-02T00:00:00.0Z"}});
        let after = submission_after(before, &read(&later).0.unwrap());
        assert_eq!(times(&after), (Some("2026-01-02T00:00:00.0Z"), None));
    }

    #[test]
    fn a_teacher_cannot_give_less_than_nothing() {
        let order = |score| NewOverride { person: "ben".to_owned(), score, comment: None, by: None };
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(order(Some(bad)).parse(10.0).unwrap_err().field, "score");
        }
        assert!(order(Some(12.0)).parse(10.0).is_ok() && order(None).parse(10.0).is_ok());
        let odd = NewOverride { comment: Some("x".to_owned()), ..order(None) };
        assert_eq!(odd.parse(10.0).unwrap_err().field, "comment");
    }
}
