//! Faults of the services of single courses, so that what is tried in one course spares all others.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::armed::{Arm, Armed, Reach, Struck};
use crate::domain::edge::Invalid;
use crate::domain::resource::Resource;

/// What is armed, by course; a course without faults has no entry.
#[derive(Debug, Default)]
pub(crate) struct ArmedCourses(RwLock<HashMap<String, Arc<Armed>>>);

impl ArmedCourses {
    fn of(&self, course: &str) -> Option<Arc<Armed>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(course).cloned()
    }

    /// What is armed for a course.
    pub(crate) fn all(&self, course: &str) -> Vec<Arm> {
        self.of(course).map(|armed| armed.all()).unwrap_or_default()
    }

    /// Replaces what is armed for a course; counting starts anew.
    pub(crate) fn replace(&self, course: &str, arms: Vec<Arm>) -> Result<(), Invalid> {
        let (armed, is_empty) = (Armed::default(), arms.is_empty());
        armed.replace(arms, Reach::Course)?;
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if is_empty {
            all.remove(course);
        } else {
            all.insert(course.to_owned(), Arc::new(armed));
        }
        Ok(())
    }

    /// Disarms a course that is no more.
    pub(crate) fn forget(&self, course: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(course);
    }

    /// Disarms all courses.
    pub(crate) fn clear(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Which faults happen to this call of a service of a course.
    pub(crate) fn strike(&self, course: &str, resource: Resource) -> Vec<Struck> {
        let armed = self.of(course);
        armed.map(|armed| armed.strike(resource.places(), Some(resource))).unwrap_or_default()
    }
}
