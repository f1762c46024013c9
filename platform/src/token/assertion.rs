//! The checks of the tool's assertion, in the order of TOK-011: who, when, for whom, once, and last the signature.

use homeroom_vocab::claim::DEPLOYMENT_ID;
use homeroom_vocab::standard_claim::{AUD, EXP, IAT, ISS, JTI, SUB};
use serde_json::Value;

use crate::domain::edge::{quoted, shown};
use crate::domain::finding::{Finding, Level};
use crate::domain::resource::Resource;
use crate::tool_key::trust::{Signed, Wrong};

/// The longest life that is taken, in seconds: so long the `jti` must be remembered.
const LONGEST_LIFE: f64 = 3600.0;

/// A longer life is worth a remark: five minutes are usual.
const LONG_LIFE: f64 = 600.0;

/// What a check may look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) signed: Signed<'a>,
    /// The address of this endpoint, which is also the name of the authorization server (TOK-007).
    pub(super) endpoint: &'a str,
    /// The parameter, where it was sent.
    pub(super) client_id: Option<&'a str>,
    /// Whether the assertion was used before.
    pub(super) jti_is_used: bool,
}

impl<'a> Scene<'a> {
    fn client(&self) -> &'a str {
        self.signed.registration.client_id.as_str()
    }

    fn claim(&self, name: &str) -> Option<&'a Value> {
        self.signed.claim(name)
    }
}

