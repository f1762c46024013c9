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
            let bytes = bytes.await.map_err(|error| unreadable(&error))?;
            serde_json::from_slice(&bytes).map(Self).map_err(|error| wrong(&error))
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

fn unreadable(error: &actix_web::Error) -> Problem {
    let status = error.as_response_error().status_code();
    Problem::new(status, "the body cannot be read")
        .detail(error.to_string())
        .expected("a body of at most 2 MB", error.to_string())
}

/// Serde names the wrong field and all right ones in backticks.
fn wrong(error: &serde_json::Error) -> Problem {
    let text = error.to_string();
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
    fn broken_json_is_told_where() {
        let error = serde_json::from_str::<NewPerson>("{").unwrap_err();
        assert!(wrong(&error).detail.contains("line 1"));
    }
}
