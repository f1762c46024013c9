//! Sentences that look back on all calls of services of the run.

use cucumber::{given, then};

use super::Step;
use crate::world::World;

#[given(regex = r#"^the tool has called the services by "([^"]+)"$"#)]
async fn services_were_called(world: &mut World, act: String) -> Step {
    let step = world.services_were_called(&act).await;
    world.given(step)
}

#[given(regex = r#"^the tool has called the services by "([^"]+)" several times$"#)]
async fn services_were_called_often(world: &mut World, act: String) -> Step {
    let step = world.services_were_called_often(&act).await;
    world.given(step)
}

#[then(regex = r#"^every call of the run keeps the rule "([^"]+)"$"#)]
async fn every_call_keeps_the_rule(world: &mut World, rule: String) -> Step {
    let step = world.every_call_keeps_the_rule(&rule).await;
    world.conclude(step)
}
