//! Time that passes, and tokens of other times.

use std::time::Duration;

use cucumber::{then, when};

use super::Step;
use crate::world::World;

#[when(regex = r"^(\d+) seconds pass for the tool$")]
async fn time_passes(world: &mut World, seconds: u64) -> Step {
    let step = world.time_passes(Duration::from_secs(seconds)).await;
    world.conclude(step)
}

#[when(regex = r"^the answer of a new login arrives after (\d+) seconds$")]
async fn answer_arrives_late(world: &mut World, seconds: u64) -> Step {
    let step = world.answer_arrives_late(Duration::from_secs(seconds)).await;
    world.conclude(step)
}

#[when(regex = r"^the platform answers with tokens that expired ([\d, and]+) seconds ago$")]
async fn tokens_that_expired(world: &mut World, seconds: String) -> Step {
    let step = world.tokens_of_other_times("exp.past", &seconds).await;
    world.conclude(step)
}

#[when(regex = r"^the platform answers with tokens that were issued ([\d, and]+) seconds (ago|from now)$")]
async fn tokens_that_were_issued(world: &mut World, seconds: String, when: String) -> Step {
    let fault = if when == "ago" { "iat.past" } else { "iat.future" };
    let step = world.tokens_of_other_times(fault, &seconds).await;
    world.conclude(step)
}

#[then("it is recorded which of these tokens the tool takes")]
fn tokens_taken_are_recorded(world: &mut World) {
    world.record_tokens_taken();
}
