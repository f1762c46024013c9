//! A JWT laid out for reading. It may be broken on purpose: what can be read is shown, and what cannot is said.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use crate::pages::parts::span;

/// Longer tokens and values are cut on the page; the journal keeps the whole.
const SHOWN: usize = 20_000;

#[derive(Debug, Default, Serialize)]
pub(crate) struct Token {
    pub(crate) title: &'static str,
    pub(crate) header: Vec<Claim>,
    pub(crate) payload: Vec<Claim>,
    /// Why it could not be read whole.
    pub(crate) problem: Option<String>,
    pub(crate) parts: Vec<Part>,
    pub(crate) length: usize,
}

/// One member of the header or the payload.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Claim {
    pub(crate) name: String,
    pub(crate) short: String,
    pub(crate) value: String,
    pub(crate) note: Option<String>,
}

/// A part of the compact form, for colouring.
#[derive(Debug, Serialize)]
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) text: String,
}

impl Token {
    /// Decodes what can be decoded; times are told relative to `now`.
    pub(crate) fn read(title: &'static str, raw: &str, now: Timestamp) -> Self {
        let texts: Vec<&str> = raw.split('.').collect();
        let mut token = Self { title, parts: parts(&texts), length: raw.chars().count(), ..Self::default() };
        let mut problems = Vec::new();
        if texts.len() != 3 {
            problems.push(format!("a signed JWT has three parts, this one has {}", texts.len()));
        }
        for (place, text, claims) in
            [("header", texts.first(), &mut token.header), ("payload", texts.get(1), &mut token.payload)]
        {
            match text.map(|text| members(text)) {
                Some(Ok(found)) => {
                    claims.extend(found.into_iter().map(|(name, value)| claim(name, &value, now)));
                }
                Some(Err(why)) => problems.push(format!("the {place} {why}")),
                None => {}
            }
        }
        token.problem =
            (!problems.is_empty()).then(|| format!("Not readable as a JWT: {}.", problems.join("; ")));
        token
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

/// The members in their order; a name that stands twice is listed twice.
fn members(text: &str) -> Result<Vec<(String, Value)>, &'static str> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| "is not base64url")?;
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8")?;
    let members: Members = serde_json::from_str(&text).map_err(|_| "is not a JSON object")?;
    Ok(members.0)
}

fn claim(name: String, value: &Value, now: Timestamp) -> Claim {
    let short = name.strip_prefix("https://purl.imsglobal.org/spec/").unwrap_or(&name).to_owned();
    let note = time_note(&name, value, now).or_else(|| meaning(&short).map(str::to_owned));
    Claim { short, value: cut(&shown(value)), note, name }
}

fn shown(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string())
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

/// What the common members say, in a few words.
const MEANINGS: &[(&str, &str)] = &[
    ("alg", "the algorithm of the signature"),
    ("kid", "which key of the JWKS checks it"),
    ("typ", "the kind of token"),
    ("iss", "who issued it: the issuer of this campus, or in an answer the tool"),
    ("aud", "for whom: the client_id of the tool, or in an answer the issuer of this campus"),
    ("azp", "which client may use it"),
    ("sub", "who the person is at this campus, for ever"),
    ("nonce", "the value of the tool's request; good once"),
    ("lti/claim/message_type", "what kind of message this is"),
    ("lti/claim/version", "the version of LTI"),
    ("lti/claim/deployment_id", "which installation of the tool"),
    ("lti/claim/target_link_uri", "what opens in the end"),
    ("lti/claim/resource_link", "which link was opened"),
    ("lti/claim/context", "in which course"),
    ("lti/claim/roles", "what the person is there"),
    ("lti/claim/custom", "custom parameters, substituted"),
    ("lti/claim/launch_presentation", "how the tool is shown, and the way back"),
    ("lti/claim/tool_platform", "which LMS this is"),
    ("lti/claim/lis", "ids of the student information system"),
    ("lti-dl/claim/deep_linking_settings", "what may be picked, and where the answer goes"),
    ("lti-dl/claim/content_items", "what was picked"),
    ("lti-dl/claim/data", "the platform's value, given back"),
    ("lti-dl/claim/msg", "for the person to read"),
    ("lti-dl/claim/log", "for the log"),
    ("lti-dl/claim/errormsg", "an error, for the person to read"),
    ("lti-dl/claim/errorlog", "an error, for the log"),
    ("lti/claim/role_scope_mentor", "whom this mentor looks after"),
];

fn meaning(short: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(name, _)| *name == short).map(|(_, meaning)| *meaning)
}

/// A JSON object that keeps order and repeated names, which `serde_json::Map` would hide.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
pub(crate) fn sample(payload: &str) -> String {
    let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2ln", encode(r#"{"alg":"RS256","kid":"k1"}"#), encode(payload))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Token {
        Token::read("The `id_token`", raw, Timestamp::from_second(1_000).unwrap())
    }

    #[test]
    fn claims_come_in_order_with_short_names_and_relative_times() {
        let token = read(&sample(
            r#"{"iss":"x","exp":1300,"iat":940,"https://purl.imsglobal.org/spec/lti/claim/roles":[]}"#,
        ));
        let shorts: Vec<&str> = token.payload.iter().map(|claim| claim.short.as_str()).collect();
        assert_eq!(shorts, ["iss", "exp", "iat", "lti/claim/roles"]);
        assert!(token.payload[1].note.as_ref().unwrap().ends_with("in 5 min"));
        assert!(token.payload[2].note.as_ref().unwrap().ends_with("60 s ago"));
        assert_eq!(token.problem, None);
    }

    #[test]
    fn a_claim_that_stands_twice_is_shown_twice() {
        let token = read(&sample(r#"{"sub":"one","sub":"two"}"#));
        let values: Vec<&str> = token.payload.iter().map(|claim| claim.value.as_str()).collect();
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
    fn a_megabyte_is_cut_on_the_page() {
        let token = read(&"A".repeat(1_000_000));
        assert_eq!(token.length, 1_000_000);
        assert!(token.parts[0].text.len() < SHOWN + 8);
    }

    #[test]
    fn a_time_out_of_all_bounds_has_no_note() {
        let token = read(&sample(r#"{"exp":99999999999999999,"iat":"soon"}"#));
        assert!(token.payload.iter().all(|claim| claim.note.is_none()));
    }
}
