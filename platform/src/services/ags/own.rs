//! What a tool may touch: its own line items and links, of its own deployment, in the course of the URL (AGS-044,
//! TOK-043).

use homeroom_vocab::id::DeploymentId;

use crate::domain::edge::quoted;
use crate::domain::line_item::{LineItem, Owner};
use crate::domain::link::Link;
use crate::error::Failure;
use crate::services::door::Call;
use crate::services::refusal::{Refusal, not_found};

/// The line item of the URL.
pub(super) async fn line_item(call: &Call, id: &str) -> Result<LineItem, Refusal> {
    let found = call.campus.line_item(id).await?.filter(|item| item.course == call.course.id);
    let actual = match found {
        Some(item) if owns(call, &item) => return Ok(item),
        Some(_) => format!("{}, a line item of another tool or deployment", quoted(id)),
        None => format!("{}, which is none of this course, or was deleted", quoted(id)),
    };
    Err(gone(actual))
}

/// 404: it is not there, or no more.
pub(super) fn gone(actual: String) -> Refusal {
    not_found("AGS-043", "there is no such line item")
        .expected("the URL of a line item of this tool, as the claim or a list gave it", actual)
        .hint(
            "look the line item up again, or make a new one; ids may not be built or kept from other courses",
        )
}

pub(super) fn owns(call: &Call, item: &LineItem) -> bool {
    call.bearer.owns(item.client_id.as_str(), item.deployment.as_ref())
}

/// Who will own a new line item: the link that it names, or the tool's deployment in this course.
pub(super) async fn owner(call: &Call, link: Option<&str>) -> Result<Owner, Refusal> {
    let (course, client_id) = (call.course.id.clone(), call.bearer.registration.client_id.clone());
    let Some(id) = link else {
        let deployment = deployment(call).await?;
        return Ok(Owner { course, link: None, client_id, deployment });
    };
    let link = own_link(call, id).await?;
    Ok(Owner { course, link: Some(link.id), client_id, deployment: link.deployment })
}

/// AGS-032: a link that is not the tool's is not found.
async fn own_link(call: &Call, id: &str) -> Result<Link, Refusal> {
    let found = call.campus.link(id).await?;
    let actual = match found {
        Some(link) if link.course != call.course.id => format!("{}, a link of another course", quoted(id)),
        Some(link) if call.bearer.owns(link.client_id.as_str(), Some(&link.deployment)) => return Ok(link),
        Some(_) => format!("{}, a link of another tool or deployment", quoted(id)),
        None => format!("{}, which nobody made", quoted(id)),
    };
    Err(not_found("AGS-031", "there is no such link")
        .expected("the `resource_link.id` of a launch of this tool in this course, or no such member", actual)
        .hint("the tool made the id up, or kept it from another course")
        .at("`resourceLinkId`"))
}

/// The deployment of the token, or the one by which the tool is in this course.
async fn deployment(call: &Call) -> Result<DeploymentId, Refusal> {
    if let Some(deployment) = &call.bearer.deployment {
        return Ok(deployment.clone());
    }
    let links = call.campus.links_of(call.course.id.as_str()).await?;
    let own = links.into_iter().find(|link| link.client_id.as_str() == call.bearer.client());
    let first = || call.bearer.registration.deployments.first().cloned();
    let none = || Failure::Inconsistent(format!("the tool `{}` has no deployment", call.bearer.client()));
    Ok(own.map(|link| link.deployment).or_else(first).ok_or_else(none)?)
}
