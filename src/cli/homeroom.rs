//! The control API of a Homeroom, as far as the command line needs it.

use std::time::Duration;

use homeroom_harness::{Registration, Target};
use homeroom_platform::Listen;
use reqwest::{Client, Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;

use crate::cli::failure::Failure;

/// How long one call may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long a Homeroom may take to say that it is one.
const SILENCE: Duration = Duration::from_secs(5);

/// A Homeroom at an address.
#[derive(Clone, Debug)]
pub(crate) struct Homeroom {
    base: Url,
    http: Client,
}

/// Where a campus answers.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Endpoints {
    pub(crate) issuer: String,
    pub(crate) authorization_endpoint: String,
    pub(crate) token_endpoint: String,
    pub(crate) jwks_uri: String,
}

/// A registration as far as the command line looks at it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Registered {
    pub(crate) client_id: String,
    pub(crate) deployments: Vec<String>,
    name: String,
}

#[derive(Debug, Deserialize)]
struct Named {
    id: String,
}

#[derive(Debug, Deserialize)]
struct Placed {
    client_id: String,
}

/// The base address of what listens there; none where the port is not known yet.
pub(crate) fn address(listen: &Listen) -> Option<Url> {
    let authority = match listen {
        Listen::Localhost(port) => format!("localhost:{port}"),
        Listen::Addresses(addresses) => addresses.first()?.to_string(),
    };
    let url = Url::parse(&format!("http://{authority}/")).ok()?;
    (url.port_or_known_default() != Some(0)).then_some(url)
}

impl Homeroom {
    pub(crate) fn new(base: Url) -> Result<Self, Failure> {
        let client = Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build();
        let http = client.map_err(|error| Failure::not_judged(format!("no HTTP client: {error}")))?;
        Ok(Self { base, http })
    }

    /// Whether a Homeroom answers there, and not a program that keeps silent.
    pub(crate) async fn answers(&self) -> bool {
        let about = self.call::<Value>(Method::GET, "api/about", None);
        let about = tokio::time::timeout(SILENCE, about).await;
        about.is_ok_and(|about| about.is_ok_and(|about| about["product"] == "homeroom"))
    }

    /// Registers the tool wherever the target says, and completes the target with what was minted.
    pub(crate) async fn register(&self, target: &mut Target) -> Result<(), Failure> {
        let named: Vec<_> = target.registrations.iter().filter_map(|each| each.client_id.clone()).collect();
        for registration in &mut target.registrations {
            let registered = self.register_once(&target.name, registration, &named).await?;
            registration.client_id = Some(registered.client_id);
            registration.deployments = registered.deployments;
        }
        Ok(())
    }

    async fn register_once(
        &self,
        name: &str,
        tool: &Registration,
        named: &[String],
    ) -> Result<Registered, Failure> {
        let campus = &tool.campus;
        let _made: Value = self.call(Method::POST, "api/campuses", Some(json!({"name": campus}))).await?;
        let known = if tool.client_id.is_none() { self.known(campus, name, named).await? } else { None };
        let body = json!({
            "client_id": tool.client_id.as_ref().or(known.as_ref()),
            "name": name,
            "login_url": tool.login_url,
            "target_link_uri": tool.target_link_uri,
            "deep_linking_url": tool.deep_linking_url,
            "redirect_uris": tool.redirect_uris,
            "jwks_url": tool.jwks_url,
            "pem": tool.pem,
            "deployments": Some(&tool.deployments).filter(|deployments| !deployments.is_empty()),
        });
        self.call(Method::PUT, &format!("{campus}/api/registrations"), Some(body)).await
    }

    /// The client id that was minted for this tool before: a tool keeps its id for as long as the state lasts. An id
    /// that the configuration names belongs to another registration of the same tool.
    async fn known(&self, campus: &str, name: &str, named: &[String]) -> Result<Option<String>, Failure> {
        let all: Vec<Registered> =
            self.call(Method::GET, &format!("{campus}/api/registrations"), None).await?;
        let minted = |known: &Registered| known.name == name && !named.contains(&known.client_id);
        Ok(all.into_iter().find(minted).map(|registered| registered.client_id))
    }

