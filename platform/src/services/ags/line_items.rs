//! The line items of a course: list and create.

use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::id::ResourceLinkId;
use homeroom_vocab::media_type::{LINEITEM, LINEITEM_CONTAINER};
use homeroom_vocab::scope::{AGS_LINEITEM, AGS_LINEITEM_READONLY};

use super::ask::{self, List, Reading};
use super::{body, faulty, own, wire};
use crate::at::At;
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::line_item::{Definition, LineItem};
use crate::domain::resource::Resource;
use crate::services::door::{self, Call};
use crate::services::media_type;
use crate::services::refusal::Refusal;
use crate::store::line_items::Place;

/// The filters of the list; all that are asked for must fit (AGS-022).
const FILTERS: &[&str] = &["resource_link_id", "resource_id", "tag"];

/// A page of the line items that the tool may see.
pub(crate) async fn get(campus: At, request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    let scopes = [AGS_LINEITEM, AGS_LINEITEM_READONLY];
    door::serve(campus, request, &path.1, Resource::LineItems, &scopes, list).await
}

async fn list(call: &mut Call) -> Result<HttpResponse, Refusal> {
    media_type::accept(call, &[LINEITEM_CONTAINER], "AGS-020")?;
    let list = List {
        url: call.campus.line_items_url(&call.course),
        purpose: format!("line items {}", call.course.id),
        filters: FILTERS,
        requirement: "AGS-022",
    };
    let reading = ask::reading(call, &list)?;
    let (page, rest) = page(call, &reading).await?;
    let rest = rest.map(|after| ask::url(call, &list, &Reading { after: Some(after), ..reading.clone() }));
    let next = faulty::next(call, &list, &reading, rest);
    let items: Vec<_> = page.iter().map(|item| wire::line_item(call, item)).collect();
    Ok(ask::linked(media_type::answer(StatusCode::OK, LINEITEM_CONTAINER, &items), next))
}

/// One page, and where the next one begins, if there is more.
async fn page(call: &Call, reading: &Reading<Place>) -> Result<(Vec<LineItem>, Option<Place>), Refusal> {
    let (store, campus) = (call.campus.store(), call.campus.name().as_str());
    let all = store.line_items_after(campus, call.course.id.as_str(), reading.after.as_ref()).await?;
    let size = call.course.page(reading.limit) as usize;
    let mut own: Vec<_> = all
        .into_iter()
        .filter(|(_, item)| own::owns(call, item) && admits(reading, item))
        .take(size + 1)
        .collect();
    let is_more = own.len() > size;
    own.truncate(size);
    let rest = own.last().filter(|_| is_more).map(|(place, _)| place.clone());
    Ok((own.into_iter().map(|(_, item)| item).collect(), rest))
}

fn admits(reading: &Reading<Place>, item: &LineItem) -> bool {
    let own =
        [item.link.as_ref().map(ResourceLinkId::as_str), item.resource_id.as_deref(), item.tag.as_deref()];
    FILTERS.iter().zip(own).all(|(name, own)| reading.filter(name).is_none_or(|asked| own == Some(asked)))
}

/// A new line item.
pub(crate) async fn post(
    campus: At,
    request: HttpRequest,
    path: Path<(String, String)>,
    bytes: Bytes,
) -> HttpResponse {
    let create = async |call: &mut Call| create(call, &bytes).await;
    door::serve(campus, request, &path.1, Resource::LineItems, &[AGS_LINEITEM], create).await
}

async fn create(call: &mut Call, bytes: &[u8]) -> Result<HttpResponse, Refusal> {
    media_type::content_type(call, LINEITEM, "AGS-020")?;
    media_type::accept(call, &[LINEITEM], "AGS-020")?;
    let object = body::object(bytes)?;
    let definition = body::read(call, &object, |members| Some(Definition::read(members)))?;
    let owner = own::owner(call, definition.resource_link_id.as_deref()).await?;
    if let Some(id) = &definition.id {
        note_id(call, id);
    }
    let id = call.campus.ground().entropy.id("line")?;
    let item = faulty::changed(call, owner.own(id, definition));
    note_twin(call, &item).await?;
    call.campus.save_line_item(&item).await?;
    call.made(&item.id);
    Ok(media_type::answer(StatusCode::CREATED, LINEITEM, &wire::line_item(call, &item)))
}

/// The platform makes the id; what a tool sends for one is ignored.
fn note_id(call: &mut Call, id: &str) {
    let cause = "the body of an earlier answer was sent again; the id of the new item is in this answer";
    let (expected, actual) = ("no `id`: the platform makes it", quoted(id));
    call.note(Finding::new("AGS-029", Level::Note, "line items, `id`", expected, actual, cause));
}

/// AGS-040: a second item of the same link, resource and tag is what a tool makes that does not look first.
async fn note_twin(call: &mut Call, new: &LineItem) -> Result<(), Refusal> {
    if new.resource_id.is_none() && new.tag.is_none() {
        return Ok(());
    }
    let all = call.campus.line_items_of(call.course.id.as_str()).await?;
    let same = |item: &&LineItem| {
        (&item.client_id, &item.deployment, &item.link, &item.resource_id, &item.tag)
            == (&new.client_id, &new.deployment, &new.link, &new.resource_id, &new.tag)
    };
    if let Some(twin) = all.iter().find(same) {
        let actual = format!("the same as `{}`, {}", twin.id, quoted(&twin.label));
        let expected = "a line item that is not there yet by link, `resourceId` and `tag`";
        let cause = "the tool does not look for its line item first, as after a copy of the course; a second one may be meant";
        call.note(Finding::new("AGS-040", Level::Should, "line items, body", expected, actual, cause));
    }
    Ok(())
}
