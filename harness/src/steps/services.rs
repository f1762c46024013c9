//! Sentences about acts that make the tool call a service.

use cucumber::given;

use super::Step;
use crate::variation::{INSTRUCTOR, LEARNER};
use crate::world::World;

#[given("a learner who can work on a graded link")]
async fn learner_on_graded_link(world: &mut World) -> Step {
    let step = world.someone_can_work_on_a_graded_link(LEARNER).await;
    world.given(step)
}

#[given("an instructor who can work on a graded link")]
async fn instructor_on_graded_link(world: &mut World) -> Step {
    let step = world.someone_can_work_on_a_graded_link(INSTRUCTOR).await;
    world.given(step)
}
