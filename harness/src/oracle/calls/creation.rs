//! Line items that a tool creates, and what it does with them then (AGS-030, AGS-040).

use std::sync::Arc;

use serde_json::Value;

use super::url::{path, told};
use crate::service_calls::{CallKind, ServiceCall};

/// What tells line items of a tool apart.
const PAIR: [&str; 2] = ["resourceId", "tag"];

/// A line item that the platform has made as the tool asked, or otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Created {
    number: u64,
    asked: Value,
    /// As it is, by the answer.
    pub(crate) item: Value,
}

impl Created {
    /// Its address.
    pub(crate) fn url(&self) -> &str {
        self.item["id"].as_str().unwrap_or_default()
    }

    /// Whether the platform has changed what was asked for.
    pub(crate) fn was_changed(&self) -> bool {
        ["label", "scoreMaximum"].iter().any(|member| self.asked[member] != self.item[member])
    }

    fn pair(&self) -> [&Value; 2] {
        PAIR.map(|member| &self.item[member])
    }
}

/// The line items that were created by these calls.
pub(crate) fn created(calls: &[Arc<ServiceCall>]) -> Vec<Created> {
    let made = |call: &&Arc<ServiceCall>| is_creation(call) && call.is_answered_well();
    let read = |call: &Arc<ServiceCall>| {
        Some(Created { number: call.number, asked: call.content()?, item: call.answer()? })
    };
    calls.iter().filter(made).filter_map(read).filter(|each| !each.url().is_empty()).collect()
}

/// A new line item is posted to the container; what is posted below an item is something else.
pub(crate) fn is_creation(call: &ServiceCall) -> bool {
    call.kind == CallKind::Ags && call.method == "POST" && !call.url.contains("/scores")
}

/// A call that changes line items: makes, replaces, deletes.
pub(crate) fn change(calls: &[Arc<ServiceCall>]) -> Option<String> {
    let changes = |call: &&Arc<ServiceCall>| {
        call.kind == CallKind::Ags
            && (is_creation(call) || ["PUT", "DELETE", "PATCH"].contains(&call.method.as_str()))
    };
    calls.iter().find(changes).map(|call| told(call))
}

/// A second line item with resource id and tag of one that is there. One that has neither is the same if the tool has not looked
/// what there is: who has looked may want another.
pub(crate) fn duplicate(calls: &[Arc<ServiceCall>], there: &[Created]) -> Option<String> {
    let looked = calls.iter().filter(|call| call.kind == CallKind::Ags && call.method == "GET");
    let first_look = looked.map(|call| call.number).min();
    let is_blind = |call: &ServiceCall| first_look.is_none_or(|look| call.number < look);
    let is_again = |call: &ServiceCall| {
        let Some(body) = call.content() else { return false };
        let pair = PAIR.map(|member| &body[member]);
        there.iter().any(|each| each.pair() == pair)
            && (pair.iter().any(|part| !part.is_null()) || is_blind(call))
    };
    calls.iter().find(|call| is_creation(call) && is_again(call)).map(|call| told(call))
}

/// What a tool did with a line item since it was made.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sequel {
    /// No call since then tells.
    Nothing,
    Follows,
    /// What was to be, and what came.
    Departs(String, String),
}

/// Whether later calls take the line item as the platform has made it.
pub(crate) fn sequel(calls: &[Arc<ServiceCall>], made: &Created) -> Sequel {
    let mut sequel = Sequel::Nothing;
    let later = calls.iter().filter(|call| call.kind == CallKind::Ags && call.number > made.number);
    for call in later {
        if is_creation(call) {
            return Sequel::Departs(
                format!("the line item {}", made.url()),
                format!("another one: {}", told(call)),
            );
        }
        if call.path() == path(made.url()) && call.method == "PUT" {
            if let Some((expected, actual)) = departure(&call.content().unwrap_or_default(), &made.item) {
                return Sequel::Departs(expected, format!("{actual} in {}", told(call)));
            }
            sequel = Sequel::Follows;
        }
    }
    sequel
}

