//! Does a login lead to this campus, and with a question that it takes?

use homeroom_vocab::{authorization as name, login, value};
use url::{Url, form_urlencoded};

use super::Patient;
use super::answer::Answer;
use super::check::{Check, State};
use super::question::Question;
use crate::campus::Campus;
use crate::domain::edge::{WebUrl, nearest, quoted};
use crate::error::Failure;
use crate::journal::fetch::Errand;

/// How far a login may wander inside of the tool before it comes to the platform.
const STEPS: usize = 3;

/// A script may lead here all the same.
pub(super) const NO_QUESTION: &str = "no login was seen to lead to this campus";

/// Opaque values that a tool has to give back unaltered. They stand for no launch.
#[derive(Debug, Clone)]
pub(super) struct Hints {
    login: String,
    message: String,
}

impl Hints {
    pub(super) fn mint(campus: &Campus) -> Result<Self, Failure> {
        let entropy = &campus.ground().entropy;
        // What has to be encoded in an address, and is often encoded twice or not at all.
        Ok(Self {
            login: format!("doctor/{}+=", entropy.id("d")?),
            message: format!("doctor&{}", entropy.id("d")?),
        })
    }
}

/// A login by one method.
#[derive(Debug)]
pub(super) struct Login {
    post: bool,
    pub(super) answers: Vec<Answer>,
    pub(super) question: Option<Question>,
}

impl Login {
    /// Sends a login as a browser would, and follows it as long as it stays in the tool.
    pub(super) async fn begin(
        errand: Errand<'_>,
        patient: &Patient<'_>,
        hints: &Hints,
        target: &str,
        post: bool,
    ) -> Self {
        let form = initiation(patient, hints, target);
        let url = patient.tool.login_url.as_str();
        let first = if post {
            Answer::to_post(errand, url, form).await
        } else {
            let joint = if url.contains('?') { '&' } else { '?' };
            Answer::to_get(errand, &format!("{url}{joint}{form}")).await
        };
        let mut this = Self { post, answers: first.into_iter().collect(), question: None };
        while let Some(last) = this.answers.last() {
            this.question = Question::of(last);
            let inside = |next: &Url| last.url().is_some_and(|here| here.origin() == next.origin());
            let goes_on = this.question.is_none() && this.answers.len() <= STEPS;
            let Some(next) = last.location().filter(|next| goes_on && inside(next)) else { break };
            let answer = last.onward(errand, &next).await;
            this.answers.push(answer);
        }
        this
    }

    fn method(&self) -> &'static str {
        if self.post { "POST" } else { "GET" }
    }

    /// The answer that counts.
    pub(super) fn last(&self) -> Option<&Answer> {
        self.answers.last()
    }

    /// Whether there was no answer at all.
    pub(super) fn is_silent(&self) -> bool {
        self.answers.first().is_none_or(|answer| answer.hop.status == 0)
    }

    /// Whether a script of the last page may go on to this campus: no script runs here.
    fn is_up_to_a_script(&self, patient: &Patient<'_>) -> bool {
        let names_us = |page: &Answer| page.text().contains(&patient.endpoints.authorization_endpoint);
        let may = |page: &Answer| page.hop.status == 200 && (page.has_script() || names_us(page));
        self.question.is_none() && self.last().is_some_and(may)
    }

    fn asked(&self, name: &str) -> Option<&str> {
        self.question.as_ref()?.request.get(name)
    }
}

/// The login initiation of a launch that is none (OIDC-003 to OIDC-008).
fn initiation(patient: &Patient<'_>, hints: &Hints, target: &str) -> String {
    let tool = patient.tool;
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair(login::ISS, &patient.endpoints.issuer)
        .append_pair(login::LOGIN_HINT, &hints.login)
        .append_pair(login::TARGET_LINK_URI, target)
        .append_pair(login::LTI_MESSAGE_HINT, &hints.message)
        .append_pair(login::CLIENT_ID, tool.client_id.as_str());
    if let Some(deployment) = tool.deployments.first() {
        form.append_pair(login::LTI_DEPLOYMENT_ID, deployment.as_str());
    }
    form.finish()
}

/// The login of a deep linking request, if the tool has an address of its own for it.
pub(super) async fn of_picker(errand: Errand<'_>, patient: &Patient<'_>, hints: &Hints) -> Option<Login> {
    let picker = patient.tool.deep_linking_url.as_ref()?;
    Some(Login::begin(errand, patient, hints, picker.as_str(), false).await)
}

