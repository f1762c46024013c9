//! One launch, hop by hop: the login, the tool's question, our answer, its delivery.

use std::sync::Arc;

use homeroom_vocab::message;
use url::Url;

use crate::clock;
use crate::control::{Campus, LaunchOrder, Prepared, Registered};
use crate::driver::{self, Browser, Exchange, Follow, FollowError, Form, Mark, Request, TransportKind};
use crate::oracle::jwt::Token;
use crate::oracle::page::{Broken, Page};
use crate::oracle::proof::Honest;
use crate::oracle::request::AuthenticationRequest;
use crate::picker::{Leaving, Picker};
use crate::reach::Reach;
use crate::record::Stop;
use crate::target::Registration;
use crate::told::Told;

/// Pages that a browser goes through by itself before it shows something: script redirects, self-submitting forms.
const MOST_PAGES: usize = 5;

/// The tool, registered with one campus.
#[derive(Debug, Clone)]
pub(crate) struct Party {
    pub(crate) campus: Campus,
    pub(crate) registered: Registered,
    pub(crate) registration: Registration,
    /// How logins of this tool start where a case does not say it.
    pub(crate) method: &'static str,
    pub(crate) reach: Reach,
    /// The messages that the platform made for it.
    pub(crate) told: Told,
}

/// A login that the platform started and the tool answered.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) prepared: Prepared,
    pub(crate) honest: Honest,
    /// What the tool asks the platform; none if it refused the login.
    pub(crate) asked: Option<Asked>,
    /// Where the browser stands if the tool asked nothing.
    pub(crate) page: Page,
    /// The cookies of this launch are those set after here.
    pub(crate) mark: Mark,
}

/// The tool's question, and the navigation that carries it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) request: AuthenticationRequest,
    pub(crate) navigation: Request,
}

/// The platform's answer, not yet delivered.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) form: Form,
    pub(crate) token: Token,
}

/// Where a delivered answer led.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) page: Page,
    pub(crate) hops: Vec<Arc<Exchange>>,
    pub(crate) mark: Mark,
    /// What was delivered.
    pub(crate) token: Token,
    /// Where the delivered token lets the tool send the browser back.
    pub(crate) return_url: Option<String>,
    /// The content picker, if the token asks for one.
    pub(crate) picker: Option<Picker>,
}

impl Ended {
    /// The page as the driver reads it, for links and selectors.
    pub(crate) fn document(&self) -> Option<driver::Page> {
        self.hops.last().map(|hop| driver::Page::of(hop))
    }
}

impl Party {
    /// A tool of which nothing is known yet.
    pub(crate) fn new(campus: Campus, registered: Registered, registration: Registration) -> Self {
        Self { campus, registered, registration, method: "get", reach: Reach::Taken, told: Told::default() }
    }

    /// The address of the platform's authorization endpoint.
    pub(crate) fn authorization_endpoint(&self) -> &str {
        &self.campus.endpoints.authorization_endpoint
    }

    /// The platform, as the page that starts launches.
    pub(crate) fn platform_page(&self) -> Option<Url> {
        Url::parse(&self.campus.endpoints.issuer).ok()
    }

    /// Starts a login and goes as far as the tool's question, if the tool is known to ask.
    pub(crate) async fn open(&self, browser: &mut Browser, order: &LaunchOrder) -> Result<Opened, Stop> {
        self.reach.demand_question()?;
        self.try_to_open(browser, order).await
    }

    /// Starts a login of which it is the point whether the tool asks.
    pub(crate) async fn try_to_open(
        &self,
        browser: &mut Browser,
        order: &LaunchOrder,
    ) -> Result<Opened, Stop> {
        let order = &LaunchOrder { method: order.method.or(Some(self.method)), ..order.clone() };
        let prepared = self.campus.prepare(order).await?;
        let mark = browser.jar().mark();
        let (asked, page) = self.ask(browser, &prepared).await;
        let nonce =
            asked.as_ref().and_then(|asked| asked.request.get("nonce")).unwrap_or_default().to_owned();
        let honest = self.honest(order, nonce);
        Ok(Opened { prepared, honest, asked, page, mark })
    }

    /// Starts that login. Says what the tool asks the platform, and where the browser stands if it asks nothing.
    pub(crate) async fn ask(&self, browser: &mut Browser, prepared: &Prepared) -> (Option<Asked>, Page) {
        let first = self.initiation(prepared);
        let own = self.registration.login_url.origin();
        let leaves_with_question = |request: &Request| request.url.origin() != own && is_question(request);
        let journey = wander(browser, first, &leaves_with_question).await;
        let waiting = || waits_with(&leaves_with_question, &journey);
        let asked = journey.stopped.clone().or_else(waiting).map(Asked::read);
        (asked, journey.page)
    }

