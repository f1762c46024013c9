//! `/{campus}/admin/tools/{client}/remove`: what hangs on a registration, then its end.

use std::collections::HashMap;

use actix_web::HttpResponse;
use serde::Serialize;

use super::edit::registered;
use crate::domain::link::Link;
use crate::domain::registration::Registration;
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

/// How many links are named; the rest are counted.
const SHOWN: usize = 20;

/// `GET /{campus}/admin/tools/{client}/remove`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(RemovePage::of(&visit).await).await
}

/// `POST /{campus}/admin/tools/{client}/remove`
pub(crate) async fn post(Post { visit, .. }: Post) -> HttpResponse {
    let done = match registered(&visit) {
        Ok(tool) => delete(&visit, &tool).await,
        Err(problem) => Err(problem),
    };
    visit.done(done).await
}

async fn delete(visit: &Visit, tool: &Registration) -> Result<String, Problem> {
    visit.campus.delete_registration(&tool.client_id).await?;
    Ok(visit.path(&format!("/admin/tools?removed={}", segment(&tool.name))))
}

#[derive(Debug, Serialize)]
pub(crate) struct RemovePage {
    client_id: String,
    name: String,
    deployments: Vec<String>,
    hanging: Hanging,
    line_items: usize,
    invited: bool,
}

/// The links that something would leave behind.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Hanging {
    links: Vec<LinkRow>,
    /// How many more there are.
    more: usize,
}

#[derive(Debug, Serialize)]
struct LinkRow {
    title: String,
    course: String,
    course_title: String,
    deployment: String,
}

impl Hanging {
    /// The links of a tool, or of one deployment of it.
    pub(super) async fn of(visit: &Visit, is_meant: impl Fn(&Link) -> bool) -> Result<Self, Problem> {
        let mut links = visit.campus.links().await?;
        links.retain(is_meant);
        let more = links.len().saturating_sub(SHOWN);
        links.truncate(SHOWN);
        let courses = visit.campus.courses().await?;
        let titles: HashMap<&str, String> =
            courses.iter().map(|course| (course.id.as_str(), course.heading())).collect();
        let row = |link: Link| LinkRow {
            title: link.heading(),
            course_title: titles.get(link.course.as_str()).cloned().unwrap_or_default(),
            course: link.course.to_string(),
            deployment: link.deployment.to_string(),
        };
        Ok(Self { links: links.into_iter().map(row).collect(), more })
    }

    #[cfg(test)]
    pub(super) fn sample() -> Self {
        let row = |title: &str| LinkRow {
            title: title.into(),
            course: "c/1?".into(),
            course_title: crate::pages::samples::HARD_NAME.into(),
            deployment: "1".into(),
        };
        Self { links: vec![row("Quiz 1"), row(crate::pages::samples::HARD_NAME)], more: 9_980 }
    }
}

impl RemovePage {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let tool = registered(visit)?;
        let items = visit.campus.store().line_items(visit.campus.name().as_str()).await?;
        Ok(Self {
            client_id: tool.client_id.to_string(),
            name: tool.name.clone(),
            deployments: tool.deployments.iter().map(ToString::to_string).collect(),
            hanging: Hanging::of(visit, |link| link.client_id == tool.client_id).await?,
            line_items: items.iter().filter(|item| item.client_id == tool.client_id).count(),
            invited: tool.introduction.invitation.is_some(),
        })
    }
}

impl Page for RemovePage {
    const TEMPLATE: &'static str = "tools/remove.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, hanging| Self {
            client_id: "client/1?".into(),
            name: name.into(),
            deployments: vec!["1".into(), "2".into()],
            hanging,
            line_items: 3,
            invited: true,
        };
        let alone = Self { line_items: 0, invited: false, ..page("My tool", Hanging::default()) };
        vec![("much", page(crate::pages::samples::HARD_NAME, Hanging::sample())), ("nothing", alone)]
    }
}
