//! Cases about the answer on its way through the browser: state, replay, mix-up, error.

use tokio::task::JoinSet;

use super::changes::Change;
use super::{Step, World, asked, send, sendable};
use crate::clock;
use crate::control::FaultOrder;
use crate::control::LaunchOrder;
use crate::driver::{Browser, Follow, Request};
use crate::launch::{Ended, deliver};
use crate::oracle::classify::Outcome;
use crate::record::Stop;
use crate::session::Login;
use crate::variation::INSTRUCTOR;

/// What an attacker might put into an error description.
const ERROR_MARKUP: &str = "<b>homeroom</b>";

impl World {
    /// `When the answer of a new login arrives with the change "..."`.
    pub(crate) async fn changed_answer_arrives(&mut self, name: &str) -> Step {
        let change = Change::named(name)?;
        let order = self.scene()?.order();
        let mut browser = self.take_browser()?;
        let (opened, answer) = self.through_to_the_answer(&mut browser, &order).await?;
        let (mut browser, mark) = if change.in_other_browser() {
            let other = browser.fresh();
            let mark = other.jar().mark();
            (other, mark)
        } else {
            (browser, opened.mark)
        };
        let ended = deliver(&mut browser, change.request(&answer.form), mark).await;
        self.browser = Some(browser);
        self.ended.push(ended);
        Ok(())
    }

    /// `When the answer of a new login arrives at another redirect URI of the tool`.
    pub(crate) async fn answer_arrives_elsewhere(&mut self) -> Step {
        let (session, order) = (self.session()?, self.scene()?.order());
        let mut browser = self.take_browser()?;
        let (opened, mut answer) = self.through_to_the_answer(&mut browser, &order).await?;
        let uris = session.party.registration.redirect_uris.iter().filter_map(|uri| uri.parse().ok());
        let other = uris.into_iter().find(|uri: &url::Url| *uri != answer.form.action);
        answer.form.action = other.ok_or_else(|| {
            Stop::not_applicable("the tool is registered with one redirect URI only (`redirect_uris`)")
        })?;
        let ended = send(&mut browser, &answer, &opened).await?;
        self.browser = Some(browser);
        self.ended.push(ended);
        Ok(())
    }

    /// `When the tool's own content answer comes back as the token of a new login`.
    pub(crate) async fn own_answer_comes_back(&mut self) -> Step {
        let scene = self.scene.take();
        self.someone_can_pick(INSTRUCTOR).await?;
        self.content_is_picked("default").await?;
        let own = self.token_of_own_answer()?;
        (self.scene, self.pickers) = (scene, None);
        let (session, order) = (self.session()?, self.scene()?.order());
        let mut browser = session.browser(self.recorder.clone());
        let (opened, mut answer) = self.through_to_the_answer(&mut browser, &order).await?;
        answer.form.set("id_token", &own);
        let ended = send(&mut browser, &answer, &opened).await?;
        self.browser = Some(browser);
        self.ended.push(ended);
        Ok(())
    }

    /// `When the answer of a new login arrives 20 times at once`.
    pub(crate) async fn answer_arrives_many_times(&mut self, count: usize) -> Step {
        let (session, order) = (self.session()?, self.scene()?.order());
        let mut browser = self.take_browser()?;
        let (opened, answer) = self.through_to_the_answer(&mut browser, &order).await?;
        let request = sendable(&answer)?;
        let mut posts = JoinSet::new();
        for _ in 0..count {
            let (mut twin, request, mark) = (browser.twin(), request.clone(), opened.mark);
            let names = session.login_cookies.clone();
            posts.spawn(async move {
                let ended = deliver(&mut twin, request, mark).await;
                let cookies =
                    twin.jar().values().into_iter().filter(|(name, _)| names.contains(name)).collect();
                (ended, cookies)
            });
        }
        (self.ended, self.session_of) = posts.join_all().await.into_iter().unzip();
        for hop in self.ended.iter().flat_map(|ended| &ended.hops) {
            self.recorder.record(hop.as_ref().clone());
        }
        self.browser = Some(browser);
        Ok(())
    }

