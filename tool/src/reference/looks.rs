//! What the variants make of pages, redirects and answers.

mod chatter;
mod detour;
mod in_place;
mod language;
mod refusals;
mod relay;
mod wire;

pub(crate) use chatter::chatter;
pub(crate) use detour::{Detours, get as detour, lengthened};
pub(crate) use in_place::in_place;
pub(crate) use language::{reason, translated};
pub(crate) use refusals::{Manner, back, notice, sorry};
pub(crate) use relay::relay;
pub(crate) use wire::vary;
