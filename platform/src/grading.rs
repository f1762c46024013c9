//! The gradebook of a campus: line items, what they hold, and how it came to that.

use homeroom_vocab::id::{DeploymentId, UserId};

use crate::campus::Campus;
use crate::domain::course::Course;
use crate::domain::edge::Invalid;
use crate::domain::line_item::{LineItem, NewLineItem, Owner};
use crate::domain::link::Link;
use crate::domain::result::{Change, Entry, Grade, NewEntry, NewOverride};
use crate::domain::roles;
use crate::error::Refused;
use crate::store::StoreError;
use crate::store::grades::Recorded;
use crate::view::segment;

impl Campus {
    /// The URL of the line items of a course.
    pub(crate) fn line_items_url(&self, course: &Course) -> String {
        self.service_url(course, "lineitems")
    }

    /// The URL of a line item, which is its id on the wire (AGS-021).
    pub(crate) fn line_item_url(&self, course: &Course, id: &str) -> String {
        self.service_url(course, &format!("lineitems/{}", segment(id)))
    }

    /// The URL of the results of a line item: `/results` goes behind the path, the query stays (AGS-090).
    pub(crate) fn results_url(&self, course: &Course, id: &str) -> String {
        self.service_url(course, &format!("lineitems/{}/results", segment(id)))
    }

    pub(crate) async fn line_items(&self) -> Result<Vec<LineItem>, StoreError> {
        self.store().line_items(self.name().as_str()).await
    }

    /// The line items of a course in the order in which they were made.
    pub(crate) async fn line_items_of(&self, course: &str) -> Result<Vec<LineItem>, StoreError> {
        self.store().line_items_of(self.name().as_str(), course).await
    }

    pub(crate) async fn line_item(&self, id: &str) -> Result<Option<LineItem>, StoreError> {
        self.store().line_item(self.name().as_str(), id).await
    }

    pub(crate) async fn save_line_item(&self, item: &LineItem) -> Result<(), StoreError> {
        let at = self.now().as_millisecond();
        self.store().save_line_item(self.name().as_str(), item, at).await
    }

    /// Stores what a tool defined anew; says whether the line item was still there.
    pub(crate) async fn redefine_line_item(&self, item: &LineItem) -> Result<bool, StoreError> {
        self.store().redefine_line_item(self.name().as_str(), item).await
    }

    /// Takes a line item out of its course, with its grades; says whether there was one.
    pub(crate) async fn remove_line_item(&self, id: &str) -> Result<bool, StoreError> {
        self.store().remove_line_item(self.name().as_str(), id).await
    }

    /// Adds a line item of a registered tool to a course, or replaces the one of this id.
    pub(crate) async fn add_line_item(&self, new: NewLineItem) -> Result<LineItem, Refused> {
        let course = self.demand_course("course", &new.course).await?;
        let tool = self.demand_tool("client_id", &new.client_id)?;
        let link = match &new.link {
            Some(id) => Some(self.demand_link("link", id).await?),
            None => None,
        };
        if let Some(link) =
            link.as_ref().filter(|link| link.course != course.id || link.client_id != tool.client_id)
        {
            return Err(Invalid::new("link", "a link of this tool in this course", link.id.as_str()).into());
        }
        let of_link = link.as_ref().map(|link| link.deployment.as_str());
        let deployment = tool.deployment("deployment", new.deployment.as_deref().or(of_link))?;
        if of_link.is_some_and(|of_link| of_link != deployment.as_str()) {
            return Err(Invalid::new("deployment", "that of the link", deployment.as_str()).into());
        }
        let link = link.as_ref().map(|link| link.id.clone());
        let owner = Owner { course: course.id, link, client_id: tool.client_id.clone(), deployment };
        let item = new.parse(owner, &self.ground().entropy.id("line")?)?;
        self.save_line_item(&item).await?;
        Ok(item)
    }

    /// The line item of this id, or an explanation.
    pub(crate) async fn demand_line_item(&self, id: &str) -> Result<LineItem, Refused> {
        let unknown = || {
            Invalid::new("line_item", "a line item of this campus", id)
                .hint("`GET .../api/line_items?course=ID` lists those of a course")
        };
        Ok(self.line_item(id).await?.ok_or_else(unknown)?)
    }

    /// What all line items of a course hold of these people.
    pub(crate) async fn grades_of(&self, course: &str, people: &[UserId]) -> Result<Vec<Grade>, StoreError> {
        self.store().grades_of(self.name().as_str(), course, people).await
    }

    /// What a line item holds, by person: those that follow the person `after`, at most `count`.
    pub(crate) async fn grades_page(
        &self,
        line_item: &str,
        after: &str,
        count: usize,
    ) -> Result<Vec<Grade>, StoreError> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        self.store().grades_page(self.name().as_str(), line_item, after, count).await
    }

    /// What a line item holds of one person.
    pub(crate) async fn grade(&self, line_item: &str, person: &str) -> Result<Option<Grade>, StoreError> {
        self.store().grade(self.name().as_str(), line_item, person).await
    }

    /// The history of a line item in order of arrival, of one person if one is named, with the exchanges that the journal
    /// still has.
    pub(crate) async fn history(
        &self,
        line_item: &str,
        person: Option<&str>,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut entries = self.store().history(self.name().as_str(), line_item, person).await?;
        let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        let exchanges = self.journal().that_made(&ids);
        for entry in &mut entries {
            entry.exchange = exchanges.get(&entry.id).copied();
        }
        Ok(entries)
    }

    /// Adds an entry to the history of a line item and lets it take effect.
    pub(crate) async fn record_grade(&self, new: NewEntry) -> Result<Recorded, StoreError> {
        self.store().record_grade(self.name().as_str(), new).await
    }

    /// A teacher's word on a grade.
    pub(crate) async fn override_grade(&self, line_item: &str, new: NewOverride) -> Result<Grade, Refused> {
        let item = self.demand_line_item(line_item).await?;
        let person = self.demand_person("person", &new.person).await?;
        self.demand_learner(&item, person.id.as_str()).await?;
        if let Some(by) = &new.by {
            self.demand_person("by", by).await?;
        }
        let change: Change = new.parse(item.score_maximum)?;
        let id = self.ground().entropy.id("override")?;
        let entry = NewEntry { id, line_item: item.id, person: person.id, at: self.now(), change };
        match self.record_grade(entry).await? {
            Recorded::Kept(grade) => Ok(*grade),
            Recorded::Stale(_) | Recorded::Gone => {
                Err(Invalid::new("line_item", "a line item of this campus", line_item)
                    .hint("it was deleted meanwhile")
                    .into())
            }
        }
    }

    async fn demand_learner(&self, item: &LineItem, person: &str) -> Result<(), Refused> {
        let enrolment = self.enrolment(item.course.as_str(), person).await?;
        if enrolment.is_some_and(|enrolment| roles::include_learner(&enrolment.roles)) {
            return Ok(());
        }
        Err(Invalid::new("person", "a learner of the course", person)
            .hint("enrol the person with the role Learner first")
            .into())
    }

    /// The one line item of a link that a deployment may see, if there is exactly one (AGS-004, AGS-044).
    pub(crate) async fn only_line_item(
        &self,
        link: &Link,
        deployment: &DeploymentId,
    ) -> Result<Option<LineItem>, StoreError> {
        let all = self.line_items_of(link.course.as_str()).await?;
        let sees = |item: &LineItem| item.deployment.as_ref().is_none_or(|own| own == deployment);
        let mut own = all.into_iter().filter(|item| item.link.as_ref() == Some(&link.id) && sees(item));
        Ok(own.next().filter(|_| own.next().is_none()))
    }
}
