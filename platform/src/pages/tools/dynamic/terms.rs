//! What a tool is told when it is asked to register itself, and on which terms.

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::invitation::{Status, Telling};
use crate::services::registration::invite::Invited;

/// One thing that the tool was given.
#[derive(Debug, Serialize)]
pub(crate) struct Term {
    name: &'static str,
    text: String,
    help: &'static str,
    /// Whether it is a value to copy.
    copy: bool,
}

/// What the tool was told, and on which terms.
pub(super) fn terms(invited: &Invited, now: Timestamp) -> Vec<Term> {
    let invitation = &invited.invitation;
    let value = |name, text: &str, help| Term { name, text: text.to_owned(), help, copy: true };
    let said = |name, text: &str, help| Term { name, text: text.to_owned(), help, copy: false };
    let page = invitation.registration_url.as_ref();
    let page = page.map(|url| {
        value("Registration URL", url.as_str(), "The page of the tool, before parameters were added.")
    });
    let needs = if invitation.configuration_needs_token {
        "The token must be sent to read it."
    } else {
        "Open to everyone."
    };
    let deployment = match invitation.deployment {
        Telling::Answered => "told in the answer",
        Telling::Silent => "not told: the first launch tells it",
    };
    let rest = [
        value("Configuration", &invited.configuration_url, needs),
        value(
            "Registration endpoint",
            &invited.registration_endpoint,
            "Where the tool's server posts its registration.",
        ),
        said("Registration token", token(invited), "`registration_token`, good for one registration."),
        said("Good until", &moment(invitation.expires_at, now), ""),
        said("Deployment id", deployment, ""),
    ];
    page.into_iter().chain(rest).collect()
}

fn token(invited: &Invited) -> &'static str {
    match (&invited.invitation.token_hash, invited.status) {
        (None, _) => "none was given; a tool must send none",
        (Some(_), Status::Open) => "given",
        (Some(_), Status::Used) => "given, and used",
        (Some(_), Status::Expired) => "given, and expired unused",
    }
}

/// A moment of the database, for reading.
fn moment(at: i64, now: Timestamp) -> String {
    Timestamp::from_millisecond(at).unwrap_or(now).strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Term> {
    let term = |name, text: &str, copy| Term { name, text: text.to_owned(), help: "What it is.", copy };
    vec![
        term("Registration URL", crate::pages::samples::HARD_NAME, true),
        Term { help: "", ..term("Registration token", "given, `<b>`", false) },
    ]
}
