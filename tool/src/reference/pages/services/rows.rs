//! What services answered, as rows of a table. All of it is text.

use serde::Serialize;

use crate::grades::{GradeResult, LineItem};
use crate::roster::{Member, Status};

#[derive(Debug, Serialize)]
pub(crate) struct MemberRow {
    id: String,
    name: Option<String>,
    email: Option<String>,
    roles: String,
    status: Status,
    is_test_user: bool,
    /// Whether this is the user who looks at the page: the same id, whatever the names are (NRPS-020).
    is_visitor: bool,
}

impl MemberRow {
    pub(crate) fn of(member: Member, visitor: Option<&str>) -> Self {
        Self {
            is_test_user: member.roles.is_test_user(),
            is_visitor: visitor == Some(&member.id),
            roles: member.roles.all().iter().map(|role| word(role)).collect::<Vec<_>>().join(", "),
            id: member.id,
            name: member.name,
            email: member.email,
            status: member.status,
        }
    }
}

/// The end of a role, which is what people call it.
fn word(role: &str) -> &str {
    role.rsplit(['#', '/']).next().unwrap_or(role)
}

#[derive(Debug, Serialize)]
pub(crate) struct ItemRow {
    label: String,
    maximum: Option<String>,
    /// Where it is; nothing if that is a place where this tool sends no token.
    url: Option<String>,
}

impl ItemRow {
    pub(crate) fn of(item: &LineItem) -> Self {
        Self {
            label: item.label().to_owned(),
            maximum: item.score_maximum().map(number),
            url: item.url().map(|url| url.as_str().to_owned()),
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct ResultRow {
    user: String,
    /// Nothing if there is no result yet.
    score: Option<String>,
    maximum: String,
    comment: Option<String>,
}

impl ResultRow {
    pub(crate) fn of(result: GradeResult) -> Self {
        let GradeResult { user, score, maximum, comment, .. } = result;
        Self { user, score: score.map(number), maximum: number(maximum), comment }
    }
}

/// Without digits that say nothing: `10`, not `10.0`.
fn number(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_shown_by_their_words() {
        assert_eq!(word("http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"), "Learner");
        assert_eq!(word("Learner"), "Learner");
        assert_eq!(word(""), "");
    }
}
