//! The journals of the platforms, read as the run goes on: each call is fetched once, for all cases.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::control::{Campus, ControlError};
use crate::launch::Party;
use crate::record::Stop;
use crate::service_calls::ServiceCall;

/// The calls of services in this run.
#[derive(Debug, Default)]
pub(crate) struct ServiceCalls {
    run_id: String,
    journals: Vec<Journal>,
    /// Whose courses are whose.
    courses: Mutex<HashMap<String, String>>,
    /// Courses that another platform has called its own, with the newest call before it did.
    misled: Mutex<Vec<(String, u64)>>,
}

#[derive(Debug)]
struct Journal {
    campus: Campus,
    /// The client ids of the tool there.
    clients: Vec<String>,
    read: tokio::sync::Mutex<Read>,
}

#[derive(Debug, Default)]
struct Read {
    /// The newest exchange that was looked at.
    last: u64,
    calls: Vec<Arc<ServiceCall>>,
}

impl ServiceCalls {
    /// Begins with the calls that come from now on: what another run has left is not judged.
    pub(super) async fn begin<'p>(
        run_id: &str,
        parties: impl Iterator<Item = &'p Party>,
    ) -> Result<Self, ControlError> {
        let mut journals: Vec<Journal> = Vec::new();
        for party in parties {
            let client = party.registered.client_id.clone();
            let known = journals.iter_mut().find(|journal| journal.campus.name() == party.campus.name());
            if let Some(journal) = known {
                journal.clients.push(client);
                continue;
            }
            let read = Read { last: party.campus.newest_exchange().await?, calls: Vec::new() };
            journals.push(Journal { campus: party.campus.clone(), clients: vec![client], read: read.into() });
        }
        Ok(Self { run_id: run_id.to_owned(), journals, ..Self::default() })
    }

    /// All calls of the run at the platform of that registration, in the order in which they ended.
    pub(crate) async fn look(&self, party: &Party) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        let journal = self.journals.iter().find(|journal| journal.campus.name() == party.campus.name());
        let journal = journal.ok_or_else(|| Stop::unjudged("the journal of the platform is not read"))?;
        self.look_into(journal).await
    }

    /// All calls of the run that a tool can be judged by, one platform after the other.
    pub(crate) async fn look_everywhere(&self) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        let mut all = Vec::new();
        for journal in &self.journals {
            all.extend(self.look_into(journal).await?);
        }
        let misled = self.misled.lock().unwrap_or_else(PoisonError::into_inner);
        let is_misled = |call: &ServiceCall| {
            misled
                .iter()
                .any(|(course, before)| call.course.as_ref() == Some(course) && call.number > *before)
        };
        all.retain(|call| !is_misled(call));
        Ok(all)
    }

    /// From here on, another platform calls the services of that course its own: what is called there then is no rule's
    /// concern, for the people and things are those of the other platform.
    pub(crate) fn mislead(&self, course: &str, before: u64) {
        let mut misled = self.misled.lock().unwrap_or_else(PoisonError::into_inner);
        misled.push((course.to_owned(), before));
    }

    async fn look_into(&self, journal: &Journal) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        let mut read = journal.read.lock().await;
        let (calls, last) = journal.campus.service_calls(read.last).await?;
        read.last = last;
        let ours = |call: &ServiceCall| is_ours(call, &self.run_id, &journal.clients);
        read.calls.extend(calls.into_iter().filter(ours).map(Arc::new));
        Ok(read.calls.clone())
    }

    /// Remembers for whom a course was made, such as "the case `a.b`".
    pub(crate) fn note_course(&self, course: &str, whose: &str) {
        let mut courses = self.courses.lock().unwrap_or_else(PoisonError::into_inner);
        courses.insert(course.to_owned(), whose.to_owned());
    }

    /// For whom a course was made.
    pub(crate) fn whose(&self, course: &str) -> String {
        let courses = self.courses.lock().unwrap_or_else(PoisonError::into_inner);
        courses.get(course).cloned().unwrap_or_else(|| "a control launch".to_owned())
    }
}

/// Somebody else may use the platform meanwhile. What names a course is ours if the run has made the course; else what no
/// other tool has asked.
fn is_ours(call: &ServiceCall, run_id: &str, clients: &[String]) -> bool {
    match (&call.course, &call.client_id) {
        (Some(course), _) => course.contains(run_id),
        (None, Some(client)) => clients.contains(client),
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::service_calls::tests::call;

    #[test]
    fn calls_of_other_tools_and_other_runs_are_not_ours() {
        let ours = |course: Option<&str>, client: Option<&str>| {
            let asked = call(&json!({"course": course, "client_id": client}));
            is_ours(&asked, "ab12cd", &["tool".to_owned()])
        };
        assert!(ours(Some("course-3-ab12cd"), Some("tool")) && ours(Some("course-3-ab12cd"), None));
        assert!(ours(None, Some("tool")) && ours(None, None));
        assert!(!ours(Some("algebra"), Some("tool")) && !ours(None, Some("other")));
    }
}
