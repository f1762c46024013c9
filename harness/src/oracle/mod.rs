//! Pure judgement: recorded bytes in, a finding out.
//!
//! Nothing here sends a request, waits or knows a scenario. Messages are read by JSON path, never through the types
//! that wrote them: a misspelt field must not make both sides agree.

pub(crate) mod answer;
pub(crate) mod calls;
pub(crate) mod classify;
pub(crate) mod fingerprint;
pub(crate) mod framing;
pub(crate) mod item;
pub(crate) mod jwt;
pub(crate) mod key_set;
pub(crate) mod leak;
pub(crate) mod page;
pub(crate) mod pem;
pub(crate) mod proof;
pub(crate) mod registration;
pub(crate) mod request;
pub(crate) mod rsa;
pub(crate) mod service;
pub(crate) mod tokens;
