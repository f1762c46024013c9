//! The control API of the platform, seen from outside: own shapes, plain HTTP.

mod invitations;
mod services;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use crate::record::Stop;
use crate::target::Registration;
pub(crate) use invitations::{Invitation, InvitationOrder, KnownTool};
pub(crate) use services::{ArmOrder, CourseOrder, LineItem, LineItemOrder};

/// How long a control call may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(15);

/// Well below the time after which servers close idle connections: a call on one that is just being closed would fail.
const IDLE: Duration = Duration::from_secs(1);

/// A control call that failed: always our side, never the tool's.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the platform did not do `{call}`: {why}")]
pub struct ControlError {
    /// Method and address.
    pub call: String,
    /// What it answered.
    pub why: String,
}

/// What our own platform did not do leaves a case unjudged.
impl From<ControlError> for Stop {
    fn from(error: ControlError) -> Self {
        Self::unjudged(error.to_string())
    }
}

/// A client of one platform.
#[derive(Debug, Clone)]
pub(crate) struct Control {
    base: Url,
    http: reqwest::Client,
}

/// A client of one campus.
#[derive(Debug, Clone)]
pub(crate) struct Campus {
    control: Control,
    name: String,
    pub(crate) endpoints: Endpoints,
}

/// Where a campus answers.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Endpoints {
    pub(crate) issuer: String,
    pub(crate) authorization_endpoint: String,
    pub(crate) token_endpoint: String,
    pub(crate) jwks_uri: String,
}

/// What the platform says of a registration: the ids it minted or kept.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Registered {
    pub(crate) client_id: String,
    pub(crate) deployments: Vec<String>,
    /// What the tool may ask access tokens for.
    #[serde(default)]
    pub(crate) scopes: Vec<String>,
}

/// A person to create.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) given_name: String,
    pub(crate) family_name: String,
    pub(crate) email: String,
}

/// A link to place.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LinkOrder<'a> {
    pub(crate) id: &'a str,
    pub(crate) course: &'a str,
    pub(crate) title: &'a str,
    /// Default: what the registration names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) custom: Option<&'a Value>,
}

impl<'a> LinkOrder<'a> {
    /// A link to what the tool opens by default.
    pub(crate) fn of_course(id: &'a str, course: &'a str, title: &'a str) -> Self {
        Self { id, course, title, url: None, custom: None }
    }
}

/// A launch to prepare: of a link, or for a message without one in a course.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct LaunchOrder {
    /// Default: a resource link launch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) link: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) course: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) client_id: String,
    pub(crate) person: String,
    /// How the login starts, `get` or `post`. Default: as the tool takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) method: Option<&'static str>,
    pub(crate) options: serde_json::Map<String, Value>,
    pub(crate) faults: Vec<FaultOrder>,
}

/// A fault of the catalogue, with the value that some of them need.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FaultOrder {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) with: Option<String>,
}

/// A launch that waits for the browser.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Prepared {
    pub(crate) id: String,
    pub(crate) login: Login,
}

/// The login initiation that the browser has to perform.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Login {
    pub(crate) method: String,
    pub(crate) url: Url,
    pub(crate) parameters: Vec<(String, String)>,
}

/// What became of a launch, by the platform's account: used only to explain, never to judge.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct LaunchAccount {
    pub(crate) refusal: Option<Refusal>,
    #[serde(default)]
    pub(crate) deep_linking: Option<PickingAccount>,
}

/// What came back from a content picker.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PickingAccount {
    pub(crate) answer: Option<AnswerAccount>,
}

/// Whether the platform took the answer.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct AnswerAccount {
    pub(crate) accepted: bool,
}

/// Why the platform refused the tool's request.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Refusal {
    pub(crate) error: String,
    pub(crate) description: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Exchanges {
    exchanges: Vec<Served>,
    last: u64,
}

/// One request that the platform served.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Served {
    pub(crate) number: u64,
    pub(crate) url: String,
}

impl Control {
    /// A client for the platform at `base`.
    pub(crate) fn new(base: Url) -> Result<Self, ControlError> {
        let http =
            reqwest::Client::builder().timeout(PATIENCE).pool_idle_timeout(IDLE).tls_certs_only([]).build();
        let http = http.map_err(|error| ControlError { call: base.to_string(), why: error.to_string() })?;
        Ok(Self { base, http })
    }

