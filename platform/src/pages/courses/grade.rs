//! `/{campus}/courses/{course}/gradebook/{item}/{person}`: one cell of the gradebook with its whole history, and the
//! form by which a teacher overrides it.

mod history;
#[cfg(test)]
mod samples;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use self::history::{A_PAGE, Entry};
use super::points::{exact, given, short};
use super::returned::CourseRef;
use super::{found, teaching};
use crate::domain::course::Course;
use crate::domain::edge::quoted;
use crate::domain::line_item::LineItem;
use crate::domain::person::Person;
use crate::domain::result::{Grade, NewOverride};
use crate::error::{Problem as Failed, Refused};
use crate::pages::page::Page;
use crate::pages::parts::{Field, Mark, Pager, Problem};
use crate::pages::typed::{Typed, Wrong, explain, keep, some};
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = match Cell::of(&visit).await {
        Ok(cell) => cell.page(&visit, &Typed::default(), &Wrong::default()).await,
        Err(problem) => Err(problem),
    };
    visit.answer(page).await
}

/// A teacher overrides the grade, or takes that back.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    match changed(&visit, &typed).await {
        Ok(Ok(address)) => visit.done(Ok(address)).await,
        Ok(Err(page)) => visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await,
        Err(problem) => visit.refuse(&problem).await,
    }
}

/// What can be typed, and what it is called.
const FIELDS: [(&str, &str); 2] = [("score", "Score"), ("comment", "Comment")];

/// The address to go to, or the form again with what is wrong.
async fn changed(visit: &Visit, typed: &Typed) -> Result<Result<String, GradePage>, Failed> {
    let cell = Cell::of(visit).await?;
    teaching::demand(visit, &cell.course, &cell.person).await?;
    let mut wrong = Wrong::default();
    let score = keep(&mut wrong, "score", points(typed.first("score")));
    if let Some(score) = score {
        match visit.campus.override_grade(&cell.item.id, cell.change(visit, score, typed)).await {
            Ok(_) => return Ok(Ok(cell.address(visit))),
            Err(Refused::Invalid(invalid)) if FIELDS.iter().any(|(name, _)| *name == invalid.field) => {
                wrong.insert(invalid.field, explain(&invalid));
            }
            Err(Refused::Invalid(invalid)) => return Err(invalid.into()),
            Err(Refused::Failure(failure)) => return Err(failure.into()),
        }
    }
    Ok(Err(cell.page(visit, typed, &wrong).await?))
}

/// Points as typed; nothing for a blank field.
fn points(text: &str) -> Result<Option<f64>, String> {
    let Some(text) = some(text) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| format!("Expected a number such as `8.5`, got {}.", quoted(&text)))
}

/// What the path names.
struct Cell {
    course: Course,
    item: LineItem,
    person: Person,
}

impl Cell {
    async fn of(visit: &Visit) -> Result<Self, Failed> {
        let course = found::course(visit).await?;
        let item = found::line_item(visit, &course).await?;
        let id = visit.named("person");
        let person = visit.campus.person(&id).await?;
        let person = person.ok_or_else(|| Failed::unknown("person", &id, "the gradebook lists everybody"))?;
        Ok(Self { course, item, person })
    }

    fn address(&self, visit: &Visit) -> String {
        let ids = [self.course.id.as_str(), &self.item.id, self.person.id.as_str()].map(segment);
        visit.path(&format!("/courses/{}/gradebook/{}/{}", ids[0], ids[1], ids[2]))
    }

    fn change(&self, visit: &Visit, score: Option<f64>, typed: &Typed) -> NewOverride {
        NewOverride {
            person: self.person.id.to_string(),
            score,
            comment: some(typed.first("comment")),
            by: visit.person.as_ref().map(|person| person.id.to_string()),
        }
    }

    async fn page(&self, visit: &Visit, typed: &Typed, wrong: &Wrong) -> Result<GradePage, Failed> {
        let grade = visit.campus.grade(&self.item.id, self.person.id.as_str()).await?;
        let grade = grade.as_ref();
        let told = visit.campus.history(&self.item.id, Some(self.person.id.as_str())).await?;
        let skip = Pager::skip(&visit.query());
        let more = told.len() > skip.saturating_add(A_PAGE);
        let address = self.address(visit);
        Ok(GradePage {
            course: CourseRef { id: self.course.id.to_string(), title: self.course.heading() },
            item: self.item(visit),
            person: PersonRef { id: self.person.id.to_string(), name: self.person.label() },
            standing: grade.and_then(|grade| Standing::of(grade, &self.item)),
            problems: problems(wrong),
            acting: visit.person.as_ref().map(Person::label),
            denied: teaching::denied(visit, &self.course, &self.person).await?,
            score: field(typed, wrong, "score", grade.and_then(|grade| points_of(grade, &self.item))),
            comment: field(typed, wrong, "comment", grade.and_then(comment_of)),
            history: history::entries(visit, &told, grade, skip).await?,
            pager: Pager::by_skip(&address, skip, A_PAGE, if more { A_PAGE + 1 } else { 0 }),
        })
    }

