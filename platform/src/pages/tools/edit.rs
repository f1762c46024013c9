//! The acts of the registration form: open it empty or filled, save, remove.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::draft::{Draft, field_of};
use super::form::Form;
use crate::domain::registration::Registration;
use crate::error::{Problem, Refused};
use crate::pages::typed::{Wrong, explain};
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
            form(&visit, Some(&tool), &Draft::from(&*tool), &Wrong::new()).await.map(|form| form.saved(saved))
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
    match visit.campus.registration(draft.client_id.trim()) {
        Some(other) => refuse(&visit, None, &draft, taken(&other)).await,
        None => save(&visit, None, &draft).await,
    }
}

/// `POST /{campus}/admin/tools/{client_id}`
pub(crate) async fn change(Post { visit, typed }: Post) -> HttpResponse {
    match registered(&visit) {
        Ok(registration) => {
            let client_id = registration.client_id.to_string();
            let draft = Draft { client_id, ..Draft::from(&typed) };
            save(&visit, Some(&registration), &draft).await
        }
        Err(problem) => visit.refuse(&problem).await,
    }
}

/// `POST /{campus}/admin/tools/{client_id}/remove`
pub(crate) async fn remove(Post { visit, .. }: Post) -> HttpResponse {
    let done = match registered(&visit) {
        Ok(registration) => delete(&visit, &registration).await,
        Err(problem) => Err(problem),
    };
    visit.done(done).await
}

async fn delete(visit: &Visit, registration: &Registration) -> Result<String, Problem> {
    visit.campus.delete_registration(&registration.client_id).await?;
    Ok(visit.path("/admin/tools"))
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
