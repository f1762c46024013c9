//! The claims that a person looks for first.

use homeroom_harness::DecodedToken;
use homeroom_vocab::claim;
use serde_json::Value;

use super::plain;
use crate::cli::paragraphs::columns;

/// How a claim is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Plain,
    /// Roles without the part that is the same for all.
    ShortRoles,
    IdAndTitle,
    /// A row for each member.
    Members,
}

/// Claims by the name in the row. One that every message has is told also where it is missing.
type Rows = &'static [(&'static str, &'static str, bool, Show)];

/// Of a message to the tool.
const CLAIMS: Rows = &[
    ("iss", "iss", true, Show::Plain),
    ("aud", "aud", true, Show::Plain),
    ("azp", "azp", false, Show::Plain),
    ("sub", "sub", false, Show::Plain),
    ("name", "name", false, Show::Plain),
    ("nonce", "nonce", true, Show::Plain),
    ("message_type", claim::MESSAGE_TYPE, true, Show::Plain),
    ("version", claim::VERSION, true, Show::Plain),
    ("deployment_id", claim::DEPLOYMENT_ID, true, Show::Plain),
    ("target_link_uri", claim::TARGET_LINK_URI, false, Show::Plain),
    ("roles", claim::ROLES, true, Show::ShortRoles),
    ("context", claim::CONTEXT, false, Show::IdAndTitle),
    ("resource_link", claim::RESOURCE_LINK, false, Show::IdAndTitle),
    ("custom", claim::CUSTOM, false, Show::Members),
    ("deep_linking_settings", claim::DL_SETTINGS, false, Show::Members),
];

/// Of a message from the tool; its items are told by what became of them.
const CLAIMS_OF_ANSWER: Rows = &[
    ("iss", "iss", true, Show::Plain),
    ("aud", "aud", true, Show::Plain),
    ("azp", "azp", false, Show::Plain),
    ("nonce", "nonce", true, Show::Plain),
    ("message_type", claim::MESSAGE_TYPE, true, Show::Plain),
    ("version", claim::VERSION, true, Show::Plain),
    ("deployment_id", claim::DEPLOYMENT_ID, true, Show::Plain),
    ("data", claim::DL_DATA, false, Show::Plain),
];

const MISSING: &str = "(missing)";

pub(super) fn headline(what: &str, token: &DecodedToken) -> String {
    let member = |name: &str| token.header.as_ref().map(|header| plain(&header[name])).unwrap_or_default();
    match (member("alg"), member("kid")) {
        (alg, kid) if alg.is_empty() && kid.is_empty() => what.to_owned(),
        (alg, kid) if kid.is_empty() => format!("{what} ({alg}, without kid)"),
        (alg, kid) => format!("{what} ({alg}, kid {kid})"),
    }
}

pub(super) fn rows(token: &DecodedToken) -> Vec<String> {
    told(token, CLAIMS)
}

pub(super) fn rows_of_answer(token: &DecodedToken) -> Vec<String> {
    told(token, CLAIMS_OF_ANSWER)
}

fn told(token: &DecodedToken, claims: Rows) -> Vec<String> {
    let Some(payload) = token.payload.as_ref().filter(|payload| payload.is_object()) else {
        return vec!["it cannot be read as claims".to_owned()];
    };
    let mut rows = Vec::new();
    for (name, claim, always, show) in claims {
        match payload.get(claim) {
            Some(value) => rows.extend(of_claim(name, value, *show)),
            None if *always => rows.push(((*name).to_owned(), MISSING.to_owned())),
            None => {}
        }
    }
    rows.push(("exp".to_owned(), life(payload)));
    columns(rows)
}

fn of_claim(name: &str, value: &Value, show: Show) -> Vec<(String, String)> {
    let row = |text| vec![(name.to_owned(), text)];
    match (show, value) {
        (Show::ShortRoles, Value::Array(roles)) => row(join(roles.iter().map(short_role))),
        (Show::IdAndTitle, Value::Object(_)) => row(id_and_title(value)),
        (Show::Members, Value::Object(members)) => {
            let members = members.iter().map(|(member, value)| (format!("  {member}"), listed(value)));
            row(String::new()).into_iter().chain(members).collect()
        }
        _ => row(plain(value)),
    }
}

fn life(payload: &Value) -> String {
    match (payload.get("iat").and_then(Value::as_i64), payload.get("exp").and_then(Value::as_i64)) {
        (Some(begin), Some(end)) => format!("{} s after iat", end - begin),
        _ => payload.get("exp").map_or_else(|| MISSING.to_owned(), plain),
    }
}

fn short_role(role: &Value) -> String {
    plain(role).rsplit(['#', '/']).next().unwrap_or_default().to_owned()
}

fn id_and_title(value: &Value) -> String {
    match (plain(&value["id"]), plain(&value["title"])) {
        (id, title) if !id.is_empty() && !title.is_empty() => format!("{id} ({title})"),
        (id, _) if !id.is_empty() => id,
        _ => plain(value),
    }
}

fn listed(value: &Value) -> String {
    value.as_array().map_or_else(|| plain(value), |values| join(values.iter().map(plain)))
}

fn join(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn token(payload: Value) -> DecodedToken {
        DecodedToken { header: Some(json!({"alg": "RS256"})), payload: Some(payload) }
    }

    #[test]
    fn what_every_message_has_is_told_also_where_it_is_missing() {
        let rows =
            rows(&token(json!({"iss": "http://a", "iat": 5, "exp": 305, claim::ROLES: ["x/y#Learner"]})));
        assert!(rows.contains(&"iss            http://a".to_owned()), "{rows:#?}");
        assert!(rows.contains(&"aud            (missing)".to_owned()), "{rows:#?}");
        assert!(rows.contains(&"roles          Learner".to_owned()), "{rows:#?}");
        assert!(rows.contains(&"exp            300 s after iat".to_owned()), "{rows:#?}");
    }

    #[test]
    fn whatever_a_fault_made_of_the_token_is_told() {
        let odd =
            json!({"iss": 5, "exp": "soon", claim::ROLES: "Learner", claim::CONTEXT: "c", claim::CUSTOM: []});
        assert!(rows(&token(odd)).contains(&"roles          Learner".to_owned()));
        assert_eq!(rows(&token(json!([]))), ["it cannot be read as claims"]);
        assert_eq!(headline("the id_token", &DecodedToken { header: None, payload: None }), "the id_token");
    }
}
