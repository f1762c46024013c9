//! What the tool read and sent to register itself.

use url::Url;

use super::super::{Step, World};
use super::told::{may_go_on, told_of};
use crate::driver::{Follow, Request};
use crate::launch::page_of;
use crate::oracle::answer::Not;
use crate::oracle::key_set::KeySet;
use crate::oracle::registration::{Sent, closes, rule_names};
use crate::record::Stop;
use crate::registration_calls::Step as Call;
use crate::session::Visited;

/// Scripts that are read to find the message in: what a page loads beyond that is no page for closing.
const MOST_SCRIPTS: usize = 10;

impl World {
    /// `Then the tool has read the configuration from the address that it was given`.
    pub(crate) fn configuration_was_read(&self) -> Step {
        let shown = self.shown_registration()?;
        let told = &shown.attempt.invitation.configuration_url;
        let reads = |call: &&_| is_at(call, Call::Configuration, "GET", told);
        if shown.calls.iter().any(|call| reads(&call)) {
            return Ok(());
        }
        Err(missing(shown, format!("GET {told}")))
    }

    /// `Then the tool has posted a registration to the endpoint of the configuration`.
    pub(crate) fn registration_was_posted(&self) -> Step {
        let shown = self.shown_registration()?;
        let told = &shown.attempt.invitation.registration_endpoint;
        let posts = |call: &&_| is_at(call, Call::Registration, "POST", told);
        if shown.is_registered() || shown.calls.iter().any(|call| posts(&call)) {
            return Ok(());
        }
        Err(missing(shown, format!("POST {told}")))
    }

    /// `Then the registration keeps the rule "..."`: the one that the run has shown.
    pub(crate) fn shown_registration_keeps(&self, rule: &str) -> Step {
        keeps(self.shown_registration()?, rule)
    }

    /// `Then the registration of this case keeps the rule "..."`.
    pub(crate) fn own_registration_keeps(&self, rule: &str) -> Step {
        keeps(self.last_visit()?, rule)
    }

    /// `Then the page of the registration, or a script of it, sends the message to close it`.
    pub(crate) async fn page_asks_to_be_closed(&mut self) -> Step {
        const EXPECTED: &str = "the message with the subject `org.imsglobal.lti.close`, by `postMessage`";
        let ended = &self.shown_registration()?.attempt.visit.ended;
        let (body, page) = (ended.page.body.clone(), ended.page.describe());
        let own = Url::parse(&ended.page.url).map_err(|error| Stop::unjudged(error.to_string()))?;
        let scripts = ended.document().map(|document| document.script_addresses()).unwrap_or_default();
        let (near, far): (Vec<_>, Vec<_>) =
            scripts.into_iter().partition(|script| script.origin() == own.origin());
        let (mut sources, mut unread) = (vec![body], far.into_iter().next());
        for script in near.into_iter().take(MOST_SCRIPTS) {
            match self.read_script(&script).await {
                Some(source) => sources.push(source),
                None => unread = Some(script),
            }
        }
        if closes(sources.iter().map(String::as_str)) {
            return Ok(());
        }
        match unread {
            Some(script) => Err(Stop::unjudged(format!(
                "the page does not hold the message to close it, and its script {script} was not read"
            ))),
            None => {
                Err(Stop::broken(EXPECTED, format!("neither the page nor a script of it has it: {page}")))
            }
        }
    }

    async fn read_script(&mut self, script: &Url) -> Option<String> {
        let journey = self.browser().ok()?.follow(Request::get(script), &Follow::all()).await.ok()?;
        let page = journey.last().map(|hop| page_of(hop))?;
        page.is_success().then_some(page.body)
    }

    /// `Then there are keys where the registration says`.
    pub(crate) async fn registered_keys_can_be_read(&mut self) -> Step {
        let known = self.shown_registration()?.known().cloned();
        let url = known.and_then(|known| known.jwks_url);
        let url = url.ok_or_else(|| Stop::unjudged("blocked: the registration has no `jwks_uri`"))?;
        let page = self.fetch_keys(&url).await?;
        let broken = |actual: String| Err(Stop::broken("status 200 and a set with a key", actual));
        match KeySet::read(&page.body) {
            _ if !page.is_success() => broken(page.describe()),
            Err(why) => broken(format!("{}; {why}", page.describe())),
            Ok(keys) if keys.entries().is_empty() => broken(format!("no key at {url}")),
            Ok(_) => Ok(()),
        }
    }

    /// `Then it is recorded whether somebody has to confirm the registration`.
    pub(crate) fn record_confirmation(&mut self) -> Step {
        let shown = self.shown_registration()?;
        let sentence = match (shown.is_registered(), shown.attempt.visit.acted) {
            (true, true) => "somebody has to confirm it",
            (true, false) => "the tool registers itself as soon as its page is opened",
            (false, _) => return Err(Stop::unjudged(told_of(shown))),
        };
        self.observe(sentence);
        Ok(())
    }

    /// `Then it is recorded which claims the tool asks for`.
    pub(crate) fn record_claims(&mut self) -> Step {
        let shown = self.shown_registration()?;
        let sent = Sent::read(&shown.calls, shown.token.as_deref());
        let claims = sent.map(|sent| sent.claims()).unwrap_or_default();
        self.observe(match claims.as_slice() {
            [] => "the tool asks for no claims".to_owned(),
            claims => format!("the tool asks for `{}`", claims.join("`, `")),
        });
        Ok(())
    }
}

/// Whether the call went there, by its path and query: the name of the host depends on who looks.
fn is_at(
    call: &crate::registration_calls::RegistrationCall,
    step: Call,
    method: &str,
    address: &str,
) -> bool {
    let own = Url::parse(address).ok();
    let wanted = own.map(|url| match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    });
    call.step == step && call.method == method && wanted.as_deref() == Some(call.url.as_str())
}

/// What the tool did not ask for; while its page may go on, nothing can be told.
fn missing(visit: &Visited, expected: String) -> Stop {
    match may_go_on(visit) {
        Some(why) => Stop::unjudged(why),
        None => Stop::broken(expected, format!("nothing of the kind; {}", told_of(visit))),
    }
}

fn keeps(visit: &Visited, rule: &str) -> Step {
    let sent = Sent::read(&visit.calls, visit.token.as_deref());
    let sent = sent.ok_or_else(|| missing(visit, "a registration".to_owned()))?;
    match sent.check(rule) {
        Some(Ok(())) => Ok(()),
        Some(Err(Not::Kept(broken))) => Err(Stop::broken(broken.expected, broken.actual)),
        Some(Err(Not::Judged(why))) => Err(Stop::unjudged(format!("blocked: {why}"))),
        Some(Err(Not::Applicable(why))) => Err(Stop::not_applicable(why)),
        None => {
            let names = rule_names().join("`, `");
            Err(Stop::unjudged(format!("no rule for registrations is called `{rule}`; there are `{names}`")))
        }
    }
}
