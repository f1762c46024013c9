//! The targets of links. Both show who came, from where and as what.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde_json::json;

use crate::app::App;
use crate::message::Message;
use crate::message::roles::Role;
use crate::reference::looks;
use crate::reference::pages::services::controls::Controls;
use crate::reference::pages::{html, refusal, sessions, titles};
use crate::variants::Variant;

/// The script of the shell asks who is signed in.
const FETCHES: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'",
);

#[derive(Serialize)]
struct ActivityPage<'a> {
    heading: &'a str,
    user: &'a str,
    name: &'a str,
    role: Role,
    is_instructor: bool,
    course: Cow<'a, str>,
    link_title: Cow<'a, str>,
    deployment: &'a str,
    custom: &'a [(String, String)],
    return_link: Option<&'a str>,
    raw_titles: bool,
    /// Why something else was refused. Only [`Variant::REFUSAL_AT_HOME`] has a use for this.
    notice: Option<String>,
    controls: Controls<'a>,
}

impl<'a> ActivityPage<'a> {
    fn new(heading: &'a str, app: &App, session: &str, message: &'a Message) -> Self {
        let defects = &app.defects;
        let title = |title: &'a Option<String>| titles::shown(title.as_deref().unwrap_or_default(), defects);
        Self {
            heading,
            user: message.user.as_deref().unwrap_or("anonymous"),
            name: message.name.as_deref().unwrap_or_default(),
            role: message.role,
            is_instructor: message.role == Role::Instructor,
            course: title(&message.course),
            link_title: title(&message.link_title),
            deployment: &message.deployment,
            custom: &message.custom,
            return_link: message.return_link.as_deref(),
            raw_titles: titles::are_raw(defects),
            notice: None,
            controls: Controls::of(app, session, message),
        }
    }
}

/// `GET /`.
pub(crate) async fn home(app: Data<App>, request: HttpRequest) -> HttpResponse {
    show(&app, &request, "Start page")
}

/// `GET /activity/{name}`.
pub(crate) async fn get(app: Data<App>, request: HttpRequest, name: Path<String>) -> HttpResponse {
    show(&app, &request, &format!("Activity {name}"))
}

/// `GET /review`.
pub(crate) async fn review(app: Data<App>, request: HttpRequest) -> HttpResponse {
    show(&app, &request, "Attempts")
}

fn show(app: &App, request: &HttpRequest, heading: &str) -> HttpResponse {
    let session = sessions(app, request).into_iter().next();
    let signed_in = session.and_then(|session| Some((app.sessions.get(&session)?, session)));
    if app.variants.has(Variant::APP_SHELL) {
        return shell(app, signed_in.as_ref().map(|(message, session)| Controls::of(app, session, message)));
    }
    let Some((message, session)) = signed_in else { return refusal::not_signed_in(app) };
    let page = ActivityPage::new(heading, app, &session, &message);
    let page = ActivityPage { notice: looks::notice(app, request), ..page };
    html(app, StatusCode::OK, "activity.html", &page)
}

/// The same for everybody but for the buttons; the rest is fetched.
fn shell(app: &App, controls: Option<Controls<'_>>) -> HttpResponse {
    let mut response = html(app, StatusCode::OK, "shell.html", &json!({ "controls": controls }));
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, FETCHES);
    response
}

/// What somebody sees who is signed in.
pub(crate) fn page(app: &App, session: &str, message: &Message, heading: &str) -> HttpResponse {
    let page = ActivityPage::new(heading, app, session, message);
    html(app, StatusCode::OK, "activity.html", &page)
}
