//! What a token endpoint answers, read leniently: the token is opaque, its type is told in any letter case, what is
//! left out has a default, and what nobody knows is ignored (TOK-018, TOK-023, TOK-025).

use std::collections::BTreeSet;
use std::fmt;

use homeroom_vocab::token::{ACCESS_TOKEN, EXPIRES_IN, SCOPE, TOKEN_TYPE};
use homeroom_vocab::value::TOKEN_TYPE_BEARER;
use serde_json::{Map, Value};

use crate::defects::{Defect, Defects};
use crate::services::json;

/// The life of a token when the platform does not say, and the longest that we believe, in seconds.
const DEFAULT_LIFE: i64 = 300;
const LONGEST_LIFE: i64 = 24 * 60 * 60;
/// A token is not used again in the last tenth of its life, which is at least and at most so many seconds: it has to
/// arrive alive.
const SHORTEST_REST: i64 = 5;
const LONGEST_REST: i64 = 30;
const LONGEST: usize = 16 * 1024;
/// Tools that refresh tokens in time have no use for shorter lives.
const SHORT: i64 = 60;

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    scopes: BTreeSet<String>,
    /// From when and until when it is used, in milliseconds since 1970.
    good_from: i64,
    good_until: i64,
}

impl Token {
    /// The token of an answer to who asked for these scopes.
    pub(super) fn read(
        body: &[u8],
        asked: &BTreeSet<&'static str>,
        now: i64,
        defects: &Defects,
    ) -> Option<Self> {
        let members = json::object(body)?;
        let text = json::text(&members, ACCESS_TOKEN).filter(|text| is_sendable(text))?;
        members.get(TOKEN_TYPE).is_none_or(|kind| is_bearer(kind, defects)).then_some(())?;
        let text = if defects.has(Defect::TOKEN_CUT_AT_SYMBOLS) { plain(&text) } else { text };
        spoilt(&members, defects)?;
        Some(Self {
            text,
            scopes: granted(members.get(SCOPE), asked),
            good_from: now,
            good_until: now.saturating_add(usable_millis(life(members.get(EXPIRES_IN)))),
        })
    }

    /// What careless tools send where there is none.
    pub(crate) fn none() -> Self {
        Self { text: "undefined".to_owned(), scopes: BTreeSet::new(), good_from: 0, good_until: 0 }
    }

    /// A clock that was set back since says nothing about its life.
    pub(super) fn is_good_at(&self, now: i64) -> bool {
        (self.good_from..self.good_until).contains(&now)
    }

