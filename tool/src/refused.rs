//! What an application learns about a login or a launch that the kit refused.

use std::fmt;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use homeroom_vocab::claim::LAUNCH_PRESENTATION;
use url::Url;

use crate::app::App;
use crate::default_pages;
use crate::form::Form;
use crate::handlers::{self, NotHandedOver};
use crate::token::claims::Claims;

/// Where something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A login that a platform began (OIDC-010 to OIDC-020).
    Login,
    /// The platform's answer to our authentication request (OIDC-080 and later).
    Launch,
}

/// What kind of reason it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// What came is not what a platform sends: parameters, the form of the token, its claims.
    Malformed,
    /// The login is over, was begun in another browser, or this browser keeps no cookies.
    Browser,
    /// The token is not authentic: signature, issuer, times, nonce.
    Token,
    /// The token is meant for another tool (SEC-013).
    Audience,
    /// Authentic, but not permitted: an unknown deployment, a role, the application's own rules.
    Permission,
    /// The platform itself reports an error (OIDC-065).
    Platform,
    /// No such platform is registered (OIDC-013).
    UnknownPlatform,
    /// The platform is registered, and waits for its activation.
    InactivePlatform,
    /// It is the tool that cannot work now, as its store does not answer.
    Unavailable,
}

/// A login or launch that was refused; extractor for the handlers
/// [`on_refused`](crate::Builder::on_refused), [`on_unknown_platform`](crate::Builder::on_unknown_platform) and
/// [`on_inactive_platform`](crate::Builder::on_inactive_platform).
#[derive(Clone)]
pub struct Refused {
    pub(crate) stage: Stage,
    pub(crate) cause: Cause,
    pub(crate) status: StatusCode,
    pub(crate) reason: String,
    pub(crate) detail: Option<String>,
    pub(crate) return_url: Option<Url>,
    /// Everything that was sent. Only defects of the reference tool have a use for this.
    #[cfg_attr(not(feature = "reference"), expect(dead_code, reason = "nobody else may show it"))]
    pub(crate) form: std::sync::Arc<Form>,
}

/// Without what was sent, which may be a token and say who somebody is.
impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = f.debug_struct("Refused");
        said.field("stage", &self.stage).field("cause", &self.cause).field("status", &self.status);
        said.field("reason", &self.reason).finish_non_exhaustive()
    }
}

impl Refused {
    /// Where it was refused.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The kind of reason, for who treats some differently.
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// 400 for what is malformed, 401 for what is not authentic, 403 for what is not permitted.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The reason in words for the person in front of the browser; no word of the token stands in it (SEC-029).
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What the platform itself says about it: text, not HTML (OIDC-066).
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Where the platform wants its users back; known only when the message is authentic (RET-004).
    pub fn return_url(&self) -> Option<&Url> {
        self.return_url.as_ref()
    }

    /// What was sent under this name, once, and believed by nobody. Only defects of the reference tool show it.
    #[cfg(feature = "reference")]
    pub(crate) fn sent(&self, name: &str) -> Option<String> {
        self.form.first(name)
    }

    /// A heading for a page about it.
    pub fn heading(&self) -> &'static str {
        match self.stage {
            Stage::Login => "Login refused",
            Stage::Launch => "Launch refused",
        }
    }
}

/// The application's answer to a refusal, or the kit's own.
pub(crate) async fn answer(app: &App, request: &HttpRequest, refused: Refused) -> HttpResponse {
    tracing::info!(stage = ?refused.stage, cause = ?refused.cause, reason = refused.reason, "refused");
    let handlers = &app.handlers;
    let special = match refused.cause {
        Cause::UnknownPlatform => handlers.unknown_platform.as_ref(),
        Cause::InactivePlatform => handlers.inactive_platform.as_ref(),
        _ => None,
    };
    match special.or(handlers.refused.as_ref()) {
        Some(handler) => {
            handlers::hand_over(request, refused);
            handler.call(request).await
        }
        None => default_pages::refused(&refused),
    }
}

/// Where an authentic message says that its user returns to; only pages of the web are told anything.
pub(crate) fn return_url(verified: &Claims) -> Option<Url> {
    let text = verified.object(LAUNCH_PRESENTATION).ok()??.get("return_url")?.as_str()?;
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

impl FromRequest for Refused {
    type Error = NotHandedOver;
    type Future = Ready<Result<Self, NotHandedOver>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(handlers::handed_over(request))
    }
}

/// A login that goes on to the platform; extractor for the handler [`on_login`](crate::Builder::on_login).
#[derive(Clone)]
pub struct LoginRedirect {
    pub(crate) url: Url,
    pub(crate) endpoint: Url,
}

/// Without `state` and `nonce`.
impl fmt::Debug for LoginRedirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginRedirect").field("endpoint", &self.endpoint.as_str()).finish_non_exhaustive()
    }
}

impl LoginRedirect {
    /// The whole address that the browser has to go to (OIDC-018).
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The platform's authorization endpoint: the address without what the kit added to its query. Whoever sends a
    /// form posts the other parameters of [`LoginRedirect::url`] to it (OIDC-017).
    pub fn endpoint(&self) -> &Url {
        &self.endpoint
    }
}

impl FromRequest for LoginRedirect {
    type Error = NotHandedOver;
    type Future = Ready<Result<Self, NotHandedOver>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(handlers::handed_over(request))
    }
}
