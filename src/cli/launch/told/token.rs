//! The claims that a person looks for first.

use homeroom_harness::DecodedToken;
use homeroom_vocab::claim;
use serde_json::Value;

use super::plain;
use crate::cli::paragraphs::columns;

/// What a row shows of its claim.
type Show = fn(&Value) -> String;

/// Claims by the name in the row. One that every message has is told also where it is missing.
const CLAIMS: &[(&str, &str, bool, Show)] = &[
    ("iss", "iss", true, plain),
    ("aud", "aud", true, plain),
    ("azp", "azp", false, plain),
    ("sub", "sub", false, plain),
    ("name", "name", false, plain),
    ("nonce", "nonce", true, plain),
    ("message_type", claim::MESSAGE_TYPE, true, plain),
    ("version", claim::VERSION, true, plain),
    ("deployment_id", claim::DEPLOYMENT_ID, true, plain),
    ("target_link_uri", claim::TARGET_LINK_URI, false, plain),
    ("roles", claim::ROLES, true, short_roles),
    ("context", claim::CONTEXT, false, id_and_title),
    ("resource_link", claim::RESOURCE_LINK, false, id_and_title),
    ("custom", claim::CUSTOM, false, plain),
    ("deep_linking_settings", claim::DL_SETTINGS, false, plain),
];

pub(super) fn headline(token: &DecodedToken) -> String {
    let member = |name: &str| token.header.as_ref().map(|header| plain(&header[name])).unwrap_or_default();
    match (member("alg"), member("kid")) {
        (alg, kid) if alg.is_empty() && kid.is_empty() => "the id_token".to_owned(),
        (alg, kid) if kid.is_empty() => format!("the id_token ({alg}, without kid)"),
        (alg, kid) => format!("the id_token ({alg}, kid {kid})"),
    }
}

pub(super) fn rows(token: &DecodedToken) -> Vec<String> {
    let Some(payload) = token.payload.as_ref().filter(|payload| payload.is_object()) else {
        return vec!["it cannot be read as claims".to_owned()];
    };
    let row = |(name, claim, always, show): &(&'static str, &str, bool, Show)| match payload.get(claim) {
        Some(value) => Some(((*name).to_owned(), show(value))),
        None if *always => Some(((*name).to_owned(), "(missing)".to_owned())),
        None => None,
    };
    columns(CLAIMS.iter().filter_map(row).chain([("exp".to_owned(), life(payload))]).collect::<Vec<_>>())
}

fn life(payload: &Value) -> String {
    match (payload.get("iat").and_then(Value::as_i64), payload.get("exp").and_then(Value::as_i64)) {
        (Some(begin), Some(end)) => format!("{} s after iat", end - begin),
        _ => payload.get("exp").map_or_else(|| "(missing)".to_owned(), plain),
    }
}

/// Roles without the part that is the same for all.
fn short_roles(roles: &Value) -> String {
    let Some(roles) = roles.as_array() else { return plain(roles) };
    let short = |role: &Value| plain(role).rsplit(['#', '/']).next().unwrap_or_default().to_owned();
    roles.iter().map(short).collect::<Vec<_>>().join(", ")
}

fn id_and_title(value: &Value) -> String {
    match (plain(&value["id"]), plain(&value["title"])) {
        (id, title) if !id.is_empty() && !title.is_empty() => format!("{id} ({title})"),
        (id, _) if !id.is_empty() => id,
        _ => plain(value),
    }
}
