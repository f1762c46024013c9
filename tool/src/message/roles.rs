//! What the user may do here (ROLE-002 to ROLE-013).

use homeroom_vocab::claim::ROLES;
use homeroom_vocab::role::{context, institution, lti, short, sub_role};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::token::claims::Claims;

/// The roles of the user, as the platform writes them: in the course, in the school and on the platform (ROLE-003).
///
/// ```
/// use homeroom_tool::Roles;
///
/// let membership = "http://purl.imsglobal.org/vocab/lis/v2/membership";
/// let roles = Roles::from(vec![format!("{membership}#Learner")]);
/// assert!(roles.is_learner() && !roles.is_instructor());
/// assert!(Roles::from(vec![format!("{membership}/Instructor#TeachingAssistant")]).is_instructor());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(Vec<String>);

impl Roles {
    /// All of them, known or not.
    pub fn all(&self) -> &[String] {
        &self.0
    }

    /// Whether the user has this very role, compared byte by byte.
    pub fn has(&self, role: &str) -> bool {
        self.0.iter().any(|one| one == role)
    }

    /// Whether one of the roles in the course has an instructor's powers: who teaches, runs the course or writes its
    /// content. A role in the school gives no powers in a course, and neither does one that nobody knows (ROLE-005).
    pub fn is_instructor(&self) -> bool {
        self.0.iter().any(|role| INSTRUCTORS.contains(&role.as_str()) || is_instructor_kind(role))
    }

    /// Whether the user learns in the course. Somebody may teach and learn.
    pub fn is_learner(&self) -> bool {
        self.has(context::LEARNER) || self.has(short::LEARNER)
    }

    /// Whether the user looks after learners; [`crate::LaunchData::mentees`] says after whom.
    pub fn is_mentor(&self) -> bool {
        self.has(context::MENTOR) || self.has(short::MENTOR)
    }

    /// Whether nobody is behind it but a teacher who looks at a course as learners do.
    pub fn is_test_user(&self) -> bool {
        self.has(lti::TEST_USER)
    }

    /// Makes the user an instructor, whatever the platform says.
    pub(crate) fn promote(&mut self) {
        if !self.is_instructor() {
            self.0.push(context::INSTRUCTOR.to_owned());
        }
    }
}

impl From<Vec<String>> for Roles {
    fn from(roles: Vec<String>) -> Self {
        Self(roles)
    }
}

/// Roles in the course with an instructor's powers, by URI and by deprecated word.
const INSTRUCTORS: [&str; 6] = [
    context::INSTRUCTOR,
    context::ADMINISTRATOR,
    context::CONTENT_DEVELOPER,
    short::INSTRUCTOR,
    short::ADMINISTRATOR,
    short::CONTENT_DEVELOPER,
];

/// What the sub-roles of those roles begin with; the principal role counts, so `Learner#Instructor` is none.
const INSTRUCTOR_KINDS: [&str; 3] = [
    "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#",
    "http://purl.imsglobal.org/vocab/lis/v2/membership/Administrator#",
    "http://purl.imsglobal.org/vocab/lis/v2/membership/ContentDeveloper#",
];

const INSTITUTION: &str = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#";

/// What every role begins with that LTI defines. Only [`Defect::ROLE_UNKNOWN_REFUSED`] has a use for this.
const KNOWN_ROLES: [&str; 4] = [
    INSTITUTION,
    "http://purl.imsglobal.org/vocab/lis/v2/membership",
    "http://purl.imsglobal.org/vocab/lis/v2/system/person#",
    "http://purl.imsglobal.org/vocab/lti/system/person#",
];

/// Staff of the school. Only [`Defect::ROLE_FROM_INSTITUTION`] has a use for this.
const STAFF: [&str; 4] =
    [institution::INSTRUCTOR, institution::FACULTY, institution::STAFF, institution::ADMINISTRATOR];

/// More than this is too much for [`Defect::ROLES_MANY_CRASH`].
const MOST: usize = 1000;

/// The roles of the claim, which must be a list of strings.
pub(super) fn read(claims: &Claims, defects: &Defects) -> Result<Roles, Refusal> {
    let roles = match claims.get(ROLES) {
        None if defects.has(Defect::ROLES_OPTIONAL) => Vec::new(),
        None => return Err(Refusal::Missing(ROLES)),
        Some(roles) => strings(roles).ok_or(Refusal::WrongType(ROLES))?,
    };
    if roles.len() > MOST && defects.has(Defect::ROLES_MANY_CRASH) {
        return Err(Refusal::Crash);
    }
    if defects.has(Defect::ROLES_EMPTY_REFUSED) && roles.iter().all(|role| role.is_empty()) {
        return Err(Refusal::NoRole);
    }
    if roles.iter().any(|role| is_disliked(role, defects)) {
        return Err(Refusal::Unsupported(ROLES));
    }
    let considered = if defects.has(Defect::ROLE_FIRST_ONLY) { &roles[..roles.len().min(1)] } else { &roles };
    let mut read = Roles(considered.iter().map(|role| (*role).to_owned()).collect());
    if considered.iter().any(|role| is_promoted(role, defects)) || by_default(&roles, defects) {
        read.promote();
    }
    Ok(read)
}

