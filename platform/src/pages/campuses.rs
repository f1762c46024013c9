//! `/`: the campuses of this server.

use serde::Serialize;

use super::page::Page;

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
