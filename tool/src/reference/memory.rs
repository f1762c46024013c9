//! What tools with defects remember of users and courses, under keys that mix them up. A correct tool keeps neither names
//! nor titles: every launch says them (CORE-010, CORE-017, CORE-020).

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Mutex;

use homeroom_vocab::claim::ROLE_SCOPE_MENTOR;
use homeroom_vocab::scope::{AGS_LINEITEM, AGS_LINEITEM_READONLY};
use serde_json::Value;

use crate::expiring::lock;
use crate::{Context, GradesEndpoint, LaunchData};
use crate::{Defect, Defects, Denied};

/// Databases of careless tools have columns of that width.
const COLUMN: usize = 255;

/// A defect, and what it takes an id for.
type Key = (Defect, fn(&LaunchData, &str) -> String);

const USERS: [Key; 4] = [
    (Defect::USER_BY_SUB_ALONE, |_, sub| sub.to_owned()),
    (Defect::USER_ID_NORMALISED, |from, sub| {
        format!("{} {}", from.issuer, sub.trim().replace("e\u{301}", "é"))
    }),
    (Defect::USER_ID_CUT, |from, sub| {
        let text = sub.split('\0').next().unwrap_or_default();
        format!("{} {}", from.issuer, text.chars().take(COLUMN).collect::<String>())
    }),
    (Defect::MENTEES_UNCHECKED, |from, sub| format!("{} {sub}", from.issuer)),
];

const COURSES: [Key; 2] = [
    (Defect::COURSE_BY_ID_ALONE, |_, id| id.to_owned()),
    (Defect::COURSE_CASE_FOLDED, |from, id| {
        format!("{} {} {}", from.issuer, from.deployment_id, id.to_lowercase())
    }),
];

/// Empty in a correct tool; with a defect it grows with what is launched, as long as the process lives.
#[derive(Debug)]
pub(crate) struct Memory {
    defects: Defects,
    names: Mutex<HashMap<String, String>>,
    titles: Mutex<HashMap<String, String>>,
    /// Users whose profile holds what no profile should.
    polluted: Mutex<HashSet<String>>,
    /// The first offer of grades in each course.
    offers: Mutex<HashMap<String, GradesEndpoint>>,
    /// Who was launched in each course, by name.
    launched: Mutex<HashMap<String, BTreeMap<String, String>>>,
}

impl Memory {
    pub(crate) fn new(defects: Defects) -> Self {
        Self {
            defects,
            names: Mutex::default(),
            titles: Mutex::default(),
            polluted: Mutex::default(),
            offers: Mutex::default(),
            launched: Mutex::default(),
        }
    }

    /// Puts into the launch what this tool believes to know already.
    pub(crate) fn recall(&self, launch: &mut LaunchData) -> Result<(), Denied> {
        self.users(launch);
        self.courses(launch);
        self.services(launch);
        self.profile(launch)
    }

    /// The offers of a launch hold for it alone (AGS-006), and scopes mean what they say (AGS-102).
    fn services(&self, launch: &mut LaunchData) {
        let Some(course) = launch.context.as_ref().and_then(|context| context.id.clone()) else { return };
        if self.defects.has(Defect::GRADES_OFFER_REMEMBERED) {
            match (lock(&self.offers).entry(course.clone()), launch.grades.take()) {
                (Entry::Occupied(first), _) => launch.grades = Some(first.get().clone()),
                (Entry::Vacant(place), Some(offer)) => launch.grades = Some(place.insert(offer).clone()),
                (Entry::Vacant(_), None) => {}
            }
        }
        if self.defects.has(Defect::READ_ONLY_WRITES)
            && let Some(offer) = launch.grades.as_mut().filter(|offer| offer.has(AGS_LINEITEM_READONLY))
        {
            offer.scopes.push(AGS_LINEITEM.to_owned());
        }
        if self.defects.has(Defect::ROSTER_USERS_BY_NAME)
            && let (Some(name), Some(user)) =
                (launch.user.name.clone(), launch.user.subject().map(str::to_owned))
        {
            lock(&self.launched).entry(course).or_default().insert(name, user);
        }
    }

    /// Who was launched in a course, with their names. Only [`Defect::ROSTER_USERS_BY_NAME`] has a use for this (NRPS-020).
    pub(crate) fn launched(&self, course: Option<&Context>) -> BTreeMap<String, String> {
        let course = course.and_then(|course| course.id.as_deref());
        course.and_then(|course| lock(&self.launched).get(course).cloned()).unwrap_or_default()
    }

    fn users(&self, launch: &mut LaunchData) {
        let Some((defect, key)) = USERS.iter().find(|(defect, _)| self.defects.has(*defect)) else { return };
        let Some(user) = &launch.user.id else { return };
        let mut names = lock(&self.names);
        match (&launch.user.name, key(launch, user)) {
            (Some(name), key) => drop(names.insert(key, name.clone())),
            (None, key) => launch.user.name = names.get(&key).cloned(),
        }
        if *defect == Defect::MENTEES_UNCHECKED {
            let mentees = launch.claim(ROLE_SCOPE_MENTOR).and_then(Value::as_array).into_iter().flatten();
            let known = mentees.filter_map(Value::as_str).filter_map(|id| names.get(&key(launch, id)));
            let shown: Vec<_> = known.map(|name| (format!("mentee {name}"), name.clone())).collect();
            launch.custom.extend(shown);
        }
    }

    fn courses(&self, launch: &mut LaunchData) {
        let Some((_, key)) = COURSES.iter().find(|(defect, _)| self.defects.has(*defect)) else { return };
        let id = launch.context.as_ref().and_then(|context| context.id.clone());
        let Some(key) = id.map(|id| key(launch, &id)) else { return };
        let Some(context) = &mut launch.context else { return };
        let mut titles = lock(&self.titles);
        match &context.title {
            Some(title) => drop(titles.insert(key, title.clone())),
            None => context.title = titles.get(&key).cloned(),
        }
    }

    /// Only [`Defect::PROTOTYPE_CLAIM_KEPT`] writes claims into profiles.
    fn profile(&self, launch: &LaunchData) -> Result<(), Denied> {
        let Some(user) = launch.user.id.clone().filter(|_| self.defects.has(Defect::PROTOTYPE_CLAIM_KEPT))
        else {
            return Ok(());
        };
        let mut polluted = lock(&self.polluted);
        if launch.claim("__proto__").is_some() {
            polluted.insert(user);
            return Ok(());
        }
        if polluted.contains(&user) {
            Err(Denied::new("the message holds a claim that this tool does not know"))
        } else {
            Ok(())
        }
    }
}
