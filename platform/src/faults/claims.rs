//! Faults of the claims. The token is honestly signed; one claim in it is wrong.

use homeroom_vocab::claim::{
    CONTEXT, CUSTOM, DEPLOYMENT_ID, LAUNCH_PRESENTATION, MESSAGE_TYPE, RESOURCE_LINK, ROLES, TARGET_LINK_URI,
    VERSION,
};
use homeroom_vocab::message::{RESOURCE_LINK as RESOURCE_LINK_REQUEST, START_PROCTORING, SUBMISSION_REVIEW};
use homeroom_vocab::role;
use homeroom_vocab::standard_claim::{AUD, AZP, EXP, IAT, ISS, NBF, NONCE, SUB};
use serde_json::{Map, Value, json};

use super::login::{full_width, percent_encoded, trailing_slash, upper_case, with_first_of_host};
use super::token::{Scene, TokenFault, row, with};
use crate::launch::draft::Draft;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A client that no tool is.
const OTHER_CLIENT: &str = "other-client";

#[rustfmt::skip]
pub(crate) const ALL: &[TokenFault] = &[
    row("iss.missing", "SEC-008", "iss is missing", |d, _| remove(d, ISS)),
    row("iss.trailing_slash", "SEC-008", "iss ends with a slash that the issuer does not have", |d, s| set(d, ISS, trailing_slash(s.issuer))),
    row("iss.upper_case", "SEC-008", "scheme and host of iss are in upper case", |d, s| set(d, ISS, upper_case(s.issuer))),
    row("iss.scheme", "SEC-008", "iss has https for http, or the other way round", |d, s| set(d, ISS, other_scheme(s.issuer))),
    row("iss.encoded", "SEC-008", "a character of the host in iss is percent-encoded", |d, s| set(d, ISS, with_first_of_host(s.issuer, percent_encoded))),
    row("iss.look_alike", "SEC-008", "a character of the host in iss is another one that looks like it", |d, s| set(d, ISS, with_first_of_host(s.issuer, full_width))),
    with("iss.foreign", "a URL", "SEC-008", "iss is another platform, the signature ours", |d, s| set(d, ISS, s.with)),
    row("aud.missing", "SEC-009", "aud is missing", |d, _| remove(d, AUD)),
    row("aud.foreign", "SEC-009", "aud is another client", |d, _| set(d, AUD, OTHER_CLIENT)),
    row("aud.empty_array", "SEC-009", "aud is an empty array", |d, _| set(d, AUD, json!([]))),
    row("aud.substring", "SEC-009", "aud contains the client id among other characters", |d, s| set(d, AUD, format!("x{}x", s.client))),
    row("aud.case", "SEC-009", "aud is the client id in the other letter case", |d, s| set(d, AUD, other_case(s.client.as_str()))),
    row("aud.extra", "SEC-010", "aud names a second client, azp the tool", |d, s| { several(d, s); set(d, AZP, s.client.as_str()); }),
    row("aud.extra_without_azp", "SEC-011", "aud names a second client, azp is missing", |d, s| { several(d, s); remove(d, AZP); }),
    row("azp.foreign", "SEC-012", "azp is another client, aud is right", |d, _| set(d, AZP, OTHER_CLIENT)),
    row("exp.missing", "SEC-015", "exp is missing", |d, _| remove(d, EXP)),
    row("exp.past_10m", "SEC-014", "expired ten minutes ago", |d, s| set(d, EXP, s.now - 10 * MINUTE)),
    row("exp.past_1d", "SEC-014", "expired a day ago", |d, s| set(d, EXP, s.now - DAY)),
    row("exp.string", "SEC-016", "exp is a string of digits", |d, _| stringify(d, EXP)),
    row("exp.null", "SEC-016", "exp is null", |d, _| set(d, EXP, Value::Null)),
    row("iat.missing", "SEC-016", "iat is missing", |d, _| remove(d, IAT)),
    row("iat.string", "SEC-016", "iat is a string of digits", |d, _| stringify(d, IAT)),
    row("iat.future_1d", "SEC-017", "issued a day from now", |d, s| set(d, IAT, s.now + DAY)),
    row("iat.future_10m", "SEC-017", "issued ten minutes from now", |d, s| set(d, IAT, s.now + 10 * MINUTE)),
    row("iat.future_10s", "SEC-018", "issued ten seconds from now, which a clock may be off", |d, s| set(d, IAT, s.now + 10)),
    row("nbf.future", "SEC-022", "not valid before an hour from now", |d, s| set(d, NBF, s.now + HOUR)),
    row("times.certification", "SEC-014", "iat 11111 and exp 22222, as the certification suite sends them", |d, _| { set(d, IAT, 11_111); set(d, EXP, 22_222); }),
    row("nonce.missing", "SEC-019", "nonce is missing", |d, _| remove(d, NONCE)),
    row("nonce.empty", "SEC-019", "nonce is the empty string", |d, _| set(d, NONCE, "")),
    row("nonce.random", "SEC-020", "nonce is not the one of the request", |d, s| set(d, NONCE, s.random)),
    with("nonce.of", "a nonce", "SEC-020", "nonce is that of another login", |d, s| set(d, NONCE, s.with)),
    row("message_type.missing", "CORE-002", "message_type is missing", |d, _| remove(d, MESSAGE_TYPE)),
    row("message_type.unknown", "CORE-002", "message_type is LtiFooRequest", |d, _| set(d, MESSAGE_TYPE, "LtiFooRequest")),
    row("message_type.lower_case", "CORE-002", "message_type is in lower case", |d, _| lower_case(d, MESSAGE_TYPE)),
    row("message_type.lti_1_1", "CORE-002", "message_type is the one of LTI 1.1", |d, _| set(d, MESSAGE_TYPE, "basic-lti-launch-request")),
    row("message_type.submission_review", "CORE-003", "message_type is a submission review, and nothing else says so", |d, _| set(d, MESSAGE_TYPE, SUBMISSION_REVIEW)).only(RESOURCE_LINK_REQUEST),
    row("message_type.start_proctoring", "CORE-003", "message_type is the start of a proctored exam, and nothing else says so", |d, _| set(d, MESSAGE_TYPE, START_PROCTORING)).only(RESOURCE_LINK_REQUEST),
    row("version.missing", "CORE-005", "version is missing", |d, _| remove(d, VERSION)),
    row("version.11_3", "CORE-005", "version is 11.3, as the certification suite sends it", |d, _| set(d, VERSION, "11.3")),
    row("version.1_3", "CORE-005", "version is 1.3", |d, _| set(d, VERSION, "1.3")),
    row("version.1_1", "CORE-005", "version is 1.1", |d, _| set(d, VERSION, "1.1")),
    row("version.number", "CORE-005", "version is the number 1.3", |d, _| set(d, VERSION, 1.3)),
    row("deployment_id.missing", "CORE-007", "deployment_id is missing", |d, _| remove(d, DEPLOYMENT_ID)),
    row("deployment_id.unknown", "CORE-008", "deployment_id belongs to no deployment", |d, _| set(d, DEPLOYMENT_ID, "unknown-deployment")),
    row("deployment_id.empty", "CORE-008", "deployment_id is the empty string", |d, _| set(d, DEPLOYMENT_ID, "")),
    row("deployment_id.case", "CORE-008", "deployment_id is in the other letter case", |d, _| change_case(d, DEPLOYMENT_ID)),
    with("deployment_id.of", "a deployment id", "CORE-008", "deployment_id is that of another client", |d, s| set(d, DEPLOYMENT_ID, s.with)),
    row("deployment_id.number", "CORE-008", "deployment_id is a number", |d, _| set(d, DEPLOYMENT_ID, 4_242_424_242_u32)),
    row("deployment_id.long", "CORE-008", "deployment_id begins as it should and is 256 characters long", |d, _| fill(d, DEPLOYMENT_ID, 256)),
    row("deployment_id.white_space", "CORE-008", "deployment_id has white space behind it", |d, _| spaced(d, DEPLOYMENT_ID)),
    row("resource_link.missing", "CORE-015", "resource_link is missing", |d, _| remove(d, RESOURCE_LINK)).only(RESOURCE_LINK_REQUEST),
    row("resource_link.empty", "CORE-015", "resource_link is an empty object", |d, _| set(d, RESOURCE_LINK, json!({}))).only(RESOURCE_LINK_REQUEST),
    row("resource_link.id_empty", "CORE-015", "the id of resource_link is the empty string", |d, _| member(d, RESOURCE_LINK, "id", "")).only(RESOURCE_LINK_REQUEST),
    row("roles.missing", "ROLE-002", "roles is missing", |d, _| remove(d, ROLES)),
    row("sub.missing", "CORE-019", "sub is missing, the names are there", |d, _| remove(d, SUB)),
    row("sub.null", "CORE-023", "sub is null", |d, _| set(d, SUB, Value::Null)),
    row("sub.empty", "CORE-023", "sub is the empty string", |d, _| set(d, SUB, "")),
    row("sub.number", "CORE-023", "sub is a number", |d, _| set(d, SUB, 42)),
    row("target_link_uri.missing", "CORE-013", "target_link_uri is missing", |d, _| remove(d, TARGET_LINK_URI)),
    with("target_link_uri.foreign", "a URL", "OIDC-085", "target_link_uri leads off the tool", |d, s| set(d, TARGET_LINK_URI, s.with)),
    row("claims.required_missing", "CORE-025", "aud, iss, sub, deployment_id and roles are all missing", |d, _| required_missing(d)),
    row("payload.not_a_message", "CORE-024", "the payload is valid JSON and no LTI message", |d, _| not_a_message(d)),
    row("context.string", "CORE-053", "context is a string", |d, _| set(d, CONTEXT, "a course")),
    row("custom.array", "CORE-053", "custom is an array", |d, _| set(d, CUSTOM, json!(["chapter", "3"]))),
    row("roles.string", "CORE-053", "roles is a string", |d, _| set(d, ROLES, role::context::LEARNER)),
    row("roles.nested", "CORE-053", "roles is an array in an array", |d, _| set(d, ROLES, json!([[role::context::INSTRUCTOR]]))),
    row("roles.null_entry", "CORE-053", "roles holds null", |d, _| set(d, ROLES, json!([null]))),
    row("roles.many", "CORE-053", "roles holds 10 000 roles that nobody knows", |d, _| set(d, ROLES, many_roles())),
    with("claim.wrong_type", "a claim and a JSON type, as in `sub: null`, or `address > country: null` for a member", "CORE-053", "a claim, or a member of one, has the wrong JSON type", |d, s| retype(d, s.with)),
    row("resource_link.string", "CORE-053", "resource_link is a string", |d, _| set(d, RESOURCE_LINK, "a link")).only(RESOURCE_LINK_REQUEST),
    row("sub.duplicate", "SEC-026", "sub stands twice in the payload, the true one last", |d, _| d.decoys.push((SUB, json!("someone-else")))),
    row("roles.duplicate", "SEC-026", "roles stands twice in the payload, the true ones last", |d, _| d.decoys.push((ROLES, json!([role::context::INSTRUCTOR])))),
    with("return_url.foreign", "a URL", "RET-004", "return_url leads to a stranger", |d, s| member(d, LAUNCH_PRESENTATION, "return_url", s.with)),
];

