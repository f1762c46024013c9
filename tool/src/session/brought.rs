//! The session that a request belongs to: named by a cookie, by a token, or by both, which must then agree.

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;

use crate::form::Form;
use crate::lti::LtiTool;
use crate::session::{Launch, Purpose};

/// The query parameter and form field with a session token: see [`Launch::session_token`].
pub const SESSION_FIELD: &str = "lti_session";

/// The scheme of our own in the header `Authorization`, for applications whose own tokens travel beside ours.
const SCHEME: &str = "LTI-Session";

/// The launch of the session that a request belongs to, if that lives. `field` is what a posted form says of it.
pub(crate) async fn launch(lti: &LtiTool, request: &HttpRequest, field: Option<String>) -> Option<Launch> {
    let named = named(lti, request, field);
    let sessions = &lti.app.sessions;
    for session in &named.sessions {
        let (Some(record), Some(last)) = (sessions.get(session).await, sessions.last_heir(session).await)
        else {
            continue;
        };
        if named.allows(session, &last) {
            return Some(Launch::new(lti, session, record));
        }
    }
    tracing::debug!(path = request.path(), "no session");
    None
}

/// The names of sessions, alive or not, and what they have to go with.
struct Named {
    sessions: Vec<String>,
    /// Whether a token names it, as the page does that was made for this very session.
    by_token: bool,
    /// The sessions of the cookies, if one of them has to be it, or its last heir.
    cookies: Option<Vec<String>>,
}

impl Named {
    fn by_token(session: Option<&str>) -> Self {
        Self { sessions: session.map(str::to_owned).into_iter().collect(), by_token: true, cookies: None }
    }

    fn allows(&self, session: &str, last_heir: &str) -> bool {
        let has_cookie = self.cookies.as_ref().is_none_or(|cookies| cookies.iter().any(|id| id == last_heir));
        has_cookie && (self.by_token || session == last_heir)
    }
}

fn named(lti: &LtiTool, request: &HttpRequest, field: Option<String>) -> Named {
    let app = &lti.app;
    let read = |token: &str| app.tickets.read(Purpose::Token, token).map(str::to_owned);
    match header(request) {
        Header::Ours(token) => return Named::by_token(read(token).as_deref()),
        Header::Bearer(token) => {
            if let Some(session) = read(token) {
                return Named::by_token(Some(&session));
            }
        }
        Header::None => {}
    }
    let cookies = app.sessions_brought(request);
    let Some(token) = parameter(request).or(field) else {
        return Named { sessions: cookies, by_token: false, cookies: None };
    };
    // A token in an address or a form of another site must not sign anybody in who did not come by its launch.
    let cookies = (!app.cookieless).then_some(cookies);
    Named { cookies, ..Named::by_token(read(&token).as_deref()) }
}

enum Header<'a> {
    None,
    /// A token that may be the application's own.
    Bearer(&'a str),
    Ours(&'a str),
}

fn header(request: &HttpRequest) -> Header<'_> {
    let value = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some((scheme, rest)) = value.and_then(|value| value.trim().split_once(' ')) else {
        return Header::None;
    };
    if scheme.eq_ignore_ascii_case("Bearer") {
        return Header::Bearer(rest.trim());
    }
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return Header::None;
    }
    Header::Ours(named_parameter(rest, "token").unwrap_or_default())
}

/// `name="value"` among others, separated by commas; none of the values here holds a quote or a comma.
fn named_parameter<'a>(parameters: &'a str, name: &str) -> Option<&'a str> {
    let pairs = parameters.split(',').filter_map(|pair| pair.trim().split_once('='));
    let mut found = pairs.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    found.next().map(|(_, value)| value.trim().trim_matches('"'))
}

/// The application's own token in a header `Authorization: LTI-Session token="...", app="..."`.
///
/// ```
/// use actix_web::test::TestRequest;
///
/// let header = ("Authorization", r#"LTI-Session token="ours", app="yours""#);
/// let request = TestRequest::default().insert_header(header).to_http_request();
/// assert_eq!(homeroom_tool::app_token(&request), Some("yours"));
/// ```
pub fn app_token(request: &HttpRequest) -> Option<&str> {
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.trim().split_once(' ')?;
    named_parameter(rest, "app").filter(|_| scheme.eq_ignore_ascii_case(SCHEME))
}

/// Whether a token is named beside any cookie, be it ours or the application's own.
pub(crate) fn has_token(request: &HttpRequest) -> bool {
    request.headers().contains_key(AUTHORIZATION) || parameter(request).is_some()
}

fn parameter(request: &HttpRequest) -> Option<String> {
    Form::parse(request.query_string().as_bytes()).one(SESSION_FIELD).ok().flatten()
}
