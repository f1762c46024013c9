//! A JWT laid out for reading. It may be broken on purpose: what can be read is shown, and what cannot is said.

mod members;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::claims::{self, Meaning, Of, short};
use super::story::FindingRow;
use crate::pages::parts::span;
use members::Members;

/// Longer tokens and values are cut on the page; the journal keeps the whole.
const SHOWN: usize = 20_000;

/// More claims of a token, and more members of a claim, are not listed one by one.
const LISTED: usize = 200;

#[derive(Debug, Default, Serialize)]
pub(crate) struct Token {
    pub(crate) title: &'static str,
    pub(crate) header: Vec<Claim>,
    pub(crate) payload: Vec<Claim>,
    /// How many claims are not listed.
    pub(crate) unlisted: usize,
    /// Why it could not be read whole.
    pub(crate) problem: Option<String>,
    /// What was done to the signature, or to how the token is written.
    pub(crate) marks: Vec<ClaimMark>,
    pub(crate) parts: Vec<Part>,
    pub(crate) length: usize,
}

/// One member of the header or the payload, or one member of such a member.
#[derive(Debug, Default, Clone, PartialEq, Serialize)]
pub(crate) struct Claim {
    pub(crate) name: String,
    pub(crate) short: String,
    /// None where its members stand below it, or where it is missing.
    pub(crate) value: Option<String>,
    /// A moment, as people say it.
    pub(crate) time: Option<String>,
    pub(crate) meaning: &'static str,
    pub(crate) requirement: &'static str,
    /// Stands below the claim that it is a member of.
    pub(crate) member: bool,
    /// Left out by a fault.
    pub(crate) missing: bool,
    pub(crate) marks: Vec<ClaimMark>,
    pub(crate) findings: Vec<FindingRow>,
}

/// What changed a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ClaimMark {
    /// The fault, or none where the launch's options asked for it.
    pub(crate) fault: Option<String>,
    pub(crate) what: String,
    /// What would stand here otherwise.
    pub(crate) honest: Option<String>,
}

/// A part of the compact form, for colouring.
#[derive(Debug, Serialize)]
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) text: String,
}

impl Token {
    /// Decodes what can be decoded; times are told relative to `now`.
    pub(crate) fn read(of: Of, title: &'static str, raw: &str, now: Timestamp) -> Self {
        let texts: Vec<&str> = raw.split('.').collect();
        let mut token = Self { title, parts: parts(&texts), length: raw.chars().count(), ..Self::default() };
        let mut problems = Vec::new();
        if texts.len() != 3 {
            problems.push(format!("a signed JWT has three parts, this one has {}", texts.len()));
        }
        for (place, of, text) in [("header", Of::Header, texts.first()), ("payload", of, texts.get(1))] {
            let claims = match text.map(|text| Members::decode(text)) {
                Some(Ok(found)) => token.list(of, found, now),
                Some(Err(why)) => {
                    problems.push(format!("the {place} {why}"));
                    continue;
                }
                None => continue,
            };
            match of {
                Of::Header => token.header = claims,
                _ => token.payload = claims,
            }
        }
        token.problem =
            (!problems.is_empty()).then(|| format!("Not readable as a JWT: {}.", problems.join("; ")));
        token
    }

    /// The members in the order of reading, those of the same rank as they came.
    fn list(&mut self, of: Of, mut found: Members, now: Timestamp) -> Vec<Claim> {
        found.0.sort_by_key(|(name, _)| claims::rank(of, name));
        self.unlisted += found.0.len().saturating_sub(LISTED);
        found.0.into_iter().take(LISTED).flat_map(|(name, value)| rows(of, name, &value, now)).collect()
    }

    /// The claim of this name, as it is listed or as a new row for a missing one.
    pub(crate) fn claim(&mut self, of: Of, name: &str) -> &mut Claim {
        let rows = if of == Of::Header { &mut self.header } else { &mut self.payload };
        let at = rows.iter().rposition(|claim| !claim.member && claim.name == name).unwrap_or_else(|| {
            rows.push(Claim { missing: true, ..named(of, name.to_owned()) });
            rows.len() - 1
        });
        &mut rows[at]
    }

