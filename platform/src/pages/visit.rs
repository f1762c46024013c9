//! One visit to a page: which campus, who acts, and how to answer.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::LOCATION;
use actix_web::http::{Method, StatusCode};
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpRequest, HttpResponse, error::InternalError};
use percent_encoding::{CONTROLS, percent_decode_str, utf8_percent_encode};

use super::again::Again;
use super::chrome::{Acting, Armed, Chrome, PEOPLE_IN_HEADER, nav};
use super::error::ErrorPage;
use super::lobby::Lobby;
use super::page::{self, Page};
use super::people::spoken;
use super::theme::Theme;
use super::token::{self, Token, cookie_name};
use super::typed::Typed;
use crate::app::App;
use crate::campus::Campus;
use crate::domain::person::Person;
use crate::error::Problem;
use crate::view::segment;

/// A visitor of one campus.
pub(crate) struct Visit {
    pub(crate) campus: Arc<Campus>,
    /// Who acts: chosen by cookie, else the first person of the campus.
    pub(crate) person: Option<Person>,
    /// Whom the cookie names, where they were removed.
    replaced: Option<String>,
    app: Data<App>,
    request: HttpRequest,
    token: Token,
}

/// A filled form whose token was right.
pub(crate) struct Post {
    pub(crate) visit: Visit,
    pub(crate) typed: Typed,
}

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, actix_web::Error>>>>;

impl FromRequest for Visit {
    type Error = actix_web::Error;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let begun = Self::begin(request.clone()).await;
            begun.map_err(|problem| refused(&request, &problem))
        })
    }
}

impl FromRequest for Post {
    type Error = actix_web::Error;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = Bytes::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let refused = |problem: Problem| refused(&request, &problem);
            let visit = Visit::begin(request.clone()).await.map_err(refused)?;
            let typed = Typed::parse(&body.await.map_err(|error| refused(Problem::unreadable(&error)))?);
            match visit.token.demand(typed.first("csrf")) {
                Ok(()) => Ok(Self { visit, typed }),
                Err(problem) => {
                    let page = ErrorPage::keeping(&problem, Again::of(&visit.request, &typed));
                    let response = visit.show(StatusCode::FORBIDDEN, &page).await;
                    Err(InternalError::from_response("no token", response).into())
                }
            }
        })
    }
}

/// A refusal before the campus is known.
fn refused(request: &HttpRequest, problem: &Problem) -> actix_web::Error {
    let response = match Lobby::enter(request) {
        Ok(lobby) => lobby.refuse(problem),
        Err(_) => page::bare(&ErrorPage::from(problem)),
    };
    InternalError::from_response(problem.to_string(), response).into()
}

impl Visit {
    pub(super) async fn begin(request: HttpRequest) -> Result<Self, Problem> {
        let app = request.app_data::<Data<App>>().cloned().ok_or_else(no_app)?;
        let name = request.path().split('/').nth(1).unwrap_or_default();
        let campus = app
            .campus(name)
            .ok_or_else(|| Problem::unknown("campus", name, "the list of campuses is on the first page"))?;
        let token = Token::of(&app, &request)?;
        let (person, replaced) = acting(&app, &campus, &request).await?;
        Ok(Self { campus, person, replaced, app, request, token })
    }

    /// A path below this campus.
    pub(crate) fn path(&self, below: &str) -> String {
        format!("/{}{below}", self.campus.name())
    }

    /// A parameter of the path, decoded.
    pub(crate) fn named(&self, name: &str) -> String {
        let raw = self.request.match_info().get(name).unwrap_or_default();
        percent_decode_str(raw).decode_utf8_lossy().into_owned()
    }

    /// The query, as typed.
    pub(crate) fn query(&self) -> Typed {
        Typed::parse(self.request.query_string().as_bytes())
    }

    pub(crate) fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// The page, or the page that says why not.
    pub(crate) async fn answer<P: Page>(&self, page: Result<P, Problem>) -> HttpResponse {
        match page {
            Ok(page) => self.show(StatusCode::OK, &page).await,
            Err(problem) => self.refuse(&problem).await,
        }
    }

    /// A page with a status.
    pub(crate) async fn show<P: Page>(&self, status: StatusCode, page: &P) -> HttpResponse {
        let mut response = match self.chrome().await {
            Ok(chrome) => page::respond(status, page, &chrome),
            Err(problem) => page::bare(&ErrorPage::from(&problem)),
        };
        self.token.keep(&self.app, &mut response);
        response
    }

    /// The page that says what went wrong.
    pub(crate) async fn refuse(&self, problem: &Problem) -> HttpResponse {
        let page = ErrorPage::from(problem);
        let status = StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.show(status, &page).await
    }