    /// The campus of that name, created if it is not there.
    pub(crate) async fn campus(&self, name: &str) -> Result<Campus, ControlError> {
        let _: Value = self.send(reqwest::Method::POST, "api/campuses", &json!({"name": name})).await?;
        let endpoints = self.get(&format!("{name}/api/platform")).await?;
        Ok(Campus { control: self.clone(), name: name.to_owned(), endpoints })
    }

    /// What the platform tells of all campuses.
    pub(crate) async fn read<T: DeserializeOwned>(&self, path: &str) -> Result<T, ControlError> {
        self.get(path).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ControlError> {
        let (call, url) = self.call("GET", path)?;
        answer(call, self.http.get(url).send().await).await
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: reqwest::Method,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ControlError> {
        let (call, url) = self.call(method.as_str(), path)?;
        answer(call, self.http.request(method, url).json(body).send().await).await
    }

    fn call(&self, method: &str, path: &str) -> Result<(String, Url), ControlError> {
        let call = format!("{method} {}{path}", self.base);
        let url = self
            .base
            .join(path)
            .map_err(|error| ControlError { call: call.clone(), why: error.to_string() })?;
        Ok((call, url))
    }
}

async fn answer<T: DeserializeOwned>(
    call: String,
    answer: reqwest::Result<reqwest::Response>,
) -> Result<T, ControlError> {
    let failed = |why: String| ControlError { call: call.clone(), why };
    let response = answer.map_err(|error| failed(causes(&error)))?;
    let status = response.status();
    let body = response.text().await.map_err(|error| failed(causes(&error)))?;
    if !status.is_success() {
        return Err(failed(format!("{status}: {}", problem(&body))));
    }
    let body = if body.is_empty() { "null" } else { &body };
    serde_json::from_str(body).map_err(|error| failed(format!("unreadable answer: {error}")))
}

/// The error and what caused it: the client's own words stop at "error sending request".
fn causes(error: &reqwest::Error) -> String {
    let first: &dyn std::error::Error = error;
    let all: Vec<_> =
        std::iter::successors(Some(first), |each| each.source()).map(ToString::to_string).collect();
    all.join(": ")
}

fn problem(body: &str) -> String {
    let Ok(problem) = serde_json::from_str::<Value>(body) else { return body.chars().take(300).collect() };
    let parts = ["title", "detail", "expected", "actual", "hint"]
        .map(|key| problem[key].as_str().unwrap_or_default().to_owned());
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("; ")
}

impl Campus {
    /// The name of the campus.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Another campus of the same platform, created if it is not there.
    pub(crate) async fn beside(&self, name: &str) -> Result<Self, ControlError> {
        self.control.campus(name).await
    }

    fn path(&self, resource: &str) -> String {
        format!("{}/api/{resource}", self.name)
    }

    /// What the campus tells of one of its resources.
    pub(crate) async fn read<T: DeserializeOwned>(&self, resource: &str) -> Result<T, ControlError> {
        self.control.get(&self.path(resource)).await
    }

    async fn post<T: DeserializeOwned>(
        &self,
        resource: &str,
        body: &impl Serialize,
    ) -> Result<T, ControlError> {
        self.control.send(reqwest::Method::POST, &self.path(resource), body).await
    }

    async fn create(&self, resource: &str, body: &Value) -> Result<(), ControlError> {
        self.post::<Value>(resource, body).await.map(drop)
    }

    /// Creates or replaces the tool's registration.
    pub(crate) async fn register(&self, name: &str, tool: &Registration) -> Result<Registered, ControlError> {
        let mut body = json!({
            "name": name,
            "login_url": tool.login_url,
            "target_link_uri": tool.target_link_uri,
            "redirect_uris": tool.redirect_uris,
        });
        let optional: BTreeMap<&str, Option<String>> = BTreeMap::from([
            ("client_id", tool.client_id.clone()),
            ("deep_linking_url", tool.deep_linking_url.as_ref().map(Url::to_string)),
            ("jwks_url", tool.jwks_url.as_ref().map(Url::to_string)),
            ("pem", tool.pem.clone()),
        ]);
        for (key, value) in optional.into_iter().filter_map(|(key, value)| Some((key, value?))) {
            body[key] = Value::from(value);
        }
        if !tool.deployments.is_empty() {
            body["deployments"] = json!(tool.deployments);
        }
        self.control.send(reqwest::Method::PUT, &self.path("registrations"), &body).await
    }

    /// Creates a person.
    pub(crate) async fn person(&self, person: &Person) -> Result<(), ControlError> {
        self.post::<Value>("people", person).await.map(drop)
    }

    /// Gives a person roles in a course.
    pub(crate) async fn enrol(&self, course: &str, person: &str, role: &str) -> Result<(), ControlError> {
        self.create("enrolments", &json!({"course": course, "person": person, "roles": [role]})).await
    }

    /// Places a link to the tool in a course.
    pub(crate) async fn link(&self, link: &LinkOrder<'_>, client: &Registered) -> Result<(), ControlError> {
        let mut body = json!(link);
        body["client_id"] = Value::from(client.client_id.as_str());
        if let Some(deployment) = client.deployments.first() {
            body["deployment"] = Value::from(deployment.as_str());
        }
        self.create("links", &body).await
    }

    /// Whether the campus has links already.
    pub(crate) async fn has_links(&self) -> Result<bool, ControlError> {
        let links: Vec<Value> = self.control.get(&self.path("links")).await?;
        Ok(!links.is_empty())
    }

    /// The ids of the courses.
    pub(crate) async fn courses(&self) -> Result<Vec<String>, ControlError> {
        let courses: Vec<Value> = self.control.get(&self.path("courses")).await?;
        Ok(courses.iter().filter_map(|course| course["id"].as_str().map(str::to_owned)).collect())
    }

    /// Prepares a launch.
    pub(crate) async fn prepare(&self, order: &LaunchOrder) -> Result<Prepared, ControlError> {
        self.post("launches", order).await
    }

    /// The platform's account of a launch.
    pub(crate) async fn launch(&self, id: &str) -> Result<LaunchAccount, ControlError> {
        self.control.get(&self.path(&format!("launches/{id}"))).await
    }

    /// The key that signs now.
    pub(crate) async fn active_key(&self) -> Result<String, ControlError> {
        let ring: Value = self.control.get(&self.path("keys")).await?;
        let keys = ring["keys"].as_array().cloned().unwrap_or_default();
        let active = keys.iter().find(|key| key["state"] == "active").and_then(|key| key["kid"].as_str());
        active
            .map(str::to_owned)
            .ok_or_else(|| ControlError { call: "GET keys".to_owned(), why: "no key is active".to_owned() })
    }

    /// Signs with an older key again.
    pub(crate) async fn activate_key(&self, kid: &str) -> Result<(), ControlError> {
        self.create("keys/activate", &json!({"kid": kid})).await
    }

    /// Makes a new signing key; without overlap the old one leaves the key set at once.
    pub(crate) async fn rotate_keys(&self, overlap: bool) -> Result<(), ControlError> {
        self.create("keys/rotate", &json!({"overlap": overlap})).await
    }

    /// Replaces the faults that the whole campus shows.
    pub(crate) async fn arm(&self, faults: &[&str]) -> Result<(), ControlError> {
        let armed: Vec<Value> = faults.iter().map(|name| json!({"name": name, "when": "always"})).collect();
        let body = json!({"armed": armed});
        self.control.send::<Value>(reqwest::Method::PUT, &self.path("faults"), &body).await.map(drop)
    }

    /// The number of the newest exchange.
    pub(crate) async fn newest_exchange(&self) -> Result<u64, ControlError> {
        let page: Exchanges = self.control.get(&self.path("exchanges?kind=jwks")).await?;
        Ok(page.last)
    }

    /// The exchanges of one kind after a number.
    pub(crate) async fn exchanges_after(&self, number: u64, kind: &str) -> Result<Vec<Served>, ControlError> {
        let page: Exchanges =
            self.control.get(&self.path(&format!("exchanges?after={number}&kind={kind}"))).await?;
        Ok(page.exchanges.into_iter().filter(|served| served.number > number).collect())
    }
}
