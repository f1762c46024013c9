//! The rules of the signed message around the items (SEC-041 to SEC-050, DL-030 to DL-041): one row each.

use homeroom_vocab::VERSION_1_3_0;
use homeroom_vocab::claim::{
    DEPLOYMENT_ID, DL_CONTENT_ITEMS, DL_DATA, DL_ERRORLOG, DL_ERRORMSG, DL_LOG, DL_MSG, MESSAGE_TYPE, VERSION,
};
use homeroom_vocab::header::{ALG, CRIT, JKU, JWK, KID, X5C, X5U};
use homeroom_vocab::message::DEEP_LINKING_RESPONSE;
use homeroom_vocab::standard_claim::{AUD, AZP, EXP, IAT, ISS, NBF, NONCE};
use serde_json::Value;

use super::check::{Wrong, finding, shown};
use super::keys::{self, Seal};
use super::token::Jws;
use crate::domain::deep_linking::{Picking, member};
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::launch::{LaunchId, Ticket};

/// How far the clocks of two machines may be apart, in seconds.
const SKEW: i64 = 60;

/// A message through a browser that lives longer than this is worth a remark.
const LONG_LIFE: i64 = 3600;

/// What a check may look at.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) jws: &'a Jws,
    pub(super) seal: &'a Seal,
    pub(super) ticket: &'a Ticket,
    pub(super) picking: &'a Picking,
    pub(super) issuer: &'a str,
    /// The query of the address that the answer was posted to.
    pub(super) query: &'a str,
    /// Seconds since 1970.
    pub(super) now: i64,
    /// Whether the tool has used this nonce before.
    pub(super) nonce_is_used: bool,
    /// The other request that the data was made for, if it was.
    pub(super) owner_of_data: Option<LaunchId>,
}

