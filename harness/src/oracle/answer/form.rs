//! The form that carries the answer (SEC-040, DL-030, DL-048).

use serde_json::Value;

use super::{Answer, Expected, Ruling, broken, told};

/// A cookie shorter than this is a setting, not a secret.
const SHORTEST_SECRET: usize = 8;

pub(super) fn field(answer: &Answer) -> Ruling {
    let names: Vec<_> = answer.fields.iter().map(|(name, _)| format!("`{name}`")).collect();
    match answer.fields.iter().filter(|(name, _)| name == "JWT").count() {
        1 => Ok(()),
        0 if names.is_empty() => Err(broken("the message in the field `JWT`", "a form without fields")),
        0 => Err(broken("the message in the field `JWT`", format!("the fields {}", names.join(", ")))),
        count => Err(broken("one field `JWT`", format!("{count} of them"))),
    }
}

/// The address as a browser sends it. A form that goes by GET has lost its query before it is seen.
pub(super) fn action(answer: &Answer, expected: &Expected) -> Ruling {
    let return_url = expected.setting("deep_link_return_url").and_then(Value::as_str).unwrap_or_default();
    let signed = url::Url::parse(return_url).map_or(return_url.to_owned(), String::from);
    let bare = |address: &str| address.split(['?', '#']).next().unwrap_or_default().to_owned();
    if answer.method == "GET" {
        return told("a form that goes to", &bare(&signed), &bare(&answer.address));
    }
    told("a form that goes to", &signed, &answer.address)
}

pub(super) fn by_itself(answer: &Answer) -> Ruling {
    if answer.by_itself {
        return Ok(());
    }
    Err(broken("a form that submits itself", "a form that waits for a further click"))
}

pub(super) fn no_secret(answer: &Answer, expected: &Expected) -> Ruling {
    let payload = answer.token.payload_text.iter().map(|text| ("the message", text));
    let fields = answer.fields.iter().map(|(name, value)| (name.as_str(), value));
    let places: Vec<_> = fields.chain(payload).collect();
    let secrets = expected.cookies.iter().filter(|cookie| cookie.len() >= SHORTEST_SECRET);
    for secret in secrets {
        if let Some((place, _)) = places.iter().find(|(_, text)| text.contains(secret.as_str())) {
            return Err(broken(
                "nothing of the session in the form",
                format!("a cookie of the tool in {place}"),
            ));
        }
    }
    Ok(())
}
