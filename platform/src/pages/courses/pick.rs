//! `/{campus}/courses/{course}/pick`: content for a course, picked with a tool; plain, or with every setting.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use homeroom_vocab::message;
use serde::Serialize;

use super::choices::Asked;
use super::form::{LaunchForm, Unfit};
use super::found;
use super::launch::{WINDOW, place};
use super::returned::CourseRef;
use super::settings::{SettingsForm, untouched};
use crate::domain::course::Course;
use crate::domain::launch::Launch;
use crate::domain::options::Target;
use crate::domain::registration::Registration;
use crate::error::Problem as Failed;
use crate::launch::initiate::{self, Order};
use crate::pages::page::Page;
use crate::pages::typed::{Typed, Wrong};
use crate::pages::visit::{Post, Visit, go};
use crate::view::segment;

/// What the button sends that leads to the form with all settings.
pub(crate) const SETTINGS: &str = "settings";

/// `POST .../pick`: a plain request to the tool that was chosen, or on to its form.
pub(crate) async fn plain(Post { visit, typed }: Post) -> HttpResponse {
    visit.done(start(&visit, typed.first("client_id"), typed.first("target")).await).await
}

async fn start(visit: &Visit, client: &str, target: &str) -> Result<String, Failed> {
    let course = found::course(visit).await?;
    let tool = tool(visit, client)?;
    if target == SETTINGS {
        let (course, client) = (segment(course.id.as_str()), segment(tool.client_id.as_str()));
        return Ok(visit.path(&format!("/courses/{course}/pick/{client}")));
    }
    let mut order = Order::picking(course.id.as_str(), tool.client_id.as_str(), &found::acting(visit)?);
    if target == WINDOW {
        order.options.document_target = Target::Window;
    }
    let launch = initiate::prepare(&visit.campus, order).await?;
    Ok(place(visit, &launch, target))
}

fn tool(visit: &Visit, client: &str) -> Result<Arc<Registration>, Failed> {
    let unknown = || Failed::unknown("tool", client, "the page of the course lists the tools that can pick");
    visit.campus.registration(client).ok_or_else(unknown)
}

/// `GET .../pick/{client}`: the form, with what a plain request would send.
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = match subject(&visit).await {
        Ok((course, tool)) => Ok(form(&course, &tool, &untouched(), &Wrong::new())),
        Err(problem) => Err(problem),
    };
    visit.answer(page).await
}

/// `POST .../pick/{client}`: the request, or the form again with what is wrong.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let (course, tool) = match subject(&visit).await {
        Ok(subject) => subject,
        Err(problem) => return visit.refuse(&problem).await,
    };
    match launch(&visit, &course, &tool, &typed).await {
        Ok(launch) => go(&place(&visit, &launch, typed.first("target"))),
        Err(Unfit::Wrong(wrong)) => {
            let page = form(&course, &tool, &typed, &wrong);
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await
        }
        Err(Unfit::Failed(problem)) => visit.refuse(&problem).await,
    }
}

async fn subject(visit: &Visit) -> Result<(Course, Arc<Registration>), Failed> {
    let course = found::course(visit).await?;
    let tool = tool(visit, &visit.named("client"))?;
    Ok((course, tool))
}

async fn launch(visit: &Visit, course: &Course, tool: &Registration, typed: &Typed) -> Result<Launch, Unfit> {
    let person = found::acting(visit).map_err(Unfit::Failed)?;
    let mut wrong = Wrong::new();
    let settings = typed.settings(&mut wrong);
    let asked = typed.check(typed.first("target"));
    let Asked { method, mut options, faults } = match asked {
        Ok(asked) if wrong.is_empty() => asked,
        Ok(_) => return Err(Unfit::Wrong(wrong)),
        Err(mut more) => {
            more.extend(wrong);
            return Err(Unfit::Wrong(more));
        }
    };
    options.deep_linking = Some(settings);
    let plain = Order::picking(course.id.as_str(), tool.client_id.as_str(), &person);
    Ok(initiate::prepare(&visit.campus, Order { method, options, faults, ..plain }).await?)
}

fn form(course: &Course, tool: &Registration, typed: &Typed, wrong: &Wrong) -> PickPage {
    let deployments: Vec<String> = tool.deployments.iter().map(ToString::to_string).collect();
    PickPage {
        course: CourseRef { id: course.id.to_string(), title: course.heading() },
        tool: ToolRef { client_id: tool.client_id.to_string(), name: tool.name.clone() },
        settings: SettingsForm::new(typed, wrong),
        form: LaunchForm::new(message::DEEP_LINKING, &deployments, typed, wrong),
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct PickPage {
    course: CourseRef,
    tool: ToolRef,
    settings: SettingsForm,
    form: LaunchForm,
}

/// A tool to pick with.
#[derive(Debug, Serialize)]
pub(crate) struct ToolRef {
    pub(crate) client_id: String,
    pub(crate) name: String,
}

impl Page for PickPage {
    const TEMPLATE: &'static str = "courses/pick.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let page = |typed: &Typed, wrong: &Wrong| Self {
            course: CourseRef { id: "c/1".into(), title: HARD_NAME.into() },
            tool: ToolRef { client_id: "client/1".into(), name: HARD_NAME.into() },
            settings: SettingsForm::new(typed, wrong),
            form: LaunchForm::new(message::DEEP_LINKING, &["1".into()], typed, wrong),
        };
        let typed = Typed::parse(b"dl_type=html&dl_members=x&fault=accept_types.missing");
        let wrong: Wrong =
            [("dl_members", "Expected a JSON object.".into()), ("dl_multiple", "Expected a choice.".into())]
                .into();
        vec![("fresh", page(&untouched(), &Wrong::new())), ("wrong", page(&typed, &wrong))]
    }
}