    /// Sends the browser on, or says why nothing was done.
    pub(crate) async fn done(&self, to: Result<String, Problem>) -> HttpResponse {
        match to {
            Ok(to) => go(&to),
            Err(problem) => self.refuse(&problem).await,
        }
    }

    /// Where a form wants to come back to, if that is a page of this campus.
    pub(crate) fn back(&self, wanted: &str) -> String {
        let home = self.path("/");
        if wanted.starts_with(&home) && is_local(wanted) { wanted.to_owned() } else { home }
    }

    /// From now on this browser acts as someone else.
    pub(crate) fn act_as(&self, person: &Person, back: &str) -> HttpResponse {
        let mut response = go(back);
        token::set(&self.app, &mut response, "person", &segment(person.id.as_str()), &self.path(""));
        response
    }

    async fn chrome(&self) -> Result<Chrome, Problem> {
        let below = self.request.path().strip_prefix(&self.path("")).unwrap_or("/");
        let first = self.campus.people_page(0, PEOPLE_IN_HEADER).await?;
        Ok(Chrome {
            campus: Some(self.campus.name().to_string()),
            campuses: self.app.campuses().iter().map(|campus| campus.name().to_string()).collect(),
            person: self.person.as_ref().map(|person| self.choice(person)),
            replaced: self.replaced.clone(),
            people: first.iter().map(|person| self.choice(person)).collect(),
            armed: self.armed(),
            nav: nav(below),
            csrf: self.token.value().to_owned(),
            theme: Theme::of(&self.app, &self.request),
            here: self.here(),
        })
    }

    /// The address to come back to; what was posted cannot be opened again.
    fn here(&self) -> String {
        let address = self.request.uri().path_and_query().filter(|_| self.request.method() == Method::GET);
        address.map_or_else(|| self.path("/"), |address| address.as_str().to_owned())
    }

    fn choice(&self, person: &Person) -> Acting {
        Acting {
            id: person.id.to_string(),
            name: person.label(),
            note: Some(spoken(&person.institution_roles)).filter(|note| !note.is_empty()),
            current: self.is_acting(person.id.as_str()),
        }
    }

    /// Whether this is the acting person.
    pub(crate) fn is_acting(&self, id: &str) -> bool {
        self.person.as_ref().is_some_and(|person| person.id.as_str() == id)
    }

    /// Whether the acting person belongs to a course.
    pub(crate) async fn is_member(&self, course: &str) -> Result<bool, Problem> {
        let Some(person) = &self.person else { return Ok(false) };
        Ok(self.campus.enrolment(course, person.id.as_str()).await?.is_some())
    }

    /// The faults of the campus, and on the pages of a course those of its services.
    fn armed(&self) -> Vec<Armed> {
        let of_campus = self.campus.armed().all().into_iter().map(|arm| Armed::new(&arm, false));
        let here = if self.request.match_info().get("course").is_some() {
            self.campus.armed_courses().all(&self.named("course"))
        } else {
            Vec::new()
        };
        of_campus.chain(here.iter().map(|arm| Armed::new(arm, true))).collect()
    }
}

/// Sends the browser on; the method becomes GET.
pub(crate) fn go(to: &str) -> HttpResponse {
    // A header holds ASCII only; a tool's URL may hold more.
    let to = utf8_percent_encode(to, CONTROLS).to_string();
    HttpResponse::SeeOther().insert_header((LOCATION, to)).finish()
}

/// Whether a form may come back to this path: it is one of this server.
pub(super) fn is_local(path: &str) -> bool {
    let odd = |c: char| c == '\\' || c.is_control() || c.is_whitespace();
    path.starts_with('/') && !path.starts_with("//") && !path.contains(odd)
}

/// Who acts: the person of the cookie, or else the first of the campus; and who that is instead of.
async fn acting(
    app: &App,
    campus: &Campus,
    request: &HttpRequest,
) -> Result<(Option<Person>, Option<String>), Problem> {
    let mut replaced = None;
    if let Some(cookie) = request.cookie(&cookie_name(app, "person")) {
        let id = percent_decode_str(cookie.value()).decode_utf8_lossy();
        match campus.person_on_record(&id).await? {
            Some((person, false)) => return Ok((Some(person), None)),
            Some((person, true)) => replaced = Some(person.label()),
            None => {}
        }
    }
    Ok((campus.people_page(0, 1).await?.into_iter().next(), replaced))
}

/// Never met: the state that all handlers share is missing.
pub(super) fn no_app() -> Problem {
    tracing::error!("a page was asked for without the state that all handlers share");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the platform failed")
        .hint("the log of the platform says why")
}
