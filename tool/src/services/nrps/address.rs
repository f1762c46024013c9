//! Addresses of parts of a roster: parameters stand behind those that the platform put there (NRPS-010, NRPS-016).

use homeroom_vocab::role::context::LEARNER;
use url::Url;

use crate::message::Message;
use crate::services::nrps::Part;

/// The address of the launch as it is, or with what narrows it.
pub(super) fn of(memberships: &Url, part: Part, message: &Message) -> Url {
    match part {
        Part::All => memberships.clone(),
        Part::Learners => with(memberships, "role", LEARNER),
        Part::OfLink => with(memberships, "rlid", message.link_id.as_deref().unwrap_or_default()),
    }
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

    fn of_link(memberships: &str, link: &str) -> String {
        let message = Message { link_id: Some(link.to_owned()), ..Message::of_guest() };
        of(&Url::parse(memberships).unwrap(), Part::OfLink, &message).into()
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
            of(&url, Part::Learners, &Message::of_guest()).as_str(),
            "https://lms.test/m?role=http%3A%2F%2Fpurl.imsglobal.org%2Fvocab%2Flis%2Fv2%2Fmembership%23Learner"
        );
        assert_eq!(of(&url, Part::All, &Message::of_guest()), url);
    }
}
