//! The pages of a registration, for applications that have none of their own.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType, REFERRER_POLICY};
use serde::Serialize;
use tera::{Context, Tera};

use super::outcome::{Registered, RegistrationRefused};

const REGISTERED: &str = include_str!("templates/registered.html");
const ASK: &str = include_str!("templates/ask.html");
const REFUSED: &str = include_str!("templates/refused.html");

/// A page may be shown in a frame of the platform, so nothing is said about ancestors.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'";

#[derive(Serialize)]
struct RegisteredPage<'a> {
    tool: &'a str,
    issuer: &'a str,
    client_id: &'a str,
    active: bool,
    script: &'a str,
}

#[derive(Serialize)]
struct AskPage<'a> {
    tool: &'a str,
    platform: &'a str,
    fields: &'a [(&'static str, String)],
}

#[derive(Serialize)]
struct RefusedPage<'a> {
    tool: &'a str,
    reason: Vec<String>,
}

pub(super) fn registered(tool: &str, registered: &Registered) -> HttpResponse {
    let platform = registered.platform();
    let page = RegisteredPage {
        tool,
        issuer: platform.issuer.as_str(),
        client_id: platform.client_id.as_str(),
        active: platform.active,
        script: registered.script(),
    };
    html(StatusCode::OK, REGISTERED, &page)
}

/// The same parameters come back when the button is pressed.
pub(super) fn ask(tool: &str, platform: &str, fields: &[(&'static str, String)]) -> HttpResponse {
    html(StatusCode::OK, ASK, &AskPage { tool, platform, fields })
}

pub(super) fn refused(tool: &str, refused: &RegistrationRefused) -> HttpResponse {
    html(refused.status(), REFUSED, &RefusedPage { tool, reason: refused.parts() })
}

/// The address of these pages may hold a token, which the next site must not learn.
fn html(status: StatusCode, template: &str, page: &impl Serialize) -> HttpResponse {
    let rendered = Context::from_serialize(page).and_then(|context| Tera::one_off(template, &context, true));
    match rendered {
        Ok(body) => HttpResponse::build(status)
            .content_type(ContentType::html())
            .insert_header((CACHE_CONTROL, "no-store"))
            .insert_header((CONTENT_SECURITY_POLICY, POLICY))
            .insert_header((REFERRER_POLICY, "no-referrer"))
            .body(body),
        Err(error) => {
            tracing::error!(%error, "cannot render a page");
            HttpResponse::InternalServerError().body("this page cannot be shown")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use actix_web::body::to_bytes;

    use super::*;
    use crate::dynamic_registration::error::RegistrationError;
    use crate::platform::sample;

    async fn text(response: HttpResponse) -> String {
        String::from_utf8(to_bytes(response.into_body()).await.unwrap().to_vec()).unwrap()
    }

    #[actix_web::test]
    async fn pages_show_what_came_from_outside_as_text() {
        let platform = sample("https://lms.test/<b>", "<i>42</i>", &[]);
        let outcome = |active| {
            let platform = crate::platform::Platform { active, ..platform.clone() };
            Registered { platform: Arc::new(platform), script: "/register/close.js".to_owned() }
        };
        let active = text(registered("Quizzes & more", &outcome(true))).await;
        assert!(active.contains("&lt;i&gt;42") && active.contains("Quizzes &amp; more"), "{active}");
        assert!(
            active.contains("/register/close.js") || active.contains("&#x2F;register&#x2F;close.js"),
            "{active}"
        );
        assert!(!active.contains("inactive"));
        assert!(text(registered("Quizzes", &outcome(false))).await.contains("id=\"inactive\""));
        let asked =
            text(ask("Quizzes", "https://lms.test", &[("openid_configuration", "\"><b>".to_owned())])).await;
        assert!(!asked.contains("\"><b>") && asked.contains("id=\"register\""), "{asked}");
        let error = RegistrationError::Parameters("<script>".to_owned());
        let refusal = refused("Quizzes", &RegistrationRefused(error));
        assert_eq!(refusal.status(), StatusCode::BAD_REQUEST);
        assert!(text(refusal).await.contains("&lt;script&gt;"));
    }
}
