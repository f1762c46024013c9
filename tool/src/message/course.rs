//! The course that the user comes from (CORE-040 to CORE-043).

use homeroom_vocab::claim::CONTEXT;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::{self, Claims};

/// What the course is called: by title, else by label, else by id.
pub(crate) fn title(claims: &Claims, defects: &Defects) -> Result<Option<String>, Refusal> {
    let Some(context) = claims.object(CONTEXT)? else {
        return if defects.has(Defect::CONTEXT_MISSING_CRASH) { Err(Refusal::Crash) } else { Ok(None) };
    };
    let text = |member| claims::text(context, member, CONTEXT);
    let (id, label, title) = (text("id")?, text("label")?, text("title")?);
    if title.is_none() && defects.has(Defect::CONTEXT_TITLE_MISSING_CRASH) {
        return Err(Refusal::Crash);
    }
    Ok(title.or(label).or(id).map(str::to_owned))
}

/// The id of the course, if the link is in one. Ids are opaque (CORE-017).
pub(crate) fn id(claims: &Claims) -> Option<String> {
    claims.get(CONTEXT)?.get("id")?.as_str().map(str::to_owned)
}
