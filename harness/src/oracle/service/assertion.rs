//! The assertion by which the tool proves who it is (TOK-004, TOK-006..014).

use serde_json::Value;

use super::super::answer::{Not, Ruling, ToolKeys, broken};
use super::super::jwt::Token;
use super::super::request::shortened;
use super::call::Call;
use super::evidence::Evidence;
use super::facts::LTI;
use super::token::{client, clients, parameter};

/// A longer life is no longer one of minutes (TOK-009).
const LONGEST_LIFE: f64 = 3600.0;

/// How far a clock may be ahead, in seconds.
const SKEW: f64 = 60.0;

/// Reads the assertion, if it is a JWT.
pub(super) fn read(call: &Call) -> Option<Token> {
    let raw = parameter(call, "client_assertion").ok().flatten()?;
    let token = Token::read(&raw);
    let is_object = |part: &Option<Value>| part.as_ref().is_some_and(Value::is_object);
    (token.parts().len() == 3 && is_object(&token.header) && is_object(&token.payload)).then_some(token)
}

fn readable(call: &Call) -> Result<&Token, Not> {
    let unreadable = || Not::Judged("the request holds no assertion that can be read".to_owned());
    call.assertion.as_ref().ok_or_else(unreadable)
}

/// By what names the assertion calls the tool.
pub(super) fn names(call: &Call) -> Vec<String> {
    let claim = |name: &str| Some(call.assertion.as_ref()?.claim(name)?.as_str()?.to_owned());
    ["iss", "sub"].into_iter().filter_map(claim).collect()
}

/// The deployment that the assertion speaks for.
pub(super) fn deployment(call: &Call) -> Option<String> {
    Some(call.assertion.as_ref()?.claim(&format!("{LTI}deployment_id"))?.as_str()?.to_owned())
}

fn shown(name: &str, value: Option<&Value>) -> String {
    match value {
        None => format!("no `{name}`"),
        Some(value) => format!("`{name}` = `{}`", shortened(&value.to_string())),
    }
}

pub(super) fn form(call: &Call) -> Ruling {
    if call.assertion.is_some() {
        return Ok(());
    }
    let actual = match parameter(call, "client_assertion")? {
        None => "no `client_assertion`".to_owned(),
        Some(text) => format!("`client_assertion` = `{}`", shortened(&text)),
    };
    Err(broken("a signed JWT in `client_assertion`", actual))
}

pub(super) fn signature(call: &Call, evidence: &Evidence) -> Ruling {
    let token = readable(call)?;
    let alg = token.header_text("alg").unwrap_or_default();
    if !["RS256", "RS384", "RS512", "PS256"].contains(&alg) {
        return Err(Not::Judged(format!("`alg` is `{alg}`, so no public key can verify the assertion")));
    }
    let keys = match keys(call, evidence)? {
        ToolKeys::Published(keys) | ToolKeys::Registered(keys) => keys,
        ToolKeys::Unknown(why) => return Err(Not::Judged(why.clone())),
    };
    if token.verifies_with_any(keys) {
        return Ok(());
    }
    Err(broken("an assertion that a key of the tool signed", "a signature that no key of the tool verifies"))
}

fn keys<'e>(call: &Call, evidence: &'e Evidence) -> Result<&'e ToolKeys, Not> {
    let client = client(call, evidence);
    let unknown = || Not::Judged("the assertion names no client that the platform knows".to_owned());
    client.map(|client| &client.keys).ok_or_else(unknown)
}

pub(super) fn alg(call: &Call) -> Ruling {
    let token = readable(call)?;
    match token.header("alg") {
        Some(Value::String(alg)) if alg == "RS256" => Ok(()),
        other => Err(broken("`alg` = `RS256`", shown("alg", other))),
    }
}

pub(super) fn kid(call: &Call, evidence: &Evidence) -> Ruling {
    let token = readable(call)?;
    let keys = match keys(call, evidence)? {
        ToolKeys::Published(keys) => keys,
        ToolKeys::Registered(_) => {
            let why = "the tool is registered with a `pem`, which names no key";
            return Err(Not::Applicable(why.to_owned()));
        }
        ToolKeys::Unknown(why) => return Err(Not::Judged(why.clone())),
    };
    match token.header_text("kid") {
        Some(kid) if keys.kids().contains(&kid) => {
            let other = token.verifies_with_any(keys) && !token.verifies_with(keys);
            let actual = format!("`kid` = `{kid}`, and the signature is by another key of the set");
            if other { Err(broken("the `kid` of the key that signed", actual)) } else { Ok(()) }
        }
        _ => {
            let known = keys.kids().join("`, `");
            let expected = format!("a `kid` of the tool's key set (`{known}`)");
            Err(broken(expected, shown("kid", token.header("kid"))))
        }
    }
}

pub(super) fn iss(call: &Call, evidence: &Evidence) -> Ruling {
    let token = readable(call)?;
    let iss = token.claim("iss");
    let known: Vec<_> = clients(call, evidence).iter().map(|client| client.id.as_str()).collect();
    if iss.and_then(Value::as_str).is_some_and(|iss| known.contains(&iss)) {
        return Ok(());
    }
    Err(broken(format!("the `client_id` as `iss` (`{}`)", known.join("` or `")), shown("iss", iss)))
}