    /// The listed claim that a finding's place names in backticks.
    pub(crate) fn claim_at(&mut self, place: &str) -> Option<&mut Claim> {
        let (_, named) = place.split_once('`')?;
        let name = named.split_once('`').map_or(named, |(name, _)| name);
        let rows = if place.contains("header") { &mut self.header } else { &mut self.payload };
        rows.iter_mut().find(|claim| {
            !claim.member && (claim.name == name || claim.short.rsplit('/').next() == Some(name))
        })
    }
}

fn named(of: Of, name: String) -> Claim {
    let Meaning { sentence, requirement } = claims::meaning(of, &name);
    Claim { short: cut(short(&name)), meaning: sentence, requirement, name: cut(&name), ..Claim::default() }
}

/// A claim, and below it the members that are explained one by one.
fn rows(of: Of, name: String, value: &Value, now: Timestamp) -> Vec<Claim> {
    let below = below(of, &name, value);
    let time = time_note(&name, value, now);
    let value = below.is_empty().then(|| cut(&shown(value)));
    let mut all = vec![Claim { value, time, ..named(of, name) }];
    all.extend(below);
    all
}

/// The members of an object that has explained ones, or the roles.
fn below(of: Of, claim: &str, value: &Value) -> Vec<Claim> {
    let row = |name: String, value: &Value, meaning: Meaning| Claim {
        short: cut(&name),
        name: cut(&name),
        value: Some(cut(&shown(value))),
        meaning: meaning.sentence,
        requirement: meaning.requirement,
        member: true,
        ..Claim::default()
    };
    match value {
        Value::Object(members) if members.len() <= LISTED => {
            let any = members.keys().any(|name| claims::member(of, claim, name).is_some());
            let meaning = |name: &str| claims::member(of, claim, name).unwrap_or(claims::EXTENSION);
            let rows = members.iter().map(|(name, value)| row(name.clone(), value, meaning(name)));
            if any { rows.collect() } else { Vec::new() }
        }
        Value::Array(roles) if claim == homeroom_vocab::claim::ROLES && roles.len() <= LISTED => {
            let role = |(at, role): (usize, &Value)| {
                row(format!("{}.", at + 1), role, claims::role(role.as_str().unwrap_or_default()))
            };
            roles.iter().enumerate().map(role).collect()
        }
        _ => Vec::new(),
    }
}

fn parts(texts: &[&str]) -> Vec<Part> {
    const NAMES: [&str; 3] = ["header", "payload", "signature"];
    let named = |(at, text): (usize, &&str)| Part { name: NAMES.get(at).unwrap_or(&"more"), text: cut(text) };
    texts.iter().take(8).enumerate().map(named).collect()
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// A value as JSON, laid out for reading and cut where it is absurd.
pub(crate) fn shown(value: &Value) -> String {
    cut(&serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string()))
}

fn time_note(name: &str, value: &Value, now: Timestamp) -> Option<String> {
    if !matches!(name, "iat" | "exp" | "nbf") {
        return None;
    }
    let at = Timestamp::from_second(value.as_i64()?).ok()?;
    let passed = now.as_second() - at.as_second();
    let relative = if passed < 0 { format!("in {}", span(-passed)) } else { format!("{} ago", span(passed)) };
    Some(format!("{at}, {relative}"))
}

