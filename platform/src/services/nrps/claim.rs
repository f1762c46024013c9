//! The claim by which a launch tells the tool where the roster is (NRPS-001).

use homeroom_vocab::scope::NRPS_CONTEXTMEMBERSHIP_READONLY;
use serde_json::{Value, json};

use crate::campus::Campus;
use crate::domain::options::{ContextDetail, Options};
use crate::launch::subject::Stage;

/// The claim of a launch; none if the tool may not ask for rosters, or is not told where it is.
pub(crate) fn of(campus: &Campus, stage: &Stage, options: &Options) -> Option<Value> {
    let may = stage.registration.scopes.iter().any(|known| known == NRPS_CONTEXTMEMBERSHIP_READONLY);
    if !may || !options.nrps.0 || options.context == ContextDetail::None {
        return None;
    }
    let url = campus.service_url(&stage.course, "memberships");
    Some(json!({"context_memberships_url": url, "service_versions": ["2.0"]}))
}
