//! The acts of the registration form: open it empty or filled, look at the keys, save.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::draft::{Draft, field_of};
use super::form::{Form, LABELS};
use super::keys;
use super::understood::Understood;
use crate::domain::public_key::given::Given;
use crate::domain::registration::Registration;
use crate::error::{Problem, Refused};
use crate::pages::seen::{Differs, Seen};
use crate::pages::typed::{Typed, Wrong, explain};
use crate::pages::visit::{Post, Visit, go};
use crate::view::segment;

/// `GET /{campus}/admin/tools/new`
pub(crate) async fn new(visit: Visit) -> HttpResponse {
    let form = Form::new(&visit.campus.endpoints(), None, &Draft::default(), &Wrong::new());
    visit.answer(Ok(form)).await
}

/// `GET /{campus}/admin/tools/{client_id}`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = match registered(&visit) {
        Ok(tool) => {
            let saved = visit.query().ticked("saved");
            let form = form(&visit, Some(&tool), &Draft::from(&*tool), &Wrong::new()).await;
            // What was just given is shown back; later the keys have their own page.
            let understood = if saved { keys::held(&tool) } else { None };
            form.map(|form| form.saved(saved).with_keys(understood))
        }
        Err(problem) => Err(problem),
    };
    visit.answer(page).await
}

async fn form(
    visit: &Visit,
    tool: Option<&Registration>,
    draft: &Draft,
    wrong: &Wrong,
) -> Result<Form, Problem> {
    let client_id = tool.map(|tool| tool.client_id.as_str());
    let form = Form::new(&visit.campus.endpoints(), client_id, draft, wrong);
    match tool {
        Some(tool) => form.with(visit, tool).await,
        None => Ok(form),
    }
}

/// `POST /{campus}/admin/tools`
pub(crate) async fn create(Post { visit, typed }: Post) -> HttpResponse {
    let draft = Draft::from(&typed);
    if typed.ticked("check") {
        return look(&visit, None, &draft).await;
    }
    match visit.campus.registration(draft.client_id.trim()) {
        Some(other) => refuse(&visit, None, &draft, taken(&other)).await,
        None => save(&visit, None, &draft).await,
    }
}

/// `POST /{campus}/admin/tools/{client_id}`
pub(crate) async fn change(Post { visit, typed }: Post) -> HttpResponse {
    let tool = match registered(&visit) {
        Ok(tool) => tool,
        Err(problem) => return visit.refuse(&problem).await,
    };
    // Deployments have a page of their own.
    let fixed = Draft::from(&*tool);
    let draft = Draft { client_id: fixed.client_id, deployments: fixed.deployments, ..Draft::from(&typed) };
    if let Some(seen) = stale(&visit, &tool, &draft, &typed) {
        let page = form(&visit, Some(&tool), &draft.without_secret(), &Wrong::new()).await;
        return match page {
            Ok(page) => visit.show(StatusCode::CONFLICT, &page.stale(seen)).await,
            Err(problem) => visit.refuse(&problem).await,
        };
    }
    if typed.ticked("check") {
        return look(&visit, Some(&tool), &draft).await;
    }
    save(&visit, Some(&tool), &draft).await
}

/// What differs, where the form was filled from an older state than what is stored.
fn stale(visit: &Visit, tool: &Registration, draft: &Draft, typed: &Typed) -> Option<Seen> {
    let seen = Seen::of(tool);
    if seen.is_of(typed) {
        return None;
    }
    let pairs = Draft::from(tool).told().into_iter().zip(draft.clone().without_secret().told());
    let label =
        |field: &str| LABELS.iter().find(|(known, _)| *known == field).map_or("", |(_, label)| *label);
    let rows = pairs.map(|((field, stored), (_, typed))| Differs::new(label(field), stored, typed)).collect();
    let client = segment(tool.client_id.as_str());
    Some(seen.against(visit.path(&format!("/admin/tools/{client}")), rows))
}

/// The form again, with what was understood of the keys; nothing is saved.
async fn look(visit: &Visit, tool: Option<&Registration>, draft: &Draft) -> HttpResponse {
    let understood = match Given::read("keys", &draft.keys) {
        Ok(Some(Given::Url(url))) => Some(keys::fetch(visit, url.as_str()).await),
        Ok(given) => Some(given.as_ref().map_or_else(Understood::nothing, Understood::of)),
        Err(_) => {
            let wrong = draft.check().err().unwrap_or_default();
            let keys = wrong.into_iter().filter(|(field, _)| *field == "keys").collect();
            return refuse(visit, tool, draft, keys).await;
        }
    };
    let page = form(visit, tool, draft, &Wrong::new()).await;
    visit.answer(page.map(|page| page.looked_at(understood))).await
}

/// The tool of the path.
pub(super) fn registered(visit: &Visit) -> Result<Arc<Registration>, Problem> {
    let id = visit.named("client");
    let registration = visit.campus.registration(&id);
    registration.ok_or_else(|| Problem::unknown("tool", &id, "the list of tools shows every client id"))
}

/// A new registration must not replace another by accident.
fn taken(other: &Registration) -> Wrong {
    let error = format!(
        "Expected an id that no other tool has; `{}` has this one. Leave it empty to have one made.",
        other.name
    );
    Wrong::from([("client_id", error)])
}

async fn save(visit: &Visit, registered: Option<&Registration>, draft: &Draft) -> HttpResponse {
    let asked = match draft.check() {
        Ok(asked) => asked,
        Err(wrong) => return refuse(visit, registered, draft, wrong).await,
    };
    match visit.campus.register(asked).await {
        Ok((saved, _)) => {
            let client = segment(saved.client_id.as_str());
            go(&visit.path(&format!("/admin/tools/{client}?saved=true")))
        }
        Err(Refused::Invalid(invalid)) => {
            refuse(visit, registered, draft, Wrong::from([(field_of(invalid.field), explain(&invalid))]))
                .await
        }
        Err(Refused::Failure(failure)) => visit.refuse(&failure.into()).await,
    }
}

/// The form again, with everything that was typed and what is wrong with it.
async fn refuse(
    visit: &Visit,
    registered: Option<&Registration>,
    draft: &Draft,
    wrong: Wrong,
) -> HttpResponse {
    match form(visit, registered, &draft.clone().without_secret(), &wrong).await {
        Ok(form) => visit.show(StatusCode::UNPROCESSABLE_ENTITY, &form).await,
        Err(problem) => visit.refuse(&problem).await,
    }
}
