//! `/{campus}/admin/tools/{client}/values`: everything a tool must know of this campus, ready to copy; and the same as
//! files, for programs.

use actix_web::HttpResponse;
use serde::Serialize;

use super::known::Known;
use super::{Value, forms, rows};
use crate::domain::registration::Registration;
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::tools::code::library::{self, Entry};
use crate::pages::tools::edit::registered;
use crate::pages::visit::Visit;

/// `GET /{campus}/admin/tools/{client}/values`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = find(&visit).map(|(tool, known)| ValuesPage::new(&tool.name, &known));
    visit.answer(page).await
}

/// `GET /{campus}/admin/tools/{client}/values.json`
pub(crate) async fn json(visit: Visit) -> HttpResponse {
    file(&visit, "application/json", forms::json).await
}

/// `GET /{campus}/admin/tools/{client}/values.env`: with `?for=shell` or `?for=powershell` for those.
pub(crate) async fn env(visit: Visit) -> HttpResponse {
    let form = match visit.query().first("for") {
        "shell" => forms::export,
        "powershell" => forms::powershell,
        _ => forms::env,
    };
    file(&visit, "text/plain; charset=utf-8", form).await
}

async fn file(visit: &Visit, media_type: &'static str, form: fn(&Known) -> String) -> HttpResponse {
    match find(visit) {
        Ok((_, known)) => {
            let mut answer = HttpResponse::Ok();
            answer.content_type(media_type).insert_header(("cache-control", "no-store")).body(form(&known))
        }
        Err(problem) => visit.refuse(&problem).await,
    }
}

/// The registration of the path, and what its tool must know.
pub(crate) fn find(visit: &Visit) -> Result<(std::sync::Arc<Registration>, Known), Problem> {
    let tool = registered(visit)?;
    let known = Known::of(&visit.campus, &tool, &visit.query())?;
    Ok((tool, known))
}

#[derive(Debug, Serialize)]
pub(crate) struct ValuesPage {
    name: String,
    client_id: String,
    deployments: Vec<Deployment>,
    /// The chosen one, where it has to be named.
    deployment: Option<String>,
    values: Vec<Value>,
    files: Vec<File>,
    pem: String,
    jwks: String,
    kid: String,
    libraries: Vec<Entry>,
}

/// One deployment to choose.
#[derive(Debug, Serialize)]
struct Deployment {
    id: String,
    chosen: bool,
}

/// The values in one form.
#[derive(Debug, Serialize)]
struct File {
    title: &'static str,
    help: &'static str,
    /// Where it is below the registration, for `curl`.
    path: &'static str,
    /// What a further parameter of the address begins with.
    joint: char,
    text: String,
}

/// The deployments, if there is something to choose.
fn choices(known: &Known) -> Vec<Deployment> {
    let choice = |id: &String| Deployment { id: id.clone(), chosen: *id == known.deployment };
    if known.deployments.len() < 2 { Vec::new() } else { known.deployments.iter().map(choice).collect() }
}

impl ValuesPage {
    fn new(name: &str, known: &Known) -> Self {
        Self {
            name: name.to_owned(),
            client_id: known.client_id.clone(),
            deployments: choices(known),
            deployment: named(known),
            values: rows(&known.endpoints, Some(&known.client_id), &chosen(known)),
            files: files(known),
            pem: known.pem.clone(),
            jwks: format!("{:#}", known.jwks),
            kid: known.kid.clone(),
            libraries: library::entries(""),
        }
    }
}

/// The deployment, unless it is the first anyway.
fn named(known: &Known) -> Option<String> {
    (known.deployments.first() != Some(&known.deployment)).then(|| known.deployment.clone())
}

/// The chosen deployment, if the tool has one at all.
fn chosen(known: &Known) -> Vec<String> {
    Some(known.deployment.clone()).filter(|id| !id.is_empty()).into_iter().collect()
}

fn files(known: &Known) -> Vec<File> {
    let file = |title, help, path: &'static str, text| {
        let joint = if path.contains('?') { '&' } else { '?' };
        File { title, help, path, joint, text }
    };
    vec![
        file("An .env file", "For dotenv, Docker and Compose.", "values.env", forms::env(known)),
        file("A shell", "For a terminal on Linux or macOS.", "values.env?for=shell", forms::export(known)),
        file(
            "PowerShell",
            "For a terminal on Windows.",
            "values.env?for=powershell",
            forms::powershell(known),
        ),
        file("JSON", "For programs; with the keys.", "values.json", forms::json(known)),
    ]
}

impl Page for ValuesPage {
    const TEMPLATE: &'static str = "tools/values_page.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let two = Known::sample();
        let second = Known { deployment: "2".into(), ..Known::sample() };
        let none = Known {
            client_id: "c/?<b>'\"".into(),
            deployments: Vec::new(),
            deployment: String::new(),
            ..Known::sample()
        };
        let hard = crate::pages::samples::HARD_NAME;
        vec![
            ("two", Self::new("My tool", &two)),
            ("second", Self::new("أداة", &second)),
            ("none", Self::new(hard, &none)),
        ]
    }
}
