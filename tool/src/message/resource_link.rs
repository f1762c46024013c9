//! The link that was opened (CORE-014 to CORE-017).

use homeroom_vocab::claim::RESOURCE_LINK;
use serde::{Deserialize, Serialize};

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::{self, Claims};

/// A link to this tool in a course.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ResourceLink {
    /// Unique in its deployment, and opaque (CORE-017).
    pub id: String,
    /// What the link is called.
    pub title: Option<String>,
    /// What it leads to.
    pub description: Option<String>,
}

impl ResourceLink {
    /// The link and its id must be there; nothing only with a defect.
    pub(super) fn read(claims: &Claims, defects: &Defects) -> Result<Option<Self>, Refusal> {
        let unchecked = defects.has(Defect::RESOURCE_LINK_UNCHECKED);
        let Some(link) = claims.object(RESOURCE_LINK)? else {
            return if unchecked { Ok(None) } else { Err(Refusal::Missing(RESOURCE_LINK)) };
        };
        let text = |member| claims::text(link, member, RESOURCE_LINK).map(|text| text.map(str::to_owned));
        let id = text("id")?.unwrap_or_default();
        if id.is_empty() && !unchecked {
            return Err(Refusal::Empty(RESOURCE_LINK));
        }
        let (description, title) = (text("description")?, text("title")?);
        if title.is_none() && defects.has(Defect::LINK_TITLE_MISSING_CRASH) {
            return Err(Refusal::Crash);
        }
        Ok(Some(Self { id, title, description }))
    }
}
