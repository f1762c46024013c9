//! Who may change a grade on a page: whoever teaches or administers the course, and administrators of all.

use actix_web::http::StatusCode;
use homeroom_vocab::role::context;

use crate::domain::course::{Course, Enrolment};
use crate::domain::person::Person;
use crate::domain::roles::{self, administer_all, with_principals};
use crate::error::Problem;
use crate::pages::visit::Visit;

/// Why the acting person cannot change the grade of a person; none for those who can.
pub(crate) async fn denied(
    visit: &Visit,
    course: &Course,
    graded: &Person,
) -> Result<Option<String>, Problem> {
    let Some(acting) = &visit.person else {
        return Ok(Some(
            "You act as nobody. Act as a teacher of the course or as an administrator.".to_owned(),
        ));
    };
    let campus = &visit.campus;
    let enrolment = campus.enrolment(course.id.as_str(), acting.id.as_str()).await?;
    if !is_allowed(acting, enrolment.as_ref()) {
        return Ok(Some(format!(
            "You act as {}, who neither teaches nor administers this course. Act as a teacher of the course or as an \
             administrator.",
            acting.label()
        )));
    }
    let enrolment = campus.enrolment(course.id.as_str(), graded.id.as_str()).await?;
    if enrolment.is_some_and(|enrolment| roles::include_learner(&enrolment.roles)) {
        return Ok(None);
    }
    Ok(Some(format!("Only learners of the course have grades, and {} is none.", graded.label())))
}

/// The page that says why not, for whoever cannot.
pub(crate) async fn demand(visit: &Visit, course: &Course, graded: &Person) -> Result<(), Problem> {
    match denied(visit, course, graded).await? {
        None => Ok(()),
        Some(why) => Err(Problem::new(StatusCode::FORBIDDEN, "Only teachers change grades of learners")
            .detail("Nothing was changed.")
            .expected("a teacher or administrator who changes the grade of a learner", why)
            .hint("the menu at the top right changes who you act as")),
    }
}

pub(super) fn is_allowed(person: &Person, enrolment: Option<&Enrolment>) -> bool {
    administer_all(&person.system_roles)
        || administer_all(&person.institution_roles)
        || enrolment.is_some_and(|enrolment| teach(&enrolment.roles))
}

/// Whether these roles in a course let someone grade in it; a sub-role counts as its principal (ROLE-009).
fn teach(roles: &[String]) -> bool {
    const GRADERS: [&str; 2] = [context::INSTRUCTOR, context::ADMINISTRATOR];
    with_principals(roles).iter().any(|role| GRADERS.contains(&role.as_str()))
}

#[cfg(test)]
mod tests {
    use homeroom_vocab::role::{institution, sub_role, system};

    use super::*;
    use crate::domain::course::NewEnrolment;
    use crate::domain::person::NewPerson;

    fn person(institution: &str, system: &[&str]) -> Person {
        let own = |roles: &[&str]| roles.iter().map(|role| (*role).to_owned()).collect();
        let new = NewPerson {
            institution_roles: own(&[institution]),
            system_roles: own(system),
            ..NewPerson::default()
        };
        new.parse("p".to_owned()).unwrap()
    }

    fn enrolled(role: &str) -> Enrolment {
        let new = NewEnrolment {
            course: "c".to_owned(),
            person: "p".to_owned(),
            roles: vec![role.to_owned()],
            ..NewEnrolment::default()
        };
        new.parse().unwrap()
    }

    #[test]
    fn teachers_and_assistants_of_the_course_grade() {
        let staff = person(institution::STAFF, &[]);
        for role in [context::INSTRUCTOR, context::ADMINISTRATOR, sub_role::INSTRUCTOR_TEACHING_ASSISTANT] {
            assert!(is_allowed(&staff, Some(&enrolled(role))), "{role}");
        }
        for role in [context::LEARNER, context::MENTOR, context::CONTENT_DEVELOPER] {
            assert!(!is_allowed(&staff, Some(&enrolled(role))), "{role}");
        }
    }

    #[test]
    fn a_teacher_of_the_school_grades_only_where_enrolled() {
        assert!(!is_allowed(&person(institution::INSTRUCTOR, &[]), None));
        assert!(is_allowed(&person(institution::ADMINISTRATOR, &[]), None));
        assert!(is_allowed(&person(institution::STUDENT, &[system::ADMINISTRATOR]), None));
    }
}
