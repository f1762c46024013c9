//! The open pickers. Each has an address that cannot be guessed, belongs to one session, and is answered once;
//! a browser may have several of them, and none knows of the others (ATK-102).

use std::sync::{Arc, Mutex};

use crate::Clock;
use crate::Entropy;
use crate::deep_linking::Settings;
use crate::expiring::{Expiring, lock};
use crate::{Defect, Defects};
use crate::{Launch, LaunchData};

/// How long a teacher may take to choose, in seconds.
const LIFE: i64 = 60 * 60;
/// A picker can hold some hundred kilobytes of the platform's `data`.
const MOST: usize = 500;

/// A deep linking request that waits for its answer.
#[derive(Clone, Debug)]
pub(crate) struct Picker {
    pub(crate) launch: Launch,
    /// What the platform asked for, as this tool has it.
    pub(crate) settings: Settings,
}

impl Picker {
    /// The picker for a deep linking request.
    pub(crate) fn of(launch: &Launch) -> Option<Self> {
        Some(Self { launch: launch.clone(), settings: launch.deep_linking.clone()? })
    }

    /// What is answered: the request, with the settings that this tool has.
    pub(crate) fn request(&self) -> LaunchData {
        let mut request = self.launch.data().clone();
        request.deep_linking = Some(self.settings.clone());
        request
    }
}

#[derive(Debug)]
struct Entry {
    /// The session that may use it.
    owner: String,
    /// `None` once it is answered.
    picker: Option<Arc<Picker>>,
}

/// Why there is no picker to show or to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoPicker {
    /// Never opened, too old, or opened in another session.
    Unknown,
    Answered,
}

#[derive(Debug)]
pub(crate) struct Pickers {
    clock: Clock,
    entropy: Entropy,
    defects: Defects,
    all: Mutex<Expiring<Entry>>,
}

impl Pickers {
    pub(crate) fn new(clock: Clock, entropy: Entropy, defects: Defects) -> Self {
        Self { clock, entropy, defects, all: Mutex::new(Expiring::new(LIFE, MOST)) }
    }

    /// Opens a picker for a session, and says under which handle.
    pub(crate) fn open(&self, owner: &str, picker: Picker) -> String {
        let (handle, picker) = (self.entropy.word(), Arc::new(picker));
        let entry = Entry { owner: owner.to_owned(), picker: Some(Arc::clone(&picker)) };
        let mut all = lock(&self.all);
        all.insert(handle.clone(), entry, self.clock.millis());
        if self.defects.has(Defect::PICKER_LAST_WINS) {
            let open = all.values_mut(self.clock.millis()).filter(|entry| entry.owner == owner);
            open.filter_map(|entry| entry.picker.as_mut()).for_each(|older| *older = Arc::clone(&picker));
        }
        handle
    }

    pub(crate) fn get(&self, handle: &str, session: &str) -> Result<Arc<Picker>, NoPicker> {
        self.with(handle, session, |picker| picker.clone())
    }

    /// Takes the picker to answer it, which is possible once.
    pub(crate) fn take(&self, handle: &str, session: &str) -> Result<Arc<Picker>, NoPicker> {
        self.with(handle, session, Option::take)
    }

    fn with(
        &self,
        handle: &str,
        session: &str,
        act: impl FnOnce(&mut Option<Arc<Picker>>) -> Option<Arc<Picker>>,
    ) -> Result<Arc<Picker>, NoPicker> {
        let mut all = lock(&self.all);
        let entry = all.get_mut(handle, self.clock.millis()).ok_or(NoPicker::Unknown)?;
        if entry.owner != session {
            return Err(NoPicker::Unknown);
        }
        act(&mut entry.picker).ok_or(NoPicker::Answered)
    }

    /// A launch ends the sessions of its browser. The pickers that are open in them go on in the new one, but
    /// not those of another user of the same platform.
    pub(crate) fn hand_over(&self, ended: &[String], session: &str, launch: &LaunchData) {
        if ended.is_empty() {
            return;
        }
        let mut all = lock(&self.all);
        for entry in all.values_mut(self.clock.millis()).filter(|entry| ended.contains(&entry.owner)) {
            if entry.picker.as_ref().is_none_or(|picker| !is_strangers(&picker.launch, launch)) {
                session.clone_into(&mut entry.owner);
            }
        }
    }
}

fn is_strangers(picker: &LaunchData, now: &LaunchData) -> bool {
    picker.issuer == now.issuer && picker.user.id != now.user.id
}