    /// `When the second answer arrives with the state of the first`.
    pub(crate) async fn answer_with_state_of_other(&mut self) -> Step {
        let (Some(second), Some(first)) = (self.waiting.pop(), self.waiting.pop()) else {
            return Err(Stop::unjudged("two logins have to be open"));
        };
        let mut answer = second.answer;
        answer.form.set("state", first.answer.form.value("state").unwrap_or_default());
        let ended = send(self.browser()?, &answer, &second.opened).await?;
        self.ended.push(ended);
        Ok(())
    }

    /// `When a good token arrives without a login, ...`.
    pub(crate) async fn unsolicited_answer(&mut self, with_state: bool) -> Step {
        let (session, order) = (self.session()?, self.scene()?.order());
        let campus = &session.party.campus;
        let prepared = campus.prepare(&order).await?;
        let (state, nonce) = (hexadecimal(32), hexadecimal(32));
        let redirect_uri = self.redirect_uri_of_earlier()?;
        let state = with_state.then_some(state.as_str());
        let question = session.party.invented(&prepared, &redirect_uri, state, &nonce);
        let question = question.ok_or_else(|| Stop::unjudged("our authorization endpoint has no address"))?;
        let browser = self.browser()?;
        let mark = browser.jar().mark();
        let answer = session.party.answer(&mut browser.fresh(), &prepared.id, &question).await?;
        let ended = deliver(browser, sendable(&answer)?, mark).await;
        self.ended.push(ended);
        Ok(())
    }

    /// The redirect URI that the tool itself asks for.
    fn redirect_uri_of_earlier(&self) -> Result<String, Stop> {
        Ok(self.earlier()?.answer.form.action.to_string())
    }

    /// `When the accepted answer is posted again from the same browser`, or another one.
    pub(crate) async fn accepted_answer_is_replayed(&mut self, same_browser: bool) -> Step {
        let earlier = self.earlier.take().ok_or_else(|| Stop::unjudged("no earlier launch"))?;
        let mut browser = if same_browser { earlier.browser } else { earlier.browser.fresh() };
        self.cookies_before = browser.jar().values();
        let mark = browser.jar().mark();
        let ended = deliver(&mut browser, sendable(&earlier.answer)?, mark).await;
        self.browser = Some(browser);
        self.ended.push(ended);
        Ok(())
    }

    /// `Then the replay opens no new session`: a refusal, or the running session without a new one.
    pub(crate) async fn replay_opens_nothing_new(&self) -> Step {
        let ended = self.last()?;
        let Some(browser) = &self.browser else { return Err(Stop::unjudged("the case has no browser")) };
        let expected = "a refusal, or the running session and no new one";
        let broken = |what: &str| Err(Stop::broken(expected, format!("{what}: {}", ended.page.describe())));
        let changed = browser.jar().values().iter().any(|cookie| !self.cookies_before.contains(cookie));
        let had_session = !self.cookies_before.is_empty();
        match self.outcome(ended)? {
            Outcome::Accepted if !had_session => broken("accepted in another browser"),
            Outcome::Accepted if changed && self.cookies_change_by_themselves(browser, ended).await? => {
                Err(Stop::unjudged(
                    "the page opens again, and whether in a new session cannot be told: the cookies of the tool change \
                     with each answer",
                ))
            }
            Outcome::Accepted if changed => broken("accepted again, with new cookies"),
            Outcome::Unclear(why) => Err(Stop::unjudged(why)),
            _ if !had_session && self.is_logged_in(browser, ended.mark).await? == Login::In => {
                broken("the replay set cookies that are logged in")
            }
            _ => Ok(()),
        }
    }

