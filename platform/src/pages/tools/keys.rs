//! `/{campus}/admin/tools/{client}/keys`: the keys of a registered tool as they are now; a key set is fetched for it.

use actix_web::HttpResponse;
use serde::Serialize;

use super::edit::registered;
use super::understood::Understood;
use crate::domain::public_key::given::Given;
use crate::domain::registration::Registration;
use crate::error::Problem;
use crate::journal::fetch::Errand;
use crate::pages::page::Page;
use crate::pages::visit::Visit;
use crate::tool_key::source::published;

/// `GET /{campus}/admin/tools/{client}/keys`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(KeysPage::of(&visit).await).await
}

#[derive(Debug, Serialize)]
pub(crate) struct KeysPage {
    client_id: String,
    name: String,
    /// None where the registration has no keys.
    understood: Option<Understood>,
}

impl KeysPage {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let tool = registered(visit)?;
        let understood = match &tool.jwks_url {
            Some(url) => Some(fetch(visit, url.as_str()).await),
            None => held(&tool),
        };
        Ok(Self { client_id: tool.client_id.to_string(), name: tool.name.clone(), understood })
    }
}

/// What stands at the address of a key set.
pub(super) async fn fetch(visit: &Visit, url: &str) -> Understood {
    let found = published(Errand { campus: &visit.campus, launch: None }, url).await;
    match found {
        Ok(set) => Understood::fetched(url, Ok((&set.entries, &set.media_type))),
        Err(none) => Understood::fetched(url, Err(none)),
    }
}

/// The keys that stand in the registration itself.
pub(super) fn held(tool: &Registration) -> Option<Understood> {
    let pem = || Given::read("pem", tool.pem.as_deref()?).ok().flatten();
    let given = tool.jwks.clone().map(|set| Given::Set(set, false)).or_else(pem)?;
    Some(Understood::of(&given))
}

impl Page for KeysPage {
    const TEMPLATE: &'static str = "tools/keys.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |understood| Self {
            client_id: "client/1?".into(),
            name: crate::pages::samples::HARD_NAME.into(),
            understood,
        };
        let names = ["mixed", "not readable", "empty", "not read", "nothing"];
        let mut all: Vec<_> =
            names.into_iter().zip(Understood::samples().into_iter().map(Some).map(page)).collect();
        all.push(("none", page(None)));
        all
    }
}
