//! `/picker/{handle}`: the content picker of one deep-linking request.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::app::App;
use crate::body;
use crate::deep_linking::answer::Outcome;
use crate::deep_linking::offer;
use crate::deep_linking::pickers::{NoPicker, Picker};
use crate::deep_linking::settings::Settings;
use crate::form::{Form, FormError};
use crate::message::roles::Role;
use crate::pages::{answer, html, refusal, sessions, visitor};

const LONGEST_TITLE: usize = 500;

#[derive(Serialize)]
struct PickerPage<'a> {
    /// The form goes to the address that it came from.
    action: String,
    user: &'a str,
    name: &'a str,
    role: Role,
    course: &'a str,
    /// `checkbox` or `radio`.
    control: &'static str,
    offers: Vec<Row>,
    title: &'a str,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    title: &'static str,
    note: &'static str,
}

impl<'a> PickerPage<'a> {
    fn new(picker: &'a Picker, action: String) -> Self {
        let Picker { message, settings, .. } = picker;
        let rows = offer::accepted(settings).into_iter();
        Self {
            action,
            user: message.user.as_deref().unwrap_or("anonymous"),
            name: message.name.as_deref().unwrap_or_default(),
            role: message.role,
            course: message.course.as_deref().unwrap_or_default(),
            control: if settings.multiple { "checkbox" } else { "radio" },
            offers: rows
                .map(|offer| Row { name: offer.name, title: offer.title, note: offer.note })
                .collect(),
            title: settings.title.as_deref().unwrap_or_default(),
        }
    }
}

/// `GET /picker/{handle}`.
pub(crate) async fn get(app: Data<App>, request: HttpRequest, handle: Path<String>) -> HttpResponse {
    if visitor(&app, &request).is_none() {
        return refusal::not_signed_in(&app);
    }
    match app.pickers.get(&handle, &sessions(&app, &request)) {
        Ok(picker) => {
            html(&app, StatusCode::OK, "picker.html", &PickerPage::new(&picker, request.uri().to_string()))
        }
        Err(why) => no_picker(&app, why),
    }
}

/// `POST /picker/{handle}`: the choice is made, and goes to the platform.
pub(crate) async fn post(
    app: Data<App>,
    request: HttpRequest,
    handle: Path<String>,
    payload: Payload,
) -> HttpResponse {
    if visitor(&app, &request).is_none() {
        return refusal::not_signed_in(&app);
    }
    let choice = body::form(&request, payload).await.and_then(|form| Choice::read(&form));
    let choice = match choice {
        Ok(choice) => choice,
        Err(error) => {
            return refusal::page(&app, error.status(), "Choice refused", &error.to_string());
        }
    };
    match app.pickers.take(&handle, &sessions(&app, &request)) {
        Ok(picker) => answer::page(&app, &picker, &choice.outcome(&picker.settings)),
        Err(why) => no_picker(&app, why),
    }
}

/// `GET /picker`: deep-linking requests are addressed to it, but pickers open under handles.
pub(crate) async fn unopened(app: Data<App>) -> HttpResponse {
    no_picker(&app, NoPicker::Unknown)
}

fn no_picker(app: &App, why: NoPicker) -> HttpResponse {
    match why {
        NoPicker::Unknown => refusal::page(
            app,
            StatusCode::NOT_FOUND,
            "No picker is open here",
            "this browser has no such picker open; open one by adding content in your course",
        ),
        NoPicker::Answered => refusal::page(
            app,
            StatusCode::GONE,
            "Already answered",
            "this choice went to your course already; to add more, open the picker again from there",
        ),
    }
}

/// The filled-in form.
struct Choice {
    names: Vec<String>,
    title: String,
    act: Act,
}

enum Act {
    Add,
    Cancel,
    Fail,
}

impl Choice {
    fn read(form: &Form) -> Result<Self, FormError> {
        let act = match form.one("do")?.as_deref() {
            Some("cancel") => Act::Cancel,
            Some("fail") => Act::Fail,
            _ => Act::Add,
        };
        let title = form.one("title")?.unwrap_or_default();
        Ok(Self { names: form.all("item"), title: title.chars().take(LONGEST_TITLE).collect(), act })
    }

    /// Only what the platform takes, whatever the form says (DL-040, DL-041).
    fn outcome(self, settings: &Settings) -> Outcome {
        match self.act {
            Act::Cancel => Outcome::Cancelled,
            Act::Fail => Outcome::Failed,
            Act::Add => {
                let mut offers = offer::accepted(settings);
                offers.retain(|offer| self.names.iter().any(|name| name == offer.name));
                if !settings.multiple {
                    offers.truncate(1);
                }
                Outcome::Added { offers, title: self.title }
            }
        }
    }
}
