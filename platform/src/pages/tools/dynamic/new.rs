//! `/{campus}/admin/invitations/new`: the address where a tool registers itself, and how the campus will behave.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use url::{Url, form_urlencoded};

use crate::domain::edge::{WebUrl, quoted};
use crate::domain::fault::Place;
use crate::domain::invitation::Telling;
use crate::error::Refused;
use crate::faults::{self, FaultOrder};
use crate::pages::faults::FaultRow;
use crate::pages::page::Page;
use crate::pages::parts::{Choice, Field, Problem};
use crate::pages::typed::{Typed, Wrong, explain, keep, some};
use crate::pages::visit::{Post, Visit, go};
use crate::services::registration::invite::NewInvitation;
use crate::view::segment;

/// `GET /{campus}/admin/invitations/new`, with an address to begin with.
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Ok(RegisterPage::new(&visit.query(), &Wrong::new()))).await
}

/// `POST /{campus}/admin/invitations`: on to the page around the tool, or the form again with what is wrong.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let asked = match asked(&typed) {
        Ok(asked) => asked,
        Err(wrong) => return refuse(&visit, &typed, &wrong).await,
    };
    match visit.campus.invite(asked).await {
        Ok(invited) => {
            let place = if typed.first("target") == "window" { "?in=window" } else { "" };
            go(&visit.path(&format!("/admin/invitations/{}{place}", segment(&invited.invitation.id))))
        }
        Err(Refused::Invalid(invalid)) => {
            refuse(&visit, &typed, &Wrong::from([(invalid.field, explain(&invalid))])).await
        }
        Err(Refused::Failure(failure)) => visit.refuse(&failure.into()).await,
    }
}

async fn refuse(visit: &Visit, typed: &Typed, wrong: &Wrong) -> HttpResponse {
    visit.show(StatusCode::UNPROCESSABLE_ENTITY, &RegisterPage::new(typed, wrong)).await
}

/// What the filled form asks for, or every field that is wrong.
fn asked(typed: &Typed) -> Result<NewInvitation, Wrong> {
    let mut wrong = Wrong::new();
    let url = keep(&mut wrong, "registration_url", address(typed.first("registration_url")));
    let order = |name: &str| FaultOrder::With { name: name.to_owned(), with: some(typed.with(name)) };
    let asked = NewInvitation {
        registration_url: url.map(|url| url.as_str().to_owned()),
        token: typed.first("token") != "none",
        configuration_needs_token: typed.first("configuration_needs_token") == "yes",
        deployment: if typed.first("deployment") == "silent" { Telling::Silent } else { Telling::Answered },
        faults: typed.all("fault").map(order).collect(),
        ..NewInvitation::default()
    };
    if wrong.is_empty() { Ok(asked) } else { Err(wrong) }
}

/// What the form calls its fields.
const LABELS: &[(&str, &str)] = &[
    ("registration_url", "Registration URL"),
    ("token", "Registration token"),
    ("configuration_needs_token", "Reading the configuration"),
    ("deployment", "Deployment id"),
    ("faults", "Faults"),
];

/// What most leave alone.
const MORE: &[&str] = &["token", "configuration_needs_token", "deployment", "faults", "fault"];

#[derive(Debug, Serialize)]
pub(crate) struct RegisterPage {
    problems: Vec<Problem>,
    registration_url: Field,
    /// Whether to show at once what most leave alone.
    more: bool,
    choices: Vec<Choice>,
    /// What is wrong with the faults as a whole.
    faults_error: Option<String>,
    faults: Vec<Group>,
}

/// The faults of one place.
#[derive(Debug, Serialize)]
struct Group {
    title: &'static str,
    faults: Vec<FaultRow>,
    open: bool,
}

impl RegisterPage {
    /// The form with what was typed and what is wrong with it.
    pub(crate) fn new(typed: &Typed, wrong: &Wrong) -> Self {
        Self {
            problems: problems(wrong),
            registration_url: Field {
                value: typed.first("registration_url").to_owned(),
                error: wrong.get("registration_url").cloned(),
            },
            more: MORE.iter().any(|name| typed.ticked(name) || wrong.contains_key(name)),
            choices: choices(typed, wrong),
            faults_error: wrong.get("faults").cloned(),
            faults: vec![
                Group::new("In the configuration of the campus", Place::Configuration, typed),
                Group::new("In the answer to the registration", Place::Registration, typed),
            ],
        }
    }
}

impl Group {
    fn new(title: &'static str, place: Place, typed: &Typed) -> Self {
        let all = faults::catalogue().filter(|fault| fault.place == place);
        let row =
            |fault: faults::Entry| FaultRow::new(&fault, typed.with(fault.name), typed.has_fault(fault.name));
        let faults: Vec<FaultRow> = all.map(row).collect();
        Self { title, open: faults.iter().any(|fault| fault.chosen), faults }
    }
}

