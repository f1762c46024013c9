//! `POST /{campus}/courses/{course}/links/{link}/launch`: prepares a launch, then shows it where the button said.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::found;
use super::gate::{self, Closed};
use crate::domain::course::Course;
use crate::domain::launch::Launch;
use crate::domain::link::Link;
use crate::domain::options::Target;
use crate::error::Problem;
use crate::launch::initiate::{self, Order};
use crate::pages::visit::{Post, Visit, go};
use crate::view::segment;

pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let target = typed.first("target");
    match prepare(&visit, target).await {
        Ok(Opened::Launch(launch)) => go(&place(&visit, &launch, target)),
        Ok(Opened::Closed(page)) => visit.show(StatusCode::FORBIDDEN, &*page).await,
        Err(problem) => visit.refuse(&problem).await,
    }
}

/// What came of the wish to open a link.
pub(super) enum Opened {
    Launch(Box<Launch>),
    /// It is closed at this time to the person who acts.
    Closed(Box<Closed>),
}

async fn prepare(visit: &Visit, target: &str) -> Result<Opened, Problem> {
    let course = found::course(visit).await?;
    let link = found::link(visit, &course).await?;
    open(visit, &course, &link, target).await
}

/// Prepares the plain launch of a link by the acting person, unless it is closed to them.
pub(super) async fn open(
    visit: &Visit,
    course: &Course,
    link: &Link,
    target: &str,
) -> Result<Opened, Problem> {
    if let Some(closed) = gate::closed(visit, course, link).await? {
        return Ok(Opened::Closed(Box::new(closed)));
    }
    let mut order = Order::plain(link.id.as_str(), &found::acting(visit)?);
    if target == WINDOW {
        order.options.document_target = Target::Window;
    }
    let launch = initiate::prepare(&visit.campus, order).await?;
    Ok(Opened::Launch(Box::new(launch)))
}

/// What a button sends that opens a tab or a window of its own.
pub(crate) const WINDOW: &str = "window";

/// Where the browser goes to see a prepared launch: a page around the tool, or straight to the tool.
pub(crate) fn place(visit: &Visit, launch: &Launch, target: &str) -> String {
    let (course, id) = (segment(launch.ticket.course.id.as_str()), segment(launch.ticket.id.as_str()));
    let tail = if target == WINDOW { "/start" } else { "" };
    visit.path(&format!("/courses/{course}/launches/{id}{tail}"))
}
