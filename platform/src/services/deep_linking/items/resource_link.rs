//! `ltiResourceLink`: a link that launches the tool (DL-053 to DL-062).

use homeroom_vocab::id::ResourceLinkId;

use super::reader::{Reader, because};
use super::{Desk, line_item};
use crate::domain::content::Size;
use crate::domain::edge;
use crate::domain::finding::Level;
use crate::domain::link::Link;
use crate::store::content::Placing;

pub(super) fn read(desk: Desk<'_>, item: &mut Reader<'_>, id: String) -> Result<Placing, String> {
    let own = item.url("url", "DL-053");
    if own.is_none() && item.has("url") {
        return Err(because("url", item.get("url"), "an absolute web address"));
    }
    let ticket = desk.ticket;
    let link = Link {
        id: ResourceLinkId::from(id),
        course: ticket.course.id.clone(),
        title: edge::text(item.text("title", "DL-050")),
        description: edge::text(item.text("text", "DL-050")),
        client_id: ticket.registration.client_id.clone(),
        deployment: ticket.deployment.clone(),
        // Without an address of its own it opens the tool where the tool begins (DL-054).
        url: own.unwrap_or_else(|| ticket.registration.target_link_uri.clone()),
        custom: item.custom(),
        available: item.period("available"),
        submission: item.period("submission"),
        iframe: frame(item),
        window: item.window("DL-053"),
        icon: item.picture("icon"),
        thumbnail: item.picture("thumbnail"),
        history: Vec::new(),
    };
    let line_item = line_item::read(desk, item, &link).map(Box::new);
    Ok(Placing::Link { link: Box::new(link), line_item })
}

/// The frame of a launch has a size and no address: the launch says what opens.
fn frame(item: &mut Reader<'_>) -> Option<Size> {
    item.object("iframe", "DL-053", |inside| {
        if inside.has("src") {
            inside.wrong(
                "DL-053",
                Level::Must,
                "src",
                "no `src`: the launch opens the item's `url`",
                "the frame of a plain `link` was copied",
            );
        }
        inside.size()
    })
}
