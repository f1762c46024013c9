//! What an observation records; none of these can fail for what the tool does.

use cucumber::then;

use super::Step;
use crate::world::World;

#[then("it is recorded whether the tool takes the launch")]
async fn whether_taken(world: &mut World) -> Step {
    let step = world.record_whether_taken().await;
    world.conclude(step)
}

#[then("it is recorded which role the page shows")]
fn which_role(world: &mut World) -> Step {
    let step = world.record_role();
    world.conclude(step)
}

#[then("it is recorded how the page leads back to the platform")]
fn way_back(world: &mut World) -> Step {
    let step = world.record_way_back();
    world.conclude(step)
}

#[then("it is recorded in which ways the picked link can be shown")]
fn renderings(world: &mut World) -> Step {
    let step = world.record_renderings();
    world.conclude(step)
}

#[then("it is recorded what the page allows other sites")]
fn headers_for_others(world: &mut World) -> Step {
    let step = world.record_headers_for_others();
    world.conclude(step)
}
