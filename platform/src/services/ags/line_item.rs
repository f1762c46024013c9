//! One line item: read, define anew, delete.

use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::media_type::LINEITEM;
use homeroom_vocab::scope::{AGS_LINEITEM, AGS_LINEITEM_READONLY};

use super::{body, own, wire};
use crate::at::At;
use crate::domain::edge::quoted;
use crate::domain::line_item::{Definition, compare};
use crate::domain::resource::Resource;
use crate::services::door::{self, Call};
use crate::services::media_type;
use crate::services::refusal::Refusal;

/// Campus, course, line item.
type At3 = Path<(String, String, String)>;

/// Reads it.
pub(crate) async fn get(campus: At, request: HttpRequest, path: At3) -> HttpResponse {
    let scopes = [AGS_LINEITEM, AGS_LINEITEM_READONLY];
    let read = async |call: &mut Call| {
        media_type::accept(call, &[LINEITEM], "AGS-020")?;
        let item = own::line_item(call, &path.2).await?;
        Ok(media_type::answer(StatusCode::OK, LINEITEM, &wire::line_item(call, &item)))
    };
    door::serve(campus, request, &path.1, Resource::LineItem, &scopes, read).await
}

/// Defines it anew, all but its id and link (AGS-033 to AGS-035).
pub(crate) async fn put(campus: At, request: HttpRequest, path: At3, bytes: Bytes) -> HttpResponse {
    let redefine = async |call: &mut Call| redefine(call, &path.2, &bytes).await;
    door::serve(campus, request, &path.1, Resource::LineItem, &[AGS_LINEITEM], redefine).await
}

async fn redefine(call: &mut Call, id: &str, bytes: &[u8]) -> Result<HttpResponse, Refusal> {
    media_type::content_type(call, LINEITEM, "AGS-020")?;
    media_type::accept(call, &[LINEITEM], "AGS-020")?;
    let before = own::line_item(call, id).await?;
    let object = body::object(bytes)?;
    let url = call.campus.line_item_url(&call.course, id);
    let definition = body::read(call, &object, |members| {
        let definition = Definition::read(members);
        compare(&before, &url, &definition, members);
        Some(definition)
    })?;
    let item = before.redefined(definition);
    if !call.campus.redefine_line_item(&item).await? {
        return Err(own::gone(format!("{}, which was deleted meanwhile", quoted(id))));
    }
    call.made(id);
    Ok(media_type::answer(StatusCode::OK, LINEITEM, &wire::line_item(call, &item)))
}

/// Deletes it, with what it holds.
pub(crate) async fn delete(campus: At, request: HttpRequest, path: At3) -> HttpResponse {
    let remove = async |call: &mut Call| {
        let item = own::line_item(call, &path.2).await?;
        if !call.campus.remove_line_item(&item.id).await? {
            return Err(own::gone(format!("{}, which was deleted meanwhile", quoted(&item.id))));
        }
        Ok(HttpResponse::NoContent().finish())
    };
    door::serve(campus, request, &path.1, Resource::LineItem, &[AGS_LINEITEM], remove).await
}
