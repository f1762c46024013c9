//! A course is copied: its links, line items, placed content and pages come along, its people and grades stay (AGS-040,
//! AGS-041).

use std::collections::HashMap;

use homeroom_vocab::id::{ContextId, ResourceLinkId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::campus::Campus;
use crate::domain::content::Content;
use crate::domain::course::Course;
use crate::domain::edge::{self, Invalid};
use crate::domain::line_item::LineItem;
use crate::domain::link::Link;
use crate::domain::written::{Block, Piece, WrittenPage};
use crate::error::Refused;
use crate::store::courses::Copy;

/// A copy as someone asks for it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewCopy {
    /// Absent: one is minted.
    pub(crate) id: Option<String>,
    /// Absent: that of the course.
    pub(crate) title: Option<String>,
}

/// A copy, and which ids became which.
#[derive(Debug)]
pub(crate) struct Copied {
    pub(crate) course: Course,
    pub(crate) links: Vec<(String, String)>,
    pub(crate) line_items: Vec<(String, String)>,
    pub(crate) content: Vec<(String, String)>,
}

/// What each id became.
type Became<T> = HashMap<T, T>;

impl Campus {
    /// Copies a course with all that is in it but people and grades, whole or not at all.
    pub(crate) async fn copy_course(&self, id: &str, new: NewCopy) -> Result<Copied, Refused> {
        let original = self.demand_course("course", id).await?;
        let course = self.copy_of(&original, new).await?;
        let (links, links_became) = self.copies_of_links(id, &course.id).await?;
        let (line_items, items_became) = self.copies_of_line_items(id, &course.id, &links_became).await?;
        let content = self.copies_of_content(id, &course.id).await?;
        let content_became: Became<String> =
            content.iter().map(|(from, copy)| (from.clone(), copy.id.clone())).collect();
        let pages = self.copies_of_pages(id, &course.id, &links_became, &content_became).await?;
        let copy = Copy { course, links, line_items, content, pages };
        self.store().save_copy(self.name().as_str(), &copy, self.now().as_millisecond()).await?;
        Ok(Copied {
            links: copy
                .links
                .iter()
                .filter_map(|link| Some((link.history.first()?.to_string(), link.id.to_string())))
                .collect(),
            line_items: items_became,
            content: copy.content.into_iter().map(|(from, content)| (from, content.id)).collect(),
            course: copy.course,
        })
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

    async fn copies_of_links(
        &self,
        from: &str,
        to: &ContextId,
    ) -> Result<(Vec<Link>, Became<ResourceLinkId>), Refused> {
        let (mut copies, mut became) = (Vec::new(), Became::new());
        for link in self.links_of(from).await? {
            let id = ResourceLinkId::from(self.ground().entropy.id("link")?);
            let history = before(&link.id, &link.history);
            became.insert(link.id, id.clone());
            copies.push(Link { id, course: to.clone(), history, ..link });
        }
        Ok((copies, became))
    }

    /// An item whose link was not copied is dropped (AGS-041).
    async fn copies_of_line_items(
        &self,
        from: &str,
        to: &ContextId,
        links: &Became<ResourceLinkId>,
    ) -> Result<(Vec<LineItem>, Vec<(String, String)>), Refused> {
        let (mut copies, mut became) = (Vec::new(), Vec::new());
        for item in self.line_items_of(from).await? {
            let Some(link) = copied_link(&item, links) else { continue };
            let id = self.ground().entropy.id("line")?;
            became.push((item.id.clone(), id.clone()));
            copies.push(LineItem { id, course: to.clone(), link, ..item });
        }
        Ok((copies, became))
    }

    async fn copies_of_content(&self, from: &str, to: &ContextId) -> Result<Vec<(String, Content)>, Refused> {
        let mut copies = Vec::new();
        for content in self.content_of(from).await? {
            let id = self.ground().entropy.id("content")?;
            copies.push((content.id.clone(), Content { id, course: to.clone(), ..content }));
        }
        Ok(copies)
    }

    async fn copies_of_pages(
        &self,
        from: &str,
        to: &ContextId,
        links: &Became<ResourceLinkId>,
        content: &Became<String>,
    ) -> Result<Vec<WrittenPage>, Refused> {
        let mut copies = Vec::new();
        for page in self.pages_of(from).await? {
            let id = self.ground().entropy.id("page")?;
            let blocks = page.blocks.into_iter().filter_map(|block| copied_block(block, links, content));
            copies.push(WrittenPage { id, course: to.clone(), title: page.title, blocks: blocks.collect() });
        }
        Ok(copies)
    }
}

/// What something was before, the latest first.
fn before<T: Clone>(id: &T, history: &[T]) -> Vec<T> {
    std::iter::once(id).chain(history).cloned().collect()
}

/// A block that shows the copies of what it showed; none where that was gone before.
fn copied_block(block: Block, links: &Became<ResourceLinkId>, content: &Became<String>) -> Option<Block> {
    let piece = match block.piece {
        Piece::Text { text } => Piece::Text { text },
        Piece::Link { link } => Piece::Link { link: links.get(&link)?.clone() },
        Piece::Item { item } => Piece::Item { item: content.get(&item)?.clone() },
    };
    Some(Block { id: block.id, piece })
}

/// The link of a copied line item; none at all if its link was not copied, since the item is then dropped (AGS-041).
#[expect(clippy::option_option, reason = "dropped, alone and coupled are three things here")]
fn copied_link(item: &LineItem, became: &Became<ResourceLinkId>) -> Option<Option<ResourceLinkId>> {
    match &item.link {
        Some(link) => became.get(link).map(|copy| Some(copy.clone())),
        None => Some(None),
    }
}
