//! Media types of service calls: those of the tables, parameters such as `charset` tolerated (AGS-020, NRPS-002).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, CONTENT_TYPE, HeaderName};
use serde::Serialize;

use super::door::Call;
use super::refusal::Refusal;
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};

/// How well a list of media ranges asks for a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It rules the type out.
    No,
    /// By a wildcard.
    Wild,
    /// By name.
    Exact,
}

/// Demands that the tool takes one of the types. Where only a wildcard or nothing asks for it, the tool is told that
/// it should name the type; where nothing fits, the call is refused.
pub(crate) fn accept(call: &mut Call, one_of: &[&str], requirement: &'static str) -> Result<(), Refusal> {
    let given = header(call, &ACCEPT);
    let expected = one_of.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(" or ");
    let fit = given.as_deref().map(|given| one_of.iter().map(|one| fit(given, one)).max().unwrap_or(Fit::No));
    let actual = given.as_deref().map_or_else(|| "none".to_owned(), quoted);
    let hint = "HTTP libraries send `*/*` or `application/json` unless they are told otherwise";
    match fit {
        Some(Fit::Exact) => Ok(()),
        Some(Fit::Wild) | None => {
            let place = format!("{}, header `Accept`", call.resource().title());
            call.note(Finding::new(requirement, Level::Must, place, expected, actual, hint));
            Ok(())
        }
        Some(Fit::No) => Err(Refusal::new(
            StatusCode::NOT_ACCEPTABLE,
            "not_acceptable",
            requirement,
            "the tool accepts no type that this resource has",
        )
        .expected(expected, actual)
        .hint(hint)
        .at("header `Accept`")),
    }
}

/// Demands that the body has this type.
pub(crate) fn content_type(call: &mut Call, exact: &str, requirement: &'static str) -> Result<(), Refusal> {
    let given = header(call, &CONTENT_TYPE);
    if given.as_deref().is_some_and(|given| essence(given).eq_ignore_ascii_case(exact)) {
        return Ok(());
    }
    let actual = given.as_deref().map_or_else(|| "none".to_owned(), quoted);
    let title = "the body has the wrong media type";
    Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", requirement, title)
        .expected(quoted(exact), actual)
        .hint("HTTP libraries send `application/json` with a JSON body unless they are told otherwise")
        .at("header `Content-Type`"))
}

/// A JSON answer of a media type, that nobody keeps.
pub(crate) fn answer(status: StatusCode, media_type: &str, body: &impl Serialize) -> HttpResponse {
    match serde_json::to_string(body) {
        Ok(text) => HttpResponse::build(status)
            .content_type(media_type)
            .insert_header(("cache-control", "no-store"))
            .body(text),
        Err(error) => {
            tracing::error!(%error, "an answer cannot be written as JSON");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// All values of a header, as one list.
fn header(call: &Call, name: &HeaderName) -> Option<String> {
    let values = call.request.headers().get_all(name);
    let values: Vec<String> =
        values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The nearest of the ranges decides (RFC 9110, section 12.5.1); `q=0` rules out.
fn fit(ranges: &str, media_type: &str) -> Fit {
    let kind = media_type.split('/').next().unwrap_or_default();
    let mut best: Option<(u8, Fit)> = None;
    for range in ranges.split(',') {
        let name = essence(range);
        let (nearness, found) = if name.eq_ignore_ascii_case(media_type) {
            (2, Fit::Exact)
        } else if name.strip_suffix("/*").is_some_and(|prefix| prefix.eq_ignore_ascii_case(kind)) {
            (1, Fit::Wild)
        } else if name == "*/*" {
            (0, Fit::Wild)
        } else {
            continue;
        };
        if best.is_none_or(|(known, _)| nearness > known) {
            best = Some((nearness, if is_ruled_out(range) { Fit::No } else { found }));
        }
    }
    best.map_or(Fit::No, |(_, fit)| fit)
}

fn is_ruled_out(range: &str) -> bool {
    let weight = range.split(';').skip(1).find_map(|part| part.trim().strip_prefix("q="));
    weight.and_then(|q| q.trim().parse::<f64>().ok()).is_some_and(|q| q <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "application/vnd.ims.lis.v2.lineitem+json";

    #[test]
    fn the_nearest_range_decides() {
        for (ranges, expected) in [
            (TYPE, Fit::Exact),
            ("text/html, application/vnd.ims.lis.v2.LineItem+json;q=0.9", Fit::Exact),
            ("*/*", Fit::Wild),
            ("application/*;q=0.1", Fit::Wild),
            ("application/json", Fit::No),
            ("", Fit::No),
            ("application/vnd.ims.lis.v2.lineitem+json;q=0, */*", Fit::No),
            ("application/vnd.ims.lis.v2.lineitemcontainer+json", Fit::No),
        ] {
            assert_eq!(fit(ranges, TYPE), expected, "{ranges}");
        }
    }
}
