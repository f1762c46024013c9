//! Sentences about a tool that registers itself.

use std::time::Duration;

use cucumber::{given, then, when};

use super::Step;
use crate::world::World;

#[given("the registration page of the tool was opened with a registration token")]
async fn page_was_opened(world: &mut World) -> Step {
    let step = world.registration_page_was_opened().await;
    world.given(step)
}

#[given(regex = r"^the tool has sent a registration (with|without) a registration token$")]
async fn registration_was_sent(world: &mut World, token: String) -> Step {
    let step = world.registration_was_sent(token == "with").await;
    world.given(step)
}

#[given("the tool has registered itself")]
async fn tool_has_registered(world: &mut World) -> Step {
    let step = world.tool_has_registered_itself().await;
    world.given(step)
}

#[when(regex = r#"^the tool is to register itself, and meets "([^"]+)"$"#)]
async fn tool_is_to_register(world: &mut World, fault: String) -> Step {
    let step = world.tool_is_to_register(&fault).await;
    world.conclude(step)
}

#[when(regex = r#"^the tool is to register itself, and is sent to a stranger with "([^"]+)"$"#)]
async fn tool_is_sent_to_stranger(world: &mut World, fault: String) -> Step {
    let step = world.tool_is_sent_to_stranger(&fault).await;
    world.conclude(step)
}

#[when(
    regex = r#"^the tool is to register itself, and waits (\d+) seconds of its time at most for "([^"]+)"$"#
)]
async fn tool_waits_for(world: &mut World, seconds: u64, fault: String) -> Step {
    let step = world.tool_waits_for(&fault, Duration::from_secs(seconds)).await;
    world.conclude(step)
}

#[when("the tool is to register itself, and the configuration is for who shows the registration token")]
async fn configuration_needs_token(world: &mut World) -> Step {
    let step = world.configuration_needs_token().await;
    world.conclude(step)
}

#[when("the tool registers itself, and a learner opens a link")]
async fn link_is_opened(world: &mut World) -> Step {
    let step = world.link_is_opened_after_registration().await;
    world.conclude(step)
}

#[when(regex = r#"^the tool registers itself, is answered with "([^"]+)", and a learner opens a link$"#)]
async fn launched_after(world: &mut World, fault: String) -> Step {
    let step = world.launched_after_registration(&fault).await;
    world.conclude(step)
}

#[when(
    regex = r"^the tool registers itself twice, and a learner opens a link of (the second registration|the first registration|another platform)$"
)]
async fn launched_after_second(world: &mut World, which: String) -> Step {
    let step = world.launched_after_second_registration(&which).await;
    world.conclude(step)
}

#[when(regex = r#"^the tool registers itself, is answered with "([^"]+)", and calls a service$"#)]
async fn service_with_fewer_scopes(world: &mut World, fault: String) -> Step {
    let step = world.service_is_called_with_fewer_scopes(&fault).await;
    world.conclude(step)
}

#[when(regex = r#"^the tool has registered itself, and a configuration on another host shows "([^"]+)"$"#)]
async fn another_host_claims_the_issuer(world: &mut World, fault: String) -> Step {
    let step = world.another_host_claims_the_issuer(&fault).await;
    world.conclude(step)
}

#[when(regex = r#"^the registration page is opened with a configuration at a "([^"]+)" address$"#)]
async fn page_is_opened_with(world: &mut World, scheme: String) -> Step {
    let step = world.page_is_opened_with(&scheme).await;
    world.conclude(step)
}

#[then("the tool has read the configuration from the address that it was given")]
fn configuration_was_read(world: &mut World) -> Step {
    let step = world.configuration_was_read();
    world.conclude(step)
}

#[then("the tool has posted a registration to the endpoint of the configuration")]
fn registration_was_posted(world: &mut World) -> Step {
    let step = world.registration_was_posted();
    world.conclude(step)
}

#[then(regex = r#"^the registration keeps the rule "([^"]+)"$"#)]
fn registration_keeps(world: &mut World, rule: String) -> Step {
    let step = world.shown_registration_keeps(&rule);
    world.conclude(step)
}

#[then(regex = r#"^the registration of this case keeps the rule "([^"]+)"$"#)]
fn own_registration_keeps(world: &mut World, rule: String) -> Step {
    let step = world.own_registration_keeps(&rule);
    world.conclude(step)
}

#[then("it is recorded whether somebody has to confirm the registration")]
fn record_confirmation(world: &mut World) -> Step {
    let step = world.record_confirmation();
    world.conclude(step)
}

#[then("it is recorded which claims the tool asks for")]
fn record_claims(world: &mut World) -> Step {
    let step = world.record_claims();
    world.conclude(step)
}

#[then("the page of the registration, or a script of it, sends the message to close it")]
async fn page_asks_to_be_closed(world: &mut World) -> Step {
    let step = world.page_asks_to_be_closed().await;
    world.conclude(step)
}

#[then("there are keys where the registration says")]
async fn keys_can_be_read(world: &mut World) -> Step {
    let step = world.registered_keys_can_be_read().await;
    world.conclude(step)
}

#[then("the tool asks the platform by the ids and addresses of the registration")]
fn question_is_as_registered(world: &mut World) -> Step {
    let step = world.question_is_as_registered();
    world.conclude(step)
}

#[then("the tool asks for no scope beyond those that it was granted")]
fn no_scope_beyond(world: &mut World) -> Step {
    let step = world.no_scope_beyond_the_granted_is_asked_for();
    world.conclude(step)
}

#[then("the tool registers itself")]
fn tool_registers(world: &mut World) -> Step {
    let step = world.tool_registers_itself();
    world.conclude(step)
}

#[then("it is recorded whether the tool registers itself")]
fn record_registration(world: &mut World) -> Step {
    let step = world.record_registration();
    world.conclude(step)
}

#[then("the tool does not register itself")]
fn tool_does_not_register(world: &mut World) -> Step {
    let step = world.tool_does_not_register();
    world.conclude(step)
}

#[then("the page says something else than after a registration")]
async fn page_tells_the_failure(world: &mut World) -> Step {
    let step = world.page_tells_the_failure().await;
    world.conclude(step)
}

#[then("the tool knows nothing of the platform that it is not registered with")]
async fn tool_knows_nothing(world: &mut World) -> Step {
    let step = world.tool_knows_nothing_of_the_platform().await;
    world.conclude(step)
}

#[then("the registration page answers, and does not break")]
fn page_stands(world: &mut World) -> Step {
    let step = world.registration_page_stands();
    world.conclude(step)
}

#[then("a launch by the earlier registration is accepted")]
async fn earlier_registration_launches(world: &mut World) -> Step {
    let step = world.earlier_registration_launches().await;
    world.conclude(step)
}

#[then("the tool has read nothing from there")]
fn nothing_was_read(world: &mut World) -> Step {
    let step = world.nothing_was_read();
    world.conclude(step)
}

#[then("it is recorded how the registration page answers")]
fn record_page(world: &mut World) -> Step {
    let step = world.record_registration_page();
    world.conclude(step)
}

#[then("the stranger gets no registration token")]
fn stranger_gets_no_token(world: &mut World) -> Step {
    let step = world.stranger_gets_no_registration_token();
    world.conclude(step)
}

#[then("it is recorded whether the stranger is asked")]
fn record_stranger(world: &mut World) -> Step {
    let step = world.record_stranger();
    world.conclude(step)
}
