//! One launch for a person at a shell: what was asked for, every hop on the wire, and how the tool took it.

mod choice;
mod hops;
mod page;
mod stock;
mod wish;

use serde::Serialize;
use serde_json::Value;
use url::Url;

use crate::clock;
use crate::control::{Campus, Control, ControlError, LaunchOrder};
use crate::driver::{Browser, Clients, Now, Recorder, Settings};
use crate::launch::{Answer, Ended, Opened, deliver, parameters_of, wander};
use crate::oracle::jwt::Token;
use crate::oracle::page::Page;
use crate::picker::{Leaving, perform};
use crate::record::Stop;
use crate::target::Target;
use choice::Choice;
pub use hops::Hop;
pub use page::Outcome;
pub use wish::{BadWish, FaultWish, Message, Wish};

/// What a launch was, and what came of it.
#[derive(Debug, Serialize)]
pub struct OneLaunch {
    /// The platform's id of it.
    pub id: String,
    pub campus: String,
    /// The message type.
    pub message: &'static str,
    pub tool: Named,
    pub person: Named,
    pub course: Named,
    /// What was opened; none where content is picked.
    pub link: Option<Named>,
    /// Everything that the browser sent, in order.
    pub hops: Vec<Hop>,
    /// The token that went to the tool, as far as it can be read.
    pub token: Option<DecodedToken>,
    /// The faults that really happened, by the platform's account.
    pub faults_applied: Value,
    pub outcome: Outcome,
    /// Where it ended: status, address, and what the page says first.
    pub page: String,
    /// The title of that page.
    pub title: Option<String>,
    /// What the platform finds in what the tool sent.
    pub findings: Value,
    /// What was done in the tool then.
    pub act: Option<String>,
    /// Why the act came to no end.
    pub stuck: Option<String>,
    /// Where the act ended in the tool.
    pub page_after_act: Option<String>,
    /// The token that the tool answered with, as far as it can be read.
    pub answer: Option<DecodedToken>,
    /// What the platform did with the answer.
    pub deep_linking: Option<Value>,
}

/// A thing of the campus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// A token without its signature.
#[derive(Debug, Clone, Serialize)]
pub struct DecodedToken {
    pub header: Option<Value>,
    pub payload: Option<Value>,
}

/// Why there was no launch.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// What was asked for does not exist here.
    #[error(transparent)]
    Wish(#[from] BadWish),
    /// The platform did not do what it was asked.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// Something on this machine is in the way.
    #[error("{0}")]
    Machine(String),
}

/// Launches once, as the browser of the harness does it. Without a target the tool is the one that the link opens.
///
/// # Errors
///
/// When something that was named does not exist, or the platform does not work. A tool that refuses is no error.
pub async fn launch(target: Option<&Target>, platform: &Url, wish: &Wish) -> Result<OneLaunch, LaunchError> {
    let choice = Choice::make(&Control::new(platform.clone())?, target, wish).await?;
    let order = choice.order(wish);
    let recorder = Recorder::default();
    let mut browser = browser(target, recorder.clone())?;
    let went = go(&choice, &mut browser, &order).await;
    let account = account(&choice.party.campus, went.id.as_deref()).await;
    let (outcome, page) = page::judge(&went, target);
    Ok(OneLaunch {
        id: went.id.clone().unwrap_or_default(),
        campus: choice.campus,
        message: wish.message.name(),
        tool: choice.tool,
        person: choice.person,
        course: choice.course,
        link: choice.link,
        hops: hops::told(&recorder.exchanges(), &choice.party),
        token: went.answer.as_ref().map(|answer| DecodedToken::of(&answer.token)),
        faults_applied: account["faults_applied"].clone(),
        outcome,
        page,
        title: went.page().and_then(page::title),
        findings: account["findings"].clone(),
        answer: went.returned(),
        page_after_act: went.ended.as_ref().filter(|_| went.acted).map(|ended| ended.page.describe()),
        act: choice.act.filter(|_| went.acted).map(|act| act.name),
        stuck: went.stuck,
        deep_linking: account.get("deep_linking").filter(|answer| !answer.is_null()).cloned(),
    })
}

