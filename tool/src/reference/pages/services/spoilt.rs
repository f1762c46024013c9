//! How the pages of services break while a defect is switched on. Without one nothing here happens.

use std::collections::HashSet;

use crate::grades::{GradeResult, LineItem};
use crate::reference::app::App;
use crate::roster::{Member, Members, Status};
use crate::{Defect, Defects, LaunchData, ServiceError};

/// Courses of careless tools have no more members.
const SMALL: usize = 10_000;

/// Whether the page ends in an error of the tool's own (NRPS-021, AGS-043, TOK-020).
pub(super) fn is_uncaught(defects: &Defects, error: &ServiceError) -> bool {
    if error.is_of_token_endpoint() {
        return defects.has(Defect::TOKEN_FAILURE_UNCAUGHT)
            || error.is_unreadable() && defects.has(Defect::TOKEN_ANSWER_TRUSTED);
    }
    match error {
        ServiceError::Failed { .. } if error.is_refusal() => defects.has(Defect::SERVICE_REFUSAL_UNCAUGHT),
        ServiceError::Failed { .. } => defects.has(Defect::SERVICE_FAILURE_UNCAUGHT),
        _ => false,
    }
}

/// Whether the launch offers too little (AGS-005).
pub(super) fn needs_more(defects: &Defects, launch: &LaunchData) -> bool {
    let offer = launch.grades.as_ref();
    let whole = offer.is_some_and(|offer| offer.line_items.is_some() && offer.line_item.is_some());
    !whole && defects.has(Defect::GRADES_BOTH_REQUIRED)
}

/// Whether something about a member is more than this tool can bear (NRPS-007, NRPS-008, NRPS-023).
pub(super) fn breaks_roster(defects: &Defects, read: &Members) -> bool {
    let any = |odd: fn(&Member) -> bool| read.members.iter().any(odd);
    (defects.has(Defect::MEMBER_NAME_REQUIRED) && any(|member| member.name.is_none()))
        || (defects.has(Defect::MEMBER_ROLES_REQUIRED) && any(|member| member.roles.all().is_empty()))
        || (defects.has(Defect::MEMBER_INACTIVE_UNKNOWN) && any(|member| member.status == Status::Inactive))
        || (defects.has(Defect::MEMBER_ID_REQUIRED) && read.unreadable > 0)
        || (defects.has(Defect::MEMBER_IDS_UNIQUE) && read.repeated > 0)
        || (defects.has(Defect::ROSTER_SMALL) && read.members.len() > SMALL)
}

/// Takes users for each other (NRPS-020).
pub(super) fn confuse(app: &App, launch: &LaunchData, members: &mut Vec<Member>) {
    if app.defects.has(Defect::MEMBERS_BY_NAME) {
        let mut known = HashSet::new();
        members.retain(|member| known.insert(member.name.clone()));
    }
    for (name, user) in app.memory.launched(launch.context.as_ref()) {
        if members.iter().all(|member| member.name.as_ref() != Some(&name)) {
            members.push(Member { id: user, name: Some(name), ..Member::default() });
        }
    }
}

/// Whether a maximum is more than this tool can bear (ATK-096).
pub(super) fn breaks_line_items(defects: &Defects, items: &[LineItem]) -> bool {
    defects.has(Defect::LINE_ITEM_MAXIMUM_TRUSTED) && items.iter().any(|item| item.score_maximum().is_none())
}

/// Whether results are more than this tool can bear (AGS-094).
pub(super) fn breaks_results(defects: &Defects, results: &[GradeResult]) -> bool {
    (defects.has(Defect::RESULT_SCORE_REQUIRED) && results.iter().any(|result| result.score.is_none()))
        || (defects.has(Defect::RESULTS_REQUIRED) && results.is_empty())
}
