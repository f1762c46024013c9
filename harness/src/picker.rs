//! What a person does on the pages of the tool; and a content picker: what the platform asks for, and the answer that leaves it.

use serde_json::Value;
use url::Url;

use crate::driver::{self, Browser, Page, Request, Screen, Unable};
use crate::launch::{Ended, wander};
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

impl Stuck {
    /// The same for every picker of the tool.
    pub(crate) fn without_page(&self) -> String {
        let Self { act, number, step, why, .. } = self;
        format!("the act `{act}` stops at step {number}, {step}: {why}")
    }
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
            || fields_of(request).iter().any(|(name, _)| name == "JWT")
    }

    /// The answer that leaves.
    fn answer(&self) -> Option<Answer> {
        let Leaving { request, by_itself } = self.leaving.as_ref()?;
        let method = request.method.as_str();
        Some(Answer::read(method, request.url.as_str(), fields_of(request), *by_itself))
    }

    /// A form to the platform that waits for a click.
    fn waiting_form(&self, page: &Page) -> Option<Leaving> {
        let requests = page.forms.iter().filter_map(|form| form.request_with(form.default_button()));
        let request = requests.into_iter().find(|request| self.is_left_by(request))?;
        Some(Leaving { request, by_itself: false })
    }
}

impl Ended {
    /// The answer of a content picker, as the oracle reads it: what leaves for the platform, or stands on the page instead.
    pub(crate) fn answer(&self) -> Option<Answer> {
        let picker = self.picker.as_ref()?;
        picker.answer().or_else(|| Answer::shown_on(&self.page))
    }
}

/// The fields of the form, which a GET has put into the address.
fn fields_of(request: &Request) -> Vec<(String, String)> {
    match &request.content {
        Some(content) => driver::parse(&content.bytes),
        None => driver::parse(request.url.query().unwrap_or_default().as_bytes()),
    }
}

/// Does what the act says, one step after the other; in a content picker, up to the answer that leaves for the platform.
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
        ActStep::Open(address) => screen.open(address).map(Some),
        ActStep::Click(selector) => screen.click(selector),
        ActStep::Fill { selector, with } => screen.fill(selector, with).map(|()| None),
        ActStep::Submit(selector) => screen.submit(selector).map(Some),
    }
}

fn screen_of(ended: &Ended) -> Option<Screen> {
    ended.hops.last().filter(|_| ended.page.broken.is_none()).map(|hop| Screen::of(hop))
}

async fn go(browser: &mut Browser, request: Request, ended: &mut Ended) {
    let leaves = |request: &Request| ended.picker.as_ref().is_some_and(|picker| picker.is_left_by(request));
    let journey = wander(browser, request, &leaves).await;
    if let Some(picker) = &mut ended.picker {
        picker.leaving = journey.stopped.map(|request| Leaving { request, by_itself: true });
    }
    if !journey.hops.is_empty() || journey.page.broken.is_some() {
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

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::json;

    use super::*;
    use crate::driver::test_server::{TestServer, browser};
    use crate::launch::deliver;

    const BACK: &str = "http://localhost:1/return?a=1&b=%20";

    fn html(body: &str) -> String {
        format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    }

    fn to(location: &str) -> String {
        format!("HTTP/1.1 302 Go\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n")
    }

    fn relay(around: &str) -> String {
        html(&format!(
            "<form id=f method=post action='{BACK}'><input type=hidden name=JWT value=a.b.c><button>Go</button></form>{around}"
        ))
    }

    fn request() -> String {
        let payload = json!({
            "https://purl.imsglobal.org/spec/lti/claim/message_type": "LtiDeepLinkingRequest",
            "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "1",
            "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings": {"deep_link_return_url": BACK},
        });
        format!("{}.{}.c2ln", URL_SAFE_NO_PAD.encode("{}"), URL_SAFE_NO_PAD.encode(payload.to_string()))
    }

    async fn opened(server: &TestServer, browser: &mut Browser) -> Ended {
        let post = Request::post_form(&server.at("/launch"), &[("id_token", request())]);
        let mark = browser.jar().mark();
        deliver(browser, post, mark).await
    }

    fn pick(steps: &[ActStep]) -> Act {
        Act { name: "pick".to_owned(), steps: steps.to_vec() }
    }

    fn click(selector: &str) -> ActStep {
        ActStep::Click(selector.to_owned())
    }

    const SUBMITS: &str = "<script>document.forms[0].submit()</script>";

    #[tokio::test]
    async fn an_answer_is_caught_where_it_leaves_and_is_not_sent() {
        let page =
            html("<form method=post action=/done><button id=add name=do value=add>Add</button></form>");
        let server =
            TestServer::start(&[("/launch", &to("/picker")), ("/picker", &page), ("/done", &relay(SUBMITS))])
                .await;
        let mut browser = browser();
        let mut ended = opened(&server, &mut browser).await;
        perform(&mut browser, &pick(&[click("#add")]), &mut ended).await.unwrap();
        let answer = ended.answer().unwrap();
        assert_eq!((answer.method.as_str(), answer.address.as_str()), ("POST", BACK));
        assert_eq!(answer.fields, [("JWT".to_owned(), "a.b.c".to_owned())]);
        assert!(answer.by_itself);
        assert!(browser.recorder().exchanges().iter().all(|hop| hop.url.origin() == server.url.origin()));
    }

    #[tokio::test]
    async fn a_tool_may_answer_without_asking_anybody() {
        let server = TestServer::start(&[("/launch", &relay(SUBMITS))]).await;
        let mut browser = browser();
        let mut ended = opened(&server, &mut browser).await;
        perform(&mut browser, &pick(&[]), &mut ended).await.unwrap();
        assert!(ended.answer().unwrap().by_itself);
        let stuck = perform(&mut browser, &pick(&[click("#add")]), &mut ended).await.unwrap_err();
        assert!(stuck.to_string().contains("left for the platform already") && !stuck.not_found);
    }

    #[tokio::test]
    async fn a_form_that_waits_for_a_click_is_an_answer_that_does_not_go_by_itself() {
        let server = TestServer::start(&[("/launch", &relay(""))]).await;
        let mut browser = browser();
        let mut ended = opened(&server, &mut browser).await;
        perform(&mut browser, &pick(&[]), &mut ended).await.unwrap();
        assert!(!ended.answer().unwrap().by_itself);
    }

    #[tokio::test]
    async fn a_step_that_finds_nothing_is_told_with_its_page() {
        let server = TestServer::start(&[("/launch", &html("<p>empty")), ("/list", &html("<p>none"))]).await;
        let mut browser = browser();
        let mut ended = opened(&server, &mut browser).await;
        let steps = [ActStep::Open("/list".to_owned()), click("#item")];
        let stuck = perform(&mut browser, &pick(&steps), &mut ended).await.unwrap_err();
        let told = stuck.to_string();
        assert!(
            stuck.not_found && told.starts_with("the act `pick` stops at step 2, click `#item`, on "),
            "{told}"
        );
        assert!(told.ends_with("/list: nothing matches `#item`"), "{told}");
    }
}
