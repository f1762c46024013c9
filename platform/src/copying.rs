//! A course is copied: its links and line items come along, its people and grades stay (AGS-040, AGS-041).

use std::collections::HashMap;

use homeroom_vocab::id::{ContextId, ResourceLinkId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::campus::Campus;
use crate::domain::course::Course;
use crate::domain::edge::{self, Invalid};
use crate::domain::line_item::LineItem;
use crate::domain::link::Link;
use crate::error::Refused;

/// A copy as someone asks for it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewCopy {
    /// Absent: one is minted.
    id: Option<String>,
    /// Absent: that of the course.
    title: Option<String>,
}

/// A copy, and which ids became which.
#[derive(Debug)]
pub(crate) struct Copied {
    pub(crate) course: Course,
    pub(crate) links: Vec<(String, String)>,
    pub(crate) line_items: Vec<(String, String)>,
}

impl Campus {
    /// Copies a course with its links and line items, all of it or nothing.
    pub(crate) async fn copy_course(&self, id: &str, new: NewCopy) -> Result<Copied, Refused> {
        let original = self.demand_course("course", id).await?;
        let course = self.copy_of(&original, new).await?;
        let links = self.links_of(id).await?;
        let copies = links.iter().map(|link| self.copy_of_link(link, &course.id));
        let copies: Vec<Link> = copies.collect::<Result<_, Refused>>()?;
        let became: HashMap<&ResourceLinkId, &ResourceLinkId> =
            links.iter().zip(&copies).map(|(link, copy)| (&link.id, &copy.id)).collect();
        let mut items = Vec::new();
        let mut line_items = Vec::new();
        for item in self.line_items_of(id).await? {
            let Some(link) = copied_link(&item, &became) else { continue };
            let copy = self.ground().entropy.id("line")?;
            line_items.push((item.id.clone(), copy.clone()));
            items.push(LineItem { id: copy, course: course.id.clone(), link, ..item });
        }
        let at = self.now().as_millisecond();
        self.store().save_copy(self.name().as_str(), &course, &copies, &items, at).await?;
        let links = links.iter().zip(&copies).map(|(link, copy)| (link.id.to_string(), copy.id.to_string()));
        Ok(Copied { course, links: links.collect(), line_items })
    }

    async fn copy_of(&self, original: &Course, new: NewCopy) -> Result<Course, Refused> {
        let minted = self.ground().entropy.id("course")?;
        let id = edge::id("id", new.id.as_deref().unwrap_or(&minted))?;
        if self.course(&id).await?.is_some() {
            return Err(Invalid::new("id", "an id that no course has", &id).into());
        }
        Ok(Course {
            id: ContextId::from(id),
            title: edge::text(new.title).or_else(|| original.title.clone()),
            history: before(&original.id, &original.history),
            ..original.clone()
        })
    }

    fn copy_of_link(&self, link: &Link, course: &ContextId) -> Result<Link, Refused> {
        Ok(Link {
            id: ResourceLinkId::from(self.ground().entropy.id("link")?),
            course: course.clone(),
            history: before(&link.id, &link.history),
            ..link.clone()
        })
    }
}

/// What something was before, the latest first.
fn before<T: Clone>(id: &T, history: &[T]) -> Vec<T> {
    std::iter::once(id).chain(history).cloned().collect()
}

/// The link of a copied line item; none at all if its link was not copied, since the item is then dropped (AGS-041).
#[expect(clippy::option_option, reason = "dropped, alone and coupled are three things here")]
fn copied_link(
    item: &LineItem,
    became: &HashMap<&ResourceLinkId, &ResourceLinkId>,
) -> Option<Option<ResourceLinkId>> {
    match &item.link {
        Some(link) => became.get(link).map(|copy| Some((*copy).clone())),
        None => Some(None),
    }
}
