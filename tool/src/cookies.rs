//! The cookies of the kit: one that binds a login to its browser (OIDC-041), one for the session. A tool on plain http
//! sets each twice: once for frames on other sites, which need `SameSite=None; Secure`, and once plain, for browsers that
//! drop `Secure` cookies on http (OIDC-023).

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::COOKIE;
use url::Url;

/// How the cookies of a tool are called and whom browsers send them to.
///
/// The default suits tools that are shown in frames of a platform: `SameSite=None; Secure`, and, only where the tool
/// itself is on plain http, a second cookie without both.
#[derive(Clone, Debug, Default)]
pub struct CookieSettings {
    name: Option<String>,
    same_site: Option<SameSite>,
    secure: Option<bool>,
    domain: Option<String>,
}

impl CookieSettings {
    /// What the names of all cookies begin with; by default `lti`, with the port if the address of the tool has one, since
    /// cookies ignore ports.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// One cookie with this attribute instead of the default.
    #[must_use]
    pub fn same_site(mut self, same_site: SameSite) -> Self {
        self.same_site = Some(same_site);
        self
    }

    /// One cookie, and whether it is for https only.
    #[must_use]
    pub fn secure(mut self, secure: bool) -> Self {
        self.secure = Some(secure);
        self
    }

    /// A domain whose hosts all share the cookies, as `school.example` for `tool.school.example`.
    #[must_use]
    pub fn domain(mut self, domain: impl Into<String>) -> Self {
        self.domain = Some(domain.into().trim_start_matches('.').to_owned());
        self
    }
}

/// The cookies of one tool.
#[derive(Clone, Debug)]
pub(crate) struct Cookies {
    name: String,
    /// The attributes of the one cookie; `None` sets the twins.
    one: Option<(SameSite, bool)>,
    domain: Option<String>,
}

impl Cookies {
    pub(crate) fn new(settings: CookieSettings, base: &Url) -> Self {
        let default_name = base.port().map_or_else(|| "lti".to_owned(), |port| format!("lti_{port}"));
        let is_https = base.scheme() == "https";
        let one = match (settings.same_site, settings.secure) {
            (None, None) => is_https.then_some((SameSite::None, true)),
            (same_site, secure) => Some((same_site.unwrap_or(SameSite::None), secure.unwrap_or(is_https))),
        };
        Self { name: settings.name.unwrap_or(default_name), one, domain: settings.domain }
    }

    pub(crate) fn domain(&self) -> Option<&str> {
        self.domain.as_deref()
    }

    pub(crate) fn session(&self) -> String {
        format!("{}_session", self.name)
    }

    /// One name for each login, so that logins in several tabs do not disturb each other (OIDC-043).
    pub(crate) fn state(&self, state: &str) -> String {
        format!("{}_state_{state}", self.name)
    }

    pub(crate) fn only_state(&self) -> String {
        format!("{}_state", self.name)
    }

    /// The cookie, or both twins: the one for frames, then the plain one.
    pub(crate) fn set(&self, name: &str, value: &str, seconds: i64) -> Vec<Cookie<'static>> {
        let bake = |name: String, same_site, secure| {
            let mut cookie = Cookie::build(name, value.to_owned())
                .same_site(same_site)
                .path("/")
                .http_only(true)
                .max_age(Duration::seconds(seconds))
                .finish();
            if secure {
                cookie.set_secure(true);
            }
            if let Some(domain) = &self.domain {
                cookie.set_domain(domain.clone());
            }
            cookie
        };
        match self.one {
            Some((same_site, secure)) => vec![bake(name.to_owned(), same_site, secure)],
            None => vec![
                bake(name.to_owned(), SameSite::None, true),
                bake(plain_name(name), SameSite::Lax, false),
            ],
        }
    }
}

/// A name that begins with `__Host-` is for secure cookies only.
fn plain_name(name: &str) -> String {
    format!("{}_plain", name.trim_start_matches("__Host-"))
}

/// Whether a cookie is the one for frames on other sites.
pub(crate) fn is_for_frames(cookie: &Cookie<'_>) -> bool {
    cookie.same_site() == Some(SameSite::None)
}

/// What the browser brought under this name, the cookie for frames first. Read by hand, because one odd
/// cookie of another program on this host must not hide ours.
pub(crate) fn brought(request: &HttpRequest, name: &str) -> Vec<String> {
    let headers = request.headers().get_all(COOKIE).filter_map(|header| header.to_str().ok());
    let pairs: Vec<_> =
        headers.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('=')).collect();
    let under = |wanted: &str| {
        let values = pairs.iter().filter(move |(key, _)| *key == wanted);
        values.map(|(_, value)| (*value).to_owned()).collect::<Vec<_>>()
    };
    [under(name), under(&plain_name(name))].concat()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn texts(settings: CookieSettings, base: &str) -> Vec<String> {
        let cookies = Cookies::new(settings, &Url::parse(base).unwrap());
        cookies.set(&cookies.session(), "v", 600).iter().map(Cookie::to_string).collect()
    }

    #[test]
    fn the_twins_differ_in_what_browsers_demand() {
        assert_eq!(
            texts(CookieSettings::default().name("tool_1"), "http://localhost:1/"),
            [
                "tool_1_session=v; HttpOnly; SameSite=None; Secure; Path=/; Max-Age=600",
                "tool_1_session_plain=v; HttpOnly; SameSite=Lax; Path=/; Max-Age=600"
            ]
        );
    }

    #[test]
    fn a_tool_on_https_needs_no_twin() {
        let one = "lti_session=v; HttpOnly; SameSite=None; Secure; Path=/; Max-Age=600";
        assert_eq!(texts(CookieSettings::default(), "https://tool.example/"), [one]);
    }

    #[test]
    fn attributes_are_settings() {
        let settings =
            CookieSettings::default().same_site(SameSite::Strict).secure(false).domain(".school.example");
        let one = "lti_81_session=v; HttpOnly; SameSite=Strict; Path=/; Domain=school.example; Max-Age=600";
        assert_eq!(texts(settings, "https://tool.school.example:81/"), [one]);
    }

    #[test]
    fn a_cookie_is_found_among_odd_ones() {
        let request = TestRequest::default()
            .insert_header((COOKIE, "odd; =x; s_plain=b; other=%zz; s=a"))
            .to_http_request();
        assert_eq!(brought(&request, "s"), ["a", "b"]);
        assert!(brought(&request, "t").is_empty());
    }
}
