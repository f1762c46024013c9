//! Roles to tick: those of a vocabulary as boxes, any others a line each.

use homeroom_vocab::{Term, role};
use serde::Serialize;

use crate::pages::parts::Field;
use crate::pages::typed::{Typed, Wrong, lines};

/// Which roles there are to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// Those that hold in the whole institution.
    Institution,
    /// Those that hold in the whole system.
    System,
    /// Those of a course, with their sub-roles.
    Course,
}

/// The boxes of one vocabulary.
#[derive(Debug, Serialize)]
pub(crate) struct Roles {
    /// The field of the lines; the boxes have the same name without its `s`.
    name: &'static str,
    box_name: &'static str,
    legend: &'static str,
    help: &'static str,
    boxes: Vec<Tick>,
    /// Rarer ones, folded unless one is ticked.
    more: Vec<Tick>,
    more_open: bool,
    others: Field,
}

#[derive(Debug, Serialize)]
struct Tick {
    value: &'static str,
    label: String,
    chosen: bool,
}

impl Vocabulary {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Institution => "institution_roles",
            Self::System => "system_roles",
            Self::Course => "roles",
        }
    }

    fn box_name(self) -> &'static str {
        match self {
            Self::Institution => "institution_role",
            Self::System => "system_role",
            Self::Course => "role",
        }
    }

    fn legend(self) -> &'static str {
        match self {
            Self::Institution => "Roles in the institution",
            Self::System => "Roles in the system",
            Self::Course => "Roles in the course",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Institution => "Sent with every launch; they say nothing about the course.",
            Self::System => "Sent with every launch. TestUser marks somebody who is no real person.",
            Self::Course => {
                "Sent when a link of this course is opened, a sub-role together with its principal role."
            }
        }
    }

    /// The usual roles, and the rarer ones.
    fn terms(self) -> [&'static [&'static [Term]]; 2] {
        match self {
            Self::Institution => [&[role::institution::ALL], &[]],
            Self::System => [&[role::system::ALL, role::lti::ALL], &[]],
            Self::Course => [&[role::context::ALL], &[role::sub_role::ALL]],
        }
    }

    fn holds(self, role: &str) -> bool {
        self.terms().into_iter().flatten().flat_map(|table| table.iter()).any(|term| term.value == role)
    }
}

/// The roles that were ticked or written, in that order.
pub(crate) fn typed(typed: &Typed, of: Vocabulary) -> Vec<String> {
    let ticked = typed.all(of.box_name()).map(str::to_owned);
    let written = lines(typed.first(of.name())).map(str::to_owned);
    let mut all: Vec<String> = Vec::new();
    for role in ticked.chain(written) {
        if !all.contains(&role) {
            all.push(role);
        }
    }
    all
}

impl Roles {
    pub(crate) fn new(of: Vocabulary, roles: &[String], wrong: &Wrong) -> Self {
        let ticks = |tables: &[&'static [Term]]| -> Vec<Tick> {
            tables.iter().flat_map(|table| table.iter()).map(|term| Tick::new(term.value, roles)).collect()
        };
        let [usual, rare] = of.terms();
        let more = ticks(rare);
        let others: Vec<&str> = roles.iter().map(String::as_str).filter(|role| !of.holds(role)).collect();
        Self {
            name: of.name(),
            box_name: of.box_name(),
            legend: of.legend(),
            help: of.help(),
            boxes: ticks(usual),
            more_open: more.iter().any(|tick| tick.chosen),
            more,
            others: Field { value: others.join("\n"), error: wrong.get(of.name()).cloned() },
        }
    }
}

impl Tick {
    fn new(value: &'static str, roles: &[String]) -> Self {
        Self { value, label: label(value), chosen: roles.iter().any(|role| role == value) }
    }
}

/// A role as people say it: `Instructor`, and of a sub-role both words.
fn label(role: &str) -> String {
    let (path, word) = role.rsplit_once('#').unwrap_or(("", role));
    match path.rsplit_once("membership/") {
        Some((_, principal)) => format!("{principal}: {word}"),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ticked_and_what_is_written_are_one_list() {
        let sent = Typed::parse(b"role=a&role=b&roles=b%0D%0A+c+%0D%0A");
        assert_eq!(typed(&sent, Vocabulary::Course), ["a", "b", "c"]);
    }

    #[test]
    fn roles_of_no_vocabulary_stay_as_lines() {
        let given = [role::context::LEARNER, role::sub_role::INSTRUCTOR_GRADER, "urn:x"].map(str::to_owned);
        let roles = Roles::new(Vocabulary::Course, &given, &Wrong::new());
        assert_eq!(roles.boxes.iter().filter(|tick| tick.chosen).count(), 1);
        assert!(roles.more_open);
        assert_eq!(roles.others.value, "urn:x");
    }

    #[test]
    fn a_sub_role_is_said_with_its_principal() {
        assert_eq!(label(role::sub_role::INSTRUCTOR_GRADER), "Instructor: Grader");
        assert_eq!(label(role::context::LEARNER), "Learner");
    }
}
