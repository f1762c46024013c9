//! What the tool's calls of services are judged by: gathered from all journals, and anew when a call has come since.

use std::collections::HashMap;
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

/// What was gathered last. What is read stays: a long roster is not read anew for each call that comes after it.
#[derive(Debug, Default)]
pub(super) struct Gathered(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    calls: HashMap<(String, u64), Arc<Call>>,
    clients: Vec<Client>,
    evidence: Option<Arc<Evidence>>,
}

impl Session {
    /// All calls of the run so far, with what the tool was told.
    pub(crate) async fn evidence(&self) -> Result<Arc<Evidence>, Stop> {
        let mut kept = self.evidence.0.lock().await;
        let calls = self.calls.look_everywhere().await?;
        if let Some(evidence) = kept.evidence.as_ref().filter(|_| kept.calls.len() == calls.len()) {
            return Ok(Arc::clone(evidence));
        }
        for call in &calls {
            let key = (call.campus.clone(), call.number);
            kept.calls.entry(key).or_insert_with(|| Arc::new(Call::read(self.wire(call))));
        }
        if kept.clients.is_empty() {
            kept.clients = self.clients().await;
        }
        let calls = kept.calls.values().cloned().collect();
        let evidence = Arc::new(Evidence::gather(calls, self.facts(kept.clients.clone())));
        kept.evidence = Some(Arc::clone(&evidence));
        Ok(evidence)
    }

    pub(crate) fn all_parties(&self) -> impl Iterator<Item = &Party> {
        std::iter::once(&self.party).chain(&self.others)
    }

    fn facts(&self, clients: Vec<Client>) -> Facts {
        let mut facts = Facts { clients, messages: Vec::new(), moved: self.time_moved() };
        for party in self.all_parties() {
            let campus = party.campus.name();
            let told = party.told.messages().into_iter();
            facts.messages.extend(told.map(|payload| Message { campus: campus.to_owned(), payload }));
        }
        facts
    }

    async fn clients(&self) -> Vec<Client> {
        let mut clients = Vec::new();
        for party in self.all_parties() {
            clients.push(self.client(party, party.campus.name().to_owned()).await);
        }
        clients
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
            id: party.registered.client_id.clone(),
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
