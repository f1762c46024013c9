//! Who may pick, and for which platform (DL-005 to DL-009).

use crate::deep_linking::settings::Settings;
use crate::defects::Defects;
use crate::launch::Refusal;
use crate::message::Message;
use crate::message::roles::Role;
use crate::token::claims::Claims;

/// The settings of a request that may open a picker: it comes from somebody who is known and teaches (DL-008).
/// A `resource_link` has no meaning here and is not looked at.
pub(crate) fn read(claims: &Claims, message: &Message, defects: &Defects) -> Result<Settings, Refusal> {
    let settings = Settings::read(claims, defects)?;
    if message.role != Role::Instructor {
        return Err(Refusal::NotATeacher);
    }
    if message.user.is_none() {
        return Err(Refusal::Nobody);
    }
    Ok(settings)
}
