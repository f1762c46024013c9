//! The services of a platform that answers what a test tells it to, and remembers what it was asked.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Data, PayloadConfig};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_vocab::{claim, role, scope};
use serde_json::{Value, json};
use url::{Url, form_urlencoded};

use super::School;
use super::browser::{Browser, Page};
use super::forge::Forge;

/// One request to the platform.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) method: String,
    /// With the query.
    pub(crate) path: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    pub(crate) fn is_token(&self) -> bool {
        self.path == "/token"
    }

    /// A field of a form.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let mut pairs = form_urlencoded::parse(self.body.as_bytes());
        pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    /// A part of the assertion of a token request: 0 is the header, 1 the payload.
    pub(crate) fn assertion(&self, part: usize) -> Value {
        let assertion = self.field("client_assertion").unwrap();
        let part = assertion.split('.').nth(part).unwrap().to_owned();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// One answer.
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
    delay: Duration,
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: String::new(), delay: Duration::ZERO }
    }

    pub(crate) fn json(body: &Value) -> Self {
        Self { body: body.to_string(), ..Self::status(200) }
    }

    pub(crate) fn created(body: &Value) -> Self {
        Self { status: 201, ..Self::json(body) }
    }

    pub(crate) fn refused(status: u16, error: &str) -> Self {
        Self { status, ..Self::json(&json!({ "error": error })) }
    }

    pub(crate) fn text(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::status(200) }
    }

    pub(crate) fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((header, value.into()));
        self
    }

    pub(crate) fn late(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

/// A token for whatever is asked for.
pub(crate) fn token(call: &Call) -> Reply {
    let scope = call.field("scope").unwrap_or_default();
    Reply::json(
        &json!({ "access_token": "at-1", "token_type": "Bearer", "expires_in": 3600, "scope": scope }),
    )
}

type Desk = Arc<dyn Fn(&Call) -> Reply + Send + Sync>;

struct Shared {
    desk: Mutex<Desk>,
    calls: Mutex<Vec<Call>>,
}

pub(crate) struct Office {
    pub(crate) url: String,
    shared: Arc<Shared>,
}

impl Office {
    /// An office at an address of its own.
    pub(crate) fn open(desk: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Self {
        let shared = Arc::new(Shared { desk: Mutex::new(Arc::new(desk)), calls: Mutex::default() });
        let data = Data::from(Arc::clone(&shared));
        let server = HttpServer::new(move || {
            let limit = PayloadConfig::new(4 * 1024 * 1024);
            App::new().app_data(data.clone()).app_data(limit).default_service(web::to(answer))
        });
        let server = server.workers(1).disable_signals().bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", server.addrs()[0]);
        tokio::spawn(server.run());
        Self { url, shared }
    }

    /// Answers otherwise from now on.
    pub(crate) fn change(&self, desk: impl Fn(&Call) -> Reply + Send + Sync + 'static) {
        *self.shared.desk.lock().unwrap() = Arc::new(desk);
    }

    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Everything that was asked, in order.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.shared.calls.lock().unwrap().clone()
    }

    /// The calls of services, without those for tokens, as `METHOD /path`.
    pub(crate) fn served(&self) -> Vec<String> {
        self.calls().iter().filter(|call| !call.is_token()).map(|call| format!("{call:?}")).collect()
    }

    pub(crate) fn tokens(&self) -> Vec<Call> {
        self.calls().into_iter().filter(Call::is_token).collect()
    }

    pub(crate) fn forget(&self) {
        self.shared.calls.lock().unwrap().clear();
    }

    /// Makes it the office of the main platform.
    pub(crate) async fn serve(&self, school: &School) {
        let mut agreed = school.main.agreed("client");
        agreed.token_endpoint = Url::parse(&self.at("/token")).unwrap();
        school.tool.register(agreed).await.unwrap();
    }

    /// What a launch offers that comes from here: all scopes, line items, no line item of the link, the roster.
    pub(crate) fn offer(&self, forge: &mut Forge) {
        self.offer_grades(forge, &["lineitem", "lineitem.readonly", "result.readonly", "score"], true, None);
        let roster =
            json!({ "context_memberships_url": self.at("/members?x=1"), "service_versions": ["2.0"] });
        forge.set(claim::NRPS, roster);
    }

    pub(crate) fn offer_grades(&self, forge: &mut Forge, scopes: &[&str], all: bool, one: Option<&str>) {
        let prefix = scope::AGS_SCORE.trim_end_matches("score");
        let scopes: Vec<_> = scopes.iter().map(|scope| format!("{prefix}{scope}")).collect();
        let mut endpoint = json!({ "scope": scopes });
        if all {
            endpoint["lineitems"] = self.at("/items?x=1").into();
        }
        if let Some(one) = one {
            endpoint["lineitem"] = self.at(one).into();
        }
        forge.set(claim::AGS_ENDPOINT, endpoint);
    }
}

async fn answer(shared: Data<Shared>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let headers = request.headers().iter();
    let call = Call {
        method: request.method().to_string(),
        path: request.uri().to_string(),
        headers: headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect(),
        body: String::from_utf8(body.to_vec()).unwrap(),
    };
    let desk = Arc::clone(&shared.desk.lock().unwrap());
    let reply = desk(&call);
    shared.calls.lock().unwrap().push(call);
    tokio::time::sleep(reply.delay).await;
    let mut response = HttpResponse::build(StatusCode::from_u16(reply.status).unwrap());
    for (name, value) in reply.headers {
        response.append_header((name, value));
    }
    response.body(reply.body)
}

/// Someone whose launch offers services, and the page that it ended at.
pub(crate) struct Visit {
    pub(crate) browser: Browser,
    pub(crate) page: Page,
}

impl School {
    /// A school with an office, in which the desk answers.
    pub(crate) async fn with_office(desk: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> (Self, Office) {
        let (school, office) = (Self::open().await, Office::open(desk));
        office.serve(&school).await;
        (school, office)
    }

    pub(crate) async fn visit(&self, spoil: impl FnOnce(&mut Forge)) -> Visit {
        let mut browser = Browser::new();
        let answer = self.launch(&mut browser, spoil).await;
        let page = browser.follow(answer).await;
        assert_eq!(page.status, 200, "{}", page.body);
        Visit { browser, page }
    }

    /// A learner to whom everything is offered.
    pub(crate) async fn learner(&self, office: &Office) -> Visit {
        self.visit(|forge| office.offer(forge)).await
    }

    /// A teacher to whom everything is offered.
    pub(crate) async fn teacher(&self, office: &Office) -> Visit {
        self.visit(|forge| {
            office.offer(forge);
            forge.set(claim::ROLES, json!([role::context::INSTRUCTOR]));
        })
        .await
    }

    /// Presses a button of the page.
    pub(crate) async fn press(&self, visit: &mut Visit, button: &str) -> Page {
        let action = visit.page.attribute("form#acts", "action").unwrap();
        let guard = visit.page.attribute("form#acts input[name=guard]", "value").unwrap();
        let name = visit.page.attribute(&format!("button#{button}"), "value");
        let name = name.unwrap_or_else(|| panic!("no button {button} in {}", visit.page.body));
        let url = self.url(action.trim_start_matches('/'));
        visit.browser.post(&url, &[("guard", &guard), ("act", &name)]).await
    }
}
