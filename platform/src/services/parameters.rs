//! The parameters of a service's URL, strictly read: each at most once, limits as numbers, and nothing added to a URL of
//! ours (AGS-022, AGS-025, AGS-093).

use actix_web::http::StatusCode;
use homeroom_vocab::error::ags;

use super::door::Call;
use super::refusal::Refusal;
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};

/// The value of a parameter that stands there at most once.
pub(crate) fn once<'a>(
    query: &'a [(String, String)],
    name: &str,
    requirement: &'static str,
) -> Result<Option<&'a str>, Refusal> {
    let mut values = query.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let first = values.next();
    match values.count() {
        0 => Ok(first),
        more => Err(wrong(name, requirement, "a parameter stands there twice")
            .expected(format!("`{name}` once"), format!("{} times", more + 1))
            .hint("the tool adds its parameters to a URL that has them already")),
    }
}

/// A hint at how many entries to send at once; one that is larger than any page means the largest.
pub(crate) fn limit(given: &str, requirement: &'static str) -> Result<u32, Refusal> {
    let digits = !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { given.parse().unwrap_or(u32::MAX) } else { 0 };
    if number > 0 {
        return Ok(number);
    }
    Err(wrong("limit", requirement, "the limit is no number of entries")
        .expected("a whole number from 1 up", quoted(given))
        .hint("leave it out to get as many as the platform likes"))
}

/// Tells of parameters beyond the known ones, which change nothing.
pub(crate) fn note_others(
    call: &mut Call,
    known: &[&str],
    requirement: &'static str,
    level: Level,
    expected: &str,
    cause: &str,
) {
    let others: Vec<String> = call
        .query()
        .iter()
        .filter(|(name, _)| !known.contains(&name.as_str()))
        .take(20)
        .map(|(name, _)| quoted(name))
        .collect();
    if others.is_empty() {
        return;
    }
    let place = format!("{}, URL", call.resource().title());
    let actual = format!("also {}", others.join(", "));
    call.note(Finding::new(requirement, level, place, expected, actual, cause));
}

fn wrong(name: &str, requirement: &'static str, description: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, ags::INVALID_REQUEST, requirement, description)
        .at(format!("parameter `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_from_one_up() {
        assert_eq!(limit("7", "AGS-022").unwrap(), 7);
        assert_eq!(limit("99999999999999999999", "AGS-022").unwrap(), u32::MAX);
        for bad in ["", "0", "-1", "1.5", "+1", "ten", "٣"] {
            assert_eq!(limit(bad, "AGS-022").unwrap_err().status(), 400, "{bad}");
        }
    }

    #[test]
    fn a_parameter_stands_there_once() {
        let query = [("tag", "a"), ("limit", "1"), ("tag", "b")].map(|(n, v)| (n.to_owned(), v.to_owned()));
        assert_eq!(once(&query, "limit", "AGS-022").unwrap(), Some("1"));
        assert_eq!(once(&query, "page", "AGS-022").unwrap(), None);
        assert_eq!(once(&query, "tag", "AGS-022").unwrap_err().status(), 400);
    }
}
