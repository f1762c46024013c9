//! `/picker/{handle}`: the content picker of one deep-linking request.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::deep_linking::Settings;
use crate::reference::app::App;
use crate::reference::offer;
use crate::reference::outcome::Outcome;
use crate::reference::pages::{answer, html, refusal};
use crate::reference::pickers::{NoPicker, Picker};
use crate::reference::role::Role;
use crate::{Defect, Defects, FormError, Launch, PostedForm};

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
    /// Only with [`Defect::PICKER_TITLE_UNESCAPED`].
    raw_title: bool,
    /// Only with [`Defect::ANSWER_DATA_UNESCAPED`].
    raw_data: Option<&'a str>,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    title: &'static str,
    note: &'static str,
}

impl<'a> PickerPage<'a> {
    fn new(picker: &'a Picker, action: String, defects: &Defects) -> Self {
        let Picker { launch, settings, .. } = picker;
        let rows = offer::accepted(settings, defects).into_iter();
        Self {
            action,
            user: launch.user.id.as_deref().unwrap_or("anonymous"),
            name: launch.user.name.as_deref().unwrap_or_default(),
            role: Role::of(launch),
            course: launch.context.as_ref().and_then(|context| context.display_name()).unwrap_or_default(),
            control: if settings.multiple { "checkbox" } else { "radio" },
            offers: rows
                .map(|offer| Row { name: offer.name, title: offer.title, note: offer.note })
                .collect(),
            title: settings.title.as_deref().unwrap_or_default(),
            raw_title: defects.has(Defect::PICKER_TITLE_UNESCAPED),
            raw_data: settings.data.as_deref().filter(|_| defects.has(Defect::ANSWER_DATA_UNESCAPED)),
        }
    }
}

/// `GET /picker/{handle}`.
pub(crate) async fn get(
    app: Data<App>,
    request: HttpRequest,
    launch: Option<Launch>,
    handle: Path<String>,
) -> HttpResponse {
    let Some(launch) = launch else { return refusal::not_signed_in(&app) };
    page(&app, &handle, &launch, request.uri().to_string())
}

/// The picker, with a form that goes to the address.
pub(crate) fn page(app: &App, handle: &str, launch: &Launch, action: String) -> HttpResponse {
    match app.pickers.get(handle, launch.session_id()) {
        Ok(picker) => {
            let page = PickerPage::new(&picker, action, &app.defects);
            html(app, StatusCode::OK, "picker.html", &page)
        }
        Err(why) => no_picker(app, why),
    }
}

/// `POST /picker/{handle}`: the choice is made, and goes to the platform.
pub(crate) async fn post(
    app: Data<App>,
    request: HttpRequest,
    launch: Option<Launch>,
    handle: Path<String>,
    form: Result<PostedForm, FormError>,
) -> HttpResponse {
    let Some(launch) = launch else { return refusal::not_signed_in(&app) };
    let choice = form.and_then(|form| Choice::read(&form));
    let choice = match choice {
        Ok(choice) => choice,
        Err(error) => {
            return refusal::page(&app, error.status(), "Choice refused", &error.to_string());
        }
    };
    match app.pickers.take(&handle, launch.session_id()) {
        Ok(picker) => {
            let picker = choice.carrying_data(picker, &app.defects);
            answer::page(&app, &request, &picker, &choice.outcome(&picker.settings, &app.defects)).await
        }
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
    /// What came back of the platform's value. Only [`Defect::ANSWER_DATA_UNESCAPED`] has a use for this.
    data: Option<String>,
}

enum Act {
    Add,
    Cancel,
    Fail,
}

impl Choice {
    fn read(form: &PostedForm) -> Result<Self, FormError> {
        let act = match form.one("do")?.as_deref() {
            Some("cancel") => Act::Cancel,
            Some("fail") => Act::Fail,
            _ => Act::Add,
        };
        let title = form.one("title")?.unwrap_or_default();
        let title = title.chars().take(LONGEST_TITLE).collect();
        Ok(Self { names: form.all("item"), title, act, data: form.one("data")? })
    }

    /// The picker as it was opened, unless a defect trusts the form with the platform's value.
    fn carrying_data(&self, picker: Arc<Picker>, defects: &Defects) -> Arc<Picker> {
        if !defects.has(Defect::ANSWER_DATA_UNESCAPED) {
            return picker;
        }
        let mut carried = Picker::clone(&picker);
        carried.settings.data.clone_from(&self.data);
        Arc::new(carried)
    }

    /// Only what the platform takes, whatever the form says (DL-040, DL-041).
    fn outcome(self, settings: &Settings, defects: &Defects) -> Outcome {
        match self.act {
            Act::Cancel => Outcome::Cancelled,
            Act::Fail => Outcome::Failed,
            Act::Add => {
                let mut offers = offer::accepted(settings, defects);
                offers.retain(|offer| self.names.iter().any(|name| name == offer.name));
                if !settings.multiple {
                    offers.truncate(1);
                }
                Outcome::Added { offers, title: self.title }
            }
        }
    }
}
