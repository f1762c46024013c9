//! The services of the platform that a launch came from: access tokens (TOK), grades (AGS), the roster (NRPS). Nothing
//! a platform answers breaks this tool: times, sizes, pages and attempts are limited, and each failure says what
//! happened.

pub(crate) mod ags;
mod caller;
mod error;
mod http;
pub(crate) mod json;
mod link;
pub(crate) mod nrps;
mod origin;
mod paging;
mod patience;
mod retry;
mod spoilt;
mod tokens;

use crate::clock::Clock;
use crate::defects::Defects;
use crate::entropy::Entropy;
use crate::services::ags::attempts::Attempts;
use crate::services::ags::maxima::Maxima;
use crate::services::ags::stamps::Stamps;
use crate::services::http::Http;
use crate::services::nrps::known::KnownRosters;
use crate::services::tokens::Tokens;

pub(crate) use caller::Caller;
pub(crate) use error::ServiceError;

/// What calls of services share.
#[derive(Debug)]
pub(crate) struct Services {
    http: Http,
    tokens: Tokens,
    attempts: Attempts,
    stamps: Stamps,
    maxima: Maxima,
    rosters: KnownRosters,
}

impl Services {
    pub(crate) fn new(clock: &Clock, entropy: &Entropy, defects: &Defects) -> Result<Self, reqwest::Error> {
        Ok(Self {
            http: Http::new(clock.clone(), defects.clone())?,
            tokens: Tokens::new(clock.clone(), entropy.clone()),
            attempts: Attempts::new(clock.clone()),
            stamps: Stamps::new(clock.clone(), defects.clone()),
            maxima: Maxima::new(clock.clone()),
            rosters: KnownRosters::default(),
        })
    }
}
