//! A platform to test, and the acts of a tool and its user.

use homeroom_platform::{Listen, Platform, Settings, State};
use reqwest::{Client, Response, StatusCode};
use scraper::{Html, Selector};
use serde_json::{Map, Value, json};

pub(crate) const REDIRECT: &str = "http://tool.localhost:9/launch";

/// A platform with one registered tool.
pub(crate) struct Lms {
    pub(crate) platform: Platform,
    pub(crate) http: Client,
    pub(crate) client: String,
}

/// What the tool was sent by a form: where to, and the fields.
#[derive(Debug)]
pub(crate) struct Posted {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Posted {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

pub(crate) fn browser() -> Client {
    Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

pub(crate) fn in_memory() -> Settings {
    Settings { listen: Listen::Localhost(0), state: State::Memory, ..Settings::default() }
}

impl Lms {
    pub(crate) async fn start() -> Self {
        Self::start_with(in_memory()).await
    }

    pub(crate) async fn start_with(settings: Settings) -> Self {
        let platform = Platform::start(settings).await.unwrap();
        let mut lms = Self { platform, http: browser(), client: String::new() };
        lms.client = lms.register(json!({})).await;
        lms
    }

    pub(crate) fn base(&self) -> String {
        self.platform.url().as_str().trim_end_matches('/').to_owned()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/main{path}", self.base())
    }

    /// Registers a tool, with what differs from the usual, and says its client id.
    pub(crate) async fn register(&self, differences: Value) -> String {
        let mut body = json!({
            "name": "a tool",
            "login_url": "http://tool.localhost:9/login",
            "target_link_uri": "http://tool.localhost:9/",
            "redirect_uris": [REDIRECT, "http://tool.localhost:9/other"],
        });
        merge(&mut body, differences);
        let answer = self.put("/api/registrations", body).await;
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
        text(&answer.json::<Value>().await.unwrap(), "client_id")
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Response {
        self.http.post(self.url(path)).json(&body).send().await.unwrap()
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Response {
        self.http.put(self.url(path)).json(&body).send().await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.http.get(self.url(path)).send().await.unwrap().json().await.unwrap()
    }

    /// Adds a link of the tool to a seeded course.
    pub(crate) async fn link(&self, differences: Value) -> String {
        let mut body = json!({"course": "algebra-1", "title": "Quiz 1", "client_id": self.client});
        merge(&mut body, differences);
        let answer = self.post("/api/links", body).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        text(&answer.json::<Value>().await.unwrap(), "id")
    }

    /// Prepares a launch of a new link by Ben, with what differs from the usual.
    pub(crate) async fn prepare(&self, differences: Value) -> Launch<'_> {
        let link = self.link(json!({})).await;
        let mut order = json!({"link": link, "person": "ben"});
        merge(&mut order, differences);
        let answer = self.post("/api/launches", order).await;
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{body}");
        Launch::new(self, &body)
    }

    /// Prepares a deep-linking request of Ada for a seeded course, with what differs from the usual.
    pub(crate) async fn prepare_picking(&self, differences: Value) -> Launch<'_> {
        let mut order = json!({
            "message": "LtiDeepLinkingRequest", "course": "algebra-1", "client_id": self.client, "person": "ada",
        });
        merge(&mut order, differences);
        let answer = self.post("/api/launches", order).await;
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{body}");
        Launch::new(self, &body)
    }

    /// A plain launch, answered: the payload that the tool gets.
    pub(crate) async fn payload(&self, differences: Value) -> Value {
        let launch = self.prepare(differences).await;
        let posted = launch.answered().await;
        payload(posted.get("id_token").unwrap())
    }
}

/// A prepared launch, and the request that a good tool would make of it.
pub(crate) struct Launch<'a> {
    lms: &'a Lms,
    pub(crate) id: String,
    pub(crate) login: Vec<(String, String)>,
    pub(crate) request: Vec<(String, String)>,
}

impl<'a> Launch<'a> {
    fn new(lms: &'a Lms, prepared: &Value) -> Self {
        let login: Vec<(String, String)> =
            serde_json::from_value(prepared["login"]["parameters"].clone()).unwrap();
        let given =
            |name: &str| login.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let mut request = pairs(&[
            ("scope", "openid"),
            ("response_type", "id_token"),
            ("response_mode", "form_post"),
            ("prompt", "none"),
            ("redirect_uri", REDIRECT),
            ("state", "state with <\"&'> and é"),
            ("nonce", "nonce-1"),
        ]);
        request.push(("client_id".to_owned(), lms.client.clone()));
        for hint in ["login_hint", "lti_message_hint"] {
            request.extend(given(hint).map(|value| (hint.to_owned(), value)));
        }
        Self { lms, id: text(prepared, "id"), login, request }
    }

    pub(crate) fn login(&self, name: &str) -> Option<&str> {
        self.login.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.request.retain(|(known, _)| known != name);
        self.request.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.request.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn add(mut self, name: &str, value: &str) -> Self {
        self.request.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) async fn ask(&self) -> Response {
        self.lms.http.get(self.lms.url("/lti/authorize")).query(&self.request).send().await.unwrap()
    }

    pub(crate) async fn ask_by_post(&self) -> Response {
        self.lms.http.post(self.lms.url("/lti/authorize")).form(&self.request).send().await.unwrap()
    }

    /// What the tool is sent.
    pub(crate) async fn posted(&self) -> Posted {
        form(self.ask().await).await
    }

    /// What the tool is sent when all is well.
    pub(crate) async fn answered(&self) -> Posted {
        let posted = self.posted().await;
        assert!(posted.get("id_token").is_some(), "{posted:?}");
        posted
    }

    pub(crate) async fn read(&self) -> Value {
        self.lms.get(&format!("/api/launches/{}", self.id)).await
    }
}

/// The form on a page.
pub(crate) async fn form(response: Response) -> Posted {
    let status = response.status();
    let body = response.text().await.unwrap();
    assert_eq!(status, StatusCode::OK, "{body}");
    let page = Html::parse_document(&body);
    let form = page.select(&selector("form")).next().unwrap();
    assert_eq!(form.attr("method"), Some("post"));
    let fields = form
        .select(&selector("input"))
        .map(|field| {
            (field.attr("name").unwrap().to_owned(), field.attr("value").unwrap_or_default().to_owned())
        })
        .collect();
    Posted { action: form.attr("action").unwrap().to_owned(), fields }
}

pub(crate) fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

pub(crate) fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Lays one object over another.
pub(crate) fn merge(into: &mut Value, differences: Value) {
    let differences: Map<String, Value> = serde_json::from_value(differences).unwrap();
    into.as_object_mut().unwrap().extend(differences);
}

pub(crate) fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}")).to_owned()
}

pub(crate) fn decode(part: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).unwrap()
}

pub(crate) fn header(token: &str) -> Value {
    serde_json::from_slice(&decode(token.split('.').next().unwrap())).unwrap()
}

pub(crate) fn payload(token: &str) -> Value {
    serde_json::from_slice(&decode(token.split('.').nth(1).unwrap())).unwrap()
}

pub(crate) fn lti(name: &str) -> String {
    format!("https://purl.imsglobal.org/spec/lti/claim/{name}")
}

pub(crate) fn dl(name: &str) -> String {
    format!("https://purl.imsglobal.org/spec/lti-dl/claim/{name}")
}

pub(crate) fn role(name: &str) -> String {
    format!("http://purl.imsglobal.org/vocab/lis/v2/{name}")
}
