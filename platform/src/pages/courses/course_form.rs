//! `/{campus}/courses/new` and `/{campus}/courses/{course}/edit`: a course is made, or changed.

mod draft;
#[cfg(test)]
pub(super) use draft::samples;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use homeroom_vocab::role::context;
use serde::Serialize;

use super::found;
use crate::domain::course::{Course, NewEnrolment};
use crate::error::{Problem as Failed, Refused};
use crate::pages::page::Page;
use crate::pages::parts::{Field, Problem};
use crate::pages::seen::Seen;
use crate::pages::typed::{Wrong, explain};
use crate::pages::visit::{Post, Visit, go};
use crate::view::segment;
use draft::{Draft, Kind, LABELS};

/// `GET /{campus}/courses/new`
pub(crate) async fn new(visit: Visit) -> HttpResponse {
    visit.answer(Ok(CourseForm::new(&visit, None, &Draft::default(), &Wrong::new()))).await
}

/// `GET /{campus}/courses/{course}/edit`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = found::course(&visit).await;
    let page =
        page.map(|course| CourseForm::new(&visit, Some(&course), &Draft::from(&course), &Wrong::new()));
    visit.answer(page).await
}

/// `POST /{campus}/courses`: makes a course.
pub(crate) async fn create(Post { visit, typed }: Post) -> HttpResponse {
    let draft = Draft::from(&typed);
    match made(&visit, &draft).await {
        Ok(course) => go(&address(&visit, &course)),
        Err(Unsaved::Wrong(wrong)) => {
            let page = CourseForm::new(&visit, None, &draft, &wrong);
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await
        }
        Err(Unsaved::Failed(problem)) => visit.refuse(&problem).await,
    }
}

/// `POST /{campus}/courses/{course}/edit`: changes it, unless it was changed meanwhile.
pub(crate) async fn change(Post { visit, typed }: Post) -> HttpResponse {
    let course = match found::course(&visit).await {
        Ok(course) => course,
        Err(problem) => return visit.refuse(&problem).await,
    };
    let draft = Draft { id: course.id.to_string(), ..Draft::from(&typed) };
    if !Seen::of(&course).is_of(&typed) {
        let page =
            CourseForm::new(&visit, Some(&course), &draft, &Wrong::new()).against(&visit, &course, &draft);
        return visit.show(StatusCode::CONFLICT, &page).await;
    }
    match saved(&visit, &course, &draft).await {
        Ok(course) => go(&address(&visit, &course)),
        Err(Unsaved::Wrong(wrong)) => {
            let page = CourseForm::new(&visit, Some(&course), &draft, &wrong);
            visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await
        }
        Err(Unsaved::Failed(problem)) => visit.refuse(&problem).await,
    }
}

/// Where the page of a course is.
pub(super) fn address(visit: &Visit, course: &Course) -> String {
    visit.path(&format!("/courses/{}", segment(course.id.as_str())))
}

/// Why a form changed nothing.
pub(super) enum Unsaved {
    /// Something that the person can mend.
    Wrong(Wrong),
    Failed(Failed),
}

impl From<Refused> for Unsaved {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Invalid(invalid) => Self::Wrong([(invalid.field, explain(&invalid))].into()),
            Refused::Failure(failure) => Self::Failed(failure.into()),
        }
    }
}

impl From<crate::store::StoreError> for Unsaved {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Failed(error.into())
    }
}

async fn made(visit: &Visit, draft: &Draft) -> Result<Course, Unsaved> {
    let new = draft.check().map_err(Unsaved::Wrong)?;
    if let Some(id) = &new.id {
        free(visit, id).await?;
    }
    let course = visit.campus.add_course(new).await?;
    if draft.teach {
        teach(visit, &course).await?;
    }
    Ok(course)
}

/// The id of a new course: another course is not replaced by accident, and words of the addresses stay free.
pub(super) async fn free(visit: &Visit, id: &str) -> Result<(), Unsaved> {
    let taken = if ["new", "act-as"].contains(&id) {
        "an id that is no word of the addresses"
    } else if visit.campus.course(id).await?.is_some() {
        "an id that no course has"
    } else {
        return Ok(());
    };
    Err(Unsaved::Wrong(
        [("id", format!("Expected {taken}, got `{id}`. Leave it empty to have one made."))].into(),
    ))
}

/// Makes the acting person the teacher of a course, so that it is more than an empty room.
pub(super) async fn teach(visit: &Visit, course: &Course) -> Result<(), Unsaved> {
    let Some(person) = &visit.person else { return Ok(()) };
    let enrolment = NewEnrolment {
        course: course.id.to_string(),
        person: person.id.to_string(),
        roles: vec![context::INSTRUCTOR.to_owned()],
        ..NewEnrolment::default()
    };
    visit.campus.enrol(enrolment).await?;
    Ok(())
}

