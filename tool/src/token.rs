//! The `id_token`: from the posted text to verified claims.

pub(crate) mod audience;
pub(crate) mod claims;
pub(crate) mod compact;
pub(crate) mod header;
pub(crate) mod issuer;
pub(crate) mod json;
pub(crate) mod lenient;
pub(crate) mod signature;
pub(crate) mod times;
pub(crate) mod weak;
