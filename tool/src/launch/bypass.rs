//! Checks that tools with defects leave out for deep-linking requests. A correct tool makes no difference
//! between messages before it knows that they are authentic (DL-006).

use homeroom_vocab::claim::MESSAGE_TYPE;
use homeroom_vocab::message;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::Claims;

/// What a token says of itself, verified or not, and the defects that believe it.
pub(crate) struct Bypass<'a> {
    is_deep_linking: bool,
    defects: &'a Defects,
}

impl<'a> Bypass<'a> {
    pub(crate) fn of(claims: &Claims, defects: &'a Defects) -> Self {
        let kind = claims.get(MESSAGE_TYPE);
        Self { is_deep_linking: kind.is_some_and(|kind| kind == message::DEEP_LINKING), defects }
    }

    /// The outcome of a check, or none where a defect leaves the check out.
    pub(crate) fn may(&self, checked: Result<(), Refusal>) -> Result<(), Refusal> {
        let left_out = |refusal: &Refusal| {
            self.is_deep_linking && defect(refusal).is_some_and(|defect| self.defects.has(defect))
        };
        match checked {
            Err(refusal) if left_out(&refusal) => Ok(()),
            checked => checked,
        }
    }
}

/// The defect that does not refuse for this reason.
fn defect(refusal: &Refusal) -> Option<Defect> {
    match refusal {
        Refusal::Signature => Some(Defect::DEEP_LINKING_SIGNATURE_UNVERIFIED),
        Refusal::Expired => Some(Defect::DEEP_LINKING_EXPIRED_ACCEPTED),
        Refusal::Nonce => Some(Defect::DEEP_LINKING_NONCE_UNCHECKED),
        Refusal::Audience | Refusal::ExtraAudience => Some(Defect::DEEP_LINKING_AUD_UNCHECKED),
        _ => None,
    }
}
