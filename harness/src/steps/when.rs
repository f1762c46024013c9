//! What the platform, the browser or an attacker does.

use cucumber::when;

use super::Step;
use crate::world::World;

#[when(regex = r"^the platform starts a login$")]
async fn platform_starts_usual_login(world: &mut World) -> Step {
    let step = world.login_as_usual().await;
    world.conclude(step)
}

#[when(regex = r"^the platform starts a login by (GET|POST)$")]
async fn platform_starts_login(world: &mut World, method: String) -> Step {
    let step = world.login_by(&method).await;
    world.conclude(step)
}

#[when(regex = r#"^the platform starts a login with the fault "([^"]+)"$"#)]
async fn platform_starts_login_with_fault(world: &mut World, fault: String) -> Step {
    let step = world.login_with_fault(&fault, None).await;
    world.conclude(step)
}

#[when(regex = r#"^the platform starts a login with the variation "([^"]+)"$"#)]
async fn platform_starts_login_with_variation(world: &mut World, name: String) -> Step {
    let step = world.login_with_variation(&name).await;
    world.conclude(step)
}

#[when(regex = r#"^the platform starts a login by POST with the fault "([^"]+)"$"#)]
async fn platform_posts_login_with_fault(world: &mut World, fault: String) -> Step {
    let step = world.posted_login_with_fault(&fault).await;
    world.conclude(step)
}

#[when(regex = r"^a stranger starts a login in the name of another issuer$")]
async fn stranger_starts_login(world: &mut World) -> Step {
    let step = world.login_of_stranger().await;
    world.conclude(step)
}

#[when(regex = r"^the platform starts (\d+) logins$")]
async fn platform_starts_many_logins(world: &mut World, count: usize) -> Step {
    let step = world.login_many_times(count).await;
    world.conclude(step)
}

#[when(regex = r"^the learner opens the link$")]
async fn link_is_opened(world: &mut World) -> Step {
    let step = world.launch_with_variation("full").await;
    world.conclude(step)
}

#[when(regex = r#"^the (?:learner|instructor) opens the link with the variation "([^"]+)"$"#)]
async fn link_is_opened_with_variation(world: &mut World, name: String) -> Step {
    let step = world.launch_with_variation(&name).await;
    world.conclude(step)
}

#[when(regex = r"^the learner opens the link from the second deployment$")]
async fn link_is_opened_from_second_deployment(world: &mut World) -> Step {
    let step = world.launch_from_second_deployment().await;
    world.conclude(step)
}

#[when(regex = r#"^the platform answers with the fault "([^"]+)"$"#)]
async fn platform_answers_with_fault(world: &mut World, fault: String) -> Step {
    let step = world.launch_with_fault(&fault, None).await;
    world.conclude(step)
}

#[when(regex = r"^the platform answers with the nonce of the earlier launch$")]
async fn platform_answers_with_earlier_nonce(world: &mut World) -> Step {
    let step = world.launch_with_earlier_nonce().await;
    world.conclude(step)
}

#[when(regex = r"^the platform answers with the nonce of the other login$")]
async fn platform_answers_with_other_nonce(world: &mut World) -> Step {
    let step = world.launch_with_nonce_of_other_login().await;
    world.conclude(step)
}

#[when(regex = r"^the platform answers a new login with an error$")]
async fn platform_answers_with_error(world: &mut World) -> Step {
    let step = world.error_is_answered().await;
    world.conclude(step)
}

#[when(regex = r"^the platform answers every login with login_required$")]
async fn platform_answers_login_required(world: &mut World) -> Step {
    let step = world.every_login_is_refused().await;
    world.conclude(step)
}

#[when(regex = r"^both are answered, the second first$")]
async fn both_are_answered(world: &mut World) -> Step {
    let step = world.both_are_answered().await;
    world.conclude(step)
}

