//! The page that says what went wrong: what happened, what was expected, what came, what to try.

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, ALLOW, HeaderMap, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;

use super::again::Again;
use super::lobby::Lobby;
use super::page::{self, Page};
use super::visit::Visit;
use crate::error::Problem;

/// A refusal before any page or endpoint is reached: a page for browsers, a problem for programs.
pub(crate) fn refuse(headers: &HeaderMap, problem: &Problem) -> HttpResponse {
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepted.contains("text/html") {
        return page::bare(&ErrorPage::from(problem));
    }
    problem.error_response()
}

/// Nothing has this path: a page for people, a problem for programs.
pub(crate) async fn not_found(request: HttpRequest) -> HttpResponse {
    let for_programs = request.path().split('/').skip(1).take(2).any(|segment| segment == "api");
    if for_programs {
        let hint = "`GET /api/openapi.json` lists every address";
        return Problem::unknown("address", request.path(), hint).error_response();
    }
    let hint = "the campus home and its navigation lead to every page";
    tell(&request, &Problem::unknown("page", request.path(), hint)).await
}

/// Inside the campus of the path where there is one, so that its navigation leads on. What is below `lti` is read by
/// programs and sets no cookies.
async fn tell(request: &HttpRequest, problem: &Problem) -> HttpResponse {
    if request.path().split('/').nth(2) == Some("lti") {
        return page::bare(&ErrorPage::from(problem));
    }
    if let Ok(visit) = Visit::begin(request.clone()).await {
        return visit.refuse(problem).await;
    }
    match Lobby::enter(request) {
        Ok(lobby) => lobby.refuse(problem),
        Err(_) => page::bare(&ErrorPage::from(problem)),
    }
}

/// The page is there, but not for this method.
pub(crate) async fn wrong_method(request: HttpRequest) -> HttpResponse {
    let other = if request.method() == actix_web::http::Method::GET { "POST" } else { "GET" };
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "This address takes another method")
        .expected(other, request.method().as_str())
        .hint("open the page from the navigation and use its own buttons");
    let mut response = tell(&request, &problem).await;
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(other));
    response
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct ErrorPage {
    pub(crate) status: u16,
    pub(crate) title: String,
    pub(crate) detail: Option<String>,
    pub(crate) expected: Option<String>,
    pub(crate) actual: Option<String>,
    pub(crate) hint: Option<String>,
    pub(crate) requirement: Option<String>,
    /// The page of the campus that leads on: its path and its name.
    pub(crate) way: Option<(&'static str, &'static str)>,
    /// The form that was not trusted, with all that was typed.
    pub(crate) again: Option<Again>,
}

/// Where everything of a kind is listed, by the word that refusals have for it.
const WAYS: &[(&str, (&str, &str))] = &[
    ("unknown person", ("/admin/people", "People")),
    ("this person was removed", ("/admin/people", "People")),
    ("unknown tool", ("/admin/tools", "Tools")),
    ("unknown launch", ("/admin/launches", "Launches")),
    ("unknown exchange", ("/admin/journal", "Journal")),
    ("unknown requirement", ("/admin/requirements", "Requirements")),
    ("unknown invitation", ("/admin/invitations", "Registrations")),
];

fn way(title: &str) -> Option<(&'static str, &'static str)> {
    let title = title.to_lowercase();
    WAYS.iter().find(|(known, _)| *known == title).map(|(_, way)| *way)
}

impl ErrorPage {
    /// A refused form that nobody has to fill again.
    pub(super) fn keeping(problem: &Problem, again: Again) -> Self {
        Self { again: Some(again), ..Self::from(problem) }
    }
}

impl From<&Problem> for ErrorPage {
    fn from(problem: &Problem) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            status: problem.status,
            title: capital(&problem.title),
            detail: some(&problem.detail)
                .filter(|detail| *detail != problem.title)
                .map(|text| sentence(&text)),
            expected: some(&problem.expected),
            actual: some(&problem.actual),
            hint: some(&problem.hint).map(|text| sentence(&text)),
            requirement: None,
            way: way(&problem.title),
            again: None,
        }
    }
}

/// A fragment of an API error as a sentence of a page.
fn sentence(text: &str) -> String {
    let text = capital(text);
    if text.ends_with(['.', '?', '!']) { text } else { format!("{text}.") }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "error.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let full = Self {
            status: 404,
            title: "There is no such course".into(),
            detail: Some("The campus has two courses, but none with this id.".into()),
            expected: Some("the id of a course".into()),
            actual: Some(super::samples::HARD_NAME.into()),
            hint: Some("Go to the campus home and choose one.".into()),
            requirement: Some("CORE-040".into()),
            way: way("unknown person"),
            again: None,
        };
        let bare = Self { status: 500, title: "Something failed here".into(), ..Self::default() };
        let kept = |again| Self {
            status: 403,
            title: "This form is too old".into(),
            again: Some(again),
            ..Self::default()
        };
        let forms = ["kept", "kept of unknown origin", "kept empty"]
            .into_iter()
            .zip(Again::samples().into_iter().map(kept));
        [("full", full), ("bare", bare)].into_iter().chain(forms).collect()
    }
}
