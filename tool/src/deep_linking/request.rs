//! Who may pick, and for which platform (DL-005 to DL-009).

use homeroom_vocab::claim::{CONTEXT, CUSTOM, LAUNCH_PRESENTATION, RESOURCE_LINK, ROLES};
use homeroom_vocab::standard_claim::SUB;

use crate::deep_linking::settings::Settings;
use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::message::LaunchData;
use crate::token::claims::Claims;

/// Claims that a request may lack (DL-005), and the defects that do not know.
const OPTIONAL: [(&str, Defect); 5] = [
    (SUB, Defect::PICKER_SUB_MISSING_CRASH),
    (ROLES, Defect::PICKER_ROLES_MISSING_CRASH),
    (CONTEXT, Defect::PICKER_CONTEXT_MISSING_CRASH),
    (LAUNCH_PRESENTATION, Defect::PICKER_PRESENTATION_MISSING_CRASH),
    (CUSTOM, Defect::PICKER_CUSTOM_MISSING_CRASH),
];

/// The settings of a request that may open a picker: it comes from somebody who is known and teaches (DL-008).
/// A `resource_link` has no meaning here and is not looked at.
pub(crate) fn read(claims: &Claims, launch: &LaunchData, defects: &Defects) -> Result<Settings, Refusal> {
    let missed = |(name, defect): &(&str, Defect)| claims.get(name).is_none() && defects.has(*defect);
    if OPTIONAL.iter().any(missed) {
        return Err(Refusal::Crash);
    }
    if claims.get(RESOURCE_LINK).is_some() && defects.has(Defect::PICKER_RESOURCE_LINK_CRASH) {
        return Err(Refusal::Crash);
    }
    let settings = Settings::read(claims, defects)?;
    if launch.user.id.is_none() && defects.has(Defect::PICKER_FOR_ANONYMOUS) {
        return Ok(settings);
    }
    if !launch.roles.is_instructor() && !defects.has(Defect::PICKER_FOR_LEARNERS) {
        return Err(Refusal::NotATeacher);
    }
    if launch.user.id.is_some() { Ok(settings) } else { Err(Refusal::Nobody) }
}
