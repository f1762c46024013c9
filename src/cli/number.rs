//! Numbers as the command line takes them, refused in plain words.

use std::num::NonZeroUsize;
use std::str::FromStr;

/// A number of things that there has to be at least one of.
pub(crate) fn from_one(text: &str) -> Result<NonZeroUsize, String> {
    read(text, "from 1 on")
}

/// Any whole number.
pub(crate) fn from_zero<N: FromStr>(text: &str) -> Result<N, String> {
    read(text, "from 0 on")
}

fn read<N: FromStr>(text: &str, range: &str) -> Result<N, String> {
    text.parse().map_err(|_| format!("expected a whole number {range}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read_and_anything_else_is_told_what_they_look_like() {
        assert_eq!(from_one("8"), Ok(NonZeroUsize::MIN.saturating_add(7)));
        assert_eq!(from_zero("0"), Ok(0_u64));
        for text in ["", "x", "-1", "1.5", "99999999999999999999999"] {
            assert_eq!(from_one(text), Err("expected a whole number from 1 on".to_owned()), "{text}");
            assert_eq!(from_zero::<u64>(text), Err("expected a whole number from 0 on".to_owned()), "{text}");
        }
        assert_eq!(from_one("0"), Err("expected a whole number from 1 on".to_owned()));
    }
}
