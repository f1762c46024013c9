//! What the path of a page names, or the page that says it is not there.

use actix_web::http::StatusCode;

use crate::domain::content::Content;
use crate::domain::course::Course;
use crate::domain::launch::Launch;
use crate::domain::line_item::LineItem;
use crate::domain::link::Link;
use crate::domain::written::WrittenPage;
use crate::error::Problem;
use crate::pages::visit::Visit;

/// The course of the path.
pub(crate) async fn course(visit: &Visit) -> Result<Course, Problem> {
    let id = visit.named("course");
    let course = visit.campus.course(&id).await?;
    course.ok_or_else(|| Problem::unknown("course", &id, "the campus home lists all courses"))
}

/// The link of the path, which must be one of the course.
pub(crate) async fn link(visit: &Visit, course: &Course) -> Result<Link, Problem> {
    let id = visit.named("link");
    let link = visit.campus.link(&id).await?.filter(|link| link.course == course.id);
    link.ok_or_else(|| Problem::unknown("link", &id, "the page of the course lists its links"))
}

/// The placed item of the path, which must be one of the course.
pub(crate) async fn content(visit: &Visit, course: &Course) -> Result<Content, Problem> {
    let id = visit.named("item");
    let item = visit.campus.content(&id).await?.filter(|item| item.course == course.id);
    item.ok_or_else(|| Problem::unknown("item", &id, "the page of the course lists what was placed in it"))
}

/// The written page of the path, which must be one of the course.
pub(crate) async fn page(visit: &Visit, course: &Course) -> Result<WrittenPage, Problem> {
    let id = visit.named("page");
    let page = visit.campus.page(&id).await?.filter(|page| page.course == course.id);
    page.ok_or_else(|| Problem::unknown("page", &id, "the page of the course lists its written pages"))
}

/// The line item of the path, which must be one of the course.
pub(crate) async fn line_item(visit: &Visit, course: &Course) -> Result<LineItem, Problem> {
    let id = visit.named("item");
    let item = visit.campus.line_item(&id).await?.filter(|item| item.course == course.id);
    item.ok_or_else(|| Problem::unknown("line item", &id, "the gradebook of the course shows its line items"))
}

/// The launch of the path.
pub(crate) fn launch(visit: &Visit) -> Result<Launch, Problem> {
    let id = visit.named("launch");
    visit.campus.launch(&id).ok_or_else(|| {
        Problem::unknown(
            "launch",
            &id,
            "one from before a restart is gone unless somebody kept it, so launch again",
        )
    })
}

/// The id of the acting person, without whom nothing is launched.
pub(crate) fn acting(visit: &Visit) -> Result<String, Problem> {
    let nobody = || {
        Problem::new(StatusCode::BAD_REQUEST, "nobody is acting")
            .detail("a launch carries the person who opens the link, and this campus has nobody yet")
            .expected("an acting person", "none")
            .hint("add a person through the control API, then choose them on the people page")
    };
    visit.person.as_ref().map(|person| person.id.to_string()).ok_or_else(nobody)
}
