//! `/{campus}/courses/{course}/links/{link}/options`: one launch with everything that may vary, and with faults.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use homeroom_vocab::message;
use serde::Serialize;

use super::choices::Asked;
use super::found;
use super::launch::place;
use super::returned::CourseRef;
use crate::domain::course::Course;
use crate::domain::fault::Place;
use crate::domain::launch::Launch;
use crate::domain::link::Link;
use crate::error::{Problem as Failed, Refused};
use crate::faults::{self, Entry, FaultOrder};
use crate::launch::initiate::{self, Order};
use crate::pages::page::Page;
use crate::pages::parts::{Choice, Field, Problem};
use crate::pages::typed::{Typed, Wrong, explain};
use crate::pages::visit::{Post, Visit, go};

/// `GET`: the form, empty.
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = match subject(&visit).await {
        Ok((course, link)) => Ok(form(&visit, &course, &link, &Typed::default(), &Wrong::new())),
        Err(problem) => Err(problem),
    };
    visit.answer(page).await
}

/// `POST`: the launch, or the form again with what is wrong.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let (course, link) = match subject(&visit).await {
        Ok(subject) => subject,
        Err(problem) => return visit.refuse(&problem).await,
    };
    match launch(&visit, &link, &typed).await {
        Ok(launch) => go(&place(&visit, &launch, typed.first("target"))),
        Err(Unfit::Wrong(wrong)) => {
            let page = form(&visit, &course, &link, &typed, &wrong);
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await
        }
        Err(Unfit::Failed(problem)) => visit.refuse(&problem).await,
    }
}

/// Why a filled form did not become a launch.
enum Unfit {
    /// Something that the person can mend.
    Wrong(Wrong),
    Failed(Failed),
}

async fn subject(visit: &Visit) -> Result<(Course, Link), Failed> {
    let course = found::course(visit).await?;
    let link = found::link(visit, &course).await?;
    Ok((course, link))
}

async fn launch(visit: &Visit, link: &Link, typed: &Typed) -> Result<Launch, Unfit> {
    let person = found::acting(visit).map_err(Unfit::Failed)?;
    let Asked { method, options, faults } = typed.check(typed.first("target")).map_err(Unfit::Wrong)?;
    let faults = faults.into_iter().map(|(name, with)| FaultOrder::With { name, with }).collect();
    let order = Order { method, options, faults, ..Order::plain(link.id.as_str(), &person) };
    initiate::prepare(&visit.campus, order).await.map_err(|refused| match refused {
        Refused::Invalid(invalid) => Unfit::Wrong(Wrong::from([(field(invalid.field), explain(&invalid))])),
        Refused::Failure(failure) => Unfit::Failed(failure.into()),
    })
}

