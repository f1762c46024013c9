//! Every cookie is set twice: once for frames on other sites, which need `SameSite=None; Secure`, and once
//! plain, for browsers that drop `Secure` cookies on http (OIDC-023).

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::COOKIE;

use crate::variants::{Variant, Variants};

/// Cookie names of this tool. Cookies ignore ports, so the port stands in the name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CookieNames {
    port: u16,
    /// What they begin with.
    prefix: &'static str,
}

impl CookieNames {
    pub(crate) fn new(port: u16, variants: &Variants) -> Self {
        let prefix = if variants.has(Variant::OTHER_PATHS) { "__Host-sid" } else { "tool" };
        Self { port, prefix }
    }

    pub(crate) fn session(self) -> String {
        format!("{}_{}_session", self.prefix, self.port)
    }

    /// One name for each login, so that logins in several tabs do not disturb each other (OIDC-043).
    pub(crate) fn state(self, state: &str) -> String {
        format!("{}_{}_state_{state}", self.prefix, self.port)
    }

    pub(crate) fn only_state(self) -> String {
        format!("{}_{}_state", self.prefix, self.port)
    }
}

/// The cookie for frames, then the plain one.
pub(crate) fn twins(name: &str, value: &str, seconds: i64) -> [Cookie<'static>; 2] {
    [framed(name, value, seconds), plain(name, value, seconds)]
}

pub(crate) fn plain(name: &str, value: &str, seconds: i64) -> Cookie<'static> {
    let cookie = Cookie::build(plain_name(name), value.to_owned()).same_site(SameSite::Lax);
    cookie.path("/").http_only(true).max_age(Duration::seconds(seconds)).finish()
}

fn framed(name: &str, value: &str, seconds: i64) -> Cookie<'static> {
    let cookie = Cookie::build(name.to_owned(), value.to_owned()).same_site(SameSite::None).secure(true);
    cookie.path("/").http_only(true).max_age(Duration::seconds(seconds)).finish()
}

/// A name that begins with `__Host-` is for secure cookies only.
fn plain_name(name: &str) -> String {
    format!("{}_plain", name.trim_start_matches("__Host-"))
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

    #[test]
    fn the_twins_differ_in_what_browsers_demand() {
        let [framed, plain] = twins("tool_1_session", "v", 600);
        assert_eq!(
            framed.to_string(),
            "tool_1_session=v; HttpOnly; SameSite=None; Secure; Path=/; Max-Age=600"
        );
        assert_eq!(plain.to_string(), "tool_1_session_plain=v; HttpOnly; SameSite=Lax; Path=/; Max-Age=600");
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
