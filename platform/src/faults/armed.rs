//! Faults of a whole campus, or of the services of one course: armed until they are disarmed.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::ToSchema;

use super::{Entry, catalogue, demand_value};
use crate::domain::edge::{Invalid, did_you_mean};
use crate::domain::fault::Place;
use crate::domain::resource::Resource;

/// When an armed fault happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Always,
    /// The first time only.
    Once,
    /// The n-th time only, counted from 1.
    Nth(u64),
}

impl When {
    fn now(self, count: u64) -> bool {
        match self {
            Self::Always => true,
            Self::Once => count == 1,
            Self::Nth(n) => count == n,
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Always => to.serialize_str("always"),
            Self::Once => to.serialize_str("once"),
            Self::Nth(n) => to.serialize_u64(*n),
        }
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected `always`, `once` or a number from 1 as `when`")]
        enum Raw {
            Word(String),
            Number(u64),
        }
        let number =
            |n: u64| if n > 0 { Ok(Self::Nth(n)) } else { Err(de::Error::custom("`when` counts from 1")) };
        match Raw::deserialize(from)? {
            Raw::Word(word) if word == "always" => Ok(Self::Always),
            Raw::Word(word) if word == "once" => Ok(Self::Once),
            Raw::Word(word) => {
                let odd = |_| format!("expected `always`, `once` or a number from 1 as `when`, got `{word}`");
                word.parse().map_err(odd).map_err(de::Error::custom).and_then(number)
            }
            Raw::Number(n) => number(n),
        }
    }
}

/// A fault that happens now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Struck {
    pub(crate) name: &'static str,
    /// The value that some faults need, such as a URL.
    pub(crate) with: Option<String>,
}

/// For which faults a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Everything that is no single launch or invitation.
    Campus,
    /// Services of one course.
    Course,
}

impl Reach {
    fn admits(self, place: Place) -> bool {
        match self {
            Self::Campus => !place.is_of_launches() && !place.is_of_invitations(),
            Self::Course => place.is_of_services(),
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Campus => "a fault of the key set, the token endpoint or the services",
            Self::Course => "a fault of the services",
        }
    }
}

/// An order to arm a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arm {
    pub(crate) name: String,
    /// `always`, `once`, or the number of the time at which it happens.
    #[serde(default = "always")]
    #[schema(value_type = String)]
    pub(crate) when: When,
    /// What some faults need, such as a URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) with: Option<String>,
    /// Only here, for faults of services; absent means at every resource of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) on: Option<Resource>,
}

impl Arm {
    /// An order without a value.
    pub(crate) fn plain(name: &str, when: When) -> Self {
        Self { name: name.to_owned(), when, with: None, on: None }
    }
}

fn always() -> When {
    When::Always
}

/// The faults that are armed, each with how often its place was passed since.
#[derive(Debug, Default)]
pub(crate) struct Armed {
    list: Mutex<Vec<Row>>,
}

#[derive(Debug)]
struct Row {
    arm: Arm,
    entry: Entry,
    passed: u64,
}

impl Armed {
    fn list(&self) -> MutexGuard<'_, Vec<Row>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is armed.
    pub(crate) fn all(&self) -> Vec<Arm> {
        self.list().iter().map(|row| row.arm.clone()).collect()
    }

    /// Replaces what is armed; counting starts anew.
    pub(crate) fn replace(&self, arms: Vec<Arm>, reach: Reach) -> Result<(), Invalid> {
        let row = |arm: Arm| check(&arm, reach).map(|entry| Row { arm, entry, passed: 0 });
        let rows = arms.into_iter().map(row).collect::<Result<_, _>>()?;
        *self.list() = rows;
        Ok(())
    }

    /// Which faults happen this time at one of the places. Each call is one time, for the faults of these places that
    /// are not for another resource.
    pub(crate) fn strike(&self, places: &[Place], at: Option<Resource>) -> Vec<Struck> {
        let mut struck = Vec::new();
        for row in self.list().iter_mut() {
            let here = row.arm.on.is_none_or(|on| at == Some(on));
            if !here || !places.contains(&row.entry.place) {
                continue;
            }
            row.passed += 1;
            if row.arm.when.now(row.passed) {
                struck.push(Struck { name: row.entry.name, with: row.arm.with.clone() });
            }
        }
        struck
    }
}

