//! A tool that registers itself: what came of that, and whether it waits for somebody to activate it.

use serde_json::Value;

use super::finding::{Diagnosis, Finding, State};
use super::{launch, login, others};
use crate::control::ControlError;
use crate::launch::Party;
use crate::registering::{NotRegistered, tell};
use crate::session::Session;
use crate::target::MadeBy;

const REGISTRATION: &str = "registration";
const ACTIVATION: &str = "activation";

/// What a developer would write into the configuration, and by which member of its registration the tool says it.
const MEMBERS: &[(&str, &str)] = &[
    ("`login_url` in `[tool]`", "`initiate_login_uri` in the registration that the tool sends"),
    ("`jwks_url` in `[tool]`", "`jwks_uri` in the registration that the tool sends"),
    ("`redirect_uris` in `[tool]`", "`redirect_uris` in the registration that the tool sends"),
    (
        "`deep_linking_url` in `[tool]`",
        "`target_link_uri` of the message `LtiDeepLinkingRequest` in the registration that the tool sends",
    ),
];

/// What a developer would do who has registered the tool, and what is to be done where it has registered itself.
const INSTEAD: &[(&str, &str)] = &[
    (login::UNKNOWN, "see `activation`; else the log of the tool says why"),
    (launch::UNKNOWN, "see `activation`; else the log of the tool says why"),
    (
        others::UNKNOWN,
        "activate it in the tool; if the tool keeps one registration for each platform only, take it out of the configuration",
    ),
    (
        others::ONE_DEPLOYMENT,
        "leave it so, for a tool that registers itself is told one deployment; `login_url` and the other fields of `[tool]` in \
         the place of `registration_url` may name several",
    ),
    (
        others::ONE_CLIENT,
        "add `[[registration]]` with the same `campus`, if the tool may have several registrations of one LMS",
    ),
];

/// What has to follow a change of what the tool sends.
const ANEW: &str = "; then `--register` makes a new registration";

/// The diagnosis of a tool that cannot be looked at any further.
pub fn not_registered(failure: &NotRegistered) -> Diagnosis {
    let why = "the tool has no registration";
    let mut findings = vec![Finding::problem(REGISTRATION, failure.seen(), failure.remedy())];
    let rest = super::BEHIND_THE_CONNECTION.iter().chain(super::BEHIND_THE_LAUNCH);
    findings.extend(rest.map(|what| Finding::not_looked_at(what, why)));
    Diagnosis { tool: failure.tool().to_owned(), findings, values: Vec::new() }
}

/// Each registration that the tool has made, and what the platform found in the first.
pub(super) async fn look(session: &Session) -> Result<Vec<Finding>, ControlError> {
    let mut findings = Vec::new();
    for party in session.all_parties().filter(|party| party.registration.is_by_the_tool()) {
        findings.push(made(party));
    }
    if !findings.is_empty() {
        let found = found_in(&session.party).await?;
        findings.extend(found.iter().filter(|finding| finding["level"] != "note").map(broken));
    }
    Ok(findings)
}

fn made(party: &Party) -> Finding {
    let when = match party.registration.made_by {
        MadeBy::ToolNow => "now",
        MadeBy::ToolBefore | MadeBy::Description => "before; `--register` makes a new one",
    };
    let (client, campus) = (&party.registered.client_id, &party.registration.campus);
    Finding::well(
        REGISTRATION,
        format!("the tool has registered itself with `{campus}` as `{client}`, {when}"),
    )
}

async fn found_in(party: &Party) -> Result<Vec<Value>, ControlError> {
    let known = party.campus.known_tool(&party.registered.client_id).await?;
    let Some(invitation) = known.invitation else { return Ok(Vec::new()) };
    // Findings go with the journal of the platform: those of an invitation that it has forgotten are gone.
    Ok(party.campus.invitation(&invitation).await.map(|invitation| invitation.findings).unwrap_or_default())
}

fn broken(finding: &Value) -> Finding {
    let fix = match finding["cause"].as_str() {
        Some(cause) if !cause.is_empty() => format!("{cause}; `homeroom explain {}` tells more", id(finding)),
        _ => format!("`homeroom explain {}` tells what to send", id(finding)),
    };
    Finding::warning(REGISTRATION, tell(finding), fix)
}

fn id(finding: &Value) -> &str {
    finding["requirement"].as_str().unwrap_or_default()
}

/// A tool that answers and takes none of the launches may wait for somebody.
pub(super) fn look_at_activation(session: &Session, findings: &[Finding]) -> Option<Finding> {
    let party = &session.party;
    let ill =
        |what: &str| findings.iter().any(|finding| finding.what == what && finding.state == State::Problem);
    let nothing_is_taken = (ill("login by GET") && ill("login by POST")) || ill("launch");
    if !party.registration.is_by_the_tool() || ill("connection") || !nothing_is_taken {
        return None;
    }
    let may = match party.registration.made_by {
        MadeBy::ToolBefore => "it may wait until somebody activates the registration, or have forgotten it",
        MadeBy::ToolNow | MadeBy::Description => "it may wait until somebody activates the registration",
    };
    let seen = format!("the tool has registered itself and takes no launch: {may}");
    Some(Finding::problem(ACTIVATION, seen, activate(party)))
}

/// How a tool that does nothing by itself is made to work.
fn activate(party: &Party) -> String {
    let (issuer, client) = (&party.campus.endpoints.issuer, &party.registered.client_id);
    let forgotten = match party.registration.made_by {
        MadeBy::ToolBefore => " If the tool has forgotten the registration, `--register` makes a new one.",
        MadeBy::ToolNow | MadeBy::Description => "",
    };
    format!(
        "activate `{client}` of {issuer} in the tool. ltijs: `autoActivate: true` in `dynReg` of `lti.setup`, or \
         `await (await lti.getPlatform('{issuer}', '{client}')).platformActive(true)`. Where somebody has to do it each time, \
         `activation = \"manual\"` in `[tool]` leaves out the cases that register anew.{forgotten}"
    )
}

/// Says what is to be mended where such a tool says it.
pub(super) fn reword(session: &Session, findings: &mut [Finding]) {
    if !session.party.registration.is_by_the_tool() {
        return;
    }
    for fix in findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
        if let Some((_, other)) = INSTEAD.iter().find(|(known, _)| known == fix) {
            (*other).clone_into(fix);
        }
        for (field, member) in MEMBERS.iter().filter(|(field, _)| fix.contains(field)).collect::<Vec<_>>() {
            *fix = fix.replace(field, member) + ANEW;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the doctor says of each part.
    const SOURCES: &[&str] = &[
        include_str!("acts.rs"),
        include_str!("keys.rs"),
        include_str!("login.rs"),
        include_str!("redirect.rs"),
    ];

    #[test]
    fn every_field_that_is_reworded_is_named_by_the_doctor() {
        for (field, _) in MEMBERS {
            assert!(SOURCES.iter().any(|source| source.contains(field)), "{field}");
        }
    }

    #[test]
    fn a_finding_of_the_platform_is_a_warning_with_its_cause() {
        let found = serde_json::json!({
            "requirement": "DYN-046", "level": "must", "where": "registration, domain", "expected": "a host name",
            "actual": "`http://t.test`", "cause": "it is a URL",
        });
        let finding = broken(&found);
        assert_eq!(finding.seen, "DYN-046: registration, domain, a host name, and not `http://t.test`");
        assert_eq!(finding.fix.unwrap(), "it is a URL; `homeroom explain DYN-046` tells more");
    }
}
