//! `/{campus}/courses/{course}/links/{link}/options`: one launch with everything that may vary, and with faults.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use homeroom_vocab::message;
use serde::Serialize;

use super::choices::Asked;
use super::form::{LaunchForm, Unfit};
use super::found;
use super::launch::place;
use super::returned::CourseRef;
use crate::domain::course::Course;
use crate::domain::launch::Launch;
use crate::domain::link::Link;
use crate::error::Problem as Failed;
use crate::launch::initiate::{self, Order};
use crate::pages::page::Page;
use crate::pages::typed::{Typed, Wrong};
use crate::pages::visit::{Post, Visit, go};

/// `GET`: the form, empty.
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = match subject(&visit).await {
        Ok((course, link)) => Ok(form(&visit, &course, &link, &Typed::default(), &Wrong::new())),
        Err(problem) => Err(problem),
    };
    visit.answer(page).await
}

/// `POST`: the launch, or the form again with what is wrong.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let (course, link) = match subject(&visit).await {
        Ok(subject) => subject,
        Err(problem) => return visit.refuse(&problem).await,
    };
    match launch(&visit, &link, &typed).await {
        Ok(launch) => go(&place(&visit, &launch, typed.first("target"))),
        Err(Unfit::Wrong(wrong)) => {
            let page = form(&visit, &course, &link, &typed, &wrong);
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await
        }
        Err(Unfit::Failed(problem)) => visit.refuse(&problem).await,
    }
}

async fn subject(visit: &Visit) -> Result<(Course, Link), Failed> {
    let course = found::course(visit).await?;
    let link = found::link(visit, &course).await?;
    Ok((course, link))
}

async fn launch(visit: &Visit, link: &Link, typed: &Typed) -> Result<Launch, Unfit> {
    let person = found::acting(visit).map_err(Unfit::Failed)?;
    let Asked { method, options, faults } = typed.check(typed.first("target")).map_err(Unfit::Wrong)?;
    let order = Order { method, options, faults, ..Order::plain(link.id.as_str(), &person) };
    Ok(initiate::prepare(&visit.campus, order).await?)
}

fn form(visit: &Visit, course: &Course, link: &Link, typed: &Typed, wrong: &Wrong) -> OptionsPage {
    let tool = visit.campus.registration(link.client_id.as_str());
    let deployments: Vec<String> =
        tool.iter().flat_map(|tool| &tool.deployments).map(ToString::to_string).collect();
    OptionsPage {
        course: CourseRef { id: course.id.to_string(), title: course.heading() },
        link: LinkRef { id: link.id.to_string(), title: link.heading() },
        form: LaunchForm::new(message::RESOURCE_LINK, &deployments, typed, wrong),
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct OptionsPage {
    pub(crate) course: CourseRef,
    pub(crate) link: LinkRef,
    pub(crate) form: LaunchForm,
}

#[derive(Debug, Serialize)]
pub(crate) struct LinkRef {
    pub(crate) id: String,
    pub(crate) title: String,
}

impl Page for OptionsPage {
    const TEMPLATE: &'static str = "courses/options.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let page = |body: &str, wrong: &Wrong| {
            let typed = Typed::parse(body.as_bytes());
            Self {
                course: CourseRef { id: "c/1".into(), title: HARD_NAME.into() },
                link: LinkRef { id: "l/1".into(), title: HARD_NAME.into() },
                form: LaunchForm::new(message::RESOURCE_LINK, &["1".into()], &typed, wrong),
            }
        };
        let wrong: Wrong =
            [("claims", "Expected a JSON object.".into()), ("aud", "Expected a choice.".into())].into();
        vec![
            ("fresh", page("", &Wrong::new())),
            (
                "wrong",
                page("claims=x&fault=nonce.of&with.nonce.of=%3Cb%3E&anonymous=true&privacy=none", &wrong),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_stand_in_groups_and_a_chosen_one_opens_its_group() {
        let (_, page) = OptionsPage::samples().remove(1);
        let open: Vec<&str> =
            page.form.faults.iter().filter(|group| group.open).map(|group| group.title).collect();
        assert_eq!(open, ["Claims"]);
        let rows = page.form.faults.iter().flat_map(|group| &group.faults);
        let chosen: Vec<&str> = rows.filter(|row| row.chosen).map(|row| row.with.as_str()).collect();
        assert_eq!(chosen, ["<b>"]);
    }
}
