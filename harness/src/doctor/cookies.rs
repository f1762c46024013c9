//! Would the cookies of the tool survive where LMSs show tools: in a frame of another site?

use std::sync::Arc;

use super::finding::Finding;
use crate::driver::{Exchange, is_loopback};

const WHAT: &str = "cookies";

/// What a `Set-Cookie` header says, as far as frames and scripts are concerned.
#[derive(Debug, PartialEq, Eq)]
struct Flags {
    name: String,
    value: String,
    same_site: Option<String>,
    secure: bool,
    http_only: bool,
    partitioned: bool,
}

/// Looks at every cookie that the answers of the tool set, the newest of each name.
pub(super) fn look(hops: &[Arc<Exchange>], of: &str) -> Vec<Finding> {
    let mut cookies: Vec<Flags> = Vec::new();
    let headers = hops.iter().flat_map(|hop| hop.headers("set-cookie"));
    for cookie in headers.filter_map(Flags::read) {
        cookies.retain(|earlier| earlier.name != cookie.name);
        cookies.push(cookie);
    }
    if cookies.is_empty() {
        return vec![Finding::well(WHAT, format!("{of}: none"))];
    }
    let mut findings = kept(&cookies);
    findings.extend(cookies.iter().filter(|each| !has_twin(each, &cookies)).filter_map(judge));
    findings.extend(over_http(hops, &cookies));
    findings
}

impl Flags {
    /// None if the cookie is set only to be removed.
    fn read(header: &str) -> Option<Self> {
        let (pair, attributes) = header.split_once(';').unwrap_or((header, ""));
        let attributes: Vec<(String, &str)> = attributes
            .split(';')
            .map(|each| each.split_once('=').unwrap_or((each, "")))
            .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()))
            .collect();
        let value = |wanted: &str| {
            attributes.iter().rev().find(|(name, _)| name == wanted).map(|(_, value)| (*value).to_owned())
        };
        let (name, content) = pair.split_once('=').unwrap_or((pair, ""));
        let removed = value("max-age").is_some_and(|age| age == "0" || age.starts_with('-'))
            || value("expires").is_some_and(|date| date.contains("1970"));
        (!removed).then(|| Self {
            name: name.trim().to_owned(),
            value: content.trim().to_owned(),
            same_site: value("samesite"),
            secure: value("secure").is_some(),
            http_only: value("httponly").is_some(),
            partitioned: value("partitioned").is_some(),
        })
    }

    fn is_for_frames(&self) -> bool {
        self.same_site.as_ref().is_some_and(|value| value.eq_ignore_ascii_case("none"))
    }
}

/// Tools set a second cookie with the same value, for old browsers that do not know `SameSite=None`.
fn has_twin(cookie: &Flags, cookies: &[Flags]) -> bool {
    let same = |other: &&Flags| other.name != cookie.name && other.value == cookie.value;
    !cookie.is_for_frames() && cookies.iter().filter(same).any(|other| other.is_for_frames() && other.secure)
}

/// What is wrong with a cookie, if something is.
fn judge(cookie: &Flags) -> Option<Finding> {
    let name = shortened(&cookie.name);
    let for_frames =
        "set it with `SameSite=None; Secure; HttpOnly; Partitioned`, and serve the tool over https";
    let lost = "in a frame of an LMS on another site it is neither kept nor sent";
    let (seen, fix) = match (cookie.is_for_frames(), &cookie.same_site) {
        (false, Some(value)) => (format!("has `SameSite={value}`: {lost}"), for_frames),
        (false, None) => (format!("has no `SameSite`, which browsers take for `Lax`: {lost}"), for_frames),
        (true, _) if !cookie.secure => {
            ("has `SameSite=None` without `Secure`, so browsers throw it away".to_owned(), for_frames)
        }
        (true, _) if !cookie.http_only => {
            ("has no `HttpOnly`, so scripts can read it".to_owned(), "add `HttpOnly` to it")
        }
        _ => return None,
    };
    Some(Finding::warning(WHAT, format!("`{name}` {seen}"), fix))
}

/// The cookies with which nothing is wrong, by how far they are kept.
fn kept(cookies: &[Flags]) -> Vec<Finding> {
    let named = |partitioned: bool| {
        let good = cookies.iter().filter(|each| each.partitioned == partitioned && judge(each).is_none());
        good.map(|cookie| format!("`{}`", shortened(&cookie.name))).collect::<Vec<_>>().join(", ")
    };
    let told = [
        (named(true), "kept in frames: `SameSite=None; Secure; HttpOnly; Partitioned`"),
        (
            named(false),
            "kept in frames (`SameSite=None; Secure; HttpOnly`), unless a browser blocks third-party cookies: it keeps \
             only `Partitioned` ones then",
        ),
    ];
    let told = told.into_iter().filter(|(names, _)| !names.is_empty());
    told.map(|(names, seen)| Finding::well(WHAT, format!("{names}: {seen}"))).collect()
}

