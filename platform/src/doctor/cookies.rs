//! Will the cookie of a login come back, in a frame of another site too?

use url::Url;

use super::Patient;
use super::check::{Check, State};
use super::login::{Login, NO_QUESTION};
use crate::domain::edge::quoted;

/// Each cookie that the login sets.
pub(super) fn look(patient: &Patient<'_>, login: &Login) -> Vec<Check> {
    let set = login.answers.iter().flat_map(|answer| {
        let all = answer.hop.headers.iter().filter(|(name, _)| name == "set-cookie");
        all.map(move |(_, value)| (answer.number, value.as_str()))
    });
    let home = patient.site.as_ref().is_some_and(|site| share_a_host(patient.tool.login_url.as_str(), site));
    let mut checks: Vec<Check> = set.map(|(number, value)| one(value, home).seen_in(number)).collect();
    if !checks.is_empty() {
        forgive_twins(&mut checks);
        return checks;
    }
    let why = if login.question.is_some() {
        "The login sets none: the tool has to bind `state` to the browser in another way, such as platform storage."
    } else {
        NO_QUESTION
    };
    vec![Check::open("Cookies of the login", why)]
}

/// Beside a cookie that is made for frames, others may be for browsers without them.
fn forgive_twins(checks: &mut [Check]) {
    if !checks.iter().any(|check| check.state == State::Passed) {
        return;
    }
    for check in checks.iter_mut().filter(|check| check.state == State::Warned) {
        check.came.push_str(", beside one that is made for frames");
        check.state = State::Passed;
        check.fix.clear();
    }
}

/// Browsers do not tell ports of one host apart when they send cookies.
fn share_a_host(tool: &str, campus: &Url) -> bool {
    Url::parse(tool).is_ok_and(|tool| tool.scheme() == campus.scheme() && tool.host() == campus.host())
}

/// `home`: the tool is on the host of this campus.
fn one(cookie: &str, home: bool) -> Check {
    let name = cookie.split(['=', ';']).next().unwrap_or_default().trim();
    let flags: Vec<&str> = cookie.split(';').skip(1).map(str::trim).collect();
    let has = |wanted: &str| flags.iter().any(|flag| flag.replace(' ', "").eq_ignore_ascii_case(wanted));
    let wanted = [("samesite=none", "SameSite=None"), ("secure", "Secure")];
    let missing: Vec<&str> = wanted.iter().filter(|(flag, _)| !has(flag)).map(|(_, told)| *told).collect();
    let came = if flags.is_empty() { "no attributes".to_owned() } else { quoted(&flags.join("; ")) };
    // Some cookies are there for scripts to read, and frames do not mind.
    let came = if has("httponly") { came } else { format!("{came}; scripts of the tool can read it") };
    let check = Check::passed(format!("Cookie `{name}`"), "`SameSite=None; Secure`", came).of("OIDC-023");
    if missing.is_empty() {
        return check;
    }
    // Without `Secure`, browsers refuse a `SameSite=None` on any host.
    let here = if home && !has("samesite=none") {
        " Here it works all the same: the tool is on the host of this campus, and every port of a host is one site."
    } else {
        ""
    };
    check.warned(format!(
        "Add {}: without it browsers do not send the cookie back from a frame in an LMS of another site.{here}",
        missing.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_for_frames_has_two_attributes() {
        let good = one("state=a; Path=/; SameSite=None; Secure; HttpOnly; Partitioned", true);
        assert_eq!(good.state, State::Passed);
        let lax = one("state=a=b; path=/; samesite=lax", false);
        assert!(lax.state == State::Warned && lax.fix.starts_with("Add SameSite=None, Secure: "), "{lax:?}");
        assert_eq!(one("state", true).came, "no attributes; scripts of the tool can read it");
    }

    #[test]
    fn a_cookie_that_scripts_have_to_read_comes_back_too() {
        let readable = one("XSRF-TOKEN=a; SameSite=None; Secure", false);
        assert!(
            readable.state == State::Passed && readable.came.ends_with("scripts of the tool can read it")
        );
    }

    #[test]
    fn a_cookie_works_here_only_where_the_tool_has_the_host_of_the_campus() {
        let campus = Url::parse("http://localhost:8080").unwrap();
        assert!(share_a_host("http://localhost:3000/login", &campus));
        for other in ["http://127.0.0.1:3000/", "http://tool.example/", "https://localhost:3000/"] {
            assert!(!share_a_host(other, &campus), "{other}");
        }
        let works_here = |cookie, home| one(cookie, home).fix.contains("works all the same");
        assert!(works_here("a=1; SameSite=Lax", true) && !works_here("a=1; SameSite=Lax", false));
        assert!(!works_here("a=1; SameSite=None", true), "browsers refuse it");
    }

    #[test]
    fn one_cookie_for_frames_is_enough() {
        let (good, plain) = ("a=1; SameSite=None; Secure; HttpOnly", "a_plain=1; SameSite=Lax; HttpOnly");
        let states = |all: &[&str]| -> Vec<State> {
            let mut checks: Vec<Check> = all.iter().map(|cookie| one(cookie, false)).collect();
            forgive_twins(&mut checks);
            checks.iter().map(|check| check.state).collect()
        };
        assert_eq!(states(&[good, plain]), [State::Passed; 2]);
        assert_eq!(states(&[plain]), [State::Warned]);
    }
}
