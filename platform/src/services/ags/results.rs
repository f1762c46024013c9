//! The results of a line item (AGS-090 to AGS-095): what holds, whoever said so.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::media_type::RESULT_CONTAINER;
use homeroom_vocab::scope::AGS_RESULT_READONLY;

use super::ask::{self, List, Reading};
use super::{faulty, own, wire};
use crate::at::At;
use crate::domain::line_item::LineItem;
use crate::domain::resource::Resource;
use crate::domain::result::Grade;
use crate::services::door::{self, Call};
use crate::services::media_type;
use crate::services::refusal::Refusal;

const USER_ID: &str = "user_id";

/// A page of results.
pub(crate) async fn get(
    campus: At,
    request: HttpRequest,
    path: Path<(String, String, String)>,
) -> HttpResponse {
    let list = async |call: &mut Call| list(call, &path.2).await;
    door::serve(campus, request, &path.1, Resource::Results, &[AGS_RESULT_READONLY], list).await
}

async fn list(call: &mut Call, id: &str) -> Result<HttpResponse, Refusal> {
    media_type::accept(call, &[RESULT_CONTAINER], "AGS-020")?;
    let item = own::line_item(call, id).await?;
    let list = List {
        url: call.campus.results_url(&call.course, &item.id),
        purpose: format!("results {}", item.id),
        filters: &[USER_ID],
        requirement: "AGS-093",
    };
    let reading = ask::reading(call, &list)?;
    let (page, rest) = page(call, &item, &reading).await?;
    let rest = rest.map(|after| ask::url(call, &list, &Reading { after: Some(after), ..reading.clone() }));
    let next = faulty::next(call, &list, &reading, rest);
    let results: Vec<_> = page.iter().map(|grade| wire::result(call, &item, grade)).collect();
    Ok(ask::linked(media_type::answer(StatusCode::OK, RESULT_CONTAINER, &results), next))
}

/// One page without what is empty (AGS-091), and the person after whom the next one begins, if there is more.
async fn page(
    call: &Call,
    item: &LineItem,
    reading: &Reading<String>,
) -> Result<(Vec<Grade>, Option<String>), Refusal> {
    let size = call.course.page(reading.limit) as usize;
    let mut grades = if let Some(person) = reading.filter(USER_ID) {
        call.campus.grade(&item.id, person).await?.into_iter().collect()
    } else {
        let after = reading.after.as_deref().unwrap_or_default();
        call.campus.grades_page(&item.id, after, size + 1).await?
    };
    let is_more = grades.len() > size;
    grades.truncate(size);
    let rest = grades.last().filter(|_| is_more).map(|last| last.person.to_string());
    grades.retain(|grade| !grade.is_empty());
    Ok((grades, rest))
}
