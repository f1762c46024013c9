//! The page of one person: what is stored, as a form, what tools are told of them, and where they belong.

use serde::Serialize;
use serde_json::Value;

use super::draft::{DETAILS, Draft, NAMES, Text, texts};
use super::roles::{Roles, Vocabulary};
use super::spoken;
use crate::domain::person::Person;
use crate::error::Problem as Failed;
use crate::launch::id_token;
use crate::pages::page::Page;
use crate::pages::parts::{Field, Problem};
use crate::pages::seen::{Differs, Seen};
use crate::pages::typed::Wrong;
use crate::pages::visit::Visit;

/// How many courses and tools the page lists.
const LISTED: usize = 50;

#[derive(Debug, Serialize)]
pub(crate) struct PersonPage {
    heading: String,
    /// None for a new person.
    id: Option<String>,
    done: Option<&'static str>,
    acting: bool,
    problems: Vec<Problem>,
    seen: Option<Seen>,
    new_id: Field,
    names: Vec<Input>,
    details: Vec<Input>,
    roles: [Roles; 2],
    told: Vec<Told>,
    courses: Vec<CourseRow>,
}

#[derive(Debug, Serialize)]
struct Input {
    name: &'static str,
    label: &'static str,
    help: &'static str,
    field: Field,
}

/// What the tools of one level of privacy are told in every launch.
#[derive(Debug, Serialize)]
struct Told {
    tools: Vec<String>,
    privacy: String,
    claims: String,
}

#[derive(Debug, Serialize)]
struct CourseRow {
    id: String,
    title: String,
    roles: String,
    inactive: bool,
}

impl PersonPage {
    /// The form with nothing around it: of a new person, or of one whose page `with` completes.
    pub(super) fn new(person: Option<&Person>, draft: &Draft, wrong: &Wrong) -> Self {
        let inputs = |table: &'static [Text]| table.iter().map(|row| Input::new(row, draft, wrong)).collect();
        Self {
            heading: person.map_or_else(|| "New person".to_owned(), Person::label),
            id: person.map(|person| person.id.to_string()),
            done: None,
            acting: false,
            problems: problems(wrong),
            seen: person.map(Seen::of),
            new_id: Field { value: draft.text("id").to_owned(), error: wrong.get("id").cloned() },
            names: inputs(NAMES),
            details: inputs(DETAILS),
            roles: [
                Roles::new(Vocabulary::Institution, &draft.institution_roles, wrong),
                Roles::new(Vocabulary::System, &draft.system_roles, wrong),
            ],
            told: Vec::new(),
            courses: Vec::new(),
        }
    }

    /// With what is around the person.
    pub(super) async fn with(mut self, visit: &Visit, person: &Person) -> Result<Self, Failed> {
        self.acting = visit.is_acting(person.id.as_str());
        self.told = told(visit, person);
        for enrolment in visit.campus.enrolments_of(person.id.as_str(), LISTED).await? {
            let course = visit.campus.course(enrolment.course.as_str()).await?;
            self.courses.push(CourseRow {
                id: enrolment.course.to_string(),
                title: course.map_or_else(|| enrolment.course.to_string(), |course| course.heading()),
                roles: spoken(&enrolment.roles),
                inactive: enrolment.status != crate::domain::course::Status::Active,
            });
        }
        Ok(self)
    }

    pub(super) fn done(mut self, done: Option<&'static str>) -> Self {
        self.done = done;
        self
    }

    /// What is stored differs from what the form was filled from.
    pub(super) fn against(mut self, stored: &Person, draft: &Draft, theirs: String) -> Self {
        let now = Draft::from(stored);
        let mut rows: Vec<Differs> =
            texts().map(|(name, label, _)| Differs::new(label, now.text(name), draft.text(name))).collect();
        rows.push(Differs::new(
            "Roles in the institution",
            now.institution_roles.join("\n"),
            draft.institution_roles.join("\n"),
        ));
        rows.push(Differs::new(
            "Roles in the system",
            now.system_roles.join("\n"),
            draft.system_roles.join("\n"),
        ));
        self.seen = Some(Seen::of(stored).against(theirs, rows));
        self
    }
}

impl Input {
    fn new(&(name, label, help): &Text, draft: &Draft, wrong: &Wrong) -> Self {
        let field = Field { value: draft.text(name).to_owned(), error: wrong.get(name).cloned() };
        Self { name, label, help, field }
    }
}

fn problems(wrong: &Wrong) -> Vec<Problem> {
    let labels = [
        ("id", "Id"),
        ("institution_roles", "Roles in the institution"),
        ("system_roles", "Roles in the system"),
    ];
    let label = |field: &str| {
        let of_text = texts().find(|(name, ..)| *name == field).map(|(_, label, _)| *label);
        let other = || labels.iter().find(|(name, _)| *name == field).map(|(_, label)| *label);
        of_text.or_else(other).unwrap_or_default().to_owned()
    };
    wrong
        .iter()
        .map(|(field, error)| Problem {
            field: (*field).to_owned(),
            label: label(field),
            error: error.clone(),
        })
        .collect()
}

/// The claims about this person, once for each level of privacy that a tool has.
fn told(visit: &Visit, person: &Person) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for tool in visit.campus.registrations().iter().take(LISTED) {
        let privacy = match serde_json::to_value(tool.privacy) {
            Ok(Value::String(word)) => word,
            _ => String::new(),
        };
        if let Some(told) = all.iter_mut().find(|told| told.privacy == privacy) {
            told.tools.push(tool.name.clone());
        } else {
            let claims = Value::Object(id_token::told(person, tool.privacy));
            let claims = serde_json::to_string_pretty(&claims).unwrap_or_default();
            all.push(Told { tools: vec![tool.name.clone()], privacy, claims });
        }
    }
    all
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "people/person.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::person::NewPerson;
        use crate::pages::samples::HARD_NAME;
        let hard = NewPerson {
            name: Some(HARD_NAME.into()),
            picture: Some("javascript:alert(1)".into()),
            system_roles: vec![homeroom_vocab::role::lti::TEST_USER.into(), "urn:x".into()],
            ..NewPerson::default()
        };
        let hard = hard.parse("x".repeat(255)).unwrap_or_else(|error| panic!("{error}"));
        let draft = Draft::from(&hard);
        let row = |inactive: bool| CourseRow {
            id: "c/1".into(),
            title: HARD_NAME.into(),
            roles: if inactive { String::new() } else { "Learner".into() },
            inactive,
        };
        let told = |claims: &str| Told {
            tools: vec![HARD_NAME.into(), "B".into()],
            privacy: "all".into(),
            claims: claims.into(),
        };
        let full = Self {
            told: vec![told("{\n  \"sub\": \"<b>\"\n}"), told("{}")],
            courses: vec![row(true), row(false)],
            acting: true,
            ..Self::new(Some(&hard), &draft, &Wrong::new())
        };
        let saved = Self::new(Some(&hard), &draft, &Wrong::new()).done(Some("Saved."));
        let stale =
            Self::new(Some(&hard), &draft, &Wrong::new()).against(&hard, &Draft::default(), "/main/x".into());
        let wrong: Wrong = [
            ("id", "Expected an id.".to_owned()),
            ("email", "Expected at most 3 characters.".to_owned()),
            ("system_roles", "Expected `a role`.".to_owned()),
        ]
        .into();
        vec![
            ("full", full),
            ("saved", saved),
            ("stale", stale),
            ("new", Self::new(None, &Draft::default(), &Wrong::new())),
            ("wrong", Self::new(None, &draft, &wrong)),
        ]
    }
}
