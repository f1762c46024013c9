//! JSON objects, read strictly: a member name that stands twice makes two readers see two things (SEC-026).

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::defects::{Defect, Defects};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    NotAnObject,
    Duplicate,
}

/// What to do with a member name that stands twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duplicates {
    Refused,
    FirstWins,
}

impl Duplicates {
    pub(crate) fn of(defects: &Defects) -> Self {
        if defects.has(Defect::DUPLICATE_MEMBERS_FIRST_WINS) { Self::FirstWins } else { Self::Refused }
    }
}

pub(crate) fn object(bytes: &[u8], duplicates: Duplicates) -> Result<Map<String, Value>, JsonError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict(duplicates).deserialize(&mut reader).map_err(|error| because(&error))?;
    reader.end().map_err(|error| because(&error))?;
    match value {
        Value::Object(members) => Ok(members),
        _ => Err(JsonError::NotAnObject),
    }
}

/// Errors about data, as opposed to syntax, are only those that [`Strict`] itself raises.
fn because(error: &serde_json::Error) -> JsonError {
    if error.is_data() { JsonError::Duplicate } else { JsonError::NotAnObject }
}

#[derive(Clone, Copy)]
struct Strict(Duplicates);

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without duplicate members")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element_seed(self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(self)?;
            if !members.contains_key(&name) {
                members.insert(name, value);
            } else if self.0 == Duplicates::Refused {
                return Err(A::Error::custom("duplicate member"));
            }
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Map<String, Value>, JsonError> {
        object(text.as_bytes(), Duplicates::Refused)
    }

    #[test]
    fn an_object_is_read_as_it_stands() {
        let members = read(r#"{"a":[1,-2,1.5,null,true,"\u00e9"],"b":{"c":{}}}"#).unwrap();
        assert_eq!(Value::Object(members).to_string(), r#"{"a":[1,-2,1.5,null,true,"é"],"b":{"c":{}}}"#);
    }

    #[test]
    fn duplicate_members_are_refused_at_any_depth() {
        assert_eq!(read(r#"{"sub":"a","sub":"b"}"#), Err(JsonError::Duplicate));
        assert_eq!(read(r#"{"sub":"a","\u0073ub":"b"}"#), Err(JsonError::Duplicate));
        assert_eq!(read(r#"{"x":[{"a":1,"a":1}]}"#), Err(JsonError::Duplicate));
    }

    #[test]
    fn what_is_no_object_is_refused() {
        let nested = format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
        let cases = [
            "",
            "null",
            "[]",
            "\"a\"",
            "7",
            "{",
            "{\"a\":1,}",
            "{\"a\":NaN}",
            "{\"a\":1e400}",
            "{} {}",
            "// x\n{}",
            "\u{feff}{}",
            r#"{"a":"\ud800"}"#,
            &nested,
        ];
        for text in cases {
            assert_eq!(read(text), Err(JsonError::NotAnObject), "{}", &text[..text.len().min(40)]);
        }
        assert_eq!(object(b"{\"a\":\"\xff\"}", Duplicates::Refused), Err(JsonError::NotAnObject));
    }
}
