//! Cases about the login initiation and the authentication request.

use super::{Step, Waiting, World, asked, send};
use crate::control::{FaultOrder, LaunchOrder};
use crate::injection::Sign;
use crate::oracle::page::Broken;
use crate::oracle::proof::login_happened;
use crate::oracle::request::{Expected, guessable, rule_names};
use crate::record::Stop;

/// The parameter that a fault fills with something hostile, and with what.
fn spoilt_parameter(fault: &str) -> Option<(&str, &str)> {
    let (place, kind) = fault.rsplit_once('.')?;
    let parameter = match place.strip_prefix("login.")? {
        "message_hint" => "lti_message_hint",
        parameter => parameter,
    };
    ["markup", "crlf", "script", "data"].contains(&kind).then_some((parameter, kind))
}

impl World {
    /// `When the platform starts a login by GET` or POST.
    pub(crate) async fn login_by(&mut self, method: &str) -> Step {
        let method = if method.eq_ignore_ascii_case("post") { "post" } else { "get" };
        let order = LaunchOrder { method: Some(method), ..self.scene()?.order() };
        let session = self.session()?;
        self.opened = Some(Box::new(session.party.try_to_open(self.browser()?, &order).await?));
        Ok(())
    }

    /// `When the platform starts a login`, by a method that the tool takes.
    pub(crate) async fn login_as_usual(&mut self) -> Step {
        let order = self.scene()?.order();
        self.login(&order).await
    }

    /// `When the platform starts a login with the variation "..."`.
    pub(crate) async fn login_with_variation(&mut self, name: &str) -> Step {
        let order = self.varied(name)?;
        self.login(&order).await
    }

    /// `When the platform starts a login with the fault "..."`.
    pub(crate) async fn login_with_fault(&mut self, fault: &str, with: Option<String>) -> Step {
        self.spoilt_login(fault, with, None).await
    }

    /// `When the platform starts a login by POST with the fault "..."`: what is too long for an address.
    pub(crate) async fn posted_login_with_fault(&mut self, fault: &str) -> Step {
        self.spoilt_login(fault, None, Some("post")).await
    }

    async fn spoilt_login(
        &mut self,
        fault: &str,
        with: Option<String>,
        method: Option<&'static str>,
    ) -> Step {
        let faults = vec![FaultOrder { name: fault.to_owned(), with }];
        let order = LaunchOrder { method, faults, ..self.scene()?.order() };
        self.login(&order).await?;
        let opened = self.opened()?;
        match login_happened(fault, &opened.prepared.login.parameters, &opened.honest) {
            Some(true) => {}
            Some(false) => {
                return Err(Stop::unjudged(format!("the fault `{fault}` does not show in the login")));
            }
            None => return Err(Stop::unjudged(format!("no trace is known for the fault `{fault}`"))),
        }
        let Some((parameter, kind)) = spoilt_parameter(fault) else { return Ok(()) };
        let sent = self.sent_in_login(parameter).unwrap_or_default();
        match kind {
            "markup" => self.injected.push(Sign::Script("alert(1)")),
            "crlf" => self.injected_header = sent.split("\r\n").nth(1).map(str::to_owned),
            _ => self.hostile_address = Some(sent),
        }
        Ok(())
    }

    /// `When a stranger starts a login in the name of another issuer`.
    pub(crate) async fn login_of_stranger(&mut self) -> Step {
        let address = self.address_of_stranger()?;
        self.login_with_fault("login.iss.unknown", Some(address)).await
    }

    async fn login(&mut self, order: &LaunchOrder) -> Step {
        let session = self.session()?;
        let opened = session.party.open(self.browser()?, order).await?;
        self.opened = Some(Box::new(opened));
        Ok(())
    }

    fn opened(&self) -> Result<&crate::launch::Opened, Stop> {
        self.opened.as_deref().ok_or_else(|| Stop::unjudged("no login has been started yet"))
    }

