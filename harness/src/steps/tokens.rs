//! Sentences about access tokens.

use std::time::Duration;

use cucumber::{given, then, when};

use super::Step;
use crate::world::World;

#[given("the tool can be made to call a service")]
async fn tool_calls_services(world: &mut World) -> Step {
    let step = world.tool_calls_services().await;
    world.given(step)
}

#[given(regex = r#"^the tool can be made to do "([^"]+)"$"#)]
async fn tool_can_do(world: &mut World, act: String) -> Step {
    let step = world.tool_can_do(&act).await;
    world.given(step)
}

#[when(regex = r#"^the tool needs a token, and the token endpoint shows "([^"]+)"$"#)]
async fn token_is_needed(world: &mut World, fault: String) -> Step {
    let step = world.token_is_needed(&fault).await;
    world.conclude(step)
}

#[when(regex = r#"^the tool needs a token, and the token endpoint sends it to a stranger with "([^"]+)"$"#)]
async fn token_is_needed_from_stranger(world: &mut World, fault: String) -> Step {
    let step = world.token_is_needed_from_stranger(&fault).await;
    world.conclude(step)
}

#[when(
    regex = r"^the tool needs a token, and the token endpoint is silent for (\d+) seconds of the tool's time$"
)]
async fn token_endpoint_is_silent(world: &mut World, seconds: u64) -> Step {
    let step = world.token_endpoint_is_silent(Duration::from_secs(seconds)).await;
    world.conclude(step)
}

#[when("the tool calls a service twice, and its token is over in between")]
async fn token_is_over_in_between(world: &mut World) -> Step {
    let step = world.token_is_over_in_between().await;
    world.conclude(step)
}

#[when(
    regex = r"^the tool calls the service, and is told (the first|each) time that its good token is invalid$"
)]
async fn token_is_rejected(world: &mut World, when: String) -> Step {
    let step = if when == "each" {
        world.token_is_rejected_always().await
    } else {
        world.token_is_rejected_once().await
    };
    world.conclude(step)
}

#[when(regex = r#"^the tool calls the service, which sends it to a stranger with "([^"]+)"$"#)]
async fn service_sends_to_stranger(world: &mut World, fault: String) -> Step {
    let step = world.service_sends_to_stranger(&fault).await;
    world.conclude(step)
}

#[when(regex = r"^the tool calls a service, and then one for another (platform|client id|deployment)$")]
async fn services_of_two(world: &mut World, other: String) -> Step {
    let step = world.services_of_two_are_called(&other).await;
    world.conclude(step)
}

#[when("the tool calls a service, and then another platform names the same service as its own")]
async fn service_is_named_by_another(world: &mut World) -> Step {
    let step = world.service_is_named_by_another_platform().await;
    world.conclude(step)
}

#[then("each call comes with a token that was granted for it")]
async fn tokens_are_apart(world: &mut World) -> Step {
    let step = world.tokens_are_kept_apart().await;
    world.conclude(step)
}

#[then("no token of the first platform comes on the word of the other")]
async fn no_token_on_word_of_another(world: &mut World) -> Step {
    let step = world.no_token_came_on_the_word_of_another().await;
    world.conclude(step)
}

#[then("the tool asks for the token four times at most")]
fn asked_in_bounds(world: &mut World) -> Step {
    let step = world.tokens_are_asked_for_in_bounds();
    world.conclude(step)
}

#[then("no service is called without a token that was granted")]
async fn nothing_without_token(world: &mut World) -> Step {
    let step = world.nothing_is_called_without_token().await;
    world.conclude(step)
}

#[then("the tool calls no service that its token is not good for")]
async fn nothing_outside_of_grant(world: &mut World) -> Step {
    let step = world.nothing_is_called_outside_of_grant().await;
    world.conclude(step)
}

#[then("the tool calls the service with the token that it got")]
async fn token_is_used(world: &mut World) -> Step {
    let step = world.token_is_used_as_granted().await;
    world.conclude(step)
}

#[then("the tool asks for a new token with a new assertion")]
fn token_is_new(world: &mut World) -> Step {
    let step = world.token_is_asked_for_anew();
    world.conclude(step)
}

#[then("the tool gets a new token, and repeats the call")]
fn call_is_repeated(world: &mut World) -> Step {
    let step = world.call_is_repeated_with_new_token();
    world.conclude(step)
}

#[then("no rejected call is repeated more than once")]
fn repeated_in_bounds(world: &mut World) -> Step {
    let step = world.no_call_is_repeated_for_ever();
    world.conclude(step)
}

#[then("the stranger gets no token and no assertion")]
fn stranger_gets_nothing(world: &mut World) -> Step {
    let step = world.stranger_gets_nothing();
    world.conclude(step)
}

#[then("the page of the tool does not break")]
fn page_does_not_break(world: &mut World) -> Step {
    let step = world.page_does_not_break();
    world.conclude(step)
}

#[then("the page of the tool shows no server error")]
fn page_shows_no_server_error(world: &mut World) -> Step {
    let step = world.page_shows_no_server_error();
    world.conclude(step)
}
