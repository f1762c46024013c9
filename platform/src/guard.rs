//! What every request passes: the host allow-list against DNS rebinding, the origin check on everything that changes
//! state, and the headers that every answer carries.

use std::collections::HashSet;

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::http::{StatusCode, Uri};
use actix_web::middleware::Next;
use actix_web::web::Data;
use url::Url;

use crate::domain::edge::quoted;
use crate::error::Problem;
use crate::pages;

/// Host names this platform answers to; ports do not matter to rebinding.
#[derive(Debug)]
pub(crate) struct Hosts {
    allowed: HashSet<String>,
    /// The origin of the public URL.
    origin: String,
}

impl Hosts {
    pub(crate) fn new(urls: &[&Url], further: &[String]) -> Self {
        let own = urls.iter().filter_map(|url| url.host_str());
        let loopback = ["localhost", "127.0.0.1", "[::1]"];
        let all = loopback.into_iter().chain(own).chain(further.iter().map(String::as_str));
        let allowed = all.map(|host| name_of(host).to_ascii_lowercase()).collect();
        let origin = urls.first().map(|url| url.origin().ascii_serialization()).unwrap_or_default();
        Self { allowed, origin }
    }

    /// Whether a `Host` header names us. No stranger can point a name below `.localhost` here.
    fn admit(&self, host: &str) -> bool {
        let name = name_of(host).to_ascii_lowercase();
        self.allowed.contains(&name) || name.ends_with(".localhost")
    }

    /// Whether an `Origin` is this platform: its public URL, or the address by which it was reached.
    fn is_own(&self, origin: &str, host: &str) -> bool {
        let reached = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        origin == self.origin || reached.is_some_and(|reached| reached.eq_ignore_ascii_case(host))
    }
}

/// `host:port` without the port.
fn name_of(host: &str) -> &str {
    if host.starts_with('[') {
        return host.split_inclusive(']').next().unwrap_or(host);
    }
    host.split(':').next().unwrap_or(host)
}

/// Refuses strangers, passes everyone else on, and sets the headers.
pub(crate) async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let mut response = match check(&request) {
        Ok(()) => next.call(request).await?.map_into_boxed_body(),
        Err(problem) => {
            let refusal = pages::refuse(request.headers(), &problem);
            request.into_response(refusal)
        }
    };
    set_headers(&mut response);
    Ok(response)
}

fn check(request: &ServiceRequest) -> Result<(), Problem> {
    let Some(hosts) = request.app_data::<Data<Hosts>>() else { return Ok(()) };
    let host = host_of(request);
    if !hosts.admit(&host) {
        return Err(unknown_host(&host));
    }
    let origin = request.headers().get(ORIGIN).map(|value| String::from_utf8_lossy(value.as_bytes()));
    match origin {
        Some(origin) if demands_own_origin(request) && !hosts.is_own(&origin, &host) => {
            Err(foreign_origin(&origin, hosts))
        }
        _ => Ok(()),
    }
}

fn host_of(request: &ServiceRequest) -> String {
    let header = request.headers().get("host").and_then(|value| value.to_str().ok());
    let target = || request.uri().authority().map(|authority| authority.as_str().to_owned());
    header.map(str::to_owned).or_else(target).unwrap_or_default()
}

/// Tools post across sites to `/{campus}/lti/..`, also with `Origin: null`; everything else that changes state is for
/// our own pages.
fn demands_own_origin(request: &ServiceRequest) -> bool {
    !request.method().is_safe() && !is_lti(request.uri())
}

fn is_lti(uri: &Uri) -> bool {
    uri.path().trim_start_matches('/').split('/').nth(1) == Some("lti")
}

fn unknown_host(host: &str) -> Problem {
    Problem::new(StatusCode::MISDIRECTED_REQUEST, "unknown host")
        .detail(format!("this platform does not answer to the host {}", quoted(host)))
        .expected("localhost, a loopback address, or a host that was allowed at the start", quoted(host))
        .hint("start with `--allow-host NAME` to allow it")
}

fn foreign_origin(origin: &str, hosts: &Hosts) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "foreign origin")
        .detail("only pages of this platform may change its state")
        .expected(format!("the origin {} or no Origin header", quoted(&hosts.origin)), quoted(origin))
        .hint("call the control API from a program, not from a page of another site")
}

/// No inline script anywhere. No `form-action`: browsers apply it to the redirects that follow a form, and forms of this
/// platform go to tools. What tools embed (`/lti/`) may be framed by anyone.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: http: https:; \
                      frame-src http: https:; object-src 'none'; base-uri 'none'";
const UNFRAMED: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: http: https:; \
                        frame-src http: https:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

fn set_headers(response: &mut ServiceResponse<BoxBody>) {
    let policy = if is_lti(response.request().uri()) { POLICY } else { UNFRAMED };
    // The whole path would tell the tool what the person looked at; no origin at all would make forms say `null`.
    let headers: [(HeaderName, &'static str); 3] = [
        (CONTENT_SECURITY_POLICY, policy),
        (REFERRER_POLICY, "strict-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        if !response.headers().contains_key(&name) {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Hosts {
        let public = Url::parse("https://lms.school.test/").unwrap();
        Hosts::new(&[&public], &["host.docker.internal".to_owned()])
    }

    #[test]
    fn only_known_hosts_are_answered() {
        for good in [
            "localhost:8080",
            "127.0.0.1",
            "[::1]:8080",
            "LMS.school.test",
            "host.docker.internal:1",
            "a.localhost",
        ] {
            assert!(hosts().admit(good), "{good}");
        }
        for bad in
            ["evil.example", "localhost.evil.example", "", "evil.example:8080", "127.0.0.1.evil.example"]
        {
            assert!(!hosts().admit(bad), "{bad}");
        }
    }

    #[test]
    fn our_origin_is_the_public_one_or_the_one_reached() {
        assert!(hosts().is_own("https://lms.school.test", "127.0.0.1:8080"));
        assert!(hosts().is_own("http://127.0.0.1:8080", "127.0.0.1:8080"));
        assert!(!hosts().is_own("http://localhost:3000", "localhost:8080"));
        assert!(!hosts().is_own("null", "localhost:8080"));
    }
}
