//! The world of one case: its people, its browser, and what happened so far. Steps call one method each.

mod acts;
mod answers;
mod apart;
mod changes;
mod clients;
mod courses;
mod grades;
mod identity;
mod key_sets;
mod keys;
mod leeway;
mod logins;
mod looks;
mod observed;
mod odd;
mod picking;
mod picks;
mod records;
mod registration;
mod roster;
mod rules;
mod scores;
mod services;
mod time;
mod token_owners;
mod token_use;
mod tokens;
mod tool_keys;
mod verdicts;

use std::sync::Arc;

use crate::control::{FaultOrder, LaunchOrder};
use crate::driver::{Browser, Recorder, Request};
use crate::injection::{Injection, Sign};
use crate::launch::{Answer, Asked, Ended, Opened, Party, deliver};
use crate::oracle::key_set::KeySet;
use crate::oracle::page::{Broken, Page};
use crate::oracle::proof::{Sent, happened};
use crate::record::Stop;
use crate::scene::Scene;
use crate::session::{PickerSigns, Session};
use crate::variation::{Subject, Variation};
pub(crate) use acts::Strikes;
use courses::Course;
use picking::Picked;
use registration::Registering;
use services::Served;
use tokens::Asked as TokensAsked;

/// What a step returns.
pub(crate) type Step = Result<(), Stop>;

/// One case in progress. Its large parts are boxed, because cucumber hands the world by value through many frames.
#[derive(Debug, Default, cucumber::World)]
pub(crate) struct World {
    session: Option<Arc<Session>>,
    /// The id of the case.
    case: String,
    recorder: Recorder,
    scene: Option<Scene>,
    browser: Option<Browser>,
    /// The launch that the tool accepted untouched, before the one that is judged.
    earlier: Option<Box<Earlier>>,
    /// A login that waits for its answer, in another browser or beside the first.
    waiting: Vec<Waiting>,
    opened: Option<Box<Opened>>,
    /// Where the judged launches ended; most cases have one.
    ended: Vec<Ended>,
    /// What a page shows that does not take texts for texts.
    injected: Vec<Sign>,
    /// A header that must not be one.
    injected_header: Option<String>,
    /// An address that must not become a link.
    hostile_address: Option<String>,
    /// What belongs to somebody or something else, and has no place on the page.
    secrets: Vec<String>,
    /// The registration that the login belongs to, where it is not the first.
    party: Option<Box<Party>>,
    /// Whom each of a series of logins was for, and the client id that the tool then asked with.
    clients_asked: Vec<(String, Option<String>)>,
    /// An address on the stranger's host that belongs to this case.
    stranger: Option<String>,
    /// Values seen in a series of logins.
    series: Vec<(String, String)>,
    /// The session cookies after each of the launches in `ended`, where many went out at the same time.
    session_of: Vec<Vec<(String, String)>>,
    /// The cookies of the earlier launch before its answer was posted again.
    cookies_before: Vec<(String, String)>,
    /// The newest exchange of the platform before the act.
    exchanges_before: u64,
    /// The campus shows a fault, to be taken away afterwards.
    campus_disturbed: bool,
    /// The key that the tool knew before the case replaced it.
    replaced_key: Option<String>,
    /// Exchanges of attempts after which the case waited and tried again.
    attempts_before: Vec<std::ops::Range<usize>>,
    /// The harness itself withholds something that the tool needs: a 5xx is then no crash.
    withholding: bool,
    /// The tool's key set as it was answered last.
    tool_keys: Option<Page>,
    /// The tool's key sets, as they were read one after the other.
    key_sets: Vec<KeySet>,
    /// How far the tool's time was moved ahead of ours.
    ahead: std::time::Duration,
    /// Session cookies that an attacker has planted, by name and value.
    planted: Vec<(String, String)>,
    /// How content pickers look, for a case about them.
    pickers: Option<Box<PickerSigns>>,
    /// What was picked; most cases pick once.
    picked: Vec<Picked>,
    /// The course whose services the tool calls.
    course: Box<Course>,
    /// What the tool has asked of services.
    served: Box<Served>,
    /// Its requests for access tokens.
    asked: Box<TokensAsked>,
    /// Why the tool could not be made to call a service, for a case that looks back.
    not_shown: Option<Box<Stop>>,
    /// How the tool registered itself, or did not.
    registering: Box<Registering>,
    /// Sentences of an observation.
    seen: Vec<String>,
    stop: Option<Stop>,
    started: Option<std::time::Instant>,
}

/// A launch that the tool accepted untouched.
#[derive(Debug)]
struct Earlier {
    browser: Browser,
    answer: Answer,
    nonce: String,
    ended: Ended,
}

/// A login and the answer to it, not yet delivered.
#[derive(Debug)]
struct Waiting {
    opened: Opened,
    answer: Answer,
}

impl World {
    /// Joins the run as the case of that id.
    pub(crate) fn join(&mut self, session: Arc<Session>, case: String) {
        self.case = case;
        self.browser = Some(session.browser(self.recorder.clone()));
        self.session = Some(session);
        self.started = Some(std::time::Instant::now());
    }

