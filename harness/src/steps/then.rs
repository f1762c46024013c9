//! What the tool has to do then.

use cucumber::then;

use super::Step;
use crate::world::World;

#[then(regex = r"^the tool accepts (?:the launch|both launches)$")]
async fn tool_accepts(world: &mut World) -> Step {
    let step = world.every_launch_is_accepted().await;
    world.conclude(step)
}

#[then(regex = r"^the launch that follows is accepted$")]
async fn launch_that_follows_is_accepted(world: &mut World) -> Step {
    let step = world.launch_that_follows_is_accepted().await;
    world.conclude(step)
}

#[then(regex = r"^the tool refuses the launch(?:, even if ungracefully)?$")]
async fn tool_refuses(world: &mut World) -> Step {
    let step = world.launch_is_refused().await;
    world.conclude(step)
}

#[then(regex = r"^the tool refuses the launch or starts onboarding$")]
async fn tool_refuses_or_onboards(world: &mut World) -> Step {
    let step = world.launch_is_refused_or_onboards().await;
    world.conclude(step)
}

#[then(regex = r#"^the tool refuses the launch, or the last "([^"]+)" decides the (user|role) on the page$"#)]
async fn last_value_decides(world: &mut World, claim: String, shown: String) -> Step {
    let step = world.last_value_counts(&claim, &shown).await;
    world.conclude(step)
}

#[then(regex = r"^no new session is opened$")]
async fn no_session(world: &mut World) -> Step {
    let step = world.no_session_is_opened().await;
    world.conclude(step)
}

#[then(regex = r"^the login alone logs nobody in$")]
async fn login_logs_nobody_in(world: &mut World) -> Step {
    let step = world.login_logs_nobody_in().await;
    world.conclude(step)
}

#[then(regex = r#"^the key offered at "([^"]+)" is not fetched$"#)]
async fn offered_key_is_not_fetched(world: &mut World, path: String) -> Step {
    let step = world.offered_key_is_not_fetched(&path).await;
    world.conclude(step)
}

#[then(regex = r"^the tool does not crash$")]
fn no_crash(world: &mut World) -> Step {
    let step = world.nothing_crashed();
    world.conclude(step)
}

#[then(regex = r"^no exchange of the run has crashed the tool$")]
fn no_crash_in_the_run(world: &mut World) -> Step {
    let step = world.no_crash_in_the_run();
    world.conclude(step)
}

#[then(regex = r"^the status of the refusal is (\d+)$")]
async fn refusal_status(world: &mut World, status: u16) -> Step {
    let step = world.refusal_has_status(status).await;
    world.conclude(step)
}

#[then(regex = r"^no name and no address of the learner is on the page$")]
fn no_personal_data(world: &mut World) -> Step {
    let step = world.page_shows_no_personal_data();
    world.conclude(step)
}

#[then(regex = r"^the page of the refusal has words, no stack trace and no token$")]
async fn refusal_explains(world: &mut World) -> Step {
    let step = world.refusal_explains_itself().await;
    world.conclude(step)
}

#[then(regex = r"^the replay opens no new session$")]
async fn replay_opens_nothing(world: &mut World) -> Step {
    let step = world.replay_opens_nothing_new().await;
    world.conclude(step)
}

#[then(regex = r"^at most one session is opened$")]
fn one_session_at_most(world: &mut World) -> Step {
    let step = world.at_most_one_session();
    world.conclude(step)
}

#[then(regex = r"^the tool sends an authentication request$")]
fn tool_asks(world: &mut World) -> Step {
    let step = world.tool_asks();
    world.conclude(step)
}

#[then(regex = r"^the tool sends no authentication request$")]
fn tool_asks_nothing(world: &mut World) -> Step {
    let step = world.tool_asks_nothing();
    world.conclude(step)
}

#[then(regex = r"^no authentication request carries the unknown client$")]
fn unknown_client_is_not_passed_on(world: &mut World) -> Step {
    let step = world.tool_does_not_pass_on_the_client();
    world.conclude(step)
}

#[then(regex = r"^an authentication request goes only to the registered endpoint$")]
fn tool_asks_nobody_else(world: &mut World) -> Step {
    let step = world.tool_asks_nobody_else();
    world.conclude(step)
}

#[then(regex = r#"^a request, if the tool sends one, keeps the rule "([^"]+)"$"#)]
fn request_if_any_keeps_rule(world: &mut World, rule: String) -> Step {
    let step = world.request_if_any_keeps_the_rule(&rule);
    world.conclude(step)
}

#[then(regex = r#"^the request keeps the rule "([^"]+)"$"#)]
fn request_keeps_rule(world: &mut World, rule: String) -> Step {
    let step = world.request_keeps_the_rule(&rule);
    world.conclude(step)
}

