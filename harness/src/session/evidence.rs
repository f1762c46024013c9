//! What the tool's calls of services are judged by: gathered from all journals, and anew when a call has come since.

use std::sync::Arc;

use tokio::sync::Mutex;
use url::Url;

use super::Session;
use super::pickers::fetch_tool_keys;
use crate::launch::Party;
use crate::oracle::answer::ToolKeys;
use crate::oracle::service::{Call, Client, Evidence, Facts, Message, Wire};
use crate::record::Stop;
use crate::service_calls::{CallKind, ServiceCall};

/// The last gathering, and how many calls it knew.
#[derive(Debug, Default)]
pub(super) struct Gathered(Mutex<Option<(usize, Arc<Evidence>)>>);

impl Session {
    /// All calls of the run so far, with what the tool was told.
    pub(crate) async fn evidence(&self) -> Result<Arc<Evidence>, Stop> {
        let mut gathered = self.evidence.0.lock().await;
        let calls = self.calls.look_everywhere().await?;
        if let Some((_, evidence)) = gathered.as_ref().filter(|(count, _)| *count == calls.len()) {
            return Ok(Arc::clone(evidence));
        }
        let count = calls.len();
        let read = calls.iter().map(|call| Call::read(self.wire(call))).collect();
        let evidence = Arc::new(Evidence::gather(read, self.facts().await));
        *gathered = Some((count, Arc::clone(&evidence)));
        Ok(evidence)
    }

    fn all_parties(&self) -> impl Iterator<Item = &Party> {
        std::iter::once(&self.party).chain(&self.others)
    }

    async fn facts(&self) -> Facts {
        let mut facts = Facts { moved: self.time_moved(), ..Facts::default() };
        for party in self.all_parties() {
            let campus = party.campus.name().to_owned();
            let told = party.told.messages();
            facts
                .messages
                .extend(told.into_iter().map(|payload| Message { campus: campus.clone(), payload }));
            facts.clients.push(self.client(party, campus).await);
        }
        facts
    }

    async fn client(&self, party: &Party, campus: String) -> Client {
        let now = fetch_tool_keys(self, &party.registration).await;
        // A tool may change its keys while the run goes on.
        let earlier =
            self.tool_keys.get().filter(|_| party.registered.client_id == self.party.registered.client_id);
        let keys = match (now, earlier) {
            (ToolKeys::Published(now), Some(ToolKeys::Published(earlier))) => {
                ToolKeys::Published(now.joined_with(earlier))
            }
            (ToolKeys::Unknown(_), Some(earlier)) => earlier.clone(),
            (now, _) => now,
        };
        Client {
            campus,
            client_id: party.registered.client_id.clone(),
            deployments: party.registered.deployments.clone(),
            audiences: vec![party.campus.endpoints.token_endpoint.clone()],
            scopes: party.registered.scopes.clone(),
            keys,
        }
    }

    fn wire(&self, call: &ServiceCall) -> Wire {
        let at = self.all_parties().find(|party| party.campus.name() == call.campus);
        let issuer = at.and_then(|party| Url::parse(&party.campus.endpoints.issuer).ok());
        let origin = issuer.map_or_else(String::new, |issuer| issuer.origin().ascii_serialization());
        Wire {
            number: call.number,
            campus: call.campus.clone(),
            whose: call.course.as_deref().map(|course| self.calls.whose(course)),
            at_ms: call.at_ms,
            lasted_ms: call.lasted_ms,
            kind: kind(call.kind),
            course: call.course.clone(),
            method: call.method.clone(),
            url: if call.url.starts_with('/') { format!("{origin}{}", call.url) } else { call.url.clone() },
            request_headers: call.request_headers.clone(),
            request_body: call.request_body.clone(),
            status: call.status,
            response_headers: call.response_headers.clone(),
            response_body: call.response_body.clone(),
        }
    }
}

fn kind(kind: CallKind) -> &'static str {
    match kind {
        CallKind::Token => "token",
        CallKind::Ags => "ags",
        CallKind::Nrps => "nrps",
    }
}
