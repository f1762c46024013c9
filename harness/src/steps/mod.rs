//! Steps are one sentence and one call of the world.

mod apart;
mod courses;
mod given;
mod grades;
mod keys;
mod picking;
mod recorded;
mod registration;
mod roster;
mod rules;
mod services;
mod then;
mod time;
mod tokens;
mod when;

use crate::record::Stop;

type Step = Result<(), Stop>;
