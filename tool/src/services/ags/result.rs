//! A result: what the gradebook holds of one learner, whoever put it there (AGS-092, AGS-094).

use serde_json::Value;

use crate::services::json;

/// What a full result is where the platform does not say.
const MAXIMUM: f64 = 1.0;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) user: String,
    /// Nothing if the learner has no result yet.
    pub(crate) score: Option<f64>,
    pub(crate) maximum: f64,
    pub(crate) comment: Option<String>,
}

impl Outcome {
    /// Nothing if it does not say whose result it is.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let members = value.as_object()?;
        Some(Self {
            user: json::text(members, "userId")?,
            score: json::number(members, "resultScore"),
            maximum: json::number(members, "resultMaximum")
                .filter(|maximum| *maximum > 0.0)
                .unwrap_or(MAXIMUM),
            comment: json::text(members, "comment"),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_left_out_has_a_meaning() {
        let read = |value| Outcome::read(&value);
        let bare = Outcome { user: "u".into(), score: None, maximum: 1.0, comment: None };
        assert_eq!(read(json!({ "userId": "u" })), Some(bare.clone()));
        assert_eq!(read(json!({ "userId": "u", "resultScore": null, "comment": "" })), Some(bare.clone()));
        assert_eq!(
            read(json!({ "userId": "u", "resultScore": "8", "resultMaximum": -1, "comment": 7 })),
            Some(bare)
        );
        let full =
            read(json!({ "userId": "u", "resultScore": 0, "resultMaximum": 10, "comment": "c" })).unwrap();
        assert_eq!((full.score, full.maximum, full.comment.as_deref()), (Some(0.0), 10.0, Some("c")));
        for odd in [json!({}), json!({ "userId": 7 }), json!({ "userId": "" }), json!(null), json!([])] {
            assert_eq!(read(odd.clone()), None, "{odd}");
        }
    }
}
