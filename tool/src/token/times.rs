//! When the token is good (SEC-014 to SEC-018, SEC-022).

use std::time::Duration;

use homeroom_vocab::standard_claim::{EXP, IAT, NBF};
use serde_json::{Number, Value};

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::Claims;

/// How far two clocks may differ, in seconds.
const LEEWAY: i64 = 60;
/// How old a token may be, and how long it may still live: nonces are remembered for no longer.
pub(crate) const WINDOW: i64 = 24 * 60 * 60;

/// `oldest` is how old a token may be by its `iat`; without it, as old as its nonce is remembered.
pub(crate) fn check(
    claims: &Claims,
    now: i64,
    oldest: Option<Duration>,
    defects: &Defects,
) -> Result<(), Refusal> {
    expiry(claims, now, defects)?;
    issued(claims, now, oldest, defects)?;
    not_before(claims, now, defects)
}

fn expiry(claims: &Claims, now: i64, defects: &Defects) -> Result<(), Refusal> {
    let null_is_never = [Defect::EXP_NULL_NEVER, Defect::EXP_INFINITE_NEVER];
    if claims.get(EXP).is_some_and(Value::is_null) && null_is_never.iter().any(|each| defects.has(*each)) {
        return Ok(());
    }
    let odd = claims.get(EXP).and_then(Value::as_number).is_some_and(|exp| !exp.is_i64());
    if odd && defects.has(Defect::EXP_FRACTION_CRASH) {
        return Err(Refusal::Crash);
    }
    let Some(exp) = required(claims, EXP, defects.has(Defect::EXP_OPTIONAL), defects)? else { return Ok(()) };
    if exp.saturating_add(LEEWAY) <= now && !defects.has(Defect::EXP_UNCHECKED) {
        return Err(Refusal::Expired);
    }
    if exp > now.saturating_add(WINDOW) { Err(Refusal::LivesTooLong) } else { Ok(()) }
}

fn issued(claims: &Claims, now: i64, oldest: Option<Duration>, defects: &Defects) -> Result<(), Refusal> {
    let Some(iat) = required(claims, IAT, defects.has(Defect::IAT_OPTIONAL), defects)? else { return Ok(()) };
    let leeway = if defects.has(Defect::IAT_WITHOUT_LEEWAY) { 0 } else { LEEWAY };
    if iat > now.saturating_add(leeway) && !defects.has(Defect::IAT_FUTURE_ACCEPTED) {
        return Err(Refusal::IssuedInFuture);
    }
    let span = |age: Duration| i64::try_from(age.as_secs()).unwrap_or(WINDOW).saturating_add(LEEWAY);
    let window = oldest.map_or(WINDOW, |age| span(age).min(WINDOW));
    let too_old = iat < now.saturating_sub(window) && !defects.has(Defect::EXP_UNCHECKED);
    if too_old { Err(Refusal::IssuedLongAgo) } else { Ok(()) }
}

fn not_before(claims: &Claims, now: i64, defects: &Defects) -> Result<(), Refusal> {
    if defects.has(Defect::NBF_IGNORED) {
        return Ok(());
    }
    let Some(nbf) = claims.get(NBF) else { return Ok(()) };
    let nbf = number(nbf, defects).ok_or(Refusal::WrongType(NBF))?;
    if nbf > now.saturating_add(LEEWAY) { Err(Refusal::NotYetValid) } else { Ok(()) }
}

fn required(
    claims: &Claims,
    name: &'static str,
    optional: bool,
    defects: &Defects,
) -> Result<Option<i64>, Refusal> {
    match claims.get(name) {
        None if optional => Ok(None),
        None => Err(Refusal::Missing(name)),
        Some(value) => number(value, defects).map(Some).ok_or(Refusal::WrongType(name)),
    }
}

fn number(value: &Value, defects: &Defects) -> Option<i64> {
    match value {
        Value::Number(number) => Some(seconds(number)),
        Value::String(text) if defects.has(Defect::TIMES_AS_STRINGS_ACCEPTED) => text.parse().ok(),
        _ => None,
    }
}

