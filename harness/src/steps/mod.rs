//! Steps are one sentence and one call of the world.

mod apart;
mod given;
mod picking;
mod recorded;
mod then;
mod when;

use crate::record::Stop;

type Step = Result<(), Stop>;