#[cfg(test)]
pub(crate) fn sample(payload: &str) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2ln", encode(r#"{"alg":"RS256","kid":"k1"}"#), encode(payload))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Token {
        Token::read(Of::Message, "The `id_token`", raw, Timestamp::from_second(1_000).unwrap())
    }

    #[test]
    fn claims_come_in_the_order_of_reading_with_short_names_relative_times_and_a_meaning() {
        let token = read(&sample(
            r#"{"https://purl.imsglobal.org/spec/lti/claim/version":"1.3.0","exp":1300,"iat":940,"iss":"x"}"#,
        ));
        let shorts: Vec<&str> = token.payload.iter().map(|claim| claim.short.as_str()).collect();
        assert_eq!(shorts, ["iss", "exp", "iat", "lti/claim/version"]);
        assert!(token.payload[1].time.as_ref().unwrap().ends_with("in 5 min"));
        assert!(token.payload[2].time.as_ref().unwrap().ends_with("60 s ago"));
        assert!(token.payload.iter().all(|claim| !claim.meaning.is_empty() && !claim.requirement.is_empty()));
        assert_eq!(token.problem, None);
    }

    #[test]
    fn members_of_a_claim_and_roles_are_explained_one_by_one() {
        let token = read(&sample(
            r#"{"https://purl.imsglobal.org/spec/lti/claim/context":{"id":"c","x":1},
                "https://purl.imsglobal.org/spec/lti/claim/roles":["http://x/y"]}"#,
        ));
        let rows: Vec<(&str, bool)> =
            token.payload.iter().map(|row| (row.short.as_str(), row.member)).collect();
        assert_eq!(
            rows,
            [
                ("lti/claim/roles", false),
                ("1.", true),
                ("lti/claim/context", false),
                ("id", true),
                ("x", true)
            ]
        );
        assert_eq!(token.payload[1].requirement, "ROLE-005");
        assert_eq!(token.payload[3].requirement, "CORE-040");
    }

    #[test]
    fn a_claim_that_stands_twice_is_shown_twice() {
        let token = read(&sample(r#"{"sub":"one","sub":"two"}"#));
        let values: Vec<&str> = token.payload.iter().filter_map(|claim| claim.value.as_deref()).collect();
        assert_eq!(values, [r#""one""#, r#""two""#]);
    }

    #[test]
    fn what_cannot_be_read_is_said_and_the_rest_is_shown() {
        let token = read("e30.%%%");
        let problem = token.problem.unwrap();
        assert!(problem.contains("has 2") && problem.contains("payload is not base64url"), "{problem}");
        assert!(read(&sample("[1]")).problem.unwrap().contains("payload is not a JSON object"));
        assert_eq!(read("").parts.len(), 1);
    }

    #[test]
    fn a_megabyte_and_a_crowd_are_cut_on_the_page() {
        let token = read(&"A".repeat(1_000_000));
        assert_eq!(token.length, 1_000_000);
        assert!(token.parts[0].text.len() < SHOWN + 8);
        let crowd: Vec<String> = (0..1_000).map(|at| format!("\"c{at}\":1")).collect();
        let token = read(&sample(&format!("{{{}}}", crowd.join(","))));
        assert_eq!((token.payload.len(), token.unlisted), (LISTED, 1_000 - LISTED));
    }

    #[test]
    fn a_time_out_of_all_bounds_has_no_note() {
        let token = read(&sample(r#"{"exp":99999999999999999,"iat":"soon"}"#));
        assert!(token.payload.iter().all(|claim| claim.time.is_none()));
    }

    #[test]
    fn a_finding_finds_its_claim_by_the_name_in_backticks() {
        let mut token =
            read(&sample(r#"{"https://purl.imsglobal.org/spec/lti-dl/claim/data":"x","iss":"y"}"#));
        assert_eq!(token.claim_at("deep-linking answer, `data`").unwrap().value.as_deref(), Some("\"x\""));
        assert_eq!(token.claim_at("deep-linking answer, header `kid`").unwrap().short, "kid");
        assert!(token.claim_at("deep-linking answer, signature").is_none());
    }

    #[test]
    fn a_missing_claim_gets_a_row() {
        let mut token = read(&sample(r#"{"iss":"y"}"#));
        let claim = token.claim(Of::Message, "nonce");
        assert!(claim.missing && claim.requirement == "SEC-020");
    }
}
