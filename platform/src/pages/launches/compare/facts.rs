//! What two launches are compared by, as named texts.

use homeroom_vocab::authorization::NONCE;
use homeroom_vocab::response::JWT;
use jiff::Timestamp;
use serde_json::Value;

use crate::campus::Campus;
use crate::domain::launch::{Launch, Stage};
use crate::journal::exchange::Kind;
use crate::journal::story::Story as Told;
use crate::pages::launches::claims::Of;
use crate::pages::launches::hops::hops;
use crate::pages::launches::list::outcome;
use crate::pages::launches::token::{Claim, Token};
use crate::pages::wire;

/// Names with their values.
pub(super) type Pairs = Vec<(String, String)>;

/// A group of facts of one launch.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) pairs: Pairs,
}

/// What differs from launch to launch by its nature.
const VOLATILE: &[&str] = &["nonce", "state", "iat", "exp", "login_hint", "lti_message_hint", "jti", "data"];

/// Whether a difference of this fact says nothing.
pub(super) fn is_volatile(name: &str) -> bool {
    let last = name.rsplit([' ', '/']).next().unwrap_or(name);
    VOLATILE.contains(&last) || last == "deep_link_return_url"
}

/// Every group, in the same order for every launch.
pub(super) fn facts(campus: &Campus, launch: &Launch) -> Vec<Section> {
    let told = campus
        .story(launch.ticket.id.as_str())
        .unwrap_or_else(|| Told { launch: launch.clone(), exchanges: Vec::new() });
    let (header, claims) = id_token(launch);
    let (answer_header, answer) = answer(&told);
    let request = match &launch.stage {
        Stage::Answered { request, .. } | Stage::Refused { request, .. } | Stage::Requested { request } => {
            request.clone()
        }
        Stage::Prepared | Stage::Expired | Stage::Interrupted => Vec::new(),
    };
    let all = [
        ("What was asked for", asked(launch)),
        ("How it went", went(launch)),
        ("Hops", steps(&told)),
        ("Login initiation", launch.ticket.login.parameters.clone()),
        ("Authentication request", request),
        ("Header of the `id_token`", header),
        ("Claims of the `id_token`", claims),
        ("Header of the tool's answer", answer_header),
        ("Claims of the tool's answer", answer),
    ];
    let own = launch.ticket.id.as_str();
    let without_id = |(name, value): (String, String)| (name, value.replace(own, "(id of the launch)"));
    all.into_iter()
        .map(|(title, pairs)| Section { title, pairs: pairs.into_iter().map(without_id).collect() })
        .collect()
}

fn asked(launch: &Launch) -> Pairs {
    let ticket = &launch.ticket;
    let faults: Vec<&str> = ticket.faults.iter().map(|fault| fault.name).collect();
    let mut pairs = vec![
        ("message", ticket.message.to_owned()),
        ("person", ticket.person.label()),
        ("course", ticket.course.heading()),
        ("subject", ticket.heading()),
        ("tool", ticket.registration.name.clone()),
        ("deployment", ticket.deployment.to_string()),
        ("login URL", ticket.login.url.clone()),
        (
            "login by",
            if ticket.login.method == crate::domain::options::Method::Post { "POST" } else { "GET" }
                .to_owned(),
        ),
        ("faults", faults.join(", ")),
    ];
    pairs.retain(|(_, value)| !value.is_empty());
    let mut pairs: Pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    if let Ok(Value::Object(options)) = serde_json::to_value(&ticket.options) {
        let told = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        pairs.extend(options.iter().map(|(name, value)| (format!("option {name}"), told(value))));
    }
    pairs
}

fn went(launch: &Launch) -> Pairs {
    let mut pairs = vec![("outcome".to_owned(), outcome(launch).word().to_owned())];
    if let Stage::Refused { refusal, .. } = &launch.stage {
        pairs.push(("refused because".to_owned(), format!("{}: {}", refusal.error, refusal.description)));
    }
    if let (Some(asked), Some(sent)) = (asked_nonce(launch), sent_nonce(launch)) {
        let told = if asked == sent { "that of the request" } else { "another than that of the request" };
        pairs.push(("nonce of the `id_token`".to_owned(), told.to_owned()));
    }
    for finding in &launch.findings {
        let name = format!("finding {}, {}", finding.requirement, finding.r#where);
        pairs.push((name, format!("expected {}, came {}", finding.expected, finding.actual)));
    }
    pairs
}

fn asked_nonce(launch: &Launch) -> Option<String> {
    let Stage::Answered { request, .. } = &launch.stage else { return None };
    request.iter().find(|(name, _)| name == NONCE).map(|(_, nonce)| nonce.clone())
}

fn sent_nonce(launch: &Launch) -> Option<String> {
    let (_, claims) = id_token(launch);
    let (_, value) = claims.into_iter().find(|(name, _)| name == NONCE)?;
    serde_json::from_str(&value).ok()
}

fn steps(told: &Told) -> Pairs {
    let step = |hop: &super::super::hop::Hop| {
        (format!("{} to {}: {}", hop.from, hop.to, hop.title), format!("{} {}", hop.method, hop.state.word()))
    };
    hops(told).iter().map(step).collect()
}

fn id_token(launch: &Launch) -> (Pairs, Pairs) {
    match &launch.stage {
        Stage::Answered { id_token, .. } => members(Of::Message, id_token),
        _ => (Vec::new(), Vec::new()),
    }
}

fn answer(told: &Told) -> (Pairs, Pairs) {
    let mut answers = told.exchanges.iter().filter(|exchange| exchange.kind == Kind::DeepLinking);
    match answers.next_back().and_then(|exchange| wire::posted(exchange, JWT)) {
        Some(token) => members(Of::Answer, &token),
        None => (Vec::new(), Vec::new()),
    }
}

fn members(of: Of, token: &str) -> (Pairs, Pairs) {
    let token = Token::read(of, "", token, Timestamp::UNIX_EPOCH);
    (named(&token.header), named(&token.payload))
}

/// The rows of a token with their values, members by the path to them.
fn named(claims: &[Claim]) -> Pairs {
    let mut above = String::new();
    let mut pairs = Vec::new();
    for claim in claims {
        let name = if claim.member { format!("{above} > {}", claim.short) } else { claim.short.clone() };
        if !claim.member {
            above.clone_from(&claim.short);
        }
        if let Some(value) = &claim.value {
            pairs.push((name, value.clone()));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::launches::token::sample;

    #[test]
    fn members_are_named_by_their_path() {
        let payload = r#"{"sub":"ben","https://purl.imsglobal.org/spec/lti/claim/context":{"id":"c"}}"#;
        let (_, claims) = members(Of::Message, &sample(payload));
        let names: Vec<&str> = claims.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sub", "lti/claim/context > id"]);
    }

    #[test]
    fn what_is_fresh_each_time_says_nothing() {
        assert!(is_volatile("nonce") && is_volatile("lti-dl/claim/data"));
        assert!(is_volatile("lti-dl/claim/deep_linking_settings > deep_link_return_url"));
        assert!(!is_volatile("sub") && !is_volatile("lti/claim/context > id"));
    }
}
