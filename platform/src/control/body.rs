//! Reading JSON bodies: the content type is demanded, since a form of another site cannot send it, and what is wrong
//! is told with the nearest right name.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::edge::{nearest, quoted};
use crate::error::Problem;

/// A JSON body.
#[derive(Debug)]
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let media_type = demand_json(request);
        let bytes = Bytes::from_request(request, payload);
        Box::pin(async move {
            media_type?;
            let bytes = bytes.await.map_err(|error| Problem::unreadable(&error))?;
            read(&bytes).map(Self)
        })
    }
}

fn demand_json(request: &HttpRequest) -> Result<(), Problem> {
    let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body must be JSON")
        .expected("`content-type: application/json`", quoted(given)))
}

/// Serde reads an array as the fields of an object in their order, which nobody means.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| wrong(&error))?;
    if !value.is_object() {
        return Err(not_an_object(&value));
    }
    serde_json::from_slice(bytes).map_err(|error| wrong(&error))
}

fn not_an_object(value: &Value) -> Problem {
    let actual = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "the body is refused")
        .detail(format!("expected a JSON object, got {actual}"))
        .expected("a JSON object", actual)
        .hint("`/api/openapi.json` describes every body")
}

/// Serde's words for the types of this program, in those of JSON.
fn plain(text: &str) -> String {
    let mut words = text.split(' ');
    let mut said = Vec::new();
    while let Some(word) = words.next() {
        match word {
            "struct" if said.last() == Some(&"expected") => {
                words.next();
                said.push("a JSON object");
            }
            "enum" if said.last() == Some(&"expected") => {
                words.next();
                said.push("one of the known words");
            }
            "map" => said.push("JSON object"),
            "sequence" => said.push("JSON array"),
            "u64" | "i64" | "usize" => said.push("a whole number"),
            other => said.push(other),
        }
    }
    said.join(" ")
}

/// Serde names the wrong field and all right ones in backticks.
fn wrong(error: &serde_json::Error) -> Problem {
    let text = plain(&error.to_string());
    let names: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let hint = match names.split_first() {
        Some((wrong, known)) if text.contains("unknown ") => {
            nearest(wrong, known.iter().copied()).map(|name| format!("did you mean `{name}`?"))
        }
        _ => None,
    };
    let expected =
        if error.is_data() { "the fields that the OpenAPI document describes" } else { "valid JSON" };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "the body is refused")
        .detail(text.clone())
        .expected(expected, text)
        .hint(hint.unwrap_or_else(|| "`/api/openapi.json` describes every body".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::NewPerson;

    #[test]
    fn an_unknown_field_is_told_the_nearest() {
        let error = serde_json::from_str::<NewPerson>(r#"{"givenname": "x"}"#).unwrap_err();
        assert_eq!(wrong(&error).hint, "did you mean `given_name`?");
    }

    #[test]
    fn an_array_is_no_object() {
        let problem = read::<NewPerson>(b"[]").unwrap_err();
        assert_eq!((problem.status, problem.expected.as_str()), (422, "a JSON object"));
    }

    #[test]
    fn types_are_told_in_the_words_of_json() {
        let told = plain("invalid type: string \"x\", expected struct Options at line 1 column 3");
        assert_eq!(told, "invalid type: string \"x\", expected a JSON object at line 1 column 3");
        let error = read::<crate::launch::initiate::Order>(br#"{"options": []}"#).unwrap_err();
        assert!(error.detail.contains("expected a JSON object"), "{error}");
        let error = read::<crate::launch::initiate::Order>(br#"{"faults": [7]}"#).unwrap_err();
        assert!(error.detail.contains("expected a fault"), "{error}");
    }

    #[test]
    fn broken_json_is_told_where() {
        let error = serde_json::from_str::<NewPerson>("{").unwrap_err();
        assert!(wrong(&error).detail.contains("line 1"));
    }
}
