//! What the tool does with access tokens, and without them.

use std::sync::Arc;

use super::{Step, World};
use crate::control::ArmOrder;
use crate::oracle::calls::proof::{Trace, trace};
use crate::oracle::classify::stack_trace;
use crate::oracle::page::{Broken, Page};
use crate::oracle::tokens::{asks_too_often, outside_of_grant, sends_otherwise, told, ungranted};
use crate::record::Stop;
use crate::service_calls::ServiceCall;

/// A page may say by these that it is the platform which does not answer as it should.
pub(super) const OF_A_GATEWAY: &[u16] = &[502, 503, 504];

impl World {
    /// The calls of services that the last act made after its first request for a token.
    fn calls_after_asking(&self) -> impl Iterator<Item = &ServiceCall> {
        let first = self.asked.calls.first().map_or(0, |call| call.number);
        self.calls_of_act().iter().map(AsRef::as_ref).filter(move |call| call.number > first)
    }

    /// `Then the tool asks four times at most`: once, and again at most three times (TOK-020).
    pub(crate) fn tokens_are_asked_for_in_bounds(&self) -> Step {
        let asked = self.asked.calls.iter().map(AsRef::as_ref);
        match asks_too_often(asked, self.calls_of_act().len()) {
            None => Ok(()),
            Some(actual) => Err(Stop::broken("four requests for the token at most", actual)),
        }
    }

    /// `And no service is called without a token that was granted`.
    pub(crate) async fn nothing_is_called_without_token(&self) -> Step {
        match ungranted(self.calls_after_asking(), &self.grants().await?) {
            None => Ok(()),
            Some(actual) => Err(Stop::broken("no call of a service without an access token", actual)),
        }
    }

    /// `Then the tool calls no service that its token is not good for`.
    pub(crate) async fn nothing_is_called_outside_of_grant(&self) -> Step {
        match outside_of_grant(self.calls_after_asking(), &self.grants().await?) {
            None => Ok(()),
            Some(actual) => Err(Stop::broken("calls within the scopes that were granted", actual)),
        }
    }

    /// `Then the tool calls the service with the token that it got`. It may hold another one for another scope.
    pub(crate) async fn token_is_used_as_granted(&self) -> Step {
        const EXPECTED: &str = "a call of the service with the new token, byte for byte";
        if let Some(actual) = ungranted(self.calls_after_asking(), &self.grants().await?) {
            return Err(Stop::broken(EXPECTED, actual));
        }
        self.tokens_come_as_bearers()?;
        let granted: Vec<_> = self.asked.calls.iter().filter_map(|call| call.granted()).collect();
        let is_new = |call: &ServiceCall| {
            call.bearer().is_some_and(|token| granted.iter().any(|known| known == token))
        };
        if self.calls_after_asking().any(is_new) {
            return Ok(());
        }
        let page = self.last()?.page.describe();
        Err(Stop::broken(EXPECTED, format!("no call with it; {page}")))
    }

    /// How a token is sent is the affair of another case.
    fn tokens_come_as_bearers(&self) -> Step {
        match self.calls_of_act().iter().find(|call| sends_otherwise(call)) {
            None => Ok(()),
            Some(call) => Err(Stop::unjudged(format!(
                "blocked: {} comes without `Authorization: Bearer`, which `calls.rule.bearer` tells",
                told(call)
            ))),
        }
    }

    /// `And the page of the tool does not break`: it may tell that the platform does.
    pub(crate) fn page_does_not_break(&self) -> Step {
        self.page_stands(OF_A_GATEWAY)
    }

    /// `And the page of the tool shows no server error`. A tool that asks for one scope at a time is not granted less, but
    /// refused, and what its page makes of a refusal is the affair of `tokens.error`.
    pub(crate) fn page_shows_no_server_error(&self) -> Step {
        if self.asked.calls.iter().all(|call| call.granted().is_none()) {
            return Ok(());
        }
        self.page_stands(&[])
    }

    fn page_stands(&self, allowed: &[u16]) -> Step {
        stands(&self.last()?.page, allowed)
    }

    /// `When the tool calls the service, and is told the first time that its good token is invalid`.
    pub(crate) async fn token_is_rejected_once(&mut self) -> Step {
        self.token_is_rejected(ArmOrder::once("service.status_401")).await
    }

    /// `When the tool calls the service, and is told each time that its good token is invalid`.
    pub(crate) async fn token_is_rejected_always(&mut self) -> Step {
        self.token_is_rejected(ArmOrder::always("service.status_401")).await
    }

