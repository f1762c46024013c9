//! The header of the token.

use homeroom_vocab::{header, value};
use serde_json::Value;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::json::{self, Duplicates, JsonError};
use crate::token::lenient;

/// A `kid` is at most this long; it is compared with published ones and nothing else (KEY-016).
const KID_LIMIT: usize = 1024;

/// What the header says. Keys that it offers are kept only for the defects that trust them (SEC-024).
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) alg: String,
    pub(crate) kid: Option<String>,
    pub(crate) jwk: Option<Value>,
    pub(crate) jku: Option<String>,
    pub(crate) x5u: Option<String>,
    /// The first certificate, in base64.
    pub(crate) x5c: Option<String>,
}

impl Header {
    pub(crate) fn parse(bytes: &[u8], defects: &Defects) -> Result<Self, Refusal> {
        let members = json::object(&lenient::json(bytes, defects), Duplicates::of(defects)).map_err(
            |error| match error {
                JsonError::NotAnObject => Refusal::NotJson("header"),
                JsonError::Duplicate => Refusal::DuplicateMember("header"),
            },
        )?;
        if members.contains_key(header::CRIT) && !defects.has(Defect::CRIT_IGNORED) {
            return Err(Refusal::Critical);
        }
        typ(members.get(header::TYP), defects)?;
        let Some(Value::String(alg)) = members.get(header::ALG) else { return Err(Refusal::Algorithm) };
        Ok(Self {
            alg: alg.clone(),
            kid: kid(members.get(header::KID), defects)?,
            jwk: members.get(header::JWK).cloned(),
            jku: text(members.get(header::JKU)),
            x5u: text(members.get(header::X5U)),
            x5c: text(members.get(header::X5C).and_then(|chain| chain.get(0))),
        })
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

/// Absent, or `JWT` (SEC-027).
fn typ(typ: Option<&Value>, defects: &Defects) -> Result<(), Refusal> {
    match typ {
        None if defects.has(Defect::TYP_REQUIRED) => Err(Refusal::Typ),
        None => Ok(()),
        Some(Value::String(typ)) if typ.eq_ignore_ascii_case(value::TYP_JWT) => Ok(()),
        Some(_) => Err(Refusal::Typ),
    }
}

/// A string that says something (SEC-006).
fn kid(kid: Option<&Value>, defects: &Defects) -> Result<Option<String>, Refusal> {
    match kid {
        None if defects.has(Defect::KID_MISSING_ACCEPTED) => Ok(None),
        Some(Value::String(kid)) if kid.len() > KID_LIMIT && !defects.has(Defect::KID_IGNORED) => {
            Err(Refusal::UnknownKey)
        }
        Some(Value::String(kid)) if !kid.is_empty() => Ok(Some(kid.clone())),
        Some(_) if defects.has(Defect::KID_ODD_ACCEPTED) => Ok(None),
        _ => Err(Refusal::NoKid),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(header: &str) -> Result<Header, Refusal> {
        Header::parse(header.as_bytes(), &Defects::default())
    }

    #[test]
    fn members_come_in_any_order_and_typ_may_be_absent() {
        assert_eq!(parse(r#"{"kid":"k","alg":"RS256"}"#).unwrap().kid.as_deref(), Some("k"));
        assert!(parse(r#"{"typ":"jwt","alg":"RS256","kid":"k","other":[1]}"#).is_ok());
        assert!(matches!(parse(r#"{"typ":"at+jwt","alg":"RS256","kid":"k"}"#), Err(Refusal::Typ)));
    }

    #[test]
    fn a_kid_is_a_string_that_says_something() {
        for kid in ["7", "[\"k\"]", "{}", "null", "\"\""] {
            let header = format!(r#"{{"alg":"RS256","kid":{kid}}}"#);
            assert!(matches!(parse(&header), Err(Refusal::NoKid)), "{kid}");
        }
        assert!(matches!(parse(r#"{"alg":"RS256"}"#), Err(Refusal::NoKid)));
        let huge = format!(r#"{{"alg":"RS256","kid":"{}"}}"#, "k".repeat(10_000));
        assert!(matches!(parse(&huge), Err(Refusal::UnknownKey)));
    }

    #[test]
    fn a_critical_extension_is_refused_whichever_it_is() {
        assert!(matches!(parse(r#"{"alg":"RS256","kid":"k","crit":["x"],"x":1}"#), Err(Refusal::Critical)));
        assert!(matches!(parse(r#"{"alg":"RS256","kid":"k","crit":[]}"#), Err(Refusal::Critical)));
    }

    #[test]
    fn a_header_is_an_object_without_duplicates_and_with_an_algorithm() {
        assert!(matches!(parse("[]"), Err(Refusal::NotJson("header"))));
        assert!(matches!(parse(r#"{"alg":"RS256","alg":"none"}"#), Err(Refusal::DuplicateMember("header"))));
        assert!(matches!(parse(r#"{"kid":"k"}"#), Err(Refusal::Algorithm)));
        assert!(matches!(parse(r#"{"alg":null,"kid":"k"}"#), Err(Refusal::Algorithm)));
    }
}
