//! `POST /{campus}/courses/{course}/links/{link}/launch`: prepares a launch, then shows it where the button said.

use actix_web::HttpResponse;

use super::found;
use crate::domain::launch::Launch;
use crate::domain::options::Target;
use crate::error::Problem;
use crate::launch::initiate::{self, Order};
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let target = typed.first("target");
    visit.done(prepare(&visit, target).await.map(|launch| place(&visit, &launch, target))).await
}

async fn prepare(visit: &Visit, target: &str) -> Result<Launch, Problem> {
    let course = found::course(visit).await?;
    let link = found::link(visit, &course).await?;
    let mut order = Order::plain(link.id.as_str(), &found::acting(visit)?);
    if target == WINDOW {
        order.options.document_target = Target::Window;
    }
    let launch = initiate::prepare(&visit.campus, order).await?;
    Ok(launch)
}

/// What a button sends that opens a tab or a window of its own.
pub(crate) const WINDOW: &str = "window";

/// Where the browser goes to see a prepared launch: a page around the tool, or straight to the tool.
pub(crate) fn place(visit: &Visit, launch: &Launch, target: &str) -> String {
    let (course, id) = (segment(launch.ticket.course.id.as_str()), segment(launch.ticket.id.as_str()));
    let tail = if target == WINDOW { "/start" } else { "" };
    visit.path(&format!("/courses/{course}/launches/{id}{tail}"))
}
