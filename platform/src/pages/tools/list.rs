//! `/{campus}/admin/tools`: the registered tools, and the last attempts to register one by its URL.

use std::collections::HashMap;

use actix_web::HttpResponse;
use homeroom_vocab::id::DeploymentId;
use jiff::Timestamp;
use serde::Serialize;

use super::dynamic::list::{Row as AttemptRow, when};
use super::dynamic::new::beginning;
use crate::domain::registration::Registration;
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::parts::When;
use crate::pages::typed::some;
use crate::pages::visit::Visit;
use crate::services::registration::invite::Invited;

/// How many attempts stand below the tools; all are on a page of their own.
const ATTEMPTS: usize = 5;

/// How many deployments of a tool stand in the list; all are on a page of their own.
const DEPLOYMENTS: usize = 3;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let removed = some(visit.query().first("removed"));
    visit.answer(Tools::of(&visit).await.map(|tools| Tools { removed, ..tools })).await
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Tools {
    rows: Vec<Row>,
    attempts: Vec<AttemptRow>,
    /// The name of the tool that was just removed.
    removed: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    client_id: String,
    name: String,
    deployments: Vec<Deployment>,
    /// How many deployments more there are.
    more: usize,
    login_url: String,
    came: Option<Came>,
}

/// A deployment by its id and by its name, if people gave it one.
#[derive(Debug, Serialize)]
struct Deployment {
    id: String,
    name: Option<String>,
}

/// How a tool came that registered itself.
#[derive(Debug, Serialize)]
pub(crate) struct Came {
    pub(crate) invitation: String,
    pub(crate) at: When,
    /// The page of the tool; none if the attempt was begun without one.
    pub(crate) url: Option<String>,
    /// The query of the form that registers it once more.
    again: Option<String>,
}

impl Came {
    /// How this tool came, if it registered itself and that is still known.
    pub(crate) async fn of(visit: &Visit, tool: &Registration) -> Result<Option<Self>, Problem> {
        let Some(id) = &tool.introduction.invitation else { return Ok(None) };
        let invited = visit.campus.invitation(id).await?;
        Ok(invited.and_then(|invited| Self::new(&invited, visit.campus.now())))
    }

    fn new(invited: &Invited, now: Timestamp) -> Option<Self> {
        let invitation = &invited.invitation;
        Some(Self {
            invitation: invitation.id.clone(),
            at: when(invitation.used.as_ref()?.at, now),
            url: invitation.registration_url.as_ref().map(|url| url.as_str().to_owned()),
            again: invitation.registration_url.as_ref().map(beginning),
        })
    }

    #[cfg(test)]
    pub(crate) fn sample() -> Self {
        let url = format!("http://localhost:3000/register?{}", "a".repeat(300));
        let at = When::new(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
        Self {
            invitation: "4f2a/1".into(),
            at,
            url: Some(url),
            again: Some("registration_url=http%3A%2F%2Flocalhost".into()),
        }
    }
}

impl Tools {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let (campus, now) = (&visit.campus, visit.campus.now());
        let all = campus.invitations().await?;
        let used = all.iter().filter_map(|invited| {
            let used = invited.invitation.used.as_ref()?;
            Some((used.client_id.as_str(), Came::new(invited, now)?))
        });
        let mut came: HashMap<&str, Came> = used.collect();
        let row = |tool: &Registration| Row { came: came.remove(tool.client_id.as_str()), ..Row::from(tool) };
        Ok(Self {
            rows: campus.registrations().iter().map(|tool| &**tool).map(row).collect(),
            attempts: all.iter().take(ATTEMPTS).map(|invited| AttemptRow::new(invited, campus)).collect(),
            removed: None,
        })
    }
}

impl From<&Registration> for Row {
    fn from(registration: &Registration) -> Self {
        let deployment = |id: &DeploymentId| Deployment {
            id: id.to_string(),
            name: registration.deployment_names.get(id).cloned(),
        };
        Self {
            client_id: registration.client_id.to_string(),
            name: registration.name.clone(),
            deployments: registration.deployments.iter().take(DEPLOYMENTS).map(deployment).collect(),
            more: registration.deployments.len().saturating_sub(DEPLOYMENTS),
            login_url: registration.login_url.as_str().to_owned(),
            came: None,
        }
    }
}

impl Page for Tools {
    const TEMPLATE: &'static str = "tools/list.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str, came: Option<Came>| Row {
            client_id: "client/1?".into(),
            name: name.into(),
            deployments: vec![
                Deployment { id: "1".into(), name: None },
                Deployment { id: "2".into(), name: Some(name.into()) },
            ],
            more: if came.is_some() { 9_998 } else { 0 },
            login_url: format!("http://localhost:3000/login?{}", "a".repeat(300)),
            came,
        };
        let rows = vec![row("My tool", None), row(crate::pages::samples::HARD_NAME, Some(Came::sample()))];
        let removed = Some(crate::pages::samples::HARD_NAME.to_owned());
        let two = Self { rows, attempts: AttemptRow::samples(), removed: None };
        vec![("two", two), ("none", Self { removed, ..Self::default() })]
    }
}