#[then(regex = r"^no (state|nonce) of them can be guessed from another$")]
fn series_is_unguessable(world: &mut World, parameter: String) -> Step {
    let step = world.series_cannot_be_guessed(&parameter);
    world.conclude(step)
}

#[then(regex = r"^the tool asks the platform at most (\d+) more times$")]
fn tool_asks_again_at_most(world: &mut World, most: usize) -> Step {
    let step = world.tool_asks_again_at_most(most);
    world.conclude(step)
}

#[then(regex = r"^no answer of the tool forbids the platform's frame$")]
fn frame_is_allowed(world: &mut World) -> Step {
    let step = world.no_answer_forbids_the_frame();
    world.conclude(step)
}

#[then(regex = r"^no answer of the tool carries a header of the attacker$")]
fn no_injected_header(world: &mut World) -> Step {
    let step = world.no_header_was_injected();
    world.conclude(step)
}

#[then(regex = r"^the markup is on no page of the tool$")]
fn no_markup(world: &mut World) -> Step {
    let step = world.markup_is_on_no_page();
    world.conclude(step)
}

#[then(regex = r"^no page of the tool carries the script address$")]
fn no_script_address(world: &mut World) -> Step {
    let step = world.no_script_address_is_rendered();
    world.conclude(step)
}

#[then(regex = r"^no address and no link carries the token$")]
fn token_in_no_address(world: &mut World) -> Step {
    let step = world.token_is_in_no_address();
    world.conclude(step)
}

#[then(regex = r"^the browser ends on the origin of the target$")]
fn ends_on_target(world: &mut World) -> Step {
    let step = world.browser_ends_on_the_target();
    world.conclude(step)
}

#[then(regex = r"^the browser never visits the target of the login$")]
fn login_target_not_visited(world: &mut World) -> Step {
    let step = world.target_of_login_is_not_visited();
    world.conclude(step)
}

#[then(regex = r"^(?:the browser never visits the stranger|the stranger's host sees no request)$")]
fn stranger_not_asked(world: &mut World) -> Step {
    let step = world.stranger_was_not_asked();
    world.conclude(step)
}

#[then(regex = r"^no page of the tool links to the stranger$")]
fn no_link_to_stranger(world: &mut World) -> Step {
    let step = world.no_page_links_to_the_stranger();
    world.conclude(step)
}

#[then(regex = r"^the planted cookies open no session$")]
async fn planted_cookies_open_nothing(world: &mut World) -> Step {
    let step = world.planted_cookies_open_nothing().await;
    world.conclude(step)
}

#[then(regex = r"^a link back to the platform keeps the query of the return URL$")]
fn link_back_keeps_query(world: &mut World) -> Step {
    let step = world.link_back_keeps_the_query();
    world.conclude(step)
}

#[then(regex = r"^the page shows the role of an instructor$")]
fn instructor_is_shown(world: &mut World) -> Step {
    let step = world.page_shows_an_instructor();
    world.conclude(step)
}

#[then(regex = r"^the page does not show the role of an instructor$")]
fn no_instructor_is_shown(world: &mut World) -> Step {
    let step = world.page_shows_no_instructor();
    world.conclude(step)
}

#[then(regex = r"^the page shows (the same|another) user (?:as|than) before$")]
fn same_user(world: &mut World, which: String) -> Step {
    let step = world.page_shows_user_of_earlier_launch(which == "the same");
    world.conclude(step)
}

#[then(regex = r"^the page shows the name beyond ASCII$")]
fn unicode_name_is_shown(world: &mut World) -> Step {
    let step = world.page_shows_unicode_name();
    world.conclude(step)
}

#[then(regex = r"^the page does not show the user of the earlier launch$")]
fn earlier_user_is_hidden(world: &mut World) -> Step {
    let step = world.page_hides_user_of_earlier_launch();
    world.conclude(step)
}

#[then(regex = r"^the page names nobody who launched before$")]
fn nobody_from_before(world: &mut World) -> Step {
    let step = world.page_names_nobody_from_before();
    world.conclude(step)
}

#[then(regex = r"^a fresh launch is accepted at once, or after 35 or 65 seconds$")]
async fn fresh_launch_in_time(world: &mut World) -> Step {
    let step = world.fresh_launch_is_accepted_in_time().await;
    world.conclude(step)
}

#[then(regex = r"^the tool has fetched the key set at most (\d+) times$")]
async fn key_set_fetches(world: &mut World, most: usize) -> Step {
    let step = world.key_set_was_fetched_at_most(most).await;
    world.conclude(step)
}
