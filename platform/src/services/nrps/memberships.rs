//! The roster of a course, page by page: everybody, those of a role, those who can open a link, or what changed.

use actix_web::http::StatusCode;
use actix_web::http::header::LINK;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::{media_type::MEMBERSHIP_CONTAINER, scope::NRPS_CONTEXTMEMBERSHIP_READONLY};

use super::ask::{self, Reading, What};
use super::container::{self, Container};
use super::faulty;
use crate::at::At;
use crate::domain::edge::quoted;
use crate::domain::link::Link;
use crate::domain::resource::Resource;
use crate::services::door::{self, Call};
use crate::services::media_type;
use crate::services::refusal::Refusal;
use crate::store::members::{Entry, Part, Place};

/// A page of the roster.
pub(crate) async fn get(campus: At, request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    let scopes = [NRPS_CONTEXTMEMBERSHIP_READONLY];
    door::serve(campus, request, &path.1, Resource::Memberships, &scopes, read).await
}

async fn read(call: &mut Call) -> Result<HttpResponse, Refusal> {
    media_type::accept(call, &[MEMBERSHIP_CONTAINER], "NRPS-002")?;
    let mut reading = ask::reading(call)?;
    let link = match &reading.rlid {
        Some(id) => Some(own_link(call, id).await?),
        None => None,
    };
    // Before anybody is read, so that what changes meanwhile is among the differences.
    let moment = match reading.moment {
        Some(moment) => moment,
        None => call.campus.store().last_roster_change(call.campus.name().as_str()).await?,
    };
    reading.moment = Some(moment);
    let (entries, rest) = page(call, &reading).await?;
    let mut links = Vec::new();
    links.extend(rest.map(|after| ("next", ask::url(call, &Reading { after, ..reading.clone() }))));
    links.extend(ask::differences(call, &reading).map(|url| ("differences", url)));
    let mut body = container::of(call, &entries, link.as_ref());
    faulty::spoil(call, &reading, &mut body, &mut links);
    Ok(answer(call, &body, &links))
}

/// One page of entries, and where the next one begins, if there is more.
async fn page(call: &Call, reading: &Reading) -> Result<(Vec<Entry>, Option<Place>), Refusal> {
    let size = call.course.page(reading.limit);
    let part = Part { course: call.course.id.as_str(), after: &reading.after, count: size + 1 };
    let (store, campus) = (call.campus.store(), call.campus.name().as_str());
    let mut entries = match reading.what {
        What::Members => store.roster(campus, &part, reading.role.as_deref()).await?,
        What::Changes => store.roster_changes(campus, &part).await?,
    };
    let is_more = entries.len() > size as usize;
    entries.truncate(size as usize);
    let rest = entries.last().filter(|_| is_more).map(|last| last.place.clone());
    Ok((entries, rest))
}

fn answer(call: &Call, body: &Container, links: &[(&str, String)]) -> HttpResponse {
    let mut answer = media_type::answer(StatusCode::OK, MEMBERSHIP_CONTAINER, body);
    for value in faulty::headers(call, links) {
        // Our URLs hold nothing that a header cannot.
        if let Ok(value) = value.parse() {
            answer.headers_mut().append(LINK, value);
        }
    }
    answer
}

/// The link that a roster is asked for, which must be the tool's and stand in this course (NRPS-017).
async fn own_link(call: &Call, id: &str) -> Result<Link, Refusal> {
    let expected = "the `resource_link.id` of a launch of this tool in this course";
    let refused = |status, error, description: &str, actual: String| {
        Refusal::new(status, error, "NRPS-016", description)
            .expected(expected, actual)
            .hint("`rlid` is the `id` of the claim `resource_link`, not that of a line item or of the course")
            .at("parameter `rlid`")
    };
    let found = call.campus.link(id).await?.filter(|link| link.course == call.course.id);
    let Some(link) = found else {
        let description = "there is no such link in this course";
        return Err(refused(StatusCode::NOT_FOUND, "not_found", description, quoted(id)));
    };
    if call.bearer.owns(link.client_id.as_str(), Some(&link.deployment)) {
        return Ok(link);
    }
    let actual = format!("{}, a link of another tool or deployment", quoted(id));
    Err(refused(StatusCode::FORBIDDEN, "access_denied", "the link is not this tool's", actual))
}