/// The form's name for a field of the API.
fn field(name: &'static str) -> &'static str {
    name.strip_prefix("options.").unwrap_or(name)
}

fn form(visit: &Visit, course: &Course, link: &Link, typed: &Typed, wrong: &Wrong) -> OptionsPage {
    let tool = visit.campus.registration(link.client_id.as_str());
    let deployments: Vec<String> =
        tool.iter().flat_map(|tool| &tool.deployments).map(ToString::to_string).collect();
    OptionsPage::new(
        CourseRef { id: course.id.to_string(), title: course.heading() },
        LinkRef { id: link.id.to_string(), title: link.heading() },
        &deployments,
        typed,
        wrong,
    )
}

#[derive(Debug, Serialize)]
pub(crate) struct OptionsPage {
    pub(crate) course: CourseRef,
    pub(crate) link: LinkRef,
    problems: Vec<Problem>,
    choices: Vec<Choice>,
    switches: Vec<Switch>,
    fields: Fields,
    faults: Vec<Group>,
}

#[derive(Debug, Serialize)]
pub(crate) struct LinkRef {
    pub(crate) id: String,
    pub(crate) title: String,
}

#[derive(Debug, Serialize)]
struct Switch {
    name: &'static str,
    label: &'static str,
    chosen: bool,
}

#[derive(Debug, Serialize)]
struct Fields {
    roles: Field,
    custom: Field,
    claims: Field,
    locale: Field,
}

/// Faults of one place, or of one family.
#[derive(Debug, Serialize)]
struct Group {
    title: &'static str,
    open: bool,
    faults: Vec<FaultRow>,
}

#[derive(Debug, Serialize)]
struct FaultRow {
    name: &'static str,
    title: &'static str,
    requirement: &'static str,
    /// What has to be typed beside it, if anything.
    takes: Option<&'static str>,
    with: String,
    chosen: bool,
}

impl OptionsPage {
    /// The form with what was typed and what is wrong with it.
    pub(crate) fn new(
        course: CourseRef,
        link: LinkRef,
        deployments: &[String],
        typed: &Typed,
        wrong: &Wrong,
    ) -> Self {
        let mut choices = typed.selects(deployments);
        for choice in &mut choices {
            choice.error = wrong.get(choice.name).cloned();
        }
        let field =
            |name: &str| Field { value: typed.first(name).to_owned(), error: wrong.get(name).cloned() };
        Self {
            course,
            link,
            problems: problems(wrong),
            choices,
            switches: super::choices::SWITCHES
                .iter()
                .map(|&(name, label)| Switch { name, label, chosen: typed.ticked(name) })
                .collect(),
            fields: Fields {
                roles: field("roles"),
                custom: field("custom"),
                claims: field("claims"),
                locale: field("locale"),
            },
            faults: groups(typed),
        }
    }
}

fn problems(wrong: &Wrong) -> Vec<Problem> {
    wrong
        .iter()
        .map(|(field, error)| Problem {
            field: (*field).to_owned(),
            label: (*field).to_owned(),
            error: error.clone(),
        })
        .collect()
}

/// The faults of launches by group, in the order of the catalogue; a group with a chosen fault is open.
fn groups(typed: &Typed) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for offer in
        faults::catalogue().filter(|entry| entry.place != Place::Keys && entry.fits(message::RESOURCE_LINK))
    {
        let row = FaultRow {
            name: offer.name,
            title: offer.title,
            requirement: offer.requirement,
            takes: offer.with,
            with: typed.with(offer.name).to_owned(),
            chosen: typed.has_fault(offer.name),
        };
        let title = group_of(&offer);
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => {
                group.open |= row.chosen;
                group.faults.push(row);
            }
            None => groups.push(Group { title, open: row.chosen, faults: vec![row] }),
        }
    }
    groups
}

/// The family of a fault, by the first word of its name.
fn group_of(entry: &Entry) -> &'static str {
    if entry.place == Place::Login {
        return "Login initiation";
    }
    match entry.name.split('.').next().unwrap_or_default() {
        "kid" | "typ" | "crit" | "jwk" | "jku" | "x5u" | "x5c" => "Header of the token",
        "signature" => "Signature",
        "alg" => "Algorithm",
        "jws" | "payload" => "Structure of the token",
        _ => "Claims",
    }
}

impl Page for OptionsPage {
    const TEMPLATE: &'static str = "courses/options.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let page = |body: &str, wrong: &Wrong| {
            Self::new(
                CourseRef { id: "c/1".into(), title: HARD_NAME.into() },
                LinkRef { id: "l/1".into(), title: HARD_NAME.into() },
                &["1".into()],
                &Typed::parse(body.as_bytes()),
                wrong,
            )
        };
        let wrong: Wrong =
            [("claims", "Expected a JSON object.".into()), ("aud", "Expected a choice.".into())].into();
        vec![
            ("fresh", page("", &Wrong::new())),
            (
                "wrong",
                page("claims=x&fault=nonce.of&with.nonce.of=%3Cb%3E&anonymous=true&privacy=none", &wrong),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_stand_in_groups_and_a_chosen_one_opens_its_group() {
        let (_, page) = OptionsPage::samples().remove(1);
        let open: Vec<&str> =
            page.faults.iter().filter(|group| group.open).map(|group| group.title).collect();
        assert_eq!(open, ["Claims"]);
        let rows = page.faults.iter().flat_map(|group| &group.faults);
        let chosen: Vec<&str> = rows.filter(|row| row.chosen).map(|row| row.with.as_str()).collect();
        assert_eq!(chosen, ["<b>"]);
    }
}
