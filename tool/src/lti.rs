//! The tool as an application holds it.

use std::sync::Arc;

use actix_web::error::ErrorInternalServerError;
use actix_web::http::Method;
use actix_web::web::ServiceConfig;
use actix_web::{App as ActixApp, Error, HttpMessage as _, HttpRequest, HttpResponse, HttpServer};
use url::Url;

use crate::app::App;
use crate::builder::Builder;
use crate::deep_linking::{Answer, AnswerError};
use crate::default_pages;
use crate::dynamic_registration;
use crate::message::LaunchData;
use crate::paths::{Addresses, Paths, routed};
use crate::platforms::Platforms;
use crate::routes;
use crate::services::grades::Grades;
use crate::services::roster::Roster;
use crate::session::{Guard, Launch, Redirect, RedirectError};

/// An LTI tool: what answers platforms, and what an application asks about them. Clones are the same tool.
///
/// It is mounted in an application of actix-web, with the application's own routes and middleware around it:
///
/// ```no_run
/// use actix_web::web::get;
/// use actix_web::{App, HttpServer};
/// use homeroom_tool::{Launch, LtiTool};
///
/// async fn home(launch: Launch) -> String {
///     format!("Hello {}", launch.user.name.as_deref().unwrap_or("stranger"))
/// }
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let lti = LtiTool::builder("http://localhost:3000/").build().await?;
/// HttpServer::new(move || App::new().wrap(lti.guard()).configure(lti.routes()).route("/", get().to(home)))
///     .bind("localhost:3000")?
///     .run()
///     .await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct LtiTool {
    pub(crate) app: Arc<App>,
}

/// The application is being asked what to answer to a request without a session. Its handler may look for a session itself,
/// and must not be asked again.
struct Asked;

impl LtiTool {
    /// Begins a tool that browsers reach at this address.
    pub fn builder(url: impl Into<String>) -> Builder {
        Builder::new(url.into())
    }

    /// The tool in whose routes a request is handled.
    pub(crate) fn of(request: &HttpRequest) -> Result<Self, Error> {
        let missing =
            "the routes of the LTI tool are not configured in this application: `.configure(lti.routes())`";
        request.app_data::<Self>().cloned().ok_or_else(|| ErrorInternalServerError(missing))
    }

    /// The answer to a deep linking request.
    ///
    /// # Errors
    ///
    /// When the launch is none.
    pub fn deep_linking<'a>(&'a self, launch: &'a LaunchData) -> Result<Answer<'a>, AnswerError> {
        Answer::new(&self.app, launch)
    }

    /// The grade service that a launch offers: line items, scores, results.
    pub fn grades<'a>(&'a self, launch: &'a LaunchData) -> Grades<'a> {
        Grades::new(&self.app, launch)
    }

    /// The roster that a launch offers.
    pub fn roster<'a>(&'a self, launch: &'a LaunchData) -> Roster<'a> {
        Roster::new(&self.app, launch)
    }

    /// Where the tool answers, with a slash at the end.
    pub fn url(&self) -> &Url {
        &self.app.url
    }

    /// The paths at which the kit answers.
    pub fn paths(&self) -> &Paths {
        &self.app.paths
    }

    /// The same as whole addresses: what a platform has to know.
    pub fn addresses(&self) -> &Addresses {
        &self.app.addresses
    }

    /// The platforms that this tool is registered with.
    pub fn platforms(&self) -> &Platforms {
        &self.app.platforms
    }

    /// The routes of the kit, for [`actix_web::App::configure`]. Extractors such as [`Launch`] need them too, and find the tool that was
    /// configured last: several tools in one application need a scope of their own each. [Paths](Builder::paths) are those of
    /// the whole application.
    pub fn routes(&self) -> impl FnOnce(&mut ServiceConfig) + Clone + use<> {
        let lti = self.clone();
        move |config| routes::configure(config, &lti)
    }

    /// Middleware that lets requests without a session only to the routes of the kit and to those that the builder
    /// [allows](Builder::allow); all others are answered by [`on_session_missing`](Builder::on_session_missing).
    pub fn guard(&self) -> Guard {
        Guard { lti: self.clone() }
    }

    /// Serves the tool with the application's routes behind the guard, until the process is told to stop.
    ///
    /// ```no_run
    /// use actix_web::web::get;
    /// use homeroom_tool::{Launch, LtiTool};
    ///
    /// # async fn home(launch: Launch) -> &'static str { "hello" }
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let lti = LtiTool::builder("http://localhost:3000/").build().await?;
    /// lti.serve("localhost:3000", |config| {
    ///     config.route("/", get().to(home));
    /// })
    /// .await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on.
    pub async fn serve<F>(&self, listen: impl std::net::ToSocketAddrs, routes: F) -> std::io::Result<()>
    where
        F: Fn(&mut ServiceConfig) + Clone + Send + 'static,
    {
        let lti = self.clone();
        let server = HttpServer::new(move || {
            ActixApp::new().wrap(lti.guard()).configure(lti.routes()).configure(routes.clone())
        });
        server.bind(listen)?.run().await
    }

    /// Sends the browser on, with the session kept.
    ///
    /// ```
    /// use actix_web::web::Data;
    /// use actix_web::{HttpResponse, Result};
    /// use homeroom_tool::{Launch, LtiTool, Redirect};
    ///
    /// async fn start(launch: Launch, lti: Data<LtiTool>) -> Result<HttpResponse> {
    ///     Ok(lti.redirect(&launch, Redirect::to("/quiz/7").query("page", "1").new_resource()).await?)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// When the target is on a host that does not share the cookies of this tool.
    pub async fn redirect(&self, launch: &Launch, to: Redirect) -> Result<HttpResponse, RedirectError> {
        to.respond(&self.app, launch).await
    }

    /// Ends the session of a launch, as a button "sign out" does, and those of the same person in other tabs of the browser.
    pub async fn end_session(&self, launch: &Launch) {
        self.app.sessions.sign_out(launch.session_id()).await;
    }

    /// Whether a route works without a session.
    pub(crate) fn is_open(&self, method: &Method, path: &str) -> bool {
        let Paths { login, launch, keys, register } = &self.app.paths;
        let register = routed(register);
        let registers = path == register || path == dynamic_registration::script_path(register);
        [login, launch, keys].into_iter().any(|own| routed(own) == path)
            || (registers && self.app.desk.is_some())
            || self.app.allowed.iter().any(|allowed| allowed.admits(method, path))
    }

    pub(crate) async fn session_missing(&self, request: &HttpRequest) -> HttpResponse {
        let asked = request.extensions().contains::<Asked>();
        let Some(handler) = self.app.handlers.session_missing.as_ref().filter(|_| !asked) else {
            return default_pages::session_missing();
        };
        request.extensions_mut().insert(Asked);
        let answer = handler.call(request).await;
        request.extensions_mut().remove::<Asked>();
        answer
    }
}
