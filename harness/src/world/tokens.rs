//! Cases about access tokens: the tool needs one, and the token endpoint is not at its best. Such a fault shows to the whole
//! campus, so each of these cases runs alone.

use std::sync::Arc;
use std::time::Duration;

use super::token_owners::MadeFor;
use super::{Step, World};
use crate::acts::{SERVICES, role_of};
use crate::clock;
use crate::control::ArmOrder;
use crate::oracle::tokens::{Grants, is_not_anew, shows};
use crate::record::Stop;
use crate::service_calls::{CallKind, ServiceCall};
use crate::target::Act;

/// Armed beside other faults: no case leaves the tool with a token that the next one would have to wait for. The token
/// lives on, so a tool that does not heed `expires_in` is not spoilt for the rest of the run.
const SHORT: &str = "token.expires_in.two";

/// How long the tool has to be without requests for such a token to be over.
const OVER: Duration = Duration::from_secs(3);

/// Answers that a tool may keep, and that do not say for how long.
const KEPT: [&str; 3] = ["token.expires_in.string", "token.expires_in.absent", "token.empty"];

/// Within an hour, most tools ask again.
const LONG: Duration = Duration::from_hours(1);

/// A good token is called invalid: a tool that drops it then asks for a new one.
const REJECTED: &str = "service.status_401";

/// How much longer than the silence an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Requests for tokens in a case.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The act that makes the tool call a service.
    pub(super) act: String,
    /// Those of the act before the judged one.
    pub(super) earlier: Vec<Arc<ServiceCall>>,
    /// Those of the judged act.
    pub(super) calls: Vec<Arc<ServiceCall>>,
    /// What was called for one registration, and then for another.
    pub(super) made_for: Vec<MadeFor>,
    /// The tool holds a token that is good for less than usual.
    pub(super) poorer: bool,
}

impl World {
    /// `Given the tool can be made to call a service`: by the first act that is configured for it.
    pub(crate) async fn tool_calls_services(&mut self) -> Step {
        let session = self.session()?;
        let act = SERVICES.iter().find_map(|name| session.target.act(name)).cloned().ok_or_else(|| {
            Stop::not_applicable(format!(
                "nothing says how to make the tool call a service: add `[[act]]` with a `name` of {} and its `steps`",
                SERVICES.join(", ")
            ))
        })?;
        self.act_is_shown(act).await
    }

    /// `Given the tool can be made to do "roster"`.
    pub(crate) async fn tool_can_do(&mut self, name: &str) -> Step {
        let act = self.act(name)?;
        self.act_is_shown(act).await
    }

    async fn act_is_shown(&mut self, act: Act) -> Step {
        self.session()?.demonstration(&act).await?;
        let role = role_of(&act.name);
        self.asked.act = act.name;
        self.someone_can_work_on_a_graded_link(role).await
    }

    /// `When the tool needs a token, and the token endpoint shows "..."`.
    pub(crate) async fn token_is_needed(&mut self, fault: &str) -> Step {
        self.token_endpoint_shows(fault, None).await?;
        self.make_it_ask().await?;
        self.token_fault_happened(fault, None)
    }

    /// `When the tool needs a token, and the token endpoint sends it to a stranger with "..."`.
    pub(crate) async fn token_is_needed_from_stranger(&mut self, fault: &str) -> Step {
        let address = self.address_of_stranger()?;
        self.token_endpoint_shows(fault, Some(&address)).await?;
        self.make_it_ask().await?;
        self.token_fault_happened(fault, Some(&address))
    }

    /// `When the tool needs a token, and the token endpoint is silent for 15 seconds of the tool's time`.
    pub(crate) async fn token_endpoint_is_silent(&mut self, time: Duration) -> Step {
        const FAULT: &str = "token.slow";
        self.token_endpoint_shows(FAULT, None).await?;
        let session = self.session()?;
        if session.target.own_time.is_none() {
            self.browser = Some(session.patient_browser(self.recorder.clone(), time + PATIENCE));
        }
        self.make_it_ask().await?;
        self.token_fault_happened(FAULT, None)
    }

    async fn token_endpoint_shows(&mut self, fault: &str, with: Option<&str>) -> Step {
        let session = self.session()?;
        if KEPT.contains(&fault) && session.target.own_time.is_none() && session.wait < LONG {
            return Err(Stop::not_applicable(
                "a tool may keep this answer for long, which would spoil all cases that follow: `--wait 3600s` allows it, best \
                 with this case alone",
            ));
        }
        self.campus_disturbed = true;
        self.withholding = true;
        self.asked.poorer = fault.starts_with("token.subset");
        let fault = ArmOrder { with: with.map(str::to_owned), ..ArmOrder::always(fault) };
        let mut faults = vec![fault];
        // Another word about the life of the token would hide the fault.
        if !faults[0].name.starts_with("token.expires_in") {
            faults.push(ArmOrder::always(SHORT));
        }
        Ok(session.party.campus.arm_all(&faults).await?)
    }

    /// A case that runs alone, and is not about tokens, leaves the tool none that lasts either.
    pub(super) async fn tokens_stay_brief(&mut self) -> Step {
        let session = self.session()?;
        if self.campus_disturbed || !session.has_brief_tokens() {
            return Ok(());
        }
        self.campus_disturbed = true;
        Ok(session.party.campus.arm_all(&[ArmOrder::always(SHORT)]).await?)
    }

