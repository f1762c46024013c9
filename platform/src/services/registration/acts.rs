//! What the faults of an invitation do.

use crate::domain::fault::Place;
use crate::domain::invitation::Invitation;
use crate::faults::registration::{Act, Change, Grant, Instead, act};

/// A fault that happens, with the value that it was ordered with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Happening<'a, T> {
    pub(super) what: T,
    pub(super) with: Option<&'a str>,
}

fn all(invitation: &Invitation) -> impl Iterator<Item = (Place, Happening<'_, Act>)> {
    invitation.faults.iter().filter_map(|fault| {
        let (place, what) = act(&fault.name)?;
        Some((place, Happening { what, with: fault.with.as_deref() }))
    })
}

/// What is answered at a place whatever was asked, if anything is.
pub(super) fn instead_at(invitation: &Invitation, at: Place) -> Option<Happening<'_, Instead>> {
    all(invitation).find_map(|(place, Happening { what, with })| match what {
        Act::Instead(what) if place == at => Some(Happening { what, with }),
        _ => None,
    })
}

/// How the configuration differs.
pub(super) fn changes(invitation: Option<&Invitation>) -> Vec<Happening<'_, Change>> {
    let all = invitation.into_iter().flat_map(all);
    all.filter_map(|(_, Happening { what, with })| match what {
        Act::Configuration(what) => Some(Happening { what, with }),
        _ => None,
    })
    .collect()
}

/// How what is registered or answered differs.
pub(super) fn grants(invitation: &Invitation) -> Vec<Grant> {
    all(invitation)
        .filter_map(|(_, happening)| match happening.what {
            Act::Grant(what) => Some(what),
            _ => None,
        })
        .collect()
}

/// Whether a change of the configuration happens.
pub(super) fn changes_by(invitation: Option<&Invitation>, change: Change) -> bool {
    changes(invitation).iter().any(|happening| happening.what == change)
}
