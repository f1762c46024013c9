//! What came back from picking content.

use serde_json::Value;

use super::plain;
use crate::cli::paragraphs::columns;

pub(super) fn rows(deep_linking: &Value) -> Vec<String> {
    let answer = &deep_linking["answer"];
    if answer.is_null() {
        return vec!["nothing yet: the picker is open (`--act` names what to do in it)".to_owned()];
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
        rows.push("the platform refused it: its findings say why".to_owned());
    }
    rows
}

fn of_item(item: &Value) -> String {
    let told = [&item["title"], &item["url"]].map(plain);
    let told: Vec<_> = told.into_iter().filter(|text| !text.is_empty()).collect();
    let fate = match (&item["placed"], &item["reason"]) {
        (Value::Null, Value::Null) => String::new(),
        (Value::Null, reason) => format!(", not placed: {}", plain(reason)),
        (id, _) => format!(", placed as {}", plain(id)),
    };
    told.join(", ") + &fate
}
