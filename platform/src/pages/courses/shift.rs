//! `POST .../links/{link}/move` and `.../content/{item}/move`: the order in which a course shows what is in it.

use actix_web::HttpResponse;

use super::course_form::address;
use super::found;
use crate::domain::course::Course;
use crate::domain::edge::Invalid;
use crate::domain::written::Way;
use crate::error::Problem;
use crate::pages::typed::Typed;
use crate::pages::visit::{Post, Visit};
use crate::store::order::Shelf;

/// `POST .../links/{link}/move`
pub(crate) async fn link(Post { visit, typed }: Post) -> HttpResponse {
    visit.done(link_shifted(&visit, &typed).await).await
}

async fn link_shifted(visit: &Visit, typed: &Typed) -> Result<String, Problem> {
    let course = found::course(visit).await?;
    let link = found::link(visit, &course).await?;
    shift(visit, &course, Shelf::Links, link.id.as_str(), typed).await?;
    Ok(format!("{}#links", address(visit, &course)))
}

/// `POST .../content/{item}/move`
pub(crate) async fn content(Post { visit, typed }: Post) -> HttpResponse {
    visit.done(content_shifted(&visit, &typed).await).await
}

async fn content_shifted(visit: &Visit, typed: &Typed) -> Result<String, Problem> {
    let course = found::course(visit).await?;
    let item = found::content(visit, &course).await?;
    shift(visit, &course, Shelf::Items, &item.id, typed).await?;
    Ok(format!("{}#content", address(visit, &course)))
}

async fn shift(visit: &Visit, course: &Course, shelf: Shelf, id: &str, typed: &Typed) -> Result<(), Problem> {
    Ok(visit.campus.shift(course.id.as_str(), shelf, id, way(typed)?).await?)
}

/// Which way the button says.
pub(super) fn way(typed: &Typed) -> Result<Way, Problem> {
    let word = typed.first("way");
    Way::parse(word).ok_or_else(|| Invalid::new("way", "`up` or `down`", word).into())
}
