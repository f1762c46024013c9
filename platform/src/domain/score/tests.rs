use serde_json::json;

use super::*;
use crate::domain::members::Flaws;

/// A score with what differs from the usual, and its flaws.
pub(crate) fn read(differences: &Value) -> (Option<Score>, Flaws) {
    let mut body = json!({
        "userId": "ben", "activityProgress": "Completed", "gradingProgress": "FullyGraded",
        "timestamp": "2026-01-01T00:00:00.000Z", "scoreGiven": 8.5, "scoreMaximum": 10,
    });
    let body = body.as_object_mut().unwrap();
    for (name, value) in differences.as_object().unwrap() {
        body.insert(name.clone(), value.clone());
    }
    body.retain(|_, value| *value != json!("(left out)"));
    let mut flaws = Flaws::default();
    let score = Score::read(&mut Members::new(body, &mut flaws));
    (score, flaws)
}

fn refused(differences: &Value) -> String {
    let flaws: Vec<String> = read(differences)
        .1
        .refusing
        .iter()
        .map(|flaw| format!("{} {}", flaw.requirement, flaw.place))
        .collect();
    flaws.join("; ")
}

fn told(differences: &Value) -> String {
    let (score, flaws) = read(differences);
    assert!(score.is_some() && flaws.refusing.is_empty(), "{:?}", flaws.refusing);
    let flaws: Vec<String> =
        flaws.told.iter().map(|flaw| format!("{} {}", flaw.requirement, flaw.place)).collect();
    flaws.join("; ")
}

#[test]
fn every_member_that_is_wrong_is_named_with_its_requirement() {
    for (differences, flaw) in [
        (json!({"userId": "(left out)"}), "AGS-061 `userId`"),
        (json!({"userId": ""}), "AGS-061 `userId`"),
        (json!({"userId": 7}), "AGS-061 `userId`"),
        (json!({"activityProgress": "completed"}), "AGS-062 `activityProgress`"),
        (json!({"activityProgress": null}), "AGS-062 `activityProgress`"),
        (json!({"gradingProgress": "Graded"}), "AGS-063 `gradingProgress`"),
        (json!({"gradingProgress": "(left out)"}), "AGS-063 `gradingProgress`"),
        (json!({"timestamp": "(left out)"}), "AGS-064 `timestamp`"),
        (json!({"timestamp": "2026-01-01T00:00:00"}), "AGS-064 `timestamp`"),
        (json!({"timestamp": 1_764_000_000}), "AGS-064 `timestamp`"),
        (json!({"scoreGiven": -0.5}), "AGS-066 `scoreGiven`"),
        (json!({"scoreGiven": "8.5"}), "AGS-084 `scoreGiven`"),
        (json!({"scoreGiven": "NaN"}), "AGS-084 `scoreGiven`"),
        (json!({"scoreMaximum": 0}), "AGS-066 `scoreMaximum`"),
        (json!({"scoreMaximum": -1}), "AGS-066 `scoreMaximum`"),
        (json!({"scoreMaximum": true}), "AGS-084 `scoreMaximum`"),
        (json!({"scoreMaximum": "(left out)"}), "AGS-075 `scoreMaximum`"),
        (json!({"scoreMaximum": null}), "AGS-075 `scoreMaximum`"),
        (json!({"scoringUserId": null}), "AGS-069 `scoringUserId`"),
        (json!({"scoringUserId": ""}), "AGS-069 `scoringUserId`"),
        (json!({"comment": 7}), "AGS-070 `comment`"),
        (json!({"comment": "x".repeat(20_000)}), "AGS-070 `comment`"),
        (json!({"submission": "yesterday"}), "AGS-071 `submission`"),
        (json!({"submission": {"startedAt": "yesterday"}}), "AGS-071 `submission`, `startedAt`"),
        (
            json!({"submission": {"startedAt": "2026-01-01T00:00:00.0Z", "submittedAt": "2026-01-01T00:30:00.0+01:00"}}),
            "AGS-071 `submission`, `submittedAt`",
        ),
        (json!({"userId": 1, "scoreGiven": "1"}), "AGS-061 `userId`; AGS-084 `scoreGiven`"),
    ] {
        assert_eq!(refused(&differences), flaw, "{differences}");
    }
}

#[test]
fn what_is_only_told_is_taken() {
    for (differences, flaw) in [
        (json!({}), ""),
        (json!({"scoreGiven": null, "scoreMaximum": null}), ""),
        (json!({"scoreGiven": "(left out)"}), ""),
        (json!({"scoreGiven": 12}), ""),
        (json!({"https://tool.example/more": 1}), ""),
        (json!({"more": 1}), "AGS-008 `more`"),
        (json!({"comment": null}), "AGS-070 `comment`"),
        (json!({"comment": "a < b, and c > d"}), ""),
        (json!({"comment": "<b>Good</b>"}), "AGS-070 `comment`"),
        (json!({"timestamp": "2026-01-01T00:00:00Z"}), "AGS-064 `timestamp`"),
        (
            json!({"submission": {"startedAt": "2026-01-01T00:00:00Z", "submittedAt": null}}),
            "AGS-071 `submission`, `startedAt`",
        ),
    ] {
        assert_eq!(told(&differences), flaw, "{differences}");
    }
}

#[test]
fn points_are_read_on_the_scale_of_the_line_item() {
    let on = |given, maximum, scale| Points { given, maximum }.on(scale);
    for (read, expected) in [
        (on(8.5, 10.0, 10.0), 8.5),
        (on(0.85, 1.0, 100.0), 85.0),
        (on(7.0, 70.0, 10.0), 1.0),
        (on(12.0, 10.0, 10.0), 12.0),
        (on(0.0, 3.0, 10.0), 0.0),
    ] {
        assert!((read - expected).abs() < 1e-9, "{read} {expected}");
    }
    assert!(on(1e308, 1e-300, 1e300).is_finite());
}

#[test]
fn every_word_is_there_once() {
    assert_eq!(ActivityProgress::InProgress.word(), "InProgress");
    assert_eq!(GradingProgress::PendingManual.word(), "PendingManual");
    assert_eq!((ACTIVITY.len(), GRADING.len()), (activity::ALL.len(), grading::ALL.len()));
}

#[test]
fn a_stored_score_is_read_back() {
    let score = read(&json!({"submission": {"startedAt": "2026-01-01T00:00:00.5+01"}})).0.unwrap();
    let stored = serde_json::to_string(&score).unwrap();
    assert_eq!(serde_json::from_str::<Score>(&stored).unwrap(), score);
}
