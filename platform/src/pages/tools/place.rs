//! `POST /{campus}/admin/tools/{client}/links`: a link to the tool in a course, and the form that asks for one.

use actix_web::HttpResponse;
use serde::Serialize;

use super::edit::registered;
use crate::domain::course::Course;
use crate::domain::link::NewLink;
use crate::domain::registration::Registration;
use crate::error::Problem;
use crate::pages::courses::returned::CourseRef;
use crate::pages::typed::{Typed, some};
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let done = place(&visit, &typed).await;
    visit.done(done).await
}

async fn place(visit: &Visit, typed: &Typed) -> Result<String, Problem> {
    let tool = registered(visit)?;
    let new = NewLink::plain(typed.first("course"), tool.client_id.as_str(), some(typed.first("title")));
    let link = visit.campus.add_link(new).await?;
    Ok(visit.path(&format!("/courses/{}", segment(link.course.as_str()))))
}

/// The form that places a link.
#[derive(Debug, Serialize)]
pub(crate) struct Place {
    client_id: String,
    name: String,
    courses: Vec<CourseRef>,
    /// Whether this is what the page is about.
    first: bool,
}

impl Place {
    pub(crate) async fn of(visit: &Visit, tool: &Registration, first: bool) -> Result<Self, Problem> {
        let course = |course: Course| CourseRef { id: course.id.to_string(), title: course.heading() };
        let courses = visit.campus.courses().await?.into_iter().map(course).collect();
        Ok(Self { client_id: tool.client_id.to_string(), name: tool.name.clone(), courses, first })
    }
}

#[cfg(test)]
impl Place {
    pub(crate) fn sample(first: bool) -> Self {
        let hard = crate::pages::samples::HARD_NAME;
        let course = |title: &str| CourseRef { id: "c/1".into(), title: title.into() };
        let courses = if first { vec![course("Algebra I"), course(hard)] } else { Vec::new() };
        Self { client_id: "client/1?".into(), name: hard.into(), courses, first }
    }
}
