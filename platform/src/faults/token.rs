//! Faults of the signed message: they change the draft of the token, and are recorded when they do.

use homeroom_vocab::id::ClientId;

use super::{Entry, claims, deep_linking, envelope, header, signature, structure};
use crate::domain::fault::{Ordered, Place};
use crate::domain::launch::Applied;
use crate::launch::draft::Draft;

/// What a fault may look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) client: &'a ClientId,
    /// Seconds since 1970.
    pub(crate) now: i64,
    /// 128 bits that nobody could have known.
    pub(crate) random: &'a str,
    /// What the fault was ordered with.
    pub(crate) with: &'a str,
}

/// A change of the draft.
pub(crate) type Apply = fn(&mut Draft, &Scene<'_>);

/// A row of the catalogue.
#[derive(Debug)]
pub(crate) struct TokenFault {
    pub(crate) entry: Entry,
    apply: Apply,
}

/// A fault that needs no value.
pub(crate) const fn row(
    name: &'static str,
    requirement: &'static str,
    title: &'static str,
    apply: Apply,
) -> TokenFault {
    TokenFault {
        entry: Entry { name, place: Place::IdToken, title, requirement, with: None, message: None },
        apply,
    }
}

/// A fault that needs a value.
pub(crate) const fn with(
    name: &'static str,
    what: &'static str,
    requirement: &'static str,
    title: &'static str,
    apply: Apply,
) -> TokenFault {
    let entry = Entry { name, place: Place::IdToken, title, requirement, with: Some(what), message: None };
    TokenFault { entry, apply }
}

impl TokenFault {
    /// The same fault, for one message only.
    pub(crate) const fn only(mut self, message: &'static str) -> Self {
        self.entry.message = Some(message);
        self
    }
}

/// Every fault of the token, in the order in which they are applied.
pub(crate) fn all() -> impl Iterator<Item = &'static TokenFault> {
    [header::ALL, signature::ALL, envelope::ALL, claims::ALL, deep_linking::ALL, structure::ALL]
        .into_iter()
        .flatten()
}

/// Whether a launch has any fault of the token.
pub(crate) fn any(ordered: &[Ordered]) -> bool {
    ordered.iter().any(|order| all().any(|fault| fault.entry.name == order.name))
}

/// Applies the token faults of a launch in the order of the catalogue, and says which they were.
pub(crate) fn apply(draft: &mut Draft, ordered: &[Ordered], scene: Scene<'_>) -> Vec<Applied> {
    let mut applied = Vec::new();
    for fault in all() {
        for order in ordered.iter().filter(|order| order.name == fault.entry.name) {
            (fault.apply)(draft, &Scene { with: order.with.as_deref().unwrap_or_default(), ..scene });
            applied.push(Applied { name: fault.entry.name, place: Place::IdToken });
        }
    }
    applied
}