type Look = fn(&Scene<'_>) -> Option<Wrong>;

/// One rule: where it looks, what usually breaks it, and whether a broken one refuses the request.
struct Check {
    requirement: &'static str,
    level: Level,
    refuses: bool,
    place: &'static str,
    look: Look,
    cause: &'static str,
}

const fn vital(requirement: &'static str, place: &'static str, look: Look, cause: &'static str) -> Check {
    Check { requirement, level: Level::Must, refuses: true, place, look, cause }
}

const fn told(
    requirement: &'static str,
    level: Level,
    place: &'static str,
    look: Look,
    cause: &'static str,
) -> Check {
    Check { requirement, level, refuses: false, place, look, cause }
}

#[rustfmt::skip]
const ALL: &[Check] = &[
    vital("TOK-014", "header `alg`", |s| s.signed.algorithm(), "the library signs with another algorithm, or with a secret, unless it is told RS256"),
    vital("TOK-014", "header `crit`", |s| s.signed.critical(), "the header demands an extension that LTI does not know"),
    told("TOK-014", Level::Should, "header", |s| s.signed.brought_keys(), "the library adds the key to each token; a platform must not trust it anyway"),
    told("TOK-014", Level::Must, "header `kid`", |s| s.signed.kid(), "the signing call was not given the name of the key; several platforms refuse this"),
    vital("TOK-006", "`iss`", iss, "`iss` is the tool's client id, not its address and not the platform"),
    vital("TOK-006", "`sub`", sub, "`sub` is the client id too; nobody's user id"),
    vital("TOK-006", "parameter `client_id`", client_id, "the tool mixes up two registrations; the parameter may be left out"),
    vital("TOK-009", "`exp`", |s| s.signed.exp_is_number(), "a date as text, or a number in a string; JWT wants a number of seconds"),
    vital("TOK-009", "`exp`", |s| s.signed.expired(), "the clock of the tool is wrong, the time zone was added, or an old assertion is sent again"),
    vital("TOK-009", "`iat`", |s| s.signed.iat_is_number(), "it was left out, or is text; JWT wants a number of seconds"),
    vital("TOK-009", "`iat`", |s| s.signed.issued_later(), "the clock of the tool is ahead, or the value is in milliseconds"),
    vital("TOK-009", "`exp`", life, "`exp` is in milliseconds, or set for a session; an assertion is made for one request"),
    told("TOK-009", Level::Should, "`exp`", long_life, "five minutes are usual; an assertion is made for one request"),
    vital("TOK-009", "`nbf`", |s| s.signed.not_yet(), "the clock of the tool is ahead"),
    vital("TOK-007", "`aud`", aud, "`aud` is the token URL that the tool is registered with, exactly; some libraries take the issuer, or another address of the same platform"),
    told("TOK-007", Level::Note, "`aud`", foreign_aud, "some platforms refuse more than one audience"),
    vital("TOK-010", "`jti`", jti, "the library does not add one by itself"),
    vital("TOK-010", "`jti`", jti_is_fresh, "the tool keeps the assertion, or its `jti`, and sends it again; each request needs a new one"),
    told("TOK-013", Level::Should, "`deployment_id`", names_deployment, "without it the token is good for every deployment of the client"),
    vital("TOK-013", "`deployment_id`", deployment, "the tool sends a configured deployment, or that of another platform"),
    vital("TOK-014", "header `kid`", |s| s.signed.known_key(), "the key set is not reachable from here, lacks the key, or belongs to another environment"),
    vital("TOK-004", "signature", |s| s.signed.signature(), "signed with the key of another environment or client, or changed after it was signed"),
];

/// Every broken rule, and the first of those that refuse the request.
pub(super) fn judge(scene: &Scene<'_>) -> (Vec<Finding>, Option<Finding>) {
    let (mut findings, mut refusing) = (Vec::new(), None);
    for check in ALL {
        let Some(wrong) = (check.look)(scene) else { continue };
        let found = finding(check.requirement, check.level, check.place, wrong, check.cause);
        if check.refuses && refusing.is_none() {
            refusing = Some(found.clone());
        }
        findings.push(found);
    }
    (findings, refusing)
}

/// A remark on an assertion.
pub(super) fn finding(
    requirement: &'static str,
    level: Level,
    place: &str,
    wrong: Wrong,
    cause: &str,
) -> Finding {
    let place = format!("{}, assertion, {place}", Resource::Token.title());
    Finding::new(requirement, level, place, wrong.expected, wrong.actual, cause)
}

fn is_client(scene: &Scene<'_>, name: &str) -> Option<Wrong> {
    let given = scene.claim(name);
    let expected = || format!("the client id {}", quoted(scene.client()));
    (given.and_then(Value::as_str) != Some(scene.client())).then(|| Wrong::new(expected(), shown(given)))
}

fn iss(scene: &Scene<'_>) -> Option<Wrong> {
    is_client(scene, ISS)
}

fn sub(scene: &Scene<'_>) -> Option<Wrong> {
    is_client(scene, SUB)
}

fn client_id(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.client_id.filter(|given| *given != scene.client())?;
    Some(Wrong::new(format!("{}, as in the assertion", quoted(scene.client())), quoted(given)))
}

fn life(scene: &Scene<'_>) -> Option<Wrong> {
    let life = scene.signed.life().filter(|life| *life <= 0.0 || *life > LONGEST_LIFE)?;
    let expected = format!("up to {LONGEST_LIFE:.0} s after `iat`");
    Some(Wrong::new(
        expected,
        format!("{life:.0} s after it: {}, {}", shown(scene.claim(IAT)), shown(scene.claim(EXP))),
    ))
}

fn long_life(scene: &Scene<'_>) -> Option<Wrong> {
    let life = scene.signed.life().filter(|life| *life > LONG_LIFE && *life <= LONGEST_LIFE)?;
    Some(Wrong::new("a life of some minutes", format!("{life:.0} s")))
}

/// The members of `aud`, whether it is a string or an array (TOK-008).
fn audience<'a>(scene: &Scene<'a>) -> Vec<&'a str> {
    match scene.claim(AUD) {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn aud(scene: &Scene<'_>) -> Option<Wrong> {
    let named = audience(scene).contains(&scene.endpoint);
    (!named).then(|| Wrong::new(quoted(scene.endpoint), shown(scene.claim(AUD))))
}

fn foreign_aud(scene: &Scene<'_>) -> Option<Wrong> {
    let all = audience(scene);
    let more = all.contains(&scene.endpoint) && all.len() > 1;
    more.then(|| Wrong::new(format!("only {}", quoted(scene.endpoint)), shown(scene.claim(AUD))))
}

fn jti(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.claim(JTI);
    let there = given.and_then(Value::as_str).is_some_and(|jti| !jti.is_empty());
    (!there).then(|| Wrong::new("a text that no other assertion has", shown(given)))
}

fn jti_is_fresh(scene: &Scene<'_>) -> Option<Wrong> {
    let given = || format!("{} again", shown(scene.claim(JTI)));
    scene.jti_is_used.then(|| Wrong::new("a value that was not used before", given()))
}

fn names_deployment(scene: &Scene<'_>) -> Option<Wrong> {
    scene
        .claim(DEPLOYMENT_ID)
        .is_none()
        .then(|| Wrong::new("the deployment that the token is for", "nothing"))
}

fn deployment(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.claim(DEPLOYMENT_ID)?;
    let all = &scene.signed.registration.deployments;
    let known = given.as_str().is_some_and(|given| all.iter().any(|known| known.as_str() == given));
    let names = || all.iter().map(|known| quoted(known.as_str())).collect::<Vec<_>>().join(" or ");
    (!known).then(|| Wrong::new(format!("a deployment of the tool: {}", names()), shown(Some(given))))
}
