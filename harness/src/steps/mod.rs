//! Steps are one sentence and one call of the world.

mod apart;
mod given;
mod keys;
mod picking;
mod recorded;
mod services;
mod then;
mod time;
mod when;

use crate::record::Stop;

type Step = Result<(), Stop>;
