//! What the control API knows of services: courses and people as a roster sees them, line items, grades, tokens, and faults.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Campus, ControlError};
use crate::service_calls::ServiceCall;

/// A course to create.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct CourseOrder {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) label: String,
    /// How much the pages of its services hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page_size: Option<u32>,
    /// What every service URL of the course ends in, such as `type_id=7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) service_query: Option<String>,
}

/// A line item to create.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct LineItemOrder {
    pub(crate) id: Option<String>,
    pub(crate) course: String,
    pub(crate) link: Option<String>,
    pub(crate) client_id: String,
    pub(crate) deployment: Option<String>,
    pub(crate) label: String,
    pub(crate) score_maximum: f64,
    pub(crate) resource_id: Option<String>,
    pub(crate) tag: Option<String>,
}

/// A line item of a course.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct LineItem {
    pub(crate) id: String,
    pub(crate) url: String,
}

/// A fault to arm, with the value that some of them need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ArmOrder {
    pub(crate) name: String,
    /// `always`, `once`, or a number.
    pub(crate) when: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) with: Option<String>,
    /// The resource that shows it, such as `scores`. Default: each that can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) on: Option<&'static str>,
}

impl ArmOrder {
    /// A fault that shows each time, wherever it can.
    pub(crate) fn always(name: &str) -> Self {
        Self { name: name.to_owned(), when: "always", with: None, on: None }
    }

    /// A fault that shows the first time only.
    pub(crate) fn once(name: &str) -> Self {
        Self { when: "once", ..Self::always(name) }
    }

    /// The same with a value.
    pub(crate) fn with(self, value: impl Into<String>) -> Self {
        Self { with: Some(value.into()), ..self }
    }

    /// The same at one resource only.
    pub(crate) fn on(self, resource: &'static str) -> Self {
        Self { on: Some(resource), ..self }
    }
}

#[derive(Debug, Deserialize)]
struct Calls {
    exchanges: Vec<ServiceCall>,
    last: u64,
}

impl Campus {
    /// Creates a course.
    pub(crate) async fn course_as(&self, course: &CourseOrder) -> Result<(), ControlError> {
        self.post::<Value>("courses", course).await.map(drop)
    }

    /// Copies a course with its links and line items.
    pub(crate) async fn copy_course(&self, course: &str, copy: &str) -> Result<(), ControlError> {
        self.create(&format!("courses/{course}/copy"), &json!({"id": copy})).await
    }

    /// Fills a course with made-up people.
    pub(crate) async fn make_roster(&self, course: &str, count: u32) -> Result<(), ControlError> {
        self.create(&format!("courses/{course}/roster"), &json!({"count": count, "seed": 1})).await
    }

    /// Gives a person roles in a course, and a status there: `Active` or `Inactive`.
    pub(crate) async fn enrol_as(
        &self,
        course: &str,
        person: &str,
        role: &str,
        status: &str,
    ) -> Result<(), ControlError> {
        let body = json!({"course": course, "person": person, "roles": [role], "status": status});
        self.create("enrolments", &body).await
    }

    /// Gives a person several roles in a course.
    pub(crate) async fn enrol_with(
        &self,
        course: &str,
        person: &str,
        roles: &[&str],
    ) -> Result<(), ControlError> {
        self.create("enrolments", &json!({"course": course, "person": person, "roles": roles})).await
    }

    /// The ids of the links of a course.
    pub(crate) async fn links_of(&self, course: &str) -> Result<Vec<String>, ControlError> {
        let links: Vec<Value> = self.read("links").await?;
        let ours = links.iter().filter(|link| link["course"] == course);
        Ok(ours.filter_map(|link| link["id"].as_str().map(str::to_owned)).collect())
    }

    /// Takes a person out of a course.
    pub(crate) async fn remove_enrolment(&self, course: &str, person: &str) -> Result<(), ControlError> {
        self.delete(&format!("enrolments?course={course}&person={person}")).await
    }

    /// Creates a line item.
    pub(crate) async fn line_item(&self, item: &LineItemOrder) -> Result<LineItem, ControlError> {
        self.post("line_items", item).await
    }

    /// Deletes a line item.
    pub(crate) async fn delete_line_item(&self, id: &str) -> Result<(), ControlError> {
        self.delete(&format!("line_items/{id}")).await
    }

    /// A teacher's own grade in the place of what the tool has sent.
    pub(crate) async fn override_result(
        &self,
        line_item: &str,
        person: &str,
        score: f64,
    ) -> Result<(), ControlError> {
        let body = json!({"line_item": line_item, "person": person, "score": score});
        self.control.send::<Value>(Method::PUT, &self.path("results"), &body).await.map(drop)
    }

    /// Replaces the faults that the whole campus shows.
    pub(crate) async fn arm_all(&self, faults: &[ArmOrder]) -> Result<(), ControlError> {
        self.put_faults("faults", faults).await
    }

    /// Replaces the faults that the services of a course show.
    pub(crate) async fn arm_at(&self, course: &str, faults: &[ArmOrder]) -> Result<(), ControlError> {
        self.put_faults(&format!("courses/{course}/faults"), faults).await
    }

    async fn put_faults(&self, resource: &str, faults: &[ArmOrder]) -> Result<(), ControlError> {
        let body = json!({"armed": faults});
        self.control.send::<Value>(Method::PUT, &self.path(resource), &body).await.map(drop)
    }

    /// The calls of services after a number, and the number of the newest exchange of all.
    pub(crate) async fn service_calls(&self, after: u64) -> Result<(Vec<ServiceCall>, u64), ControlError> {
        let query = format!("exchanges?after={after}&kind=token,ags,nrps&secrets=shown");
        let mut page: Calls = self.read(&query).await?;
        for call in &mut page.exchanges {
            call.campus.clone_from(&self.name);
        }
        Ok((page.exchanges, page.last))
    }

    async fn delete(&self, resource: &str) -> Result<(), ControlError> {
        let (call, url) = self.control.call("DELETE", &self.path(resource))?;
        super::answer::<Value>(call, self.control.http.delete(url).send().await).await.map(drop)
    }
}