#[when(regex = r#"^the answer of a new login arrives with the change "([^"]+)"$"#)]
async fn changed_answer_arrives(world: &mut World, change: String) -> Step {
    let step = world.changed_answer_arrives(&change).await;
    world.conclude(step)
}

#[when(regex = r"^the answer of a new login arrives (\d+) times at once$")]
async fn answer_arrives_many_times(world: &mut World, count: usize) -> Step {
    let step = world.answer_arrives_many_times(count).await;
    world.conclude(step)
}

#[when(regex = r"^the second answer arrives with the state of the first$")]
async fn answer_with_other_state(world: &mut World) -> Step {
    let step = world.answer_with_state_of_other().await;
    world.conclude(step)
}

#[when(regex = r"^a good token arrives without a login, (without state|with a made-up state)$")]
async fn unsolicited_answer(world: &mut World, how: String) -> Step {
    let step = world.unsolicited_answer(how != "without state").await;
    world.conclude(step)
}

#[when(regex = r"^the accepted answer is posted again from (the same browser|another browser)$")]
async fn accepted_answer_is_replayed(world: &mut World, browser: String) -> Step {
    let step = world.accepted_answer_is_replayed(browser == "the same browser").await;
    world.conclude(step)
}

#[when(regex = r"^the login of the first platform is answered by the second$")]
async fn other_platform_answers(world: &mut World) -> Step {
    let step = world.answered_by_other_platform().await;
    world.conclude(step)
}

#[when(regex = r"^the login names another target than the token$")]
async fn login_names_other_target(world: &mut World) -> Step {
    let step = world.login_names_other_target().await;
    world.conclude(step)
}

#[when(regex = r"^the token names a target on a stranger\'s host$")]
async fn token_names_foreign_target(world: &mut World) -> Step {
    let step = world.token_names_foreign_target().await;
    world.conclude(step)
}

#[when(regex = r"^a token with a broken signature names a return URL on a stranger\'s host$")]
async fn forged_token_names_foreign_return_url(world: &mut World) -> Step {
    let step = world.forged_token_names_foreign_return_url().await;
    world.conclude(step)
}

#[when(regex = r"^another learner opens the link in the browser of the earlier launch$")]
async fn another_learner_follows(world: &mut World) -> Step {
    let step = world.another_learner_follows().await;
    world.conclude(step)
}

#[when(regex = r"^an anonymous launch follows in the browser of the earlier launch$")]
async fn anonymous_launch_follows(world: &mut World) -> Step {
    let step = world.anonymous_launch_follows().await;
    world.conclude(step)
}

#[when(regex = r"^the platform has replaced its key$")]
async fn platform_replaced_its_key(world: &mut World) -> Step {
    let step = world.platform_replaced_its_key(None).await;
    world.conclude(step)
}

#[when(regex = r#"^the platform has replaced its key, and its key set shows "([^"]+)"$"#)]
async fn platform_replaced_its_key_and_shows(world: &mut World, fault: String) -> Step {
    let step = world.platform_replaced_its_key(Some(&fault)).await;
    world.conclude(step)
}

#[when(regex = r#"^the key set shows "([^"]+)" and a token of an unknown key arrives$"#)]
async fn unknown_key_during_outage(world: &mut World, fault: String) -> Step {
    let step = world.token_of_unknown_key_during_outage(&fault).await;
    world.conclude(step)
}

#[when(regex = r"^(\d+) launches name \d+ unknown keys$")]
async fn unknown_keys_flood(world: &mut World, count: usize) -> Step {
    let step = world.unknown_keys_flood(count).await;
    world.conclude(step)
}

#[when("the answer of a new login arrives at another redirect URI of the tool")]
async fn answer_arrives_elsewhere(world: &mut World) -> Step {
    let step = world.answer_arrives_elsewhere().await;
    world.conclude(step)
}

#[when("the tool's own content answer comes back as the token of a new login")]
async fn own_answer_comes_back(world: &mut World) -> Step {
    let step = world.own_answer_comes_back().await;
    world.conclude(step)
}