async fn saved(visit: &Visit, course: &Course, draft: &Draft) -> Result<Course, Unsaved> {
    let new = draft.check().map_err(Unsaved::Wrong)?;
    let parsed = new.parse(course.id.to_string()).map_err(|invalid| Unsaved::from(Refused::from(invalid)))?;
    let changed = Course { history: course.history.clone(), ..parsed };
    visit.campus.save_course(&changed).await?;
    Ok(changed)
}

#[derive(Debug, Serialize)]
pub(crate) struct CourseForm {
    problems: Vec<Problem>,
    /// The course that is changed; none for a new one.
    course: Option<Changed>,
    fields: Fields,
    kinds: Vec<Kind>,
    /// Who would teach a new course.
    teacher: Option<String>,
    teach: bool,
}

#[derive(Debug, Serialize)]
struct Changed {
    id: String,
    title: String,
    seen: Seen,
}

#[derive(Debug, Serialize)]
struct Fields {
    title: Field,
    label: Field,
    id: Field,
    other: Field,
    sourcedid: Field,
    page_size: Field,
    service_query: Field,
}

impl CourseForm {
    fn new(visit: &Visit, course: Option<&Course>, draft: &Draft, wrong: &Wrong) -> Self {
        let teacher = visit.person.as_ref().map(crate::domain::person::Person::label);
        Self::filled(course, teacher, draft, wrong)
    }

    fn filled(course: Option<&Course>, teacher: Option<String>, draft: &Draft, wrong: &Wrong) -> Self {
        let field =
            |name: &str, value: &str| Field { value: value.to_owned(), error: wrong.get(name).cloned() };
        let changed = |course: &Course| Changed {
            id: course.id.to_string(),
            title: course.heading(),
            seen: Seen::of(course),
        };
        Self {
            problems: problems(wrong, LABELS),
            course: course.map(changed),
            fields: Fields {
                title: field("title", &draft.title),
                label: field("label", &draft.label),
                id: field("id", &draft.id),
                other: field("type", &draft.other),
                sourcedid: field("sourcedid", &draft.sourcedid),
                page_size: field("page_size", &draft.page_size),
                service_query: field("service_query", &draft.service_query),
            },
            kinds: draft.kinds(),
            teacher,
            teach: draft.teach,
        }
    }

    /// The form with what is stored now beside what was typed.
    fn against(mut self, visit: &Visit, stored: &Course, draft: &Draft) -> Self {
        if let Some(changed) = &mut self.course {
            let theirs = format!("{}/edit", address(visit, stored));
            changed.seen = changed.seen.clone().against(theirs, Draft::from(stored).differences(draft));
        }
        self
    }
}

/// What is wrong with a form, by the labels of its fields.
pub(super) fn problems(wrong: &Wrong, labels: &[(&str, &str)]) -> Vec<Problem> {
    let label = |field: &str| {
        labels.iter().find(|(name, _)| *name == field).map_or(field, |(_, label)| label).to_owned()
    };
    let told = |(field, error): (&&'static str, &String)| Problem {
        field: (*field).to_owned(),
        label: label(field),
        error: error.clone(),
    };
    wrong.iter().map(told).collect()
}

impl Page for CourseForm {
    const TEMPLATE: &'static str = "courses/course_form.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        use crate::pages::typed::Typed;
        let stored = draft::samples::course(HARD_NAME);
        let draft = Draft::from(&stored);
        let fresh = Self::filled(None, Some(HARD_NAME.into()), &Draft::default(), &Wrong::new());
        let typed = Typed::parse(b"title=%3Cb%3E&page_size=0&type=x");
        let wrong: Wrong = [("page_size", "Expected 1.".into()), ("type", "Expected `a`.".into())].into();
        let mut stale = Self::filled(Some(&stored), None, &draft, &Wrong::new());
        if let Some(changed) = &mut stale.course {
            let differences = Draft::from(&stored).differences(&Draft::from(&typed));
            changed.seen = changed.seen.clone().against("/main/courses/c%2F1/edit", differences);
        }
        vec![
            ("fresh", fresh),
            ("nobody", Self::filled(None, None, &Draft::default(), &Wrong::new())),
            ("wrong", Self::filled(None, Some("Ada".into()), &Draft::from(&typed), &wrong)),
            ("stored", Self::filled(Some(&stored), None, &draft, &Wrong::new())),
            ("stale", stale),
        ]
    }
}
