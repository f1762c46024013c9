//! A score of one learner, as it goes to the platform (AGS-060 to AGS-071).

use homeroom_vocab::service::{activity_progress, grading_progress};
use serde_json::{Value, json};

use crate::services::ags::date;

/// What a full score is where the platform did not say.
pub(super) const MAXIMUM: f64 = 10.0;
/// The part of the full score that whoever finishes this activity gets.
const SHARE: f64 = 0.85;
const COMMENT: &str = "Finished in the reference tool.";

/// How far the learner is. Times in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    Started { at: i64 },
    Finished { started: i64, at: i64 },
}

/// What is said about the learner; `maximum` is above zero.
pub(super) fn body(user: &str, progress: Progress, maximum: f64, timestamp: i64) -> Value {
    match progress {
        Progress::Started { at } => json!({
            "userId": user,
            "timestamp": date::of(timestamp),
            "activityProgress": activity_progress::STARTED,
            "gradingProgress": grading_progress::NOT_READY,
            "submission": { "startedAt": date::of(at) },
        }),
        // AGS-067: a final score is fully graded. AGS-071: what was said of the beginning is said again.
        Progress::Finished { started, at } => json!({
            "userId": user,
            "timestamp": date::of(timestamp),
            "scoreGiven": given(maximum),
            "scoreMaximum": maximum,
            "comment": COMMENT,
            "activityProgress": activity_progress::COMPLETED,
            "gradingProgress": grading_progress::FULLY_GRADED,
            "submission": { "startedAt": date::of(started.min(at)), "submittedAt": date::of(at) },
        }),
    }
}

/// Hundredths, so that no more digits go out than were earned.
pub(super) fn given(maximum: f64) -> f64 {
    let hundredths = (maximum * SHARE * 100.0).round() / 100.0;
    if hundredths.is_finite() { hundredths } else { maximum * SHARE }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: i64 = 1_764_000_312_101;

    #[test]
    fn a_beginning_has_no_score() {
        let expected = json!({
            "userId": "u-1", "timestamp": "2025-11-24T16:05:12.102Z",
            "activityProgress": "Started", "gradingProgress": "NotReady",
            "submission": { "startedAt": "2025-11-24T16:05:12.101Z" },
        });
        assert_eq!(body("u-1", Progress::Started { at: AT }, 10.0, AT + 1), expected);
    }

    #[test]
    fn an_end_has_a_final_score() {
        let progress = Progress::Finished { started: AT, at: AT + 899 };
        let expected = json!({
            "userId": "u-1", "timestamp": "2025-11-24T16:05:13.000Z", "scoreGiven": 8.5, "scoreMaximum": 10.0,
            "comment": COMMENT, "activityProgress": "Completed", "gradingProgress": "FullyGraded",
            "submission": { "startedAt": "2025-11-24T16:05:12.101Z", "submittedAt": "2025-11-24T16:05:13.000Z" },
        });
        assert_eq!(body("u-1", progress, 10.0, AT + 899), expected);
    }

    #[test]
    fn nobody_hands_in_before_beginning() {
        let body = body("u-1", Progress::Finished { started: AT + 5000, at: AT }, 10.0, AT);
        assert_eq!(body["submission"]["startedAt"], body["submission"]["submittedAt"]);
    }

    #[test]
    fn scores_are_numbers_of_any_maximum() {
        assert_eq!([10.0, 3.0, 100.0, 0.5].map(given), [8.5, 2.55, 85.0, 0.43]);
        assert!(given(f64::MAX).is_finite());
    }
}
