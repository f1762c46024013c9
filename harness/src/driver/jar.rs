//! The cookie jar: which cookies are kept and which are sent (RFC 6265bis 5.7 and 5.8), as current browsers do it.

use jiff::Timestamp;
use url::Url;

use super::admission;
use super::cookie::{Cookie, SameSite, SetCookie};
use super::decision::{Act, Decision, Reason};
use super::sending::{self, Asked};
use super::site::{Nearness, SiteContext, SiteRules, is_trustworthy};

/// Browsers keep about this many cookies of one host.
const MOST_PER_HOST: usize = 180;
/// Enough to explain a case, and a bound against a tool that sets cookies for ever.
const MOST_DECISIONS: usize = 1000;

/// A point in the life of a jar, to ask later what was set since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark(u64);

/// A cookie with the order in which it came.
#[derive(Debug, Clone)]
struct Kept {
    cookie: Cookie,
    /// Order of creation, which a replacement inherits.
    born: u64,
    /// When it was last set.
    written: u64,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Jar {
    sites: SiteRules,
    kept: Vec<Kept>,
    decisions: Vec<Decision>,
    tick: u64,
}

impl Jar {
    pub(crate) fn new(sites: SiteRules) -> Self {
        Self { sites, ..Self::default() }
    }

    pub(crate) fn sites(&self) -> &SiteRules {
        &self.sites
    }

    pub(crate) fn set_sites(&mut self, sites: SiteRules) {
        self.sites = sites;
    }

    /// Takes one `Set-Cookie` header of an answer.
    pub(crate) fn store(&mut self, header: &str, url: &Url, context: &SiteContext, now: Timestamp) {
        let read = SetCookie::parse(header, now);
        let name = read.as_ref().map_or_else(|_| beginning(header), |read| read.name.clone());
        let cookie = read.and_then(|read| self.admit(read, url, context));
        match cookie {
            Ok(cookie) => self.keep(cookie, url, now),
            Err(reason) => self.decide(Act::NotStored, name, url, reason),
        }
    }

    fn admit(&self, read: SetCookie, url: &Url, context: &SiteContext) -> Result<Cookie, Reason> {
        let site = self.sites.top_level_site(url, context);
        let cookie = admission::judge(read, url, site)?;
        if cookie.same_site != SameSite::None && self.sites.nearness(url, context) == Nearness::CrossSiteFrame
        {
            return Err(Reason::CrossSite);
        }
        let hides = |kept: &Kept| admission::would_hide(&cookie, &kept.cookie);
        if !is_trustworthy(url) && !cookie.secure && self.kept.iter().any(hides) {
            return Err(Reason::WouldHideSecureCookie);
        }
        Ok(cookie)
    }

    fn keep(&mut self, cookie: Cookie, url: &Url, now: Timestamp) {
        self.tick += 1;
        let mut born = self.tick;
        if let Some(at) = self.kept.iter().position(|kept| cookie.replaces(&kept.cookie)) {
            let old = self.kept.remove(at);
            born = old.born;
        }
        if !cookie.is_expired(now) {
            self.kept.push(Kept { cookie, born, written: self.tick });
            self.thin_out(url);
        }
    }

    /// Lets the oldest go when one host has too many.
    fn thin_out(&mut self, url: &Url) {
        let Some(newest) = self.kept.last().map(|kept| kept.cookie.domain.clone()) else { return };
        let same = |kept: &&Kept| kept.cookie.domain == newest;
        if self.kept.iter().filter(same).count() <= MOST_PER_HOST {
            return;
        }
        let oldest = self.kept.iter().filter(same).map(|kept| kept.written).min();
        let Some(at) = self.kept.iter().position(|kept| Some(kept.written) == oldest) else { return };
        let gone = self.kept.remove(at);
        self.decide(Act::NotStored, gone.cookie.name, url, Reason::Crowded);
    }

    /// The `Cookie` header for a request, if any cookie goes with it.
    pub(crate) fn header(&mut self, url: &Url, context: &SiteContext, now: Timestamp) -> Option<String> {
        let asked = Asked {
            url,
            nearness: self.sites.nearness(url, context),
            top_level: self.sites.top_level_site(url, context),
            now,
        };
        let mut sent = Vec::new();
        for kept in std::mem::take(&mut self.kept) {
            match sending::objection(&kept.cookie, &asked) {
                Some(reason) => self.decide(Act::NotSent, kept.cookie.name.clone(), url, reason),
                None => sent.push((usize::MAX - kept.cookie.path.len(), kept.born, kept.cookie.pair())),
            }
            self.kept.push(kept);
        }
        self.kept.retain(|kept| !kept.cookie.is_expired(now));
        // Longer paths first, then the older cookie first.
        sent.sort();
        let pairs: Vec<_> = sent.into_iter().map(|(_, _, pair)| pair).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    fn decide(&mut self, act: Act, cookie: String, url: &Url, reason: Reason) {
        if self.decisions.len() < MOST_DECISIONS {
            self.decisions.push(Decision { act, cookie, url: url.clone(), reason });
        }
    }

    /// What was not kept or not sent, and why.
    pub(crate) fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Names and values of all cookies, the oldest first.
    pub(crate) fn values(&self) -> Vec<(String, String)> {
        self.cookies().map(|cookie| (cookie.name.clone(), cookie.value.clone())).collect()
    }

    /// All cookies, the oldest first.
    pub(crate) fn cookies(&self) -> impl Iterator<Item = &Cookie> {
        self.kept.iter().map(|kept| &kept.cookie)
    }

    /// Now, for `names_set_since` and `keep_only_since`.
    pub(crate) fn mark(&self) -> Mark {
        Mark(self.tick)
    }

    /// Names of the cookies that were set or set again since, and still live.
    pub(crate) fn names_set_since(&self, mark: Mark) -> Vec<String> {
        let newer = self.kept.iter().filter(|kept| kept.written > mark.0);
        newer.map(|kept| kept.cookie.name.clone()).collect()
    }

    /// Forgets whatever was not set since.
    pub(crate) fn keep_only_since(&mut self, mark: Mark) {
        self.kept.retain(|kept| kept.written > mark.0);
    }

    /// Puts a host-only session cookie there by hand, as an attacker on the same host could (ATK-078).
    pub(crate) fn plant(&mut self, name: &str, value: &str, url: &Url, now: Timestamp) {
        let read = SetCookie { path: Some("/".to_owned()), ..SetCookie::bare(name, value) };
        self.keep(admission::cookie(read, url, None), url, now);
    }
}

/// Enough of a header that could not be read to recognise it.
fn beginning(header: &str) -> String {
    header.chars().take(40).filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests;