/// Everything about logins.
pub(super) fn look(patient: &Patient<'_>, hints: &Hints, get: &Login, post: &Login) -> Vec<Check> {
    let mut checks = vec![leads_here(patient, get, "OIDC-001"), leads_here(patient, post, "OIDC-002")];
    let asking = [get, post].into_iter().find(|login| login.question.is_some());
    match asking {
        Some(login) => {
            checks.push(address(patient, login));
            checks.extend(parameters(patient, hints, login));
            checks.extend(fresh(get, post));
        }
        None => checks.push(Check::open("Authentication request", NO_QUESTION)),
    }
    checks
}

fn leads_here(patient: &Patient<'_>, login: &Login, requirement: &'static str) -> Check {
    let what = format!("Login by {}", login.method());
    let expected = format!("a redirect or a form to {}", quoted(&patient.endpoints.authorization_endpoint));
    let Some(last) = login.last() else {
        return Check::passed(what, expected, "a login URL that is no web address")
            .failed("mend the login URL of the registration");
    };
    let check = Check::passed(what, expected, last.told()).of(requirement).seen_in(last.number);
    if login.question.is_some() {
        return check;
    }
    if login.is_up_to_a_script(patient) {
        return up_to_a_script(check);
    }
    let fix = fix(login.method(), last.hop.status);
    check.failed(fix)
}

/// A tool may look at cookies or ask the browser's storage first: that is no fault.
fn up_to_a_script(check: Check) -> Check {
    let script =
        "a script of this page may decide where it goes on, and no script runs here: launch a link to see";
    Check { state: State::Open, came: format!("{}; {script}", check.came), ..check }
}

/// What the status of an answer usually means.
fn fix(method: &str, status: u16) -> String {
    match status {
        0 => "Start the tool, or mend the login URL of the registration: nothing answers there.".to_owned(),
        405 | 501 => format!("Let the login URL take {method} too: some LMSs log in by GET, others by POST."),
        404 if method == "GET" => "Mend the login URL of the registration, or the route in the tool.".to_owned(),
        404 => format!("Let the route of the login URL take {method} too."),
        500.. => "Look into the log of the tool: it breaks.".to_owned(),
        400..500 => "Register this campus with the tool, by the values of the page \"Values and code\": issuer and client id \
                     are compared character by character."
            .to_owned(),
        _ => "Answer a login with a redirect (302) to the authorization URL, or with a form that submits itself.".to_owned(),
    }
}

fn address(patient: &Patient<'_>, login: &Login) -> Check {
    let ours = &patient.endpoints.authorization_endpoint;
    let came = login.question.as_ref().map(|question| question.endpoint.clone()).unwrap_or_default();
    let check = seen(login, Check::passed("Authorization URL", quoted(ours), quoted(&came)).of("OIDC-018"));
    if came == *ours {
        check
    } else {
        check.failed(format!("Set the authorization URL of the tool to `{ours}`."))
    }
}

fn seen(login: &Login, check: Check) -> Check {
    Check { exchange: login.last().map(|answer| answer.number), ..check }
}

/// What the question has to say, in the order of the requirements.
fn parameters(patient: &Patient<'_>, hints: &Hints, login: &Login) -> Vec<Check> {
    let fixed = [
        ("OIDC-030", name::SCOPE, value::SCOPE_OPENID),
        ("OIDC-031", name::RESPONSE_TYPE, value::RESPONSE_TYPE_ID_TOKEN),
        ("OIDC-032", name::RESPONSE_MODE, value::RESPONSE_MODE_FORM_POST),
        ("OIDC-033", name::PROMPT, value::PROMPT_NONE),
        ("OIDC-034", name::CLIENT_ID, patient.tool.client_id.as_str()),
        ("OIDC-036", name::LOGIN_HINT, &hints.login),
        ("OIDC-037", name::LTI_MESSAGE_HINT, &hints.message),
    ];
    let mut checks: Vec<Check> = fixed.map(|(id, name, value)| equal(login, id, name, value)).into();
    checks.insert(5, redirect_uri(patient, login));
    let present = [("OIDC-038", name::STATE), ("OIDC-039", name::NONCE)];
    checks.extend(present.map(|(id, name)| there(login, id, name)));
    checks
}

