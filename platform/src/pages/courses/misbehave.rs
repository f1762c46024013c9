//! `/{campus}/courses/{course}/faults`: how the services of a course misbehave, and the token endpoint of the campus.

use actix_web::HttpResponse;
use serde::Serialize;

use super::found;
use super::returned::CourseRef;
use crate::domain::course::Course;
use crate::domain::fault::Place;
use crate::domain::resource::Resource;
use crate::error::Problem;
use crate::faults;
use crate::faults::armed::{Arm, Reach, When};
use crate::pages::faults::FaultRow;
use crate::pages::page::Page;
use crate::pages::parts::Choice;
use crate::pages::typed::{Typed, some};
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Misbehave::of(&visit).await).await
}

/// `POST .../faults`: of the faults of the services of this course exactly the ticked ones.
pub(crate) async fn services(Post { visit, typed }: Post) -> HttpResponse {
    visit.done(arm_services(&visit, &typed).await).await
}

async fn arm_services(visit: &Visit, typed: &Typed) -> Result<String, Problem> {
    let course = found::course(visit).await?;
    visit.campus.armed_courses().replace(course.id.as_str(), ticked(typed))?;
    Ok(address(visit, &course))
}

/// `POST .../faults/token`: of the faults of the token endpoint exactly the ticked ones, for the whole campus.
pub(crate) async fn token(Post { visit, typed }: Post) -> HttpResponse {
    visit.done(arm_token(&visit, &typed).await).await
}

async fn arm_token(visit: &Visit, typed: &Typed) -> Result<String, Problem> {
    let course = found::course(visit).await?;
    let mut arms = visit.campus.armed().all();
    arms.retain(|arm| {
        !faults::catalogue().any(|fault| fault.name == arm.name && fault.place == Place::Token)
    });
    arms.extend(ticked(typed));
    visit.campus.armed().replace(arms, Reach::Campus)?;
    Ok(address(visit, &course))
}

fn address(visit: &Visit, course: &Course) -> String {
    visit.path(&format!("/courses/{}/faults", segment(course.id.as_str())))
}

/// Where faults of services can strike, by the word of the form.
const RESOURCES: [Resource; 5] =
    [Resource::LineItems, Resource::LineItem, Resource::Scores, Resource::Results, Resource::Memberships];

/// The ticked faults, each with its value.
fn ticked(typed: &Typed) -> Vec<Arm> {
    let when = if typed.first("when") == "once" { When::Once } else { When::Always };
    let on = RESOURCES.into_iter().find(|resource| resource.word() == typed.first("on"));
    let arm = |name: &str| Arm { with: some(typed.with(name)), on, ..Arm::plain(name, when) };
    typed.all("fault").map(arm).collect()
}

#[derive(Debug, Serialize)]
pub(crate) struct Misbehave {
    course: CourseRef,
    services: Vec<Group>,
    on: Choice,
    token: Vec<FaultRow>,
}

/// The faults of one place.
#[derive(Debug, Serialize)]
struct Group {
    title: &'static str,
    faults: Vec<FaultRow>,
}

impl Misbehave {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let course = found::course(visit).await?;
        let armed = visit.campus.armed_courses().all(course.id.as_str());
        let group = |title, place| Group { title, faults: rows(place, &armed) };
        let on = armed.iter().find_map(|arm| arm.on).map_or("", Resource::word);
        let mut places = vec![("", "in every call")];
        places.extend(RESOURCES.iter().map(|resource| (resource.word(), resource.title())));
        Ok(Self {
            services: vec![
                group("Every service", Place::Service),
                group("Grades", Place::Ags),
                group("Rosters", Place::Nrps),
            ],
            on: Choice::new("on", "Where", "The calls that they strike, as far as they fit.", &places, on),
            token: rows(Place::Token, &visit.campus.armed().all()),
            course: CourseRef { id: course.id.to_string(), title: course.heading() },
        })
    }
}

fn rows(place: Place, armed: &[Arm]) -> Vec<FaultRow> {
    let faults = faults::catalogue().filter(|fault| fault.place == place);
    faults
        .map(|fault| {
            let arm = armed.iter().find(|arm| arm.name == fault.name);
            let with = arm.and_then(|arm| arm.with.clone()).unwrap_or_default();
            FaultRow::new(&fault, with, arm.is_some())
        })
        .collect()
}

impl Page for Misbehave {
    const TEMPLATE: &'static str = "courses/misbehave.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let arm =
            Arm { with: Some("http://x.test/".into()), ..Arm::plain("service.redirect_302", When::Once) };
        let course = CourseRef { id: "c/1".into(), title: crate::pages::samples::HARD_NAME.into() };
        let on = Choice::new("on", "Where", "The calls.", &[("", "in every call")], "");
        let services = vec![Group { title: "Every service", faults: rows(Place::Service, &[arm]) }];
        vec![("some", Self { course, services, on, token: rows(Place::Token, &[]) })]
    }
}