impl Scene<'_> {
    fn claim(&self, name: &str) -> Option<&Value> {
        self.jws.claims.get(name)
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.claim(name).and_then(Value::as_f64)
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

    #[expect(clippy::cast_precision_loss, reason = "seconds of any plausible time fit")]
    fn seconds_from_now(&self, name: &str) -> Option<f64> {
        Some(self.number(name)? - self.now as f64)
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
    vital("SEC-046", "header `alg`", algorithm, "the library signs with another algorithm unless it is told RS256"),
    told("SEC-047", Level::Should, "header", brought_keys, "the library adds the key to each token; a platform must not trust it anyway"),
    vital("SEC-049", "header `crit`", critical, "the header demands an extension that LTI does not know"),
    told("SEC-048", Level::Must, "header `kid`", kid, "the signing call was not given the name of the key; several platforms refuse this"),
    vital("SEC-048", "header `kid`", known_key, "the key set is not reachable from here, is cached without the new key, or belongs to another environment"),
    vital("DL-031", "signature", signature, "signed with the key of another environment or client, or changed after it was signed"),
    vital("SEC-041", "`iss`", iss, "`iss` and `aud` are swapped: in an answer the tool issues, so `iss` is its client id"),
    vital("SEC-042", "`aud`", aud, "`aud` is the issuer of the platform, exactly as the request's `iss` has it; some libraries take the request's `aud`, or the token URL"),
    vital("SEC-049", "`aud`", foreign_aud, "the answer names somebody beside the platform as its audience"),
    told("SEC-045", Level::Note, "`azp`", azp, "it may be left out"),
    vital("SEC-043", "`exp`", exp_is_number, "a date as text, or milliseconds in a string; JWT wants a number of seconds"),
    vital("SEC-043", "`exp`", expired, "the clock of the tool is wrong, the time zone was added, or the person took longer than the answer lives"),
    told("SEC-043", Level::Must, "`iat`", iat_is_number, "a date as text; JWT wants a number of seconds"),
    vital("SEC-043", "`iat`", issued_later, "the clock of the tool is ahead, or the value is in milliseconds"),
    told("SEC-043", Level::Should, "`exp`", long_life, "the life is set for access tokens, or `exp` is in milliseconds"),
    vital("SEC-043", "`nbf`", not_yet, "the clock of the tool is ahead"),
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

fn algorithm(scene: &Scene<'_>) -> Option<Wrong> {
    if *scene.seal != Seal::Algorithm {
        return None;
    }
    let names: Vec<String> =
        keys::algorithms(&scene.ticket.registration).iter().map(|(name, _)| quoted(name)).collect();
    Some(Wrong::new(names.join(" or "), shown(scene.jws.header.get(ALG))))
}

fn brought_keys(scene: &Scene<'_>) -> Option<Wrong> {
    let found = [JWK, JKU, X5U, X5C].into_iter().filter(|name| scene.jws.header.contains_key(*name));
    let found: Vec<String> = found.map(quoted).collect();
    (!found.is_empty()).then(|| Wrong::new("no key in the header", found.join(", ")))
}

fn critical(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.jws.header.get(CRIT)?;
    Some(Wrong::new("no `crit`", shown(Some(given))))
}

fn kid(scene: &Scene<'_>) -> Option<Wrong> {
    let by_name = scene.ticket.registration.jwks_url.is_some();
    let given = scene.jws.header.get(KID);
    let named = given.and_then(Value::as_str).is_some_and(|kid| !kid.is_empty());
    (by_name && !named).then(|| Wrong::new("the `kid` of a key in the tool's key set", shown(given)))
}

fn known_key(scene: &Scene<'_>) -> Option<Wrong> {
    match scene.seal {
        Seal::NoKey { expected, actual } => Some(Wrong::new(expected.clone(), actual.clone())),
        _ => None,
    }
}

fn signature(scene: &Scene<'_>) -> Option<Wrong> {
    let expected = "a signature by the tool's key";
    (*scene.seal == Seal::Broken).then(|| Wrong::new(expected, "one that this key did not make"))
}

fn iss(scene: &Scene<'_>) -> Option<Wrong> {
    let mut wrong = exactly(scene, ISS, scene.client())?;
    wrong.expected = format!("the client id {}", wrong.expected);
    Some(wrong)
}

fn aud(scene: &Scene<'_>) -> Option<Wrong> {
    let named = scene.audience().contains(&scene.issuer);
    (!named).then(|| Wrong::new(format!("the issuer {}", quoted(scene.issuer)), shown(scene.claim(AUD))))
}

fn foreign_aud(scene: &Scene<'_>) -> Option<Wrong> {
    let audience = scene.audience();
    let foreign = audience.contains(&scene.issuer) && audience.iter().any(|one| *one != scene.issuer);
    foreign.then(|| Wrong::new(format!("only {}", quoted(scene.issuer)), shown(scene.claim(AUD))))
}

/// The text of the standard and its example differ, so both readings are right.
fn azp(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.claim(AZP)?;
    let right = given.as_str().is_some_and(|azp| azp == scene.client() || azp == scene.issuer);
    let expected = || format!("{} or {}, or nothing", quoted(scene.client()), quoted(scene.issuer));
    (!right).then(|| Wrong::new(expected(), shown(Some(given))))
}

fn number(scene: &Scene<'_>, name: &str) -> Option<Wrong> {
    let given = scene.claim(name);
    let expected = "a number of seconds since 1970";
    (!given.is_some_and(Value::is_number)).then(|| Wrong::new(expected, shown(given)))
}

fn exp_is_number(scene: &Scene<'_>) -> Option<Wrong> {
    number(scene, EXP)
}

fn iat_is_number(scene: &Scene<'_>) -> Option<Wrong> {
    number(scene, IAT)
}

fn expired(scene: &Scene<'_>) -> Option<Wrong> {
    let left = scene.seconds_from_now(EXP)?;
    let expected = || format!("a time after now, {}", scene.now);
    (left + in_f64(SKEW) <= 0.0)
        .then(|| Wrong::new(expected(), format!("{}, {:.0} s ago", shown(scene.claim(EXP)), -left)))
}

fn issued_later(scene: &Scene<'_>) -> Option<Wrong> {
    let ahead = scene.seconds_from_now(IAT)?;
    let expected = || format!("now, {}, or a little earlier", scene.now);
    (ahead > in_f64(SKEW))
        .then(|| Wrong::new(expected(), format!("{}, {ahead:.0} s from now", shown(scene.claim(IAT)))))
}

fn not_yet(scene: &Scene<'_>) -> Option<Wrong> {
    let ahead = scene.seconds_from_now(NBF)?;
    (ahead > in_f64(SKEW)).then(|| Wrong::new("a time before now", shown(scene.claim(NBF))))
}

fn long_life(scene: &Scene<'_>) -> Option<Wrong> {
    let life = scene.number(EXP)? - scene.number(IAT)?;
    (life > in_f64(LONG_LIFE)).then(|| Wrong::new("a life of minutes", format!("{life:.0} s")))
}

#[expect(clippy::cast_precision_loss, reason = "the constants of this file are small")]
fn in_f64(seconds: i64) -> f64 {
    seconds as f64
}

fn nonce(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.claim(NONCE);
    let there = given.and_then(Value::as_str).is_some_and(|nonce| !nonce.is_empty());
    (!there).then(|| Wrong::new("a fresh value", shown(given)))
}

fn nonce_is_fresh(scene: &Scene<'_>) -> Option<Wrong> {
    let given = shown(scene.claim(NONCE));
    scene.nonce_is_used.then(|| Wrong::new("a value that was not used before", format!("{given} again")))
}

fn message_type(scene: &Scene<'_>) -> Option<Wrong> {
    exactly(scene, MESSAGE_TYPE, DEEP_LINKING_RESPONSE)
}

fn version(scene: &Scene<'_>) -> Option<Wrong> {
    exactly(scene, VERSION, VERSION_1_3_0)
}

fn deployment(scene: &Scene<'_>) -> Option<Wrong> {
    exactly(scene, DEPLOYMENT_ID, scene.ticket.deployment.as_str())
}

fn data_of_another(scene: &Scene<'_>) -> Option<Wrong> {
    let other = scene.owner_of_data.as_ref()?;
    let expected = shown(scene.picking.settings.data());
    Some(Wrong::new(expected, format!("{}, the data of launch `{other}`", shown(scene.claim(DL_DATA)))))
}

fn data(scene: &Scene<'_>) -> Option<Wrong> {
    let (sent, given) = (scene.picking.settings.data()?, scene.claim(DL_DATA));
    if given == Some(sent) || scene.owner_of_data.is_some() {
        return None;
    }
    Some(Wrong::new(shown(Some(sent)), format!("{}{}", shown(given), parting(sent, given))))
}

/// Where two long texts part, since their beginnings look the same.
fn parting(sent: &Value, given: Option<&Value>) -> String {
    let (Some(sent), Some(given)) = (sent.as_str(), given.and_then(Value::as_str)) else {
        return String::new();
    };
    let same = sent.bytes().zip(given.bytes()).take_while(|(one, two)| one == two).count();
    format!(" ({} bytes sent, {} came back, the same up to byte {same})", sent.len(), given.len())
}

fn unasked_data(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.claim(DL_DATA)?;
    scene
        .picking
        .settings
        .data()
        .is_none()
        .then(|| Wrong::new("no `data`, as in the request", shown(Some(given))))
}

fn items_are_a_list(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.claim(DL_CONTENT_ITEMS)?;
    (!given.is_array()).then(|| Wrong::new("an array", shown(Some(given))))
}

fn several(scene: &Scene<'_>) -> Option<usize> {
    let count = scene.claim(DL_CONTENT_ITEMS)?.as_array()?.len();
    (count > 1).then_some(count)
}

fn one_item(scene: &Scene<'_>) -> Option<Wrong> {
    let forbidden = scene.picking.settings.switch(member::ACCEPT_MULTIPLE) == Some(false);
    let count = several(scene).filter(|_| forbidden)?;
    Some(Wrong::new("at most one item, since `accept_multiple` is false", format!("{count} items")))
}

fn perhaps_one_item(scene: &Scene<'_>) -> Option<Wrong> {
    let unsaid = scene.picking.settings.switch(member::ACCEPT_MULTIPLE).is_none();
    let count = several(scene).filter(|_| unsaid)?;
    Some(Wrong::new("one item, since `accept_multiple` was not sent", format!("{count} items")))
}

fn text(scene: &Scene<'_>, name: &str) -> Option<Wrong> {
    let given = scene.claim(name)?;
    (!given.is_string()).then(|| Wrong::new("a string", shown(Some(given))))
}

fn markup(scene: &Scene<'_>, name: &str) -> Option<Wrong> {
    let given = scene.claim(name)?;
    let text = given.as_str()?;
    let tag =
        text.split('<').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
    (tag && text.contains('>')).then(|| Wrong::new("plain text", shown(Some(given))))
}

fn query(scene: &Scene<'_>) -> Option<Wrong> {
    let told =
        |query: &str| if query.is_empty() { "no query".to_owned() } else { quoted(&format!("?{query}")) };
    (scene.query != scene.picking.query).then(|| Wrong::new(told(scene.picking.query), told(scene.query)))
}