/// On this machine most browsers are kind; elsewhere none is.
fn over_http(hops: &[Arc<Exchange>], cookies: &[Flags]) -> Option<Finding> {
    let plain = hops.iter().find(|hop| hop.url.scheme() == "http")?;
    if !cookies.iter().any(|cookie| cookie.secure) {
        return None;
    }
    if is_loopback(&plain.url) {
        let seen =
            "`Secure` over plain http: Chrome and Firefox keep such cookies of localhost, Safari does not";
        return Some(Finding::well(WHAT, seen));
    }
    let seen = "`Secure` over plain http: browsers throw such cookies away";
    Some(Finding::warning(WHAT, seen, "serve the tool over https"))
}

/// Names may carry a state or an id of a person; their beginning tells them apart.
fn shortened(name: &str) -> String {
    if name.chars().count() <= 24 { name.to_owned() } else { name.chars().take(20).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::State;
    use crate::driver::Body;

    fn hop(url: &str, cookies: &[&str]) -> Arc<Exchange> {
        let headers = cookies.iter().map(|cookie| ("set-cookie".to_owned(), (*cookie).to_owned()));
        Arc::new(Exchange {
            method: "GET".to_owned(),
            url: url.parse().unwrap(),
            embedder: None,
            request_headers: Vec::new(),
            request_body: Body::default(),
            status: Some(200),
            response_headers: headers.collect(),
            response_body: Body::default(),
            error: None,
        })
    }

    #[test]
    fn each_missing_flag_is_told_with_what_it_means() {
        for (header, seen) in [
            ("a=1", "`a` has no `SameSite`, which browsers take for `Lax`"),
            ("a=1; SameSite=strict; Secure", "`a` has `SameSite=strict`: in a frame"),
            ("a=1; samesite=none; HttpOnly", "without `Secure`"),
            ("a=1; SameSite=None; Secure", "no `HttpOnly`"),
        ] {
            let finding = judge(&Flags::read(header).unwrap()).unwrap();
            assert!(finding.state == State::Warning && finding.seen.contains(seen), "{finding:?}");
        }
    }

    #[test]
    fn good_cookies_are_told_together_by_how_far_they_are_kept() {
        let cookies = ["a=1; SameSite=None; Secure; HttpOnly", "b=2; SameSite=None; Secure; HttpOnly"];
        let told = look(&[hop("https://t/", &cookies)], "login");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].seen.starts_with("`a`, `b`: kept in frames (") && told[0].state == State::Well,
            "{told:?}"
        );
    }

    #[test]
    fn a_cookie_counts_once_and_a_removal_not_at_all() {
        let good = "a=2; SameSite=None; Secure; HttpOnly; Partitioned";
        let hops =
            [hop("https://t/login", &["a=1", "b=x"]), hop("https://t/launch", &[good, "c=; Max-Age=0"])];
        let told: Vec<_> =
            look(&hops, "login").into_iter().map(|finding| (finding.state, finding.seen)).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].1.starts_with("`a`: kept in frames: ") && told[0].0 == State::Well, "{told:?}");
        assert!(told[1].1.starts_with("`b` has no `SameSite`") && told[1].0 == State::Warning, "{told:?}");
        assert_eq!(
            look(&[hop("https://t/", &["c=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT"])], "login")[0].seen,
            "login: none"
        );
    }

    #[test]
    fn the_twin_of_a_cookie_for_frames_is_for_old_browsers() {
        let pair = ["a=1; SameSite=None; Secure; HttpOnly", "a_plain=1; HttpOnly", "b=2; HttpOnly"];
        let told = look(&[hop("https://t/", &pair)], "login");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].seen.starts_with("`b` has no `SameSite`"), "{told:?}");
    }

    #[test]
    fn secure_cookies_over_plain_http_are_a_matter_of_the_host() {
        let good = "a=2; SameSite=None; Secure; HttpOnly; Partitioned";
        for (url, states) in [
            ("https://t.test/", &[State::Well][..]),
            ("http://localhost:1/", &[State::Well, State::Well]),
            ("http://t.test/", &[State::Well, State::Warning]),
        ] {
            let found: Vec<_> =
                look(&[hop(url, &[good])], "login").iter().map(|finding| finding.state).collect();
            assert_eq!(found, states, "{url}");
        }
    }
}
