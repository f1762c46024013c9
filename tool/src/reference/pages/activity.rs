//! The targets of links. Both show who came, from where and as what.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde_json::json;
use url::Url;

use crate::reference::app::App;
use crate::reference::looks;
use crate::reference::pages::services::controls::Controls;
use crate::reference::pages::{html, refusal, titles};
use crate::reference::role::Role;
use crate::{Defect, Defects, Launch, LaunchData, Parting, Variant};

/// What the platform shows to who comes back.
const LEFT: &str = "You have left the activity";

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
    custom: Vec<(&'a str, &'a str)>,
    return_link: Option<String>,
    raw_titles: bool,
    /// Why something else was refused. Only [`Variant::REFUSAL_AT_HOME`] has a use for this.
    notice: Option<String>,
    controls: Controls<'a>,
}

impl<'a> ActivityPage<'a> {
    fn new(heading: &'a str, app: &App, launch: &'a Launch) -> Self {
        let defects = &app.defects;
        let title = |title: Option<&'a str>| titles::shown(title.unwrap_or_default(), defects);
        Self {
            heading,
            user: launch.user.id.as_deref().unwrap_or("anonymous"),
            name: launch.user.name.as_deref().unwrap_or_default(),
            role: Role::of(launch),
            is_instructor: launch.roles.is_instructor(),
            course: title(launch.context.as_ref().and_then(|context| context.display_name())),
            link_title: title(launch.resource_link.as_ref().and_then(|link| link.title.as_deref())),
            deployment: &launch.deployment_id,
            custom: launch.custom.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
            return_link: return_link(launch, defects),
            raw_titles: titles::are_raw(defects),
            notice: None,
            controls: Controls::of(app, launch),
        }
    }
}

/// `GET /`.
pub(crate) async fn home(app: Data<App>, request: HttpRequest, launch: Option<Launch>) -> HttpResponse {
    show(&app, &request, launch.as_ref(), "Start page")
}

/// `GET /activity/{name}`.
pub(crate) async fn get(
    app: Data<App>,
    request: HttpRequest,
    launch: Option<Launch>,
    name: Path<String>,
) -> HttpResponse {
    show(&app, &request, launch.as_ref(), &format!("Activity {name}"))
}

/// `GET /review`.
pub(crate) async fn review(app: Data<App>, request: HttpRequest, launch: Option<Launch>) -> HttpResponse {
    show(&app, &request, launch.as_ref(), "Attempts")
}

fn show(app: &App, request: &HttpRequest, launch: Option<&Launch>, heading: &str) -> HttpResponse {
    if app.variants.has(Variant::APP_SHELL) {
        return shell(app, launch.map(|launch| Controls::of(app, launch)));
    }
    let Some(launch) = launch else { return refusal::not_signed_in(app) };
    let page = ActivityPage::new(heading, app, launch);
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
pub(crate) fn page(app: &App, launch: &Launch, heading: &str) -> HttpResponse {
    html(app, StatusCode::OK, "activity.html", &ActivityPage::new(heading, app, launch))
}

/// The way back to the course (RET-001 to RET-005).
fn return_link(launch: &LaunchData, defects: &Defects) -> Option<String> {
    let left = Parting::message(LEFT);
    if defects.has(Defect::RETURN_URL_UNCHECKED) || defects.has(Defect::RETURN_QUERY_LOST) {
        return careless_link(launch.presentation.return_url.as_deref()?, defects);
    }
    launch.return_link(&left).map(String::from)
}

/// As tools make it that do not look at what they link to. Only defects have a use for this.
fn careless_link(return_url: &str, defects: &Defects) -> Option<String> {
    let mut url = Url::parse(return_url).ok()?;
    if defects.has(Defect::RETURN_QUERY_LOST) {
        url.set_query(None);
    }
    let of_web = matches!(url.scheme(), "http" | "https");
    url.query_pairs_mut().append_pair("lti_msg", LEFT);
    (of_web || defects.has(Defect::RETURN_URL_UNCHECKED)).then(|| url.into())
}
