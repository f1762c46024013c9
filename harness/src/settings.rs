//! Settings of deep-linking requests, by the names that features use.

use serde_json::{Map, Value, json};

use crate::injection::MARKUP;

/// One way to ask for content.
pub(crate) struct Setting {
    name: &'static str,
    /// `deep_linking` of the control API: a member replaces the default, `null` leaves it out.
    members: fn() -> Value,
}

impl Setting {
    /// The setting of that name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|each| each.name == name)
    }

    /// All names, for a message about an unknown one.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        ALL.iter().map(|each| each.name)
    }

    pub(crate) fn members(&self) -> Map<String, Value> {
        match (self.members)() {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }
}

/// What every request says unless a case wants it otherwise, so that leaving it out is a case of its own.
pub(crate) fn usual() -> Map<String, Value> {
    let settings = json!({"title": "Something for week 1", "text": "Picked for the course"});
    [("deep_linking".to_owned(), settings), ("custom".to_owned(), json!({"chapter": "3"}))]
        .into_iter()
        .collect()
}

/// The options with the members of a case.
pub(crate) fn with_members(
    mut options: Map<String, Value>,
    members: &Map<String, Value>,
) -> Map<String, Value> {
    if let Some(settings) = options.get_mut("deep_linking").and_then(Value::as_object_mut) {
        settings.extend(members.clone());
    }
    options
}

/// Ends a form and an attribute, where it is put into a page as it is.
pub(crate) const FORM_BREAKER: &str = "\"></form><script>homeroom('d')</script>";

const fn with(name: &'static str, members: fn() -> Value) -> Setting {
    Setting { name, members }
}

const ALL: &[Setting] = &[
    with("default", || json!({})),
    with("minimal", || {
        json!({
            "accept_media_types": null, "accept_multiple": null, "accept_lineitem": null, "auto_create": null,
            "title": null, "text": null, "data": null,
        })
    }),
    with("type.unknown", || json!({"accept_types": ["ltiResourceLink", "x-foo"]})),
    with(
        "member.unknown",
        || json!({"members": {"x_colour": "green", "https://lms.example/dl": {"nested": [1, null]}}}),
    ),
    with("markup", || json!({"title": MARKUP, "text": MARKUP})),
    with("return_url.query", || json!({"return_url": "query"})),
    // What comes back byte for byte.
    with("data.4k", || json!({"data": "0123456789abcdef".repeat(256)})),
    with("data.100k", || json!({"data": "0123456789abcdef".repeat(6400)})),
    with("data.quotes", || json!({"data": r#"a "quoted" 'text' with \ and \" and `"#})),
    with("data.markup", || json!({"data": FORM_BREAKER})),
    with("data.unicode", || json!({"data": "é e\u{301} 李 \u{2028} مرحبا 👩‍🏫"})),
    with("data.json", || json!({"data": r#"{"csrf": "x/+=", "n": 1.0, "list": [ ]}"#})),
    with("data.spaces", || json!({"data": "  two  spaces\tand a tab\n"})),
    with("data.none", || json!({"data": null})),
    // What is accepted.
    with("types.link", || json!({"accept_types": ["link"]})),
    with("types.ltiResourceLink", || json!({"accept_types": ["ltiResourceLink"]})),
    with("types.file", || json!({"accept_types": ["file"]})),
    with("types.html", || json!({"accept_types": ["html"]})),
    with("types.image", || json!({"accept_types": ["image"]})),
    with("one", || json!({"accept_multiple": false})),
    with("line_item.none", || json!({"accept_lineitem": false})),
    with("media.pdf", || json!({"accept_media_types": "application/pdf"})),
    with("media.image", || json!({"accept_media_types": "image/*"})),
    with("target.window", || json!({"accept_presentation_document_targets": ["window"]})),
    with("target.iframe", || json!({"accept_presentation_document_targets": ["iframe"]})),
    with("target.embed", || json!({"accept_presentation_document_targets": ["embed"]})),
    with("title", || json!({"title": "A title of the platform", "text": "A text of the platform"})),
];

/// Says which ordered member the settings on the wire do not show.
pub(crate) fn missing_on_the_wire(ordered: &Map<String, Value>, settings: &Value) -> Option<String> {
    let shows = |name: &str, value: &Value| match (name, value) {
        ("return_url", _) => settings["deep_link_return_url"].as_str().is_some_and(|url| url.contains('?')),
        ("members", Value::Object(members)) => {
            members.iter().all(|(name, value)| settings.get(name) == Some(value))
        }
        (name, Value::Null) => settings.get(name).is_none(),
        (name, value) => settings.get(name) == Some(value),
    };
    ordered.iter().find(|(name, value)| !shows(name, value)).map(|(name, _)| name.clone())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_name_stands_twice() {
        let names: BTreeSet<_> = Setting::names().collect();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn what_the_wire_does_not_show_is_told() {
        let ordered = |name: &str| Setting::named(name).unwrap().members();
        assert_eq!(missing_on_the_wire(&ordered("data.none"), &json!({"title": "x"})), None);
        assert_eq!(
            missing_on_the_wire(&ordered("data.none"), &json!({"data": "x"})).as_deref(),
            Some("data")
        );
        assert_eq!(missing_on_the_wire(&ordered("one"), &json!({})).as_deref(), Some("accept_multiple"));
        let query = json!({"deep_link_return_url": "http://lms/r?a=1"});
        assert_eq!(missing_on_the_wire(&ordered("return_url.query"), &query), None);
        assert!(missing_on_the_wire(&ordered("member.unknown"), &query).is_some());
    }
}
