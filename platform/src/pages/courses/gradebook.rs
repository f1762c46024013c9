//! `/{campus}/courses/{course}/gradebook`: who has which grade, people by line items.

use std::collections::HashMap;

use actix_web::HttpResponse;
use homeroom_vocab::id::UserId;
use serde::Serialize;

use super::found;
use super::points::{exact, short};
use super::returned::CourseRef;
use crate::domain::course::{Enrolment, Status};
use crate::domain::line_item::LineItem;
use crate::domain::person::Person;
use crate::domain::result::Grade;
use crate::domain::roles;
use crate::domain::score::{ActivityProgress, GradingProgress};
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::parts::Pager;
use crate::pages::people::{A_PAGE, spoken};
use crate::pages::visit::Visit;
use crate::view::segment;

/// How many line items stand beside each other; more are a page further, since a table of hundreds reads badly.
const COLUMNS: usize = 12;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Gradebook::of(&visit).await).await
}

#[derive(Debug, Serialize)]
pub(crate) struct Gradebook {
    pub(crate) course: CourseRef,
    /// Which part of how many people and line items this is.
    pub(crate) shown: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    pub(crate) people: Pager,
    pub(crate) more_columns: Pager,
}

/// A line item.
#[derive(Debug, Serialize)]
pub(crate) struct Column {
    pub(crate) label: String,
    pub(crate) maximum: String,
    /// The name of its tool; none when the registration is gone.
    pub(crate) tool: Option<String>,
}

/// A member of the course.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) name: String,
    /// What sets this member apart from an active learner.
    pub(crate) note: Option<String>,
    /// Whether scores can come for this member: only learners have grades (AGS-079).
    pub(crate) learns: bool,
    pub(crate) cells: Vec<Cell>,
}

/// What one person has in one line item.
#[derive(Debug, Serialize)]
pub(crate) struct Cell {
    /// The id of the line item.
    pub(crate) item: String,
    pub(crate) points: Option<String>,
    /// That a teacher changed it, or how far the activity and its grading are.
    pub(crate) note: Option<&'static str>,
    /// The line item and the points, to be read aloud.
    pub(crate) told: String,
}

/// Grades by line item and person.
type Grades<'a> = HashMap<(&'a str, &'a str), &'a Grade>;

/// Which part of the table is asked for.
#[derive(Debug, Clone, Copy)]
struct Part {
    people: usize,
    columns: usize,
}

impl Part {
    /// The address of this part; what is not left out is not mentioned.
    fn address(self, path: &str) -> String {
        let pairs = [("skip", self.people), ("columns", self.columns)];
        let told = pairs.iter().filter(|(_, skip)| *skip > 0).map(|(name, skip)| format!("{name}={skip}"));
        let query = told.collect::<Vec<_>>().join("&");
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

impl Gradebook {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let course = found::course(visit).await?;
        let id = course.id.as_str();
        let query = visit.query();
        let part =
            Part { people: Pager::skip(&query), columns: query.first("columns").parse().unwrap_or_default() };
        let all = visit.campus.line_items_of(id).await?;
        let items: Vec<&LineItem> = all.iter().skip(part.columns).take(COLUMNS).collect();
        let mut members = visit.campus.members_page(id, part.people, A_PAGE + 1).await?;
        let more = members.len() > A_PAGE;
        members.truncate(A_PAGE);
        let ids: Vec<UserId> = members.iter().map(|(_, person)| person.id.clone()).collect();
        let grades = visit.campus.grades_of(id, &ids).await?;
        let grades: Grades<'_> =
            grades.iter().map(|grade| ((grade.line_item.as_str(), grade.person.as_str()), grade)).collect();
        let path = visit.path(&format!("/courses/{}/gradebook", segment(id)));
        let count = visit.campus.course_sizes().await?.get(id).map_or(0, |size| size.people);
        Ok(Self {
            course: CourseRef { id: course.id.to_string(), title: course.heading() },
            shown: shown(part, members.len(), count, all.len()),
            rows: members
                .iter()
                .map(|(enrolment, person)| Row::new(enrolment, person, &items, &grades))
                .collect(),
            columns: items.iter().map(|item| Column::new(item, visit)).collect(),
            people: Pager::around(part.people, A_PAGE, more, |people| Part { people, ..part }.address(&path)),
            more_columns: Pager::around(
                part.columns,
                COLUMNS,
                all.len().saturating_sub(part.columns) > COLUMNS,
                |columns| Part { columns, ..part }.address(&path),
            ),
        })
    }
}

/// `8 people, 2 line items`, or which of them where not all are shown.
fn shown(part: Part, people: usize, of_people: i64, of_items: usize) -> String {
    let items = of_items.saturating_sub(part.columns).min(COLUMNS);
    let of_people = usize::try_from(of_people).unwrap_or_default();
    let people = part_of(part.people, people, of_people, "person", "people");
    format!("{people}, {}", part_of(part.columns, items, of_items, "line item", "line items"))
}

/// How many things a page shows of how many.
pub(super) fn part_of(skip: usize, shown: usize, all: usize, one: &str, many: &str) -> String {
    match (shown, all) {
        (_, 1) => format!("1 {one}"),
        (shown, all) if shown >= all => format!("{all} {many}"),
        (0, all) => format!("none of {all} {many}"),
        (shown, all) => format!("{many} {} to {} of {all}", skip + 1, skip + shown),
    }
}

impl Column {
    fn new(item: &LineItem, visit: &Visit) -> Self {
        let tool = visit.campus.registration(item.client_id.as_str());
        Self {
            label: item.label.clone(),
            maximum: short(item.score_maximum),
            tool: tool.map(|tool| tool.name.clone()),
        }
    }
}

impl Row {
    fn new(enrolment: &Enrolment, person: &Person, items: &[&LineItem], grades: &Grades<'_>) -> Self {
        let grade = |item: &LineItem| grades.get(&(item.id.as_str(), person.id.as_str())).copied();
        Self {
            id: person.id.to_string(),
            name: person.label(),
            note: note(enrolment),
            learns: roles::include_learner(&enrolment.roles),
            cells: items.iter().map(|item| Cell::new(item, grade(item))).collect(),
        }
    }
}

/// Roles other than that of a learner, and that a member takes no part.
fn note(enrolment: &Enrolment) -> Option<String> {
    let roles = spoken(&enrolment.roles);
    let roles = (roles != "Learner").then(|| if roles.is_empty() { "no role".to_owned() } else { roles });
    let inactive = (enrolment.status == Status::Inactive).then(|| "inactive".to_owned());
    let all: Vec<String> = [roles, inactive].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(", "))
}

