//! A launch in the hands of an application: who is here, and in which session.

use std::fmt;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::error::InternalError;
use actix_web::{Error, FromRequest, HttpMessage as _, HttpRequest};

use crate::lti::LtiTool;
use crate::message::LaunchData;
use crate::session::{Purpose, Record, brought};

/// The launch that opened the session of a request; extractor for every route, and for the handlers
/// [`on_launch`](crate::Builder::on_launch) and [`on_deep_linking`](crate::Builder::on_deep_linking).
///
/// What the platform said is in [`LaunchData`], which this dereferences to. A request without a session is answered
/// by [`on_session_missing`](crate::Builder::on_session_missing); `Option<Launch>` lets such requests in.
///
/// ```
/// use homeroom_tool::Launch;
///
/// async fn home(launch: Launch) -> String {
///     format!("Hello {}", launch.user.name.as_deref().unwrap_or("stranger"))
/// }
///
/// async fn about(launch: Option<Launch>) -> &'static str {
///     if launch.is_some() { "signed in" } else { "nobody is here" }
/// }
/// ```
#[derive(Clone)]
pub struct Launch {
    record: Arc<Record>,
    session: Arc<str>,
    token: Arc<str>,
    arrival: Option<Arc<Arrival>>,
    /// Where the browser goes to see it.
    target: Arc<str>,
}

/// What is known of a launch only while it comes in.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) target: String,
    pub(crate) earlier: Vec<String>,
}

impl Launch {
    pub(crate) fn new(lti: &LtiTool, session: &str, record: Arc<Record>) -> Self {
        let token = lti.app.tickets.sign(Purpose::Token, session);
        let target = lti.app.own_page(&record.launch.target_link_uri);
        Self { record, session: session.into(), token: token.into(), arrival: None, target: target.into() }
    }

    pub(crate) fn arrived(lti: &LtiTool, session: &str, record: Arc<Record>, arrival: Arrival) -> Self {
        let target = arrival.target.as_str().into();
        Self { arrival: Some(Arc::new(arrival)), target, ..Self::new(lti, session, record) }
    }

    /// What the platform said, to keep or to hand on.
    pub fn data(&self) -> &LaunchData {
        &self.record.launch
    }

    /// The name of the session, for what an application keeps itself. It never leaves the tool: browsers only get it
    /// signed.
    pub fn session_id(&self) -> &str {
        &self.session
    }

    /// A signed token for this session, for requests without cookies: in the header `Authorization: Bearer TOKEN`, or
    /// `Authorization: LTI-Session token="TOKEN", app="..."` where the application has a token of its own
    /// ([`crate::app_token`]). In the query parameter or, where the [guard](LtiTool::guard) stands, the form field
    /// `lti_session` it counts beside the cookie, and alone in tools that are
    /// [`cookieless`](crate::Builder::cookieless).
    pub fn session_token(&self) -> &str {
        &self.token
    }

    /// Where the browser should go: the signed target of the launch (CORE-012) if it is a page of this tool, else the start
    /// page of the tool.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Where in the tool this session is: the target of the launch, until a redirect
    /// [marked another place](crate::Redirect::new_resource).
    pub fn resource(&self) -> &str {
        self.record.resource.as_deref().unwrap_or(&self.record.launch.target_link_uri)
    }

    /// The sessions that this browser had until now. Those of another person are over; those of the same one go on for pages
    /// that name them. Empty but in the handlers of launches.
    pub fn earlier_sessions(&self) -> &[String] {
        self.arrival.as_ref().map_or(&[], |arrival| &arrival.earlier)
    }
}

/// Without the session, which whoever reads it could use, and without anything about the person.
impl fmt::Debug for Launch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LaunchData { issuer, client_id, deployment_id, message_type, .. } = self.data();
        let mut said = f.debug_struct("Launch");
        said.field("issuer", issuer).field("client_id", client_id).field("deployment_id", deployment_id);
        said.field("message_type", message_type).finish_non_exhaustive()
    }
}

impl Deref for Launch {
    type Target = LaunchData;

    fn deref(&self) -> &LaunchData {
        self.data()
    }
}

impl FromRequest for Launch {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            if let Some(known) = request.extensions().get::<Self>().cloned() {
                return Ok(known);
            }
            let lti = LtiTool::of(&request)?;
            if let Some(launch) = brought::launch(&lti, &request, None).await {
                return Ok(launch);
            }
            let answer = lti.session_missing(&request).await;
            Err(InternalError::from_response("nobody is signed in", answer).into())
        })
    }
}
