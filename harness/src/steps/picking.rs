//! Sentences about content pickers.

use cucumber::{given, then, when};

use super::Step;
use crate::variation::{INSTRUCTOR, LEARNER};
use crate::world::World;

#[given("an instructor who can open the picker")]
async fn instructor_can_open(world: &mut World) -> Step {
    let step = world.someone_can_open_a_picker(INSTRUCTOR).await;
    world.given(step)
}

#[given("a learner who can open the picker")]
async fn learner_can_open(world: &mut World) -> Step {
    let step = world.someone_can_open_a_picker(LEARNER).await;
    world.given(step)
}

#[given("an instructor who can pick content for the course")]
async fn instructor_can_pick(world: &mut World) -> Step {
    let step = world.someone_can_pick(INSTRUCTOR).await;
    world.given(step)
}

#[given("the tool has opened the picker for an untouched request")]
async fn picker_was_opened(world: &mut World) -> Step {
    let step = world.a_picker_was_opened().await;
    world.given(step)
}

#[given("the picker opens for an instructor")]
async fn picker_opens_for_instructor(world: &mut World) -> Step {
    let step = world.pickers_are_known().await;
    world.given(step)
}

#[when(regex = r#"^the (?:instructor|learner) opens the picker with the settings "([^"]+)"$"#)]
async fn picker_is_opened(world: &mut World, settings: String) -> Step {
    let step = world.picker_is_opened(&settings).await;
    world.conclude(step)
}

#[when(regex = r#"^the (?:instructor|learner) opens the picker with the variation "([^"]+)"$"#)]
async fn picker_is_opened_with_variation(world: &mut World, name: String) -> Step {
    let step = world.launch_with_variation(&name).await;
    world.conclude(step)
}

#[when(regex = r"^the instructor picks content$")]
async fn content_is_picked(world: &mut World) -> Step {
    let step = world.content_is_picked("default").await;
    world.conclude(step)
}

#[when(regex = r#"^the instructor picks content with the settings "([^"]+)"$"#)]
async fn content_is_picked_with_settings(world: &mut World, settings: String) -> Step {
    let step = world.content_is_picked(&settings).await;
    world.conclude(step)
}

#[when(regex = r#"^the instructor tries to pick content with the settings "([^"]+)"$"#)]
async fn content_is_tried(world: &mut World, settings: String) -> Step {
    let step = world.content_is_tried(&settings).await;
    world.conclude(step)
}

#[when(regex = r"^the instructor picks content from the second deployment$")]
async fn content_is_picked_from_second_deployment(world: &mut World) -> Step {
    let step = world.content_is_picked_from_second_deployment().await;
    world.conclude(step)
}

#[when(regex = r#"^the instructor picks content, and the request has the fault "([^"]+)"$"#)]
async fn content_is_picked_under_fault(world: &mut World, fault: String) -> Step {
    let step = world.content_is_picked_under_fault(&fault).await;
    world.conclude(step)
}

#[when(regex = r"^the instructor picks content twice$")]
async fn content_is_picked_twice(world: &mut World) -> Step {
    let step = world.content_is_picked_twice().await;
    world.conclude(step)
}

#[when(regex = r"^the instructor picks several items$")]
async fn several_items_are_picked(world: &mut World) -> Step {
    let step = world.several_items_are_picked("default").await;
    world.conclude(step)
}

#[when(regex = r#"^the instructor picks several items with the settings "([^"]+)"$"#)]
async fn several_items_are_picked_with_settings(world: &mut World, settings: String) -> Step {
    let step = world.several_items_are_picked(&settings).await;
    world.conclude(step)
}

#[when(regex = r#"^the instructor picks an? "([^"]+)" item$"#)]
async fn item_is_picked(world: &mut World, kind: String) -> Step {
    let step = world.item_is_picked(&kind, "default").await;
    world.conclude(step)
}

#[when(regex = r#"^the instructor picks an? "([^"]+)" item with the settings "([^"]+)"$"#)]
async fn item_is_picked_with_settings(world: &mut World, kind: String, settings: String) -> Step {
    let step = world.item_is_picked(&kind, &settings).await;
    world.conclude(step)
}

#[when(regex = r#"^the instructor does "([^"]+)" in the picker$"#)]
async fn act_is_done(world: &mut World, act: String) -> Step {
    let step = world.act_is_done(&act).await;
    world.conclude(step)
}

#[when(regex = r#"^the instructor picks content with the variation "([^"]+)"$"#)]
async fn content_is_picked_with_variation(world: &mut World, variation: String) -> Step {
    let step = world.content_is_picked_with_variation(&variation).await;
    world.conclude(step)
}

#[when(
    regex = r#"^two pickers with the variation "([^"]+)" are open in one browser, and the (first|second) is answered last$"#
)]
async fn two_pickers_are_used(world: &mut World, variation: String, last: String) -> Step {
    let step = world.two_pickers_are_used(&variation, last == "first").await;
    world.conclude(step)
}

#[when(regex = r"^the platform drops the answer, and the instructor opens the link$")]
async fn answer_is_dropped(world: &mut World) -> Step {
    let step = world.answer_is_dropped().await;
    world.conclude(step)
}

#[when(regex = r"^the instructor opens the link that was picked$")]
async fn picked_link_is_opened(world: &mut World) -> Step {
    let step = world.picked_link_is_opened().await;
    world.conclude(step)
}

#[then(regex = r"^the picker does not open$")]
fn picker_stays_closed(world: &mut World) -> Step {
    let step = world.picker_stays_closed();
    world.conclude(step)
}

#[then(regex = r"^an answer leaves for the platform$")]
fn answer_leaves(world: &mut World) -> Step {
    let step = world.an_answer_leaves();
    world.conclude(step)
}

#[then(regex = r#"^the answer keeps the rule "([^"]+)"$"#)]
async fn answer_keeps_rule(world: &mut World, rule: String) -> Step {
    let step = world.answer_keeps_the_rule(&rule).await;
    world.conclude(step)
}

#[then(regex = r#"^an answer, if there is one, keeps the rule "([^"]+)"$"#)]
async fn answer_if_any_keeps_rule(world: &mut World, rule: String) -> Step {
    let step = world.answer_if_any_keeps_the_rule(&rule).await;
    world.conclude(step)
}

#[then(regex = r#"^each answer keeps the rule "([^"]+)"$"#)]
async fn each_answer_keeps_rule(world: &mut World, rule: String) -> Step {
    let step = world.each_answer_keeps_the_rule(&rule).await;
    world.conclude(step)
}

#[then(regex = r"^the two answers have different nonces$")]
fn nonces_differ(world: &mut World) -> Step {
    let step = world.nonces_differ();
    world.conclude(step)
}

#[then(regex = r#"^the items keep the rule "([^"]+)"$"#)]
fn items_keep_rule(world: &mut World, rule: String) -> Step {
    let step = world.items_keep_the_rule(&rule);
    world.conclude(step)
}

#[then(regex = r#"^the "([^"]+)" item opens$"#)]
async fn item_opens(world: &mut World, kind: String) -> Step {
    let step = world.item_opens(&kind).await;
    world.conclude(step)
}

#[then(regex = r"^the platform takes it, if it keeps the rules$")]
async fn platform_takes(world: &mut World) -> Step {
    let step = world.platform_takes_the_answer().await;
    world.conclude(step)
}
