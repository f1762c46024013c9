//! The buttons by which services are used, each shown only to whom the course lets use it.

use homeroom_vocab::scope::AGS_LINEITEM;
use serde::Serialize;

use crate::reference::app::App;
use crate::reference::pages::services::guard;
use crate::{Defect, Defects, GradesEndpoint, Launch, LaunchData, SESSION_FIELD, Variant};

/// The field of the form that says which button it was.
pub(crate) const FIELD: &str = "act";
/// Where the form goes.
pub(crate) const PATH: &str = "acts";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Start,
    Finish,
    Roster,
    RosterOfLink,
    RosterOfLearners,
    RosterChanges,
    LineItems,
    NewLineItem,
    ChangeLineItem,
    DeleteLineItem,
    Results,
}

/// One button.
#[derive(Debug, Serialize)]
pub(crate) struct Control {
    #[serde(skip)]
    pub(crate) act: Act,
    /// Its value, and its id on the page.
    pub(crate) name: &'static str,
    label: &'static str,
    #[serde(skip)]
    is_offered: fn(&LaunchData) -> bool,
}

/// All buttons, in the order in which they stand on a page.
const CONTROLS: &[Control] = &[
    control(Act::Start, "start", "Start", may_be_scored),
    control(Act::Finish, "finish", "Finish", may_be_scored),
    control(Act::Roster, "roster", "Show the roster", may_see_roster),
    control(Act::RosterOfLink, "roster-link", "Show who can open this link", |launch| {
        may_see_roster(launch) && launch.resource_link.is_some()
    }),
    control(Act::RosterOfLearners, "roster-learners", "Show the learners", may_see_roster),
    control(Act::RosterChanges, "roster-changes", "Show what changed in the roster", may_see_roster),
    control(Act::LineItems, "line-items", "Show the line items", |launch| {
        teaches(launch, GradesEndpoint::can_list)
    }),
    control(Act::NewLineItem, "new-line-item", "Make sure there is a line item", |launch| {
        teaches(launch, GradesEndpoint::can_create)
    }),
    control(Act::ChangeLineItem, "change-line-item", "Change the label of the line item", may_write_item),
    control(Act::DeleteLineItem, "delete-line-item", "Delete the line item", may_write_item),
    control(Act::Results, "results", "Show the results", |launch| {
        teaches(launch, |offer| offer.can_read_results() && (offer.line_item.is_some() || offer.can_list()))
    }),
];

const fn control(
    act: Act,
    name: &'static str,
    label: &'static str,
    is_offered: fn(&LaunchData) -> bool,
) -> Control {
    Control { act, name, label, is_offered }
}

/// The buttons of this person here.
pub(crate) fn offered(launch: &LaunchData, defects: &Defects) -> Vec<&'static Control> {
    let is_offered =
        |control: &&Control| (control.is_offered)(launch) || is_of_everybody(control, launch, defects);
    CONTROLS.iter().filter(is_offered).collect()
}

/// Only [`Defect::SCORE_OF_TEACHER`] takes teachers for learners (AGS-083).
fn is_of_everybody(control: &Control, launch: &LaunchData, defects: &Defects) -> bool {
    control.act == Act::Finish && defects.has(Defect::SCORE_OF_TEACHER) && has_somewhere_for_scores(launch)
}

/// Only learners, and only known ones, have scores (AGS-061, AGS-083).
fn may_be_scored(launch: &LaunchData) -> bool {
    !launch.roles.is_instructor() && has_somewhere_for_scores(launch)
}

fn has_somewhere_for_scores(launch: &LaunchData) -> bool {
    let reachable = |offer: &GradesEndpoint| offer.line_item.is_some() || offer.can_list();
    let offered = launch.grades.as_ref().is_some_and(|offer| offer.can_score() && reachable(offer));
    launch.user.subject().is_some() && offered
}

fn may_see_roster(launch: &LaunchData) -> bool {
    launch.roles.is_instructor() && launch.roster.is_some()
}

fn may_write_item(launch: &LaunchData) -> bool {
    let reachable = |offer: &GradesEndpoint| offer.line_item.is_some() || offer.line_items.is_some();
    teaches(launch, |offer| offer.has(AGS_LINEITEM) && reachable(offer))
}

fn teaches(launch: &LaunchData, offers: impl Fn(&GradesEndpoint) -> bool) -> bool {
    launch.roles.is_instructor() && launch.grades.as_ref().is_some_and(offers)
}

/// The form with the buttons.
#[derive(Debug, Serialize)]
pub(crate) struct Controls<'a> {
    action: String,
    guard: String,
    buttons: Vec<&'a Control>,
}

impl Controls<'_> {
    pub(crate) fn of(app: &App, launch: &Launch) -> Self {
        Self {
            action: action(app, launch),
            guard: guard::of(launch.session_id()),
            buttons: offered(launch, &app.defects),
        }
    }
}

fn action(app: &App, launch: &Launch) -> String {
    if app.variants.has(Variant::SESSION_IN_ADDRESS) {
        return format!("/{PATH}?{SESSION_FIELD}={}", launch.session_token());
    }
    format!("/{PATH}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use homeroom_vocab::role::context::INSTRUCTOR;
    use homeroom_vocab::scope::{AGS_LINEITEM_READONLY, AGS_RESULT_READONLY, AGS_SCORE};
    use url::Url;

    use super::*;
    use crate::{Roles, RosterEndpoint, User};

    fn names(
        roles: &[&str],
        scopes: &[&str],
        line_items: bool,
        line_item: bool,
        roster: bool,
    ) -> Vec<&'static str> {
        let url = || Url::parse("https://lms.test/x").unwrap();
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let grades =
            GradesEndpoint { scopes, line_items: line_items.then(url), line_item: line_item.then(url) };
        let launch = LaunchData {
            roles: Roles::from(roles.iter().map(|role| (*role).to_owned()).collect::<Vec<_>>()),
            user: User::known("u"),
            grades: Some(grades),
            roster: roster.then(|| RosterEndpoint { url: url() }),
            ..LaunchData::default()
        };
        offered(&launch, &Defects::default()).into_iter().map(|control| control.name).collect()
    }

    #[test]
    fn every_button_has_a_name_of_its_own() {
        let names: HashSet<_> = CONTROLS.iter().map(|control| control.name).collect();
        assert_eq!(names.len(), CONTROLS.len());
    }

    #[test]
    fn learners_are_scored_where_scores_can_go() {
        let learner = |scopes: &[&str], all, one| names(&[], scopes, all, one, true);
        assert_eq!(learner(&[AGS_SCORE], false, true), ["start", "finish"]);
        assert_eq!(learner(&[AGS_SCORE, AGS_LINEITEM_READONLY], true, false), ["start", "finish"]);
        assert_eq!(learner(&[AGS_SCORE], true, false), [""; 0]);
        assert_eq!(learner(&[AGS_LINEITEM], true, true), [""; 0]);
        assert!(offered(&LaunchData::default(), &Defects::default()).is_empty());
    }

    #[test]
    fn teachers_do_what_the_scopes_allow() {
        let teacher = |scopes: &[&str], roster| names(&[INSTRUCTOR], scopes, true, true, roster);
        assert_eq!(teacher(&[AGS_SCORE], true), ["roster", "roster-learners", "roster-changes"]);
        assert_eq!(teacher(&[AGS_LINEITEM_READONLY], false), ["line-items"]);
        assert_eq!(
            teacher(&[AGS_LINEITEM, AGS_RESULT_READONLY], false),
            ["line-items", "new-line-item", "change-line-item", "delete-line-item", "results"]
        );
    }
}
