//! The tool's answer to a deep-linking request, judged rule by rule (SEC-040..048, DL-030..044, DL-048).

mod claims;
mod content;
mod form;
mod signature;

use serde_json::Value;

use super::item;
use super::jwt::Token;
use super::key_set::KeySet;
use super::page::Page;
use super::request::{Broken, shortened};

const LTI: &str = "https://purl.imsglobal.org/spec/lti/claim/";
const DEEP_LINKING: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/";

/// What leaves the browser for the platform.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) method: String,
    /// The address as it goes over the wire.
    pub(crate) address: String,
    pub(crate) fields: Vec<(String, String)>,
    /// Whether the browser goes there without a further click.
    pub(crate) by_itself: bool,
    pub(crate) token: Token,
    /// Whether it only stands on a page, and nothing carries it to the platform.
    pub(crate) only_shown: bool,
}

/// What the answer must agree with: the request as it was on the wire, and who asked whom.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    pub(crate) deployment_id: String,
    /// `deep_linking_settings` of the request.
    pub(crate) settings: Value,
    pub(crate) keys: ToolKeys,
    /// The values of the tool's cookies in this browser.
    pub(crate) cookies: Vec<String>,
    /// Seconds since the epoch when the answer came.
    pub(crate) now: i64,
}

/// The keys that the tool signs with, as far as they are known.
#[derive(Debug, Clone)]
pub(crate) enum ToolKeys {
    /// From its key set URL.
    Published(KeySet),
    /// From the registration; it has no name.
    Registered(KeySet),
    /// None could be had.
    Unknown(String),
}

/// Why a rule is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Not {
    /// The answer breaks it.
    Kept(Broken),
    /// Something else is broken, so that it cannot be told.
    Judged(String),
    /// There is nothing that the rule speaks of.
    Applicable(String),
}

pub(crate) type Ruling = Result<(), Not>;

pub(super) fn broken(expected: impl Into<String>, actual: impl Into<String>) -> Not {
    Not::Kept(Broken { expected: expected.into(), actual: actual.into() })
}

struct Rule {
    name: &'static str,
    check: fn(&Answer, &Expected) -> Ruling,
}

const RULES: &[Rule] = &[
    // The form.
    Rule { name: "method", check: |answer, _| told("the method", "POST", &answer.method) },
    Rule { name: "field", check: |answer, _| form::field(answer) },
    Rule { name: "action", check: form::action },
    Rule { name: "by itself", check: |answer, _| form::by_itself(answer) },
    Rule { name: "no secret", check: form::no_secret },
    // The header and the signature.
    Rule { name: "alg", check: |answer, _| signature::alg(answer) },
    Rule { name: "signature", check: signature::signature },
    Rule { name: "kid", check: signature::kid },
    Rule { name: "key headers", check: |answer, _| signature::key_headers(answer) },
    // Who, to whom, when.
    Rule { name: "iss", check: |answer, expected| answer.is("iss", &expected.client_id) },
    Rule { name: "aud", check: claims::aud },
    Rule { name: "azp", check: claims::azp },
    Rule { name: "exp", check: claims::exp },
    Rule { name: "iat", check: claims::iat },
    Rule { name: "life", check: |answer, _| claims::life(answer) },
    Rule { name: "nonce", check: |answer, _| claims::nonce(answer) },
    // The message.
    Rule {
        name: "message_type",
        check: |answer, _| answer.is(&format!("{LTI}message_type"), "LtiDeepLinkingResponse"),
    },
    Rule { name: "version", check: |answer, _| answer.is(&format!("{LTI}version"), "1.3.0") },
    Rule {
        name: "deployment_id",
        check: |answer, expected| answer.is(&format!("{LTI}deployment_id"), &expected.deployment_id),
    },
    Rule { name: "data", check: claims::data },
    Rule { name: "no data", check: claims::no_data },
    Rule { name: "claim names", check: |answer, _| claims::claim_names(answer) },
    Rule { name: "texts", check: |answer, _| claims::texts(answer) },
    // The items as a whole.
    Rule { name: "content_items", check: |answer, _| content::content_items(answer) },
    Rule { name: "nothing chosen", check: |answer, _| content::nothing_chosen(answer) },
    Rule { name: "accepted types", check: content::accepted_types },
    Rule { name: "one item at most", check: content::one_item_at_most },
    Rule { name: "no line item", check: |answer, _| content::no_line_item(answer) },
    Rule { name: "media types", check: content::media_types },
    Rule { name: "targets", check: content::targets },
    Rule { name: "title", check: content::title },
];

/// The rules of the form, which a message that is only shown does not have.
const FORM: &[&str] = &["method", "field", "action", "by itself", "no secret"];

/// The rules that every answer has to keep, whatever was picked; the platform insists on the same.
pub(crate) const ALWAYS: &[&str] = &[
    "method",
    "field",
    "action",
    "alg",
    "signature",
    "kid",
    "iss",
    "aud",
    "exp",
    "iat",
    "nonce",
    "message_type",
    "version",
    "deployment_id",
    "data",
];

/// The names of all rules, for a message about an unknown one.
pub(crate) fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

