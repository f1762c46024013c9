//! Who the user is (CORE-018 to CORE-023).

use homeroom_vocab::standard_claim::{
    EMAIL, FAMILY_NAME, GIVEN_NAME, LOCALE, MIDDLE_NAME, NAME, PICTURE, SUB,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::Claims;

/// A person, of whom a platform tells what it likes: only the id can be relied on, and not even that in an anonymous
/// launch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct User {
    /// `sub`, unique at its issuer (CORE-018); nothing in an anonymous launch (CORE-019). An application may put its own
    /// id here before the session is opened; what the platform said stays in [`User::subject`].
    pub id: Option<String>,
    /// What to call them: `name`, else the given and the family name (CORE-021).
    pub name: Option<String>,
    /// The given name.
    pub given_name: Option<String>,
    /// The family name.
    pub family_name: Option<String>,
    /// The middle name.
    pub middle_name: Option<String>,
    /// The mail address. It tells nobody apart: addresses change hands (CORE-020).
    pub email: Option<String>,
    /// The address of a portrait.
    pub picture: Option<String>,
    /// The language that they prefer (BCP 47).
    pub locale: Option<String>,
    pub(crate) subject: Option<String>,
}

impl User {
    /// Somebody of whom only the `sub` is known.
    pub fn known(subject: &str) -> Self {
        Self { id: Some(subject.to_owned()), subject: Some(subject.to_owned()), ..Self::default() }
    }

    /// Whom the services of the platform know by it: the `sub` of the token, as it came (AGS-061, NRPS-020).
    pub fn subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }

    pub(super) fn read(claims: &Claims, defects: &Defects) -> Result<Self, Refusal> {
        let text = |claim| claims.text(claim).map(|text| text.map(str::to_owned));
        let id = id(claims, defects)?;
        Ok(Self {
            subject: id.clone(),
            id,
            name: name(claims, defects)?,
            given_name: text(GIVEN_NAME)?,
            family_name: text(FAMILY_NAME)?,
            middle_name: text(MIDDLE_NAME)?,
            email: text(EMAIL)?,
            picture: text(PICTURE)?,
            locale: text(LOCALE)?,
        })
    }
}

/// `sub`, or nobody when the claim is absent. What is there must be a string that says something: a broken
/// id is not taken for an anonymous launch.
fn id(claims: &Claims, defects: &Defects) -> Result<Option<String>, Refusal> {
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
fn name(claims: &Claims, defects: &Defects) -> Result<Option<String>, Refusal> {
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
