//! What works after a registration.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::super::{Step, World, asked};
use super::told::told_of;
use crate::acts::role_of;
use crate::control::{Campus, CourseOrder};
use crate::launch::Party;
use crate::oracle::request::Expected;
use crate::record::Stop;
use crate::registration_calls::{RegistrationCall, Step as Call};
use crate::scene::Scene;
use crate::service_calls::{CallKind, ServiceCall};
use crate::session::Visited;

/// Acts that call a service whatever scopes are granted, the likeliest first.
const CALLING: &[&str] = &["roster", "line-items", "results", "score", "progress"];

/// How long a tool may be silent before it asks for a token that its page has not waited for.
const SILENCE: Duration = Duration::from_secs(2);

/// Between two looks at the journal.
const LOOK: Duration = Duration::from_millis(100);

const REGISTERED: &str = "the tool to register itself";

impl World {
    /// `Then the tool registers itself`.
    pub(crate) fn tool_registers_itself(&self) -> Step {
        let visit = self.last_visit()?;
        if visit.is_registered() {
            return Ok(());
        }
        Err(Stop::broken(REGISTERED, told_of(visit)))
    }

    /// `Then it is recorded whether the tool registers itself`.
    pub(crate) fn record_registration(&mut self) -> Step {
        let registered = self.last_visit()?.is_registered();
        self.observe(if registered {
            "the tool registers itself"
        } else {
            "the tool does not register itself"
        });
        Ok(())
    }

    /// Registers the tool with that fault, and says by what it can be launched then.
    async fn registered_anew(&mut self, fault: &str) -> Result<Party, Stop> {
        let session = self.session()?;
        session.demand_activation()?;
        self.registers_with(fault, None).await?;
        let visit = self.last_visit()?;
        let known = visit.known().ok_or_else(|| Stop::broken(REGISTERED, told_of(visit)))?;
        Ok(session.party_of(&visit.campus, known))
    }

    /// `When the tool registers itself, and a learner opens a link`: as far as the tool's question.
    pub(crate) async fn link_is_opened_after_registration(&mut self) -> Step {
        let (session, party) = (self.session()?, self.registered_anew("none").await?);
        let order = Scene::arrange_at(&session, &party).await?;
        let opened = party.try_to_open(self.browser()?, &order).await?;
        self.opened = Some(Box::new(opened));
        self.party = Some(Box::new(party));
        Ok(())
    }

    /// `Then the tool asks the platform by the ids and addresses of the registration`.
    pub(crate) fn question_is_as_registered(&self) -> Step {
        let nothing = || Stop::unjudged("nothing has been registered");
        let party = self.party.as_ref().ok_or_else(nothing)?;
        let opened = self.opened.as_ref().ok_or_else(nothing)?;
        let request = &asked(opened)?.request;
        let expected = Expected {
            endpoint: party.authorization_endpoint(),
            client_id: &party.registered.client_id,
            redirect_uris: &party.registration.redirect_uris,
            login_hint: "",
            message_hint: None,
        };
        for rule in ["endpoint", "client_id", "redirect_uri"] {
            if let Some(Err(broken)) = request.check(rule, &expected) {
                return Err(Stop::broken(broken.expected, broken.actual));
            }
        }
        Ok(())
    }

    /// `When the tool registers itself, is answered with "...", and a learner opens a link`.
    pub(crate) async fn launched_after_registration(&mut self, fault: &str) -> Step {
        let party = self.registered_anew(fault).await?;
        self.launched_at(&party).await
    }

    pub(super) async fn launched_at(&mut self, party: &Party) -> Step {
        let session = self.session()?;
        let order = Scene::arrange_at(&session, party).await?;
        self.follows(party, &order).await
    }

    /// `When the tool registers itself twice, and a learner opens a link of ...`.
    pub(crate) async fn launched_after_second_registration(&mut self, which: &str) -> Step {
        let first = self.registered_anew("none").await?;
        let second = self.registered_anew("none").await?;
        let session = self.session()?;
        match which {
            "another platform" => self.launched_at(&session.party).await,
            "the first registration" => self.launched_at(&first).await,
            _ => self.launched_at(&second).await,
        }
    }

    /// `When the tool registers itself, is answered with "...", and calls a service`: with fewer scopes than it asked for.
    pub(crate) async fn service_is_called_with_fewer_scopes(&mut self, fault: &str) -> Step {
        let session = self.session()?;
        let act = CALLING.iter().find_map(|name| session.target.act(name)).cloned();
        let act = act.map_or_else(|| self.act(&self.asked.act), Ok)?;
        let party = self.registered_anew(fault).await?;
        let role = role_of(&act.name);
        let order = Scene::arrange_graded_at(&session, &party, role, CourseOrder::default()).await?.order();
        let before = party.campus.newest_exchange().await?;
        self.follows(&party, &order).await?;
        // Whether the act comes to its end is not the question: what it asks tokens for is.
        let _stuck = self.try_out(&act).await?;
        self.asked.calls = self.asked_at(&party.campus, before).await?;
        Ok(())
    }

    /// The tool's requests for tokens at a campus whose journal nobody else reads.
    async fn asked_at(&self, campus: &Campus, before: u64) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        let session = self.session()?;
        let (mut heard, mut calls) = (Instant::now(), Vec::new());
        loop {
            let seen = campus.service_calls(before).await?.0;
            if seen.len() > calls.len() {
                (calls, heard) = (seen, Instant::now());
            }
            if session.target.calls_end_with_page || heard.elapsed() > SILENCE {
                let tokens = calls.into_iter().filter(|call| call.kind == CallKind::Token);
                return Ok(tokens.map(Arc::new).collect());
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// `Then the tool asks for no scope beyond those that it was granted`.
    pub(crate) fn no_scope_beyond_the_granted_is_asked_for(&self) -> Step {
        let answer = registration(self.last_visit()?).and_then(RegistrationCall::answer);
        let granted = scopes(answer);
        for call in &self.asked.calls {
            let asked = call.form().into_iter().find(|(name, _)| name == "scope").unwrap_or_default().1;
            if let Some(scope) =
                asked.split_ascii_whitespace().find(|scope| !granted.iter().any(|each| each == scope))
            {
                return Err(Stop::broken(
                    format!(
                        "requests for `{}` only, which the registration was answered with",
                        granted.join(" ")
                    ),
                    format!("a request for `{scope}`"),
                ));
            }
        }
        Ok(())
    }
}

/// The registration that the platform took.
fn registration(visit: &Visited) -> Option<&RegistrationCall> {
    visit.calls.iter().find(|call| call.step == Call::Registration)
}

/// The scopes that a registration, or the answer to it, names.
fn scopes(json: Option<Value>) -> Vec<String> {
    let json = json.unwrap_or_default();
    let scope = json["scope"].as_str().unwrap_or_default();
    scope.split_ascii_whitespace().map(str::to_owned).collect()
}
