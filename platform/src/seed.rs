//! What the campus `main` holds on the first start, so that the first launch needs nothing set up. The tool and its
//! links come from whoever embeds the platform, through the control API.

use homeroom_vocab::role::{context, institution, lti, sub_role, system};

use crate::campus::Campus;
use crate::domain::course::{NewCourse, NewEnrolment};
use crate::domain::person::NewPerson;
use crate::error::{Failure, Refused};

/// Id, given name, family name, institution role, system role.
const PEOPLE: &[(&str, &str, &str, &str, Option<&str>)] = &[
    ("ada", "Ada", "Teacher", institution::FACULTY, None),
    ("grace", "Grace", "Teacher", institution::FACULTY, None),
    ("ben", "Ben", "Learner", institution::STUDENT, None),
    ("chidi", "Chidi", "Okafor", institution::STUDENT, None),
    ("dana", "Dana", "Brontë", institution::STUDENT, None),
    ("emre", "Emre", "Yılmaz", institution::STUDENT, None),
    ("fatima", "فاطمة", "الزهراء", institution::STUDENT, None),
    ("greta", "Greta", "Ångström", institution::STUDENT, None),
    ("tariq", "Tariq", "Assistant", institution::STAFF, None),
    ("olga", "Olga", "Observer", institution::OBSERVER, None),
    ("root", "Rita", "Administrator", institution::ADMINISTRATOR, Some(system::ADMINISTRATOR)),
    ("test-student", "Test", "Student", institution::STUDENT, Some(lti::TEST_USER)),
];

/// Id, label, title, and the query that its service URLs end in: tools that lose it are found out (AGS-060, NRPS-012).
const COURSES: &[(&str, &str, &str, Option<&str>)] =
    &[("algebra-1", "ALG-1", "Algebra I", None), ("biology", "BIO-1", "Biology", Some("type_id=7"))];

/// Course, person, role, whom they look after.
const ENROLMENTS: &[(&str, &str, &str, &[&str])] = &[
    ("algebra-1", "ada", context::INSTRUCTOR, &[]),
    ("algebra-1", "tariq", sub_role::INSTRUCTOR_TEACHING_ASSISTANT, &[]),
    ("algebra-1", "ben", context::LEARNER, &[]),
    ("algebra-1", "chidi", context::LEARNER, &[]),
    ("algebra-1", "dana", context::LEARNER, &[]),
    ("algebra-1", "emre", context::LEARNER, &[]),
    ("algebra-1", "olga", context::MENTOR, &["ben", "dana"]),
    ("algebra-1", "test-student", context::LEARNER, &[]),
    ("biology", "grace", context::INSTRUCTOR, &[]),
    ("biology", "ada", sub_role::INSTRUCTOR_GUEST_INSTRUCTOR, &[]),
    ("biology", "dana", context::LEARNER, &[]),
    ("biology", "emre", context::LEARNER, &[]),
    ("biology", "fatima", context::LEARNER, &[]),
    ("biology", "greta", sub_role::LEARNER_NON_CREDIT_LEARNER, &[]),
    ("biology", "tariq", sub_role::INSTRUCTOR_GRADER, &[]),
    ("biology", "test-student", context::LEARNER, &[]),
];

/// Fills a new campus.
pub(crate) async fn sow(campus: &Campus) -> Result<(), Failure> {
    fill(campus).await.map_err(|refused| match refused {
        Refused::Invalid(invalid) => Failure::Invalid(invalid),
        Refused::Failure(failure) => failure,
    })
}

async fn fill(campus: &Campus) -> Result<(), Refused> {
    for (id, given, family, institution_role, system_role) in PEOPLE {
        campus.add_person(person(id, given, family, institution_role, *system_role)).await?;
    }
    for (id, label, title, query) in COURSES {
        campus.add_course(course(id, label, title, *query)).await?;
    }
    for (course, person, role, mentees) in ENROLMENTS {
        let mentees = mentees.iter().map(|id| (*id).to_owned()).collect();
        let (course, person) = ((*course).to_owned(), (*person).to_owned());
        let roles = vec![(*role).to_owned()];
        campus.enrol(NewEnrolment { course, person, roles, mentees, ..NewEnrolment::default() }).await?;
    }
    Ok(())
}

fn person(id: &str, given: &str, family: &str, institution: &str, system: Option<&str>) -> NewPerson {
    NewPerson {
        id: Some(id.to_owned()),
        given_name: Some(given.to_owned()),
        family_name: Some(family.to_owned()),
        email: Some(format!("{id}@school.test")),
        locale: Some("en-GB".to_owned()),
        sourcedid: Some(format!("sis:person:{id}")),
        institution_roles: vec![institution.to_owned()],
        system_roles: system.into_iter().map(str::to_owned).collect(),
        ..NewPerson::default()
    }
}

fn course(id: &str, label: &str, title: &str, query: Option<&str>) -> NewCourse {
    NewCourse {
        id: Some(id.to_owned()),
        label: Some(label.to_owned()),
        title: Some(title.to_owned()),
        kind: None,
        sourcedid: Some(format!("sis:section:{label}")),
        service_query: query.map(str::to_owned),
        ..NewCourse::default()
    }
}
