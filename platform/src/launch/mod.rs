//! The core flow: login initiation, authentication request, signed answer, return.

pub(crate) mod authorize;
pub(crate) mod draft;
pub(crate) mod form_post;
pub(crate) mod id_token;
pub(crate) mod initiate;
pub(crate) mod nonces;
pub(crate) mod record;
pub(crate) mod refusal;
pub(crate) mod request;
pub(crate) mod return_url;
pub(crate) mod subject;
pub(crate) mod table;
pub(crate) mod trace;
pub(crate) mod variables;
