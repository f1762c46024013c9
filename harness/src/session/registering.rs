//! Campuses where a tool registers itself again and again, apart from those that it is judged on.

use std::collections::HashMap;

use tokio::sync::Mutex;
use url::Url;

use super::Session;
use crate::control::{Campus, Invitation, KnownTool};
use crate::driver::Browser;
use crate::launch::Party;
use crate::record::Stop;
use crate::registering::{Attempt, Patience};
use crate::target::{Activation, MadeBy};

/// Campuses made in this run, by name.
pub(super) type Made = Mutex<HashMap<String, Campus>>;

impl Session {
    /// Where the tool lets itself be registered.
    pub(crate) fn registration_url(&self) -> Result<&Url, Stop> {
        let none = || Stop::not_applicable("no `registration_url` in `[tool]`");
        self.target.registration_url.as_ref().ok_or_else(none)
    }

    /// For what launches a registration right after it was made.
    pub(crate) fn demand_activation(&self) -> Result<(), Stop> {
        match self.target.activation {
            Activation::Automatic => Ok(()),
            Activation::Manual => Err(Stop::not_applicable(
                "somebody has to activate each registration in the tool: `activation = \"manual\"` in `[tool]`",
            )),
        }
    }

    /// A campus of that name beside that of the run, made when it is asked for first.
    pub(crate) async fn campus_apart(&self, name: &str) -> Result<Campus, Stop> {
        let mut made = self.campuses_apart.lock().await;
        if let Some(campus) = made.get(name) {
            return Ok(campus.clone());
        }
        let campus = self.party.campus.beside(name).await?;
        made.insert(name.to_owned(), campus.clone());
        Ok(campus)
    }

    /// Opens the tool by an invitation, as a person at that campus does it. That the tool does not register itself is no error.
    pub(crate) async fn let_register(
        &self,
        browser: &mut Browser,
        campus: &Campus,
        invitation: Invitation,
        patience: Patience,
    ) -> Result<Attempt, Stop> {
        Ok(Attempt::make(campus, browser, &self.target, invitation, patience).await?)
    }

    /// A registration that the tool has made in this run, to be launched by.
    pub(crate) fn party_of(&self, campus: &Campus, tool: &KnownTool) -> Party {
        let registration = tool.registration(campus, MadeBy::ToolNow);
        Party { method: self.party.method, ..Party::new(campus.clone(), tool.registered(), registration) }
    }
}
