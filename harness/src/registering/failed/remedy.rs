//! What to try where a tool did not register itself: one cause, the first that the wire shows.

use std::time::Duration;

use super::Attempt;
use crate::driver::TransportKind;
use crate::registration_calls::{RegistrationCall, Step};

pub(super) fn of(attempt: &Attempt, calls: &[RegistrationCall], timeout: Duration) -> String {
    let refused = calls.iter().any(|call| call.step == Step::Registration && call.status >= 400);
    match attempt.visit.ended.hops.last().and_then(|hop| hop.error.as_ref()).map(|error| error.kind) {
        Some(TransportKind::Refused) => {
            "start the tool, or set `start` in `[tool]`; `registration_url` has to name its port".to_owned()
        }
        Some(TransportKind::NameNotFound) => "mend the host name in `registration_url`".to_owned(),
        Some(TransportKind::Timeout) => {
            "find out why the tool is slow, or raise `timeout` in `[tool]`; a tool that answers one request at a time \
             cannot be asked for its keys while it registers"
                .to_owned()
        }
        Some(_) => "look into the log of the tool, and at `registration_url`".to_owned(),
        None if refused => "let the tool send what the finding expects; `homeroom serve` and its page for registering a \
                            tool show every check of a registration"
            .to_owned(),
        None => of_page(attempt, calls, timeout),
    }
}

fn of_page(attempt: &Attempt, calls: &[RegistrationCall], timeout: Duration) -> String {
    if let Some(stuck) = &attempt.visit.stuck {
        return if stuck.not_found {
            "mend the selector of that step of the act `register`; Homeroom runs no script, so the element has to be in the \
             HTML itself"
                .to_owned()
        } else {
            "mend that step of the act `register`".to_owned()
        };
    }
    let read = calls.iter().any(|call| call.step == Step::Configuration);
    match attempt.visit.ended.page.status {
        404 | 405 if !read => "mend `registration_url`, or let the tool take a GET there".to_owned(),
        401 | 403 if !read => "let the registration URL be opened with the token alone, or describe by `[[act]]` with `name \
                               = \"register\"` how a person gets through"
            .to_owned(),
        200..300 if !attempt.visit.acted => waiting(timeout),
        _ if read => "look into the log of the tool: it has read the configuration and does not go on".to_owned(),
        _ => "look into the log of the tool: it has to read the URL in `openid_configuration` and to post its registration \
              to the `registration_endpoint` found there"
            .to_owned(),
    }
}

/// A page that looks well: it waits for a person, or for a script.
fn waiting(timeout: Duration) -> String {
    format!(
        "if the page waits for a person, add `[[act]]` with `name = \"register\"` and the `steps` of that person; Homeroom \
         runs no script of a page, and has waited {} s",
        timeout.as_secs_f32()
    )
}
