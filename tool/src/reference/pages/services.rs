//! `POST /acts`: what a person makes this tool do with the services of the platform, and the page that says how it
//! went. A platform that fails is no failure of this tool: the page says what happened.

pub(crate) mod controls;
pub(crate) mod guard;
mod perform;
mod rows;
mod spoilt;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use serde::Serialize;

use crate::reference::app::App;
use crate::reference::pages::services::controls::{Control, Controls};
use crate::reference::pages::services::rows::{ItemRow, MemberRow, ResultRow};
use crate::reference::pages::{html, refusal};
use crate::{Defect, FormError, Launch, PostedForm};

/// How an act went.
#[derive(Debug, Default, Serialize)]
struct ServicePage {
    heading: &'static str,
    /// Whether the tool broke over it. Only defects have a use for this.
    #[serde(skip)]
    broke: bool,
    /// What was done, if it was.
    done: Option<String>,
    /// What was not done, and why.
    failure: Option<String>,
    notes: Vec<String>,
    members: Option<Vec<MemberRow>>,
    /// The ids of those for whom the table has no room.
    further: Vec<String>,
    items: Option<Vec<ItemRow>>,
    results: Option<Vec<ResultRow>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    page: ServicePage,
    raw: bool,
    controls: Controls<'a>,
}

/// Why an act is not begun.
#[derive(Debug, thiserror::Error)]
enum NoAct {
    #[error(transparent)]
    Form(#[from] FormError),
    #[error("this came from another page than those of this tool; go back and use its buttons")]
    Unguarded,
    #[error("your course does not offer this to you in this tool")]
    NotOffered,
}

impl NoAct {
    fn status(&self) -> StatusCode {
        match self {
            Self::Form(error) => error.status(),
            Self::Unguarded | Self::NotOffered => StatusCode::FORBIDDEN,
        }
    }
}

/// `POST /acts`.
pub(crate) async fn post(
    app: Data<App>,
    launch: Option<Launch>,
    form: Result<PostedForm, FormError>,
) -> HttpResponse {
    let Some(launch) = launch else { return refusal::not_signed_in(&app) };
    let chosen = form.map_err(NoAct::from).and_then(|form| chosen(&app, &form, &launch));
    match chosen {
        Ok(control) => {
            let page = perform::perform(&app, &launch, control.act).await;
            show(&app, &launch, page)
        }
        Err(why) => refusal::page(&app, why.status(), "Nothing was done", &why.to_string()),
    }
}

/// Which act is meant, if this person may do it, and did.
fn chosen(app: &App, form: &PostedForm, launch: &Launch) -> Result<&'static Control, NoAct> {
    let guard = form.one(guard::FIELD)?.unwrap_or_default();
    if !guard::is_of(launch.session_id(), &guard) {
        return Err(NoAct::Unguarded);
    }
    let name = form.one(controls::FIELD)?.unwrap_or_default();
    let mut offered = controls::offered(launch, &app.defects).into_iter();
    offered.find(|control| control.name == name).ok_or(NoAct::NotOffered)
}

fn show(app: &App, launch: &Launch, page: ServicePage) -> HttpResponse {
    let status = if page.broke { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK };
    let raw = app.defects.has(Defect::SERVICE_TEXTS_RAW);
    let shown = Shown { page, raw, controls: Controls::of(app, launch) };
    html(app, status, "service.html", &shown)
}
