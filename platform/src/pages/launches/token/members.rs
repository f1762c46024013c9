//! The members of one part of a token, in their order; a name that stands twice is there twice.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// A JSON object that keeps order and repeated names, which `serde_json::Map` would hide.
pub(super) struct Members(pub(super) Vec<(String, Value)>);

impl Members {
    /// Reads a part of the compact form, or says why it is none.
    pub(super) fn decode(part: &str) -> Result<Self, &'static str> {
        let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| "is not base64url")?;
        let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8")?;
        serde_json::from_str(&text).map_err(|_| "is not a JSON object")
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}
