//! Addresses of parts of a roster: parameters stand behind those that the platform put there (NRPS-010, NRPS-016).

use homeroom_vocab::role::context::LEARNER;
use url::Url;

use crate::defects::{Defect, Defects};
use crate::message::LaunchData;
use crate::services::nrps::Part;

/// The address of the launch as it is, or with what narrows it.
pub(super) fn of(memberships: &Url, part: Part, launch: &LaunchData, defects: &Defects) -> Url {
    let mut memberships = memberships.clone();
    if defects.has(Defect::ROSTER_QUERY_DROPPED) {
        memberships.set_query(None);
    }
    match part {
        Part::All => memberships,
        Part::Learners if defects.has(Defect::ROSTER_ROLE_CUT) => unencoded(&memberships, LEARNER),
        Part::Learners => with(&memberships, "role", LEARNER),
        Part::OfLink => with(&memberships, "rlid", link(launch, defects)),
    }
}

fn link<'a>(launch: &'a LaunchData, defects: &Defects) -> &'a str {
    let course = defects.has(Defect::ROSTER_LINK_OF_COURSE);
    let course = launch.context.as_ref().and_then(|context| context.id.as_deref()).filter(|_| course);
    course.or(launch.link_id()).unwrap_or_default()
}

/// Only [`Defect::ROSTER_ROLE_CUT`] has a use for this.
fn unencoded(memberships: &Url, role: &str) -> Url {
    let between = if memberships.query().is_some() { '&' } else { '?' };
    Url::parse(&format!("{memberships}{between}role={role}")).unwrap_or_else(|_| memberships.clone())
}

/// The value is encoded: an unencoded `#` would end the address.
fn with(memberships: &Url, name: &str, value: &str) -> Url {
    let mut url = memberships.clone();
    url.query_pairs_mut().append_pair(name, value);
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::ResourceLink;

    fn of_link(memberships: &str, link: &str) -> String {
        let link = ResourceLink { id: link.to_owned(), ..ResourceLink::default() };
        let launch = LaunchData { resource_link: Some(link), ..LaunchData::default() };
        of(&Url::parse(memberships).unwrap(), Part::OfLink, &launch, &Defects::default()).into()
    }

    #[test]
    fn parameters_stand_behind_those_of_the_platform() {
        assert_eq!(of_link("https://lms.test/m?x=%20&y", "rl-1"), "https://lms.test/m?x=%20&y&rlid=rl-1");
        assert_eq!(
            of_link("https://lms.test/m", "a&b=c#d é"),
            "https://lms.test/m?rlid=a%26b%3Dc%23d+%C3%A9"
        );
    }

    #[test]
    fn a_role_is_encoded() {
        let url = Url::parse("https://lms.test/m").unwrap();
        assert_eq!(
            of(&url, Part::Learners, &LaunchData::default(), &Defects::default()).as_str(),
            "https://lms.test/m?role=http%3A%2F%2Fpurl.imsglobal.org%2Fvocab%2Flis%2Fv2%2Fmembership%23Learner"
        );
        assert_eq!(of(&url, Part::All, &LaunchData::default(), &Defects::default()), url);
    }
}
