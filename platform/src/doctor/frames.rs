//! Would a browser show the tool in a frame of this campus?

use super::Patient;
use super::answer::Answer;
use super::check::Check;
use super::login::Login;
use super::redirects::Asked;
use crate::domain::framing;

/// Every page of the tool that a launch may show.
pub(super) fn look(
    patient: &Patient<'_>,
    login: &Login,
    target: Option<&Answer>,
    redirects: &[Asked],
) -> Vec<Check> {
    let redirects = redirects.iter().filter_map(|asked| Some(("Redirect URI", asked.by_post.as_ref()?)));
    let others = [("Login", login.last()), ("Target link URI", target)];
    let others = others.into_iter().filter_map(|(what, answer)| Some((what, answer?)));
    let pages = others.chain(redirects).filter(|(_, answer)| answer.is_page());
    let checks: Vec<Check> = pages.filter_map(|(what, answer)| one(patient, what, answer)).collect();
    if checks.is_empty() {
        return vec![Check::open("Frame headers", "no page came that could be shown: launch a link to see")];
    }
    checks
}

/// Redirects are not looked at: browsers ask the page at the end.
fn one(patient: &Patient<'_>, what: &str, answer: &Answer) -> Option<Check> {
    let (page, site) = (answer.url()?, patient.site.as_ref()?);
    let what = format!("{what} `{}`", page.path());
    let expected = format!("no header that forbids a frame of `{}`", site.origin().ascii_serialization());
    let found = framing::forbidden(&answer.hop.headers, &page, site);
    let check = |came: String| Check::passed(what, expected, came).of("OIDC-022").seen_in(answer.number);
    Some(match found {
        None => check("none".to_owned()),
        Some(found) => check(format!("`{}: {}`: {}", found.name, found.value, found.why)).warned(format!(
            "Send `{}`, unless the tool always opens in a window of its own.",
            found.instead
        )),
    })
}
