//! `/{campus}/admin/tools/{client}/deployments`: the installations of a tool: add, name, remove.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::edit::registered;
use super::remove::Hanging;
use crate::domain::registration::Registration;
use crate::error::{Problem, Refused};
use crate::pages::page::Page;
use crate::pages::parts::{Field, Problem as Mistake};
use crate::pages::typed::{Typed, Wrong, explain, some};
use crate::pages::visit::{Post, Visit, go};
use crate::view::segment;

/// `GET /{campus}/admin/tools/{client}/deployments`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = Deployments::of(&visit, &Typed::default(), &Wrong::new()).await;
    visit.answer(page).await
}

/// `POST /{campus}/admin/tools/{client}/deployments`: one more.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let done = match registered(&visit) {
        Ok(tool) => {
            let (id, name) = (some(typed.first("deployment")), some(typed.first("name")));
            visit.campus.add_deployment(&tool, id, name).await
        }
        Err(problem) => return visit.refuse(&problem).await,
    };
    settle(&visit, &typed, done).await
}

/// `POST /{campus}/admin/tools/{client}/deployments/{deployment}`: another name.
pub(crate) async fn name(Post { visit, typed }: Post) -> HttpResponse {
    let done = match registered(&visit) {
        Ok(tool) => {
            let name = some(typed.first("name"));
            visit.campus.name_deployment(&tool, &visit.named("deployment"), name).await
        }
        Err(problem) => return visit.refuse(&problem).await,
    };
    settle(&visit, &typed, done).await
}

/// Back to the list, or the list with what is wrong.
async fn settle(visit: &Visit, typed: &Typed, done: Result<(), Refused>) -> HttpResponse {
    let invalid = match done {
        Ok(()) => {
            return go(&visit.path(&format!("/admin/tools/{}/deployments", segment(&visit.named("client")))));
        }
        Err(Refused::Failure(failure)) => return visit.refuse(&failure.into()).await,
        Err(Refused::Invalid(invalid)) => invalid,
    };
    let field = if invalid.field == "deployments" { "deployment" } else { invalid.field };
    match Deployments::of(visit, typed, &Wrong::from([(field, explain(&invalid))])).await {
        Ok(page) => visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await,
        Err(problem) => visit.refuse(&problem).await,
    }
}

/// `GET /{campus}/admin/tools/{client}/deployments/{deployment}/remove`
pub(crate) async fn ask(visit: Visit) -> HttpResponse {
    visit.answer(RemoveDeployment::of(&visit).await).await
}

/// `POST /{campus}/admin/tools/{client}/deployments/{deployment}/remove`
pub(crate) async fn remove(Post { visit, .. }: Post) -> HttpResponse {
    let done = forget(&visit).await;
    visit.done(done).await
}

async fn forget(visit: &Visit) -> Result<String, Problem> {
    let (tool, deployment) = (registered(visit)?, visit.named("deployment"));
    visit.campus.remove_deployment(&tool, &deployment).await?;
    Ok(visit.path(&format!("/admin/tools/{}/deployments", segment(tool.client_id.as_str()))))
}

#[derive(Debug, Serialize)]
pub(crate) struct Deployments {
    client_id: String,
    name: String,
    rows: Vec<Row>,
    problems: Vec<Mistake>,
    deployment: Field,
    label: Field,
}

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    name: String,
    links: usize,
    /// Whether new links belong to it, unless they say otherwise.
    first: bool,
    /// Whether it is the only one, which cannot be removed.
    only: bool,
}

impl Deployments {
    async fn of(visit: &Visit, typed: &Typed, wrong: &Wrong) -> Result<Self, Problem> {
        let tool = registered(visit)?;
        let mut links: HashMap<String, usize> = HashMap::new();
        for link in visit.campus.links().await? {
            if link.client_id == tool.client_id {
                *links.entry(link.deployment.to_string()).or_default() += 1;
            }
        }
        Ok(Self::new(&tool, &links, typed, wrong))
    }

    fn new(tool: &Registration, links: &HashMap<String, usize>, typed: &Typed, wrong: &Wrong) -> Self {
        let field =
            |name: &str| Field { value: typed.first(name).to_owned(), error: wrong.get(name).cloned() };
        let rows = tool.deployments.iter().enumerate().map(|(at, deployment)| Row {
            id: deployment.to_string(),
            name: tool.deployment_names.get(deployment).cloned().unwrap_or_default(),
            links: links.get(deployment.as_str()).copied().unwrap_or_default(),
            first: at == 0,
            only: tool.deployments.len() == 1,
        });
        let mistake = |(field, label): (&str, &str)| {
            let error = wrong.get(field)?.clone();
            Some(Mistake { field: field.to_owned(), label: label.to_owned(), error })
        };
        Self {
            client_id: tool.client_id.to_string(),
            name: tool.name.clone(),
            rows: rows.collect(),
            problems: [("deployment", "Deployment id"), ("name", "Name")]
                .into_iter()
                .filter_map(mistake)
                .collect(),
            deployment: field("deployment"),
            label: field("name"),
        }
    }
}

impl Page for Deployments {
    const TEMPLATE: &'static str = "tools/deployments.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let hard = crate::pages::samples::HARD_NAME;
        let row = |id: &str, name: &str, only| Row {
            id: id.into(),
            name: name.into(),
            links: 2,
            first: only,
            only,
        };
        let page = |rows, problems| Self {
            client_id: "client/1?".into(),
            name: hard.into(),
            rows,
            problems,
            deployment: Field::from("a/b"),
            label: Field::from(hard),
        };
        let wrong = Mistake { field: "deployment".into(), label: "Deployment id".into(), error: hard.into() };
        let mut refused = page(vec![row("a/b?", hard, false), row("2", "", false)], vec![wrong]);
        refused.deployment.error = Some(hard.into());
        vec![("one", page(vec![row("1", "", true)], Vec::new())), ("two", refused)]
    }
}

/// What hangs on a deployment, before it goes.
#[derive(Debug, Serialize)]
pub(crate) struct RemoveDeployment {
    client_id: String,
    name: String,
    deployment: String,
    label: Option<String>,
    hanging: Hanging,
    /// Whether it is the only one.
    only: bool,
}

impl RemoveDeployment {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let tool = registered(visit)?;
        let named = visit.named("deployment");
        let known = tool.deployment("deployment", Some(&named));
        let deployment = known.map_err(|invalid| Problem::unknown("deployment", &named, invalid.hint))?;
        let is_meant = |link: &crate::domain::link::Link| {
            link.client_id == tool.client_id && link.deployment == deployment
        };
        Ok(Self {
            client_id: tool.client_id.to_string(),
            name: tool.name.clone(),
            label: tool.deployment_names.get(&deployment).cloned(),
            hanging: Hanging::of(visit, is_meant).await?,
            only: tool.deployments.len() == 1,
            deployment: deployment.to_string(),
        })
    }
}

impl Page for RemoveDeployment {
    const TEMPLATE: &'static str = "tools/remove_deployment.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |label: Option<&str>, hanging, only| Self {
            client_id: "client/1?".into(),
            name: crate::pages::samples::HARD_NAME.into(),
            deployment: "a/b?".into(),
            label: label.map(str::to_owned),
            hanging,
            only,
        };
        let hard = Some(crate::pages::samples::HARD_NAME);
        vec![("used", page(hard, Hanging::sample(), false)), ("only", page(None, Hanging::default(), true))]
    }
}
