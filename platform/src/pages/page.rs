//! A page is a value that knows its template and can show samples of itself.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use serde::Serialize;

use super::chrome::Chrome;
use super::error::ErrorPage;
use crate::view::{self, ViewError};

/// What one page shows.
pub(crate) trait Page: Serialize + Sized {
    /// The template, by its path below `templates/`.
    const TEMPLATE: &'static str;

    /// Named values that together take every branch of the template.
    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)>;

    /// The page inside its frame.
    fn render(&self, chrome: &Chrome) -> Result<String, ViewError> {
        view::render(Self::TEMPLATE, &Framed { chrome, page: self })
    }
}

#[derive(Serialize)]
struct Framed<'a, P> {
    chrome: &'a Chrome,
    page: &'a P,
}

/// The page as an answer.
pub(crate) fn respond<P: Page>(status: StatusCode, page: &P, chrome: &Chrome) -> HttpResponse {
    match page.render(chrome) {
        Ok(html) => html_response(status, html),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            HttpResponse::InternalServerError()
                .content_type(ContentType::plaintext())
                .body("The platform failed to make this page. Its log says why.\n")
        }
    }
}

/// An error page without a campus around it, for refusals before one is known.
pub(crate) fn bare(error: &ErrorPage) -> HttpResponse {
    let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    respond(status, error, &Chrome::default())
}

fn html_response(status: StatusCode, html: String) -> HttpResponse {
    HttpResponse::build(status)
        .content_type(ContentType::html())
        .insert_header(("cache-control", "no-store"))
        .body(html)
}
