//! A content picker: what the platform asks for, what a person does in it, and the answer that leaves it.

use serde_json::Value;
use url::Url;

use crate::driver::{Browser, Page, Request, Screen, Unable};
use crate::launch::{Ended, parameters_of, wander};
use crate::oracle::answer::Answer;
use crate::oracle::jwt::Token;
use crate::target::{Act, ActStep};

const MESSAGE_TYPE: &str = "https://purl.imsglobal.org/spec/lti/claim/message_type";
const DEPLOYMENT_ID: &str = "https://purl.imsglobal.org/spec/lti/claim/deployment_id";
const SETTINGS: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";

/// A deep-linking request on its way through the tool.
#[derive(Debug, Clone)]
pub(crate) struct Picker {
    /// The settings, as they were on the wire.
    pub(crate) settings: Value,
    pub(crate) deployment_id: String,
    /// What leaves for the platform, once there is an answer.
    pub(crate) leaving: Option<Leaving>,
}

/// The request that carries the answer; it is captured, not sent.
#[derive(Debug, Clone)]
pub(crate) struct Leaving {
    pub(crate) request: Request,
    /// Whether it goes without a further click.
    pub(crate) by_itself: bool,
}

/// Why an act came to no end.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the act `{act}` stops at step {number}, {step}, on {url}: {why}")]
pub(crate) struct Stuck {
    act: String,
    number: usize,
    step: ActStep,
    url: String,
    why: String,
    /// Whether the page does not have what the step looks for.
    pub(crate) not_found: bool,
}

impl Picker {
    /// Reads a deep-linking request; `None` if the token is something else.
    pub(crate) fn asked_for_by(token: &Token) -> Option<Self> {
        token.claim(MESSAGE_TYPE).filter(|kind| *kind == "LtiDeepLinkingRequest")?;
        let deployment_id = token.claim(DEPLOYMENT_ID).and_then(Value::as_str).unwrap_or_default();
        Some(Self {
            settings: token.claim(SETTINGS).cloned().unwrap_or_default(),
            deployment_id: deployment_id.to_owned(),
            leaving: None,
        })
    }

    /// The answer is known by where it goes, or by what it carries.
    pub(crate) fn is_left_by(&self, request: &Request) -> bool {
        let back = self.settings.get("deep_link_return_url").and_then(Value::as_str);
        let back = back.and_then(|url| Url::parse(url).ok());
        back.is_some_and(|back| back.origin() == request.url.origin() && back.path() == request.url.path())
            || parameters_of(request).iter().any(|(name, _)| name == "JWT")
    }

    /// The answer as the oracle reads it.
    pub(crate) fn answer(&self) -> Option<Answer> {
        let Leaving { request, by_itself } = self.leaving.as_ref()?;
        let method = request.method.as_str();
        Some(Answer::read(method, request.url.as_str(), parameters_of(request), *by_itself))
    }

    /// A form to the platform that waits for a click.
    fn waiting_form(&self, page: &Page) -> Option<Leaving> {
        let requests = page.forms.iter().filter_map(|form| form.request_with(form.default_button()));
        let request = requests.into_iter().find(|request| self.is_left_by(request))?;
        Some(Leaving { request, by_itself: false })
    }
}

/// Does what the act says, one step after the other, up to the answer that leaves for the platform.
pub(crate) async fn perform(browser: &mut Browser, act: &Act, ended: &mut Ended) -> Result<(), Stuck> {
    let mut screen = screen_of(ended);
    for (number, step) in act.steps.iter().enumerate() {
        let stuck = |why: String, not_found| Stuck {
            act: act.name.clone(),
            number: number + 1,
            step: step.clone(),
            url: ended.page.address().to_owned(),
            why,
            not_found,
        };
        if ended.picker.as_ref().is_some_and(|picker| picker.leaving.is_some()) {
            return Err(stuck("the browser has left for the platform already".to_owned(), false));
        }
        let next = match &mut screen {
            Some(screen) => move_on(screen, step)
                .map_err(|unable| stuck(unable.to_string(), matches!(unable, Unable::NotFound(_))))?,
            None => return Err(stuck("there is no page".to_owned(), false)),
        };
        if let Some(request) = next {
            go(browser, request, ended).await;
            screen = screen_of(ended);
        }
    }
    find_waiting_form(ended);
    Ok(())
}

fn move_on(screen: &mut Screen, step: &ActStep) -> Result<Option<Request>, Unable> {
    match step {
        ActStep::Open(address) => Ok(screen.address(address).map(|url| Request::get(&url))),
        ActStep::Click(selector) => screen.click(selector),
        ActStep::Fill { selector, with } => screen.fill(selector, with).map(|()| None),
        ActStep::Submit(selector) => screen.submit(selector).map(Some),
    }
}

fn screen_of(ended: &Ended) -> Option<Screen> {
    ended.hops.last().filter(|_| ended.page.broken.is_none()).map(|hop| Screen::of(hop))
}

async fn go(browser: &mut Browser, request: Request, ended: &mut Ended) {
    let Some(picker) = &mut ended.picker else { return };
    let journey = wander(browser, request, &|request| picker.is_left_by(request)).await;
    picker.leaving = journey.stopped.map(|request| Leaving { request, by_itself: true });
    if !journey.hops.is_empty() {
        ended.page = journey.page;
        ended.hops.extend(journey.hops);
    }
}

fn find_waiting_form(ended: &mut Ended) {
    let page = ended.document();
    if let Some(picker) = ended.picker.as_mut().filter(|picker| picker.leaving.is_none()) {
        picker.leaving = page.and_then(|page| picker.waiting_form(&page));
    }
}
