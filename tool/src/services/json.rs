//! JSON that platforms answer with: no more of it than is of use, and no trust in its types.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The object, if the body is one.
pub(crate) fn object(body: &[u8]) -> Option<Map<String, Value>> {
    match serde_json::from_slice(body).ok()? {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

/// What a platform says about its refusal, by the members of OAuth or of problem details, if it does.
pub(crate) fn complaint(body: &[u8]) -> Option<String> {
    let members = object(body)?;
    let text = |name: &str| members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let (code, words) = (text("error"), text("error_description").or(text("detail")).or(text("message")));
    match (code, words) {
        (Some(code), Some(words)) => Some(format!("{code}, {words}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

/// The first entries of an array, and whether there were more.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Entries {
    pub(crate) values: Vec<Value>,
    pub(crate) more: bool,
}

/// The entries of the array that the body is.
pub(crate) fn array(body: &[u8], most: usize) -> Option<Entries> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let entries = reader.deserialize_seq(Limited { most }).ok()?;
    reader.end().ok().map(|()| entries)
}

/// The entries of the array that the body has under a name.
pub(crate) fn array_in(body: &[u8], name: &'static str, most: usize) -> Option<Entries> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let entries = reader.deserialize_map(Member { name, most }).ok()?;
    reader.end().ok().and(entries)
}

/// Keeps the first entries of an array: a body of a few megabytes can hold a million of them.
#[derive(Clone, Copy)]
struct Limited {
    most: usize,
}

impl<'de> Visitor<'de> for Limited {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Entries, A::Error> {
        let mut entries = Entries::default();
        while entries.values.len() < self.most {
            match sequence.next_element()? {
                Some(value) => entries.values.push(value),
                None => return Ok(entries),
            }
        }
        while sequence.next_element::<IgnoredAny>()?.is_some() {
            entries.more = true;
        }
        Ok(entries)
    }
}

impl<'de> DeserializeSeed<'de> for Limited {
    type Value = Entries;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Entries, D::Error> {
        reader.deserialize_seq(self)
    }
}

/// Reads one array of an object and skips the rest.
struct Member {
    name: &'static str,
    most: usize,
}

impl<'de> Visitor<'de> for Member {
    type Value = Option<Entries>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with an array `{}`", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Entries>, A::Error> {
        let mut entries = None;
        while let Some(name) = map.next_key::<String>()? {
            if name == self.name {
                entries = Some(map.next_value_seed(Limited { most: self.most })?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(entries)
    }
}

/// A text that says something.
pub(crate) fn text(members: &Map<String, Value>, name: &str) -> Option<String> {
    let text = members.get(name)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

/// A number that is one: JSON has no infinities, but sums of it have.
pub(crate) fn number(members: &Map<String, Value>, name: &str) -> Option<f64> {
    members.get(name)?.as_f64().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_first_entries_are_kept() {
        assert_eq!(array(b"[1,2,3]", 2), Some(Entries { values: vec![json!(1), json!(2)], more: true }));
        assert_eq!(array(b"[1,2]", 2), Some(Entries { values: vec![json!(1), json!(2)], more: false }));
        assert_eq!(array(b"[]", 2), Some(Entries::default()));
        for body in ["", "{}", "[1,", "[1] 2", "<html>", "null", "\"a\""] {
            assert_eq!(array(body.as_bytes(), 2), None, "{body}");
        }
    }

    #[test]
    fn an_array_is_found_in_an_object_whatever_stands_around_it() {
        let body = br#"{"id":"x","deep":[[{"members":[7]}]],"members":[1,{"a":2},3],"more":null}"#;
        let entries = array_in(body, "members", 2).unwrap();
        assert_eq!((entries.values, entries.more), (vec![json!(1), json!({ "a": 2 })], true));
        for body in ["{}", "[]", r#"{"members":{}}"#, r#"{"members":"x"}"#, r#"{"members":[1"#, "", "null"] {
            assert_eq!(array_in(body.as_bytes(), "members", 2), None, "{body}");
        }
    }

    #[test]
    fn a_complaint_is_read_from_what_platforms_send() {
        let said = |body: Value| complaint(body.to_string().as_bytes());
        assert_eq!(said(json!({ "error": "a", "error_description": "b" })).as_deref(), Some("a, b"));
        assert_eq!(said(json!({ "error": "a" })).as_deref(), Some("a"));
        assert_eq!(said(json!({ "detail": "b", "error": 7 })).as_deref(), Some("b"));
        assert_eq!(said(json!(["x"])), None);
        assert_eq!(complaint(b"<html>"), None);
    }
}
