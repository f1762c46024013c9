//! `/{campus}/admin/tools`: the registered tools.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::domain::registration::Registration;
use crate::pages::page::Page;
use crate::pages::visit::Visit;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let tools = visit.campus.registrations().iter().map(|registration| Row::from(&**registration)).collect();
    visit.answer(Ok(Tools { tools })).await
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Tools {
    pub(crate) tools: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    client_id: String,
    name: String,
    deployments: Vec<String>,
    login_url: String,
}

impl From<&Registration> for Row {
    fn from(registration: &Registration) -> Self {
        Self {
            client_id: registration.client_id.to_string(),
            name: registration.name.clone(),
            deployments: registration.deployments.iter().map(ToString::to_string).collect(),
            login_url: registration.login_url.as_str().to_owned(),
        }
    }
}

impl Page for Tools {
    const TEMPLATE: &'static str = "tools/list.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str| Row {
            client_id: "client/1?".into(),
            name: name.into(),
            deployments: vec!["1".into(), "2".into()],
            login_url: format!("http://localhost:3000/login?{}", "a".repeat(300)),
        };
        let two = Self { tools: vec![row("My tool"), row(crate::pages::samples::HARD_NAME)] };
        vec![("two", two), ("none", Self::default())]
    }
}
