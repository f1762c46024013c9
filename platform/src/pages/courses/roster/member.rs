//! `/{campus}/courses/{course}/roster/members/{person}`: how one person belongs to a course, or shall belong to it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::address;
use crate::domain::course::{Course, Enrolment, NewEnrolment};
use crate::domain::person::Person;
use crate::error::{Problem as Failed, Refused};
use crate::pages::courses::found;
use crate::pages::courses::returned::CourseRef;
use crate::pages::page::Page;
use crate::pages::parts::{Choice, Field, Problem};
use crate::pages::people::edit;
use crate::pages::people::roles::{self, Roles, Vocabulary};
use crate::pages::seen::{Differs, Seen};
use crate::pages::typed::{Typed, Wrong, chosen, explain, lines};
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

/// What the path names: somebody, in a course, a member or not yet.
struct Place {
    course: Course,
    person: Person,
    enrolment: Option<Enrolment>,
}

impl Place {
    async fn of(visit: &Visit) -> Result<Self, Failed> {
        let course = found::course(visit).await?;
        let person = edit::found(visit).await?;
        let enrolment = visit.campus.enrolment(course.id.as_str(), person.id.as_str()).await?;
        Ok(Self { course, person, enrolment })
    }

    /// What is stored, as the form sends it.
    fn stored(&self) -> NewEnrolment {
        let (course, person) = (self.course.id.to_string(), self.person.id.to_string());
        match self.enrolment.clone() {
            Some(Enrolment { roles, mentees, status, .. }) => {
                let mentees = mentees.iter().map(ToString::to_string).collect();
                NewEnrolment { course, person, roles, mentees, status }
            }
            None => NewEnrolment { course, person, ..NewEnrolment::default() },
        }
    }
}

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = Place::of(&visit).await.map(|place| MemberPage::new(&place, &place.stored(), &Wrong::new()));
    visit.answer(page).await
}

pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let place = match Place::of(&visit).await {
        Ok(place) => place,
        Err(problem) => return visit.refuse(&problem).await,
    };
    let mut wrong = Wrong::new();
    let asked = asked(&place, &typed, &mut wrong);
    let seen = Seen::of(&place.enrolment);
    if !seen.is_of(&typed) {
        let page = MemberPage::new(&place, &asked, &wrong).against(&visit, &place, &asked);
        return visit.show(StatusCode::CONFLICT, &page).await;
    }
    if wrong.is_empty() {
        match visit.campus.enrol(asked.clone()).await {
            Ok(_) => return visit.done(Ok(saved(&visit, &place))).await,
            Err(Refused::Invalid(invalid)) => drop(wrong.insert(invalid.field, explain(&invalid))),
            Err(Refused::Failure(failure)) => return visit.refuse(&failure.into()).await,
        }
    }
    visit.show(StatusCode::UNPROCESSABLE_ENTITY, &MemberPage::new(&place, &asked, &wrong)).await
}

fn asked(place: &Place, typed: &Typed, wrong: &mut Wrong) -> NewEnrolment {
    NewEnrolment {
        course: place.course.id.to_string(),
        person: place.person.id.to_string(),
        roles: roles::typed(typed, Vocabulary::Course),
        mentees: lines(typed.first("mentees")).map(str::to_owned).collect(),
        status: chosen(wrong, "status", typed.first("status")),
    }
}

fn saved(visit: &Visit, place: &Place) -> String {
    let done = if place.enrolment.is_some() { "saved" } else { "enrolled" };
    format!("{}?done={done}", address(visit, &place.course))
}

#[derive(Debug, Serialize)]
pub(crate) struct MemberPage {
    course: CourseRef,
    person_id: String,
    name: String,
    /// Whether they are one already.
    member: bool,
    problems: Vec<Problem>,
    seen: Seen,
    roles: Roles,
    status: Choice,
    mentees: Field,
}

const STATUS: &[(&str, &str)] =
    &[("Active", "Active"), ("Inactive", "Inactive: stays on the roster, takes no part")];

impl MemberPage {
    fn new(place: &Place, asked: &NewEnrolment, wrong: &Wrong) -> Self {
        let help = "The status that the Names and Role Provisioning Services tell.";
        let mut status = Choice::new("status", "Status", help, STATUS, asked.status.word());
        status.error = wrong.get("status").cloned();
        Self {
            course: CourseRef { id: place.course.id.to_string(), title: place.course.heading() },
            person_id: place.person.id.to_string(),
            name: place.person.label(),
            member: place.enrolment.is_some(),
            problems: problems(wrong),
            seen: Seen::of(&place.enrolment),
            roles: Roles::new(Vocabulary::Course, &asked.roles, wrong),
            status,
            mentees: Field { value: asked.mentees.join("\n"), error: wrong.get("mentees").cloned() },
        }
    }

    /// What is stored differs from what the form was filled from.
    fn against(mut self, visit: &Visit, place: &Place, asked: &NewEnrolment) -> Self {
        let stored = place.stored();
        let theirs =
            format!("{}/members/{}", address(visit, &place.course), segment(place.person.id.as_str()));
        self.seen = self.seen.against(
            theirs,
            vec![
                Differs::new("Roles in the course", stored.roles.join("\n"), asked.roles.join("\n")),
                Differs::new("Status", stored.status.word(), asked.status.word()),
                Differs::new("Looks after", stored.mentees.join("\n"), asked.mentees.join("\n")),
            ],
        );
        self
    }
}

fn problems(wrong: &Wrong) -> Vec<Problem> {
    let label = |field: &str| match field {
        "roles" => "Roles in the course",
        "mentees" => "Looks after",
        _ => "Status",
    };
    wrong
        .iter()
        .map(|(field, error)| Problem {
            field: (*field).to_owned(),
            label: label(field).to_owned(),
            error: error.clone(),
        })
        .collect()
}

impl Page for MemberPage {
    const TEMPLATE: &'static str = "courses/roster_member.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use homeroom_vocab::role::{context, sub_role};

        use crate::pages::samples::HARD_NAME;
        let place = |enrolment: Option<Enrolment>| Place {
            course: crate::domain::course::NewCourse { title: Some(HARD_NAME.into()), ..Default::default() }
                .parse("c/1".into())
                .unwrap_or_else(|error| panic!("{error}")),
            person: crate::domain::person::NewPerson { name: Some(HARD_NAME.into()), ..Default::default() }
                .parse("p/1".into())
                .unwrap_or_else(|error| panic!("{error}")),
            enrolment,
        };
        let roles = [context::MENTOR, sub_role::INSTRUCTOR_GRADER, "urn:<x>"].map(str::to_owned).to_vec();
        let (course, person) = ("c/1".to_owned(), "p/1".to_owned());
        let asked = NewEnrolment {
            course,
            person,
            roles,
            mentees: vec!["ben".into()],
            status: crate::domain::course::Status::Inactive,
        };
        let enrolment = asked.clone().parse().unwrap_or_else(|error| panic!("{error}"));
        let (member, stranger) = (place(Some(enrolment)), place(None));
        let wrong: Wrong = [
            ("mentees", "Expected a person.".to_owned()),
            ("roles", "Expected `a role`.".to_owned()),
            ("status", "Expected one of the choices.".to_owned()),
        ]
        .into();
        let seen = Seen::samples().remove(1);
        vec![
            ("member", MemberPage::new(&member, &asked, &Wrong::new())),
            ("stranger", MemberPage::new(&stranger, &stranger.stored(), &Wrong::new())),
            ("wrong", MemberPage::new(&member, &asked, &wrong)),
            ("stale", Self { seen, ..MemberPage::new(&member, &asked, &Wrong::new()) }),
        ]
    }
}
