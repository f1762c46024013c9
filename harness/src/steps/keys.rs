//! What happens with the keys of the platform, and what the tool publishes of its own.

use std::time::Duration;

use cucumber::{given, then, when};

use super::Step;
use crate::world::World;

#[given("the tool has a key set URL")]
fn has_key_set_url(world: &mut World) -> Step {
    let step = world.tool_has_key_set_url();
    world.given(step)
}

#[when(regex = r#"^the key set shows "([^"]+)"$"#)]
async fn key_set_shows(world: &mut World, fault: String) -> Step {
    let step = world.key_set_shows(&fault).await;
    world.conclude(step)
}

#[when(regex = r#"^the key set shows "([^"]+)" and the platform answers with the fault "([^"]+)"$"#)]
async fn fault_under_key_set(world: &mut World, set: String, fault: String) -> Step {
    let step = world.fault_under_key_set(&set, &fault).await;
    world.conclude(step)
}

#[when(
    regex = r#"^a token of an unknown key arrives, and the key set shows "([^"]+)" for (\d+) seconds of the tool's time$"#
)]
async fn key_set_is_silent(world: &mut World, fault: String, seconds: u64) -> Step {
    let step = world.token_of_unknown_key_in_silence(&fault, Duration::from_secs(seconds)).await;
    world.conclude(step)
}

#[when("the key of the second platform is replaced under its old name")]
async fn key_is_replaced(world: &mut World) -> Step {
    let step = world.key_is_replaced_under_its_name().await;
    world.conclude(step)
}

#[when(regex = r"^the learner opens the link (\d+) times$")]
async fn link_is_opened_times(world: &mut World, count: usize) -> Step {
    let step = world.link_is_opened_times(count).await;
    world.conclude(step)
}

#[then("it is recorded how often the tool has fetched the key set")]
async fn key_set_fetches_are_recorded(world: &mut World) -> Step {
    let step = world.record_key_set_fetches().await;
    world.conclude(step)
}

#[then("it is recorded which of the two keys the tool takes")]
fn keys_taken_are_recorded(world: &mut World) {
    world.record_keys_taken();
}

#[when("the key set of the tool is fetched")]
async fn tool_keys_are_fetched(world: &mut World) -> Step {
    let step = world.tool_keys_are_fetched().await;
    world.conclude(step)
}

#[when("the key set that the tool publishes is fetched")]
async fn published_keys_are_fetched(world: &mut World) -> Step {
    let step = world.published_keys_are_fetched().await;
    world.conclude(step)
}

#[then("it is a key set")]
fn is_a_key_set(world: &mut World) -> Step {
    let step = world.a_key_set_was_fetched();
    world.conclude(step)
}

#[then(regex = r#"^the key set keeps the rule "([^"]+)"$"#)]
fn tool_keys_rule(world: &mut World, rule: String) -> Step {
    let step = world.tool_keys_keep_the_rule(&rule);
    world.conclude(step)
}

#[when("the key set of the tool is fetched twice")]
async fn tool_keys_are_fetched_twice(world: &mut World) -> Step {
    let step = world.tool_keys_are_fetched_twice().await;
    world.conclude(step)
}

#[then("no name in it belongs to two keys")]
fn one_key_for_each_name(world: &mut World) -> Step {
    let step = world.every_name_belongs_to_one_key();
    world.conclude(step)
}

#[when("the key sets for both platforms are fetched")]
async fn both_key_sets_are_fetched(world: &mut World) -> Step {
    let step = world.key_sets_for_both_are_fetched().await;
    world.conclude(step)
}

#[then("it is recorded whether they share a key")]
fn shared_keys_are_recorded(world: &mut World) -> Step {
    let step = world.record_shared_keys();
    world.conclude(step)
}
