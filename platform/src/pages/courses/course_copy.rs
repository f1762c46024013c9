//! `/{campus}/courses/{course}/copy`: a course is copied, and its copy shows what it is a copy of (AGS-040, AGS-041).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::course_form::{Unsaved, address, free, problems, teach};
use super::found;
use super::returned::CourseRef;
use crate::copying::NewCopy;
use crate::domain::course::Course;
use crate::error::Problem as Failed;
use crate::pages::page::Page;
use crate::pages::parts::{Field, Problem};
use crate::pages::typed::{Typed, Wrong, some};
use crate::pages::visit::{Post, Visit, go};

/// The fields of the form by what people call them.
const LABELS: &[(&str, &str)] = &[("title", "Title of the copy"), ("id", "Id of the copy")];

/// `GET`: what comes along, and what the copy is called.
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(form(&visit).await).await
}

async fn form(visit: &Visit) -> Result<CopyForm, Failed> {
    let course = found::course(visit).await?;
    let typed = Draft { title: format!("Copy of {}", course.heading()), id: String::new(), teach: true };
    CopyForm::of(visit, &course, &typed, &Wrong::new()).await
}

/// `POST`: the copy, or the form again with what is wrong.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let course = match found::course(&visit).await {
        Ok(course) => course,
        Err(problem) => return visit.refuse(&problem).await,
    };
    let draft = Draft::from(&typed);
    match copied(&visit, &course, &draft).await {
        Ok(copy) => go(&address(&visit, &copy)),
        Err(Unsaved::Wrong(wrong)) => match CopyForm::of(&visit, &course, &draft, &wrong).await {
            Ok(page) => visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await,
            Err(problem) => visit.refuse(&problem).await,
        },
        Err(Unsaved::Failed(problem)) => visit.refuse(&problem).await,
    }
}

async fn copied(visit: &Visit, course: &Course, draft: &Draft) -> Result<Course, Unsaved> {
    let new = NewCopy { id: some(&draft.id), title: some(&draft.title) };
    if let Some(id) = &new.id {
        free(visit, id).await?;
    }
    let copy = visit.campus.copy_course(course.id.as_str(), new).await?.course;
    if draft.teach {
        teach(visit, &copy).await?;
    }
    Ok(copy)
}

/// What was typed.
struct Draft {
    title: String,
    id: String,
    teach: bool,
}

impl From<&Typed> for Draft {
    fn from(typed: &Typed) -> Self {
        let text = |name: &str| typed.first(name).to_owned();
        Self { title: text("title"), id: text("id"), teach: typed.ticked("teach") }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct CopyForm {
    problems: Vec<Problem>,
    course: CourseRef,
    /// What is in the course: the kind of thing, how many, and what becomes of them.
    parts: Vec<Part>,
    title: Field,
    id: Field,
    /// Who would teach the copy.
    teacher: Option<String>,
    teach: bool,
}

#[derive(Debug, Serialize)]
struct Part {
    name: &'static str,
    count: i64,
    becomes: &'static str,
}

/// How many links, columns, items, pages and people a course has.
type Counts = [i64; 5];

const PARTS: [(&str, &str); 5] = [
    ("Links", "copied under new ids; $ResourceLink.id.history names what each is a copy of"),
    (
        "Columns of the gradebook",
        "copied under new ids, with label, maximum, resource id and tag; grades stay behind",
    ),
    ("Placed items", "copied, with the copies of their files"),
    ("Pages", "copied; they show the copies of what they show here"),
    ("People", "stay behind"),
];

impl CopyForm {
    async fn of(visit: &Visit, course: &Course, draft: &Draft, wrong: &Wrong) -> Result<Self, Failed> {
        let (campus, id) = (&visit.campus, course.id.as_str());
        let size = campus.course_sizes().await?.get(id).copied().unwrap_or_default();
        let counts = [
            size.links,
            number(campus.line_items_of(id).await?.len()),
            number(campus.content_of(id).await?.len()),
            number(campus.pages_of(id).await?.len()),
            size.people,
        ];
        let teacher = visit.person.as_ref().map(crate::domain::person::Person::label);
        let course = CourseRef { id: course.id.to_string(), title: course.heading() };
        Ok(Self::filled(course, counts, teacher, draft, wrong))
    }

    fn filled(
        course: CourseRef,
        counts: Counts,
        teacher: Option<String>,
        draft: &Draft,
        wrong: &Wrong,
    ) -> Self {
        let field =
            |name: &str, value: &str| Field { value: value.to_owned(), error: wrong.get(name).cloned() };
        let part =
            |((name, becomes), count): (&(&'static str, &'static str), i64)| Part { name, count, becomes };
        Self {
            problems: problems(wrong, LABELS),
            course,
            parts: PARTS.iter().zip(counts).map(part).collect(),
            title: field("title", &draft.title),
            id: field("id", &draft.id),
            teacher,
            teach: draft.teach,
        }
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Page for CopyForm {
    const TEMPLATE: &'static str = "courses/course_copy.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let course = || CourseRef { id: "c/1".into(), title: HARD_NAME.into() };
        let draft = |title: &str, teach| Draft { title: title.into(), id: "algebra-1".into(), teach };
        let wrong: Wrong = [("id", "Expected another id, got `algebra-1`.".into())].into();
        let none = Self::filled(course(), [0; 5], None, &draft("", false), &Wrong::new());
        let full = Self::filled(
            course(),
            [3, 1, 2, 1, 10_000],
            Some(HARD_NAME.into()),
            &draft(HARD_NAME, true),
            &wrong,
        );
        vec![("full", full), ("empty", none)]
    }
}
