//! The public keys of a tool, in whatever form they come: read, judged, and given back in every other form.

pub(crate) mod given;
pub(crate) mod jwk;
pub(crate) mod odd;
pub(crate) mod pem;
pub(crate) mod rsa_key;
pub(crate) mod set;
#[cfg(test)]
mod tests;
