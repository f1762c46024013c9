//! `POST /{campus}/courses/{course}/pages/{page}/pick`: content for a page, picked with a tool from its editor.

use actix_web::HttpResponse;

use super::super::found;
use super::super::launch::{WINDOW, place};
use crate::domain::options::Target;
use crate::error::Problem;
use crate::launch::initiate::{self, Order};
use crate::pages::typed::Typed;
use crate::pages::visit::{Post, Visit};

pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    visit.done(start(&visit, &typed).await).await
}

async fn start(visit: &Visit, typed: &Typed) -> Result<String, Problem> {
    let course = found::course(visit).await?;
    let page = found::page(visit, &course).await?;
    let plain = Order::picking(course.id.as_str(), typed.first("client_id"), &found::acting(visit)?);
    let mut order = Order { page: Some(page.id), ..plain };
    let target = typed.first("target");
    if target == WINDOW {
        order.options.document_target = Target::Window;
    }
    let launch = initiate::prepare(&visit.campus, order).await?;
    Ok(place(visit, &launch, target))
}
