//! The one place where the harness takes time and chance from the machine.

use jiff::Timestamp;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};

/// The time of this machine.
#[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else is to use")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Letters and digits that are hard to mistake for one another.
const ALPHABET: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// A short random word; the same for the same seed.
pub(crate) fn word(seed: Option<u64>, length: usize) -> String {
    let mut chance = seed.map_or_else(fresh, rand::rngs::StdRng::seed_from_u64);
    (0..length).map(|_| letter(&mut chance)).collect()
}

/// Puts the items into an order that the seed decides.
pub(crate) fn shuffle<T>(seed: u64, items: &mut [T]) {
    items.shuffle(&mut rand::rngs::StdRng::seed_from_u64(seed));
}

fn letter(chance: &mut impl Rng) -> char {
    char::from(ALPHABET[chance.random_range(0..ALPHABET.len())])
}

#[expect(clippy::disallowed_methods, reason = "this is the chance that everybody else is to use")]
fn fresh() -> rand::rngs::StdRng {
    rand::rngs::StdRng::seed_from_u64(rand::random())
}
