//! Faults of who may use the token, and when: audience, times, nonce, and tokens of another kind altogether. The token is
//! honestly signed.

use homeroom_vocab::claim::{MESSAGE_TYPE, RESOURCE_LINK, ROLES, TARGET_LINK_URI};
use homeroom_vocab::standard_claim::{AUD, AZP, EXP, IAT, ISS, NONCE, SUB};
use serde_json::{Value, json};

use super::claims::{remove, set};
use super::token::{Scene, TokenFault, row, with};
use crate::launch::draft::Draft;

/// A client that no tool is.
const OTHER_CLIENT: &str = "other-client";

/// The claim of a platform's notices, which no launch has.
const NOTICE: &str = "https://purl.imsglobal.org/spec/lti/claim/notice";

/// A number of seconds beyond those that fit into 64 bits with a sign.
const TWO_TO_63: u64 = 1 << 63;

/// The last second of the year 9999.
const YEAR_9999: i64 = 253_402_300_799;

#[rustfmt::skip]
pub(crate) const ALL: &[TokenFault] = &[
    row("aud.space", "SEC-009", "aud is one text with two client ids in it", |d, s| set(d, AUD, format!("{} {OTHER_CLIENT}", s.client))),
    row("aud.nested", "SEC-009", "aud is an array in an array", |d, s| set(d, AUD, json!([[s.client]]))),
    row("aud.object", "SEC-009", "aud is an object", |d, s| set(d, AUD, json!({s.client.as_str(): true}))),
    row("aud.foreign_azp", "SEC-009", "aud is another client, azp the tool", |d, s| { set(d, AUD, json!([OTHER_CLIENT])); set(d, AZP, s.client.as_str()); }),
    row("aud.extra_azp_foreign", "SEC-010", "aud names a second client, which is azp", |d, s| { set(d, AUD, json!([s.client, OTHER_CLIENT])); set(d, AZP, OTHER_CLIENT); }),
    row("aud.duplicate", "SEC-026", "aud stands twice in the payload, another client last", |d, s| { set(d, AUD, OTHER_CLIENT); d.decoys.push((AUD, json!(s.client))); }),
    with("exp.past", "a number of seconds", "SEC-014", "expired so many seconds ago", |d, s| set(d, EXP, s.now.saturating_sub(seconds(s)))),
    row("exp.negative", "SEC-014", "exp is a negative number", |d, _| set(d, EXP, -1)),
    row("exp.float", "SEC-016", "exp has a fraction, which is allowed", |d, s| set(d, EXP, fraction(s.now + 300))),
    row("exp.two_to_63", "SEC-015", "exp is too large for 64 bits with a sign", |d, _| set(d, EXP, TWO_TO_63)),
    row("exp.year_9999", "SEC-015", "expires at the end of the year 9999", |d, _| set(d, EXP, YEAR_9999)),
    row("exp.infinite", "SEC-016", "exp is 1e400, which no double can hold", |d, _| infinite(d)),
    with("iat.past", "a number of seconds", "SEC-017", "issued so many seconds ago, and not expired", |d, s| set(d, IAT, s.now.saturating_sub(seconds(s)))),
    with("iat.future", "a number of seconds", "SEC-017", "issued so many seconds from now", |d, s| { set(d, IAT, s.now.saturating_add(seconds(s))); set(d, EXP, s.now.saturating_add(seconds(s)).saturating_add(300)); }),
    row("nonce.number", "SEC-019", "nonce is a number", |d, _| set(d, NONCE, 42)),
    row("payload.notice", "CORE-002", "the token is a notice for the tool's server, and no launch", notice),
    row("payload.access_token", "CORE-002", "the token is an access token, and no launch", access_token),
];

/// What the order says: any number that fits, and 0 for what is none.
fn seconds(scene: &Scene<'_>) -> i64 {
    scene.with.parse().unwrap_or_default()
}

fn fraction(seconds: i64) -> Value {
    serde_json::from_str(&format!("{seconds}.5")).unwrap_or_default()
}

/// A number that a JSON value cannot hold has to be written into the text.
fn infinite(draft: &mut Draft) {
    remove(draft, EXP);
    draft.payload_text = Some(|mut text| {
        text.insert_str(1, "\"exp\":1e400,");
        text.into_bytes()
    });
}

fn notice(draft: &mut Draft, scene: &Scene<'_>) {
    for name in [MESSAGE_TYPE, RESOURCE_LINK, ROLES, TARGET_LINK_URI] {
        remove(draft, name);
    }
    let notice =
        json!({"id": scene.random, "timestamp": "2024-01-01T00:00:00Z", "type": "LtiHelloWorldNotice"});
    set(draft, NOTICE, notice);
}

fn access_token(draft: &mut Draft, scene: &Scene<'_>) {
    draft.claims.retain(|name, _| [ISS, AUD, IAT, EXP].contains(&name.as_str()));
    set(draft, SUB, scene.client.as_str());
    set(draft, "scope", "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly");
}
