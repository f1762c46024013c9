//! The address that platforms open to register this tool (DYN-001), and the script of its page.
//!
//! | address | method | what |
//! |---|---|---|
//! | `/register` | GET | registers, or asks first |
//! | `/register` | POST | registers, where the page asks first |
//! | `/register/close.js` | GET | tells the platform that the page can be closed |

use std::sync::Arc;

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::{self, Data, Payload, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::registration::{OPENID_CONFIGURATION, REGISTRATION_TOKEN};
use tokio::sync::Semaphore;

use super::error::RegistrationError;
use super::outcome::{Registered, RegistrationRefused};
use super::page;
use super::registrar::Registrar;
use super::spoilt;
use crate::body;
use crate::form::Form;
use crate::handlers::{self, Handlers};
use crate::platform::Platform;
use crate::platforms::Platforms;

const SCRIPT: &str = include_str!("assets/close.js");
/// Below the address itself.
const SCRIPT_PATH: &str = "close.js";

/// How many platforms are talked to at a time: whoever opens the page makes this tool wait for somebody.
const MOST: usize = 16;

/// Everything that the addresses share.
#[derive(Debug)]
pub(crate) struct Desk {
    registrar: Registrar,
    platforms: Platforms,
    handlers: Handlers,
    places: Arc<Semaphore>,
}

impl Desk {
    pub(crate) fn new(registrar: Registrar, platforms: Platforms, handlers: Handlers) -> Self {
        Self { registrar, platforms, handlers, places: Arc::new(Semaphore::new(MOST)) }
    }
}

/// Puts the addresses at this path.
pub(crate) fn mount(config: &mut ServiceConfig, path: &str, desk: &Data<Desk>) {
    let page = web::resource(path).get(get);
    let page = if desk.registrar.asks_first() { page.post(post) } else { page };
    let script = web::resource(script_path(path)).get(script);
    config.app_data(desk.clone()).service(page).service(script);
}

/// Where the script of the page is.
pub(crate) fn script_path(path: &str) -> String {
    format!("{}/{SCRIPT_PATH}", path.trim_end_matches('/'))
}

/// The same for the page itself: whatever a proxy has put before its path, the script is below it.
fn beside(path: &str) -> String {
    let (_, last) = path.rsplit_once('/').unwrap_or(("", path));
    if last.is_empty() { SCRIPT_PATH.to_owned() } else { format!("{last}/{SCRIPT_PATH}") }
}

async fn get(desk: Data<Desk>, request: HttpRequest) -> HttpResponse {
    let form = Form::parse(request.query_string().as_bytes());
    if desk.registrar.asks_first() {
        desk.ask(&request, &form).await
    } else {
        register(&desk, &request, form).await
    }
}

async fn post(desk: Data<Desk>, request: HttpRequest, payload: Payload) -> HttpResponse {
    match body::form(&request, payload.into_inner()).await {
        Ok(form) => register(&desk, &request, form).await,
        Err(error) => desk.refuse(&request, RegistrationError::Parameters(error.to_string())).await,
    }
}

async fn script(desk: Data<Desk>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/javascript; charset=utf-8")
        .insert_header((CACHE_CONTROL, "max-age=3600"))
        .body(spoilt::script(SCRIPT, &desk.registrar.defects))
}

async fn register(desk: &Data<Desk>, request: &HttpRequest, form: Form) -> HttpResponse {
    match ended(desk, form).await {
        Ok(platform) => desk.tell(request, platform).await,
        Err(error) => desk.refuse(request, error).await,
    }
}

/// Goes on when the browser leaves: a platform that has registered the tool is kept.
async fn ended(desk: &Data<Desk>, form: Form) -> Result<Arc<Platform>, RegistrationError> {
    let place = Arc::clone(&desk.places).try_acquire_owned().map_err(|_| RegistrationError::Busy)?;
    let desk = desk.clone();
    let task = actix_web::rt::spawn(async move {
        let registered = desk.registrar.register(&form, &desk.platforms).await;
        drop(place);
        registered
    });
    task.await.unwrap_or_else(|error| {
        tracing::error!(error = error.to_string(), "a registration broke off");
        Err(RegistrationError::NotKept)
    })
}

impl Desk {
    /// Shows who asks before anything is done (DYN-012).
    async fn ask(&self, request: &HttpRequest, form: &Form) -> HttpResponse {
        match self.registrar.asked_by(form) {
            Ok(configuration) => {
                let field = |name| form.one(name).ok().flatten().map(|value| (name, value));
                let fields: Vec<_> =
                    [OPENID_CONFIGURATION, REGISTRATION_TOKEN].into_iter().filter_map(field).collect();
                page::ask(self.registrar.name(), &configuration.origin().ascii_serialization(), &fields)
            }
            Err(error) => self.refuse(request, error).await,
        }
    }

    async fn tell(&self, request: &HttpRequest, platform: Arc<Platform>) -> HttpResponse {
        let Platform { issuer, client_id, active, .. } = &*platform;
        tracing::info!(
            issuer = issuer.as_str(),
            client_id = client_id.as_str(),
            active,
            "a platform has registered this tool"
        );
        let registered = Registered { platform, script: beside(request.path()) };
        match &self.handlers.registered {
            Some(handler) => {
                handlers::hand_over(request, registered);
                handler.call(request).await
            }
            None => page::registered(self.registrar.name(), &registered),
        }
    }

    async fn refuse(&self, request: &HttpRequest, error: RegistrationError) -> HttpResponse {
        tracing::info!(reason = error.to_string(), "a platform has not registered this tool");
        let refused = RegistrationRefused(error);
        match &self.handlers.registration_refused {
            Some(handler) => {
                handlers::hand_over(request, refused);
                handler.call(request).await
            }
            None => page::refused(self.registrar.name(), &refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use homeroom_vocab::post_message::REGISTRATION_CLOSE;

    use super::*;

    #[test]
    fn the_script_says_what_the_platform_waits_for() {
        assert!(SCRIPT.contains(&format!("postMessage({{ subject: \"{REGISTRATION_CLOSE}\" }}")), "{SCRIPT}");
        assert_eq!(script_path("/register"), "/register/close.js");
        assert_eq!(script_path("/lti/register/"), "/lti/register/close.js");
        assert_eq!(beside("/lti/register"), "register/close.js");
        assert_eq!(beside("/lti/register/"), "close.js");
    }
}
