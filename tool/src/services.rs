//! The services of the platform that a launch came from: access tokens (TOK), grades (AGS), the roster (NRPS). Nothing
//! a platform answers breaks this tool: times, sizes, pages and attempts are limited, and each failure says what
//! happened.

mod caller;
mod error;
pub mod grades;
mod http;
pub(crate) mod json;
mod link;
mod listing;
mod origin;
mod paging;
mod patience;
mod retry;
pub mod roster;
mod spoilt;
mod tokens;

use crate::clock::Clock;
use crate::defects::Defects;
use crate::entropy::Entropy;
use crate::services::grades::stamps::Stamps;
use crate::services::http::Http;
use crate::services::tokens::Tokens;

pub use error::{By, Failure, ServiceError};

/// What calls of services share.
#[derive(Debug)]
pub(crate) struct Services {
    http: Http,
    tokens: Tokens,
    stamps: Stamps,
}

impl Services {
    pub(crate) fn new(clock: &Clock, entropy: &Entropy, defects: &Defects) -> Result<Self, reqwest::Error> {
        Ok(Self {
            http: Http::new(clock.clone(), defects.clone())?,
            tokens: Tokens::new(clock.clone(), entropy.clone()),
            stamps: Stamps::new(clock.clone(), defects.clone()),
        })
    }
}