    /// Makes the tool ask for a token: at once if it holds none, else when a service has rejected the one that it holds, or
    /// when that one is over.
    async fn make_it_ask(&mut self) -> Step {
        if self.asks_in_the_end().await? {
            return Ok(());
        }
        Err(Stop::unjudged(
            "blocked: the tool asks for no access token, not even when the one that it holds is rejected and over, which \
             `tokens.over` tells",
        ))
    }

    /// Whether it asks at all: not at once, not when its token is rejected, and not when that is over, is never. Where we
    /// cannot wait until it is over, nothing is known.
    async fn asks_in_the_end(&mut self) -> Result<bool, Stop> {
        if self.act_asks().await? {
            return Ok(true);
        }
        self.arm_here(&[ArmOrder::once(REJECTED)]).await?;
        if self.act_asks().await? {
            return Ok(true);
        }
        let (rest, session) = (self.rest_of_token().await?, self.session()?);
        if rest > OVER.max(session.wait) && session.target.own_time.is_none() {
            return Err(Stop::unjudged(format!(
                "the tool asks for no access token, not even when a service rejects the one that it holds, which is good for \
                 another {} s: start the tool anew before the run",
                rest.as_secs()
            )));
        }
        self.time_passes(rest).await?;
        self.act_asks().await
    }

    /// Acts, and says whether the tool asked for a token.
    async fn act_asks(&mut self) -> Result<bool, Stop> {
        let act = self.act(&self.asked.act)?;
        let before = self.tokens_asked().await?.last().map_or(0, |call| call.number);
        let hurry = self.session()?.hurry().await;
        let done = self.act_out(&act).await;
        self.ahead += hurry.end();
        let stuck = done?;
        let mut asked = self.tokens_asked().await?;
        asked.retain(|call| call.number > before);
        self.asked.calls = asked;
        match stuck {
            // What has no token may well show a page on which nobody can go on.
            Some(stuck) if self.asked.calls.is_empty() => Err(Stop::unjudged(stuck.to_string())),
            _ => Ok(!self.asked.calls.is_empty()),
        }
    }

    /// Every request of the run for a token of the first registration's platform, oldest first.
    async fn tokens_asked(&self) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        let session = self.session()?;
        let mut calls = session.calls.look(&session.party).await?;
        calls.retain(|call| call.kind == CallKind::Token);
        Ok(calls)
    }

    /// What the platform has granted in this run.
    pub(super) async fn grants(&self) -> Result<Grants, Stop> {
        Ok(Grants::of(self.tokens_asked().await?.iter().map(AsRef::as_ref)))
    }

    /// How long the newest token is still good, by what its answer said.
    async fn rest_of_token(&self) -> Result<Duration, Stop> {
        let grants = self.grants().await?;
        let end = |at_ms: i64, life: i64| at_ms.saturating_add(life.saturating_mul(1000));
        let end = grants.newest().and_then(|grant| Some(end(grant.at_ms, grant.expires_in?)));
        let now = clock::now().as_millisecond();
        let rest = end.map_or(0, |end| end.saturating_sub(now).max(0));
        Ok(Duration::from_millis(rest.unsigned_abs()) + Duration::from_secs(1))
    }

    /// A fault that no answer shows proves nothing about the tool.
    fn token_fault_happened(&self, fault: &str, with: Option<&str>) -> Step {
        let seen: Option<Vec<bool>> = self.asked.calls.iter().map(|call| shows(fault, with, call)).collect();
        match seen {
            Some(seen) if seen.contains(&true) => Ok(()),
            Some(_) => {
                Err(Stop::unjudged(format!("no answer of the token endpoint shows the fault `{fault}`")))
            }
            None => Err(Stop::unjudged(format!("no trace is known for the fault `{fault}`"))),
        }
    }

    /// Leaves no token behind that would spoil the cases that follow; one that can be had for nothing is over anyway.
    pub(super) async fn poor_token_is_over(&self) {
        let waits = self.session.as_ref().is_some_and(|session| session.target.own_time.is_none());
        if self.asked.poorer && waits {
            tokio::time::sleep(OVER).await;
        }
    }

    /// `When the tool calls a service twice, and its token is over in between`. A tool may heed `expires_in`, or ask for a new
    /// token when the old one is rejected.
    pub(crate) async fn token_is_over_in_between(&mut self) -> Step {
        self.token_endpoint_shows(SHORT, None).await?;
        if !self.asks_in_the_end().await? {
            return Ok(());
        }
        self.token_fault_happened(SHORT, None)?;
        self.asked.earlier = std::mem::take(&mut self.asked.calls);
        self.time_passes(OVER).await?;
        if !self.act_asks().await? {
            self.arm_here(&[ArmOrder::once(REJECTED)]).await?;
            self.act_asks().await?;
        }
        Ok(())
    }

    /// `Then it asks for a new token with a new assertion`.
    pub(crate) fn token_is_asked_for_anew(&self) -> Step {
        const EXPECTED: &str = "a request for a new access token with a new assertion";
        if self.asked.calls.is_empty() {
            return Err(Stop::broken(EXPECTED, "none: the tool goes on with the token that is over"));
        }
        let earlier: Vec<&ServiceCall> = self.asked.earlier.iter().map(AsRef::as_ref).collect();
        match self.asked.calls.iter().find_map(|call| is_not_anew(&earlier, call)) {
            None => Ok(()),
            Some(actual) => Err(Stop::broken(EXPECTED, actual)),
        }
    }
}