fn came(login: &Login, name: &str) -> String {
    login.asked(name).map_or_else(|| "nothing".to_owned(), quoted)
}

fn equal(login: &Login, requirement: &'static str, name: &str, value: &str) -> Check {
    let check = Check::passed(format!("Parameter `{name}`"), quoted(value), came(login, name));
    let check = seen(login, check.of(requirement));
    match login.asked(name) {
        Some(given) if given == value => check,
        // The scope may name more than it should.
        Some(given) if name == name::SCOPE && given.split(' ').any(|scope| scope == value) => {
            check.warned("Ask for `openid` alone: service scopes belong into token requests.")
        }
        _ => check.broken(),
    }
}

fn there(login: &Login, requirement: &'static str, name: &str) -> Check {
    let check =
        Check::passed(format!("Parameter `{name}`"), "a value that nobody can guess", came(login, name));
    let check = seen(login, check.of(requirement));
    if login.asked(name).is_some() { check } else { check.broken() }
}

fn redirect_uri(patient: &Patient<'_>, login: &Login) -> Check {
    let tool = patient.tool;
    let all: Vec<String> = tool.redirect_uris.iter().map(|uri| quoted(uri.as_str())).collect();
    let expected = format!("exactly one of {}", all.join(", "));
    let check = Check::passed("Parameter `redirect_uri`", expected, came(login, name::REDIRECT_URI));
    let check = seen(login, check.of("OIDC-035"));
    match login.asked(name::REDIRECT_URI) {
        Some(given) if tool.allows_redirect_to(given) => check,
        Some(given) => {
            let near = nearest(given, tool.redirect_uris.iter().map(WebUrl::as_str));
            let compared = near.map(|near| difference(given, near)).unwrap_or_default();
            check.failed(format!(
                "Add `{given}` to the redirect URIs of the registration, or let the tool ask for one that is there.{compared}"
            ))
        }
        None => check.broken(),
    }
}

/// Where two addresses part.
fn difference(asked: &str, registered: &str) -> String {
    let same = asked.chars().zip(registered.chars()).take_while(|(one, other)| one == other).count();
    let rest = |text: &str| match text.chars().skip(same).collect::<String>() {
        rest if rest.is_empty() => "nothing".to_owned(),
        rest => quoted(&rest),
    };
    format!(
        " From character {} on the tool says {}, and the registration says {}.",
        same + 1,
        rest(asked),
        rest(registered)
    )
}

/// Two logins must not share what nobody may guess.
fn fresh(get: &Login, post: &Login) -> Vec<Check> {
    let pairs = [("OIDC-041", name::STATE), ("OIDC-040", name::NONCE)];
    let check = |(requirement, name): (&'static str, &str)| {
        let (one, other) = (get.asked(name)?, post.asked(name)?);
        let check = Check::passed(
            format!("`{name}` of two logins"),
            "two values",
            format!("{}, {}", quoted(one), quoted(other)),
        );
        let check = check.of(requirement);
        Some(if one == other { check.broken() } else { check })
    };
    pairs.into_iter().filter_map(check).collect()
}

/// What becomes of a login whose target is the picker.
pub(super) fn look_at_picker(patient: &Patient<'_>, login: Option<&Login>) -> Vec<Check> {
    let what = "Deep linking URL";
    let Some(login) = login else {
        return vec![Check::open(
            what,
            "The registration names none: deep linking requests go to the target link URI.",
        )];
    };
    let expected = "a login that leads to this campus with a registered redirect URI";
    let Some(uri) = login.asked(name::REDIRECT_URI) else {
        let came = login.last().map_or_else(|| "no web address".to_owned(), Answer::told);
        let check = seen(login, Check::passed(what, expected, came));
        if login.is_up_to_a_script(patient) {
            return vec![up_to_a_script(check)];
        }
        if login.is_silent() {
            return vec![Check::open(what, "nothing answers here; see the login")];
        }
        return vec![
            check
                .failed("Let the tool take a login for this target as it takes one for the target link URI."),
        ];
    };
    let check =
        seen(login, Check::passed(what, expected, format!("redirect URI {}", quoted(uri))).of("OIDC-035"));
    if patient.tool.allows_redirect_to(uri) {
        return vec![check];
    }
    vec![check.failed(format!(
        "Add `{uri}` to the redirect URIs of the registration; the tool asks for it when content is picked."
    ))]
}
