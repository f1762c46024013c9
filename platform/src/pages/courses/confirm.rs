//! Pages that ask before something is removed: what goes with it, and what stays.

use actix_web::HttpResponse;
use serde::Serialize;

use super::course_form::address;
use super::found;
use super::returned::CourseRef;
use crate::domain::course::Course;
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

/// The question, and where each answer leads.
#[derive(Debug, Serialize)]
pub(crate) struct Confirm {
    course: CourseRef,
    /// What is removed: its kind, and what it is called.
    kind: &'static str,
    name: String,
    /// What goes with it, each in a sentence.
    goes: Vec<String>,
    stays: &'static str,
    action: String,
    back: String,
}

/// What of so many, in words.
fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Confirm {
    fn new(visit: &Visit, course: &Course, kind: &'static str, name: String, below: &str) -> Self {
        let back = address(visit, course);
        Self {
            course: CourseRef { id: course.id.to_string(), title: course.heading() },
            kind,
            name,
            goes: Vec::new(),
            stays: "The launches that were made stay in the journal.",
            action: format!("{back}{below}/remove"),
            back,
        }
    }
}

/// `GET .../courses/{course}/remove`
pub(crate) async fn course(visit: Visit) -> HttpResponse {
    visit.answer(of_course(&visit).await).await
}

async fn of_course(visit: &Visit) -> Result<Confirm, Problem> {
    let course = found::course(visit).await?;
    let (campus, id) = (&visit.campus, course.id.as_str());
    let size = campus.course_sizes().await?.get(id).copied().unwrap_or_default();
    let content = number(campus.content_of(id).await?.len());
    let pages = number(campus.pages_of(id).await?.len());
    let columns = number(campus.line_items_of(id).await?.len());
    let goes = vec![
        counted(size.links, "link", "links"),
        format!("{} of the gradebook, with all grades", counted(columns, "column", "columns")),
        counted(content, "placed item", "placed items"),
        counted(pages, "page", "pages"),
        format!(
            "the places of {}, who themselves stay on the campus",
            counted(size.people, "person", "people")
        ),
    ];
    Ok(Confirm { goes, ..Confirm::new(visit, &course, "course", course.heading(), "") })
}

/// `POST .../courses/{course}/remove`
pub(crate) async fn course_removed(Post { visit, .. }: Post) -> HttpResponse {
    visit.done(without_course(&visit).await).await
}

async fn without_course(visit: &Visit) -> Result<String, Problem> {
    let course = found::course(visit).await?;
    visit.campus.remove_course(course.id.as_str()).await?;
    Ok(visit.path("/"))
}

/// `GET .../links/{link}/remove`
pub(crate) async fn link(visit: Visit) -> HttpResponse {
    visit.answer(of_link(&visit).await).await
}

async fn of_link(visit: &Visit) -> Result<Confirm, Problem> {
    let course = found::course(visit).await?;
    let link = found::link(visit, &course).await?;
    let columns = visit.campus.line_items_of(course.id.as_str()).await?;
    let columns = columns.iter().filter(|column| column.link.as_ref() == Some(&link.id));
    let goes =
        columns.map(|column| format!("the column “{}” of the gradebook, with its grades", column.label));
    let below = format!("/links/{}", segment(link.id.as_str()));
    Ok(Confirm { goes: goes.collect(), ..Confirm::new(visit, &course, "link", link.heading(), &below) })
}

/// `GET .../content/{item}/remove`
pub(crate) async fn content(visit: Visit) -> HttpResponse {
    visit.answer(of_content(&visit).await).await
}

async fn of_content(visit: &Visit) -> Result<Confirm, Problem> {
    let course = found::course(visit).await?;
    let item = found::content(visit, &course).await?;
    let goes = item.file.iter().map(|_| "the copy of its file".to_owned()).collect();
    let below = format!("/content/{}", segment(&item.id));
    Ok(Confirm { goes, ..Confirm::new(visit, &course, "item", item.heading(), &below) })
}

/// `GET .../pages/{page}/remove`
pub(crate) async fn page(visit: Visit) -> HttpResponse {
    visit.answer(of_page(&visit).await).await
}

async fn of_page(visit: &Visit) -> Result<Confirm, Problem> {
    let course = found::course(visit).await?;
    let page = found::page(visit, &course).await?;
    let below = format!("/pages/{}", segment(&page.id));
    let stays = "What tools have placed on it stays in the course, and is listed there.";
    Ok(Confirm { stays, ..Confirm::new(visit, &course, "page", page.title, &below) })
}

/// `POST .../pages/{page}/remove`
pub(crate) async fn page_removed(Post { visit, .. }: Post) -> HttpResponse {
    visit.done(without_page(&visit).await).await
}

async fn without_page(visit: &Visit) -> Result<String, Problem> {
    let course = found::course(visit).await?;
    let page = found::page(visit, &course).await?;
    visit.campus.remove_page(&page.id).await?;
    Ok(address(visit, &course))
}

impl Page for Confirm {
    const TEMPLATE: &'static str = "courses/confirm.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let page = |goes: &[&str]| Self {
            course: CourseRef { id: "c/1".into(), title: HARD_NAME.into() },
            kind: "link",
            name: HARD_NAME.into(),
            goes: goes.iter().map(|one| (*one).to_owned()).collect(),
            stays: "The launches that were made stay in the journal.",
            action: "/main/courses/c%2F1/links/l%2F1/remove".into(),
            back: "/main/courses/c%2F1".into(),
        };
        vec![("with much", page(&["1 link", HARD_NAME])), ("alone", page(&[]))]
    }
}
