//! The page that takes a configuration, and what it answers: the registration form, filled.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::canvas::{self, Imported, LONGEST};
use crate::domain::edge::{Invalid, WebUrl};
use crate::fetch::Limits;
use crate::journal::fetch::Errand;
use crate::pages::page::Page;
use crate::pages::parts::{Field, Problem};
use crate::pages::tools::form::Form;
use crate::pages::typed::{Wrong, explain};
use crate::pages::visit::{Post, Visit};

/// A person waits for it.
const LIMITS: Limits = Limits { time: Duration::from_secs(5), bytes: LONGEST };

/// `GET /{campus}/admin/tools/import`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Ok(ImportPage::default())).await
}

/// `POST /{campus}/admin/tools/import`: nothing is saved, the form comes back filled.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let given = typed.first("configuration");
    match understand(&visit, given).await {
        Ok(imported) => {
            let wrong = imported.draft.check().err().unwrap_or_else(Wrong::new);
            visit.answer(Ok(Form::new(&visit.campus.endpoints(), None, &imported.draft, &wrong))).await
        }
        Err(invalid) => {
            let page = ImportPage::refused(given, &explain(&invalid));
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await
        }
    }
}

async fn understand(visit: &Visit, given: &str) -> Result<Imported, Invalid> {
    let given = given.trim();
    if !given.starts_with("http://") && !given.starts_with("https://") {
        return canvas::read(given);
    }
    let url = WebUrl::parse("configuration", given)?;
    let errand = Errand { campus: &visit.campus, launch: None };
    let answer = errand.get(url.as_str(), "application/json, */*;q=0.1", LIMITS).await.map_err(|error| {
        let hint = "is the tool running, and is this the address of its configuration?";
        Invalid {
            actual: error.to_string(),
            ..Invalid::new("configuration", "a configuration at this address", given)
        }
        .hint(hint)
    })?;
    canvas::read(&String::from_utf8_lossy(&answer.body))
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct ImportPage {
    configuration: Field,
    problems: Vec<Problem>,
}

impl ImportPage {
    fn refused(given: &str, error: &str) -> Self {
        let problem =
            Problem { field: "configuration".into(), label: "Configuration".into(), error: error.to_owned() };
        let configuration = Field { value: given.to_owned(), error: Some(error.to_owned()) };
        Self { configuration, problems: vec![problem] }
    }
}

impl Page for ImportPage {
    const TEMPLATE: &'static str = "tools/import.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let hard = crate::pages::samples::HARD_NAME;
        vec![("empty", Self::default()), ("refused", Self::refused("</textarea><b>", hard))]
    }
}
