//! Who the user is (CORE-018 to CORE-023).

use homeroom_vocab::standard_claim::{EMAIL, FAMILY_NAME, GIVEN_NAME, NAME, SUB};
use serde_json::Value;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::Claims;

/// `sub`, or nobody when the claim is absent. What is there must be a string that says something: a broken
/// id is not taken for an anonymous launch.
pub(crate) fn user(claims: &Claims, defects: &Defects) -> Result<Option<String>, Refusal> {
    match claims.get(SUB) {
        None => Ok(None),
        Some(Value::String(sub)) if sub.is_empty() => Err(Refusal::Empty(SUB)),
        Some(Value::String(sub)) => judged(sub, defects).map(|()| Some(sub.clone())),
        Some(_) => Err(Refusal::WrongType(SUB)),
    }
}

/// What defects have against an id; to a correct tool ids are opaque (CORE-017).
fn judged(sub: &str, defects: &Defects) -> Result<(), Refusal> {
    let long = sub.len() > 64 && defects.has(Defect::ID_LONG_REFUSED);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let punctuated = !sub.chars().all(is_plain) && defects.has(Defect::ID_PUNCTUATION_REFUSED);
    if long || punctuated {
        return Err(Refusal::Unsupported(SUB));
    }
    let is_number = sub.chars().all(|c| c.is_ascii_digit());
    let overflows = is_number && sub.parse::<u64>().is_err();
    if overflows && defects.has(Defect::ID_DIGITS_CRASH) { Err(Refusal::Crash) } else { Ok(()) }
}

/// A defect, and the names that it cannot take.
type Oddity = (Defect, fn(&str) -> bool);

/// What the user is called, if the platform tells (CORE-021).
pub(crate) fn name(claims: &Claims, defects: &Defects) -> Result<Option<String>, Refusal> {
    let (whole, given, family) = (claims.text(NAME)?, claims.text(GIVEN_NAME)?, claims.text(FAMILY_NAME)?);
    if whole.is_none() && defects.has(Defect::NAME_MISSING_CRASH) {
        return Err(Refusal::Crash);
    }
    let parts = || {
        let joined = [given, family].into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!joined.is_empty()).then_some(joined)
    };
    let name = whole.map(str::to_owned).or_else(parts);
    if name.is_some() && claims.get(EMAIL).is_none() && defects.has(Defect::EMAIL_MISSING_CRASH) {
        return Err(Refusal::Crash);
    }
    let wide = |name: &String| name.chars().any(|c| u32::from(c) > 0xffff);
    if name.as_ref().is_some_and(wide) && defects.has(Defect::NAME_EMOJI_CRASH) {
        return Err(Refusal::Crash);
    }
    let odd: [Oddity; 3] = [
        (Defect::NAME_NUL_CRASH, |name| name.contains('\0')),
        (Defect::NAME_LONG_CRASH, |name| name.len() > 4096),
        (Defect::NAME_DIRECTION_CRASH, |name| name.contains('\u{202e}')),
    ];
    if odd.iter().any(|(defect, is_odd)| defects.has(*defect) && name.as_deref().is_some_and(is_odd)) {
        return Err(Refusal::Crash);
    }
    if defects.has(Defect::NAME_ASCII_ONLY) {
        return Ok(name.map(|name| name.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect()));
    }
    Ok(name)
}