    /// Whether the cookies that the replay has changed change with each visit: frameworks that encrypt or sign their cookies
    /// write them anew in every answer.
    async fn cookies_change_by_themselves(&self, browser: &Browser, ended: &Ended) -> Result<bool, Stop> {
        let replayed = browser.jar().values();
        let mut changed = replayed.iter().filter(|cookie| !self.cookies_before.contains(cookie));
        let mut visitor = browser.twin();
        let pages =
            [ended.page.url.parse().ok(), self.session()?.probe.as_ref().map(|probe| probe.url.clone())];
        for page in pages.into_iter().flatten() {
            // A page that cannot be visited changes nothing.
            let _visited = visitor.follow(Request::get(&page), &Follow::all()).await;
        }
        let visited = visitor.jar().values();
        Ok(changed.all(|cookie| !visited.contains(cookie)))
    }

    /// `When the platform answers with the nonce of the earlier launch`.
    pub(crate) async fn launch_with_earlier_nonce(&mut self) -> Step {
        let nonce = self.earlier()?.nonce.clone();
        self.launch_with_fault("nonce.of", Some(nonce)).await
    }

    /// `When the platform answers with the nonce of the other login`.
    pub(crate) async fn launch_with_nonce_of_other_login(&mut self) -> Step {
        let other = self.waiting.last().ok_or_else(|| Stop::unjudged("no other login is open"))?;
        let nonce = other.opened.honest.nonce.clone();
        self.launch_with_fault("nonce.of", Some(nonce)).await
    }

    /// `When the platform answers a new login with an error`.
    pub(crate) async fn error_is_answered(&mut self) -> Step {
        let (session, order) = (self.session()?, self.scene()?.order());
        session.party.reach.demand_launch()?;
        let opened = session.party.open(self.browser()?, &order).await?;
        let request = &asked(&opened)?.request;
        let url = request.get("redirect_uri").and_then(|uri| uri.parse().ok());
        let url: url::Url =
            url.ok_or_else(|| Stop::unjudged("blocked: the tool's request has no usable redirect_uri"))?;
        let mut fields = vec![("error", "login_required"), ("error_description", ERROR_MARKUP)];
        fields.extend(request.get("state").map(|state| ("state", state)));
        let post = Request::post_form(&url, &fields);
        let post = session.party.platform_page().map_or(post.clone(), |page| post.initiated_by(&page));
        let ended = deliver(self.browser()?, post, opened.mark).await;
        self.injected.push(ERROR_MARKUP.into());
        self.ended.push(ended);
        Ok(())
    }

    /// `When the platform answers every login with login_required`: the learner is signed out, and stays so.
    pub(crate) async fn every_login_is_refused(&mut self) -> Step {
        let (session, mut order) = (self.session()?, self.scene()?.order());
        session.party.reach.demand_launch()?;
        order.options.insert("signed_out".to_owned(), true.into());
        let opened = session.party.open(self.browser()?, &order).await?;
        let question = asked(&opened)?.navigation.clone();
        let ended = deliver(self.browser()?, question, opened.mark).await;
        self.ended.push(ended);
        Ok(())
    }

    /// `Then the tool asks the platform at most 2 more times`.
    pub(crate) fn tool_asks_again_at_most(&self, most: usize) -> Step {
        let session = self.session()?;
        let endpoint = session.party.authorization_endpoint();
        let asked = self.last()?.hops.iter().filter(|hop| hop.url.as_str().starts_with(endpoint)).count();
        let again = asked.saturating_sub(1);
        if again <= most {
            return Ok(());
        }
        Err(Stop::broken(format!("at most {most} new authentication requests"), format!("{again} of them")))
    }

    /// `When the login of the first platform is answered by the second`.
    pub(crate) async fn answered_by_other_platform(&mut self) -> Step {
        let (session, order) = (self.session()?, self.scene()?.order());
        let other = session.at_another_platform()?;
        let opened = session.party.open(self.browser()?, &order).await?;
        let request = asked(&opened)?.request.clone();
        let foreign = crate::scene::Scene::arrange_at(&session, other).await?;
        let prepared = other.campus.prepare(&foreign).await?;
        let redirect_uri = request.get("redirect_uri").unwrap_or_default();
        let question = other.invented(
            &prepared,
            redirect_uri,
            request.get("state"),
            request.get("nonce").unwrap_or_default(),
        );
        let question = question.ok_or_else(|| Stop::unjudged("our authorization endpoint has no address"))?;
        let answer =
            other.answer(&mut session.browser(self.recorder.clone()), &prepared.id, &question).await?;
        let ended = send(self.browser()?, &answer, &opened).await?;
        self.ended.push(ended);
        Ok(())
    }

