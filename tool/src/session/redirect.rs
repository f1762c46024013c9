//! On to another page of the tool, with the session kept.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, ResponseError};
use url::Url;

use crate::app::App;
use crate::paths;
use crate::session::{Launch, brought};
use crate::store::StoreError;

/// Where a redirect of [`LtiTool::redirect`](crate::LtiTool::redirect) leads.
///
/// ```
/// use homeroom_tool::Redirect;
///
/// let to = Redirect::to("/quiz/7").query("page", "2").new_resource();
/// # let _ = to;
/// ```
#[derive(Clone, Debug)]
pub struct Redirect {
    target: String,
    query: Vec<(String, String)>,
    token: bool,
    new_resource: bool,
}

/// Why a redirect is none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RedirectError {
    /// The target is no page of this tool, so the session does not go there.
    #[error("`{target}` is not below `{base}` nor on a host that shares the cookies of this tool")]
    Foreign {
        /// What was asked for.
        target: String,
        /// The address of the tool.
        base: String,
    },
    /// The session cannot be changed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ResponseError for RedirectError {
    fn status_code(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

impl Redirect {
    /// A path of the tool, or a whole address: of the tool, or of another host in the
    /// [domain of the cookies](crate::CookieSettings::domain).
    pub fn to(target: impl Into<String>) -> Self {
        Self { target: target.into(), query: Vec::new(), token: false, new_resource: false }
    }

    /// A further parameter of the address.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Puts the session token into the address (`lti_session`), where it stands anyway if the tool is
    /// [`cookieless`](crate::Builder::cookieless).
    #[must_use]
    pub fn with_token(mut self) -> Self {
        self.token = true;
        self
    }

    /// Marks the target as what this session is about from now on: [`Launch::resource`].
    #[must_use]
    pub fn new_resource(mut self) -> Self {
        self.new_resource = true;
        self
    }

    pub(crate) async fn respond(self, app: &App, launch: &Launch) -> Result<HttpResponse, RedirectError> {
        let mut url = self.address(app).ok_or_else(|| RedirectError::Foreign {
            target: self.target.clone(),
            base: app.url.to_string(),
        })?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        if self.new_resource {
            app.sessions.set_resource(launch.session_id(), url.as_str()).await?;
        }
        if self.token || app.cookieless {
            url.query_pairs_mut().append_pair(brought::SESSION_FIELD, launch.session_token());
        }
        Ok(HttpResponse::SeeOther().insert_header((LOCATION, url.as_str())).finish())
    }

    fn address(&self, app: &App) -> Option<Url> {
        let is_path = self.target.starts_with('/') && !self.target.starts_with("//");
        let target = if is_path { paths::whole(&app.url, &self.target) } else { self.target.clone() };
        let url = app.url.join(&target).ok()?;
        let bare = url.username().is_empty() && url.password().is_none();
        let shares = |domain: &str| {
            let host = url.host_str().unwrap_or_default();
            url.scheme() == app.url.scheme()
                && (host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')))
        };
        let ours = app.has_page(&url) || app.cookies.domain().is_some_and(shares);
        (bare && ours).then_some(url)
    }
}
