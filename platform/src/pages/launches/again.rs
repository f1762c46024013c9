//! `POST /{campus}/admin/launches/{launch}/again`: the same person, link, options and faults once more.

use actix_web::HttpResponse;
use homeroom_vocab::message::DEEP_LINKING;

use crate::domain::launch::{Launch, Ticket};
use crate::error::Problem;
use crate::faults::FaultOrder;
use crate::launch::initiate::{self, Order};
use crate::pages::courses::found;
use crate::pages::courses::launch::place;
use crate::pages::visit::{Post, Visit};

pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let target = typed.first("target");
    visit.done(prepare(&visit).await.map(|launch| place(&visit, &launch, target))).await
}

async fn prepare(visit: &Visit) -> Result<Launch, Problem> {
    let before = found::launch(visit)?;
    Ok(initiate::prepare(&visit.campus, order(&before.ticket)).await?)
}

/// What was asked for then. The link, the course and the tool are taken as they are now.
fn order(ticket: &Ticket) -> Order {
    let picks = ticket.picking().is_some();
    let when_picking = |text: &str| picks.then(|| text.to_owned());
    let fault = |order: &crate::domain::fault::Ordered| FaultOrder::With {
        name: order.name.to_owned(),
        with: order.with.clone(),
    };
    Order {
        link: ticket.link().map(|link| link.id.to_string()),
        course: when_picking(ticket.course.id.as_str()),
        client_id: when_picking(ticket.registration.client_id.as_str()),
        deployment: when_picking(ticket.deployment.as_str()),
        page: ticket.picking().and_then(|picking| picking.page.clone()),
        person: ticket.person.id.to_string(),
        message: when_picking(DEEP_LINKING),
        method: ticket.login.method,
        options: ticket.options.clone(),
        faults: ticket.faults.iter().map(fault).collect(),
    }
}
