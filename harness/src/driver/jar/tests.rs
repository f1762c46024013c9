use jiff::Timestamp;
use reqwest::Method;
use url::Url;

use super::{Jar, MOST_PER_HOST, Reason, SiteContext};

const START: Timestamp = Timestamp::UNIX_EPOCH;

fn url(text: &str) -> Url {
    text.parse().unwrap()
}

fn typed() -> SiteContext {
    SiteContext { initiator: None, embedder: None, method: Method::GET }
}

fn jar(headers: &[&str], at: &str) -> Jar {
    let mut jar = Jar::default();
    for header in headers {
        jar.store(header, &url(at), &typed(), START);
    }
    jar
}

fn sent(jar: &mut Jar, to: &str) -> String {
    jar.header(&url(to), &typed(), START).unwrap_or_default()
}

#[test]
fn longer_paths_come_first_and_then_the_older_cookie() {
    let mut jar = jar(&["a=1", "b=2; Path=/x/y", "c=3", "d=4; Path=/x", "a=5"], "http://localhost/");
    assert_eq!(sent(&mut jar, "http://localhost/x/y/z"), "b=2; d=4; a=5; c=3");
}

#[test]
fn a_cookie_is_replaced_only_by_one_with_its_name_domain_and_path() {
    let mut jar = jar(
        &["a=1", "a=2; Path=/x", "a=3; Domain=example.org", "A=4", "a=5", "bare", "=other"],
        "https://example.org/",
    );
    assert_eq!(sent(&mut jar, "https://example.org/x"), "a=2; a=5; a=3; A=4; other");
}

#[test]
fn an_expired_cookie_removes_the_one_it_replaces() {
    let mut jar = jar(&["a=1; Path=/", "b=1", "a=; Max-Age=0; Path=/"], "http://localhost/x");
    assert_eq!(sent(&mut jar, "http://localhost/"), "b=1");
    assert!(jar.decisions().is_empty());
}

#[test]
fn inside_a_frame_of_another_site_only_none_may_be_set() {
    let lms = url("https://lms.edu/");
    let framed = SiteContext { initiator: Some(lms.clone()), embedder: Some(lms), method: Method::GET };
    let mut jar = Jar::default();
    for header in ["a=1", "b=1; SameSite=Lax; Secure", "c=1; SameSite=None; Secure"] {
        jar.store(header, &url("https://tool.org/"), &framed, START);
    }
    assert_eq!(sent(&mut jar, "https://tool.org/"), "c=1");
    assert!(jar.decisions().iter().all(|decision| decision.reason == Reason::CrossSite));
    assert_eq!(jar.decisions().len(), 2);
}

#[test]
fn a_cross_site_navigation_of_the_whole_window_may_set_any_cookie() {
    let context =
        SiteContext { initiator: Some(url("https://lms.edu/")), embedder: None, method: Method::POST };
    let mut jar = Jar::default();
    jar.store("a=1; SameSite=Strict", &url("https://tool.org/"), &context, START);
    assert_eq!(sent(&mut jar, "https://tool.org/"), "a=1");
}

#[test]
fn plain_http_cannot_replace_a_secure_cookie() {
    let mut jar = jar(&["a=1; Secure; Path=/lti"], "https://tool.org/");
    jar.store("a=2; Path=/lti/x", &url("http://tool.org/"), &typed(), START);
    jar.store("a=3; Path=/", &url("http://tool.org/"), &typed(), START);
    assert_eq!(jar.decisions().len(), 1);
    assert_eq!(jar.decisions()[0].reason, Reason::WouldHideSecureCookie);
    assert_eq!(sent(&mut jar, "https://tool.org/lti"), "a=1; a=3");
}

#[test]
fn what_was_set_since_a_mark_is_known_by_name() {
    let mut jar = jar(&["old=1", "again=1"], "http://localhost/");
    let mark = jar.mark();
    for header in ["again=2", "new=1", "gone=1", "gone=; Max-Age=0", "bad=1; SameSite=None"] {
        jar.store(header, &url("http://localhost/"), &typed(), START);
    }
    assert_eq!(jar.names_set_since(mark), ["again", "new"]);
    jar.keep_only_since(mark);
    assert_eq!(sent(&mut jar, "http://localhost/"), "again=2; new=1");
}

#[test]
fn cookies_are_planted_by_hand() {
    let mut jar = jar(&["a=1", "b=2"], "http://localhost/x/y");
    jar.plant("session", "fixed", &url("http://localhost/x"), START);
    assert_eq!(sent(&mut jar, "http://localhost/"), "session=fixed");
    assert_eq!(jar.cookies().map(|cookie| cookie.name.as_str()).collect::<Vec<_>>(), ["a", "b", "session"]);
}

#[test]
fn the_oldest_cookies_of_a_crowded_host_go() {
    let headers: Vec<_> = (0..=MOST_PER_HOST).map(|number| format!("c{number}=1")).collect();
    let jar = jar(&headers.iter().map(String::as_str).collect::<Vec<_>>(), "http://localhost/");
    assert_eq!(jar.cookies().count(), MOST_PER_HOST);
    assert_eq!((jar.decisions()[0].cookie.as_str(), jar.decisions()[0].reason), ("c0", Reason::Crowded));
}

#[test]
fn any_header_is_survived_and_explained() {
    let jar =
        jar(&["", ";", "=", "\u{1}\u{2}", "a=\r\nSet-Cookie: b=1", "\u{10ffff}\u{0}"], "http://localhost/");
    assert_eq!(jar.cookies().count(), 0);
    assert_eq!(jar.decisions().len(), 6);
    assert_eq!(jar.decisions()[4].cookie, "a=Set-Cookie: b=1");
}
