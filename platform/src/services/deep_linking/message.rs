//! The rules of the signed message around the items (SEC-041 to SEC-050, DL-030 to DL-041): one row each.

mod content;
mod trust;

use homeroom_vocab::claim::{DL_ERRORLOG, DL_ERRORMSG, DL_LOG, DL_MSG};
use homeroom_vocab::standard_claim::AUD;
use serde_json::Value;

use super::check::{Wrong, finding, shown};
use crate::domain::deep_linking::Picking;
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::launch::{LaunchId, Ticket};
use crate::tool_key::trust::Signed;
use content::{
    data, data_of_another, deployment, items_are_a_list, markup, message_type, one_item, perhaps_one_item,
    query, text, unasked_data, version,
};
use trust::{aud, azp, foreign_aud, iss, long_life, nonce, nonce_is_fresh};

/// What a check may look at.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) signed: Signed<'a>,
    pub(super) ticket: &'a Ticket,
    pub(super) picking: &'a Picking,
    pub(super) issuer: &'a str,
    /// The query of the address that the answer was posted to.
    pub(super) query: &'a str,
    /// Whether the tool has used this nonce before.
    pub(super) nonce_is_used: bool,
    /// The other request that the data was made for, if it was.
    pub(super) owner_of_data: Option<LaunchId>,
}

impl Scene<'_> {
    fn claim(&self, name: &str) -> Option<&Value> {
        self.signed.claim(name)
    }

    fn client(&self) -> &str {
        self.ticket.registration.client_id.as_str()
    }

    /// The members of `aud`, whether it is a string or an array.
    fn audience(&self) -> Vec<&str> {
        match self.claim(AUD) {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// One rule: where it looks, what usually breaks it, and whether a broken one refuses the whole answer.
struct Check {
    requirement: &'static str,
    level: Level,
    refuses: bool,
    place: &'static str,
    cause: &'static str,
    look: fn(&Scene<'_>) -> Option<Wrong>,
}

type Look = fn(&Scene<'_>) -> Option<Wrong>;

/// A rule without which nothing of the answer can be trusted or understood.
const fn vital(requirement: &'static str, place: &'static str, look: Look, cause: &'static str) -> Check {
    Check { requirement, level: Level::Must, refuses: true, place, cause, look }
}

/// A rule whose breach is told, and the items are taken all the same.
const fn told(
    requirement: &'static str,
    level: Level,
    place: &'static str,
    look: Look,
    cause: &'static str,
) -> Check {
    Check { requirement, level, refuses: false, place, cause, look }
}

#[rustfmt::skip]
const ALL: &[Check] = &[
    vital("SEC-046", "header `alg`", |s| s.signed.algorithm(), "the library signs with another algorithm unless it is told RS256"),
    told("SEC-047", Level::Should, "header", |s| s.signed.brought_keys(), "the library adds the key to each token; a platform must not trust it anyway"),
    vital("SEC-049", "header `crit`", |s| s.signed.critical(), "the header demands an extension that LTI does not know"),
    told("SEC-048", Level::Must, "header `kid`", |s| s.signed.kid(), "the signing call was not given the name of the key; several platforms refuse this"),
    vital("SEC-048", "header `kid`", |s| s.signed.known_key(), "the key set is not reachable from here, is cached without the new key, or belongs to another environment"),
    vital("DL-031", "signature", |s| s.signed.signature(), "signed with the key of another environment or client, or changed after it was signed"),
    vital("SEC-041", "`iss`", iss, "`iss` and `aud` are swapped: in an answer the tool issues, so `iss` is its client id"),
    vital("SEC-042", "`aud`", aud, "`aud` is the issuer of the platform, exactly as the request's `iss` has it; some libraries take the request's `aud`, or the token URL"),
    vital("SEC-049", "`aud`", foreign_aud, "the answer names somebody beside the platform as its audience"),
    told("SEC-045", Level::Note, "`azp`", azp, "it may be left out"),
    vital("SEC-043", "`exp`", |s| s.signed.exp_is_number(), "a date as text, or milliseconds in a string; JWT wants a number of seconds"),
    vital("SEC-043", "`exp`", |s| s.signed.expired(), "the clock of the tool is wrong, the time zone was added, or the person took longer than the answer lives"),
    told("SEC-043", Level::Must, "`iat`", |s| s.signed.iat_is_number(), "a date as text; JWT wants a number of seconds"),
    vital("SEC-043", "`iat`", |s| s.signed.issued_later(), "the clock of the tool is ahead, or the value is in milliseconds"),
    told("SEC-043", Level::Should, "`exp`", long_life, "the life is set for access tokens, or `exp` is in milliseconds"),
    vital("SEC-043", "`nbf`", |s| s.signed.not_yet(), "the clock of the tool is ahead"),
    vital("SEC-044", "`nonce`", nonce, "the library does not add one by itself"),
    vital("SEC-044", "`nonce`", nonce_is_fresh, "the tool sends the nonce of the request back, or the same answer twice; each answer needs a nonce of its own"),
    vital("DL-032", "`message_type`", message_type, "a typing error; the letter case counts"),
    vital("DL-033", "`version`", version, "the version is a string and has three parts"),
    vital("DL-034", "`deployment_id`", deployment, "the tool answers with a configured deployment, not with that of the request"),
    vital("SEC-050", "`data`", data_of_another, "two pickers were open and the tool keeps one value for all, in a session or a global"),
    vital("DL-035", "`data`", data, "the tool parsed, trimmed, decoded or encoded the value; it is opaque and comes back byte for byte"),
    told("DL-036", Level::Should, "`data`", unasked_data, "the tool sends `null`, an empty string, or the value of an earlier request"),
    told("DL-037", Level::Must, "`content_items`", items_are_a_list, "one item sent without the array around it, or the array as text"),
    told("DL-041", Level::Must, "`content_items`", one_item, "the tool does not look at `accept_multiple`; only the first item was taken"),
    told("DL-041", Level::Should, "`content_items`", perhaps_one_item, "the request did not say whether it takes several; not every platform does"),
    told("DL-039", Level::Must, "`msg`", |s| text(s, DL_MSG), "it is plain text"),
    told("DL-039", Level::Must, "`log`", |s| text(s, DL_LOG), "it is plain text; put structured data into it as a string"),
    told("DL-039", Level::Must, "`errormsg`", |s| text(s, DL_ERRORMSG), "it is plain text"),
    told("DL-039", Level::Must, "`errorlog`", |s| text(s, DL_ERRORLOG), "it is plain text; put structured data into it as a string"),
    told("DL-039", Level::Note, "`msg`", |s| markup(s, DL_MSG), "it is shown as it stands, tags and all"),
    told("DL-039", Level::Note, "`errormsg`", |s| markup(s, DL_ERRORMSG), "it is shown as it stands, tags and all"),
    told("DL-030", Level::Must, "address", query, "the tool rebuilds the return URL from its parts; it must post to it as it is"),
];

/// Every broken rule, and whether one of them refuses the answer.
pub(super) fn judge(scene: &Scene<'_>) -> (Vec<Finding>, bool) {
    let mut findings = Vec::new();
    let mut refused = false;
    for check in ALL {
        if let Some(wrong) = (check.look)(scene) {
            refused |= check.refuses;
            findings.push(finding(check.requirement, check.level, check.place, wrong, check.cause));
        }
    }
    (findings, refused)
}

fn exactly(scene: &Scene<'_>, name: &str, expected: &str) -> Option<Wrong> {
    let given = scene.claim(name);
    (given.and_then(Value::as_str) != Some(expected)).then(|| Wrong::new(quoted(expected), shown(given)))
}
