//! The tool's answer to a deep-linking request, judged rule by rule (SEC-040..048, DL-030..044, DL-048).

use serde_json::Value;

use super::item;
use super::jwt::Token;
use super::key_set::KeySet;
use super::request::{Broken, shortened};

const LTI: &str = "https://purl.imsglobal.org/spec/lti/claim/";
const DEEP_LINKING: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/";

/// A life longer than this is no longer one of minutes (SEC-043).
const LONGEST_LIFE: f64 = 3600.0;

/// How far a clock may be off, in seconds.
const SKEW: f64 = 60.0;

/// A cookie shorter than this is a setting, not a secret.
const SHORTEST_SECRET: usize = 8;

/// Names that JWT and OpenID Connect give to claims; every other name has to be a URL (CORE-029).
const STANDARD: &[&str] = &[
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "nonce",
    "azp",
    "auth_time",
    "acr",
    "amr",
    "at_hash",
    "c_hash",
    "s_hash",
    "sid",
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "email",
    "locale",
];

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
    Rule { name: "field", check: |answer, _| field(answer) },
    Rule { name: "action", check: action },
    Rule { name: "by itself", check: |answer, _| by_itself(answer) },
    Rule { name: "no secret", check: no_secret },
    // The header and the signature.
    Rule { name: "alg", check: |answer, _| alg(answer) },
    Rule { name: "signature", check: signature },
    Rule { name: "kid", check: kid },
    Rule { name: "key headers", check: |answer, _| key_headers(answer) },
    // Who, to whom, when.
    Rule { name: "iss", check: |answer, expected| answer.is("iss", &expected.client_id) },
    Rule { name: "aud", check: aud },
    Rule { name: "azp", check: azp },
    Rule { name: "exp", check: exp },
    Rule { name: "iat", check: iat },
    Rule { name: "life", check: |answer, _| life(answer) },
    Rule { name: "nonce", check: |answer, _| nonce(answer) },
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
    Rule { name: "data", check: data },
    Rule { name: "no data", check: no_data },
    Rule { name: "claim names", check: |answer, _| claim_names(answer) },
    Rule { name: "texts", check: |answer, _| texts(answer) },
    // The items as a whole.
    Rule { name: "content_items", check: |answer, _| content_items(answer) },
    Rule { name: "nothing chosen", check: |answer, _| nothing_chosen(answer) },
    Rule { name: "accepted types", check: accepted_types },
    Rule { name: "one item at most", check: one_item_at_most },
    Rule { name: "no line item", check: |answer, _| no_line_item(answer) },
    Rule { name: "media types", check: media_types },
    Rule { name: "targets", check: targets },
    Rule { name: "title", check: title },
];

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
        Self { method: method.to_owned(), address: address.to_owned(), fields, by_itself, token }
    }

    /// Judges the answer by one rule; `None` if no rule has that name.
    pub(crate) fn check(&self, rule: &str, expected: &Expected) -> Option<Ruling> {
        RULES.iter().find(|each| each.name == rule).map(|rule| (rule.check)(self, expected))
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

fn field(answer: &Answer) -> Ruling {
    let names: Vec<_> = answer.fields.iter().map(|(name, _)| format!("`{name}`")).collect();
    match answer.fields.iter().filter(|(name, _)| name == "JWT").count() {
        1 => Ok(()),
        0 if names.is_empty() => Err(broken("the message in the field `JWT`", "a form without fields")),
        0 => Err(broken("the message in the field `JWT`", format!("the fields {}", names.join(", ")))),
        count => Err(broken("one field `JWT`", format!("{count} of them"))),
    }
}

/// The address as a browser sends it. A form that goes by GET has lost its query before it is seen.
fn action(answer: &Answer, expected: &Expected) -> Ruling {
    let return_url = expected.setting("deep_link_return_url").and_then(Value::as_str).unwrap_or_default();
    let signed = url::Url::parse(return_url).map_or(return_url.to_owned(), String::from);
    let bare = |address: &str| address.split(['?', '#']).next().unwrap_or_default().to_owned();
    if answer.method == "GET" {
        return told("a form that goes to", &bare(&signed), &bare(&answer.address));
    }
    told("a form that goes to", &signed, &answer.address)
}

fn by_itself(answer: &Answer) -> Ruling {
    if answer.by_itself {
        return Ok(());
    }
    Err(broken("a form that submits itself", "a form that waits for a further click"))
}

fn no_secret(answer: &Answer, expected: &Expected) -> Ruling {
    let payload = answer.token.payload_text.iter().map(|text| ("the message", text));
    let fields = answer.fields.iter().map(|(name, value)| (name.as_str(), value));
    let places: Vec<_> = fields.chain(payload).collect();
    let secrets = expected.cookies.iter().filter(|cookie| cookie.len() >= SHORTEST_SECRET);
    for secret in secrets {
        if let Some((place, _)) = places.iter().find(|(_, text)| text.contains(secret.as_str())) {
            return Err(broken(
                "nothing of the session in the form",
                format!("a cookie of the tool in {place}"),
            ));
        }
    }
    Ok(())
}

fn alg(answer: &Answer) -> Ruling {
    match answer.token.header("alg") {
        Some(Value::String(alg)) if alg == "RS256" => Ok(()),
        other => Err(broken("`alg` = `RS256`", shown("alg", other))),
    }
}

fn signature(answer: &Answer, expected: &Expected) -> Ruling {
    let alg = answer.token.header_text("alg").unwrap_or_default();
    if !["RS256", "RS384", "RS512", "PS256"].contains(&alg) {
        return Err(Not::Judged(format!("`alg` is `{alg}`, so no public key can verify the answer")));
    }
    let keys = match &expected.keys {
        ToolKeys::Published(keys) | ToolKeys::Registered(keys) => keys,
        ToolKeys::Unknown(why) => return Err(Not::Judged(why.clone())),
    };
    if answer.token.verifies_with_any(keys) {
        return Ok(());
    }
    Err(broken("a signature by a key of the tool", "one that no key of the tool verifies"))
}

fn kid(answer: &Answer, expected: &Expected) -> Ruling {
    let keys = match &expected.keys {
        ToolKeys::Published(keys) => keys,
        ToolKeys::Registered(_) => {
            return Err(Not::Applicable(
                "the tool is registered with a `pem`, which names no key".to_owned(),
            ));
        }
        ToolKeys::Unknown(why) => return Err(Not::Judged(why.clone())),
    };
    let wanted = || format!("a `kid` of the tool's key set (`{}`)", keys.kids().join("`, `"));
    match answer.token.header_text("kid") {
        Some(kid) if keys.kids().contains(&kid) => {
            let other = answer.token.verifies_with_any(keys) && !answer.token.verifies_with(keys);
            let actual = format!("`kid` = `{kid}`, and the signature is by another key of the set");
            if other { Err(broken("the `kid` of the key that signed", actual)) } else { Ok(()) }
        }
        _ => Err(broken(wanted(), shown("kid", answer.token.header("kid")))),
    }
}

fn key_headers(answer: &Answer) -> Ruling {
    match ["x5u", "x5c", "jku", "jwk"].iter().find(|name| answer.token.header(name).is_some()) {
        None => Ok(()),
        Some(name) => {
            Err(broken("no key and no way to one in the header", format!("`{name}` in the header")))
        }
    }
}

fn aud(answer: &Answer, expected: &Expected) -> Ruling {
    let aud = answer.claim("aud")?;
    let holds = match aud {
        Some(Value::String(one)) => *one == expected.issuer,
        Some(Value::Array(many)) => many.iter().any(|each| each.as_str() == Some(&expected.issuer)),
        _ => false,
    };
    if holds {
        return Ok(());
    }
    Err(broken(format!("the issuer `{}` in `aud`", expected.issuer), shown("aud", aud)))
}

fn azp(answer: &Answer, expected: &Expected) -> Ruling {
    match answer.claim("azp")? {
        None => Ok(()),
        azp if azp == answer.token.claim("aud") => Ok(()),
        Some(Value::String(azp)) if [&expected.client_id, &expected.issuer].contains(&azp) => Ok(()),
        other => Err(broken("no `azp`, or the `client_id`, or the value of `aud`", shown("azp", other))),
    }
}

fn exp(answer: &Answer, expected: &Expected) -> Ruling {
    let exp = answer.number("exp")?;
    if exp > seconds(expected.now) {
        return Ok(());
    }
    Err(broken("`exp` in the future", format!("`exp` = `{exp}`, {} s ago", seconds(expected.now) - exp)))
}

fn iat(answer: &Answer, expected: &Expected) -> Ruling {
    let iat = answer.number("iat")?;
    let ahead = iat - seconds(expected.now);
    if (-LONGEST_LIFE..=SKEW).contains(&ahead) {
        return Ok(());
    }
    Err(broken("`iat` in seconds, about now", format!("`iat` = `{iat}`, {ahead} s from now")))
}

fn life(answer: &Answer) -> Ruling {
    let unknown = |_| Not::Judged("`iat` or `exp` is no number".to_owned());
    let life = answer.number("exp").map_err(unknown)? - answer.number("iat").map_err(unknown)?;
    if life <= LONGEST_LIFE {
        return Ok(());
    }
    Err(broken("a life of minutes, an hour at most", format!("{life} s between `iat` and `exp`")))
}

#[expect(clippy::cast_precision_loss, reason = "the seconds of millennia fit")]
fn seconds(time: i64) -> f64 {
    time as f64
}

fn nonce(answer: &Answer) -> Ruling {
    match answer.claim("nonce")? {
        Some(Value::String(nonce)) if !nonce.is_empty() => Ok(()),
        other => Err(broken("a `nonce`", shown("nonce", other))),
    }
}

fn data(answer: &Answer, expected: &Expected) -> Ruling {
    let Some(sent) = expected.setting("data").and_then(Value::as_str) else {
        return Err(Not::Applicable("the request has no `data`".to_owned()));
    };
    answer.is(&format!("{DEEP_LINKING}data"), sent)
}

fn no_data(answer: &Answer, expected: &Expected) -> Ruling {
    if expected.setting("data").is_some() {
        return Err(Not::Applicable("the request has `data`".to_owned()));
    }
    match answer.claim(&format!("{DEEP_LINKING}data"))? {
        None => Ok(()),
        some => Err(broken("no `data`, since the request has none", shown("data", some))),
    }
}

fn claim_names(answer: &Answer) -> Ruling {
    let Some(Value::Object(claims)) = &answer.token.payload else {
        return Err(Not::Judged("the answer holds no message that can be read".to_owned()));
    };
    let strange = claims.keys().find(|name| !STANDARD.contains(&name.as_str()) && !item::is_absolute(name));
    match strange {
        None => Ok(()),
        Some(name) => Err(broken("a URL as the name of an own claim", format!("the claim `{name}`"))),
    }
}

fn texts(answer: &Answer) -> Ruling {
    let mut found = false;
    for name in ["msg", "log", "errormsg", "errorlog"] {
        let Some(text) = answer.claim(&format!("{DEEP_LINKING}{name}"))? else { continue };
        found = true;
        match text {
            Value::String(text) if !has_markup(text) => {}
            other => return Err(broken(format!("`{name}` as plain text"), shown(name, Some(other)))),
        }
    }
    if found {
        Ok(())
    } else {
        Err(Not::Applicable("the answer holds no text for people or for logs".to_owned()))
    }
}

fn has_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        text[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic() || "/!".contains(next))
    })
}

