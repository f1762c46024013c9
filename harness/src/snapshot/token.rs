//! A compact token, taken apart for reading.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::json::Json;
use super::keys::Keys;
use super::labels::Labels;
use super::mask::{Place, hiding};
use super::time::Now;
use crate::oracle::jwt::Token;

/// Long beginnings of claim names, and what stands for them.
const PREFIXES: &[(&str, &str)] = &[
    ("https://purl.imsglobal.org/spec/lti/claim/", "lti:"),
    ("https://purl.imsglobal.org/spec/lti-dl/claim/", "lti-dl:"),
    ("https://purl.imsglobal.org/spec/lti-ags/claim/", "lti-ags:"),
    ("https://purl.imsglobal.org/spec/lti-nrps/claim/", "lti-nrps:"),
];

/// Claims that say when.
const TIMES: &[&str] = &["iat", "exp", "nbf", "auth_time"];

/// Claims that are made anew for each token, or for each launch.
const LABELLED: &[(&str, &str)] = &[
    ("nonce", "nonce"),
    ("jti", "jti"),
    ("lti:tool_platform.guid", "platform-guid"),
    ("lti-dl:data", "data"),
    ("lti-dl:deep_linking_settings.data", "data"),
];

/// Claims with an address of ours whose last segment names the launch.
const RETURNS: &[&str] =
    &["lti:launch_presentation.return_url", "lti-dl:deep_linking_settings.deep_link_return_url"];

/// As many members of one value are shown; what is larger was made to be large, and its number says all.
const SHOWN: usize = 100;

/// Where the claims of a payload are that is an array, and should not be.
const WRAPPED: &str = "[0]";

/// Ours, and new with each release.
const VERSION: (&str, &str) = ("lti:tool_platform.version", env!("CARGO_PKG_VERSION"));

/// The lines of a token: its header, its payload, its signature.
pub(super) fn lines(raw: &str, now: Now, keys: &Keys, labels: &mut Labels<'_>) -> Vec<String> {
    let token = Token::read(raw);
    let parts = token.parts();
    let mut reader = Reader { now: now.at_issue(issued(&token)), keys, labels, lines: Vec::new() };
    if parts.len() != 3 {
        reader.lines.push(format!("parts: {}", parts.len()));
    }
    reader.header(parts.first().copied().unwrap_or_default());
    reader.payload(parts.get(1).copied().unwrap_or_default());
    let signature = signature(&token, reader.keys, reader.labels);
    reader.lines.push(format!("signature: {signature}"));
    reader.lines
}

/// The lines of a JSON text, one for each value; nothing for what is no JSON.
pub(super) fn json_lines(text: &str, now: Now, keys: &Keys, labels: &mut Labels<'_>) -> Option<Vec<String>> {
    let json = Json::read(text)?;
    let mut reader = Reader { now, keys, labels, lines: Vec::new() };
    reader.members("", &json, |reader, _, value| reader.value(value));
    Some(reader.lines)
}

fn issued(token: &Token) -> Option<i64> {
    token.claim("iat")?.as_i64()
}

struct Reader<'r, 's> {
    now: Now,
    keys: &'r Keys,
    labels: &'r mut Labels<'s>,
    lines: Vec<String>,
}

impl Reader<'_, '_> {
    fn header(&mut self, part: &str) {
        match read(part) {
            Ok(json) => self.members("header ", &json, Self::header_value),
            Err(why) => self.lines.push(format!("header: {why}")),
        }
    }

    fn payload(&mut self, part: &str) {
        match read(part) {
            Ok(json) => {
                self.know_launch(&json);
                self.know_minted(&json);
                self.members("", &json, Self::claim);
            }
            Err(why) => self.lines.push(format!("payload: {why}")),
        }
    }

    /// One line per value, with the way to it: `lti:context.id: "..."`.
    fn members(&mut self, path: &str, json: &Json, show: fn(&mut Self, &str, &Json) -> String) {
        let is_top = ["", "header ", WRAPPED].contains(&path);
        match json {
            Json::Members(members) if !members.is_empty() => {
                for (name, value) in members.iter().take(SHOWN) {
                    let name = self.member_name(name, is_top);
                    let dot = if path.is_empty() || path.ends_with(' ') { "" } else { "." };
                    self.members(&format!("{path}{dot}{name}"), value, show);
                }
                self.more(path, members.len());
            }
            Json::List(values) if !values.is_empty() => {
                for (at, value) in values.iter().take(SHOWN).enumerate() {
                    self.members(&format!("{path}[{at}]"), value, show);
                }
                self.more(path, values.len());
            }
            value => {
                let name =
                    if path.is_empty() { "payload".to_owned() } else { self.labels.text(path.trim_end()) };
                let shown = match hiding(&self.labels.scope.masks, Place::Claim, path) {
                    Some(_) if value.text() != Some("") => "[masked]".to_owned(),
                    _ => show(self, path, value),
                };
                self.lines.push(format!("{name}: {shown}"));
            }
        }
    }

    fn more(&mut self, path: &str, members: usize) {
        if members > SHOWN {
            let name = if path.is_empty() { "payload".to_owned() } else { self.labels.text(path.trim_end()) };
            self.lines.push(format!("{name}: and {} more", members - SHOWN));
        }
    }

    fn member_name(&mut self, name: &str, is_top: bool) -> String {
        let short =
            PREFIXES.iter().find_map(|(long, short)| Some(format!("{short}{}", name.strip_prefix(long)?)));
        match short {
            Some(short) if is_top => short,
            _ => self.labels.text(name),
        }
    }

