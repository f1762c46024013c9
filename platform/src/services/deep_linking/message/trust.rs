//! Who made the answer for whom, how long it lives, and that it comes once.

use homeroom_vocab::standard_claim::{AUD, AZP, ISS, NONCE};
use serde_json::Value;

use super::super::check::{Wrong, shown};
use super::{Scene, exactly};
use crate::domain::edge::quoted;

/// A message through a browser that lives longer than this is worth a remark.
const LONG_LIFE: f64 = 3600.0;

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

pub(super) fn long_life(scene: &Scene<'_>) -> Option<Wrong> {
    let life = scene.signed.life()?;
    (life > LONG_LIFE).then(|| Wrong::new("a life of minutes", format!("{life:.0} s")))
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