fn browser(target: Option<&Target>, recorder: Recorder) -> Result<Browser, LaunchError> {
    let clients = Clients::new().map_err(|error| LaunchError::Machine(error.to_string()))?;
    let mut settings = Settings::new(clients.into(), Now::new(clock::now));
    if let Some(target) = target {
        settings.limits.time = target.timeout;
    }
    Ok(Browser::recording_to(settings, recorder))
}

/// How far a launch came.
#[derive(Debug, Default)]
struct Went {
    id: Option<String>,
    opened: Option<Opened>,
    answer: Option<Answer>,
    ended: Option<Ended>,
    /// Where the tool took the person first.
    arrived: Option<Page>,
    /// Whether the act was begun.
    acted: bool,
    /// Why the act came to no end.
    stuck: Option<String>,
    /// Why it went no further, where that was not the tool's doing.
    blocked: Option<Stop>,
}

impl Went {
    /// What the person sees at the end.
    fn page(&self) -> Option<&Page> {
        self.arrived.as_ref().or_else(|| self.opened.as_ref().map(|opened| &opened.page))
    }

    /// The answer that left the tool.
    fn leaving(&self) -> Option<&Leaving> {
        self.ended.as_ref()?.picker.as_ref()?.leaving.as_ref()
    }

    fn returned(&self) -> Option<DecodedToken> {
        let parameters = parameters_of(&self.leaving()?.request);
        let (_, token) = parameters.iter().find(|(name, _)| name == "JWT")?;
        Some(DecodedToken::of(&Token::read(token)))
    }
}

async fn go(choice: &Choice, browser: &mut Browser, order: &LaunchOrder) -> Went {
    let mut went = Went::default();
    if let Err(stop) = try_to_go(choice, browser, order, &mut went).await {
        went.blocked = Some(stop);
    }
    went
}

async fn try_to_go(
    choice: &Choice,
    browser: &mut Browser,
    order: &LaunchOrder,
    went: &mut Went,
) -> Result<(), Stop> {
    let party = &choice.party;
    let opened = went.opened.insert(party.open(browser, order).await?);
    let id = went.id.insert(opened.prepared.id.clone());
    let Some(asked) = &opened.asked else { return Ok(()) };
    let answer = went.answer.insert(party.answer(browser, id, asked).await?);
    let request = answer.form.request().ok_or_else(|| Stop::unjudged("the answer has no form to send"))?;
    let ended = went.ended.insert(deliver(browser, request, opened.mark).await);
    went.arrived = Some(ended.page.clone());
    // On a refusal there is nothing to act on.
    let act = choice.act.as_ref().filter(|_| ended.page.is_success());
    went.acted = act.is_some();
    if let Some(act) = act {
        went.stuck = perform(browser, act, ended).await.err().map(|stuck| stuck.to_string());
    }
    // Without an act only what leaves by itself leaves.
    let leaving = went.leaving().filter(|leaving| act.is_some() || leaving.by_itself);
    if let Some(leaving) = leaving.cloned() {
        wander(browser, leaving.request, &|_| false).await;
    }
    Ok(())
}

/// The platform's account; nothing where the launch never came to be.
async fn account(campus: &Campus, id: Option<&str>) -> Value {
    let Some(id) = id else { return Value::Null };
    campus.read(&format!("launches/{id}")).await.unwrap_or_default()
}

impl OneLaunch {
    /// Whether the platform took what the tool answered.
    pub fn answer_was_taken(&self) -> bool {
        self.deep_linking.as_ref().is_some_and(|picking| picking["answer"]["accepted"] == true)
    }
}

impl DecodedToken {
    fn of(token: &Token) -> Self {
        Self { header: token.header.clone(), payload: token.payload.clone() }
    }
}