pub(super) fn sub(call: &Call, evidence: &Evidence) -> Ruling {
    let token = readable(call)?;
    let (iss, sub) = (token.claim("iss").and_then(Value::as_str), token.claim("sub"));
    let known: Vec<_> = clients(call, evidence).iter().map(|client| client.id.as_str()).collect();
    // A wrong issuer is a mistake of its own; the subject is then compared with what it should be.
    let wanted = iss.filter(|iss| known.contains(iss)).map_or(known, |iss| vec![iss]);
    if sub.and_then(Value::as_str).is_some_and(|sub| wanted.contains(&sub)) {
        return Ok(());
    }
    Err(broken(format!("the `client_id` as `sub` (`{}`)", wanted.join("` or `")), shown("sub", sub)))
}

pub(super) fn aud(call: &Call, evidence: &Evidence) -> Ruling {
    let token = readable(call)?;
    let aud = token.claim("aud");
    let names: Vec<_> = match aud {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let mut wanted: Vec<_> = clients(call, evidence)
        .into_iter()
        .flat_map(|client| &client.audiences)
        .map(String::as_str)
        .collect();
    wanted.dedup();
    if names.iter().any(|name| wanted.contains(name)) {
        return Ok(());
    }
    Err(broken(format!("`{}` in `aud`", wanted.join("` or `")), shown("aud", aud)))
}

fn number(token: &Token, name: &str) -> Result<f64, Not> {
    let claim = token.claim(name);
    let missing = || broken(format!("`{name}` as a JSON number"), shown(name, claim));
    claim.and_then(Value::as_f64).ok_or_else(missing)
}

/// Seconds from the call to a time of the assertion, where the tool's clock is comparable with ours.
fn ahead(call: &Call, evidence: &Evidence, time: f64) -> Result<f64, Not> {
    if !evidence.facts.clock_stood_still(call.wire.at_ms, call.ended_ms()) {
        return Err(Not::Applicable("the clock of the tool was moved for the case".to_owned()));
    }
    Ok(time - seconds(call.wire.at_ms))
}

#[expect(clippy::cast_precision_loss, reason = "the milliseconds of millennia fit")]
fn seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / 1000.0
}

pub(super) fn iat(call: &Call, evidence: &Evidence) -> Ruling {
    let iat = number(readable(call)?, "iat")?;
    let ahead = ahead(call, evidence, iat)?;
    if (-LONGEST_LIFE..=SKEW).contains(&ahead) {
        return Ok(());
    }
    Err(broken("`iat` in seconds, about now", format!("`iat` = `{iat}`, {ahead:.0} s from now")))
}

pub(super) fn exp(call: &Call, evidence: &Evidence) -> Ruling {
    let exp = number(readable(call)?, "exp")?;
    let ahead = ahead(call, evidence, exp)?;
    if ahead > 0.0 {
        return Ok(());
    }
    Err(broken("`exp` in the future", format!("`exp` = `{exp}`, {:.0} s ago", -ahead)))
}

pub(super) fn life(call: &Call) -> Ruling {
    let token = readable(call)?;
    let unknown = |_| Not::Judged("`iat` or `exp` of the assertion is no number".to_owned());
    let life = number(token, "exp").map_err(unknown)? - number(token, "iat").map_err(unknown)?;
    if life <= LONGEST_LIFE {
        return Ok(());
    }
    Err(broken("a life of minutes, an hour at most", format!("{life} s between `iat` and `exp`")))
}

pub(super) fn jti(call: &Call) -> Ruling {
    match readable(call)?.claim("jti") {
        Some(Value::String(jti)) if !jti.is_empty() => Ok(()),
        other => Err(broken("a `jti`, a text", shown("jti", other))),
    }
}

/// An assertion that went out once more after a failure is still one assertion.
pub(super) fn fresh_jti(call: &Call, evidence: &Evidence) -> Ruling {
    let assertion = readable(call)?;
    let Some(jti) = assertion.claim("jti") else {
        return Err(Not::Judged("the assertion has no `jti`".to_owned()));
    };
    let same = |earlier: &&Call| {
        let token = earlier.assertion.as_ref().filter(|token| token.claim("iss") == assertion.claim("iss"));
        let repeated = token.filter(|token| token.claim("jti") == Some(jti));
        let again = |token: &Token| token.raw == assertion.raw && may_be_sent_again(earlier);
        earlier.wire.campus == call.wire.campus && repeated.is_some_and(|token| !again(token))
    };
    match evidence.before(call).filter(|each| !each.is_to_a_service()).find(same) {
        None => Ok(()),
        Some(earlier) => {
            let actual = format!("{} of call {} again", shown("jti", Some(jti)), earlier.wire.number);
            Err(broken("a `jti` of its own for each assertion", actual))
        }
    }
}

/// Whether the tool cannot know that its request was taken.
fn may_be_sent_again(call: &Call) -> bool {
    let has_token = call.got.as_ref().is_some_and(|got| got.get("access_token").is_some());
    !call.succeeded() || !has_token || call.was_slow()
}

pub(super) fn deployment_id(call: &Call, evidence: &Evidence) -> Ruling {
    let token = readable(call)?;
    let name = format!("{LTI}deployment_id");
    let claim = token.claim(&name);
    let known = client(call, evidence).map_or(&[][..], |client| &client.deployments);
    match claim.and_then(Value::as_str) {
        Some(id) if !id.is_empty() && (known.is_empty() || known.iter().any(|each| each == id)) => Ok(()),
        _ => Err(broken(format!("the deployment in `{name}`"), shown("deployment_id", claim))),
    }
}