    /// Where the campus answers; it is created if it is not there.
    pub(crate) async fn endpoints(&self, campus: &str) -> Result<Endpoints, Failure> {
        let _made: Value = self.call(Method::POST, "api/campuses", Some(json!({"name": campus}))).await?;
        self.call(Method::GET, &format!("{campus}/api/platform"), None).await
    }

    /// Places a link to the tool in the first course, unless there is a link to it already.
    pub(crate) async fn place_link(&self, target: &Target) -> Result<(), Failure> {
        let Some(registration) = target.registrations.first() else { return Ok(()) };
        let api = format!("{}/api", registration.campus);
        let links: Vec<Placed> = self.call(Method::GET, &format!("{api}/links"), None).await?;
        let client = registration.client_id.as_deref().unwrap_or_default();
        let courses: Vec<Named> = self.call(Method::GET, &format!("{api}/courses"), None).await?;
        let (None, Some(course)) = (links.iter().find(|link| link.client_id == client), courses.first())
        else {
            return Ok(());
        };
        let link = json!({"course": course.id, "title": target.name, "client_id": client});
        self.call::<Value>(Method::POST, &format!("{api}/links"), Some(link)).await.map(drop)
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<T, Failure> {
        let call = format!("{method} {}{path}", self.base);
        let failed = |why: &str| Failure::not_judged(format!("the platform did not do `{call}`: {why}"));
        let (status, text) = self.send(method, path, body).await.map_err(|why| failed(&why))?;
        match status {
            StatusCode::UNPROCESSABLE_ENTITY => Err(Failure::usage(refusal(&text))),
            status if !status.is_success() => Err(failed(&format!("{status}: {}", refusal(&text)))),
            _ => serde_json::from_str(&text)
                .map_err(|error| failed(&format!("its answer is unreadable: {error}"))),
        }
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<(StatusCode, String), String> {
        let url = self.base.join(path).map_err(|error| error.to_string())?;
        let mut request = self.http.request(method, url);
        if let Some(body) = &body {
            request = request.json(body);
        }
        let response = request.send().await.map_err(|error| root(&error))?;
        let status = response.status();
        response.text().await.map(|text| (status, text)).map_err(|error| root(&error))
    }
}

/// The innermost cause: the outer ones repeat the address.
fn root(error: &dyn std::error::Error) -> String {
    let mut inner = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}

/// The problem as the platform tells it; anything else in short.
fn refusal(text: &str) -> String {
    let problem: Value = serde_json::from_str(text).unwrap_or_default();
    let Some(detail) = problem["detail"].as_str() else { return text.chars().take(200).collect() };
    let rows = ["expected", "actual", "hint"].map(|name| (name, problem[name].as_str().unwrap_or_default()));
    // Some details say it all.
    let told = rows.iter().filter(|(_, value)| !detail.contains(value));
    told.fold(detail.to_owned(), |text, (name, value)| format!("{text}\n  {name}: {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_free_port_is_not_known() {
        assert_eq!(address(&Listen::Localhost(0)), None);
        assert_eq!(address(&Listen::Localhost(8080)).unwrap().as_str(), "http://localhost:8080/");
        assert_eq!(address(&"127.0.0.1:80".parse().unwrap()).unwrap().as_str(), "http://127.0.0.1/");
    }

    #[test]
    fn a_problem_is_told_line_by_line() {
        let problem =
            r#"{"title":"t","detail":"`pem` is refused","expected":"a key","actual":"`pem`","hint":""}"#;
        assert_eq!(refusal(problem), "`pem` is refused\n  expected: a key");
        assert_eq!(refusal("<html>"), "<html>");
    }
}