    fn initiation(&self, prepared: &Prepared) -> Request {
        let login = &prepared.login;
        let request = if login.method.eq_ignore_ascii_case("post") {
            Request::post_form(&login.url, &login.parameters)
        } else {
            let mut url = login.url.clone();
            url.query_pairs_mut().extend_pairs(&login.parameters);
            Request::get(&url)
        };
        match self.platform_page() {
            Some(page) => request.initiated_by(&page).in_frame_of(&page),
            None => request,
        }
    }

    /// What an untouched token of this launch would carry.
    pub(crate) fn honest(&self, order: &LaunchOrder, nonce: String) -> Honest {
        let asked_deployment = order.options.get("deployment").and_then(serde_json::Value::as_str);
        let deployment =
            asked_deployment.map(str::to_owned).or_else(|| self.registered.deployments.first().cloned());
        Honest {
            issuer: self.campus.endpoints.issuer.clone(),
            client_id: self.registered.client_id.clone(),
            deployment_id: deployment.unwrap_or_default(),
            person: order.person.clone(),
            message: order.message.unwrap_or(message::RESOURCE_LINK),
            nonce,
            now: clock::now().as_second(),
        }
    }

    /// Carries a question to the platform and brings its answer.
    pub(crate) async fn answer(
        &self,
        browser: &mut Browser,
        launch: &str,
        asked: &Asked,
    ) -> Result<Answer, Stop> {
        self.reach.demand_launch()?;
        let hop = browser
            .send(&asked.navigation)
            .await
            .map_err(|error| Stop::unjudged(format!("our platform: {error}")))?;
        let page = driver::Page::of(&hop);
        match page.forms.into_iter().find(|form| form.value("id_token").is_some()) {
            Some(form) => {
                let token = Token::read(form.value("id_token").unwrap_or_default());
                self.told.note(&token);
                Ok(Answer { form, token })
            }
            None => Err(self.refusal(launch, hop.status).await),
        }
    }

    /// Our own refusal of what the tool asked is never counted as the tool's.
    async fn refusal(&self, launch: &str, status: Option<u16>) -> Stop {
        let account = self.campus.launch(launch).await.ok().and_then(|launch| launch.refusal);
        let why = match account {
            Some(refusal) => format!("`{}`: {}", refusal.error, refusal.description.unwrap_or_default()),
            None => format!("status {}", status.unwrap_or_default()),
        };
        Stop::unjudged(format!("the platform refused the tool's authentication request ({why})"))
    }

