//! A score of one learner, as it goes to the platform (AGS-060 to AGS-071).

use homeroom_vocab::service::{activity_progress, grading_progress};
use serde_json::{Value, json};

use crate::defects::{Defect, Defects};
use crate::message::LaunchData;
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

/// What goes out about the learner; `maximum` is above zero.
pub(super) fn sent(
    user: &str,
    launch: &LaunchData,
    progress: Progress,
    maximum: f64,
    timestamp: i64,
    defects: &Defects,
) -> Value {
    spoilt(body(user, progress, maximum, timestamp), launch, defects)
}

/// What defects write instead, by the name of the member.
type Other = (Defect, &'static str, fn(&Value, &LaunchData) -> Value);

const OTHER: [Other; 10] = [
    (Defect::SCORE_LEFT_PENDING, "gradingProgress", |word, _| match text(word) {
        grading_progress::FULLY_GRADED => json!(grading_progress::PENDING),
        _ => word.clone(),
    }),
    (Defect::SCORE_USER_NAME, "userId", |_, launch| json!(launch.user.name.as_deref().unwrap_or("learner"))),
    (Defect::SCORE_PROGRESS_LOWER_CASE, "activityProgress", |word, _| json!(text(word).to_lowercase())),
    (Defect::SCORE_TIME_IN_SECONDS, "timestamp", |time, _| json!(format!("{}Z", &text(time)[..19]))),
    (Defect::SCORE_TIME_LOCAL, "timestamp", |time, _| json!(text(time).trim_end_matches('Z'))),
    (Defect::SCORE_NEGATIVE, "scoreGiven", |given, _| json!(-given.as_f64().unwrap_or_default())),
    (Defect::SCORE_IN_QUOTES, "scoreGiven", |given, _| json!(given.to_string())),
    (Defect::SCORE_SCORER_BLANK, "scoringUserId", |_, _| json!("")),
    (Defect::SCORE_COMMENT_HTML, "comment", |comment, _| json!(format!("<b>{}</b>", text(comment)))),
    (
        Defect::SCORE_HANDED_IN_EARLY,
        "submission",
        |times, _| json!({ "startedAt": times["submittedAt"], "submittedAt": "2020-01-01T00:00:00.000Z" }),
    ),
];

/// What defects leave out.
const MISSING: [(Defect, &str); 3] = [
    (Defect::SCORE_USER_MISSING, "userId"),
    (Defect::SCORE_GRADING_MISSING, "gradingProgress"),
    (Defect::SCORE_WITHOUT_MAXIMUM, "scoreMaximum"),
];

/// The same, in a correct tool.
fn spoilt(mut score: Value, launch: &LaunchData, defects: &Defects) -> Value {
    for (_, name, other) in OTHER.iter().filter(|(defect, ..)| defects.has(*defect)) {
        if let Some(value) = score.get_mut(*name) {
            *value = other(value, launch);
        }
    }
    if let Some(members) = score.as_object_mut() {
        let missing = MISSING.iter().filter(|(defect, _)| defects.has(*defect));
        missing.for_each(|(_, name)| drop(members.remove(*name)));
    }
    if defects.has(Defect::SCORE_NAME_BARE) {
        score["attempts"] = json!(1);
    }
    if defects.has(Defect::SCORE_IN_ARRAY) { json!([score]) } else { score }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What is said about the learner.
fn body(user: &str, progress: Progress, maximum: f64, timestamp: i64) -> Value {
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
            // Nobody but the learner looks at what was done here (AGS-069).
            "scoringUserId": user,
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
            "comment": COMMENT, "scoringUserId": "u-1", "activityProgress": "Completed", "gradingProgress": "FullyGraded",
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
        assert_eq!(
            [10.0, 3.0, 100.0, 0.5].map(|maximum| given(maximum).to_string()),
            ["8.5", "2.55", "85", "0.43"]
        );
        assert!(given(f64::MAX).is_finite());
    }
}
