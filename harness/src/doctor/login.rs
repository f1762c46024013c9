//! Does a login lead to the platform, by GET and by POST?

use super::finding::Finding;
use super::visit::Visit;
use crate::launch::Party;
use crate::oracle::page::Page;
use crate::oracle::request::{Expected, rule_names};

/// What to do where a tool does not know the platform.
pub(super) const UNKNOWN: &str = "register the platform with the tool by the values below; issuer and client_id have to be \
                                  the same, character by character";

/// What the tool makes of a login.
pub(super) fn look(method: &str, visit: &Visit) -> Finding {
    let what = format!("login by {method}");
    if visit.asked.is_some() {
        return Finding::well(&what, "the tool asks the platform to log the person in");
    }
    let (seen, fix) = (visit.page.describe(), fix(method, &visit.page));
    Finding::problem(&what, format!("no question for the platform comes of it: {seen}"), fix)
}

fn fix(method: &str, page: &Page) -> String {
    match page.status {
        0 => "look into the log of the tool; `timeout` in `[tool]` says how long it may take".to_owned(),
        405 | 501 => format!("let the login URL take {method} too: some LMSs log in by GET, others by POST"),
        404 if method == "GET" => "mend `login_url` in `[tool]`, or the route in the tool".to_owned(),
        404 => format!("let the route of `login_url` take {method} too: some LMSs log in by GET, others by POST"),
        500.. => "look into the log of the tool: it breaks".to_owned(),
        400..500 => UNKNOWN.to_owned(),
        _ => "answer a login with a redirect (302) to the authorization URL, or with a form that submits itself; \
              Homeroom runs no other script of a page"
            .to_owned(),
    }
}

/// Does the question go to this platform, and is it one that the platform takes?
pub(super) fn look_at_question(party: &Party, visit: &Visit) -> Vec<Finding> {
    let Some(asked) = &visit.asked else {
        let why = "no login leads to the platform";
        return vec![
            Finding::not_looked_at("authorization URL", why),
            Finding::not_looked_at("authentication request", why),
        ];
    };
    if goes_elsewhere(party, visit) {
        let why = "it goes to another address than that of the platform";
        let question = Finding::not_looked_at("authentication request", why);
        return vec![address(party, &asked.request.endpoint), question];
    }
    vec![address(party, &asked.request.endpoint), question(party, visit)]
}

/// Whether the question is for somebody else, who should not get it from us.
pub(super) fn goes_elsewhere(party: &Party, visit: &Visit) -> bool {
    visit.asked.as_ref().is_some_and(|asked| asked.request.endpoint != party.authorization_endpoint())
}

fn address(party: &Party, endpoint: &str) -> Finding {
    let (what, ours) = ("authorization URL", party.authorization_endpoint());
    if endpoint == ours {
        return Finding::well(what, ours);
    }
    let seen = format!("the tool sends people to `{endpoint}`; the one of this platform is `{ours}`");
    Finding::problem(what, seen, format!("set the authorization URL of the tool to `{ours}`"))
}

fn question(party: &Party, visit: &Visit) -> Finding {
    let what = "authentication request";
    let broken = broken_rules(party, visit);
    let told: Vec<_> = broken.iter().map(|(_, actual)| actual.as_str()).collect();
    let fix = || {
        let expected: Vec<_> = broken.iter().map(|(expected, _)| expected.as_str()).collect();
        format!("send {}", expected.join(", and "))
    };
    match (&visit.refusal, broken.is_empty()) {
        (None, true) => Finding::well(what, "our platform takes it"),
        (None, false) => {
            Finding::warning(what, format!("our platform takes it, but it has {}", told.join(", ")), fix())
        }
        (Some(why), false) => Finding::problem(
            what,
            format!("our platform refuses it, {why}; it has {}", told.join(", ")),
            fix(),
        ),
        (Some(why), true) => {
            let fix = "mend what the platform names; `homeroom launch` shows the request hop by hop";
            Finding::problem(what, format!("our platform refuses it, {why}"), fix)
        }
    }
}

/// The rules that the question breaks, but for its addresses, which have findings of their own.
fn broken_rules(party: &Party, visit: &Visit) -> Vec<(String, String)> {
    let Some(asked) = &visit.asked else { return Vec::new() };
    let sent = |name: &str| {
        visit.prepared.login.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    };
    let expected = Expected {
        endpoint: party.authorization_endpoint(),
        client_id: &party.registered.client_id,
        redirect_uris: &party.registration.redirect_uris,
        login_hint: sent("login_hint").unwrap_or_default(),
        message_hint: sent("lti_message_hint"),
    };
    let names = rule_names().into_iter().filter(|name| !["endpoint", "redirect_uri"].contains(name));
    let broken = names.filter_map(|name| asked.request.check(name, &expected)?.err());
    broken.map(|broken| (broken.expected, broken.actual)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fix_of_a_login_that_leads_nowhere_follows_its_status() {
        let page = |status| Page { status, ..Page::default() };
        for (method, status, expected) in [
            ("POST", 405, "let the login URL take POST too"),
            ("GET", 404, "mend `login_url`"),
            ("POST", 404, "take POST too"),
            ("GET", 400, "the values below"),
            ("GET", 502, "it breaks"),
            ("GET", 200, "redirect (302)"),
            ("GET", 0, "`timeout`"),
        ] {
            assert!(fix(method, &page(status)).contains(expected), "{method} {status}");
        }
    }
}