    fn sent_in_login(&self, name: &str) -> Option<String> {
        let parameters = &self.opened.as_ref()?.prepared.login.parameters;
        parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    /// `Then the tool sends an authentication request`.
    pub(crate) fn tool_asks(&self) -> Step {
        asked(self.opened()?).map(drop)
    }

    /// `Then the tool sends no authentication request`.
    pub(crate) fn tool_asks_nothing(&self) -> Step {
        let opened = self.opened()?;
        if let Some(Broken::Unreachable(why) | Broken::Oversized(why)) = &opened.page.broken {
            return Err(Stop::unjudged(why.clone()));
        }
        match &opened.asked {
            None => Ok(()),
            Some(asked) => Err(Stop::broken(
                "the login refused, and no authentication request",
                format!("an authentication request to {}", asked.request.endpoint),
            )),
        }
    }

    /// `Then no authentication request carries the unknown client`.
    pub(crate) fn tool_does_not_pass_on_the_client(&self) -> Step {
        let unknown = self.sent_in_login("client_id").unwrap_or_default();
        match self.opened()?.asked.as_ref().and_then(|asked| asked.request.get("client_id")) {
            Some(client) if client == unknown => Err(Stop::broken(
                "no request in the name of an unregistered client",
                format!("a request with `client_id` = `{client}`"),
            )),
            _ => Ok(()),
        }
    }

    /// `Then an authentication request goes only to the registered endpoint`.
    pub(crate) fn tool_asks_nobody_else(&self) -> Step {
        let session = self.session()?;
        let expected = session.party.authorization_endpoint();
        match &self.opened()?.asked {
            Some(asked) if asked.request.endpoint != expected => Err(Stop::broken(
                format!("a refusal, or a request to {expected}"),
                format!("a request to {}", asked.request.endpoint),
            )),
            _ => Ok(()),
        }
    }

    /// `And the launch that follows is accepted`.
    pub(crate) async fn launch_that_follows_is_accepted(&mut self) -> Step {
        let session = self.session()?;
        let opened = self.opened.take().ok_or_else(|| Stop::unjudged("no login has been started yet"))?;
        let question = asked(&opened)?.clone();
        let party = self.party.as_deref().unwrap_or(&session.party).clone();
        let answer = party.answer(self.browser()?, &opened.prepared.id, &question).await?;
        let ended = send(self.browser()?, &answer, &opened).await?;
        self.ended.push(ended);
        self.opened = Some(opened);
        self.every_launch_is_accepted().await
    }

    /// `Then a request, if the tool sends one, keeps the rule "..."`.
    pub(crate) fn request_if_any_keeps_the_rule(&self, rule: &str) -> Step {
        if self.opened()?.asked.is_none() { Ok(()) } else { self.request_keeps_the_rule(rule) }
    }

    /// `And the request keeps the rule "..."`.
    pub(crate) fn request_keeps_the_rule(&self, rule: &str) -> Step {
        let session = self.session()?;
        let request = &asked(self.opened()?)?.request;
        let (login_hint, message_hint) =
            (self.sent_in_login("login_hint").unwrap_or_default(), self.sent_in_login("lti_message_hint"));
        let expected = Expected {
            endpoint: session.party.authorization_endpoint(),
            client_id: &session.party.registered.client_id,
            redirect_uris: &session.party.registration.redirect_uris,
            login_hint: &login_hint,
            message_hint: message_hint.as_deref(),
        };
        match request.check(rule, &expected) {
            Some(kept) => kept.map_err(|broken| Stop::broken(broken.expected, broken.actual)),
            None => Err(Stop::unjudged(format!(
                "no rule is called `{rule}`; there are {}",
                rule_names().join(", ")
            ))),
        }
    }

    /// `When the platform starts 20 logins`.
    pub(crate) async fn login_many_times(&mut self, count: usize) -> Step {
        let (session, order) = (self.session()?, self.scene()?.order());
        for _ in 0..count {
            let opened = session.party.open(self.browser()?, &order).await?;
            self.series.extend(asked(&opened)?.request.parameters.iter().cloned());
        }
        Ok(())
    }

    /// `Then no state of them can be guessed from another`.
    pub(crate) fn series_cannot_be_guessed(&self, parameter: &str) -> Step {
        let values: Vec<_> =
            self.series.iter().filter(|(key, _)| key == parameter).map(|(_, value)| value.clone()).collect();
        let logins = self.series.iter().filter(|(key, _)| key == "client_id").count();
        if values.len() < logins {
            return Err(Stop::broken(
                format!("a `{parameter}` in every request"),
                format!("{} of {logins} requests have a `{parameter}`", values.len()),
            ));
        }
        match guessable(&values) {
            None => Ok(()),
            Some(why) => Err(Stop::broken(format!("a new, unguessable `{parameter}` in every request"), why)),
        }
    }

    /// `Given a browser that treats the platform as another site`.
    pub(crate) fn platform_is_another_site(&mut self) -> Step {
        let page = self.session()?.party.platform_page();
        self.browser()?.set_other_site(page.as_ref());
        Ok(())
    }

    /// `Given two open logins in one browser`.
    pub(crate) async fn two_logins_are_open(&mut self) -> Step {
        for _ in 0..2 {
            let waiting = self.open_login_here().await?;
            self.waiting.push(waiting);
        }
        Ok(())
    }

    async fn open_login_here(&mut self) -> Result<Waiting, Stop> {
        let order = self.scene()?.order();
        let mut browser = self.take_browser()?;
        let opened = self.through_to_the_answer(&mut browser, &order).await;
        self.browser = Some(browser);
        opened.map(|(opened, answer)| Waiting { opened, answer })
    }

    /// `When both are answered, the second first`.
    pub(crate) async fn both_are_answered(&mut self) -> Step {
        while let Some(waiting) = self.waiting.pop() {
            let ended = send(self.browser()?, &waiting.answer, &waiting.opened).await?;
            self.ended.push(ended);
        }
        Ok(())
    }

    /// `Given another login of the same learner is open in another browser`.
    pub(crate) async fn another_login_is_open(&mut self) -> Step {
        let (session, order) = (self.session()?, self.scene()?.order());
        let mut browser = session.browser(self.recorder.clone());
        let (opened, answer) = self.through_to_the_answer(&mut browser, &order).await?;
        self.waiting.push(Waiting { opened, answer });
        Ok(())
    }
}