/// Whole seconds; numbers beyond all times become the last or first one.
fn seconds(number: &Number) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "the cast saturates, which is what is meant")]
    let rounded = |number: f64| number.floor() as i64;
    number.as_i64().or_else(|| number.as_f64().map(rounded)).unwrap_or(i64::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::json::Duplicates;

    const NOW: i64 = 1_764_000_000;

    fn checked(payload: &Value, defects: &Defects) -> Result<(), Refusal> {
        let claims = Claims::parse(payload.to_string().as_bytes(), Duplicates::Refused).unwrap();
        check(&claims, NOW, None, defects)
    }

    fn times(exp: impl Into<Value>, iat: impl Into<Value>) -> Result<(), Refusal> {
        checked(&serde_json::json!({ "exp": exp.into(), "iat": iat.into() }), &Defects::default())
    }

    #[test]
    fn a_fresh_token_is_taken_with_small_leeway() {
        assert!(times(NOW + 300, NOW).is_ok());
        assert!(times(NOW - 59, NOW - 300).is_ok());
        assert!(times(NOW + 300, NOW + 10).is_ok());
        assert!(times(1_764_000_300.5, NOW).is_ok());
    }

    #[test]
    fn how_old_a_token_may_be_is_a_setting() {
        let aged = |age: i64, oldest| {
            let payload = serde_json::json!({ "exp": NOW + 300, "iat": NOW - age }).to_string();
            let claims = Claims::parse(payload.as_bytes(), Duplicates::Refused).unwrap();
            check(&claims, NOW, oldest, &Defects::default())
        };
        let ten_seconds = Some(Duration::from_secs(10));
        assert!(aged(70, ten_seconds).is_ok() && aged(3_600, None).is_ok());
        assert!(matches!(aged(71, ten_seconds), Err(Refusal::IssuedLongAgo)));
        assert!(matches!(aged(WINDOW + 1, Some(Duration::MAX)), Err(Refusal::IssuedLongAgo)));
    }

    #[test]
    fn an_expired_token_is_refused() {
        assert!(matches!(times(NOW - 60, NOW - 300), Err(Refusal::Expired)));
        assert!(matches!(times(22_222, 11_111), Err(Refusal::Expired)));
        assert!(matches!(times(-1, NOW), Err(Refusal::Expired)));
        assert!(matches!(times(-1e300, NOW), Err(Refusal::Expired)));
    }

    #[test]
    fn a_token_that_never_expires_is_refused() {
        for exp in [Value::from(u64::MAX), Value::from(1e300), Value::from(253_402_300_799_i64)] {
            assert!(matches!(times(exp, NOW), Err(Refusal::LivesTooLong)));
        }
    }

    #[test]
    fn the_time_of_issue_is_near() {
        assert!(matches!(times(NOW + 300, NOW + 61), Err(Refusal::IssuedInFuture)));
        assert!(matches!(times(NOW + 300, NOW - 86_401), Err(Refusal::IssuedLongAgo)));
    }

    #[test]
    fn times_are_required_and_numbers() {
        assert!(matches!(times((NOW + 300).to_string(), NOW), Err(Refusal::WrongType(EXP))));
        assert!(matches!(times(Value::Null, NOW), Err(Refusal::WrongType(EXP))));
        assert!(matches!(times(NOW + 300, NOW.to_string()), Err(Refusal::WrongType(IAT))));
        let without = |payload| checked(&payload, &Defects::default());
        assert!(matches!(without(serde_json::json!({ "iat": NOW })), Err(Refusal::Missing(EXP))));
        assert!(matches!(without(serde_json::json!({ "exp": NOW + 300 })), Err(Refusal::Missing(IAT))));
    }

    #[test]
    fn not_before_is_honoured() {
        let with = |nbf: Value| serde_json::json!({ "exp": NOW + 300, "iat": NOW, "nbf": nbf });
        assert!(checked(&with(NOW.into()), &Defects::default()).is_ok());
        assert!(matches!(
            checked(&with((NOW + 3600).into()), &Defects::default()),
            Err(Refusal::NotYetValid)
        ));
        assert!(matches!(checked(&with("soon".into()), &Defects::default()), Err(Refusal::WrongType(NBF))));
        assert!(checked(&with((NOW + 3600).into()), &Defects::new(vec![&Defect::NBF_IGNORED])).is_ok());
    }
}