    /// How long the case has taken so far.
    pub(crate) fn elapsed_ms(&self) -> u64 {
        crate::run::elapsed_ms(self.started)
    }

    /// Keeps the first reason to stop and hands it to cucumber.
    pub(crate) fn conclude(&mut self, step: Step) -> Step {
        if let Err(stop) = &step {
            self.stop.get_or_insert_with(|| stop.clone());
        }
        step
    }

    /// Concludes a precondition: what is broken there blocks the case.
    pub(crate) fn given(&mut self, step: Step) -> Step {
        self.conclude(step.map_err(Stop::blocks))
    }

    /// Why the case ended early, if it did.
    pub(crate) fn stop(&self) -> Option<&Stop> {
        self.stop.as_ref()
    }

    fn session(&self) -> Result<Arc<Session>, Stop> {
        self.session.clone().ok_or_else(|| Stop::unjudged("the case is not part of a run"))
    }

    fn scene(&self) -> Result<&Scene, Stop> {
        self.scene.as_ref().ok_or_else(|| {
            Stop::unjudged(
                "no person and no link yet: begin with `Given a learner who can open a link of the course`",
            )
        })
    }

    fn browser(&mut self) -> Result<&mut Browser, Stop> {
        self.browser.as_mut().ok_or_else(|| Stop::unjudged("the case has no browser"))
    }

    /// The browser of the case, to be put back after a launch that borrows the world too.
    fn take_browser(&mut self) -> Result<Browser, Stop> {
        self.browser.take().ok_or_else(|| Stop::unjudged("the case has no browser"))
    }

    fn last(&self) -> Result<&Ended, Stop> {
        self.ended.last().ok_or_else(|| Stop::unjudged("nothing has been launched yet"))
    }

    fn earlier(&self) -> Result<&Earlier, Stop> {
        self.earlier.as_deref().ok_or_else(|| {
            Stop::unjudged(
                "no earlier launch: add `Given the tool has accepted an untouched launch of that link`",
            )
        })
    }

    fn address_of_stranger(&mut self) -> Result<String, Stop> {
        let session = self.session()?;
        let path = format!("{}-{}", session.next_person(), session.run_id);
        let address = session.canary.address(&path);
        self.stranger = Some(path);
        Ok(address)
    }

    /// `Given a learner who can open a link of the course`.
    pub(crate) async fn someone_can_open_a_link(&mut self, role: &str) -> Step {
        let session = self.session()?;
        self.scene = Some(Scene::arrange(&session, role).await?);
        Ok(())
    }

    /// `Given the tool has accepted an untouched launch of that link`.
    pub(crate) async fn an_untouched_launch_was_accepted(&mut self) -> Step {
        let (session, order) = (self.session()?, self.scene()?.order());
        let mut browser = session.browser(self.recorder.clone());
        let (opened, answer) = self.through_to_the_answer(&mut browser, &order).await?;
        let ended = send(&mut browser, &answer, &opened).await?;
        self.is_accepted(&ended, &browser).await?;
        let nonce = opened.honest.nonce;
        self.earlier = Some(Box::new(Earlier { browser, answer, nonce, ended }));
        Ok(())
    }

    /// Login and question: the tool's side until the platform answers.
    async fn through_to_the_answer(
        &self,
        browser: &mut Browser,
        order: &LaunchOrder,
    ) -> Result<(Opened, Answer), Stop> {
        let (session, order) = (self.session()?, &self.in_the_tools_time(order));
        let opened = session.party.open(browser, order).await?;
        let asked = asked(&opened)?;
        let answer = session.party.answer(browser, &opened.prepared.id, asked).await?;
        Ok((opened, answer))
    }

    /// A whole launch in the browser of the case.
    async fn launch(&mut self, order: &LaunchOrder) -> Step {
        let mut browser = self.take_browser()?;
        let done = self.launch_in(&mut browser, order).await;
        self.browser = Some(browser);
        done
    }

    async fn launch_in(&mut self, browser: &mut Browser, order: &LaunchOrder) -> Step {
        let (opened, answer) = self.through_to_the_answer(browser, order).await?;
        self.faults_happened(order, &opened, &answer).await?;
        let ended = send(browser, &answer, &opened).await?;
        self.ended.push(ended);
        self.opened = Some(Box::new(opened));
        Ok(())
    }

    /// A fault that the wire does not show proves nothing about the tool.
    async fn faults_happened(&self, order: &LaunchOrder, opened: &Opened, answer: &Answer) -> Step {
        let keys = self.session()?.keys().await;
        for fault in order.faults.iter().filter(|fault| !fault.name.starts_with("login.")) {
            let with = fault.with.as_deref();
            let sent = Sent { token: &answer.token, keys: &keys, honest: &opened.honest, with };
            match happened(&fault.name, &sent) {
                Some(true) => {}
                Some(false) => {
                    return Err(Stop::unjudged(format!(
                        "the fault `{}` does not show on the wire",
                        fault.name
                    )));
                }
                None => {
                    return Err(Stop::unjudged(format!("no trace is known for the fault `{}`", fault.name)));
                }
            }
        }
        Ok(())
    }

