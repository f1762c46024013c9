//! The header and the signature of the answer (SEC-046..048).

use serde_json::Value;

use super::{Answer, Expected, Not, Ruling, ToolKeys, broken, shown};

pub(super) fn alg(answer: &Answer) -> Ruling {
    match answer.token.header("alg") {
        Some(Value::String(alg)) if alg == "RS256" => Ok(()),
        other => Err(broken("`alg` = `RS256`", shown("alg", other))),
    }
}

pub(super) fn signature(answer: &Answer, expected: &Expected) -> Ruling {
    let alg = answer.token.header_text("alg").unwrap_or_default();
    if !["RS256", "RS384", "RS512", "PS256"].contains(&alg) {
        return Err(Not::Judged(format!("`alg` is `{alg}`, so no public key can verify the answer")));
    }
    let keys = match &expected.keys {
        ToolKeys::Published(keys) | ToolKeys::Registered(keys) => keys,
        ToolKeys::Unknown(why) => return Err(Not::Judged(why.clone())),
    };
    if answer.token.verifies_with_any(keys) {
        return Ok(());
    }
    Err(broken("a signature by a key of the tool", "one that no key of the tool verifies"))
}

pub(super) fn kid(answer: &Answer, expected: &Expected) -> Ruling {
    let keys = match &expected.keys {
        ToolKeys::Published(keys) => keys,
        ToolKeys::Registered(_) => {
            return Err(Not::Applicable(
                "the tool is registered with a `pem`, which names no key".to_owned(),
            ));
        }
        ToolKeys::Unknown(why) => return Err(Not::Judged(why.clone())),
    };
    let wanted = || format!("a `kid` of the tool's key set (`{}`)", keys.kids().join("`, `"));
    match answer.token.header_text("kid") {
        Some(kid) if keys.kids().contains(&kid) => {
            let other = answer.token.verifies_with_any(keys) && !answer.token.verifies_with(keys);
            let actual = format!("`kid` = `{kid}`, and the signature is by another key of the set");
            if other { Err(broken("the `kid` of the key that signed", actual)) } else { Ok(()) }
        }
        _ => Err(broken(wanted(), shown("kid", answer.token.header("kid")))),
    }
}

pub(super) fn key_headers(answer: &Answer) -> Ruling {
    match ["x5u", "x5c", "jku", "jwk"].iter().find(|name| answer.token.header(name).is_some()) {
        None => Ok(()),
        Some(name) => {
            Err(broken("no key and no way to one in the header", format!("`{name}` in the header")))
        }
    }
}
