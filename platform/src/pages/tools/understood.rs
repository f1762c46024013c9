//! What was understood of a tool's keys: each key in words, what is odd about it, and the other forms to copy.

use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::public_key::given::{Given, pretty};
use crate::domain::public_key::jwk::Key;
use crate::domain::public_key::odd::Odd;
use crate::domain::public_key::rsa_key::RsaKey;
use crate::pages::parts::Mark;
use crate::tool_key::source::NoKeys;

/// How many keys are shown; a tool has one or two.
const SHOWN: usize = 20;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Understood {
    /// `a JWK set`, ...
    name: String,
    /// Where the set was read.
    url: Option<String>,
    /// Why it could not be read.
    missing: Option<Missing>,
    /// What came of it as a whole.
    state: Mark,
    summary: String,
    /// What concerns all of it.
    odd: Vec<Remark>,
    keys: Vec<KeyRow>,
    /// The keys that can be used, as a set to publish.
    as_set: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Missing {
    expected: String,
    actual: String,
}

#[derive(Debug, Clone, Serialize)]
struct Remark {
    state: Mark,
    text: String,
    requirement: Option<&'static str>,
}

#[derive(Debug, Clone, Serialize)]
struct KeyRow {
    heading: String,
    state: Mark,
    facts: Vec<Fact>,
    odd: Vec<Remark>,
    as_jwk: Option<String>,
    as_pem: Option<String>,
}

/// A member of a key, in words.
#[derive(Debug, Clone, Serialize)]
struct Fact {
    name: &'static str,
    value: Option<String>,
    help: &'static str,
}

impl Understood {
    /// Of keys that were typed in; those behind a URL are not here yet.
    pub(crate) fn of(given: &Given) -> Self {
        let mut understood = Self::new(given.name(), &given.keys());
        match given {
            Given::Url(url) => {
                understood.url = Some(url.as_str().to_owned());
                let summary = "The keys are read there whenever the tool has signed something.";
                summary.clone_into(&mut understood.summary);
                understood.state = Mark::open("not read yet");
            }
            Given::Pem(..) => understood.odd.push(fixed("A PEM has no name and stays as it is")),
            Given::Set(..) => understood.odd.push(fixed("Pasted keys stay as they are")),
        }
        understood
    }

    /// Of an empty field.
    pub(crate) fn nothing() -> Self {
        let summary = "Launches work without keys; token requests and answers to deep linking are refused, since nothing shows that they come from the tool.";
        Self {
            summary: summary.to_owned(),
            state: Mark::warned("no keys"),
            ..Self::new("no keys at all", &[])
        }
    }

    /// Of a set that was fetched just now, or could not be.
    pub(crate) fn fetched(url: &str, found: Result<(&[Value], &str), NoKeys>) -> Self {
        let url = Some(url.to_owned());
        match found {
            Ok((entries, media_type)) => {
                let keys = crate::domain::public_key::set::read(entries);
                let odd = media_type_odd(media_type).into_iter().collect();
                Self { url, odd, ..Self::new("the URL of a key set", &keys) }
            }
            Err(NoKeys { expected, actual }) => Self {
                url,
                missing: Some(Missing { expected, actual }),
                summary: "No key could be read there.".to_owned(),
                state: Mark::failed("not readable"),
                ..Self::new("the URL of a key set", &[])
            },
        }
    }

    fn new(name: &str, keys: &[Key]) -> Self {
        let usable: Vec<Value> = keys.iter().filter(|key| key.is_usable()).filter_map(jwk).collect();
        let (state, summary) = summed_up(keys.len(), usable.len());
        Self {
            name: name.to_owned(),
            url: None,
            missing: None,
            state,
            summary,
            odd: Vec::new(),
            keys: keys.iter().take(SHOWN).enumerate().map(|(at, key)| KeyRow::new(at + 1, key)).collect(),
            as_set: (!usable.is_empty()).then(|| pretty(&json!({"keys": usable}))),
        }
    }
}

fn summed_up(all: usize, usable: usize) -> (Mark, String) {
    let keys = |count: usize| format!("{count} key{}", if count == 1 { "" } else { "s" });
    match (all, usable) {
        (0, _) => (Mark::failed("no key"), "There is no key in it.".to_owned()),
        (_, 0) => (Mark::failed("unusable"), format!("{}, none of which can check a signature.", keys(all))),
        (all, usable) if all == usable => {
            (Mark::passed("usable"), format!("{}, good for checking signatures.", keys(all)))
        }
        _ => {
            (Mark::warned("partly usable"), format!("{}, of which {usable} can check signatures.", keys(all)))
        }
    }
}

fn fixed(what: &str) -> Remark {
    let text = format!(
        "{what}: when the tool changes its key, this registration must be changed too. A JWKS URL follows by itself."
    );
    Remark { state: Mark::open("note"), text, requirement: Some("KEY-002") }
}

fn media_type_odd(given: &str) -> Option<Remark> {
    let essence = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let fits = matches!(essence.as_str(), "application/json" | "application/jwk-set+json");
    let text = format!(
        "Expected the media type `application/json` or `application/jwk-set+json`, got {}.",
        crate::domain::edge::quoted(given)
    );
    (!fits).then(|| Remark { state: Mark::warned("odd"), text, requirement: Some("KEY-015") })
}

fn jwk(key: &Key) -> Option<Value> {
    key.rsa.as_ref().map(|rsa| rsa.to_jwk(key.kid.as_deref(), key.alg.as_deref()))
}

impl From<&Odd> for Remark {
    fn from(odd: &Odd) -> Self {
        let state = if odd.fatal { Mark::failed("unusable") } else { Mark::warned("odd") };
        Self { state, text: odd.text.clone(), requirement: odd.requirement }
    }
}

impl KeyRow {
    fn new(number: usize, key: &Key) -> Self {
        Self {
            heading: key.kid.clone().unwrap_or_else(|| format!("Key {number}, without a name")),
            state: if key.is_usable() { Mark::passed("usable") } else { Mark::failed("passed over") },
            facts: facts(key),
            odd: key.odd.iter().map(Remark::from).collect(),
            as_jwk: jwk(key).as_ref().map(pretty),
            as_pem: key.rsa.as_ref().map(RsaKey::to_pem),
        }
    }
}

fn facts(key: &Key) -> Vec<Fact> {
    let fact = |name, value, help| Fact { name, value, help };
    let bits = key.rsa.as_ref().map_or_else(String::new, |rsa| format!(", {} bits", rsa.bits()));
    let print = key.rsa.as_ref().map(RsaKey::thumbprint);
    vec![
        fact("Type", Some(format!("{}{bits}", key.kind)), "LTI signs with RSA of at least 2048 bits."),
        fact("kid", key.kid.clone(), "The name by which a signature says which key made it."),
        fact("alg", key.alg.clone(), "The algorithm that the key is for; may be left out."),
        fact("use", key.purpose.clone(), "`sig` for signatures; may be left out."),
        fact(
            "Thumbprint",
            print,
            "The name that the key has by itself (RFC 7638, SHA-256): equal thumbprints, equal keys.",
        ),
    ]
}

#[cfg(test)]
impl Understood {
    /// Keys of every kind, and a set that cannot be read.
    pub(crate) fn samples() -> Vec<Self> {
        use crate::pages::samples::HARD_NAME;
        let good =
            json!({"kty": "RSA", "kid": HARD_NAME, "n": "u1W4iR0b".repeat(43), "e": "AQAB", "use": "sig"});
        let entries = [good, json!({"kty": "EC", "crv": "P-256", "kid": "e"}), json!("junk")];
        let none =
            NoKeys { expected: "the tool's key set at `http://x/`".into(), actual: "status 404".into() };
        let url = crate::domain::edge::WebUrl::parse("keys", "http://localhost:3000/keys");
        vec![
            Self::fetched("http://localhost:3000/keys", Ok((&entries, "text/html"))),
            Self::fetched("http://localhost:3000/keys?<b>", Err(none)),
            Self::fetched("http://localhost:3000/keys", Ok((&[], "application/json; charset=utf-8"))),
            Self::of(&Given::Url(url.unwrap())),
            Self::nothing(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_summed_up_and_its_usable_keys_are_given_back() {
        let all = Understood::samples();
        assert_eq!(all[0].summary, "3 keys, of which 1 can check signatures.");
        let set: Value = serde_json::from_str(all[0].as_set.as_deref().unwrap()).unwrap();
        assert_eq!(set["keys"].as_array().unwrap().len(), 1);
        assert!(all[0].odd[0].requirement == Some("KEY-015") && all[2].odd.is_empty());
        assert!(all[1].missing.is_some() && all[1].as_set.is_none());
    }
}