impl Cell {
    fn new(item: &LineItem, grade: Option<&Grade>) -> Self {
        let points = grade.and_then(|grade| grade.score(item.score_maximum));
        let note = grade.and_then(|grade| progress(grade, points.is_some()));
        let told = points.map_or_else(|| "no score".to_owned(), exact);
        let told = format!("{}: {told} of {}", item.label, short(item.score_maximum));
        Self { item: item.id.clone(), points: points.map(short), note, told }
    }
}

/// Whose grade it is where it is not the tool's final one, and how far things are.
fn progress(grade: &Grade, has_points: bool) -> Option<&'static str> {
    if grade.overridden.is_some() {
        return Some("by teacher");
    }
    let last = grade.last.as_ref()?;
    match last.grading_progress {
        GradingProgress::FullyGraded if has_points => None,
        GradingProgress::Pending | GradingProgress::PendingManual => Some("to be graded"),
        GradingProgress::Failed => Some("grading failed"),
        GradingProgress::FullyGraded | GradingProgress::NotReady => Some(match last.activity_progress {
            ActivityProgress::Initialized => "not begun",
            ActivityProgress::Started => "started",
            ActivityProgress::InProgress => "in progress",
            ActivityProgress::Submitted => "submitted",
            ActivityProgress::Completed => "completed",
        }),
    }
}

impl Page for Gradebook {
    const TEMPLATE: &'static str = "courses/gradebook.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let course = || CourseRef { id: "c/1".into(), title: HARD_NAME.into() };
        let column = |label: &str, tool: Option<&str>| Column {
            label: label.into(),
            maximum: "10".into(),
            tool: tool.map(Into::into),
        };
        let cell = |points: Option<&str>, note| Cell {
            item: "i/1".into(),
            points: points.map(Into::into),
            note,
            told: "Quiz 1: 8.5 of 10".into(),
        };
        let row = |name: &str, note: Option<&str>| Row {
            id: "p/1".into(),
            name: name.into(),
            note: note.map(Into::into),
            learns: note.is_none(),
            cells: vec![
                cell(Some("8.5"), None),
                cell(None, Some("started")),
                cell(Some("0"), Some("teacher")),
            ],
        };
        let next = Pager { newer: Some("/main/x".into()), older: Some("/main/x?skip=200".into()) };
        let full = Self {
            course: course(),
            shown: "people 101 to 102 of 10000, 3 line items".into(),
            columns: vec![
                column("Quiz 1", Some("My tool")),
                column(HARD_NAME, None),
                column("Lab", Some(HARD_NAME)),
            ],
            rows: vec![row("Ben Learner", None), row(HARD_NAME, Some("Instructor, inactive"))],
            people: next.clone(),
            more_columns: next.clone(),
        };
        let empty = |columns, people| Self {
            course: course(),
            shown: "nobody".into(),
            columns,
            rows: Vec::new(),
            people,
            more_columns: Pager::default(),
        };
        vec![
            ("full", full),
            ("no line items", empty(Vec::new(), Pager::default())),
            ("nobody", empty(vec![column("Quiz 1", None)], Pager::default())),
            ("nobody further", empty(vec![column("Quiz 1", None)], next)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_mentions_only_what_is_left_out() {
        let at = |people, columns| Part { people, columns }.address("/g");
        assert_eq!([at(0, 0), at(100, 0), at(0, 12)], ["/g", "/g?skip=100", "/g?columns=12"]);
        assert_eq!(at(100, 12), "/g?skip=100&columns=12");
    }

    #[test]
    fn a_part_is_told_as_a_part() {
        let told = |skip, shown, all| part_of(skip, shown, all, "person", "people");
        assert_eq!(told(0, 8, 8), "8 people");
        assert_eq!(told(0, 1, 1), "1 person");
        assert_eq!(told(0, 0, 0), "0 people");
        assert_eq!(told(100, 100, 10_000), "people 101 to 200 of 10000");
        assert_eq!(told(20_000, 0, 10_000), "none of 10000 people");
    }
}