    /// `When the platform answers with the fault "..."`.
    pub(crate) async fn launch_with_fault(&mut self, fault: &str, with: Option<String>) -> Step {
        self.fault_can_show(fault)?;
        if ["jku.foreign", "x5u.foreign"].contains(&fault) {
            self.exchanges_before = self.session()?.party.campus.newest_exchange().await?;
        }
        let with = match fault {
            "iss.foreign" => Some(self.another_issuer()?),
            "deep_link_return_url.foreign" => Some(self.address_of_stranger()?),
            _ => with,
        };
        let faults = vec![FaultOrder { name: fault.to_owned(), with }];
        let order = LaunchOrder { faults, ..self.scene()?.order() };
        self.launch(&order).await
    }

    /// An id without letters has no other letter case.
    fn fault_can_show(&self, fault: &str) -> Step {
        let registered = &self.session()?.party.registered;
        let id = match fault {
            "deployment_id.case" => registered.deployments.first(),
            "aud.case" => Some(&registered.client_id),
            _ => None,
        };
        match id.filter(|id| !id.chars().any(char::is_alphabetic)) {
            Some(id) => Err(Stop::not_applicable(format!("`{id}` has no letters whose case could change"))),
            None => Ok(()),
        }
    }

    /// A second platform of the tool is the harder test; without one, a platform that it does not know.
    fn another_issuer(&self) -> Result<String, Stop> {
        let session = self.session()?;
        let known = session.at_another_platform().ok().map(|other| other.campus.endpoints.issuer.clone());
        Ok(known.unwrap_or_else(|| format!("{}-elsewhere", session.party.campus.endpoints.issuer)))
    }

    /// `When the learner opens the link with the variation "..."`.
    pub(crate) async fn launch_with_variation(&mut self, name: &str) -> Step {
        let order = self.varied(name)?;
        self.injected.extend(Injection::of_variation(name).map(|injection| injection.sign));
        self.hostile_address = return_url_in(&order);
        self.launch(&order).await
    }

    fn varied(&self, name: &str) -> Result<LaunchOrder, Stop> {
        let Some(variation) = Variation::named(name) else {
            let names: Vec<_> = Variation::names().collect();
            return Err(Stop::unjudged(format!(
                "no variation is called `{name}`; there are {}",
                names.join(", ")
            )));
        };
        let scene = self.scene()?;
        let subject = Subject { person: &scene.person.id, email: &scene.person.email };
        let faults = variation.fault.iter().map(|fault| FaultOrder { name: (*fault).to_owned(), with: None });
        let mut order = scene.order();
        order.options.extend(variation.options(&subject));
        Ok(LaunchOrder { faults: faults.collect(), ..order })
    }

    /// `When the learner opens the link from the second deployment`.
    pub(crate) async fn launch_from_second_deployment(&mut self) -> Step {
        let deployments = self.session()?.party.registered.deployments.clone();
        let mut order = self.scene()?.order();
        if let Some(second) = deployments.get(1) {
            order.options.insert("deployment".to_owned(), second.as_str().into());
        }
        self.launch(&order).await
    }

    /// Puts right what the case changed for the whole campus. A tool that holds back refreshes gets the key back that it
    /// knows, so that one case does not spoil those that follow.
    pub(crate) async fn tidy_up(&mut self) -> Step {
        self.return_to_the_present();
        self.poor_token_is_over().await;
        if !self.campus_disturbed {
            return Ok(());
        }
        let session = self.session()?;
        session.party.campus.arm(&[]).await?;
        if let Some(kid) = &self.replaced_key {
            session.party.campus.activate_key(kid).await?;
        }
        session.read_keys().await
    }
}

fn return_url_in(order: &LaunchOrder) -> Option<String> {
    let presentation = order.options.get("claims")?.get(homeroom_vocab::claim::LAUNCH_PRESENTATION)?;
    presentation.get("return_url")?.as_str().map(str::to_owned)
}

fn asked(opened: &Opened) -> Result<&Asked, Stop> {
    opened.asked.as_ref().ok_or_else(|| match &opened.page.broken {
        Some(Broken::Unreachable(why)) => Stop::unjudged(format!("the login was not answered: {why}")),
        Some(Broken::Oversized(why)) => Stop::unjudged(format!("the login cannot be followed: {why}")),
        _ => Stop::broken(
            "an authentication request",
            format!("the login was answered with {}", opened.page.describe()),
        ),
    })
}

/// Posts the answer as the platform made it.
async fn send(browser: &mut Browser, answer: &Answer, opened: &Opened) -> Result<Ended, Stop> {
    let request = sendable(answer)?;
    Ok(deliver(browser, request, opened.mark).await)
}

fn sendable(answer: &Answer) -> Result<Request, Stop> {
    answer.form.request().ok_or_else(|| Stop::unjudged("the platform's answer has no form that can be sent"))
}

#[cfg(test)]
mod tests {
    use super::World;

    #[test]
    fn a_world_fits_into_the_frames_of_a_small_stack() {
        assert!(size_of::<World>() <= 2048, "{} bytes", size_of::<World>());
    }
}
