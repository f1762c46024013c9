//! Will the cookie of a login come back, in a frame of another site too?

use super::Patient;
use super::check::{Check, State};
use super::login::Login;
use crate::domain::edge::quoted;

/// Each cookie that the login sets.
pub(super) fn look(patient: &Patient<'_>, login: &Login) -> Vec<Check> {
    let set = login.answers.iter().flat_map(|answer| {
        let all = answer.hop.headers.iter().filter(|(name, _)| name == "set-cookie");
        all.map(move |(_, value)| (answer.number, value.as_str()))
    });
    let secure = patient.tool.login_url.as_str().starts_with("https:");
    let mut checks: Vec<Check> = set.map(|(number, value)| one(value, secure).seen_in(number)).collect();
    if !checks.is_empty() {
        forgive_twins(&mut checks);
        return checks;
    }
    let why = if login.question.is_some() {
        "The login sets none: the tool has to bind `state` to the browser in another way, such as platform storage."
    } else {
        "no login leads to this campus"
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

fn one(cookie: &str, https: bool) -> Check {
    let name = cookie.split(['=', ';']).next().unwrap_or_default().trim();
    let flags: Vec<&str> = cookie.split(';').skip(1).map(str::trim).collect();
    let has = |wanted: &str| flags.iter().any(|flag| flag.replace(' ', "").eq_ignore_ascii_case(wanted));
    let wanted = [("samesite=none", "SameSite=None"), ("secure", "Secure"), ("httponly", "HttpOnly")];
    let missing: Vec<&str> = wanted.iter().filter(|(flag, _)| !has(flag)).map(|(_, told)| *told).collect();
    let came = if flags.is_empty() { "no attributes".to_owned() } else { quoted(&flags.join("; ")) };
    let check =
        Check::passed(format!("Cookie `{name}`"), "`SameSite=None; Secure; HttpOnly`", came).of("OIDC-023");
    if missing.is_empty() {
        return check;
    }
    let here = if https {
        ""
    } else {
        " On this machine it works all the same: every port of `localhost` is one site."
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
    fn a_cookie_for_frames_has_three_attributes() {
        let good = one("state=a; Path=/; SameSite=None; Secure; HttpOnly; Partitioned", true);
        assert_eq!(good.state, State::Passed);
        let lax = one("state=a=b; path=/; samesite=lax", false);
        assert!(
            lax.state == State::Warned && lax.fix.starts_with("Add SameSite=None, Secure, HttpOnly"),
            "{lax:?}"
        );
        assert_eq!(one("state", true).came, "no attributes");
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
