//! The last diagnosis of each registration, until the next one or the end of the program.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use homeroom_vocab::id::ClientId;

use super::Diagnosis;

/// By registration, of which there are few.
#[derive(Debug, Default)]
pub(crate) struct Diagnoses {
    last: Mutex<HashMap<ClientId, Arc<Diagnosis>>>,
}

impl Diagnoses {
    pub(crate) fn of(&self, client: &ClientId) -> Option<Arc<Diagnosis>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).get(client).cloned()
    }

    pub(crate) fn keep(&self, client: &ClientId, diagnosis: Diagnosis) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.insert(client.clone(), Arc::new(diagnosis));
    }

    /// What was said of a registration that is gone or changed holds no longer.
    pub(crate) fn forget(&self, client: &ClientId) {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).remove(client);
    }
}
