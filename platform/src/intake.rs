//! What comes in is checked against what is there, then kept: people, courses, enrolments, links, registrations.

use std::collections::BTreeMap;
use std::sync::Arc;

use homeroom_vocab::id::DeploymentId;

use crate::campus::Campus;
use crate::domain::course::{Course, Enrolment, NewCourse, NewEnrolment};
use crate::domain::edge::{Invalid, did_you_mean};
use crate::domain::introduction::Introduction;
use crate::domain::link::{Link, NewLink};
use crate::domain::person::{NewPerson, Person};
use crate::domain::registration::{Minted, NewRegistration, Registration, all_scopes};
use crate::domain::roster::{Made, NewRoster};
use crate::error::Refused;

impl Campus {
    /// Adds a person, or replaces the one of this id.
    pub(crate) async fn add_person(&self, new: NewPerson) -> Result<Person, Refused> {
        let person = new.parse(self.ground().entropy.id("person")?)?;
        self.save_person(&person).await?;
        Ok(person)
    }

    /// Adds a course, or replaces the one of this id.
    pub(crate) async fn add_course(&self, new: NewCourse) -> Result<Course, Refused> {
        let course = new.parse(self.ground().entropy.id("course")?)?;
        self.save_course(&course).await?;
        Ok(course)
    }

    /// Makes a person of this campus a member of a course of this campus.
    pub(crate) async fn enrol(&self, new: NewEnrolment) -> Result<Enrolment, Refused> {
        let enrolment = new.parse()?;
        self.demand_course("course", enrolment.course.as_str()).await?;
        self.demand_person("person", enrolment.person.as_str()).await?;
        for mentee in &enrolment.mentees {
            self.demand_person("mentees", mentee.as_str()).await?;
        }
        self.save_enrolment(&enrolment).await?;
        Ok(enrolment)
    }

    /// Fills a course with made-up people.
    pub(crate) async fn generate_roster(&self, course: &Course, new: NewRoster) -> Result<Made, Refused> {
        // Six digits are enough for people nobody has met, and an id stays short.
        let minted = u64::from(u32::from_le_bytes(self.ground().entropy.bytes()?)) % 1_000_000;
        let (made, members) = new.members(course, minted)?;
        self.save_members(&members).await?;
        Ok(made)
    }

    /// Adds a link of a registered tool to a course, or replaces the one of this id.
    pub(crate) async fn add_link(&self, new: NewLink) -> Result<Link, Refused> {
        self.demand_course("course", &new.course).await?;
        let tool = self.demand_tool("client_id", &new.client_id)?;
        let link = new.parse(&tool, self.ground().entropy.id("link")?)?;
        self.save_link(&link).await?;
        Ok(link)
    }

    /// Registers a tool, or replaces the registration of its client id; says whether it is new.
    pub(crate) async fn register(&self, new: NewRegistration) -> Result<(Registration, bool), Refused> {
        let known = new.client_id.as_deref().and_then(|client| self.registration(client));
        let registration = new.parse(self.mint(known.as_deref())?)?;
        self.demand_free_deployments(&registration)?;
        self.save_registration(registration.clone()).await?;
        Ok((registration, known.is_none()))
    }

    /// Installs a registered tool once more; without an id, one is minted.
    pub(crate) async fn add_deployment(
        &self,
        tool: &Registration,
        id: Option<String>,
        name: Option<String>,
    ) -> Result<(), Refused> {
        let id = id.map_or_else(|| self.ground().entropy.id("deployment"), Ok)?;
        let changed = tool.clone().with_deployment(&id, name)?;
        self.demand_free_deployments(&changed)?;
        Ok(self.save_registration(changed).await?)
    }

    /// Calls a deployment by another name, or by none.
    pub(crate) async fn name_deployment(
        &self,
        tool: &Registration,
        id: &str,
        name: Option<String>,
    ) -> Result<(), Refused> {
        Ok(self.save_registration(tool.clone().with_name(id, name)?).await?)
    }

    /// Forgets a deployment; its links stay and are refused.
    pub(crate) async fn remove_deployment(&self, tool: &Registration, id: &str) -> Result<(), Refused> {
        Ok(self.save_registration(tool.clone().without_deployment(id)?).await?)
    }

    /// Ids for a registration that does not bring its own; a known client keeps its deployments (CORE-006), and what it
    /// said about itself.
    fn mint(&self, known: Option<&Registration>) -> Result<Minted, Refused> {
        let entropy = &self.ground().entropy;
        let client_id = entropy.id("client")?;
        Ok(match known.cloned() {
            Some(Registration { deployments, deployment_names, scopes, introduction, .. }) => {
                Minted { client_id, deployments, deployment_names, scopes, introduction }
            }
            None => Minted {
                client_id,
                deployments: vec![DeploymentId::from(entropy.id("deployment")?)],
                deployment_names: BTreeMap::new(),
                scopes: all_scopes(),
                introduction: Introduction::default(),
            },
        })
    }

    /// A deployment id is unique inside the issuer (CORE-006).
    fn demand_free_deployments(&self, registration: &Registration) -> Result<(), Invalid> {
        for other in self.registrations() {
            let shared = registration.deployments.iter().find(|deployment| other.has_deployment(deployment));
            if let Some(taken) = shared.filter(|_| other.client_id != registration.client_id) {
                return Err(Invalid::new(
                    "deployments",
                    "ids that no other tool of this campus has",
                    taken.as_str(),
                )
                .hint(format!("`{}` has it; leave `deployments` out to have one minted", other.client_id)));
            }
        }
        Ok(())
    }

    /// The tool of this client id, or an explanation.
    pub(crate) fn demand_tool(
        &self,
        field: &'static str,
        client: &str,
    ) -> Result<Arc<Registration>, Invalid> {
        self.registration(client).ok_or_else(|| {
            let all = self.registrations();
            let known = all.iter().map(|tool| tool.client_id.as_str());
            Invalid::new(field, "a tool that is registered on this campus", client).hint(did_you_mean(
                client,
                known,
                "register it first",
            ))
        })
    }

    /// The person of this id, or an explanation.
    pub(crate) async fn demand_person(&self, field: &'static str, id: &str) -> Result<Person, Refused> {
        if let Some(person) = self.person(id).await? {
            return Ok(person);
        }
        // The first ones will do: nobody should wait for ten thousand people to be told of a typo.
        let some = self.people_page(0, 500).await?;
        let known = some.iter().map(|person| person.id.as_str());
        let hint = did_you_mean(id, known, "`GET .../api/people` lists all");
        Err(Invalid::new(field, "a person of this campus", id).hint(hint).into())
    }

    /// The course of this id, or an explanation.
    pub(crate) async fn demand_course(&self, field: &'static str, id: &str) -> Result<Course, Refused> {
        if let Some(course) = self.course(id).await? {
            return Ok(course);
        }
        let all = self.courses().await?;
        let known = all.iter().map(|course| course.id.as_str());
        let hint = did_you_mean(id, known, "`GET .../api/courses` lists all");
        Err(Invalid::new(field, "a course of this campus", id).hint(hint).into())
    }

    /// The link of this id, or an explanation.
    pub(crate) async fn demand_link(&self, field: &'static str, id: &str) -> Result<Link, Refused> {
        if let Some(link) = self.link(id).await? {
            return Ok(link);
        }
        let all = self.links().await?;
        let known = all.iter().map(|link| link.id.as_str());
        let hint = did_you_mean(id, known, "`GET .../api/links` lists all");
        Err(Invalid::new(field, "a link of this campus", id).hint(hint).into())
    }
}
