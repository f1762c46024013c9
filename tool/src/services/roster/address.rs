//! Addresses of parts of a roster: parameters stand behind those that the platform put there (NRPS-010, NRPS-016).

use url::Url;

use crate::defects::{Defect, Defects};
use crate::services::ServiceError;
use crate::services::roster::MemberFilter;

/// The address of the launch as it is, or with what narrows it. Values are encoded: an unencoded `#` would end the address.
pub(super) fn of(memberships: &Url, filter: &MemberFilter, defects: &Defects) -> Result<Url, ServiceError> {
    let mut memberships = memberships.clone();
    if defects.has(Defect::ROSTER_QUERY_DROPPED) {
        memberships.set_query(None);
    }
    match filter.role_wanted() {
        Some(role) if defects.has(Defect::ROSTER_ROLE_CUT) => Ok(unencoded(&memberships, role)),
        _ => filter.paging.start(&memberships, &filter.pairs()),
    }
}

/// Only [`Defect::ROSTER_ROLE_CUT`] has a use for this.
fn unencoded(memberships: &Url, role: &str) -> Url {
    let between = if memberships.query().is_some() { '&' } else { '?' };
    Url::parse(&format!("{memberships}{between}role={role}")).unwrap_or_else(|_| memberships.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(memberships: &str, filter: &MemberFilter) -> String {
        of(&Url::parse(memberships).unwrap(), filter, &Defects::default()).unwrap().into()
    }

    #[test]
    fn parameters_stand_behind_those_of_the_platform() {
        let of_link =
            |memberships, link: &str| with(memberships, &MemberFilter::all().resource_link_id(link));
        assert_eq!(of_link("https://lms.test/m?x=%20&y", "rl-1"), "https://lms.test/m?x=%20&y&rlid=rl-1");
        assert_eq!(
            of_link("https://lms.test/m", "a&b=c#d é"),
            "https://lms.test/m?rlid=a%26b%3Dc%23d+%C3%A9"
        );
    }

    #[test]
    fn a_role_is_encoded() {
        assert_eq!(
            with("https://lms.test/m", &MemberFilter::learners().limit(50)),
            "https://lms.test/m?role=http%3A%2F%2Fpurl.imsglobal.org%2Fvocab%2Flis%2Fv2%2Fmembership%23Learner&limit=50"
        );
        assert_eq!(with("https://lms.test/m", &MemberFilter::all()), "https://lms.test/m");
    }
}
