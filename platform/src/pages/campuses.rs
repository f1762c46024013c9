//! `/`: the campuses of this server.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use serde::Serialize;

use super::chrome::Chrome;
use super::page::{self, Page};
use crate::app::App;

pub(crate) async fn get(app: Data<App>) -> HttpResponse {
    let row = |campus: &crate::campus::Campus| Row {
        name: campus.name().to_string(),
        issuer: campus.identity().issuer.to_string(),
    };
    let campuses = app.campuses().iter().map(|campus| row(campus)).collect();
    page::respond(StatusCode::OK, &Campuses { campuses }, &Chrome::default())
}

#[derive(Debug, Serialize)]
pub(crate) struct Campuses {
    pub(crate) campuses: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) issuer: String,
}

impl Page for Campuses {
    const TEMPLATE: &'static str = "campuses.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str| Row { name: name.into(), issuer: format!("http://localhost:8080/{name}") };
        vec![
            ("two", Self { campuses: vec![row("main"), row("north")] }),
            ("none", Self { campuses: Vec::new() }),
        ]
    }
}
