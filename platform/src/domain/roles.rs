//! Rules about role URIs.

use homeroom_vocab::role;

use super::edge::{Invalid, did_you_mean};

const CONTEXT_ROLE: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#";
const SUB_ROLE: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership/";

/// Every role of the LTI vocabularies, deprecated spellings included.
pub(crate) fn known() -> impl Iterator<Item = &'static str> {
    [
        role::context::ALL,
        role::sub_role::ALL,
        role::institution::ALL,
        role::system::ALL,
        role::lti::ALL,
        role::short::ALL,
        role::person::ALL,
    ]
    .into_iter()
    .flatten()
    .map(|term| term.value)
}

/// The principal of a sub-role: `membership/Instructor#Grader` is a kind of `membership#Instructor`.
pub(crate) fn principal(role: &str) -> Option<String> {
    let (principal, _) = role.strip_prefix(SUB_ROLE)?.split_once('#')?;
    Some(format!("{CONTEXT_ROLE}{principal}"))
}

/// The same roles, each sub-role followed by its principal role (ROLE-009), nothing twice.
pub(crate) fn with_principals(roles: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(roles.len());
    for role in roles {
        for role in std::iter::once(role.clone()).chain(principal(role)) {
            if !all.contains(&role) {
                all.push(role);
            }
        }
    }
    all
}

/// The full URI of a role of a course, which may go by its short name (ROLE-004, NRPS-009).
pub(crate) fn full(role: &str) -> String {
    let is_short = role::context::ALL.iter().any(|term| term.value.strip_prefix(CONTEXT_ROLE) == Some(role));
    if is_short { format!("{CONTEXT_ROLE}{role}") } else { role.to_owned() }
}

/// What someone with these roles is found by: each as a full URI, with its principal.
pub(crate) fn found_by(roles: &[String]) -> Vec<String> {
    let full: Vec<String> = roles.iter().map(|role| full(role)).collect();
    with_principals(&full)
}

/// Roles to give someone: none, or at least one of the vocabularies (ROLE-001).
pub(crate) fn parse(field: &'static str, roles: Vec<String>) -> Result<Vec<String>, Invalid> {
    if roles.is_empty() || roles.iter().any(|role| known().any(|term| term == role)) {
        return Ok(roles);
    }
    let first = roles.first().map_or("", String::as_str);
    let otherwise = format!("use a full URI such as `{CONTEXT_ROLE}Learner`");
    Err(Invalid::new(field, "at least one role URI of the LTI vocabularies", &roles.join(", "))
        .hint(did_you_mean(first, known(), &otherwise)))
}

/// Whether these roles make someone an administrator of the whole institution or system.
pub(crate) fn administer_all(roles: &[String]) -> bool {
    const ADMINISTRATORS: [&str; 2] = [role::institution::ADMINISTRATOR, role::system::ADMINISTRATOR];
    roles.iter().any(|role| ADMINISTRATORS.contains(&role.as_str()))
}

/// Whether a mentor is among these roles, without which `role_scope_mentor` must not be sent (CORE-046).
pub(crate) fn include_mentor(roles: &[String]) -> bool {
    roles.iter().any(|given| given == role::context::MENTOR)
}

/// Whether these roles make someone a learner of the course, a sub-role or the short name included: only learners have
/// grades (AGS-079).
pub(crate) fn include_learner(roles: &[String]) -> bool {
    const LEARNER: [&str; 2] = [role::context::LEARNER, role::short::LEARNER];
    with_principals(roles).iter().any(|role| LEARNER.contains(&role.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sub_role_brings_its_principal_once() {
        let assistant = format!("{SUB_ROLE}Instructor#TeachingAssistant");
        let instructor = format!("{CONTEXT_ROLE}Instructor");
        let roles = with_principals(&[assistant.clone(), instructor.clone()]);
        assert_eq!(roles, [assistant, instructor]);
    }

    #[test]
    fn a_role_is_found_by_its_uri_whatever_it_is_called() {
        let learner = format!("{CONTEXT_ROLE}Learner");
        assert_eq!(found_by(&["Learner".to_owned()]), std::slice::from_ref(&learner));
        assert_eq!(full(&learner), learner);
        assert_eq!(full("learner"), "learner");
    }

    #[test]
    fn a_principal_role_has_no_principal() {
        assert_eq!(principal(&format!("{CONTEXT_ROLE}Learner")), None);
    }

    #[test]
    fn a_role_nobody_knows_is_refused_with_the_nearest() {
        let wrong = vec![format!("{CONTEXT_ROLE}Learnr")];
        assert!(parse("roles", wrong).unwrap_err().hint.contains("membership#Learner"));
    }

    #[test]
    fn a_learner_is_one_by_the_role_in_the_course() {
        for (role, is) in [
            (role::context::LEARNER, true),
            (role::sub_role::LEARNER_NON_CREDIT_LEARNER, true),
            ("Learner", true),
            (role::context::INSTRUCTOR, false),
            (role::institution::LEARNER, false),
        ] {
            assert_eq!(include_learner(&[role.to_owned()]), is, "{role}");
        }
    }

    #[test]
    fn a_mentor_sub_role_alone_is_not_the_mentor_role() {
        assert!(!include_mentor(&[format!("{SUB_ROLE}Mentor#Tutor")]));
        assert!(include_mentor(&with_principals(&[format!("{SUB_ROLE}Mentor#Tutor")])));
    }
}
