//! The course that the user comes from (CORE-040 to CORE-043).

use homeroom_vocab::claim::CONTEXT;
use homeroom_vocab::context_type::COURSE_SECTION;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::{self, Claims};

/// A course, or what the platform has instead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Context {
    /// Unique in its deployment, and opaque (CORE-017); a platform that breaks the rules leaves it out.
    pub id: Option<String>,
    /// A short name, such as `BIO 101`.
    pub label: Option<String>,
    /// The whole name.
    pub title: Option<String>,
    /// What kind of course it is, as the platform writes it (CORE-043).
    pub types: Vec<String>,
}

impl Context {
    /// The best name that it has: the title, else the label, else the id.
    pub fn display_name(&self) -> Option<&str> {
        self.title.as_deref().or(self.label.as_deref()).or(self.id.as_deref())
    }

    /// Whether it is one section of a course, as most are.
    pub fn is_course_section(&self) -> bool {
        self.types.iter().any(|kind| kind == COURSE_SECTION)
    }

    pub(super) fn read(claims: &Claims, defects: &Defects) -> Result<Option<Self>, Refusal> {
        let Some(context) = claims.object(CONTEXT)? else {
            return if defects.has(Defect::CONTEXT_MISSING_CRASH) { Err(Refusal::Crash) } else { Ok(None) };
        };
        let text = |member| claims::text(context, member, CONTEXT).map(|text| text.map(str::to_owned));
        let (id, label, title) = (text("id")?, text("label")?, text("title")?);
        if title.is_none() && defects.has(Defect::CONTEXT_TITLE_MISSING_CRASH) {
            return Err(Refusal::Crash);
        }
        let types = context.get("type").and_then(Value::as_array).into_iter().flatten();
        let types = types.filter_map(Value::as_str).map(str::to_owned).collect();
        Ok(Some(Self { id, label, title, types }))
    }
}