    /// A question that the tool never asked, for answers that nobody asked for.
    pub(crate) fn invented(
        &self,
        prepared: &Prepared,
        redirect_uri: &str,
        state: Option<&str>,
        nonce: &str,
    ) -> Option<Asked> {
        let hint = |name: &str| {
            prepared.login.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        };
        let mut parameters: Vec<(String, String)> = [
            ("scope", "openid"),
            ("response_type", "id_token"),
            ("response_mode", "form_post"),
            ("prompt", "none"),
            ("client_id", &self.registered.client_id),
            ("redirect_uri", redirect_uri),
            ("nonce", nonce),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
        parameters.extend(state.map(|state| ("state".to_owned(), state.to_owned())));
        for name in ["login_hint", "lti_message_hint"] {
            parameters.extend(hint(name).map(|value| (name.to_owned(), value)));
        }
        let endpoint = self.authorization_endpoint().to_owned();
        let url = Url::parse(&endpoint).ok()?;
        let navigation = Request::post_form(&url, &parameters);
        Some(Asked { request: AuthenticationRequest { endpoint, parameters }, navigation })
    }
}

impl Asked {
    fn read(navigation: Request) -> Self {
        let endpoint = navigation.url.as_str().split(['?', '#']).next().unwrap_or_default().to_owned();
        let request = AuthenticationRequest { endpoint, parameters: parameters_of(&navigation) };
        Self { request, navigation }
    }
}

/// What a request carries, in its address and as a form.
pub(crate) fn parameters_of(request: &Request) -> Vec<(String, String)> {
    let mut parameters = driver::parse(request.url.query().unwrap_or_default().as_bytes());
    parameters.extend(driver::parse(request.body()));
    parameters
}

/// An authentication request is known by what it carries, wherever it goes.
fn is_question(request: &Request) -> bool {
    let parameters = parameters_of(request);
    let has = |name: &str| parameters.iter().any(|(key, _)| key == name);
    has("response_type") || (has("redirect_uri") && has("client_id")) || (has("nonce") && has("state"))
}

/// The question on a page that waits for a person: a button or a link, for browsers without script. Nothing else on a page
/// is touched.
fn waits_with(is_wanted: &dyn Fn(&Request) -> bool, journey: &Journey) -> Option<Request> {
    let hop = journey.hops.last().filter(|_| journey.page.is_success() && journey.page.broken.is_none())?;
    let page = driver::Page::of(hop);
    let opened =
        |address| Request::get(address).initiated_by(&page.url).shown_in(None, page.embedder.as_ref());
    let links = page.links.iter().map(|link| opened(&link.href));
    page.forms.iter().filter_map(Form::request).chain(links).find(is_wanted)
}

/// Delivers an answer to the tool and goes on to the page that a person would see. A content picker may have its answer
/// ready at once; that is not delivered.
pub(crate) async fn deliver(browser: &mut Browser, request: Request, mark: Mark) -> Ended {
    let fields = driver::parse(request.body());
    let token = Token::read(driver::first(&fields, "id_token").unwrap_or_default());
    let mut picker = Picker::asked_for_by(&token);
    let leaves = |request: &Request| picker.as_ref().is_some_and(|picker| picker.is_left_by(request));
    let journey = wander(browser, request, &leaves).await;
    if let (Some(picker), Some(request)) = (&mut picker, journey.stopped) {
        picker.leaving = Some(Leaving { request, by_itself: true });
    }
    let return_url = return_url_in(&token);
    Ended { page: journey.page, hops: journey.hops, mark, token, return_url, picker }
}

/// Opens a page that is no launch, and goes on to the page that a person would see.
pub(crate) async fn visit(browser: &mut Browser, request: Request) -> Ended {
    let mark = browser.jar().mark();
    let journey = wander(browser, request, &|_| false).await;
    let (page, hops) = (journey.page, journey.hops);
    Ended { page, hops, mark, token: Token::read(""), return_url: None, picker: None }
}

fn return_url_in(token: &Token) -> Option<String> {
    let presentation = token.claim("https://purl.imsglobal.org/spec/lti/claim/launch_presentation")?;
    presentation.get("return_url")?.as_str().map(str::to_owned)
}

/// Where a browser got to by itself.
pub(crate) struct Journey {
    pub(crate) page: Page,
    pub(crate) hops: Vec<Arc<Exchange>>,
    /// The request that the caller wanted to see and not to be sent.
    pub(crate) stopped: Option<Request>,
}

/// Follows redirects, self-submitting forms and script redirects until a page waits for a person.
pub(crate) async fn wander(
    browser: &mut Browser,
    first: Request,
    stop: &(dyn Fn(&Request) -> bool + Sync),
) -> Journey {
    let before = browser.recorder().last_number();
    let mut next = Some(first);
    let mut stopped = None;
    let mut broken = None;
    for _ in 0..MOST_PAGES {
        let Some(request) = next.take() else { break };
        let stops = |url: &Url| stop(&Request::get(url));
        if stop(&request) {
            stopped = Some(request);
            break;
        }
        match browser.follow(request, &Follow::until(&stops).with_refreshes()).await {
            Err(error) => broken = Some(read_break(&error)),
            Ok(journey) if journey.stopped.is_some() => stopped = journey.stopped,
            Ok(journey) => next = journey.last().and_then(|hop| goes_on(hop)),
        }
    }
    let hops = browser.recorder().since(before);
    let mut page = hops.last().map(|hop| page_of(hop)).unwrap_or_default();
    page.broken = broken;
    Journey { page, hops, stopped }
}

/// What a page does by itself.
fn goes_on(hop: &Exchange) -> Option<Request> {
    let page = driver::Page::of(hop);
    if let Some(form) = page.auto_submit().filter(driver::AutoSubmit::submits_itself) {
        return form.request();
    }
    let redirect = page.find_redirect_by_script()?;
    Some(Request::get(&redirect).initiated_by(&page.url).shown_in(None, page.embedder.as_ref()))
}

fn read_break(error: &FollowError) -> Broken {
    match error {
        FollowError::Transport(transport) if transport.kind == TransportKind::Reset => {
            Broken::Dropped(error.to_string())
        }
        FollowError::Transport(transport) if transport.kind == TransportKind::BadHttp => {
            Broken::Dropped(error.to_string())
        }
        FollowError::Transport(transport) if transport.kind == TransportKind::Oversized => {
            Broken::Oversized(error.to_string())
        }
        other => Broken::Unreachable(other.to_string()),
    }
}

/// An exchange as the oracle reads it.
pub(crate) fn page_of(hop: &Exchange) -> Page {
    let headers = hop.response_headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone()));
    Page {
        url: hop.url.to_string(),
        status: hop.status.unwrap_or_default(),
        headers: headers.collect(),
        body: hop.response_body.text().into_owned(),
        broken: None,
    }
}