fn content_items(answer: &Answer) -> Ruling {
    match answer.claim(&format!("{DEEP_LINKING}content_items"))? {
        None => Ok(()),
        Some(Value::Array(items)) if items.iter().all(Value::is_object) => Ok(()),
        other => Err(broken("`content_items` as an array of objects", shown("content_items", other))),
    }
}

fn nothing_chosen(answer: &Answer) -> Ruling {
    match answer.readable_items()?.len() {
        0 => Ok(()),
        count => Err(broken("no items, since nothing was chosen", format!("{count} item(s)"))),
    }
}

fn accepted_types(answer: &Answer, expected: &Expected) -> Ruling {
    let accepted: Vec<_> = expected.list("accept_types");
    let other = answer.readable_items()?.iter().filter_map(item::kind).find(|kind| !accepted.contains(kind));
    match other {
        None => Ok(()),
        Some(kind) => Err(broken(
            format!("items of `{}` only", accepted.join("`, `")),
            format!("an item of the type `{kind}`"),
        )),
    }
}

fn one_item_at_most(answer: &Answer, expected: &Expected) -> Ruling {
    if expected.setting("accept_multiple") != Some(&Value::Bool(false)) {
        return Err(Not::Applicable("the request accepts several items".to_owned()));
    }
    match answer.readable_items()?.len() {
        0 | 1 => Ok(()),
        count => Err(broken("one item at most", format!("{count} items"))),
    }
}

