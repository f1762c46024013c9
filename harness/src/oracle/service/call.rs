//! A call of the tool, read once: where it went, what it carried, what it got.

use serde_json::{Map, Value};
use url::Url;

use super::super::answer::Not;
use super::super::jwt::Token;

/// Answers that took longer than this may never have reached the tool, in milliseconds.
const PATIENCE: i64 = 1000;

/// A request of the tool and its answer, as the platform recorded them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wire {
    /// The number of the exchange in the journal of its campus.
    pub(crate) number: u64,
    pub(crate) campus: String,
    /// For whom its course was made, such as "the case `a.b`"; none if it names no course.
    pub(crate) whose: Option<String>,
    /// When it came, in milliseconds since the epoch.
    pub(crate) at_ms: i64,
    pub(crate) lasted_ms: i64,
    /// What the platform took it for: `token`, `ags`, `nrps`.
    pub(crate) kind: &'static str,
    pub(crate) course: Option<String>,
    pub(crate) method: String,
    /// The whole address, its query as it came.
    pub(crate) url: String,
    pub(crate) request_headers: Vec<(String, String)>,
    pub(crate) request_body: String,
    pub(crate) status: u16,
    pub(crate) response_headers: Vec<(String, String)>,
    pub(crate) response_body: String,
}

/// What a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resource {
    Token,
    LineItems,
    LineItem,
    Scores,
    Results,
    Roster,
}

/// An address taken apart, so that two ways to write it are one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// Scheme, host, port and path.
    pub(crate) base: String,
    /// The parameters of the query, decoded, in order.
    pub(crate) pairs: Vec<(String, String)>,
}

/// A call and what was read in it.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) wire: Wire,
    pub(crate) resource: Resource,
    pub(crate) address: Address,
    /// The body as JSON, if it is.
    pub(crate) sent: Option<Value>,
    /// The answer as JSON, if it is.
    pub(crate) got: Option<Value>,
    /// Whether the access token stands in the query, where it has no place.
    pub(super) token_in_query: bool,
    /// The assertion in a request for an access token, if it can be read.
    pub(super) assertion: Option<Token>,
}

impl Address {
    /// Reads an absolute address; anything else stays as it is, and equals only itself.
    pub(crate) fn read(text: &str) -> Self {
        let Ok(mut url) = Url::parse(text) else {
            return Self { base: text.to_owned(), pairs: Vec::new() };
        };
        let pairs = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        url.set_query(None);
        url.set_fragment(None);
        Self { base: url.into(), pairs }
    }

    /// Whether both lead to the same place, however the query is encoded and ordered.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self.base == other.base && self.pairs.len() == other.pairs.len() && self.keeps_query_of(other)
    }

    /// Whether every parameter of the other is in this one too.
    pub(crate) fn keeps_query_of(&self, other: &Self) -> bool {
        other.pairs.iter().all(|pair| self.pairs.contains(pair))
    }

    /// The first value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl Call {
    /// Reads a call; never fails, since tools send what they like.
    pub(crate) fn read(wire: Wire) -> Self {
        let mut address = Address::read(&wire.url);
        let all = address.pairs.len();
        // A mistake of its own, which does not make the address another.
        address.pairs.retain(|(name, _)| name != "access_token");
        let token_in_query = address.pairs.len() < all;
        let resource = resource(&wire, &address);
        let sent = serde_json::from_str(&wire.request_body).ok();
        let got = serde_json::from_str(&wire.response_body).ok();
        let mut call = Self { wire, resource, address, sent, got, token_in_query, assertion: None };
        if resource == Resource::Token {
            call.assertion = super::assertion::read(&call);
        }
        call
    }

    /// The values of a request header.
    pub(crate) fn headers<'c>(&'c self, name: &'c str) -> impl Iterator<Item = &'c str> {
        values(&self.wire.request_headers, name)
    }

    /// The values of a header of the answer.
    pub(crate) fn answered<'c>(&'c self, name: &'c str) -> impl Iterator<Item = &'c str> {
        values(&self.wire.response_headers, name)
    }

    pub(crate) fn is(&self, method: &str) -> bool {
        self.wire.method == method
    }

    /// Whether it calls a service, and does not only ask for a token.
    pub(crate) fn is_to_a_service(&self) -> bool {
        self.resource != Resource::Token
    }

    /// Whether the platform did what was asked.
    pub(crate) fn succeeded(&self) -> bool {
        (200..300).contains(&self.wire.status)
    }

    /// Whether the answer came so late that the tool may have given up before.
    pub(crate) fn was_slow(&self) -> bool {
        self.wire.lasted_ms >= PATIENCE
    }

    /// When it was answered, in milliseconds since the epoch.
    pub(crate) fn ended_ms(&self) -> i64 {
        self.wire.at_ms.saturating_add(self.wire.lasted_ms)
    }

    /// Whether it had been answered before the other one came.
    pub(crate) fn precedes(&self, other: &Self) -> bool {
        self.ended_ms() <= other.wire.at_ms && self.wire.number != other.wire.number
    }

    /// The members of the body; without a readable object the rules about them have nothing to look at.
    pub(crate) fn body(&self) -> Result<&Map<String, Value>, Not> {
        let unreadable = || Not::Judged(format!("the body of {} is no JSON object", self.name()));
        self.sent.as_ref().and_then(Value::as_object).ok_or_else(unreadable)
    }

    /// A member of the body that is there and not `null`.
    pub(crate) fn member(&self, name: &str) -> Result<Option<&Value>, Not> {
        Ok(self.body()?.get(name).filter(|value| !value.is_null()))
    }

    /// The access token in the header; none if it is missing or written otherwise.
    pub(crate) fn bearer(&self) -> Option<&str> {
        let mut all = self.headers("authorization");
        let (scheme, token) = all.next()?.split_once(' ')?;
        let token = token.trim();
        (all.next().is_none() && scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
    }

    /// Number, method and address, as failures name it.
    pub(crate) fn name(&self) -> String {
        // A token has no place in a report either.
        let url = if self.token_in_query { &self.address.base } else { &self.wire.url };
        let url = super::super::request::shortened(url);
        format!("call {} of campus `{}`, {} {url}", self.wire.number, self.wire.campus, self.wire.method)
    }
}

fn values<'c>(headers: &'c [(String, String)], name: &'c str) -> impl Iterator<Item = &'c str> {
    headers.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// What was meant, also where the address is put together wrongly: a score that goes to a wrong place is a score.
fn resource(wire: &Wire, address: &Address) -> Resource {
    let speaks_of = |word: &str| {
        let mut typed =
            values(&wire.request_headers, "content-type").chain(values(&wire.request_headers, "accept"));
        wire.url.contains(&format!("/{word}s")) || typed.any(|value| value.contains(word))
    };
    match wire.kind {
        "token" => Resource::Token,
        "nrps" => Resource::Roster,
        _ if speaks_of("score") => Resource::Scores,
        _ if speaks_of("result") => Resource::Results,
        _ if address.base.trim_end_matches('/').ends_with("/lineitems") => Resource::LineItems,
        _ => Resource::LineItem,
    }
}
