//! A cookie, and the reading of a `Set-Cookie` header (RFC 6265bis 5.6).

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::cookie_date;
use super::decision::Reason;
use super::site::Site;

const LONGEST_PAIR: usize = 4096;
const LONGEST_ATTRIBUTE: usize = 1024;
/// No cookie lives longer than 400 days.
const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(400 * 24);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SameSite {
    None,
    /// Also what has no `SameSite`, or an unknown value.
    Lax,
    Strict,
}

/// A cookie in the jar.
#[derive(Debug, Clone)]
pub(crate) struct Cookie {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) domain: String,
    pub(crate) host_only: bool,
    pub(crate) path: String,
    pub(crate) secure: bool,
    pub(crate) same_site: SameSite,
    /// The top-level site of a `Partitioned` cookie.
    pub(crate) partition: Option<Site>,
    /// None: lives as long as the browser.
    pub(crate) expires: Option<Timestamp>,
}

impl Cookie {
    pub(crate) fn is_expired(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    /// Whether both are the same cookie, so that the newer replaces the older.
    pub(crate) fn replaces(&self, other: &Self) -> bool {
        self.name == other.name
            && self.domain == other.domain
            && self.host_only == other.host_only
            && self.path == other.path
            && self.partition == other.partition
    }

    /// As it stands in a `Cookie` header.
    pub(crate) fn pair(&self) -> String {
        if self.name.is_empty() { self.value.clone() } else { format!("{}={}", self.name, self.value) }
    }
}

/// A `Set-Cookie` header, read but not yet judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SetCookie {
    pub(crate) name: String,
    pub(crate) value: String,
    /// Lower case and without its leading dot; none if absent or empty.
    pub(crate) domain: Option<String>,
    /// None if absent or not absolute.
    pub(crate) path: Option<String>,
    pub(crate) expires: Option<Timestamp>,
    pub(crate) secure: bool,
    pub(crate) partitioned: bool,
    pub(crate) same_site: SameSite,
}

impl SetCookie {
    pub(crate) fn parse(header: &str, now: Timestamp) -> Result<Self, Reason> {
        if header.chars().any(|c| c.is_ascii_control() && c != '\t') {
            return Err(Reason::ControlCharacter);
        }
        let (pair, attributes) = header.split_once(';').unwrap_or((header, ""));
        let mut cookie = Self::of_pair(pair)?;
        let mut lifetime = Lifetime::default();
        for (name, value) in attributes.split(';').map(attribute) {
            cookie.apply(&name, value);
            lifetime.apply(&name, value, now);
        }
        cookie.expires = lifetime.end(now);
        Ok(cookie)
    }

    fn of_pair(pair: &str) -> Result<Self, Reason> {
        let (name, value) = pair.split_once('=').unwrap_or(("", pair));
        let (name, value) = (trim(name), trim(value));
        if name.is_empty() && value.is_empty() {
            return Err(Reason::Empty);
        }
        if name.len() + value.len() > LONGEST_PAIR {
            return Err(Reason::TooLarge);
        }
        Ok(Self::bare(name, value))
    }

    /// A cookie without attributes.
    pub(crate) fn bare(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
            domain: None,
            path: None,
            expires: None,
            secure: false,
            partitioned: false,
            same_site: SameSite::Lax,
        }
    }

    fn apply(&mut self, name: &str, value: &str) {
        if value.len() > LONGEST_ATTRIBUTE {
            return;
        }
        match name {
            "domain" => self.domain = domain(value),
            "path" => self.path = value.starts_with('/').then(|| value.to_owned()),
            "secure" => self.secure = true,
            "partitioned" => self.partitioned = true,
            "samesite" => self.same_site = same_site(value),
            _ => {}
        }
    }
}

/// `Max-Age` wins over `Expires`, in whichever order they come.
#[derive(Default)]
struct Lifetime {
    expires: Option<Timestamp>,
    max_age: Option<Timestamp>,
}

impl Lifetime {
    fn apply(&mut self, name: &str, value: &str, now: Timestamp) {
        if value.len() > LONGEST_ATTRIBUTE {
            return;
        }
        match name {
            "expires" => self.expires = cookie_date::parse(value).or(self.expires),
            "max-age" => self.max_age = max_age(value, now).or(self.max_age),
            _ => {}
        }
    }

    fn end(&self, now: Timestamp) -> Option<Timestamp> {
        let latest = now.checked_add(LONGEST_LIFE).unwrap_or(Timestamp::MAX);
        self.max_age.or(self.expires).map(|end| end.min(latest))
    }
}

fn attribute(text: &str) -> (String, &str) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (trim(name).to_ascii_lowercase(), trim(value))
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

fn domain(value: &str) -> Option<String> {
    let name = value.strip_prefix('.').unwrap_or(value);
    (!name.is_empty()).then(|| name.to_ascii_lowercase())
}

fn same_site(value: &str) -> SameSite {
    match value.to_ascii_lowercase().as_str() {
        "none" => SameSite::None,
        "strict" => SameSite::Strict,
        _ => SameSite::Lax,
    }
}

/// Seconds from now; anything that is not an optional minus and digits is ignored.
fn max_age(value: &str, now: Timestamp) -> Option<Timestamp> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if value.starts_with('-') || digits.bytes().all(|byte| byte == b'0') {
        return Some(Timestamp::MIN);
    }
    // More seconds than fit are simply the longest life.
    let seconds = digits.parse().unwrap_or(LONGEST_LIFE.as_secs()).min(LONGEST_LIFE.as_secs());
    now.checked_add(SignedDuration::from_secs(seconds)).ok()
}

/// The path of a cookie without a `Path` attribute: the directory of the address that set it.
pub(crate) fn default_path(url: &Url) -> &str {
    match url.path().rfind('/') {
        None | Some(0) => "/",
        Some(last) => url.path().get(..last).unwrap_or("/"),
    }
}

/// Whether a cookie's path covers a request's path.
pub(crate) fn path_covers(cookie: &str, request: &str) -> bool {
    let Some(rest) = request.strip_prefix(cookie) else { return false };
    rest.is_empty() || cookie.ends_with('/') || rest.starts_with('/')
}

#[cfg(test)]
mod tests;
