//! `/{campus}/courses/{course}/links/{link}/options`: one launch with everything that may vary, and with faults.

use serde::Serialize;

use super::choices::Typed;
use super::returned::CourseRef;
use crate::pages::page::Page;
use crate::pages::parts::{Choice, Field, Problem};
use crate::pages::typed::Wrong;

#[derive(Debug, Serialize)]
pub(crate) struct OptionsPage {
    pub(crate) course: CourseRef,
    pub(crate) link: LinkRef,
    problems: Vec<Problem>,
    choices: Vec<Choice>,
    switches: Vec<Switch>,
    fields: Fields,
    faults: Vec<Group>,
}

#[derive(Debug, Serialize)]
pub(crate) struct LinkRef {
    pub(crate) id: String,
    pub(crate) title: String,
}

#[derive(Debug, Serialize)]
struct Switch {
    name: &'static str,
    label: &'static str,
    chosen: bool,
}

#[derive(Debug, Serialize)]
struct Fields {
    roles: Field,
    custom: Field,
    claims: Field,
    locale: Field,
}

/// Faults of one place, or of one family.
#[derive(Debug, Serialize)]
struct Group {
    title: &'static str,
    open: bool,
    faults: Vec<FaultRow>,
}

#[derive(Debug, Serialize)]
struct FaultRow {
    name: &'static str,
    title: &'static str,
    requirement: &'static str,
    /// What has to be typed beside it, if anything.
    takes: Option<&'static str>,
    with: String,
    chosen: bool,
}

/// A fault that a launch can carry, as the page needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offer {
    pub(crate) group: &'static str,
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) requirement: &'static str,
    pub(crate) takes: Option<&'static str>,
}

impl OptionsPage {
    /// The form with what was typed and what is wrong with it.
    pub(crate) fn new(
        course: CourseRef,
        link: LinkRef,
        deployments: &[String],
        offers: &[Offer],
        typed: &Typed,
        wrong: &Wrong,
    ) -> Self {
        let mut choices = typed.selects(deployments);
        for choice in &mut choices {
            choice.error = wrong.get(choice.name).cloned();
        }
        let field =
            |name: &str| Field { value: typed.first(name).to_owned(), error: wrong.get(name).cloned() };
        Self {
            course,
            link,
            problems: problems(wrong),
            choices,
            switches: super::choices::SWITCHES
                .iter()
                .map(|&(name, label)| Switch { name, label, chosen: typed.ticked(name) })
                .collect(),
            fields: Fields {
                roles: field("roles"),
                custom: field("custom"),
                claims: field("claims"),
                locale: field("locale"),
            },
            faults: groups(offers, typed),
        }
    }
}

fn problems(wrong: &Wrong) -> Vec<Problem> {
    wrong
        .iter()
        .map(|(field, error)| Problem {
            field: (*field).to_owned(),
            label: (*field).to_owned(),
            error: error.clone(),
        })
        .collect()
}

/// The offers by group, in the order of the catalogue; a group with a chosen fault is open.
fn groups(offers: &[Offer], typed: &Typed) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for offer in offers {
        let row = FaultRow {
            name: offer.name,
            title: offer.title,
            requirement: offer.requirement,
            takes: offer.takes,
            with: typed.with(offer.name).to_owned(),
            chosen: typed.has_fault(offer.name),
        };
        match groups.iter_mut().find(|group| group.title == offer.group) {
            Some(group) => {
                group.open |= row.chosen;
                group.faults.push(row);
            }
            None => groups.push(Group { title: offer.group, open: row.chosen, faults: vec![row] }),
        }
    }
    groups
}

impl Page for OptionsPage {
    const TEMPLATE: &'static str = "courses/options.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let offer =
            |group, name, takes| Offer { group, name, title: "A fault", requirement: "SEC-017", takes };
        let offers = [
            offer("login", "login.iss.missing", None),
            offer("kid", "kid.missing", None),
            offer("kid", "nonce.of", Some("nonce")),
        ];
        let page = |body: &str, wrong: &Wrong| {
            Self::new(
                CourseRef { id: "c/1".into(), title: HARD_NAME.into() },
                LinkRef { id: "l/1".into(), title: HARD_NAME.into() },
                &["1".into()],
                &offers,
                &Typed::parse(body.as_bytes()),
                wrong,
            )
        };
        let wrong: Wrong =
            [("claims", "Expected a JSON object.".into()), ("aud", "Expected a choice.".into())].into();
        vec![
            ("fresh", page("", &Wrong::new())),
            (
                "wrong",
                page("claims=x&fault=nonce.of&with.nonce.of=%3Cb%3E&anonymous=true&privacy=none", &wrong),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_stand_in_groups_and_a_chosen_one_opens_its_group() {
        let (_, page) = OptionsPage::samples().remove(1);
        let open: Vec<(&str, bool)> = page.faults.iter().map(|group| (group.title, group.open)).collect();
        assert_eq!(open, [("login", false), ("kid", true)]);
        assert_eq!(page.faults[1].faults[1].with, "<b>");
    }
}