/// Members that the tool had no reason to change; the label is what the act changes.
fn departure(put: &Value, item: &Value) -> Option<(String, String)> {
    let told = |value: &Value| if value.is_null() { "none".to_owned() } else { value.to_string() };
    let differs = |member: &&str| match (put[*member].as_f64(), item[*member].as_f64()) {
        (Some(own), Some(theirs)) => (own - theirs).abs() > f64::EPSILON,
        _ => put[*member] != item[*member],
    };
    let member = ["scoreMaximum", "resourceId", "tag"].into_iter().find(differs)?;
    Some((format!("{member} {}, as the line item was made", told(&item[member])), told(&put[member])))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::service_calls::tests::call;

    fn ags(number: u64, method: &str, url: &str, asked: &Value, answer: &Value) -> Arc<ServiceCall> {
        Arc::new(call(&json!({
            "number": number, "kind": "ags", "method": method, "url": url, "request_body": asked.to_string(),
            "response_body": answer.to_string(),
        })))
    }

    fn item(maximum: u32) -> Value {
        json!({"label": "Quiz", "scoreMaximum": maximum, "resourceId": "quiz-1", "tag": "grade"})
    }

    fn made_as(maximum: u32) -> Arc<ServiceCall> {
        let mut answer = item(maximum);
        answer["id"] = json!("http://h/c/lineitems/5");
        ags(1, "POST", "/c/lineitems", &item(10), &answer)
    }

    #[test]
    fn what_the_platform_has_made_of_a_line_item_is_read_from_its_answer() {
        let all =
            created(&[made_as(20), ags(2, "POST", "/c/lineitems/5/scores", &json!({}), &json!({"id": "x"}))]);
        assert_eq!(all.len(), 1);
        assert!(all[0].was_changed() && all[0].url().ends_with("/5"));
        assert!(!created(&[made_as(10)])[0].was_changed());
    }

    #[test]
    fn a_line_item_is_replaced_with_the_values_that_it_has() {
        let made = &created(&[made_as(20)])[0];
        let put = |maximum| [made_as(20), ags(2, "PUT", "/c/lineitems/5", &item(maximum), &json!({}))];
        assert_eq!(sequel(&put(20), made), Sequel::Follows);
        assert!(
            matches!(sequel(&put(10), made), Sequel::Departs(expected, _) if expected.contains("scoreMaximum 20"))
        );
        assert_eq!(sequel(&[made_as(20)], made), Sequel::Nothing);
        let twice = [made_as(20), ags(2, "POST", "/c/lineitems", &item(10), &json!({}))];
        assert!(
            matches!(sequel(&twice, made), Sequel::Departs(_, actual) if actual.starts_with("another one"))
        );
    }

    #[test]
    fn resource_id_and_tag_tell_what_is_there_already() {
        let there = created(&[made_as(10)]);
        let again = |changes: Value| {
            let mut body = item(10);
            body["tag"] = changes;
            duplicate(&[ags(3, "POST", "/d/lineitems", &body, &json!({}))], &there)
        };
        assert!(again(json!("grade")).is_some());
        assert!(again(json!("originality")).is_none());
    }

    #[test]
    fn without_resource_id_and_tag_it_counts_whether_the_tool_has_looked() {
        let bare = json!({"label": "Quiz", "scoreMaximum": 10, "id": "http://h/c/lineitems/5"});
        let there = created(&[ags(1, "POST", "/c/lineitems", &bare, &bare)]);
        let made = |number| ags(number, "POST", "/d/lineitems", &bare, &bare);
        let looked = ags(3, "GET", "/d/lineitems", &Value::Null, &json!([]));
        assert!(
            duplicate(&[made(2)], &there).is_some()
                && duplicate(&[made(2), Arc::clone(&looked)], &there).is_some()
        );
        assert!(duplicate(&[looked, made(4)], &there).is_none());
    }
}
