//! How the tool is shown, and where the user returns to (CORE-048, CORE-049).

use homeroom_vocab::claim::LAUNCH_PRESENTATION;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::{self, Claims};

/// How the platform shows the tool. None of it can be relied on (CORE-049).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Presentation {
    /// `frame`, `iframe` or `window`, as the platform writes it.
    pub document_target: Option<String>,
    /// In pixels.
    pub width: Option<u32>,
    /// In pixels.
    pub height: Option<u32>,
    /// Where the user returns to, as it stands; [`crate::LaunchData::return_link`] makes a link of it.
    pub return_url: Option<String>,
    /// The language of the platform's pages (BCP 47).
    pub locale: Option<String>,
}

impl Presentation {
    pub(super) fn read(claims: &Claims, defects: &Defects) -> Result<Self, Refusal> {
        let presentation = claims.object(LAUNCH_PRESENTATION)?;
        let read = presentation.map_or_else(|| Ok(Self::default()), Self::of)?;
        if read.return_url.is_none() && defects.has(Defect::RETURN_URL_MISSING_CRASH) {
            return Err(Refusal::Crash);
        }
        Ok(read)
    }

    fn of(members: &Map<String, Value>) -> Result<Self, Refusal> {
        let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
        let size = |name: &str| size(members.get(name)?);
        let return_url = claims::text(members, "return_url", LAUNCH_PRESENTATION)?;
        Ok(Self {
            document_target: text("document_target"),
            width: size("width"),
            height: size("height"),
            return_url: return_url.map(str::to_owned),
            locale: text("locale"),
        })
    }
}

/// Platforms write sizes as numbers and as texts (CORE-049).
fn size(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => number.as_u64().and_then(|size| u32::try_from(size).ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn sizes_are_numbers_or_texts() {
        for (value, expected) in [
            (json!(320), Some(320)),
            (json!("240"), Some(240)),
            (json!(" 240 "), Some(240)),
            (json!("wide"), None),
            (json!(-1), None),
            (json!(1.5), None),
            (json!(u64::MAX), None),
            (json!([320]), None),
        ] {
            assert_eq!(size(&value), expected, "{value}");
        }
    }
}
