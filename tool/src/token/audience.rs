//! For whom the token is meant (SEC-009 to SEC-012).

use homeroom_vocab::standard_claim::{AUD, AZP};
use serde_json::Value;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::Claims;

/// `aud` is our client id and nobody else's, and `azp` is ours where it must or may be.
pub(crate) fn check(claims: &Claims, client_id: &str, defects: &Defects) -> Result<(), Refusal> {
    if defects.has(Defect::AUDIENCE_TYPE_CRASH) && !parties_are_texts(claims) {
        return Err(Refusal::Crash);
    }
    if defects.has(Defect::AUD_MEMBER_ONLY) {
        let ours = audiences(claims.get(AUD), defects)?.contains(&client_id);
        return if ours { Ok(()) } else { Err(Refusal::Audience) };
    }
    let audiences =
        if defects.has(Defect::AUD_UNCHECKED) { 1 } else { audience(claims, client_id, defects)? };
    authorized_party(claims.get(AZP), audiences > 1, client_id, defects)
}

/// Only [`Defect::AUDIENCE_TYPE_CRASH`] takes that for granted.
fn parties_are_texts(claims: &Claims) -> bool {
    let is_text = |value: &Value| match value {
        Value::Array(many) => many.iter().all(Value::is_string),
        one => one.is_string(),
    };
    [AUD, AZP].into_iter().all(|name| claims.get(name).is_none_or(is_text))
}

/// How many audiences there are, when we are among them.
fn audience(claims: &Claims, client_id: &str, defects: &Defects) -> Result<usize, Refusal> {
    let audiences = audiences(claims.get(AUD), defects)?;
    let is_us = |audience: &&str| *audience == client_id || contains_us(audience, client_id, defects);
    let ours = audiences.iter().filter(|audience| is_us(audience)).count();
    if ours == 0 {
        return Err(Refusal::Audience);
    }
    if ours < audiences.len() && !defects.has(Defect::AUD_EXTRA_ACCEPTED) {
        return Err(Refusal::ExtraAudience);
    }
    Ok(audiences.len())
}

/// A string, or an array of strings (SEC-009).
fn audiences<'a>(aud: Option<&'a Value>, defects: &Defects) -> Result<Vec<&'a str>, Refusal> {
    match aud {
        Some(Value::String(one)) => Ok(vec![one]),
        Some(Value::Array(many)) if !defects.has(Defect::AUD_ARRAY_REFUSED) => {
            many.iter().map(Value::as_str).collect::<Option<_>>().ok_or(Refusal::Audience)
        }
        _ => Err(Refusal::Audience),
    }
}

fn contains_us(audience: &str, client_id: &str, defects: &Defects) -> bool {
    defects.has(Defect::AUD_BY_SUBSTRING) && audience.contains(client_id)
}

fn authorized_party(
    azp: Option<&Value>,
    required: bool,
    client_id: &str,
    defects: &Defects,
) -> Result<(), Refusal> {
    match azp {
        _ if defects.has(Defect::AZP_UNCHECKED) => Ok(()),
        None if !required => Ok(()),
        Some(Value::String(party)) if party == client_id => Ok(()),
        _ => Err(Refusal::AuthorizedParty),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::json::Duplicates;

    fn checked(payload: &str, defects: &Defects) -> Result<(), Refusal> {
        check(&Claims::parse(payload.as_bytes(), Duplicates::Refused).unwrap(), "client", defects)
    }

    fn check_all(payloads: &[&str], expected: fn(&Result<(), Refusal>) -> bool) {
        for payload in payloads {
            let result = checked(payload, &Defects::default());
            assert!(expected(&result), "{payload}: {result:?}");
        }
    }

    #[test]
    fn our_client_id_alone_is_taken() {
        let payloads = [r#"{"aud":"client"}"#, r#"{"aud":["client"]}"#, r#"{"aud":"client","azp":"client"}"#];
        check_all(&payloads, Result::is_ok);
    }

    #[test]
    fn another_audience_is_refused() {
        let payloads = [
            r"{}",
            r#"{"aud":[]}"#,
            r#"{"aud":"xclientx"}"#,
            r#"{"aud":"Client"}"#,
            r#"{"aud":"client other"}"#,
            r#"{"aud":[["client"]]}"#,
            r#"{"aud":{"client":1}}"#,
            r#"{"aud":null}"#,
            r#"{"aud":["other"],"azp":"client"}"#,
        ];
        check_all(&payloads, |result| matches!(result, Err(Refusal::Audience)));
    }

    #[test]
    fn a_further_audience_is_refused_even_with_our_azp() {
        let payloads = [r#"{"aud":["client","evil"],"azp":"client"}"#, r#"{"aud":["evil","client"]}"#];
        check_all(&payloads, |result| matches!(result, Err(Refusal::ExtraAudience)));
    }

    #[test]
    fn a_foreign_azp_is_refused() {
        let payloads = [
            r#"{"aud":"client","azp":"other"}"#,
            r#"{"aud":"client","azp":null}"#,
            r#"{"aud":"client","azp":7}"#,
        ];
        check_all(&payloads, |result| matches!(result, Err(Refusal::AuthorizedParty)));
    }

    #[test]
    fn several_audiences_need_azp_even_where_they_are_taken() {
        let lenient = Defects::new(vec![&Defect::AUD_EXTRA_ACCEPTED]);
        assert!(checked(r#"{"aud":["client","evil"],"azp":"client"}"#, &lenient).is_ok());
        assert!(checked(r#"{"aud":["client","evil"]}"#, &lenient).is_err());
    }
}
