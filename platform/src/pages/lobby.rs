//! A visit to the pages above all campuses: nobody acts, but forms are as safe as below.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::{Method, StatusCode};
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpRequest, HttpResponse, error::InternalError};

use super::again::Again;
use super::chrome::Chrome;
use super::error::ErrorPage;
use super::page::{self, Page};
use super::theme::Theme;
use super::token::Token;
use super::typed::Typed;
use crate::app::App;
use crate::error::Problem;

/// A visitor of no campus.
pub(crate) struct Lobby {
    pub(crate) app: Data<App>,
    request: HttpRequest,
    token: Token,
}

/// A filled form whose token was right.
pub(crate) struct LobbyPost {
    pub(crate) lobby: Lobby,
    pub(crate) typed: Typed,
}

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, actix_web::Error>>>>;

impl FromRequest for Lobby {
    type Error = actix_web::Error;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let entered = Self::enter(request).map_err(|problem| refused(&problem));
        Box::pin(async move { entered })
    }
}

impl FromRequest for LobbyPost {
    type Error = actix_web::Error;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = Bytes::from_request(request, payload);
        let entered = Lobby::enter(request).map_err(|problem| refused(&problem));
        Box::pin(async move {
            let lobby = entered?;
            let body = body.await.map_err(|error| refused(&Problem::unreadable(&error)))?;
            let typed = Typed::parse(&body);
            match lobby.token.demand(typed.first("csrf")) {
                Ok(()) => Ok(Self { lobby, typed }),
                Err(problem) => {
                    let page = ErrorPage::keeping(&problem, Again::of(&lobby.request, &typed));
                    let response = lobby.show(StatusCode::FORBIDDEN, &page);
                    Err(InternalError::from_response("no token", response).into())
                }
            }
        })
    }
}

impl Lobby {
    pub(super) fn enter(request: &HttpRequest) -> Result<Self, Problem> {
        let app = request.app_data::<Data<App>>().cloned().ok_or_else(super::visit::no_app)?;
        let token = Token::of(&app, request)?;
        Ok(Self { app, request: request.clone(), token })
    }

    /// A page with a status.
    pub(crate) fn show<P: Page>(&self, status: StatusCode, page: &P) -> HttpResponse {
        let mut response = page::respond(status, page, &self.chrome());
        self.token.keep(&self.app, &mut response);
        response
    }

    /// The page that says what went wrong.
    pub(crate) fn refuse(&self, problem: &Problem) -> HttpResponse {
        let page = ErrorPage::from(problem);
        let status = StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.show(status, &page)
    }

    fn chrome(&self) -> Chrome {
        Chrome {
            csrf: self.token.value().to_owned(),
            theme: Theme::of(&self.app, &self.request),
            here: self.here(),
            ..Chrome::default()
        }
    }

    /// The address to come back to; what was posted cannot be opened again.
    fn here(&self) -> String {
        let address = self.request.uri().path_and_query().filter(|_| self.request.method() == Method::GET);
        address.map_or_else(|| "/".to_owned(), |address| address.as_str().to_owned())
    }
}

fn refused(problem: &Problem) -> actix_web::Error {
    InternalError::from_response("no visit", page::bare(&ErrorPage::from(problem))).into()
}
