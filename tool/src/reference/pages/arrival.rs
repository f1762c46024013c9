//! A launch has come in: on to what was opened, or to a new picker (CORE-012, DL-003).

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use url::Url;

use crate::reference::app::App;
use crate::reference::looks;
use crate::reference::pickers::Picker;
use crate::{Defect, Launch, SESSION_FIELD, Variant};

/// A link was opened.
pub(crate) async fn launch(app: Data<App>, launch: Launch) -> HttpResponse {
    take_over(&app, &launch);
    go(&app, &launch, launch.target())
}

/// Content is picked.
pub(crate) async fn pick(app: Data<App>, launch: Launch) -> HttpResponse {
    take_over(&app, &launch);
    let Some(picker) = Picker::of(&launch) else { return HttpResponse::BadRequest().finish() };
    let handle = app.pickers.open(launch.session_id(), picker);
    go(&app, &launch, &app.paths.at(&app.url, &format!("{}/{handle}", app.paths.picker)))
}

/// The pickers of the sessions that this launch ended.
fn take_over(app: &App, launch: &Launch) {
    app.pickers.hand_over(launch.earlier_sessions(), launch.session_id(), launch.data());
}

fn go(app: &App, launch: &Launch, target: &str) -> HttpResponse {
    let target = with_session(app, launch, target);
    let redirect = HttpResponse::SeeOther().insert_header((LOCATION, target.as_str())).finish();
    looks::in_place(app, launch, &target, looks::lengthened(app, redirect))
}

/// Only [`Variant::SESSION_IN_ADDRESS`] and [`Defect::TARGET_ON_OTHER_ORIGIN`] name the session in the address.
fn with_session(app: &App, launch: &Launch, target: &str) -> String {
    let named =
        app.variants.has(Variant::SESSION_IN_ADDRESS) || app.defects.has(Defect::TARGET_ON_OTHER_ORIGIN);
    match Url::parse(target) {
        Ok(mut url) if named => {
            url.query_pairs_mut().append_pair(SESSION_FIELD, launch.session_token());
            url.into()
        }
        _ => target.to_owned(),
    }
}
