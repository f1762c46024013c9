//! The secret that ties a form to the browser that fetched it, and the cookies of this server.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::error::{Failure, Problem};

/// The token of one browser.
#[derive(Debug)]
pub(super) struct Token {
    value: String,
    /// Not yet in the browser.
    fresh: bool,
}

impl Token {
    /// The token of the browser's cookie, or a new one.
    pub(super) fn of(app: &App, request: &HttpRequest) -> Result<Self, Problem> {
        Ok(match request.cookie(&cookie_name(app, "csrf")) {
            Some(cookie) => Self { value: cookie.value().to_owned(), fresh: false },
            None => Self { value: app.ground().entropy.token().map_err(Failure::from)?, fresh: true },
        })
    }

    /// What a form of this browser carries.
    pub(super) fn value(&self) -> &str {
        &self.value
    }

    /// Refuses a form that this browser has not fetched.
    pub(super) fn demand(&self, given: &str) -> Result<(), Problem> {
        if !self.fresh && given == self.value {
            return Ok(());
        }
        let came = if self.fresh { "no cookie of this browser" } else { "another token, or none" };
        Err(Problem::new(StatusCode::FORBIDDEN, "This form has expired")
            .detail("It was not fetched by this browser from this server, or before the browser was closed. Nothing was changed, and nothing that you typed is lost.")
            .expected("the hidden field `csrf` with the value of the browser's cookie", came)
            .hint("Send it again below. If this page comes back each time, allow cookies for this address and reload the page of the form."))
    }

    /// Gives a new token to the browser.
    pub(super) fn keep(&self, app: &App, response: &mut HttpResponse) {
        if self.fresh {
            set(app, response, "csrf", &self.value, "/");
        }
    }
}

/// Cookies ignore ports, so the port is in their name.
pub(super) fn cookie_name(app: &App, what: &str) -> String {
    let port = url::Url::parse(&app.ground().urls.public).ok().and_then(|url| url.port_or_known_default());
    format!("homeroom_{}_{what}", port.unwrap_or_default())
}

/// Sets a cookie for the addresses below a path, until the browser is closed.
pub(super) fn set(app: &App, response: &mut HttpResponse, name: &str, value: &str, path: &str) {
    add(response, &make(app, name, value, path));
}

/// Sets a cookie for a year, or takes it away where there is no value.
pub(super) fn set_lasting(app: &App, response: &mut HttpResponse, name: &str, value: Option<&str>) {
    let mut cookie = make(app, name, value.unwrap_or_default(), "/");
    cookie.set_max_age(value.map_or(Duration::ZERO, |_| Duration::days(365)));
    add(response, &cookie);
}

fn make(app: &App, name: &str, value: &str, path: &str) -> Cookie<'static> {
    Cookie::build(cookie_name(app, name), value.to_owned())
        .path(path.to_owned())
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.ground().urls.public.starts_with("https://"))
        .finish()
}

fn add(response: &mut HttpResponse, cookie: &Cookie<'_>) {
    if let Err(error) = response.add_cookie(cookie) {
        tracing::error!(%error, name = cookie.name(), "a cookie could not be set");
    }
}
