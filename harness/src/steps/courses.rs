//! Sentences about courses whose services the tool calls.

use std::time::Duration;

use cucumber::{given, then, when};

use super::Step;
use crate::variation::{INSTRUCTOR, LEARNER};
use crate::world::{Strikes, World};

fn role(word: &str) -> &'static str {
    if word == "learner" { LEARNER } else { INSTRUCTOR }
}

#[given(regex = r"^(?:an?|the) (learner|instructor) of a course with a line item$")]
async fn course_with_line_item(world: &mut World, person: String) -> Step {
    let step = world.course_has_line_items(role(&person), 1, None).await;
    world.given(step)
}

#[given("an instructor of a course without line items")]
async fn course_without_line_items(world: &mut World) -> Step {
    let step = world.course_has_line_items(INSTRUCTOR, 0, None).await;
    world.given(step)
}

#[given(regex = r"^an instructor of a course with (\d+) line items, (\d+) to a page$")]
async fn course_with_line_items(world: &mut World, count: usize, page_size: u32) -> Step {
    let step = world.course_has_line_items(INSTRUCTOR, count, Some(page_size)).await;
    world.given(step)
}

#[given("an instructor of a course with results")]
async fn course_with_results(world: &mut World) -> Step {
    let step = world.course_has_results(None).await;
    world.given(step)
}

#[given(regex = r"^an instructor of a course with results, (\d+) to a page$")]
async fn course_with_pages_of_results(world: &mut World, page_size: u32) -> Step {
    let step = world.course_has_results(Some(page_size)).await;
    world.given(step)
}

#[given("an instructor of a course with a roster")]
async fn course_with_roster(world: &mut World) -> Step {
    let step = world.course_has_members(4, None).await;
    world.given(step)
}

#[given(regex = r"^an instructor of a course with (\d+) members, (\d+) to a page$")]
async fn course_with_members(world: &mut World, count: u32, page_size: u32) -> Step {
    let step = world.course_has_members(count, Some(page_size)).await;
    world.given(step)
}

#[given("the URLs of the service have a query")]
async fn urls_have_a_query(world: &mut World) -> Step {
    let step = world.service_query_is("type_id=7").await;
    world.given(step)
}

#[when("the URLs of the service change")]
async fn urls_change(world: &mut World) -> Step {
    let step = world.service_query_is("type_id=8").await;
    world.given(step)
}

#[given(regex = r#"^the tool does "([^"]+)" where nothing is wrong$"#)]
async fn act_works(world: &mut World, act: String) -> Step {
    let step = world.act_works(&act).await;
    world.given(step)
}

#[given(regex = r#"^the (?:learner|instructor) has done "([^"]+)" in the tool$"#)]
async fn act_was_done(world: &mut World, act: String) -> Step {
    let step = world.act_was_done(&act).await;
    world.given(step)
}

#[when(regex = r#"^the (?:learner|instructor) does "([^"]+)" in the tool$"#)]
async fn act_is_done(world: &mut World, act: String) -> Step {
    let step = world.act_is_done_here(&act).await;
    world.conclude(step)
}

#[when(regex = r#"^another learner does "([^"]+)" in the tool$"#)]
async fn another_learner_does(world: &mut World, act: String) -> Step {
    let step = world.another_learner_does(&act).await;
    world.conclude(step)
}

#[when(regex = r#"^the (?:learner|instructor) does "([^"]+)" where it can be done$"#)]
async fn act_is_tried(world: &mut World, act: String) -> Step {
    let step = world.act_is_tried(&act, None).await;
    world.conclude(step)
}

#[when(
    regex = r#"^the (?:learner|instructor) does "([^"]+)" where it can be done, after a launch with the variation "([^"]+)"$"#
)]
async fn act_is_tried_after(world: &mut World, act: String, variation: String) -> Step {
    let step = world.act_is_tried(&act, Some(&variation)).await;
    world.conclude(step)
}

#[when(
    regex = r#"^the learner opens the link with the variation "([^"]+)", and does "([^"]+)" where it can be done$"#
)]
async fn link_is_opened_for(world: &mut World, variation: String, act: String) -> Step {
    let step = world.link_is_opened_for(&act, &variation).await;
    world.conclude(step)
}

#[then("the tool has accepted the launch")]
fn launch_was_accepted(world: &mut World) -> Step {
    let step = world.launch_was_accepted();
    world.conclude(step)
}

#[when(
    regex = r#"^the (?:learner|instructor) does "([^"]+)" in the tool, and the course has the fault "([^"]+)"$"#
)]
async fn act_meets_fault(world: &mut World, act: String, fault: String) -> Step {
    let step = world.act_meets_fault(&act, &fault, Strikes::Always, None).await;
    world.conclude(step)
}

#[when(
    regex = r#"^the (?:learner|instructor) does "([^"]+)" in the tool, and the course has the fault "([^"]+)" once$"#
)]
async fn act_meets_fault_once(world: &mut World, act: String, fault: String) -> Step {
    let step = world.act_meets_fault(&act, &fault, Strikes::Once, None).await;
    world.conclude(step)
}

#[when(
    regex = r#"^the (?:learner|instructor) does "([^"]+)" in the tool, and the course has the fault "([^"]+)" for another host$"#
)]
async fn act_is_led_away(world: &mut World, act: String, fault: String) -> Step {
    let step = world.act_meets_fault(&act, &fault, Strikes::ForStranger, None).await;
    world.conclude(step)
}

#[when(
    regex = r#"^the (?:learner|instructor) does "([^"]+)" in the tool after a launch with the variation "([^"]+)", and the course has the fault "([^"]+)" for another host$"#
)]
async fn varied_act_is_led_away(world: &mut World, act: String, variation: String, fault: String) -> Step {
    let step = world.act_meets_fault(&act, &fault, Strikes::ForStranger, Some(&variation)).await;
    world.conclude(step)
}

#[when(
    regex = r#"^the instructor does "([^"]+)" in the tool, and the course has the fault "([^"]+)" for (\d+) seconds of the tool's time$"#
)]
async fn act_meets_silence(world: &mut World, act: String, fault: String, seconds: u64) -> Step {
    let step = world.act_meets_silence(&act, &fault, Duration::from_secs(seconds)).await;
    world.conclude(step)
}
