//! When the tool's own time was not ours.

use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;

use super::Session;
use crate::clock;

/// How far the tool's time is ahead, and since when it was not ours each time, in milliseconds since 1970.
#[derive(Debug, Default)]
pub(super) struct Moves(Mutex<(SignedDuration, Vec<(i64, i64)>)>);

impl Moves {
    fn note(&self, by: SignedDuration, now: i64) {
        let mut moves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = moves.0;
        moves.0 = before.saturating_add(by);
        match (before.is_zero(), moves.0.is_zero()) {
            (true, false) => moves.1.push((now, i64::MAX)),
            (false, true) => moves.1.iter_mut().rev().take(1).for_each(|window| window.1 = now),
            _ => {}
        }
    }
}

impl Session {
    /// Moves the tool's time, where it can be moved.
    pub(crate) fn move_time(&self, by: SignedDuration) {
        let Some(own) = &self.target.own_time else { return };
        self.moves.note(by, clock::now().as_millisecond());
        own.shift(by);
    }

    /// From when till when the tool's time was not ours, in milliseconds since 1970; one that lasts ends at `i64::MAX`.
    pub(crate) fn time_moved(&self) -> Vec<(i64, i64)> {
        self.moves.0.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_lasts_till_the_time_is_ours_again() {
        let moves = Moves::default();
        let seconds = SignedDuration::from_secs;
        moves.note(seconds(5), 10);
        moves.note(seconds(60), 20);
        moves.note(seconds(-65), 30);
        moves.note(seconds(1), 40);
        assert_eq!(moves.0.lock().unwrap().1, [(10, 30), (40, i64::MAX)]);
    }
}
