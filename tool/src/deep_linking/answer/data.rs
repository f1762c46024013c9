//! The platform's own value, given back (DL-035, DL-036). To a correct tool it is a box that stays closed.

use serde_json::Value;

use crate::defects::{Defect, Defects};

/// How much [`Defect::ANSWER_DATA_TRUNCATED`] keeps, in bytes.
const COLUMN: usize = 4 * 1024;

pub(super) fn returned(data: Option<&str>, defects: &Defects) -> Option<String> {
    let Some(data) = data else {
        return defects.has(Defect::ANSWER_DATA_INVENTED).then(String::new);
    };
    if defects.has(Defect::ANSWER_DATA_MISSING) {
        None
    } else if defects.has(Defect::ANSWER_DATA_REWRITTEN) {
        Some(rewritten(data))
    } else if defects.has(Defect::ANSWER_DATA_TRUNCATED) {
        Some(truncated(data).to_owned())
    } else if defects.has(Defect::ANSWER_DATA_TRIMMED) {
        Some(data.trim().to_owned())
    } else if defects.has(Defect::ANSWER_DATA_ASCII) {
        Some(data.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect())
    } else {
        Some(data.to_owned())
    }
}

fn rewritten(data: &str) -> String {
    let read = serde_json::from_str::<Value>(data);
    read.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_else(|_| data.to_owned())
}

fn truncated(data: &str) -> &str {
    &data[..data.floor_char_boundary(COLUMN)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_goes_back_byte_for_byte_and_only_if_it_came() {
        for data in [
            "",
            " a ",
            "{ \"b\": 1, \"a\": 2 }",
            "</form>\"'<!--\u{0}\u{2028}é\u{1f600}",
            &"x".repeat(100_000),
        ] {
            assert_eq!(returned(Some(data), &Defects::default()).as_deref(), Some(data));
        }
        assert_eq!(returned(None, &Defects::default()), None);
    }

    #[test]
    fn defects_change_it_as_they_say() {
        let with = |defect, data: &str| returned(Some(data), &Defects::new(vec![defect])).unwrap();
        assert_eq!(with(&Defect::ANSWER_DATA_REWRITTEN, "{ \"a\": \"b\" }"), "{\n  \"a\": \"b\"\n}");
        assert_eq!(with(&Defect::ANSWER_DATA_REWRITTEN, "no JSON"), "no JSON");
        assert_eq!(with(&Defect::ANSWER_DATA_TRUNCATED, &"é".repeat(4_000)).len(), COLUMN);
        assert_eq!(with(&Defect::ANSWER_DATA_TRUNCATED, "short"), "short");
    }
}
