//! Tools that show what was launched in the answer to the launch itself.

use actix_web::HttpResponse;
use actix_web::http::header::SET_COOKIE;
use url::Url;

use crate::reference::app::App;
use crate::reference::pages::{activity, picker};
use crate::{Launch, Variant};

/// The page to which the redirect leads, with the cookies of the redirect.
pub(crate) fn in_place(app: &App, launch: &Launch, target: &str, redirect: HttpResponse) -> HttpResponse {
    if !app.variants.has(Variant::CONTENT_AT_REDIRECT_URI) {
        return redirect;
    }
    match page(app, launch, target) {
        Some(page) => with_cookies_of(&redirect, page),
        None => redirect,
    }
}

/// The page with the cookies of another answer.
pub(crate) fn with_cookies_of(other: &HttpResponse, mut page: HttpResponse) -> HttpResponse {
    for cookie in other.headers().get_all(SET_COOKIE) {
        page.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    page
}

fn page(app: &App, launch: &Launch, target: &str) -> Option<HttpResponse> {
    let url = Url::parse(target).ok()?;
    let path = url.path().strip_prefix('/')?;
    let below = |place: &str| path.strip_prefix(place)?.strip_prefix('/');
    if let Some(handle) = below(app.paths.picker) {
        return Some(picker::page(app, handle, launch, url.path().to_owned()));
    }
    let heading = match path {
        "" => "Start page".to_owned(),
        _ => format!("Activity {}", below(app.paths.activity)?),
    };
    Some(activity::page(app, launch, &heading))
}
