//! What a form was filled from. Two tabs may edit the same thing: the form that was filled from an older state is
//! refused with 409, and shows what is stored now beside what was typed, with both ways on.
//!
//! A page holds a `Seen` in its field `seen`, and its template puts `{{ <seen of={page.seen} /> }}` first into the form.
//! When the form comes back, `Seen::of(&stored).is_of(&typed)` says whether it may be saved; if not, the page is shown
//! again with `StatusCode::CONFLICT`, everything that was typed, and `Seen::of(&stored).against(...)`. Sending that form
//! once more overwrites, since it carries the newer fingerprint.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use super::typed::Typed;

/// The hidden field that carries the fingerprint.
const FIELD: &str = "seen";

/// A fingerprint of what is stored, and where a form disagrees with it, how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Seen {
    fingerprint: String,
    conflict: Option<Conflict>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Conflict {
    /// Where the form is filled from what is stored.
    theirs: String,
    rows: Vec<Differs>,
}

/// A field that holds something else than what is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Differs {
    label: &'static str,
    stored: String,
    typed: String,
}

impl Differs {
    /// A field by the label that the form gives it.
    pub(crate) fn new(label: &'static str, stored: impl Into<String>, typed: impl Into<String>) -> Self {
        Self { label, stored: stored.into(), typed: typed.into() }
    }

    /// Browsers send `\r\n`, and white space at the ends is dropped where it is saved.
    fn is_real(&self) -> bool {
        let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        plain(&self.stored) != plain(&self.typed)
    }
}

impl Seen {
    /// What a form is filled from that shows this.
    pub(crate) fn of<T: Serialize + ?Sized>(stored: &T) -> Self {
        let document = serde_json::to_vec(stored).unwrap_or_default();
        let fingerprint = URL_SAFE_NO_PAD.encode(&digest(&SHA256, &document).as_ref()[..12]);
        Self { fingerprint, conflict: None }
    }

    /// Whether a filled form showed this.
    pub(crate) fn is_of(&self, typed: &Typed) -> bool {
        typed.first(FIELD) == self.fingerprint
    }

    /// For the form that is shown again: where the fields (those that agree are left out) can be seen as they are stored.
    pub(crate) fn against(self, theirs: impl Into<String>, fields: Vec<Differs>) -> Self {
        let rows = fields.into_iter().filter(Differs::is_real).collect();
        Self { conflict: Some(Conflict { theirs: theirs.into(), rows }), ..self }
    }

    #[cfg(test)]
    pub(crate) fn samples() -> Vec<Self> {
        use super::samples::HARD_NAME;
        let plain = Self::of("stored");
        let rows =
            vec![Differs::new("Name", HARD_NAME, "Ada"), Differs::new("E-mail", "", "ada@school.test")];
        let stale = plain.clone().against("/main/x?a=1&b=2", rows);
        let same = plain.clone().against("/main/x", Vec::new());
        vec![plain, stale, same]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(seen: &Seen) -> Typed {
        Typed::parse(format!("name=Ada&seen={}", seen.fingerprint).as_bytes())
    }

    #[test]
    fn a_form_is_of_what_it_was_filled_from_and_of_nothing_later() {
        let first = Seen::of(&("Ada", 1));
        assert!(Seen::of(&("Ada", 1)).is_of(&sent(&first)));
        assert!(!Seen::of(&("Ada", 2)).is_of(&sent(&first)));
        assert!(!first.is_of(&Typed::parse(b"name=Ada")));
    }

    #[test]
    fn only_fields_that_differ_are_told() {
        let rows = vec![
            Differs::new("Name", "Ada", " Ada "),
            Differs::new("Custom", "a=1\nb=2", "a=1\r\nb=2\r\n"),
            Differs::new("E-mail", "a@x", ""),
        ];
        let told = Seen::of("x").against("/main/", rows).conflict.unwrap().rows;
        assert_eq!(told.iter().map(|row| row.label).collect::<Vec<_>>(), ["E-mail"]);
    }
}
