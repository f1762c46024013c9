//! `/{campus}/courses/{course}/pages/new`: a page begins with its title.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::super::course_form::{Unsaved, problems};
use super::super::found;
use super::super::returned::CourseRef;
use super::address;
use crate::domain::course::Course;
use crate::error::Problem as Failed;
use crate::pages::page::Page;
use crate::pages::parts::{Field, Problem};
use crate::pages::typed::Wrong;
use crate::pages::visit::{Post, Visit, go};

/// The fields of the form by what people call them.
pub(super) const LABELS: &[(&str, &str)] = &[("title", "Title"), ("text", "Text")];

/// `GET .../pages/new`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = found::course(&visit).await.map(|course| NewPage::filled(&course, "", &Wrong::new()));
    visit.answer(page).await
}

/// `POST .../pages`: the page, ready to be edited.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let course = match found::course(&visit).await {
        Ok(course) => course,
        Err(problem) => return visit.refuse(&problem).await,
    };
    let title = typed.first("title");
    match visit.campus.add_page(&course, title).await.map_err(Unsaved::from) {
        Ok(page) => go(&format!("{}/edit", address(&visit, &course, &page))),
        Err(Unsaved::Wrong(wrong)) => {
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &NewPage::filled(&course, title, &wrong)).await
        }
        Err(Unsaved::Failed(problem)) => visit.refuse(&problem).await,
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct NewPage {
    problems: Vec<Problem>,
    course: CourseRef,
    title: Field,
}

impl NewPage {
    fn filled(course: &Course, title: &str, wrong: &Wrong) -> Self {
        Self {
            problems: problems(wrong, LABELS),
            course: CourseRef { id: course.id.to_string(), title: course.heading() },
            title: Field { value: title.to_owned(), error: wrong.get("title").cloned() },
        }
    }
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "courses/written/new.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let course = super::super::course_form::samples::course(HARD_NAME);
        let wrong: Wrong = [("title", "Expected 1 to 300 characters, got `<b>`.".into())].into();
        vec![
            ("fresh", Self::filled(&course, "", &Wrong::new())),
            ("wrong", Self::filled(&course, HARD_NAME, &wrong)),
        ]
    }
}

/// Something that is named in a form and not there.
pub(super) fn unknown(what: &str, id: &str) -> Failed {
    Failed::unknown(what, id, "reload the page: it may have been changed in another tab")
}
