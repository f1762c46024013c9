//! What the answer says apart from its items (SEC-041..045, DL-035, DL-036, DL-039, CORE-029).

use serde_json::Value;

use super::super::item;
use super::{Answer, DEEP_LINKING, Expected, Not, Ruling, broken, shown};

/// A life longer than this is no longer one of minutes (SEC-043).
const LONGEST_LIFE: f64 = 3600.0;

/// How far a clock may be off, in seconds.
const SKEW: f64 = 60.0;

/// Names that JWT and OpenID Connect give to claims; every other name has to be a URL (CORE-029).
const STANDARD: &[&str] = &[
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "nonce",
    "azp",
    "auth_time",
    "acr",
    "amr",
    "at_hash",
    "c_hash",
    "s_hash",
    "sid",
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "email",
    "locale",
];

pub(super) fn aud(answer: &Answer, expected: &Expected) -> Ruling {
    let aud = answer.claim("aud")?;
    let holds = match aud {
        Some(Value::String(one)) => *one == expected.issuer,
        Some(Value::Array(many)) => many.iter().any(|each| each.as_str() == Some(&expected.issuer)),
        _ => false,
    };
    if holds {
        return Ok(());
    }
    Err(broken(format!("the issuer `{}` in `aud`", expected.issuer), shown("aud", aud)))
}

pub(super) fn azp(answer: &Answer, expected: &Expected) -> Ruling {
    match answer.claim("azp")? {
        None => Ok(()),
        azp if azp == answer.token.claim("aud") => Ok(()),
        Some(Value::String(azp)) if [&expected.client_id, &expected.issuer].contains(&azp) => Ok(()),
        other => Err(broken("no `azp`, or the `client_id`, or the value of `aud`", shown("azp", other))),
    }
}

pub(super) fn exp(answer: &Answer, expected: &Expected) -> Ruling {
    let exp = answer.number("exp")?;
    if exp > seconds(expected.now) {
        return Ok(());
    }
    Err(broken("`exp` in the future", format!("`exp` = `{exp}`, {} s ago", seconds(expected.now) - exp)))
}

pub(super) fn iat(answer: &Answer, expected: &Expected) -> Ruling {
    let iat = answer.number("iat")?;
    let ahead = iat - seconds(expected.now);
    if (-LONGEST_LIFE..=SKEW).contains(&ahead) {
        return Ok(());
    }
    Err(broken("`iat` in seconds, about now", format!("`iat` = `{iat}`, {ahead} s from now")))
}

pub(super) fn life(answer: &Answer) -> Ruling {
    let unknown = |_| Not::Judged("`iat` or `exp` is no number".to_owned());
    let life = answer.number("exp").map_err(unknown)? - answer.number("iat").map_err(unknown)?;
    if life <= LONGEST_LIFE {
        return Ok(());
    }
    Err(broken("a life of minutes, an hour at most", format!("{life} s between `iat` and `exp`")))
}

#[expect(clippy::cast_precision_loss, reason = "the seconds of millennia fit")]
fn seconds(time: i64) -> f64 {
    time as f64
}

pub(super) fn nonce(answer: &Answer) -> Ruling {
    match answer.claim("nonce")? {
        Some(Value::String(nonce)) if !nonce.is_empty() => Ok(()),
        other => Err(broken("a `nonce`", shown("nonce", other))),
    }
}

pub(super) fn data(answer: &Answer, expected: &Expected) -> Ruling {
    let Some(sent) = expected.setting("data").and_then(Value::as_str) else {
        return Err(Not::Applicable("the request has no `data`".to_owned()));
    };
    answer.is(&format!("{DEEP_LINKING}data"), sent)
}

pub(super) fn no_data(answer: &Answer, expected: &Expected) -> Ruling {
    if expected.setting("data").is_some() {
        return Err(Not::Applicable("the request has `data`".to_owned()));
    }
    match answer.claim(&format!("{DEEP_LINKING}data"))? {
        None => Ok(()),
        some => Err(broken("no `data`, since the request has none", shown("data", some))),
    }
}

pub(super) fn claim_names(answer: &Answer) -> Ruling {
    let Some(Value::Object(claims)) = &answer.token.payload else {
        return Err(Not::Judged("the answer holds no message that can be read".to_owned()));
    };
    let strange = claims.keys().find(|name| !STANDARD.contains(&name.as_str()) && !item::is_absolute(name));
    match strange {
        None => Ok(()),
        Some(name) => Err(broken("a URL as the name of an own claim", format!("the claim `{name}`"))),
    }
}

pub(super) fn texts(answer: &Answer) -> Ruling {
    let mut found = false;
    for name in ["msg", "log", "errormsg", "errorlog"] {
        let Some(text) = answer.claim(&format!("{DEEP_LINKING}{name}"))? else { continue };
        found = true;
        match text {
            Value::String(text) if !has_markup(text) => {}
            other => return Err(broken(format!("`{name}` as plain text"), shown(name, Some(other)))),
        }
    }
    if found {
        Ok(())
    } else {
        Err(Not::Applicable("the answer holds no text for people or for logs".to_owned()))
    }
}

fn has_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        text[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic() || "/!".contains(next))
    })
}
