//! What goes to the grade service while a defect is switched on. Without one nothing here changes anything.

use homeroom_vocab::service::grading_progress;
use serde_json::{Value, json};

use crate::defects::{Defect, Defects};
use crate::message::LaunchData;

/// What defects write instead, by the name of the member.
type Other<T> = (Defect, &'static str, T);
type OtherScore = fn(&Value, &LaunchData) -> Value;
type OtherDefinition = fn(&Value) -> Value;

const SCORE: [Other<OtherScore>; 10] = [
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

/// What defects leave out of a score.
const MISSING: [(Defect, &str); 3] = [
    (Defect::SCORE_USER_MISSING, "userId"),
    (Defect::SCORE_GRADING_MISSING, "gradingProgress"),
    (Defect::SCORE_WITHOUT_MAXIMUM, "scoreMaximum"),
];

/// The score of this launch.
pub(super) fn score(mut score: Value, launch: &LaunchData, defects: &Defects) -> Value {
    for (_, name, other) in SCORE.iter().filter(|(defect, ..)| defects.has(*defect)) {
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

const DEFINITION: [Other<OtherDefinition>; 8] = [
    (Defect::LINE_ITEM_LABEL_BLANK, "label", |_| json!(" ")),
    (Defect::LINE_ITEM_MAXIMUM_ZERO, "scoreMaximum", |_| json!(0)),
    (Defect::LINE_ITEM_MAXIMUM_STRING, "scoreMaximum", |maximum| json!(maximum.to_string())),
    (Defect::LINE_ITEM_LINK_INVENTED, "resourceLinkId", |_| json!("link-of-the-tool")),
    (Defect::LINE_ITEM_DATES_LOCAL, "endDateTime", |date| json!(text(date).trim_end_matches('Z'))),
    (Defect::LINE_ITEM_RELEASED_STRING, "gradesReleased", |released| json!(released.to_string())),
    (Defect::LINE_ITEM_RESOURCE_NUMBER, "resourceId", |_| json!(1)),
    (Defect::LINE_ITEM_REVIEW_STRING, "submissionReview", |review| review["url"].clone()),
];

/// A new line item.
pub(super) fn definition(mut definition: Value, defects: &Defects) -> Value {
    for (_, name, other) in DEFINITION.iter().filter(|(defect, ..)| defects.has(*defect)) {
        definition[*name] = other(&definition[*name]);
    }
    if defects.has(Defect::LINE_ITEM_NAME_BARE) {
        definition["colour"] = json!("green");
    }
    if defects.has(Defect::LINE_ITEM_IN_ARRAY) { json!([definition]) } else { definition }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
