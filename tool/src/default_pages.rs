//! The pages of the kit itself, for tools that have none of their own: plain, and without a word that came from
//! outside as anything but text.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};

use crate::refused::Refused;

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'";

/// Nobody is here.
pub(crate) fn session_missing() -> HttpResponse {
    let text = "Nobody is signed in, or not any more. Open this page from your course.";
    page(StatusCode::UNAUTHORIZED, "Not signed in", text, None)
}

/// A form of another site.
pub(crate) fn from_another_site() -> HttpResponse {
    let text = "This came from a page of another site, so nothing was done. Go back and use the buttons of this tool.";
    page(StatusCode::FORBIDDEN, "Nothing was done", text, None)
}

/// Why a login or a launch is refused, and what to do.
pub(crate) fn refused(refused: &Refused) -> HttpResponse {
    page(refused.status(), refused.heading(), &sentence(refused.reason()), refused.detail())
}

pub(crate) fn page(status: StatusCode, heading: &str, text: &str, detail: Option<&str>) -> HttpResponse {
    let [heading, text] = [heading, text].map(escaped);
    let detail = detail.map(|detail| format!("<p>{}</p>", escaped(detail))).unwrap_or_default();
    let advice =
        "Go back to your course and try again. If it fails again, show this page to your administrator.";
    let body = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{heading}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }}\
         </style>\n<main>\n<h1>{heading}</h1>\n<p>{text}</p>\n{detail}\n<p>{advice}</p>\n</main>\n"
    );
    HttpResponse::build(status)
        .content_type(ContentType::html())
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((REFERRER_POLICY, "no-referrer"))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(body)
}

/// Reasons are fragments; a page has sentences.
fn sentence(reason: &str) -> String {
    let mut letters = reason.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

/// Text of others as text of a page or of an attribute in double quotes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn what_comes_from_outside_is_text() {
        let answer = page(StatusCode::BAD_REQUEST, "No", "a < b", Some("<script>\"&"));
        let body = actix_web::body::to_bytes(answer.into_body()).await.unwrap();
        let text = std::str::from_utf8(&body).unwrap();
        assert!(
            text.contains("<p>a &lt; b</p>") && text.contains("<p>&lt;script&gt;&quot;&amp;</p>"),
            "{text}"
        );
    }

    #[test]
    fn a_reason_becomes_a_sentence() {
        assert_eq!(sentence("the token has expired (`exp`)"), "The token has expired (`exp`).");
        assert_eq!(sentence(""), ".");
    }
}
