//! What this tool says about a learner (AGS-067 to AGS-071).

use std::time::{Duration, SystemTime};

use crate::grades::Score;

/// What a full score is where the platform did not say.
pub(super) const MAXIMUM: f64 = 10.0;
/// The part of the full score that whoever finishes this activity gets.
const SHARE: f64 = 0.85;
const COMMENT: &str = "Finished in the reference tool.";

/// How far the learner is. Times in milliseconds since 1970.
#[derive(Clone, Copy)]
pub(super) enum Progress {
    Started { at: i64 },
    Finished { started: i64, at: i64 },
}

pub(super) fn score(user: &str, progress: Progress, maximum: f64) -> Score {
    match progress {
        Progress::Started { at } => Score::started(user).started_at(time(at)),
        // AGS-067: a final score is fully graded. AGS-071: what was said of the beginning is said again. AGS-069: nobody
        // but the learner looks at what was done here.
        Progress::Finished { started, at } => Score::completed(user, given(maximum), maximum)
            .comment(COMMENT)
            .scored_by(user)
            .started_at(time(started.min(at)))
            .submitted_at(time(at)),
    }
}

pub(super) fn time(millis: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap_or_default())
}

/// Hundredths, so that no more digits go out than were earned.
pub(super) fn given(maximum: f64) -> f64 {
    let hundredths = (maximum * SHARE * 100.0).round() / 100.0;
    if hundredths.is_finite() { hundredths } else { maximum * SHARE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_hands_in_before_beginning() {
        let at = 1_764_000_312_101;
        let once = score("u-1", Progress::Finished { started: at, at }, 10.0);
        assert_eq!(score("u-1", Progress::Finished { started: at + 5000, at }, 10.0), once);
    }

    #[test]
    fn scores_are_numbers_of_any_maximum() {
        assert_eq!(
            [10.0, 3.0, 100.0, 0.5].map(|maximum| given(maximum).to_string()),
            ["8.5", "2.55", "85", "0.43"]
        );
        assert!(given(f64::MAX).is_finite());
    }
}
