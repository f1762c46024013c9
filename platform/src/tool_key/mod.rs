//! What tools sign: a JWS taken apart, the tool's key, and what makes a message trustworthy whatever it says.

pub(crate) mod jws;
pub(crate) mod kept;
pub(crate) mod seal;
pub(crate) mod source;
pub(crate) mod trust;
