//! Who the user is (CORE-018 to CORE-023).

use homeroom_vocab::standard_claim::{FAMILY_NAME, GIVEN_NAME, NAME, SUB};
use serde_json::Value;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::Claims;

/// `sub`, or nobody when the claim is absent. What is there must be a string that says something: a broken
/// id is not taken for an anonymous launch.
pub(crate) fn user(claims: &Claims) -> Result<Option<String>, Refusal> {
    match claims.get(SUB) {
        None => Ok(None),
        Some(Value::String(sub)) if sub.is_empty() => Err(Refusal::Empty(SUB)),
        Some(Value::String(sub)) => Ok(Some(sub.clone())),
        Some(_) => Err(Refusal::WrongType(SUB)),
    }
}

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
    if defects.has(Defect::NAME_ASCII_ONLY) {
        return Ok(name.map(|name| name.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect()));
    }
    Ok(name)
}
