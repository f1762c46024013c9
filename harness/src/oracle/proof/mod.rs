//! Did the fault really happen? A negative case counts only if the wire shows it.
//!
//! Each row names a fault of the platform's catalogue and how its trace looks from outside. The rows are written from
//! the requirements and never ask the platform what it did. One table per place, as in the platform's catalogue.

mod claims;
mod deep_linking;
mod envelope;
mod header;
mod login;
mod sent;
mod signature;
mod structure;
#[cfg(test)]
mod tests;

pub(crate) use login::login_happened;
pub(crate) use sent::Sent;

/// What an untouched launch would have carried.
#[derive(Debug, Clone, Default)]
pub(crate) struct Honest {
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    pub(crate) deployment_id: String,
    pub(crate) person: String,
    /// The `message_type`.
    pub(crate) message: &'static str,
    /// The nonce of this login's authentication request.
    pub(crate) nonce: String,
    /// Seconds since the epoch when the token arrived.
    pub(crate) now: i64,
}

type Trace = fn(&Sent<'_>) -> bool;

const TABLES: &[&[(&str, Trace)]] = &[
    header::TRACES,
    signature::TRACES,
    envelope::TRACES,
    claims::TRACES,
    deep_linking::TRACES,
    structure::TRACES,
];

/// Says whether the token carries the trace of the fault; `None` for a name without a row.
pub(crate) fn happened(fault: &str, sent: &Sent<'_>) -> Option<bool> {
    let mut rows = TABLES.iter().copied().flatten();
    rows.find(|(name, _)| *name == fault).map(|(_, trace)| trace(sent))
}
