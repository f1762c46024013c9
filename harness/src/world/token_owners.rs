//! Cases about a tool that calls services for several platforms, client ids or deployments: whose token goes where.

use std::sync::Arc;

use homeroom_vocab::claim;
use serde_json::{Map, Value};

use super::{Step, World, asked, send};
use crate::acts::role_of;
use crate::control::{CourseOrder, LaunchOrder};
use crate::launch::{Ended, Party};
use crate::oracle::jwt::Token;
use crate::oracle::tokens::{Grants, comes_with, token_of_another, told};
use crate::picker::perform;
use crate::record::Stop;
use crate::scene::Scene;
use crate::service_calls::{CallKind, ServiceCall};

/// The claims that say where services are.
const SERVICES: [&str; 2] = [claim::AGS_ENDPOINT, claim::NRPS];

/// Calls that were made for one registration.
#[derive(Debug)]
pub(super) struct MadeFor {
    party: Party,
    pub(super) calls: Vec<Arc<ServiceCall>>,
}

impl World {
    /// `When the tool calls a service, and then one for another platform`, or for another client id or deployment.
    pub(crate) async fn services_of_two_are_called(&mut self, other: &str) -> Step {
        self.tokens_stay_brief().await?;
        let session = self.session()?;
        let first = session.party.clone();
        let second = match other {
            "platform" => session.at_another_platform()?.clone(),
            "client id" => session.second_client()?.clone(),
            _ => with_second_deployment(&first)?,
        };
        for party in [first, second] {
            let scene = self.arrange_for(&party).await?;
            let order = scene.order();
            let (_, calls) = self.act_for(&party, &scene, &order).await?;
            if calls.is_empty() {
                return Err(Stop::unjudged(format!(
                    "blocked: the act `{}` leads to no call of a service for the other registration",
                    self.asked.act
                )));
            }
            self.asked.made_for.push(MadeFor { party, calls });
        }
        Ok(())
    }

    async fn arrange_for(&self, party: &Party) -> Result<Scene, Stop> {
        let session = self.session()?;
        let role = role_of(&self.asked.act);
        let scene = Scene::arrange_graded_at(&session, party, role, CourseOrder::default()).await?;
        session.calls.note_course(scene.course(), &format!("the case `{}`", self.case));
        Ok(scene)
    }

    /// The act in a launch of that registration, with the calls of the scene's course that had come by then.
    async fn act_for(
        &mut self,
        party: &Party,
        scene: &Scene,
        order: &LaunchOrder,
    ) -> Result<(Ended, Vec<Arc<ServiceCall>>), Stop> {
        let (session, act) = (self.session()?, self.act(&self.asked.act)?);
        let mut browser = session.browser(self.recorder.clone());
        let opened = party.open(&mut browser, order).await?;
        let answer = party.answer(&mut browser, &opened.prepared.id, asked(&opened)?).await?;
        let mut ended = send(&mut browser, &answer, &opened).await?;
        // Whether the act comes to its end is not the question: what it calls is.
        let _stuck = perform(&mut browser, &act, &mut ended).await;
        let calls = session.calls_after_at(party, &act, scene).await?;
        Ok((ended, calls))
    }

    /// `Then each call comes with a token that was granted for it`.
    pub(crate) async fn tokens_are_kept_apart(&self) -> Step {
        const EXPECTED: &str = "tokens that were granted for this platform, client id and deployment";
        for made in &self.asked.made_for {
            let registered = &made.party.registered;
            let calls = || made.calls.iter().map(AsRef::as_ref);
            let (own, deployment) = (self.granted_at(&made.party).await?, registered.deployments.first());
            let deployment = deployment.map(String::as_str);
            if let Some(actual) = token_of_another(calls(), &own, &registered.client_id, deployment) {
                return Err(Stop::broken(EXPECTED, actual));
            }
            for other in
                self.asked.made_for.iter().filter(|other| !is_same_platform(&other.party, &made.party))
            {
                if let Some(call) = comes_with(calls(), &self.granted_at(&other.party).await?) {
                    return Err(Stop::broken(
                        EXPECTED,
                        format!("{} with a token of another platform", told(call)),
                    ));
                }
            }
        }
        Ok(())
    }

    async fn granted_at(&self, party: &Party) -> Result<Grants, Stop> {
        let calls = self.session()?.calls.look(party).await?;
        Ok(Grants::of(calls.iter().map(AsRef::as_ref).filter(|call| call.kind == CallKind::Token)))
    }

    /// `When the tool calls a service, and then another platform names the same service as its own`.
    pub(crate) async fn service_is_named_by_another_platform(&mut self) -> Step {
        self.tokens_stay_brief().await?;
        let session = self.session()?;
        let (here, there) = (session.party.clone(), session.at_another_platform()?.clone());
        let scene = self.arrange_for(&here).await?;
        let (ended, before) = self.act_for(&here, &scene, &scene.order()).await?;
        if !before.iter().any(|call| call.bearer().is_some()) {
            return Err(Stop::unjudged(
                "blocked: the tool calls no service of the first platform with a token",
            ));
        }
        let last = before.last().map_or(0, |call| call.number);
        session.calls.mislead(scene.course(), last);
        let named = services_named_in(&ended.token);
        let elsewhere = self.arrange_for(&there).await?;
        let mut order = elsewhere.order();
        order.options.insert("claims".to_owned(), Value::Object(named.clone()));
        let (ended, _) = self.act_for(&there, &elsewhere, &order).await?;
        if services_named_in(&ended.token) != named {
            return Err(Stop::unjudged(
                "the token of the other platform does not name the service of the first",
            ));
        }
        let act = self.act(&self.asked.act)?;
        let mut calls = session.calls_after_at(&here, &act, &scene).await?;
        calls.retain(|call| call.number > last);
        self.asked.made_for = vec![MadeFor { party: here, calls }];
        Ok(())
    }

    /// `Then no token of the first platform comes on the word of the other`.
    pub(crate) async fn no_token_came_on_the_word_of_another(&self) -> Step {
        for made in &self.asked.made_for {
            let grants = self.granted_at(&made.party).await?;
            if let Some(call) = comes_with(made.calls.iter().map(AsRef::as_ref), &grants) {
                return Err(Stop::broken(
                    "no token of the first platform in what the other one causes",
                    format!("{} with one", told(call)),
                ));
            }
        }
        Ok(())
    }
}

fn is_same_platform(one: &Party, other: &Party) -> bool {
    one.campus.name() == other.campus.name()
}

/// The same registration, with links of its second deployment.
fn with_second_deployment(party: &Party) -> Result<Party, Stop> {
    let mut other = party.clone();
    let mut deployments = other.registered.deployments.into_iter();
    let second = deployments.nth(1).ok_or_else(|| {
        Stop::not_applicable("the tool has one deployment only: add a second one to `deployments`")
    })?;
    other.registered.deployments = vec![second];
    Ok(other)
}

fn services_named_in(token: &Token) -> Map<String, Value> {
    let named = |name: &&'static str| Some(((*name).to_owned(), token.claim(name)?.clone()));
    SERVICES.iter().filter_map(named).collect()
}
