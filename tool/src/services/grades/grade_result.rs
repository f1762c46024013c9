//! A result: what the gradebook holds of one learner, whoever put it there (AGS-092, AGS-094).

use serde_json::Value;

use crate::services::json;

/// What a full result is where the platform does not say.
const MAXIMUM: f64 = 1.0;

/// What the gradebook holds of one learner. A teacher may have changed it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GradeResult {
    /// Whose result it is ([`crate::User::subject`]).
    pub user: String,
    /// Nothing if the learner has no result yet.
    pub score: Option<f64>,
    /// What a full result is; above 0.
    pub maximum: f64,
    /// What is said about it.
    pub comment: Option<String>,
    /// Who graded it.
    pub scorer: Option<String>,
}

impl GradeResult {
    /// Nothing if it does not say whose result it is.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let members = value.as_object()?;
        let maximum = json::number(members, "resultMaximum").filter(|maximum| *maximum > 0.0);
        Some(Self {
            user: json::text(members, "userId")?,
            score: json::number(members, "resultScore"),
            maximum: maximum.unwrap_or(MAXIMUM),
            comment: json::text(members, "comment"),
            scorer: json::text(members, "scoringUserId"),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_left_out_has_a_meaning() {
        let read = |value| GradeResult::read(&value);
        let bare = GradeResult { user: "u".into(), score: None, maximum: 1.0, comment: None, scorer: None };
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
