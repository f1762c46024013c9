//! Line items and results as they stand on the wire (AGS-021, AGS-029, AGS-092).

use serde_json::{Map, Value, json};

use super::faulty;
use crate::campus::Campus;
use crate::domain::course::Course;
use crate::domain::line_item::LineItem;
use crate::domain::moment::Moment;
use crate::domain::result::Grade;
use crate::services::door::Call;
use crate::services::page_link::with_query;

/// The URL of the result of one person, by the filter that finds it.
pub(super) fn result_url(campus: &Campus, course: &Course, id: &str, person: &str) -> String {
    with_query(&campus.results_url(course, id), &[("user_id", person)])
}

/// A line item, as far as no fault changes it.
pub(super) fn line_item(call: &Call, item: &LineItem) -> Map<String, Value> {
    let mut all = Map::new();
    let mut set = |name: &str, value: Value| drop(all.insert(name.to_owned(), value));
    set("id", call.campus.line_item_url(&call.course, &item.id).into());
    set("label", item.label.as_str().into());
    set("scoreMaximum", number(item.score_maximum));
    let some = [
        ("resourceLinkId", item.link.as_ref().map(|link| Value::from(link.as_str()))),
        ("resourceId", item.resource_id.as_deref().map(Value::from)),
        ("tag", item.tag.as_deref().map(Value::from)),
        ("gradesReleased", item.grades_released.map(Value::from)),
        ("submissionReview", item.submission_review.clone()),
    ];
    for (name, value) in some {
        if let Some(value) = value {
            set(name, value);
        }
    }
    // Supported, so there even when unset (AGS-037).
    set("startDateTime", date(item.start.as_ref()));
    set("endDateTime", date(item.end.as_ref()));
    faulty::spoil_line_item(call, &mut all);
    all
}

fn date(moment: Option<&Moment>) -> Value {
    moment.map_or(Value::Null, |moment| moment.as_str().into())
}

/// A result, as far as no fault changes it.
pub(super) fn result(call: &Call, item: &LineItem, grade: &Grade) -> Value {
    let (campus, course, person) = (&call.campus, &call.course, grade.person.as_str());
    let mut all = json!({
        "id": result_url(campus, course, &item.id, person),
        "scoreOf": campus.line_item_url(course, &item.id),
        "userId": person,
        "resultMaximum": number(item.score_maximum),
    });
    let some = [
        ("resultScore", grade.score(item.score_maximum).map(number)),
        ("scoringUserId", grade.scoring_user_id().map(|user| user.as_str().into())),
        ("comment", grade.comment().map(Value::from)),
    ];
    for (name, value) in some {
        if let Some(value) = value {
            all[name] = value;
        }
    }
    faulty::spoil_result(call, &mut all);
    all
}

/// A number as people write it: a whole one without `.0`.
pub(super) fn number(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole and within what both types hold exactly"
        )]
        return Value::from(number as i64);
    }
    Value::from(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_fraction() {
        let written = [10.0, 8.5, 0.0, 1e300, 9_007_199_254_740_993.0].map(|n| number(n).to_string());
        assert_eq!(written, ["10", "8.5", "0", "1e+300", "9007199254740992.0"]);
    }
}