fn check(arm: &Arm, reach: Reach) -> Result<Entry, Invalid> {
    let known = || catalogue().filter(|entry| reach.admits(entry.place));
    let Some(entry) = known().find(|entry| entry.name == arm.name) else {
        let names: Vec<&str> = known().map(|entry| entry.name).collect();
        let otherwise = "`GET /api/faults` lists all; those of a launch or an invitation are ordered with it";
        return Err(Invalid::new("armed", reach.expected(), &arm.name)
            .hint(did_you_mean(&arm.name, names, otherwise)));
    };
    demand_value("armed", &entry, arm.with.as_deref())?;
    match arm.on {
        Some(on) if !on.has_faults_of(entry.place) => {
            let expected = format!("`on` only where `{}` can happen", entry.name);
            Err(Invalid::new("armed", expected, on.word()))
        }
        _ => Ok(entry),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn armed(when: &str) -> Armed {
        let armed = Armed::default();
        let json = format!(r#"[{{"name": "jwks.html", "when": {when}}}]"#);
        armed.replace(serde_json::from_str(&json).unwrap(), Reach::Campus).unwrap();
        armed
    }

    fn strikes(armed: &Armed) -> [usize; 3] {
        [0; 3].map(|_| armed.strike(&[Place::Keys], None).len())
    }

    #[test]
    fn a_fault_happens_when_it_was_told_to() {
        assert_eq!(strikes(&armed("\"always\"")), [1, 1, 1]);
        assert_eq!(strikes(&armed("\"once\"")), [1, 0, 0]);
        assert_eq!(strikes(&armed("2")), [0, 1, 0]);
        assert_eq!(strikes(&armed("\"3\"")), [0, 0, 1]);
    }

    #[test]
    fn a_fault_of_a_launch_cannot_be_armed() {
        let arm = Arm::plain("kid.missing", When::Always);
        assert!(Armed::default().replace(vec![arm], Reach::Campus).is_err());
    }

    #[test]
    fn the_zeroth_time_never_comes() {
        assert!(serde_json::from_str::<Arm>(r#"{"name": "jwks.html", "when": 0}"#).is_err());
    }

    #[test]
    fn only_passes_of_its_own_place_count() {
        let armed = armed("2");
        assert_eq!(armed.strike(&[Place::Keys], None), []);
        assert_eq!(armed.strike(&[Place::Token], Some(Resource::Token)), []);
        assert_eq!(armed.strike(&[Place::Keys], None).len(), 1);
    }

    #[test]
    fn a_fault_of_one_resource_spares_the_others() {
        let armed = Armed::default();
        let arm = Arm { on: Some(Resource::Scores), ..Arm::plain("service.status_500", When::Once) };
        armed.replace(vec![arm], Reach::Course).unwrap();
        assert_eq!(armed.strike(&[Place::Service], Some(Resource::Results)), []);
        assert_eq!(armed.strike(&[Place::Service], Some(Resource::Scores)).len(), 1);
    }

    #[test]
    fn a_course_has_no_key_set_and_no_token_endpoint() {
        for name in ["jwks.html", "token.html"] {
            let arm = Arm::plain(name, When::Always);
            assert!(Armed::default().replace(vec![arm.clone()], Reach::Campus).is_ok());
            assert!(Armed::default().replace(vec![arm], Reach::Course).is_err());
        }
    }

    #[test]
    fn a_value_and_a_resource_must_fit_the_fault() {
        let replace = |arm| Armed::default().replace(vec![arm], Reach::Campus);
        let with = |name, with: &str| Arm { with: Some(with.to_owned()), ..Arm::plain(name, When::Once) };
        assert!(replace(Arm::plain("service.redirect_302", When::Once)).is_err());
        assert!(replace(with("service.redirect_302", "http://x/")).is_ok());
        assert!(replace(with("service.empty", "http://x/")).is_err());
        assert!(replace(Arm { on: Some(Resource::Scores), ..Arm::plain("token.html", When::Once) }).is_err());
    }
}