pub(super) fn set(draft: &mut Draft, name: &str, value: impl Into<Value>) {
    draft.claims.insert(name.to_owned(), value.into());
}

pub(super) fn remove(draft: &mut Draft, name: &str) {
    draft.claims.remove(name);
}

/// Sets a member of a claim that is an object, or makes the object.
pub(super) fn member(draft: &mut Draft, claim: &str, name: &str, value: impl Into<Value>) {
    let object = draft.claims.entry(claim).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(object) = object {
        object.insert(name.to_owned(), value.into());
    }
}

fn several(draft: &mut Draft, scene: &Scene<'_>) {
    set(draft, AUD, json!([scene.client, OTHER_CLIENT]));
}

/// The same value as text.
fn stringify(draft: &mut Draft, name: &str) {
    let text = draft.claims.get(name).map(Value::to_string).unwrap_or_default();
    set(draft, name, text);
}

fn text(draft: &Draft, name: &str) -> String {
    draft.claims.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn lower_case(draft: &mut Draft, name: &str) {
    let lower = text(draft, name).to_lowercase();
    set(draft, name, lower);
}

fn change_case(draft: &mut Draft, name: &str) {
    let changed = other_case(&text(draft, name));
    set(draft, name, changed);
}

/// Every letter in its other case; an id without letters gets one, since it must differ.
fn other_case(id: &str) -> String {
    let flip = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    let changed: String = id.chars().map(flip).collect();
    if changed == id { format!("{id}A") } else { changed }
}

fn fill(draft: &mut Draft, name: &str, length: usize) {
    let start = text(draft, name);
    set(draft, name, format!("{start:x<length$}"));
}

fn spaced(draft: &mut Draft, name: &str) {
    let start = text(draft, name);
    set(draft, name, format!("{start} "));
}

fn many_roles() -> Value {
    (0..10_000).map(|number| format!("x-role-{number}")).collect()
}

/// Gives a claim another JSON type: `name: type`, or `name > member: type`.
fn retype(draft: &mut Draft, order: &str) {
    let Some((path, value)) = order.rsplit_once(": ").and_then(|(path, kind)| Some((path, sample(kind)?)))
    else {
        return;
    };
    match path.split_once(" > ") {
        Some((claim, name)) => member(draft, claim, name, value),
        None => set(draft, path, value),
    }
}

/// Any value of that JSON type.
fn sample(kind: &str) -> Option<Value> {
    Some(match kind {
        "null" => Value::Null,
        "boolean" => json!(true),
        "number" => json!(42),
        "string" => json!("homeroom"),
        "array" => json!([42]),
        "object" => json!({"homeroom": {}}),
        _ => return None,
    })
}

fn other_scheme(issuer: &str) -> String {
    match issuer.strip_prefix("https://") {
        Some(rest) => format!("http://{rest}"),
        None => issuer.replacen("http://", "https://", 1),
    }
}

fn required_missing(draft: &mut Draft) {
    for name in [AUD, ISS, SUB, DEPLOYMENT_ID, ROLES] {
        remove(draft, name);
    }
}

fn not_a_message(draft: &mut Draft) {
    draft.claims.clear();
    set(draft, "name", "badltilaunch");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_case_is_always_another_text() {
        assert_eq!(other_case("client-Ab1"), "CLIENT-aB1");
        assert_eq!(other_case("123"), "123A");
    }

    #[test]
    fn a_claim_or_a_member_of_one_gets_another_type_and_the_rest_stays() {
        let key = crate::keys::signing::SigningKey::generate().unwrap();
        let claims = json!({"sub": "ben", "context": {"id": "c", "title": "T"}});
        let retyped = |order: &str| {
            let mut draft =
                Draft::new(claims.as_object().unwrap().clone(), crate::keys::signing::RsaAlg::Rs256, &key);
            retype(&mut draft, order);
            Value::Object(draft.claims)
        };
        assert_eq!(retyped("sub: null"), json!({"sub": null, "context": {"id": "c", "title": "T"}}));
        assert_eq!(
            retyped("context > title: boolean"),
            json!({"sub": "ben", "context": {"id": "c", "title": true}})
        );
        assert_eq!(retyped("name: array")["name"], json!([42]));
    }

    #[test]
    fn the_scheme_is_swapped_either_way() {
        assert_eq!(other_scheme("http://h/main"), "https://h/main");
        assert_eq!(other_scheme("https://h/main"), "http://h/main");
    }
}
