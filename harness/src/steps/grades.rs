//! Sentences about line items, scores and results.

use cucumber::{then, when};

use super::Step;
use crate::world::World;

#[when(regex = r#"^the learner opens the link, the line item is deleted, and the learner does "([^"]+)"$"#)]
async fn line_item_vanishes(world: &mut World, act: String) -> Step {
    let step = world.line_item_vanishes_before(&act).await;
    world.conclude(step)
}

#[when(regex = r#"^the course is copied, and the instructor does "([^"]+)" there$"#)]
async fn course_is_copied(world: &mut World, act: String) -> Step {
    let step = world.course_is_copied(&act).await;
    world.conclude(step)
}

#[when(regex = r#"^a teacher changes a result, and the instructor does "([^"]+)" in the tool$"#)]
async fn teacher_changes_a_result(world: &mut World, act: String) -> Step {
    let step = world.teacher_changes_a_result(&act).await;
    world.conclude(step)
}

#[then("the tool has posted a final score of the learner")]
fn final_score_was_posted(world: &mut World) -> Step {
    let step = world.final_score_was_posted();
    world.conclude(step)
}

#[then("the tool calls only what the claim offers")]
fn calls_keep_to_the_claim(world: &mut World) -> Step {
    let step = world.calls_keep_to_the_claim();
    world.conclude(step)
}

#[then("the tool changes no line item")]
fn no_line_item_is_changed(world: &mut World) -> Step {
    let step = world.no_line_item_is_changed();
    world.conclude(step)
}

#[then("no call for that learner goes to the URLs of before")]
fn old_urls_are_left(world: &mut World) -> Step {
    let step = world.old_urls_are_left();
    world.conclude(step)
}

#[then(r#"each score goes to a line item's URL with "/scores" at the end of the path"#)]
fn scores_are_below_the_item(world: &mut World) -> Step {
    let step = world.are_below_the_item("scores");
    world.conclude(step)
}

#[then(r#"results are asked for at a line item's URL with "/results" at the end of the path"#)]
fn results_are_below_the_item(world: &mut World) -> Step {
    let step = world.are_below_the_item("results");
    world.conclude(step)
}

#[then("the tool posts no score twice")]
async fn no_score_is_repeated(world: &mut World) -> Step {
    let step = world.no_score_is_repeated().await;
    world.conclude(step)
}

#[then("the tool gives up after a few attempts")]
fn attempts_are_few(world: &mut World) -> Step {
    let step = world.attempts_are_few();
    world.conclude(step)
}

#[then("each new attempt has the timestamp and the value of the first")]
fn attempts_say_the_same(world: &mut World) -> Step {
    let step = world.attempts_say_the_same();
    world.conclude(step)
}

#[then("the tool waits before each new attempt")]
fn attempts_take_their_time(world: &mut World) -> Step {
    let step = world.attempts_take_their_time();
    world.conclude(step)
}

#[then("no score of the instructor is posted")]
fn nobody_scores_the_instructor(world: &mut World) -> Step {
    let step = world.nobody_scores_the_instructor();
    world.conclude(step)
}

#[then("the tool asks for every next page by its URL as given")]
fn every_page_is_read(world: &mut World) -> Step {
    let step = world.every_page_is_read();
    world.conclude(step)
}

#[then("it is recorded how many pages the tool asks for")]
fn record_pages(world: &mut World) {
    world.record_pages();
}

#[then("the tool goes on with the line item as the platform has made it")]
fn created_values_are_followed(world: &mut World) -> Step {
    let step = world.created_values_are_followed();
    world.conclude(step)
}

#[then("the tool creates no line item that was copied")]
fn nothing_is_created_twice(world: &mut World) -> Step {
    let step = world.nothing_is_created_twice();
    world.conclude(step)
}

#[then("the other host gets no access token")]
fn stranger_gets_no_token(world: &mut World) -> Step {
    let step = world.stranger_gets_no_token();
    world.conclude(step)
}

#[then("the tool posts no score over the teacher's")]
fn teacher_has_the_last_word(world: &mut World) -> Step {
    let step = world.teacher_has_the_last_word();
    world.conclude(step)
}

#[then("it is recorded whether the page shows the changed score")]
fn record_changed_score(world: &mut World) -> Step {
    let step = world.record_changed_score();
    world.conclude(step)
}

#[then("it is recorded which progress the tool tells")]
fn record_progress(world: &mut World) {
    world.record_progress();
}