    fn header_value(&mut self, path: &str, value: &Json) -> String {
        match value.text() {
            Some(kid) if path == "header kid" => self.kid(kid),
            _ => self.value(value),
        }
    }

    /// A key of the platform or of the tool; any other name of a key is a fact to be shown.
    fn kid(&mut self, kid: &str) -> String {
        match self.keys.owner(kid) {
            Some(owner) => self.labels.name(owner, kid),
            None if is_made_up(kid) => {
                format!("{} [not in the key set]", self.labels.name("unknown-key", kid))
            }
            None => format!("{} [not in the key set]", quoted(&self.labels.word(kid))),
        }
    }

    fn claim(&mut self, path: &str, value: &Json) -> String {
        let path = path.strip_prefix(WRAPPED).and_then(|path| path.strip_prefix('.')).unwrap_or(path);
        if TIMES.contains(&path) {
            return self.time(value);
        }
        if let (Some((_, kind)), Some(text)) = (LABELLED.iter().find(|(name, _)| *name == path), value.text())
        {
            return self.labels.name(kind, text);
        }
        match value.text() {
            Some(version) if (path, version) == VERSION => "[homeroom-version]".to_owned(),
            _ => self.value(value),
        }
    }

    fn time(&mut self, value: &Json) -> String {
        let written = value.text().and_then(|text| text.parse().ok());
        match (value, value.integer(), written) {
            (_, Some(time), _) => self.now.tell(time),
            (_, None, Some(time)) => quoted(&self.now.tell(time)),
            (Json::Number(number), ..) => self.fraction(&number.to_string()),
            _ => self.value(value),
        }
    }

    /// A time with parts of a second, which are shown as they are.
    fn fraction(&self, number: &str) -> String {
        let (whole, parts) = number.split_once('.').unwrap_or((number, ""));
        match whole.parse() {
            Ok(second) => format!("{} and .{parts} s", self.now.tell(second)),
            Err(_) => number.to_owned(),
        }
    }

    fn value(&mut self, value: &Json) -> String {
        match value {
            Json::Null => "null".to_owned(),
            Json::Bool(value) => value.to_string(),
            Json::Number(number) => number.to_string(),
            Json::Text(text) => match self.now.tell_written(text) {
                Some(time) => quoted(&time),
                None => quoted(&self.labels.word(text)),
            },
            Json::List(_) => "[]".to_owned(),
            Json::Members(_) => "{}".to_owned(),
        }
    }

    /// Links and line items that the platform has made itself, in a copy of a course or for the tool, have names of chance.
    fn know_minted(&mut self, payload: &Json) {
        let text = |claim: &str, name: &str| payload.member(&long(claim))?.member(name)?.text();
        let path = |url: &str| url.split(['?', '#']).next().unwrap_or_default().to_owned();
        let item = text("lti-ags:endpoint", "lineitem").map(path);
        let item = item.as_deref().and_then(|path| path.rsplit('/').next()).map(str::to_owned);
        let link = text("lti:resource_link", "id").map(str::to_owned);
        for (kind, id) in [("line-item", item), ("link", link)] {
            if let Some(id) = id.filter(|id| is_minted(id)) {
                self.labels.name(kind, &id);
            }
        }
    }

    /// The launch is named at the end of the address to return to, and elsewhere without it.
    fn know_launch(&mut self, payload: &Json) {
        if let Json::List(values) = payload {
            return values.iter().for_each(|value| self.know_launch(value));
        }
        for path in RETURNS {
            let mut place = Some(payload);
            for name in path.split('.') {
                place = place.and_then(|json| json.member(&long(name)));
            }
            let address = place.and_then(Json::text).unwrap_or_default();
            let path = address.split(['?', '#']).next().unwrap_or_default();
            if let Some((_, handle)) = path.rsplit_once('/').filter(|(_, handle)| handle.len() >= 8) {
                self.labels.name("launch", handle);
            }
        }
    }
}

/// How the platform names what nobody has given an id: a word and eight letters or digits.
fn is_minted(id: &str) -> bool {
    let chance = id.strip_prefix("line-").or_else(|| id.strip_prefix("link-")).unwrap_or_default();
    chance.len() == 8 && chance.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// A name for a key that chance may have made. Names that a fault writes by hand show as they are.
fn is_made_up(kid: &str) -> bool {
    kid.len() >= 16 && kid.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn long(name: &str) -> String {
    let long = PREFIXES.iter().find_map(|(long, short)| Some(format!("{long}{}", name.strip_prefix(short)?)));
    long.unwrap_or_else(|| name.to_owned())
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn read(part: &str) -> Result<Json, &'static str> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| "not base64url")?;
    let text = String::from_utf8(bytes).map_err(|_| "not UTF-8")?;
    Json::read(&text).ok_or("not JSON")
}

/// Who signed the token, by our own check of the signature.
fn signature(token: &Token, keys: &Keys, labels: &mut Labels<'_>) -> String {
    if token.raw.rsplit('.').next().unwrap_or_default().is_empty() || token.parts().len() < 3 {
        return "[empty]".to_owned();
    }
    match keys.signer(token) {
        Some((owner, kid)) => format!("verified by {}", labels.name(owner, kid)),
        None => "not verified".to_owned(),
    }
}

#[cfg(test)]
mod tests;
