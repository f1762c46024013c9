//! Can this campus read the tool's keys, and are they keys that other LMSs take too?

use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use url::Url;

use super::LIMITS;
use super::answer::Answer;
use super::check::Check;
use crate::domain::edge::{quoted, shown};
use crate::domain::public_key::jwk::Key;
use crate::domain::public_key::set;
use crate::domain::registration::Registration;
use crate::fetch::Ask;
use crate::journal::fetch::Errand;
use crate::view;

const ACCEPT: &str = "application/jwk-set+json, application/json;q=0.9, */*;q=0.1";

/// Reads the key set, if the registration names one.
pub(super) async fn ask(errand: Errand<'_>, tool: &Registration) -> Option<Answer> {
    let url = Url::parse(tool.jwks_url.as_ref()?.as_str()).ok()?;
    Some(Answer::to(errand, Ask { url: &url, accept: ACCEPT, form: None, limits: LIMITS }).await)
}

/// Where nothing answers a login either, that is what to mend first.
pub(super) fn look(tool: &Registration, answer: Option<Answer>, silent: bool) -> Vec<Check> {
    match answer {
        Some(answer) if silent && answer.hop.status == 0 => {
            vec![Check::open("JWKS URL", "nothing answers here; see the login")]
        }
        Some(answer) => fetched(&answer),
        None => registered(tool),
    }
}

/// Keys in place of an address.
fn registered(tool: &Registration) -> Vec<Check> {
    let held = match (&tool.jwks, &tool.pem) {
        (Some(set), _) => of_set(&set.keys),
        (None, Some(pem)) => vec![of_pem(pem)],
        (None, None) => {
            let expected = "a JWKS URL, or a key";
            let check = Check::passed("Keys of the registration", expected, "neither").of("KEY-002");
            return vec![check.warned(
                "Without keys the tool can be launched, but deep linking, grades and the roster cannot work.",
            )];
        }
    };
    let check = Check::passed(
        "JWKS URL",
        "an address, so that the tool can change its keys",
        "none; keys are registered",
    );
    let mut checks = vec![check.of("KEY-002").warned("Publish the keys at an address, and register that.")];
    checks.extend(held);
    checks
}

fn of_pem(pem: &str) -> Check {
    let expected = "an RSA key of at least 2048 bits";
    match crate::domain::public_key::pem::public_key("pem", pem) {
        Ok((key, _)) => one(&Key::bare(key)),
        Err(invalid) => Check::passed("Registered key", expected, invalid.actual).broken(),
    }
}

fn fetched(answer: &Answer) -> Vec<Check> {
    let read = Check::passed("JWKS URL", "200 with a JWK set as JSON", answer.told())
        .of("KEY-015")
        .seen_in(answer.number);
    let set: Option<Value> = serde_json::from_slice(&answer.hop.body).ok();
    let keys = set.as_ref().and_then(|set| set.get("keys")).and_then(Value::as_array);
    let Some(keys) = keys.filter(|_| answer.hop.status == 200 && answer.hop.error.is_none()) else {
        let came = match &answer.hop.error {
            Some(error) => error.to_string(),
            None if set.is_some() => format!("{}: {}", answer.told(), shown(set.as_ref())),
            None => answer.told(),
        };
        return vec![Check { came, ..read }.failed(
            "Serve the set at this address by GET, without login or redirect: `{\"keys\": [...]}`.",
        )];
    };
    let media_type = answer.hop.header(&CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    let is_json =
        ["application/json", "application/jwk-set+json"].iter().any(|known| media_type.starts_with(known));
    let read = if is_json {
        read
    } else {
        read.warned("Send it as `application/json` or `application/jwk-set+json`.")
    };
    if keys.is_empty() {
        let empty = Check::passed("Keys", "at least one", "an empty set").of("KEY-003");
        return vec![read, empty.failed("Publish the public half of the key that the tool signs with.")];
    }
    let mut checks = vec![read];
    checks.extend(of_set(keys).into_iter().map(|check| check.seen_in(answer.number)));
    checks
}

fn of_set(keys: &[Value]) -> Vec<Check> {
    set::read(keys).iter().map(one).collect()
}

/// A key that cannot be used fails; one that some library stumbles over is warned of.
fn one(key: &Key) -> Check {
    let name =
        key.kid.as_deref().map_or_else(|| "without `kid`".to_owned(), |kid| quoted(&view::middle(kid, 32)));
    let mut came = vec![key.kind.clone()];
    came.extend(key.rsa.as_ref().map(|rsa| format!("{} bits", rsa.bits())));
    came.extend(key.alg.as_ref().map(|alg| format!("alg {alg}")));
    came.extend(key.purpose.as_ref().map(|purpose| format!("use {purpose}")));
    let expected = "an RSA key of at least 2048 bits for signatures, with a name of its own";
    let check = Check::passed(format!("Key {name}"), expected, came.join(", ")).of("KEY-003");
    let texts: Vec<&str> = key.odd.iter().map(|odd| odd.text.as_str()).collect();
    let requirement =
        key.odd.iter().find(|odd| odd.fatal).or(key.odd.first()).and_then(|odd| odd.requirement);
    let check = Check { requirement: requirement.or(check.requirement), ..check };
    if key.odd.is_empty() {
        check
    } else if key.is_usable() {
        check.warned(texts.join(" "))
    } else {
        check.failed(texts.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::tests::answer;
    use super::super::check::State;
    use super::*;

    fn states(status: u16, kind: &str, body: &str) -> Vec<State> {
        fetched(&answer("http://t/keys", status, &[("content-type", kind)], body))
            .iter()
            .map(|check| check.state)
            .collect()
    }

    #[test]
    fn what_is_no_key_set_fails() {
        for body in ["<html>", "{}", "[]", "{\"keys\": 1}"] {
            assert_eq!(states(200, "application/json", body), [State::Failed], "{body}");
        }
        assert_eq!(states(404, "application/json", "{\"keys\": []}"), [State::Failed]);
        assert_eq!(states(200, "text/plain", "{\"keys\": []}"), [State::Warned, State::Failed]);
    }

    #[test]
    fn a_key_is_judged_by_its_members() {
        let body = r#"{"keys": [{"kty": "EC", "crv": "P-256", "kid": "a"}, {"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "b"}]}"#;
        assert_eq!(
            states(200, "application/json; charset=utf-8", body),
            [State::Passed, State::Failed, State::Failed]
        );
    }
}
