//! Sentences about the roster of a course.

use cucumber::{given, then, when};

use super::Step;
use crate::world::World;

#[given("one member of the course is inactive")]
async fn a_member_is_inactive(world: &mut World) -> Step {
    let step = world.a_member_is_inactive().await;
    world.given(step)
}

#[given("one member of the course is a test user")]
async fn a_member_is_a_test_user(world: &mut World) -> Step {
    let step = world.a_member_is_a_test_user().await;
    world.given(step)
}

#[given("the learners of the course have the same name and address")]
async fn members_are_namesakes(world: &mut World) -> Step {
    let step = world.members_are_namesakes().await;
    world.given(step)
}

#[given("a learner of the course has opened the link under another name")]
async fn a_learner_was_renamed(world: &mut World) -> Step {
    let step = world.a_learner_was_renamed().await;
    world.given(step)
}

#[given("the tool shows who is on the roster")]
fn tool_shows_members(world: &mut World) -> Step {
    let step = world.tool_shows_members();
    world.given(step)
}

#[when(regex = r#"^a member leaves the course, and the instructor does "([^"]+)" in the tool$"#)]
async fn a_member_leaves(world: &mut World, act: String) -> Step {
    let step = world.a_member_leaves(&act).await;
    world.conclude(step)
}

#[then("the tool has read the roster")]
fn roster_was_read(world: &mut World) -> Step {
    let step = world.roster_was_read();
    world.conclude(step)
}

#[then("the tool asks for the changes by their URL as given")]
fn changes_are_asked_for(world: &mut World) -> Step {
    let step = world.changes_are_asked_for();
    world.conclude(step)
}

#[then("the tool asks for the members of the link at the URL of the roster")]
fn members_of_the_link(world: &mut World) -> Step {
    let step = world.members_of_the_link_are_asked_for();
    world.conclude(step)
}

#[then("the page shows every learner once")]
fn every_learner_is_shown_once(world: &mut World) -> Step {
    let step = world.every_learner_is_shown_once();
    world.conclude(step)
}

#[then("the page shows that learner once")]
fn the_learner_is_shown_once(world: &mut World) -> Step {
    let step = world.the_learner_is_shown_once();
    world.conclude(step)
}

#[then("the page does not show that member")]
fn the_member_is_not_shown(world: &mut World) -> Step {
    let step = world.the_member_is_not_shown();
    world.conclude(step)
}

#[then("it is recorded whether the page shows that member")]
fn record_whether_shown(world: &mut World) -> Step {
    let step = world.record_whether_shown();
    world.conclude(step)
}
