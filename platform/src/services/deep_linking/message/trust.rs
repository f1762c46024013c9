//! What makes a token trustworthy, whatever it says: algorithm, key, signature, who made it for whom, when, and once.

use homeroom_vocab::header::{ALG, CRIT, JKU, JWK, KID, X5C, X5U};
use homeroom_vocab::standard_claim::{AUD, AZP, EXP, IAT, ISS, NBF, NONCE};
use serde_json::Value;

use super::super::check::{Wrong, shown};
use super::super::keys::{self, Seal};
use super::{Scene, exactly};
use crate::domain::edge::quoted;

/// How far the clocks of two machines may be apart, in seconds.
const SKEW: i64 = 60;

/// A message through a browser that lives longer than this is worth a remark.
const LONG_LIFE: i64 = 3600;

pub(super) fn algorithm(scene: &Scene<'_>) -> Option<Wrong> {
    if *scene.seal != Seal::Algorithm {
        return None;
    }
    let names: Vec<String> =
        keys::algorithms(&scene.ticket.registration).iter().map(|(name, _)| quoted(name)).collect();
    Some(Wrong::new(names.join(" or "), shown(scene.jws.header.get(ALG))))
}

pub(super) fn brought_keys(scene: &Scene<'_>) -> Option<Wrong> {
    let found = [JWK, JKU, X5U, X5C].into_iter().filter(|name| scene.jws.header.contains_key(*name));
    let found: Vec<String> = found.map(quoted).collect();
    (!found.is_empty()).then(|| Wrong::new("no key in the header", found.join(", ")))
}

pub(super) fn critical(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.jws.header.get(CRIT)?;
    Some(Wrong::new("no `crit`", shown(Some(given))))
}

pub(super) fn kid(scene: &Scene<'_>) -> Option<Wrong> {
    let by_name = scene.ticket.registration.jwks_url.is_some();
    let given = scene.jws.header.get(KID);
    let named = given.and_then(Value::as_str).is_some_and(|kid| !kid.is_empty());
    (by_name && !named).then(|| Wrong::new("the `kid` of a key in the tool's key set", shown(given)))
}

pub(super) fn known_key(scene: &Scene<'_>) -> Option<Wrong> {
    match scene.seal {
        Seal::NoKey { expected, actual } => Some(Wrong::new(expected.clone(), actual.clone())),
        _ => None,
    }
}

pub(super) fn signature(scene: &Scene<'_>) -> Option<Wrong> {
    let expected = "a signature by the tool's key";
    (*scene.seal == Seal::Broken).then(|| Wrong::new(expected, "one that this key did not make"))
}

pub(super) fn iss(scene: &Scene<'_>) -> Option<Wrong> {
    let mut wrong = exactly(scene, ISS, scene.client())?;
    wrong.expected = format!("the client id {}", wrong.expected);
    Some(wrong)
}

pub(super) fn aud(scene: &Scene<'_>) -> Option<Wrong> {
    let named = scene.audience().contains(&scene.issuer);
    (!named).then(|| Wrong::new(format!("the issuer {}", quoted(scene.issuer)), shown(scene.claim(AUD))))
}

pub(super) fn foreign_aud(scene: &Scene<'_>) -> Option<Wrong> {
    let audience = scene.audience();
    let foreign = audience.contains(&scene.issuer) && audience.iter().any(|one| *one != scene.issuer);
    foreign.then(|| Wrong::new(format!("only {}", quoted(scene.issuer)), shown(scene.claim(AUD))))
}

/// The text of the standard and its example differ, so both readings are right.
pub(super) fn azp(scene: &Scene<'_>) -> Option<Wrong> {
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

pub(super) fn exp_is_number(scene: &Scene<'_>) -> Option<Wrong> {
    number(scene, EXP)
}

pub(super) fn iat_is_number(scene: &Scene<'_>) -> Option<Wrong> {
    number(scene, IAT)
}

pub(super) fn expired(scene: &Scene<'_>) -> Option<Wrong> {
    let left = scene.seconds_from_now(EXP)?;
    let expected = || format!("a time after now, {}", scene.now);
    (left + in_f64(SKEW) <= 0.0)
        .then(|| Wrong::new(expected(), format!("{}, {:.0} s ago", shown(scene.claim(EXP)), -left)))
}

pub(super) fn issued_later(scene: &Scene<'_>) -> Option<Wrong> {
    let ahead = scene.seconds_from_now(IAT)?;
    let expected = || format!("now, {}, or a little earlier", scene.now);
    (ahead > in_f64(SKEW))
        .then(|| Wrong::new(expected(), format!("{}, {ahead:.0} s from now", shown(scene.claim(IAT)))))
}

pub(super) fn not_yet(scene: &Scene<'_>) -> Option<Wrong> {
    let ahead = scene.seconds_from_now(NBF)?;
    (ahead > in_f64(SKEW)).then(|| Wrong::new("a time before now", shown(scene.claim(NBF))))
}

pub(super) fn long_life(scene: &Scene<'_>) -> Option<Wrong> {
    let life = scene.number(EXP)? - scene.number(IAT)?;
    (life > in_f64(LONG_LIFE)).then(|| Wrong::new("a life of minutes", format!("{life:.0} s")))
}

#[expect(clippy::cast_precision_loss, reason = "the constants of this file are small")]
fn in_f64(seconds: i64) -> f64 {
    seconds as f64
}

pub(super) fn nonce(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.claim(NONCE);
    let there = given.and_then(Value::as_str).is_some_and(|nonce| !nonce.is_empty());
    (!there).then(|| Wrong::new("a fresh value", shown(given)))
}

pub(super) fn nonce_is_fresh(scene: &Scene<'_>) -> Option<Wrong> {
    let given = shown(scene.claim(NONCE));
    scene.nonce_is_used.then(|| Wrong::new("a value that was not used before", format!("{given} again")))
}
