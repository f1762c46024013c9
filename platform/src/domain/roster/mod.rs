//! Rosters of made-up people: as many as asked for, from all over the world, the same ones for the same seed.

mod names;

use homeroom_vocab::role::{context, institution, sub_role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::course::{Course, Enrolment, NewEnrolment};
use super::edge::Invalid;
use super::person::{NewPerson, Person};
use names::{CULTURES, Culture, Order};

/// The largest roster that is made at once.
const MOST: u32 = 20_000;

/// One of so many teaches, and one assists.
const CLASS: u32 = 50;

/// A roster as someone asks for one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRoster {
    /// How many people, from 1 to 20,000. The first of every 50 teaches, the second assists, the others learn.
    pub(crate) count: u32,
    /// The same seed makes the same people, in other courses too; absent: people that nobody has met.
    pub(crate) seed: Option<u64>,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Made {
    pub(crate) count: u32,
    pub(crate) seed: u64,
}

impl NewRoster {
    /// The people with their places in the course; `minted` is the seed if none was asked for.
    pub(crate) fn members(
        &self,
        course: &Course,
        minted: u64,
    ) -> Result<(Made, Vec<(Person, Enrolment)>), Invalid> {
        if !(1..=MOST).contains(&self.count) {
            let expected = format!("a number from 1 to {MOST}");
            return Err(Invalid::new("count", expected, &self.count.to_string()));
        }
        let made = Made { count: self.count, seed: self.seed.unwrap_or(minted) };
        let members =
            (0..made.count).map(|number| member(course, made.seed, number)).collect::<Result<_, _>>()?;
        Ok((made, members))
    }
}

fn member(course: &Course, seed: u64, number: u32) -> Result<(Person, Enrolment), Invalid> {
    let (role, standing) = match number % CLASS {
        0 => (context::INSTRUCTOR, institution::FACULTY),
        1 => (sub_role::INSTRUCTOR_TEACHING_ASSISTANT, institution::STAFF),
        _ => (context::LEARNER, institution::STUDENT),
    };
    let id = format!("roster-{seed}-{:05}", number + 1);
    let mut chance = Chance::new(seed, number);
    let culture = chance.one_of(CULTURES);
    let named = NewPerson {
        email: Some(format!("{id}@school.test")),
        locale: Some(culture.locale.to_owned()),
        sourcedid: Some(format!("sis:person:{id}")),
        institution_roles: vec![standing.to_owned()],
        ..named(culture, &mut chance)
    };
    let person = named.parse(id)?;
    let enrolment = NewEnrolment {
        course: course.id.to_string(),
        person: person.id.to_string(),
        roles: vec![role.to_owned()],
        ..NewEnrolment::default()
    };
    Ok((person, enrolment.parse()?))
}

/// A name as it is written where this person comes from.
fn named(culture: &Culture, chance: &mut Chance) -> NewPerson {
    let (given, family) = (*chance.one_of(culture.given), *chance.one_of(culture.family));
    let second = *chance.one_of(culture.given);
    let own = |text: &str| Some(text.to_owned());
    let mut person = NewPerson { given_name: own(given), family_name: own(family), ..NewPerson::default() };
    match culture.order {
        Order::GivenFirst if second != given && chance.once_in(4) => person.middle_name = own(second),
        Order::GivenFirst => {}
        Order::FamilyFirst { between } => person.name = Some(format!("{family}{between}{given}")),
        Order::OneName => person.family_name = None,
    }
    person
}

/// Chance that is the same for the same seed in every version and on every machine (the splitmix64 sequence).
struct Chance(u64);

impl Chance {
    fn new(seed: u64, number: u32) -> Self {
        let mut chance = Self(seed);
        Self(chance.next() ^ u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let count = all.len() as u64;
        &all[usize::try_from(self.next() % count).unwrap_or_default()]
    }

    fn once_in(&mut self, count: u64) -> bool {
        self.next().is_multiple_of(count)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::course::NewCourse;

    fn roster(count: u32, seed: Option<u64>) -> Result<(Made, Vec<(Person, Enrolment)>), Invalid> {
        let course = NewCourse::default().parse("c-1".to_owned()).unwrap();
        NewRoster { count, seed }.members(&course, 99)
    }

    #[test]
    fn the_same_seed_makes_the_same_people_and_another_makes_others() {
        let people = |seed| roster(100, seed).unwrap().1;
        assert_eq!(people(Some(7)), people(Some(7)));
        assert_eq!(people(None), people(Some(99)));
        let names =
            |seed| people(Some(seed)).iter().filter_map(|(person, _)| person.full_name()).collect::<Vec<_>>();
        assert_ne!(names(7), names(8));
    }

    #[test]
    fn nobody_is_there_twice_and_every_culture_comes() {
        let (made, members) = roster(2000, Some(1)).unwrap();
        assert_eq!((made.count, members.len()), (2000, 2000));
        let ids: HashSet<&str> = members.iter().map(|(person, _)| person.id.as_str()).collect();
        let locales: HashSet<&str> =
            members.iter().filter_map(|(person, _)| person.locale.as_deref()).collect();
        let names: HashSet<String> = members.iter().filter_map(|(person, _)| person.full_name()).collect();
        assert_eq!((ids.len(), locales.len()), (2000, CULTURES.len()));
        assert!(names.len() > 1000, "{}", names.len());
    }

    #[test]
    fn a_class_has_a_teacher_an_assistant_and_learners() {
        let members = roster(100, Some(1)).unwrap().1;
        let with = |role: &str| members.iter().filter(|(_, enrolment)| enrolment.roles == [role]).count();
        assert_eq!(with(context::INSTRUCTOR), 2);
        assert_eq!(with(sub_role::INSTRUCTOR_TEACHING_ASSISTANT), 2);
        assert_eq!(with(context::LEARNER), 96);
    }

    #[test]
    fn nobody_and_too_many_are_refused() {
        for count in [0, MOST + 1] {
            assert_eq!(roster(count, None).unwrap_err().field, "count");
        }
    }
}