/// What defects have against a role; a correct tool takes every role, known or not (ROLE-004, ROLE-005, ROLE-007).
fn is_disliked(role: &str, defects: &Defects) -> bool {
    let is_short = !role.is_empty() && !role.contains("://");
    let is_of_school = role.starts_with(INSTITUTION);
    let is_foreign =
        !is_short && !role.is_empty() && !KNOWN_ROLES.iter().any(|known| role.starts_with(known));
    (is_short && defects.has(Defect::ROLE_SHORT_REFUSED))
        || (is_of_school && defects.has(Defect::ROLE_OF_SCHOOL_REFUSED))
        || (is_foreign && defects.has(Defect::ROLE_UNKNOWN_REFUSED))
}

fn strings(roles: &Value) -> Option<Vec<&str>> {
    roles.as_array()?.iter().map(Value::as_str).collect()
}

/// Which role defects take for an instructor's besides those that are (ROLE-005).
fn is_promoted(role: &str, defects: &Defects) -> bool {
    let by_substring = defects.has(Defect::ROLE_BY_SUBSTRING) && role.contains("Instructor");
    let by_institution = defects.has(Defect::ROLE_FROM_INSTITUTION) && STAFF.contains(&role);
    let by_test = defects.has(Defect::TEST_USER_IS_INSTRUCTOR) && role == lti::TEST_USER;
    let as_before = defects.has(Defect::ROLES_READ_AS_LTI_1_1) && is_instructor_of_lti_1_1(role);
    as_before || by_substring || by_institution || by_test
}

/// LTI 1.1 sent one text with commas, and tools took any spelling.
fn is_instructor_of_lti_1_1(roles: &str) -> bool {
    let is_instructors = |role: &str| INSTRUCTORS.iter().any(|known| known.eq_ignore_ascii_case(role.trim()));
    roles.split(',').any(is_instructors)
}

fn is_instructor_kind(role: &str) -> bool {
    let is_known = sub_role::ALL.iter().any(|term| term.value == role);
    is_known && INSTRUCTOR_KINDS.iter().any(|kind| role.starts_with(kind))
}

fn by_default(roles: &[&str], defects: &Defects) -> bool {
    let is_learner = |role: &&str| [context::LEARNER, short::LEARNER].contains(role);
    defects.has(Defect::ROLE_DEFAULT_INSTRUCTOR) && !roles.iter().any(is_learner)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::token::json::Duplicates;

    const MEMBERSHIP: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership";

    fn read(roles: Value, defects: &Defects) -> Result<Roles, Refusal> {
        let payload = json!({ (ROLES): roles }).to_string();
        super::read(&Claims::parse(payload.as_bytes(), Duplicates::Refused).unwrap(), defects)
    }

    fn all_teach(expected: bool, roles: &[Value]) {
        for role in roles {
            let read = read(role.clone(), &Defects::default()).unwrap();
            assert_eq!(read.is_instructor(), expected, "{role}");
        }
    }

    #[test]
    fn context_roles_give_an_instructors_powers() {
        all_teach(
            true,
            &[
                json!([context::INSTRUCTOR]),
                json!([context::ADMINISTRATOR]),
                json!([context::CONTENT_DEVELOPER]),
                json!(["Instructor"]),
                json!([format!("{MEMBERSHIP}/Instructor#TeachingAssistant")]),
                json!([institution::STUDENT, "x", context::LEARNER, context::INSTRUCTOR]),
            ],
        );
    }

    #[test]
    fn nobody_else_has_them() {
        all_teach(
            false,
            &[
                json!([]),
                json!([""]),
                json!([context::LEARNER]),
                json!(["Learner"]),
                json!([context::MENTOR]),
                json!([format!("{MEMBERSHIP}/Learner#Instructor")]),
                json!([format!("{MEMBERSHIP}/Instructor#Inventor")]),
                json!([format!("{MEMBERSHIP}#instructor")]),
                json!([format!("{MEMBERSHIP}#InstructorX")]),
                json!(["http://evil.test/vocab/lis/v2/membership#Instructor"]),
                json!(["notInstructor", "instructor", " Instructor"]),
                json!([institution::INSTRUCTOR, institution::FACULTY, context::LEARNER]),
                json!(["http://purl.imsglobal.org/vocab/lis/v2/unknown/unknown#Helper"]),
                Value::from((0..10_000).map(|i| i.to_string()).collect::<Vec<_>>()),
            ],
        );
    }

    #[test]
    fn roles_are_required_and_a_list_of_strings() {
        let none = Claims::parse(b"{}", Duplicates::Refused).unwrap();
        assert!(matches!(super::read(&none, &Defects::default()), Err(Refusal::Missing(ROLES))));
        for roles in
            [json!("Instructor"), json!({}), json!(null), json!([null]), json!([["Instructor"]]), json!([7])]
        {
            assert!(matches!(read(roles, &Defects::default()), Err(Refusal::WrongType(ROLES))));
        }
    }

    #[test]
    fn defects_break_one_rule_each() {
        let with = |defect, roles| read(roles, &Defects::new(vec![defect])).unwrap().is_instructor();
        assert!(with(&Defect::ROLE_BY_SUBSTRING, json!(["notInstructor"])));
        assert!(with(&Defect::ROLE_FROM_INSTITUTION, json!([institution::STAFF])));
        assert!(with(&Defect::ROLE_DEFAULT_INSTRUCTOR, json!([])));
        assert!(!with(&Defect::ROLE_DEFAULT_INSTRUCTOR, json!(["Learner", "x"])));
        assert!(!with(&Defect::ROLE_FIRST_ONLY, json!(["x", "Instructor"])));
        let refusing = Defects::new(vec![&Defect::ROLES_EMPTY_REFUSED]);
        assert!(matches!(read(json!([]), &refusing), Err(Refusal::NoRole)));
    }
}