    async fn token_is_rejected(&mut self, fault: ArmOrder) -> Step {
        let act = self.asked.act.clone();
        self.service_shows(&act, fault).await
    }

    /// `When the service sends the tool to a stranger with "..."`.
    pub(crate) async fn service_sends_to_stranger(&mut self, fault: &str) -> Step {
        let address = self.address_of_stranger()?;
        let act = self.asked.act.clone();
        self.service_shows(&act, ArmOrder::always(fault).with(address)).await
    }

    async fn service_shows(&mut self, name: &str, fault: ArmOrder) -> Step {
        let act = self.act(name)?;
        self.arm_here(std::slice::from_ref(&fault)).await?;
        let stuck = self.act_out(&act).await?;
        match trace(&fault.name, fault.with.as_deref(), self.calls_of_act()) {
            Trace::Shows => Ok(()),
            Trace::NotMet => Err(Stop::unjudged(stuck.map_or_else(
                || format!("the act `{name}` leads to no call that could show the fault `{}`", fault.name),
                |stuck| stuck.to_string(),
            ))),
            Trace::Missing | Trace::Unknown => {
                Err(Stop::unjudged(format!("no answer shows the fault `{}`", fault.name)))
            }
        }
    }

    /// `Then it gets a new token, and repeats the call once`.
    pub(crate) fn call_is_repeated_with_new_token(&self) -> Step {
        self.tokens_come_as_bearers()?;
        let expected = "the same call once more, with a new access token";
        let calls = self.calls_of_act();
        let Some(at) = calls.iter().position(|call| call.status == 401) else {
            return Err(Stop::unjudged("no call was rejected"));
        };
        let (rejected, later) = (&calls[at], calls.get(at + 1..).unwrap_or_default());
        let same = |call: &&Arc<ServiceCall>| call.method == rejected.method && call.url == rejected.url;
        match later.iter().find(same) {
            None => Err(Stop::broken(expected, format!("{} is not repeated", told(rejected)))),
            Some(call) if call.bearer() == rejected.bearer() => {
                Err(Stop::broken(expected, format!("{} with the token that was rejected", told(call))))
            }
            Some(_) => Ok(()),
        }
    }

    /// `Then no call is repeated more than once`.
    pub(crate) fn no_call_is_repeated_for_ever(&self) -> Step {
        let calls = self.calls_of_act();
        for call in calls {
            let same = |other: &&Arc<ServiceCall>| {
                (&other.method, &other.url, other.status) == (&call.method, &call.url, 401)
            };
            let count = calls.iter().filter(same).count();
            if count > 2 {
                let actual = format!("{} {} is sent {count} times", call.method, call.path());
                return Err(Stop::broken("a rejected call once more at most", actual));
            }
        }
        Ok(())
    }

    /// `Then the stranger gets no token and no assertion`.
    pub(crate) fn stranger_gets_nothing(&self) -> Step {
        let path = self.stranger.as_ref().ok_or_else(|| Stop::unjudged("the case has no stranger"))?;
        for call in self.session()?.canary.requests(path) {
            let header = call.headers.iter().find(|(name, _)| name == "authorization").map(|_| "a token");
            let given = ["client_assertion=", "access_token="].into_iter();
            let mut given = given.filter(|name| call.body.contains(name) || call.line.contains(name));
            if let Some(what) = header.or_else(|| given.next()) {
                let line = call.line.trim_end_matches(" HTTP/1.1");
                let actual = format!("`{line}` at the stranger's host, with {}", what.trim_end_matches('='));
                return Err(Stop::broken("no token and no assertion for a stranger", actual));
            }
        }
        Ok(())
    }
}

/// Whether a page is no server error, beyond those that are allowed.
pub(super) fn stands(page: &Page, allowed: &[u16]) -> Step {
    let broken = match &page.broken {
        Some(Broken::Unreachable(why)) => return Err(Stop::unjudged(why.clone())),
        Some(Broken::Oversized(_)) => None,
        Some(Broken::Dropped(why)) => Some(why.clone()),
        None => {
            let fails = page.status >= 500 && !allowed.contains(&page.status);
            (fails || stack_trace(page).is_some()).then(|| page.describe())
        }
    };
    match broken {
        None => Ok(()),
        Some(actual) => Err(Stop::broken("a page that says what failed", actual)),
    }
}
