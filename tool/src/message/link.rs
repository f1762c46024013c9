//! The link that was opened (CORE-014 to CORE-017).

use homeroom_vocab::claim::RESOURCE_LINK;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::{self, Claims};

/// The link's title, if it has one; the link itself and its id must be there.
pub(crate) fn title(claims: &Claims, defects: &Defects) -> Result<Option<String>, Refusal> {
    let unchecked = defects.has(Defect::RESOURCE_LINK_UNCHECKED);
    let Some(link) = claims.object(RESOURCE_LINK)? else {
        return if unchecked { Ok(None) } else { Err(Refusal::Missing(RESOURCE_LINK)) };
    };
    let id = claims::text(link, "id", RESOURCE_LINK)?.unwrap_or_default();
    if id.is_empty() && !unchecked {
        return Err(Refusal::Empty(RESOURCE_LINK));
    }
    claims::text(link, "description", RESOURCE_LINK)?;
    let title = claims::text(link, "title", RESOURCE_LINK)?;
    if title.is_none() && defects.has(Defect::LINK_TITLE_MISSING_CRASH) {
        return Err(Refusal::Crash);
    }
    Ok(title.map(str::to_owned))
}

/// The id of the link, if one was opened. Ids are opaque (CORE-017).
pub(crate) fn id(claims: &Claims) -> Option<String> {
    let id = claims.get(RESOURCE_LINK)?.get("id")?.as_str()?;
    (!id.is_empty()).then(|| id.to_owned())
}