impl Answer {
    /// Reads what leaves the browser. The message is looked for under other names too, so that a misnamed field breaks
    /// one rule and not all.
    pub(crate) fn read(method: &str, address: &str, fields: Vec<(String, String)>, by_itself: bool) -> Self {
        let named = fields.iter().find(|(name, _)| name == "JWT");
        let message = named.or_else(|| fields.iter().find(|(_, value)| Token::read(value).header.is_some()));
        let token = Token::read(message.map_or("", |(_, value)| value));
        Self {
            method: method.to_owned(),
            address: address.to_owned(),
            fields,
            by_itself,
            token,
            only_shown: false,
        }
    }

    /// Finds an answer that a page shows instead of posting it: a compact token that is one by its payload.
    pub(crate) fn shown_on(page: &Page) -> Option<Self> {
        let words = page.body.split(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)));
        let tokens = words.filter(|word| word.matches('.').count() == 2).map(Token::read);
        let token = tokens.into_iter().find(is_response)?;
        let nowhere = Self::read("", "", Vec::new(), false);
        Some(Self { token, only_shown: true, ..nowhere })
    }

    /// Judges the answer by one rule; `None` if no rule has that name.
    pub(crate) fn check(&self, rule: &str, expected: &Expected) -> Option<Ruling> {
        let rule = RULES.iter().find(|each| each.name == rule)?;
        if self.only_shown && FORM.contains(&rule.name) {
            return Some(Err(Not::Judged("the answer stands on a page, and no form carries it".to_owned())));
        }
        Some((rule.check)(self, expected))
    }

    /// What was picked; nothing if the member is missing or no array.
    pub(crate) fn items(&self) -> &[Value] {
        let items = self.deep_linking("content_items").and_then(Value::as_array);
        items.map_or(&[], Vec::as_slice)
    }

    /// Whether the tool only says that something went wrong.
    pub(crate) fn is_failure(&self) -> bool {
        let says = |name: &str| self.deep_linking(name).is_some();
        self.items().is_empty() && (says("errormsg") || says("errorlog"))
    }

    /// The nonce of the message.
    pub(crate) fn nonce(&self) -> Option<&str> {
        self.token.claim("nonce")?.as_str()
    }

    fn deep_linking(&self, name: &str) -> Option<&Value> {
        self.token.claim(&format!("{DEEP_LINKING}{name}"))
    }

    /// A claim, unless there is no payload to look into.
    fn claim(&self, name: &str) -> Result<Option<&Value>, Not> {
        match &self.token.payload {
            Some(Value::Object(_)) => Ok(self.token.claim(name)),
            _ => Err(Not::Judged("the answer holds no message that can be read".to_owned())),
        }
    }

    fn is(&self, name: &str, value: &str) -> Ruling {
        let claim = self.claim(name)?;
        if claim.and_then(Value::as_str) == Some(value) {
            return Ok(());
        }
        Err(broken(format!("`{name}` = `{}`", shortened(value)), shown(name, claim)))
    }

    fn number(&self, name: &str) -> Result<f64, Not> {
        let claim = self.claim(name)?;
        claim
            .and_then(Value::as_f64)
            .ok_or_else(|| broken(format!("`{name}` as a JSON number"), shown(name, claim)))
    }
}

fn is_response(token: &Token) -> bool {
    let kind = token.claim(&format!("{LTI}message_type")).and_then(Value::as_str).unwrap_or_default();
    kind.eq_ignore_ascii_case("LtiDeepLinkingResponse")
        || token.claim(&format!("{DEEP_LINKING}content_items")).is_some()
}

fn shown(name: &str, value: Option<&Value>) -> String {
    match value {
        None => format!("no `{name}`"),
        Some(value) => format!("`{name}` = `{}`", shortened(&value.to_string())),
    }
}

fn told(what: &str, expected: &str, actual: &str) -> Ruling {
    if actual == expected {
        return Ok(());
    }
    Err(broken(format!("{what} `{}`", shortened(expected)), format!("`{}`", shortened(actual))))
}
impl Answer {
    /// The items, unless something else than a list of them came.
    pub(crate) fn readable_items(&self) -> Result<&[Value], Not> {
        match self.claim(&format!("{DEEP_LINKING}content_items"))? {
            Some(other) if !other.is_array() => Err(Not::Judged("`content_items` is no array".to_owned())),
            _ => Ok(self.items()),
        }
    }

    /// The items of one type; without any the rule has nothing to judge.
    pub(crate) fn of_type(&self, kind: &str) -> Result<Vec<&Value>, Not> {
        let items: Vec<_> =
            self.readable_items()?.iter().filter(|each| item::kind(each) == Some(kind)).collect();
        if items.is_empty() {
            return Err(Not::Applicable(format!("the tool offers no `{kind}` item")));
        }
        Ok(items)
    }
}

impl Expected {
    fn setting(&self, name: &str) -> Option<&Value> {
        self.settings.get(name)
    }

    fn list(&self, name: &str) -> Vec<&str> {
        let list = self.setting(name).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).collect()
    }
}

#[cfg(test)]
pub(super) mod tests;