    fn item(&self, visit: &Visit) -> ItemRef {
        let item = &self.item;
        let tool = visit.campus.registration(item.client_id.as_str());
        let url = |tail: &str| {
            visit.campus.service_url(&self.course, &format!("lineitems/{}/{tail}", segment(&item.id)))
        };
        ItemRef {
            id: item.id.clone(),
            label: item.label.clone(),
            maximum: short(item.score_maximum),
            client_id: item.client_id.to_string(),
            tool: tool.map(|tool| tool.name.clone()),
            resource_id: item.resource_id.clone(),
            tag: item.tag.clone(),
            results_url: url("results"),
            scores_url: url("scores"),
        }
    }
}

/// What a teacher gave, as it stands in the form.
fn points_of(grade: &Grade, item: &LineItem) -> Option<String> {
    let given = grade.overridden.as_ref()?;
    Some(exact(given.points.on(item.score_maximum)))
}

fn comment_of(grade: &Grade) -> Option<String> {
    grade.overridden.as_ref()?.comment.clone()
}

/// What was typed where something was, else what is stored.
fn field(typed: &Typed, wrong: &Wrong, name: &str, stored: Option<String>) -> Field {
    let value = if wrong.is_empty() { stored.unwrap_or_default() } else { typed.first(name).to_owned() };
    Field { value, error: wrong.get(name).cloned() }
}

fn problems(wrong: &Wrong) -> Vec<Problem> {
    let row = |&(field, label): &(&str, &str)| {
        let error = wrong.get(field)?.clone();
        Some(Problem { field: field.to_owned(), label: label.to_owned(), error })
    };
    FIELDS.iter().filter_map(row).collect()
}

#[derive(Debug, Serialize)]
pub(crate) struct GradePage {
    pub(crate) course: CourseRef,
    pub(crate) item: ItemRef,
    pub(crate) person: PersonRef,
    /// What counts now; none before the first score.
    pub(crate) standing: Option<Standing>,
    pub(crate) problems: Vec<Problem>,
    /// The name of the acting person.
    pub(crate) acting: Option<String>,
    /// Why the acting person cannot change the grade; none for those who can.
    pub(crate) denied: Option<String>,
    pub(crate) score: Field,
    pub(crate) comment: Field,
    /// Newest first.
    pub(crate) history: Vec<Entry>,
    pub(crate) pager: Pager,
}

/// The line item of the cell.
#[derive(Debug, Serialize)]
pub(crate) struct ItemRef {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) maximum: String,
    pub(crate) client_id: String,
    /// The name of its tool; none when the registration is gone.
    pub(crate) tool: Option<String>,
    pub(crate) resource_id: Option<String>,
    pub(crate) tag: Option<String>,
    /// Where the tool reads this grade back (AGS-090).
    pub(crate) results_url: String,
    /// Where the tool sends scores (AGS-060).
    pub(crate) scores_url: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct PersonRef {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// What the results service says.
#[derive(Debug, Serialize)]
pub(crate) struct Standing {
    pub(crate) points: String,
    pub(crate) mark: Option<Mark>,
    /// What the tool sent, where a teacher's grade stands in its place.
    pub(crate) instead_of: Option<String>,
    pub(crate) comment: Option<String>,
}

impl Standing {
    /// None where nothing gives points.
    fn of(grade: &Grade, item: &LineItem) -> Option<Self> {
        let by_hand = grade.overridden.as_ref().map(|_| Mark::warned("changed by a teacher"));
        let progress = || grade.last.as_ref().map(|score| Mark::open(score.grading_progress.word()));
        let last = grade.last.as_ref().filter(|_| by_hand.is_some());
        Some(Self {
            points: exact(grade.score(item.score_maximum)?),
            instead_of: last.map(|score| given(score.points)),
            mark: by_hand.or_else(progress),
            comment: grade.comment().map(str::to_owned),
        })
    }
}

impl Page for GradePage {
    const TEMPLATE: &'static str = "courses/grade.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        vec![
            ("teacher", samples::full()),
            ("wrong", samples::wrong()),
            ("learner", samples::fresh(Some("Ben Learner"))),
            ("nobody", samples::fresh(None)),
        ]
    }
}
