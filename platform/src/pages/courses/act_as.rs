//! `POST /{campus}/courses/act-as`: from now on this browser acts as someone else.

use actix_web::HttpResponse;

use crate::domain::person::Person;
use crate::error::Problem;
use crate::pages::visit::{Post, Visit};

pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    match chosen(&visit, typed.first("person")).await {
        Ok(person) => visit.act_as(&person, &visit.back(typed.first("back"))),
        Err(problem) => visit.refuse(&problem).await,
    }
}

async fn chosen(visit: &Visit, id: &str) -> Result<Person, Problem> {
    let person = visit.campus.person(id).await?;
    person.ok_or_else(|| Problem::unknown("person", id, "the people page lists everybody"))
}
