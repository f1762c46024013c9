//! Reading the JSON body of a call: every flaw is told, and the first that refuses is the answer.

use actix_web::http::StatusCode;
use homeroom_vocab::error::ags;
use serde_json::{Map, Value};

use crate::domain::edge::{quoted, shown};
use crate::domain::finding::Finding;
use crate::domain::members::{Flaw, Flaws, Members};
use crate::services::door::Call;
use crate::services::refusal::Refusal;

/// The body as an object.
pub(super) fn object(bytes: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(other) => Err(refused("the body is no object").expected("a JSON object", shown(Some(&other)))),
        Err(error) => Err(refused("the body is no JSON").expected("a JSON object", said(bytes, &error))),
    }
}

fn refused(description: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, ags::INVALID_REQUEST, "AGS-100", description).at("body").hint(
        "the body was cut, encoded twice, or sent as a form; JSON knows no NaN, no Infinity and no comments",
    )
}

fn said(bytes: &[u8], error: &serde_json::Error) -> String {
    if bytes.is_empty() {
        return "an empty body".to_owned();
    }
    format!("{} ({error})", quoted(&String::from_utf8_lossy(bytes)))
}

/// Reads an object by its rules.
pub(super) fn read<T>(
    call: &mut Call,
    object: &Map<String, Value>,
    read: impl FnOnce(&mut Members<'_>) -> Option<T>,
) -> Result<T, Refusal> {
    let mut flaws = Flaws::default();
    let value = read(&mut Members::new(object, &mut flaws));
    let title = call.resource().title();
    let finding = |flaw: Flaw| {
        let place = format!("{title}, {}", flaw.place);
        Finding::from(Flaw { place, ..flaw })
    };
    let mut refusing = flaws.refusing.into_iter();
    let first = refusing.next();
    for flaw in flaws.told.into_iter().chain(refusing) {
        call.note(finding(flaw));
    }
    match (first, value) {
        (Some(flaw), _) => Err(refusal(flaw)),
        (None, Some(value)) => Ok(value),
        (None, None) => Err(refused("the body is not complete")),
    }
}

fn refusal(flaw: Flaw) -> Refusal {
    let description = format!("{} is refused", flaw.place);
    Refusal::new(StatusCode::BAD_REQUEST, ags::INVALID_REQUEST, flaw.requirement, description)
        .expected(flaw.expected, flaw.actual)
        .hint(flaw.cause)
        .level(flaw.level)
        .at(flaw.place)
}
