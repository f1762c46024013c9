//! The keys that a campus signs with: made, published, rotated, retired.

pub(crate) mod certificate;
pub(crate) mod jwk;
pub(crate) mod jwks;
pub(crate) mod odd;
pub(crate) mod ring;
pub(crate) mod signing;
pub(crate) mod supply;
