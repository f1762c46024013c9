//! Faults of a whole campus: armed until they are disarmed.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::ToSchema;

use super::keys;
use crate::domain::edge::{Invalid, did_you_mean};

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

/// An order to arm a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arm {
    pub(crate) name: String,
    /// `always`, `once`, or the number of the time at which it happens.
    #[serde(default = "always")]
    #[schema(value_type = String)]
    pub(crate) when: When,
}

fn always() -> When {
    When::Always
}

/// The faults that are armed, each with how often its place was passed since.
#[derive(Debug, Default)]
pub(crate) struct Armed {
    list: Mutex<Vec<(Arm, u64)>>,
}

impl Armed {
    fn list(&self) -> MutexGuard<'_, Vec<(Arm, u64)>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is armed.
    pub(crate) fn all(&self) -> Vec<Arm> {
        self.list().iter().map(|(arm, _)| arm.clone()).collect()
    }

    /// Replaces what is armed; counting starts anew.
    pub(crate) fn replace(&self, arms: Vec<Arm>) -> Result<(), Invalid> {
        for arm in &arms {
            check(&arm.name)?;
        }
        *self.list() = arms.into_iter().map(|arm| (arm, 0)).collect();
        Ok(())
    }

    /// Which faults happen this time; each call is one time.
    pub(crate) fn strike(&self) -> Vec<String> {
        let mut list = self.list();
        for (_, count) in list.iter_mut() {
            *count += 1;
        }
        list.iter().filter(|(arm, count)| arm.when.now(*count)).map(|(arm, _)| arm.name.clone()).collect()
    }
}

fn check(name: &str) -> Result<(), Invalid> {
    let known = || keys::ALL.iter().map(|fault| fault.entry.name);
    if known().any(|known| known == name) {
        return Ok(());
    }
    Err(Invalid::new("armed", "a fault of the key set", name).hint(did_you_mean(
        name,
        known(),
        "`GET /api/faults` lists all; those of a launch are ordered with it",
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn armed(when: &str) -> Armed {
        let armed = Armed::default();
        let json = format!(r#"[{{"name": "jwks.html", "when": {when}}}]"#);
        armed.replace(serde_json::from_str(&json).unwrap()).unwrap();
        armed
    }

    fn strikes(armed: &Armed) -> [usize; 3] {
        [armed.strike().len(), armed.strike().len(), armed.strike().len()]
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
        let arm = Arm { name: "kid.missing".to_owned(), when: When::Always };
        assert!(Armed::default().replace(vec![arm]).is_err());
    }

    #[test]
    fn the_zeroth_time_never_comes() {
        assert!(serde_json::from_str::<Arm>(r#"{"name": "jwks.html", "when": 0}"#).is_err());
    }
}
