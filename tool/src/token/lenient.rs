//! What tools with defects make of a token that is none (SEC-028). Without defects, nothing.

use std::borrow::Cow;

use serde_json::Value;

use crate::defects::{Defect, Defects};

/// The token that a lenient tool reads out of the posted text.
pub(crate) fn token<'a>(posted: &'a str, defects: &Defects) -> Cow<'a, str> {
    let parts: Vec<_> = posted.split('.').collect();
    if defects.has(Defect::EXTRA_PARTS_IGNORED) && parts.len() > 3 {
        return parts[..3].join(".").into();
    }
    if defects.has(Defect::SIGNATURE_PART_OPTIONAL) && parts.len() == 2 {
        return format!("{posted}.").into();
    }
    let flattened = defects.has(Defect::JSON_SERIALISATION_ACCEPTED).then(|| flattened(posted));
    flattened.flatten().map_or(posted.into(), Cow::from)
}

/// The three members of the JSON serialisation as three parts.
fn flattened(posted: &str) -> Option<String> {
    let token: Value = serde_json::from_str(posted).ok()?;
    let part = |name: &str| token.get(name)?.as_str();
    Some([part("protected")?, part("payload")?, part("signature")?].join("."))
}

/// The JSON that a lenient tool reads out of the decoded bytes of either part.
pub(crate) fn json<'a>(bytes: &'a [u8], defects: &Defects) -> Cow<'a, [u8]> {
    if defects.has(Defect::JSON_UTF16_READ) && bytes.get(1) == Some(&0) {
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        return String::from_utf16_lossy(&units.collect::<Vec<_>>()).into_bytes().into();
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.into() };
    let replace = |these: &[(&str, &str)]| {
        let text = these.iter().fold(text.to_owned(), |text, (what, with)| text.replace(what, with));
        text.into_bytes()
    };
    if defects.has(Defect::JSON_LENIENT) {
        return replace(&[("/* a launch */", ""), (",}", "}"), (":NaN,", ":null,")]).into();
    }
    if defects.has(Defect::EXP_INFINITE_NEVER) {
        return replace(&[(":1e400,", ":null,")]).into();
    }
    bytes.into()
}

/// The payload that a lenient tool reads out of the decoded bytes.
pub(crate) fn payload<'a>(bytes: &'a [u8], defects: &Defects) -> Cow<'a, [u8]> {
    if defects.has(Defect::UTF8_LOSSY) {
        return String::from_utf8_lossy(bytes).into_owned().into_bytes().into();
    }
    let first = defects.has(Defect::PAYLOAD_ARRAY_ACCEPTED).then(|| first_element(bytes));
    first.flatten().map_or(bytes.into(), Cow::from)
}

fn first_element(bytes: &[u8]) -> Option<Vec<u8>> {
    let payload: Value = serde_json::from_slice(bytes).ok()?;
    Some(payload.as_array()?.first()?.to_string().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_defects_nothing_is_made_better() {
        let none = Defects::default();
        for text in ["a.b", "a.b.c.d.e", r#"{"protected":"a","payload":"b","signature":"c"}"#, ""] {
            assert_eq!(token(text, &none), text);
            assert_eq!(payload(text.as_bytes(), &none), text.as_bytes());
            assert_eq!(json(text.as_bytes(), &none), text.as_bytes());
        }
        assert_eq!(payload(b"[{}]", &none).as_ref(), b"[{}]");
    }

    #[test]
    fn each_defect_is_lenient_in_one_way() {
        let with = |defect, text| token(text, &Defects::new(vec![defect])).into_owned();
        assert_eq!(with(&Defect::EXTRA_PARTS_IGNORED, "a.b.c.d.e"), "a.b.c");
        assert_eq!(with(&Defect::SIGNATURE_PART_OPTIONAL, "a.b"), "a.b.");
        let json = r#"{"protected":"a","payload":"b","signature":"c"}"#;
        assert_eq!(with(&Defect::JSON_SERIALISATION_ACCEPTED, json), "a.b.c");
        assert_eq!(with(&Defect::JSON_SERIALISATION_ACCEPTED, "a.b.c"), "a.b.c");
        let with = |defect, bytes| payload(bytes, &Defects::new(vec![defect])).into_owned();
        assert_eq!(with(&Defect::PAYLOAD_ARRAY_ACCEPTED, br#"[{"a":1}]"#), br#"{"a":1}"#);
        assert_eq!(with(&Defect::UTF8_LOSSY, b"\"\xff\""), "\"\u{fffd}\"".as_bytes());
    }
    #[test]
    fn each_defect_reads_json_that_is_none_in_one_way() {
        let with = |defect, bytes| json(bytes, &Defects::new(vec![defect])).into_owned();
        assert_eq!(with(&Defect::JSON_UTF16_READ, b"{\0}\0"), b"{}");
        assert_eq!(with(&Defect::JSON_LENIENT, br#"{/* a launch */"a":NaN,"b":1,}"#), br#"{"a":null,"b":1}"#);
        assert_eq!(with(&Defect::EXP_INFINITE_NEVER, br#"{"exp":1e400,"a":1}"#), br#"{"exp":null,"a":1}"#);
    }
}