    pub(crate) fn has(&self, scope: &str) -> bool {
        self.scopes.contains(scope)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}

/// Whether it fits into a header (TOK-024). Nothing else is anybody's business.
fn is_sendable(text: &str) -> bool {
    text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What is left of a token that has to be one word.
fn plain(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

/// Nothing where a defect cannot bear an answer; a correct tool can bear all.
fn spoilt(members: &Map<String, Value>, defects: &Defects) -> Option<()> {
    let known = [ACCESS_TOKEN, TOKEN_TYPE, EXPIRES_IN, SCOPE];
    let strange = members.keys().any(|name| !known.contains(&name.as_str()));
    let short = life(members.get(EXPIRES_IN)) < SHORT;
    let told = members.get(EXPIRES_IN).and_then(Value::as_i64).is_some_and(|life| life > 0)
        && members.get(SCOPE).is_some_and(Value::is_string);
    let refused = !told && defects.has(Defect::TOKEN_ANSWER_TRUSTED)
        || strange && defects.has(Defect::TOKEN_MEMBERS_STRICT)
        || short && defects.has(Defect::TOKEN_SHORT_REFUSED);
    (!refused).then_some(())
}

fn is_bearer(kind: &Value, defects: &Defects) -> bool {
    if defects.has(Defect::TOKEN_TYPE_EXACT) {
        return kind == TOKEN_TYPE_BEARER;
    }
    kind.as_str().is_some_and(|kind| kind.eq_ignore_ascii_case(TOKEN_TYPE_BEARER))
}

/// What was granted; all that was asked for where the platform does not say (RFC 6749, 5.1).
fn granted(scope: Option<&Value>, asked: &BTreeSet<&'static str>) -> BTreeSet<String> {
    match scope.and_then(Value::as_str) {
        Some(scopes) => scopes.split_ascii_whitespace().map(str::to_owned).collect(),
        None => asked.iter().map(|scope| (*scope).to_owned()).collect(),
    }
}

/// Seconds; some platforms write them as a string.
fn life(expires_in: Option<&Value>) -> i64 {
    let text = expires_in.and_then(Value::as_str).and_then(|text| text.trim().parse().ok());
    let seconds = expires_in.and_then(Value::as_i64).or(text).unwrap_or(DEFAULT_LIFE);
    seconds.clamp(0, LONGEST_LIFE)
}

fn usable_millis(life: i64) -> i64 {
    let rest = (life * 100).clamp(SHORTEST_REST * 1000, LONGEST_REST * 1000);
    (life * 1000 - rest).max(0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: &Value) -> Option<Token> {
        Token::read(body.to_string().as_bytes(), &["a", "b"].into(), 0, &Defects::default())
    }

    fn with(name: &str, value: Value) -> Option<Token> {
        let mut body =
            json!({ "access_token": "t-._~+/=", "token_type": "bearer", "expires_in": 3600, "scope": "a" });
        body[name] = value;
        read(&body)
    }

    #[test]
    fn a_token_lives_as_long_as_the_platform_says_and_not_to_the_last_second() {
        let good_until = |life| with("expires_in", life).unwrap().good_until;
        assert_eq!(good_until(json!(3600)), 3_570_000);
        assert_eq!(good_until(json!(100)), 90_000);
        assert_eq!(good_until(json!(20)), 15_000);
        assert_eq!(good_until(json!(2)), 0);
        assert_eq!(good_until(json!("3600")), 3_570_000);
        assert_eq!(good_until(Value::Null), 270_000);
        assert_eq!(good_until(json!("soon")), 270_000);
        assert_eq!(good_until(json!(1.5)), 270_000);
        assert_eq!([json!(0), json!(-7)].map(good_until), [0, 0]);
        assert_eq!(good_until(json!(i64::MAX)), LONGEST_LIFE * 1000 - 30_000);
    }

    #[test]
    fn a_token_is_good_from_its_beginning_to_its_end() {
        let token = with("expires_in", json!(100)).unwrap();
        assert_eq!([-1, 0, 89_999, 90_000].map(|now| token.is_good_at(now)), [false, true, true, false]);
        assert!(!with("expires_in", json!(0)).unwrap().is_good_at(0));
    }

    #[test]
    fn what_is_granted_counts() {
        let granted = |scope| with("scope", scope).unwrap().scopes.into_iter().collect::<Vec<_>>();
        assert_eq!(granted(json!("a")), ["a"]);
        assert_eq!(granted(json!("  b  c ")), ["b", "c"]);
        assert_eq!(granted(json!("")), [""; 0]);
        assert_eq!(granted(Value::Null), ["a", "b"]);
        assert_eq!(granted(json!(["a"])), ["a", "b"]);
    }

    #[test]
    fn a_type_is_told_in_any_letter_case() {
        for kind in ["bearer", "Bearer", "BEARER"] {
            assert!(with("token_type", json!(kind)).is_some(), "{kind}");
        }
        assert!(read(&json!({ "access_token": "t" })).is_some());
        for other in [json!("mac"), json!(7), json!("")] {
            assert!(with("token_type", other.clone()).is_none(), "{other}");
        }
    }

    #[test]
    fn what_is_no_token_is_none() {
        for text in
            [json!(""), json!(7), json!("a b"), json!("a\r\nX: y"), json!("é"), json!("x".repeat(20_000))]
        {
            assert!(with("access_token", text.clone()).is_none(), "{text}");
        }
        for body in ["", "[]", "null", "<html>", "{", "{}"] {
            assert_eq!(Token::read(body.as_bytes(), &["a"].into(), 0, &Defects::default()), None, "{body}");
        }
        assert!(with("https://vendor.test/extra", json!({ "a": [1] })).is_some());
    }
}
