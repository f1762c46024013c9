//! The acts of the form of a person: open it empty or filled, save.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::draft::Draft;
use super::form::PersonPage;
use crate::domain::person::Person;
use crate::error::{Failure, Problem};
use crate::pages::seen::Seen;
use crate::pages::typed::Wrong;
use crate::pages::visit::{Post, Visit, go};
use crate::view::segment;

/// `GET /{campus}/admin/people/new`
pub(crate) async fn new(visit: Visit) -> HttpResponse {
    visit.answer(Ok(PersonPage::new(None, &Draft::default(), &Wrong::new()))).await
}

/// `GET /{campus}/admin/people/{person}`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(filled(&visit).await).await
}

async fn filled(visit: &Visit) -> Result<PersonPage, Problem> {
    let person = found(visit).await?;
    let done = match visit.query().first("done") {
        "saved" => Some("Saved. Launches from now on say so."),
        "made" => Some("Added. Act as them, or enrol them on the roster of a course."),
        _ => None,
    };
    let page = PersonPage::new(Some(&person), &Draft::from(&person), &Wrong::new());
    Ok(page.with(visit, &person).await?.done(done))
}

/// The person of the path, or what became of them.
pub(crate) async fn found(visit: &Visit) -> Result<Person, Problem> {
    let id = visit.named("person");
    match visit.campus.person_on_record(&id).await? {
        Some((person, false)) => Ok(person),
        Some((person, true)) => Err(Problem::new(StatusCode::GONE, "This person was removed")
            .detail(format!("{} is on no roster any more, and nobody can act as them", person.label()))
            .hint("their grades are still stored; `POST .../api/people` with the same id brings them back")),
        None => Err(Problem::unknown("person", &id, "the people page lists and finds everybody")),
    }
}

/// `POST /{campus}/admin/people/new`
pub(crate) async fn create(Post { visit, typed }: Post) -> HttpResponse {
    let draft = Draft::from(&typed);
    match made(&visit, &draft).await {
        Ok(Ok(person)) => go(&address(&visit, &person, "made")),
        Ok(Err(wrong)) => {
            let page = PersonPage::new(None, &draft, &wrong);
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await
        }
        Err(problem) => visit.refuse(&problem).await,
    }
}

async fn made(visit: &Visit, draft: &Draft) -> Result<Result<Person, Wrong>, Problem> {
    let minted = visit.campus.ground().entropy.id("person").map_err(Failure::from)?;
    let person = match draft.check(&minted) {
        Ok(person) => person,
        Err(wrong) => return Ok(Err(wrong)),
    };
    if let Some(taken) = taken(visit, &person).await? {
        return Ok(Err(Wrong::from([("id", taken)])));
    }
    visit.campus.save_person(&person).await?;
    Ok(Ok(person))
}

/// An id is never given to another person (CORE-018), and `new` is this page.
async fn taken(visit: &Visit, person: &Person) -> Result<Option<String>, Problem> {
    let id = person.id.as_str();
    if id == "new" {
        return Ok(Some("Expected another id: `new` is the address of this page.".to_owned()));
    }
    Ok(visit.campus.person_on_record(id).await?.map(|(other, removed)| {
        let whose = if removed { "was the id of" } else { "is the id of" };
        format!(
            "Expected an id that nobody has or had; `{id}` {whose} {}. Leave it empty to have one made.",
            other.label()
        )
    }))
}

/// `POST /{campus}/admin/people/{person}`
pub(crate) async fn change(Post { visit, typed }: Post) -> HttpResponse {
    let stored = match found(&visit).await {
        Ok(person) => person,
        Err(problem) => return visit.refuse(&problem).await,
    };
    let draft = Draft::from(&typed);
    if !Seen::of(&stored).is_of(&typed) {
        let theirs = address(&visit, &stored, "");
        let page = PersonPage::new(Some(&stored), &draft, &Wrong::new()).against(&stored, &draft, theirs);
        return again(&visit, StatusCode::CONFLICT, page, &stored).await;
    }
    match draft.check(stored.id.as_str()) {
        Ok(changed) => visit.done(saved(&visit, Person { id: stored.id, ..changed }).await).await,
        Err(wrong) => {
            let page = PersonPage::new(Some(&stored), &draft, &wrong);
            again(&visit, StatusCode::UNPROCESSABLE_ENTITY, page, &stored).await
        }
    }
}

async fn saved(visit: &Visit, person: Person) -> Result<String, Problem> {
    visit.campus.save_person(&person).await?;
    Ok(address(visit, &person, "saved"))
}

/// The form again, with everything that was typed.
async fn again(visit: &Visit, status: StatusCode, page: PersonPage, stored: &Person) -> HttpResponse {
    match page.with(visit, stored).await {
        Ok(page) => visit.show(status, &page).await,
        Err(problem) => visit.refuse(&problem).await,
    }
}

fn address(visit: &Visit, person: &Person, done: &str) -> String {
    let page = visit.path(&format!("/admin/people/{}", segment(person.id.as_str())));
    if done.is_empty() { page } else { format!("{page}?done={done}") }
}
