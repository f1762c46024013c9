//! What has to hold before the act: a broken precondition blocks a case and never fails it.

use cucumber::given;

use super::Step;
use crate::variation::{INSTRUCTOR, LEARNER};
use crate::world::World;

#[given("a learner who can open a link of the course")]
async fn learner(world: &mut World) -> Step {
    let step = world.someone_can_open_a_link(LEARNER).await;
    world.given(step)
}

#[given("an instructor who can open a link of the course")]
#[given("a instructor who can open a link of the course")]
async fn instructor(world: &mut World) -> Step {
    let step = world.someone_can_open_a_link(INSTRUCTOR).await;
    world.given(step)
}

#[given("the tool has accepted an untouched launch of that link")]
async fn untouched_launch_accepted(world: &mut World) -> Step {
    let step = world.an_untouched_launch_was_accepted().await;
    world.given(step)
}

#[given("two open logins in one browser")]
async fn two_open_logins(world: &mut World) -> Step {
    let step = world.two_logins_are_open().await;
    world.given(step)
}

#[given("another login of the same learner is open in another browser")]
async fn another_open_login(world: &mut World) -> Step {
    let step = world.another_login_is_open().await;
    world.given(step)
}

#[given("a browser that treats the platform as another site")]
fn platform_is_another_site(world: &mut World) -> Step {
    let step = world.platform_is_another_site();
    world.given(step)
}

#[given("a browser in which an attacker has planted session cookies")]
fn planted_cookies(world: &mut World) -> Step {
    let step = world.attacker_plants_cookies();
    world.given(step)
}

#[given("the tool is registered with two platforms")]
fn two_platforms(world: &mut World) -> Step {
    let step = world.tool_has_two_platforms();
    world.given(step)
}

#[given("the tool has a second deployment")]
fn second_deployment(world: &mut World) -> Step {
    let step = world.tool_has_second_deployment();
    world.given(step)
}

#[given("the tool shows who is logged in")]
fn shows_user(world: &mut World) -> Step {
    let step = world.tool_shows_the_user();
    world.given(step)
}

#[given("the tool shows the role")]
fn shows_role(world: &mut World) -> Step {
    let step = world.tool_shows_the_role();
    world.given(step)
}

#[given("the page of that launch shows the name of the learner")]
fn shows_name(world: &mut World) -> Step {
    let step = world.page_shows_the_name();
    world.given(step)
}
