//! The page that takes an answer to the platform (SEC-040, DL-030): a form that submits itself, with a button for browsers
//! without script.

use std::fmt;

use actix_web::body::BoxBody;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::{HttpRequest, HttpResponse, Responder};
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use homeroom_vocab::response::JWT;

use crate::default_pages::escaped;

const SCRIPT: &str = "document.getElementById(\"answer\").submit()";

/// A signed answer. As the answer of a handler it is a page that takes it to the platform; a tool with a look of its own, or
/// with a script that posts it, makes the page itself of [`SignedAnswer::return_url`] and [`SignedAnswer::jwt`].
#[derive(Clone, PartialEq, Eq)]
pub struct SignedAnswer {
    return_url: String,
    jwt: String,
}

/// A token is not for logs.
impl fmt::Debug for SignedAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedAnswer").field("return_url", &self.return_url).finish_non_exhaustive()
    }
}

impl SignedAnswer {
    pub(super) fn new(return_url: String, jwt: String) -> Self {
        Self { return_url, jwt }
    }

    /// Where the browser has to post it, to the letter (DL-030).
    pub fn return_url(&self) -> &str {
        &self.return_url
    }

    /// The signed token, for the form field `JWT`.
    pub fn jwt(&self) -> &str {
        &self.jwt
    }

    /// The page that takes it to the platform. It works in frames and across sites, and without script by its button.
    pub fn into_response(self) -> HttpResponse {
        // Where forms may go is not restricted: some platforms redirect, and browsers apply it to that too.
        let script = STANDARD.encode(digest(&SHA256, SCRIPT.as_bytes()));
        let policy = format!("default-src 'none'; script-src 'sha256-{script}'; base-uri 'none'");
        HttpResponse::Ok()
            .content_type(ContentType::html())
            .insert_header((CACHE_CONTROL, "no-store"))
            .insert_header((CONTENT_SECURITY_POLICY, policy))
            .insert_header((REFERRER_POLICY, "no-referrer"))
            .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .body(self.page())
    }

    fn page(&self) -> String {
        let (url, jwt) = (escaped(&self.return_url), escaped(&self.jwt));
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Back to the course</title>\n\
             <form id=\"answer\" method=\"post\" action=\"{url}\">\n\
             <input type=\"hidden\" name=\"{JWT}\" value=\"{jwt}\">\n\
             <p>Your choice goes to the course now. If nothing happens, use the button.</p>\n\
             <button>Return to the course</button>\n</form>\n<script>{SCRIPT}</script>\n"
        )
    }
}

impl Responder for SignedAnswer {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_stands_in_the_page_as_text() {
        let answer = SignedAnswer::new("https://lms.test/r?a=1&b=\"><script>".into(), "x.y.z".into());
        let page = answer.page();
        assert!(page.contains(r#"action="https://lms.test/r?a=1&amp;b=&quot;&gt;&lt;script&gt;""#), "{page}");
        assert!(page.contains(r#"name="JWT" value="x.y.z""#));
        let response = answer.into_response();
        let policy = response.headers().get(CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        assert!(policy.contains("script-src 'sha256-") && !policy.contains("form-action"), "{policy}");
    }
}
