//! Who may open a link.

use super::course::Enrolment;
use super::person::Person;
use super::roles;

/// Whether a person may open a link of a course (OIDC-062): members may, and whoever administers the whole
/// institution. A launch with roles of its own says itself who the person is there.
pub(crate) fn may_open(person: &Person, enrolment: Option<&Enrolment>, roles_given: bool) -> bool {
    enrolment.is_some()
        || roles_given
        || roles::administer_all(&person.system_roles)
        || roles::administer_all(&person.institution_roles)
}