fn no_line_item(answer: &Answer) -> Ruling {
    let mut links = answer.of_type("ltiResourceLink")?.into_iter();
    if links.any(|link| link.get("lineItem").is_some()) {
        return Err(broken("no `lineItem`, since none is accepted", "an item with a `lineItem`"));
    }
    Ok(())
}

fn media_types(answer: &Answer, expected: &Expected) -> Ruling {
    let accepted = expected.setting("accept_media_types").and_then(Value::as_str).unwrap_or_default();
    let files = answer.of_type("file")?;
    let mut known = files.iter().filter_map(|file| file.get("mediaType")?.as_str()).peekable();
    if known.peek().is_none() {
        return Err(Not::Applicable("the files that the tool offers say no `mediaType`".to_owned()));
    }
    match known.find(|known| !accepted.split(',').any(|pattern| fits(known, pattern.trim()))) {
        None => Ok(()),
        Some(other) => Err(broken(format!("files of `{accepted}`"), format!("a file of `{other}`"))),
    }
}

/// `image/*` stands for all images, `*/*` for everything; parameters do not count.
fn fits(media_type: &str, pattern: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let pattern = pattern.to_ascii_lowercase();
    match pattern.strip_suffix('*') {
        Some("*/") => true,
        Some(family) => essence.starts_with(family),
        None => essence == pattern,
    }
}

fn targets(answer: &Answer, expected: &Expected) -> Ruling {
    let accepted = expected.list("accept_presentation_document_targets");
    for link in answer.of_type("link")? {
        let other = ["iframe", "window", "embed"]
            .into_iter()
            .find(|target| link.get(target).is_some() && !accepted.contains(target));
        if let Some(target) = other {
            let expected = format!("rendering members for `{}` only", accepted.join("`, `"));
            return Err(broken(expected, format!("an item with `{target}`")));
        }
    }
    Ok(())
}

fn title(answer: &Answer, expected: &Expected) -> Ruling {
    let wanted = expected.setting("title").and_then(Value::as_str).unwrap_or_default();
    let titles: Vec<_> = answer
        .items()
        .iter()
        .map(|item| item.get("title").and_then(Value::as_str).unwrap_or_default())
        .collect();
    match titles.as_slice() {
        [] => Err(Not::Applicable("the tool offers no item".to_owned())),
        titles if titles.contains(&"") => {
            Err(broken(format!("the title `{wanted}` of the request by default"), "an item without a title"))
        }
        titles if titles.contains(&wanted) => Ok(()),
        _ => Err(Not::Applicable("the items have titles of their own".to_owned())),
    }
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
