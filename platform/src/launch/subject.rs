//! What a launch is about: a link that is opened, or a course that content is picked for.

use std::sync::Arc;

use homeroom_vocab::id::DeploymentId;
use homeroom_vocab::message;

use super::initiate::Order;
use crate::campus::Campus;
use crate::domain::course::Course;
use crate::domain::deep_linking::{NewSettings, Picking};
use crate::domain::edge::Invalid;
use crate::domain::launch::Subject;
use crate::domain::registration::Registration;
use crate::error::Refused;

/// The subject of a launch with all that comes along with it.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) subject: Subject,
    pub(crate) course: Course,
    pub(crate) registration: Arc<Registration>,
    pub(crate) deployment: DeploymentId,
}

/// Looks up what an order names, for its message.
pub(crate) async fn find(campus: &Campus, order: &Order, message: &str) -> Result<Stage, Refused> {
    if message == message::DEEP_LINKING { picking(campus, order).await } else { link(campus, order).await }
}

/// A member that belongs to the other message, or is missing for this one.
fn demand<'a>(field: &'static str, value: Option<&'a String>) -> Result<&'a str, Invalid> {
    value.map(String::as_str).ok_or_else(|| {
        Invalid::new(field, "a value", "nothing").hint(format!(
            "`{}` takes `link`; `{}` takes `course` and `client_id`",
            message::RESOURCE_LINK,
            message::DEEP_LINKING
        ))
    })
}

fn refuse(field: &'static str, given: bool, message: &str, instead: &str) -> Result<(), Invalid> {
    if given {
        let expected = format!("no such member with `{message}`");
        return Err(Invalid::new(field, expected, "a value").hint(instead));
    }
    Ok(())
}

async fn link(campus: &Campus, order: &Order) -> Result<Stage, Refused> {
    let instead = "the link says which course and tool";
    for (field, given) in [
        ("course", order.course.is_some()),
        ("client_id", order.client_id.is_some()),
        ("deployment", order.deployment.is_some()),
        ("page", order.page.is_some()),
        ("options.deep_linking", order.options.deep_linking.is_some()),
    ] {
        refuse(field, given, message::RESOURCE_LINK, instead)?;
    }
    let link = campus.demand_link("link", demand("link", order.link.as_ref())?).await?;
    let registration = campus.demand_tool("link", link.client_id.as_str())?;
    let deployment = match &order.options.deployment {
        Some(name) => registration.deployment("options.deployment", Some(name))?,
        None => link.deployment.clone(),
    };
    let course = campus.demand_course("course", link.course.as_str()).await?;
    Ok(Stage { subject: Subject::Link(Box::new(link)), course, registration, deployment })
}

async fn picking(campus: &Campus, order: &Order) -> Result<Stage, Refused> {
    let instead = "name `course` and `client_id` instead";
    refuse("link", order.link.is_some(), message::DEEP_LINKING, instead)?;
    let course = campus.demand_course("course", demand("course", order.course.as_ref())?).await?;
    let client = demand("client_id", order.client_id.as_ref())?;
    let registration = campus.demand_tool("client_id", client)?;
    let deployment = match &order.options.deployment {
        Some(name) => registration.deployment("options.deployment", Some(name))?,
        None => registration.deployment("deployment", order.deployment.as_deref())?,
    };
    let page = page(campus, &course, order.page.as_deref()).await?;
    let picking = request(campus, &registration, order.options.deep_linking.as_ref(), page)?;
    Ok(Stage { subject: Subject::Picking(Box::new(picking)), course, registration, deployment })
}

/// The request with a return URL that nobody can guess, good for one answer.
fn request(
    campus: &Campus,
    registration: &Registration,
    settings: Option<&NewSettings>,
    page: Option<String>,
) -> Result<Picking, Refused> {
    let (plain, entropy) = (NewSettings::default(), &campus.ground().entropy);
    let (asked, handle, data) = (settings.unwrap_or(&plain), entropy.token()?, entropy.token()?);
    let query = asked.return_url.query();
    let mark = if query.is_empty() { "" } else { "?" };
    let return_url = format!("{}/lti/deep_linking/{handle}{mark}{query}", campus.identity().issuer);
    Ok(Picking {
        url: registration.deep_linking_url.as_ref().unwrap_or(&registration.target_link_uri).clone(),
        settings: asked.settle(&return_url, &data),
        handle,
        return_url,
        query,
        page,
    })
}

/// The page of the course that content is picked for, if it is for one.
async fn page(campus: &Campus, course: &Course, id: Option<&str>) -> Result<Option<String>, Refused> {
    let Some(id) = id else { return Ok(None) };
    let page = campus.page(id).await?.filter(|page| page.course == course.id);
    let unknown = || Invalid::new("page", "a written page of the course", id);
    Ok(Some(page.ok_or_else(unknown)?.id))
}
