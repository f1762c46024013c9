//! What came back from picking content.

use serde_json::Value;

use super::plain;
use crate::cli::paragraphs::columns;

const NOTHING_DONE: &str = "nothing yet: the picker is open (`--act` names what to do in it)";
const NOTHING_LEFT: &str = "nothing: no answer left the tool for the platform";

pub(super) fn rows(deep_linking: &Value, acted: bool) -> Vec<String> {
    let answer = &deep_linking["answer"];
    if answer.is_null() {
        let why = if acted { NOTHING_LEFT } else { NOTHING_DONE };
        return vec![why.to_owned()];
    }
    let items = answer["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut rows =
        columns(items.iter().map(|item| (plain(&item["type"]), of_item(item))).collect::<Vec<_>>());
    if rows.is_empty() {
        rows.push("no content".to_owned());
    }
    let texts = ["msg", "log", "errormsg", "errorlog"].map(|name| (name, plain(&answer[name])));
    rows.extend(columns(texts.into_iter().filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>()));
    if answer["accepted"] == false {
        rows.push("the platform refused it: see its findings".to_owned());
    }
    rows
}

fn of_item(item: &Value) -> String {
    let told = [&item["title"], &item["url"]].map(plain);
    let fate = match (&item["placed"], &item["reason"]) {
        (Value::Null, Value::Null) => String::new(),
        (Value::Null, reason) => format!("not placed: {}", plain(reason)),
        (id, _) => format!("placed as {}", plain(id)),
    };
    let told: Vec<_> = told.into_iter().chain([fate]).filter(|text| !text.is_empty()).collect();
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_item_is_told_with_what_became_of_it() {
        let items = json!([
            {"type": "link", "title": "T", "url": "http://t/", "placed": "content-1", "reason": null},
            {"type": "x", "title": null, "url": null, "placed": null, "reason": "unknown"},
        ]);
        let picking = json!({"answer": {"items": items, "msg": "done", "accepted": false}});
        let expected = [
            "link  T, http://t/, placed as content-1",
            "x     not placed: unknown",
            "msg  done",
            "the platform refused it: see its findings",
        ];
        assert_eq!(rows(&picking, true), expected);
    }

    #[test]
    fn without_an_answer_it_is_told_whose_turn_it_is() {
        assert_eq!(rows(&json!({"answer": null}), false), [NOTHING_DONE]);
        assert_eq!(rows(&json!({"answer": null}), true), [NOTHING_LEFT]);
    }
}