    /// `Given the tool is registered with two platforms`.
    pub(crate) fn tool_has_two_platforms(&self) -> Step {
        self.session()?.at_another_platform().map(drop)
    }

    /// `When the login names another target than the token`.
    pub(crate) async fn login_names_other_target(&mut self) -> Step {
        let target = self.session()?.party.registration.target_link_uri.clone();
        let mut other = target;
        other.query_pairs_mut().append_pair("homeroom", "unsigned");
        let faults = vec![FaultOrder {
            name: "login.target_link_uri.other".to_owned(),
            with: Some(other.to_string()),
        }];
        let order = LaunchOrder { faults, ..self.scene()?.order() };
        self.launch(&order).await?;
        let sent = self
            .opened
            .as_ref()
            .map(|opened| opened.prepared.login.parameters.as_slice())
            .unwrap_or_default();
        if sent.contains(&("target_link_uri".to_owned(), other.to_string())) {
            return Ok(());
        }
        Err(Stop::unjudged("the login did not name another target"))
    }

    /// `When the token names a target on a stranger's host`.
    pub(crate) async fn token_names_foreign_target(&mut self) -> Step {
        let address = self.address_of_stranger()?;
        self.launch_with_fault("target_link_uri.foreign", Some(address)).await
    }

    /// `When a token with a broken signature names a return URL on a stranger's host`.
    pub(crate) async fn forged_token_names_foreign_return_url(&mut self) -> Step {
        let address = self.address_of_stranger()?;
        let fault = |name: &str, with| FaultOrder { name: name.to_owned(), with };
        let mut order = self.scene()?.order();
        order.faults =
            vec![fault("return_url.foreign", Some(address.clone())), fault("signature.flipped", None)];
        self.launch(&order).await?;
        if self.last()?.return_url.as_deref() == Some(address.as_str()) {
            return Ok(());
        }
        Err(Stop::unjudged("the token did not name the stranger's return URL"))
    }

    /// `Given a browser in which an attacker has planted session cookies`.
    pub(crate) fn attacker_plants_cookies(&mut self) -> Step {
        let session = self.session()?;
        session.party.reach.demand_launch()?;
        if session.login_cookies.is_empty() {
            return Err(Stop::not_applicable("a launch leaves no cookie behind that could be planted"));
        }
        if session.probe.is_none() {
            return Err(Stop::not_applicable(
                "no page tells who is logged in from who is not: set `[probe] url` to one that needs a session",
            ));
        }
        let url = session.party.registration.target_link_uri.clone();
        for name in session.login_cookies.clone() {
            let value = hexadecimal(32);
            self.browser()?.plant_cookie(&name, &value, &url);
            self.planted.push((name, value));
        }
        Ok(())
    }

    /// `And the planted cookies open no session`.
    pub(crate) async fn planted_cookies_open_nothing(&self) -> Step {
        let session = self.session()?;
        let mut attacker = session.browser(self.recorder.clone());
        for (name, value) in &self.planted {
            attacker.plant_cookie(name, value, &session.party.registration.target_link_uri);
        }
        match session.login_in(&mut attacker).await {
            Login::In => Err(Stop::broken("a new session id at login", "the attacker's cookie is logged in")),
            _ => Ok(()),
        }
    }
}

/// A made-up value that any tool could have made: hexadecimal, so that it is a legal cookie name.
fn hexadecimal(length: usize) -> String {
    clock::word(None, length)
        .chars()
        .map(|c| char::from_digit(u32::from(c) % 16, 16).unwrap_or('0'))
        .collect()
}
