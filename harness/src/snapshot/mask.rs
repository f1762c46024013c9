//! What a user's masks hide, beyond what snapshots hide by themselves.

use regex::Regex;

/// Where a mask looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The value of a header of an answer, by its name.
    Header,
    /// A cookie, by its name.
    Cookie,
    /// A parameter of an address, by its name.
    Query,
    /// A field of a form, by its name.
    Field,
    /// A segment of the path of an address, by what it is.
    Path,
    /// The value of a member of a token, by its name as the snapshot writes it.
    Claim,
}

/// Hides what matches, and says so in its place. What is empty is never hidden.
#[derive(Debug, Clone)]
pub struct Mask {
    place: Place,
    pattern: Regex,
}

impl Mask {
    /// A mask for names, or path segments, that match the regular expression as a whole.
    ///
    /// # Errors
    ///
    /// When the pattern is no regular expression.
    pub fn new(place: Place, pattern: &str) -> Result<Self, regex::Error> {
        // By itself, too: `a)|(?:b` is one only within the brackets.
        Regex::new(pattern)?;
        Ok(Self { place, pattern: Regex::new(&format!("^(?:{pattern})$"))? })
    }

    fn hides(&self, place: Place, name: &str) -> bool {
        self.place == place && self.pattern.is_match(name)
    }

    /// The pattern as the user wrote it.
    fn written(&self) -> &str {
        let whole = self.pattern.as_str();
        whole.strip_prefix("^(?:").and_then(|rest| rest.strip_suffix(")$")).unwrap_or(whole)
    }
}

/// The first mask that hides this, by its pattern.
pub(super) fn hiding<'m>(masks: &'m [Mask], place: Place, name: &str) -> Option<&'m str> {
    masks.iter().find(|mask| mask.hides(place, name)).map(Mask::written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_hides_whole_names_at_its_place_only() {
        let masks = [Mask::new(Place::Cookie, "sid_.*|x").unwrap()];
        assert_eq!(hiding(&masks, Place::Cookie, "sid_1"), Some("sid_.*|x"));
        assert_eq!(hiding(&masks, Place::Cookie, "my_sid_1"), None);
        assert_eq!(hiding(&masks, Place::Field, "sid_1"), None);
    }

    #[test]
    fn a_pattern_that_is_none_is_refused() {
        for pattern in ["(", "a)|(?:b"] {
            assert!(Mask::new(Place::Query, pattern).is_err(), "{pattern}");
        }
    }
}
