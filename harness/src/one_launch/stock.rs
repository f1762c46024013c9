//! What a campus has, as far as a launch needs it.

use homeroom_vocab::role;
use serde::Deserialize;

use super::{LaunchError, Named};
use crate::control::{Campus, Control};
use crate::driver;

/// The people and things to choose from.
#[derive(Debug)]
pub(super) struct Stock {
    pub(super) people: Vec<Person>,
    pub(super) courses: Vec<Course>,
    pub(super) links: Vec<Link>,
    pub(super) tools: Vec<Tool>,
    pub(super) faults: Vec<KnownFault>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Person {
    pub(super) id: String,
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Course {
    pub(super) id: String,
    title: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Link {
    pub(super) id: String,
    pub(super) course: String,
    title: Option<String>,
    pub(super) client_id: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Enrolment {
    pub(super) person: String,
    roles: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Tool {
    pub(super) client_id: String,
    name: String,
    pub(super) login_url: url::Url,
    pub(super) target_link_uri: url::Url,
    pub(super) deployments: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct KnownFault {
    pub(super) name: String,
    pub(super) place: String,
    pub(super) with: Option<String>,
    /// The only message that it fits.
    pub(super) message: Option<String>,
}

/// Something that a person calls by its id or by its name.
pub(super) trait Callable {
    fn named(&self) -> Named;

    fn is_called(&self, name: &str) -> bool {
        let named = self.named();
        named.id == name || named.name == name
    }
}

impl Callable for Person {
    fn named(&self) -> Named {
        let parts: Vec<_> =
            [&self.given_name, &self.family_name].into_iter().flatten().map(String::as_str).collect();
        let name = self.name.clone().unwrap_or_else(|| parts.join(" "));
        Named { id: self.id.clone(), name }
    }
}

impl Callable for Course {
    fn named(&self) -> Named {
        Named { id: self.id.clone(), name: self.title.clone().unwrap_or_default() }
    }
}

impl Callable for Link {
    fn named(&self) -> Named {
        Named { id: self.id.clone(), name: self.title.clone().unwrap_or_default() }
    }
}

impl Callable for Tool {
    fn named(&self) -> Named {
        Named { id: self.client_id.clone(), name: self.name.clone() }
    }
}

impl Enrolment {
    /// Whether the person has that role of the course, in its long or its short form.
    pub(super) fn has(&self, role: &str) -> bool {
        let short = role.rsplit('#').next().unwrap_or(role);
        self.roles.iter().any(|each| each == role || each == short)
    }
}

/// The role of those who open links.
pub(super) const LEARNER: &str = role::context::LEARNER;

/// The role of those who pick content.
pub(super) const INSTRUCTOR: &str = role::context::INSTRUCTOR;

/// The members of a course in the order of their enrolment.
pub(super) async fn members(campus: &Campus, course: &str) -> Result<Vec<Enrolment>, LaunchError> {
    let query = driver::serialize(&[("course", course)]);
    Ok(campus.read(&format!("enrolments?{query}")).await?)
}

impl Stock {
    pub(super) async fn of(control: &Control, campus: &Campus) -> Result<Self, LaunchError> {
        Ok(Self {
            people: campus.read("people").await?,
            courses: campus.read("courses").await?,
            links: campus.read("links").await?,
            tools: campus.read("registrations").await?,
            faults: control.read("api/faults").await?,
        })
    }
}