fn problems(wrong: &Wrong) -> Vec<Problem> {
    let named =
        LABELS.iter().filter_map(|(field, label)| wrong.get(field).map(|error| (field, label, error)));
    let problem = |(field, label, error): (&&str, &&str, &String)| Problem {
        field: (*field).to_owned(),
        label: (*label).to_owned(),
        error: error.clone(),
    };
    named.map(problem).collect()
}

fn choices(typed: &Typed, wrong: &Wrong) -> Vec<Choice> {
    let choice = |name, label, help, rows: &[(&str, &str)]| {
        let mut choice = Choice::new(name, label, help, rows, typed.first(name));
        choice.error = wrong.get(name).cloned();
        choice
    };
    vec![
        choice(
            "token",
            "Registration token",
            "The right to register once, within the hour. Most platforms give one.",
            &[("", "give one"), ("none", "give none")],
        ),
        choice(
            "configuration_needs_token",
            "Reading the configuration",
            "Canvas shows its configuration only to those who send the token; most platforms show it to everyone.",
            &[("", "open to everyone"), ("yes", "needs the token")],
        ),
        choice(
            "deployment",
            "Deployment id",
            "Some platforms tell it in their answer; with others the tool learns it at the first launch.",
            &[("", "told in the answer"), ("silent", "not told")],
        ),
    ]
}

/// The query with which the form begins with an address.
pub(crate) fn beginning(url: &WebUrl) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair("registration_url", url.as_str()).finish()
}

/// The registration URL, or what is wrong with it, for the person who typed it.
pub(crate) fn address(text: &str) -> Result<WebUrl, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(
            "Expected the URL where the tool registers itself, got nothing. The tool's documentation \
                    calls it registration URL or initiation URL."
                .to_owned(),
        );
    }
    let url = WebUrl::parse("registration_url", text)
        .map_err(|invalid| format!("{}{}", explain(&invalid), meant(text)))?;
    let told = ["openid_configuration", "registration_token"];
    let twice = Url::parse(text).ok().and_then(|url| {
        url.query_pairs().map(|(name, _)| name.into_owned()).find(|name| told.contains(&name.as_str()))
    });
    match twice {
        Some(name) => Err(format!(
            "Expected the tool's URL alone, got one with `{name}`. This campus adds that parameter itself."
        )),
        None => Ok(url),
    }
}

/// The address that was probably meant: people leave out the scheme, or mistype it.
fn meant(text: &str) -> String {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest).trim_start_matches('/');
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let local = ["localhost", "127.0.0.1", "[::1]"].iter().any(|known| host.starts_with(known));
    let guess = format!("{}://{rest}", if local { "http" } else { "https" });
    let plausible = local || host.contains('.');
    match Url::parse(&guess) {
        Ok(_) if plausible && !text.contains(char::is_whitespace) => {
            format!(" Did you mean {}?", quoted(&guess))
        }
        _ => String::new(),
    }
}

impl Page for RegisterPage {
    const TEMPLATE: &'static str = "tools/register.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let hard = crate::pages::samples::HARD_NAME;
        let typed = Typed::parse(
            b"registration_url=%3Cb%3E&token=none&deployment=silent&fault=registration.answer.status_500&fault=x",
        );
        let wrong: Wrong =
            LABELS.iter().map(|(field, _)| (*field, format!("Expected a value, got `{hard}`."))).collect();
        vec![("fresh", Self::new(&Typed::default(), &Wrong::new())), ("wrong", Self::new(&typed, &wrong))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_told_what_was_probably_meant() {
        for (typed, meant) in [
            ("localhost:3000/register", "Did you mean `http://localhost:3000/register`?"),
            ("htp://localhost:3000/register", "Did you mean `http://localhost:3000/register`?"),
            ("//tool.example/lti", "Did you mean `https://tool.example/lti`?"),
            ("tool.example/lti?a=1", "Did you mean `https://tool.example/lti?a=1`?"),
        ] {
            let error = address(typed).unwrap_err();
            assert!(error.contains("starts with http://") && error.ends_with(meant), "{typed}: {error}");
        }
    }

    #[test]
    fn what_is_no_address_at_all_gets_no_guess() {
        for typed in ["my tool", "register", "javascript:alert(1)", "http://"] {
            let error = address(typed).unwrap_err();
            assert!(error.contains("Expected") && !error.contains("Did you mean"), "{typed}: {error}");
        }
        assert!(address("  ").unwrap_err().contains("nothing"));
    }

    #[test]
    fn the_parameters_of_the_campus_are_not_for_the_person_to_type() {
        let error = address("http://localhost:3000/register?a=1&registration_token=x").unwrap_err();
        assert!(error.contains("`registration_token`"), "{error}");
        assert_eq!(
            address(" http://localhost:3000/register?a=1 ").unwrap().as_str(),
            "http://localhost:3000/register?a=1"
        );
    }
}
