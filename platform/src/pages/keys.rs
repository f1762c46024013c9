//! `/{campus}/admin/keys`: the key ring, rotation, and how the JWKS can misbehave.

use serde::Serialize;

use super::page::Page;
use super::parts::{Mark, When};

#[derive(Debug, Serialize)]
pub(crate) struct Keys {
    pub(crate) keys: Vec<Row>,
    pub(crate) jwks_uri: String,
    pub(crate) faults: Vec<FaultRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) kid: String,
    pub(crate) state: Mark,
    pub(crate) meaning: &'static str,
    pub(crate) at: Option<When>,
}

#[derive(Debug, Serialize)]
pub(crate) struct FaultRow {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) chosen: bool,
}

impl Page for Keys {
    const TEMPLATE: &'static str = "keys.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let now = jiff::Timestamp::from_second(500).unwrap();
        let row = |state, at: Option<i64>| Row {
            kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs".into(),
            state,
            meaning: "signs launches",
            at: at.map(|second| When::new(jiff::Timestamp::from_second(second).unwrap(), now)),
        };
        let fault = |chosen| FaultRow { name: "jwks.html", title: "The JWKS is a page", chosen };
        let full = Self {
            keys: vec![row(Mark::passed("active"), Some(1)), row(Mark::open("retired"), None)],
            jwks_uri: "http://localhost:8080/main/lti/jwks".into(),
            faults: vec![fault(true)],
        };
        let one = Self {
            keys: vec![row(Mark::passed("active"), None)],
            jwks_uri: String::new(),
            faults: vec![fault(false)],
        };
        vec![("two", full), ("one", one)]
    }
}
