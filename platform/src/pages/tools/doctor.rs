//! `/{campus}/admin/tools/{client}/doctor`: what the platform sees when it asks the tool what a launch would.

use actix_web::HttpResponse;
use serde::Serialize;

use super::edit::registered;
use crate::doctor;
use crate::doctor::Diagnosis;
use crate::doctor::check::{Check, Section, State};
use crate::domain::registration::Registration;
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, When};
use crate::pages::visit::{Post, Visit, go};
use crate::view::segment;

/// `GET /{campus}/admin/tools/{client}/doctor`: the last diagnosis, and the button for a new one.
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = registered(&visit).map(|tool| DoctorPage::of(&visit, &tool));
    visit.answer(page).await
}

/// `POST /{campus}/admin/tools/{client}/doctor`: asks the tool now.
pub(crate) async fn post(Post { visit, .. }: Post) -> HttpResponse {
    match examine(&visit).await {
        Ok(to) => go(&to),
        Err(problem) => visit.refuse(&problem).await,
    }
}

async fn examine(visit: &Visit) -> Result<String, Problem> {
    let tool = registered(visit)?;
    let diagnosis = doctor::examine(&visit.campus, &tool).await?;
    visit.campus.diagnoses().keep(&tool.client_id, diagnosis);
    Ok(visit.path(&format!("/admin/tools/{}/doctor", segment(tool.client_id.as_str()))))
}

#[derive(Debug, Serialize)]
pub(crate) struct DoctorPage {
    name: String,
    client_id: String,
    seen: Option<Seen>,
}

/// What the last examination saw.
#[derive(Debug, Serialize)]
struct Seen {
    at: When,
    /// How many checks there are of each state that is worth counting.
    counts: Vec<Mark>,
    /// What is not well, the worst first.
    wrong: Vec<Row>,
    sections: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    title: &'static str,
    rows: Vec<Row>,
}

/// One check.
#[derive(Debug, Clone, Serialize)]
struct Row {
    what: String,
    state: Mark,
    requirement: Option<&'static str>,
    expected: String,
    came: String,
    fix: String,
    exchange: Option<u64>,
}

impl DoctorPage {
    fn of(visit: &Visit, tool: &Registration) -> Self {
        let last = visit.campus.diagnoses().of(&tool.client_id);
        let seen = last.map(|last| Seen::new(&last, When::new(last.at, visit.campus.now())));
        Self { name: tool.name.clone(), client_id: tool.client_id.to_string(), seen }
    }
}

impl Seen {
    fn new(diagnosis: &Diagnosis, at: When) -> Self {
        let rows = |state| diagnosis.checks().filter(move |check| check.state == state).map(Row::from);
        Self {
            at,
            counts: counts(diagnosis),
            wrong: rows(State::Failed).chain(rows(State::Warned)).collect(),
            sections: diagnosis.sections.iter().map(Group::from).collect(),
        }
    }
}

fn counts(diagnosis: &Diagnosis) -> Vec<Mark> {
    let count = |state| diagnosis.checks().filter(|check| check.state == state).count();
    let told = |state, name: &str, mark: fn(String) -> Mark| match count(state) {
        0 => None,
        count => Some(mark(format!("{count} {name}"))),
    };
    let all = [
        told(State::Failed, "failed", Mark::failed),
        told(State::Warned, "warned", Mark::warned),
        told(State::Passed, "passed", Mark::passed),
    ];
    all.into_iter().flatten().collect()
}

impl From<&Section> for Group {
    fn from(section: &Section) -> Self {
        Self { title: section.title, rows: section.checks.iter().map(Row::from).collect() }
    }
}

impl From<&Check> for Row {
    fn from(check: &Check) -> Self {
        let state = match check.state {
            State::Passed => Mark::passed("passed"),
            State::Warned => Mark::warned("warned"),
            State::Failed => Mark::failed("failed"),
            State::Open => Mark::open("not looked at"),
        };
        Self {
            what: check.what.clone(),
            state,
            requirement: check.requirement,
            expected: check.expected.clone(),
            came: check.came.clone(),
            fix: check.fix.clone(),
            exchange: check.exchange,
        }
    }
}

impl Page for DoctorPage {
    const TEMPLATE: &'static str = "tools/doctor.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use jiff::Timestamp;

        let hard = crate::pages::samples::HARD_NAME;
        let check = |state, requirement, fix: &str, exchange| Check {
            what: format!("Login by GET of `{hard}`"),
            state,
            requirement,
            expected: "a redirect to `http://localhost:8080/main/lti/authorize`".into(),
            came: format!("302 to `http://localhost:3000/{}`", "x".repeat(200)),
            fix: fix.into(),
            exchange,
        };
        let page = |name: &str, sections: Option<Vec<Section>>| {
            let at = When::new(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
            let diagnosis = sections.map(|sections| Diagnosis { at: Timestamp::UNIX_EPOCH, sections });
            let seen = diagnosis.map(|diagnosis| Seen::new(&diagnosis, at));
            Self { name: name.into(), client_id: "client/1?".into(), seen }
        };
        let all = vec![
            check(State::Passed, Some("OIDC-001"), "", Some(7)),
            check(State::Warned, Some("OIDC-022"), "Send `a`.", None),
            check(State::Failed, None, "Start the tool.", Some(8)),
            check(State::Open, None, "", None),
        ];
        let fine = vec![Section::new("Login", vec![check(State::Passed, None, "", None)])];
        vec![
            ("never", page(hard, None)),
            ("mixed", page(hard, Some(vec![Section::new("Login", all)]))),
            ("fine", page("My tool", Some(fine))),
        ]
    }
}
