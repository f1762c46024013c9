//! Sentences about several registrations, and about what must not be mixed.

use cucumber::{given, then, when};

use super::Step;
use crate::world::World;

#[given("the platform knows the tool by a second client id")]
fn second_client(world: &mut World) -> Step {
    let step = world.tool_has_second_client();
    world.given(step)
}

#[when(regex = r"^a login starts for each client id, without (.+)$")]
async fn login_for_each_client(world: &mut World, without: String) -> Step {
    let step = world.login_for_each_client(&without).await;
    world.conclude(step)
}

#[when(regex = r"^the platform starts a login without (.+)$")]
async fn login_without(world: &mut World, without: String) -> Step {
    let step = world.login_without(&without).await;
    world.conclude(step)
}

#[when("the learner opens a link of the second client id")]
async fn link_of_second_client(world: &mut World) -> Step {
    let step = world.link_of_second_client_is_opened().await;
    world.conclude(step)
}

#[when("the token names a deployment of the second client id")]
async fn deployment_of_second_client(world: &mut World) -> Step {
    let step = world.token_names_deployment_of_second_client().await;
    world.conclude(step)
}

#[when(regex = r"^the login names a target on a stranger's host(, without its scheme)?$")]
async fn login_names_foreign_target(world: &mut World, without_scheme: String) -> Step {
    let step = world.login_names_foreign_target(without_scheme.is_empty()).await;
    world.conclude(step)
}

#[when(regex = r"^the token names a target that only looks like the tool's: (.+)$")]
async fn token_names_disguised_target(world: &mut World, disguise: String) -> Step {
    let step = world.token_names_disguised_target(&disguise).await;
    world.conclude(step)
}

#[when(regex = r#"^the platform answers with "([^"]+)" as anything but an? ([a-z]+)$"#)]
async fn claim_has_wrong_types(world: &mut World, claim: String, right: String) -> Step {
    let step = world.claim_has_every_wrong_type(&claim, &right).await;
    world.conclude(step)
}

#[when(regex = r"^somebody whose id differs by (.+) opens the link, and is not named$")]
async fn look_alike_follows(world: &mut World, difference: String) -> Step {
    let step = world.look_alike_follows(&difference).await;
    world.conclude(step)
}

#[when("somebody with the same id comes from the other platform, and is not named")]
async fn namesake_follows(world: &mut World) -> Step {
    let step = world.namesake_follows().await;
    world.conclude(step)
}

#[when("another learner, who is not named, opens the link in the browser of the earlier launch")]
async fn nameless_learner_follows(world: &mut World) -> Step {
    let step = world.nameless_learner_follows().await;
    world.conclude(step)
}

#[when("the login names another learner than the token")]
async fn login_names_another_learner(world: &mut World) -> Step {
    let step = world.login_names_another_learner().await;
    world.conclude(step)
}

#[when("a learner claims to be the mentor of the earlier one")]
async fn false_mentor_follows(world: &mut World) -> Step {
    let step = world.false_mentor_follows().await;
    world.conclude(step)
}

#[when(
    regex = r"^the ids of course and link come again (from another deployment|from another platform|in another letter case), without titles$"
)]
async fn ids_come_again(world: &mut World, from: String) -> Step {
    let step = world.ids_come_again(&from).await;
    world.conclude(step)
}

#[then("no authentication request names the wrong client")]
fn no_client_is_guessed(world: &mut World) -> Step {
    let step = world.no_client_is_guessed();
    world.conclude(step)
}

#[then("the request names the second client id")]
fn request_names_second_client(world: &mut World) -> Step {
    let step = world.request_names_second_client();
    world.conclude(step)
}

#[then(
    regex = r"^the page shows nothing of (the earlier learner|the first learner|the learner of the login|the learner of the first platform|the first course and link)$"
)]
async fn page_keeps_the_secrets(world: &mut World, whose: String) -> Step {
    let among_peers = !whose.contains("platform") && !whose.contains("course");
    let step = world.page_keeps_the_secrets(among_peers).await;
    world.conclude(step)
}
