//! `/{campus}/courses/{course}/picked/{launch}`: what came back from a content picker.

use actix_web::HttpResponse;
use serde::Serialize;

use super::found;
use super::returned::{CourseRef, Said};
use crate::domain::answer::{Answer, ItemNote};
use crate::domain::launch::{Launch, Ticket};
use crate::error::Problem;
use crate::pages::launches::story::FindingRow;
use crate::pages::page::Page;
use crate::pages::parts::Mark;
use crate::pages::visit::Visit;
use crate::view::segment;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(found::launch(&visit).and_then(|launch| Picked::of(&launch))).await
}

#[derive(Debug, Serialize)]
pub(crate) struct Picked {
    course: CourseRef,
    /// The written page that shows what was picked, if it was picked for one.
    page: Option<String>,
    launch: String,
    tool: String,
    client_id: String,
    state: Mark,
    /// Whether there is an answer to show.
    answered: bool,
    /// What the tool says to the person.
    messages: Vec<Said>,
    items: Vec<ItemRow>,
    findings: Vec<FindingRow>,
}

/// One item and what became of it.
#[derive(Debug, Serialize)]
pub(crate) struct ItemRow {
    kind: String,
    title: String,
    url: Option<String>,
    state: Mark,
    reason: Option<String>,
}

impl From<&ItemNote> for ItemRow {
    fn from(note: &ItemNote) -> Self {
        let state = if note.placed.is_some() { Mark::passed("placed") } else { Mark::failed("left out") };
        Self {
            kind: note.kind.clone().unwrap_or_else(|| "no type".to_owned()),
            title: note.title.clone().unwrap_or_default(),
            url: note.url.clone(),
            state,
            reason: note.reason.clone(),
        }
    }
}

impl Picked {
    fn of(launch: &Launch) -> Result<Self, Problem> {
        let ticket = &launch.ticket;
        let Some(picking) = ticket.picking() else {
            let hint = "its story tells how it went";
            return Err(Problem::unknown("content picking", ticket.id.as_str(), hint));
        };
        let answer = launch.picked.answer();
        Ok(Self {
            course: CourseRef { id: ticket.course.id.to_string(), title: ticket.course.heading() },
            page: picking.page.clone(),
            launch: ticket.id.to_string(),
            tool: ticket.registration.name.clone(),
            client_id: ticket.registration.client_id.to_string(),
            state: state(answer),
            answered: answer.is_some(),
            messages: answer.map(spoken).unwrap_or_default(),
            items: answer.iter().flat_map(|answer| &answer.items).map(ItemRow::from).collect(),
            findings: launch.findings.iter().map(FindingRow::from).collect(),
        })
    }
}

/// Where the page of a launch is, below its campus.
pub(crate) fn below(ticket: &Ticket) -> String {
    let (course, launch) = (segment(ticket.course.id.as_str()), segment(ticket.id.as_str()));
    format!("/courses/{course}/picked/{launch}")
}

/// How an answer went, in a word or three.
pub(crate) fn state(answer: Option<&Answer>) -> Mark {
    let Some(answer) = answer else { return Mark::open("waits for the tool") };
    let placed = answer.items.iter().filter(|item| item.placed.is_some()).count();
    if !answer.accepted {
        return Mark::failed("refused");
    }
    match (placed, answer.items.len()) {
        (0, 0) if answer.errormsg.is_some() || answer.errorlog.is_some() => {
            Mark::failed("the tool reports an error")
        }
        (0, 0) => Mark::open("nothing picked"),
        (placed, all) if placed == all => Mark::passed(format!("{placed} placed")),
        (placed, all) => Mark::warned(format!("{placed} of {all} placed")),
    }
}

/// What is for the person to read; the logs are in the story.
fn spoken(answer: &Answer) -> Vec<Said> {
    messages(answer).into_iter().filter(|said| !said.name.ends_with("log")).collect()
}

/// All that the tool said.
pub(crate) fn messages(answer: &Answer) -> Vec<Said> {
    let said = [
        ("errormsg", "failed", "an error, for the person to read", &answer.errormsg),
        ("msg", "passed", "a message, for the person to read", &answer.msg),
        ("errorlog", "failed", "an error, for the log of the platform", &answer.errorlog),
        ("log", "passed", "a message, for the log of the platform", &answer.log),
    ];
    said.into_iter()
        .filter_map(|(name, kind, meaning, text)| Some(Said { name, kind, meaning, text: text.clone()? }))
        .collect()
}

impl Page for Picked {
    const TEMPLATE: &'static str = "courses/picked.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |answer: Option<&Answer>, findings: Vec<FindingRow>| Self {
            course: CourseRef { id: "c/1".into(), title: crate::pages::samples::HARD_NAME.into() },
            page: answer.filter(|answer| !answer.items.is_empty()).map(|_| "p/1".into()),
            launch: "launch-4f2a".into(),
            tool: crate::pages::samples::HARD_NAME.into(),
            client_id: "client/1".into(),
            state: state(answer),
            answered: answer.is_some(),
            messages: answer.map(spoken).unwrap_or_default(),
            items: answer.iter().flat_map(|answer| &answer.items).map(ItemRow::from).collect(),
            findings,
        };
        let full = samples::answer();
        let empty = Answer { accepted: true, ..Answer::default() };
        vec![
            ("full", page(Some(&full), FindingRow::samples())),
            ("empty", page(Some(&empty), Vec::new())),
            ("waiting", page(None, Vec::new())),
        ]
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;
    use crate::pages::samples::HARD_NAME;

    pub(crate) fn answer() -> Answer {
        let item = |placed: bool| ItemNote {
            kind: Some("link".into()),
            title: Some(HARD_NAME.into()),
            url: Some(format!("http://localhost:3000/{}", "a".repeat(200))),
            placed: placed.then(|| "content-1".into()),
            reason: (!placed).then(|| "`url` is missing".into()),
        };
        let said = || Some(HARD_NAME.to_owned());
        let items = vec![item(true), item(false), ItemNote::default()];
        Answer { items, msg: said(), log: said(), errormsg: said(), errorlog: said(), accepted: true }
    }

    #[test]
    fn the_state_tells_how_much_was_placed() {
        assert_eq!(state(Some(&answer())), Mark::warned("1 of 3 placed"));
        assert_eq!(state(None), Mark::open("waits for the tool"));
        let cancelled = Answer { accepted: true, ..Answer::default() };
        assert_eq!(state(Some(&cancelled)), Mark::open("nothing picked"));
        let failed = Answer { errorlog: Some("x".into()), ..cancelled };
        assert_eq!(state(Some(&failed)), Mark::failed("the tool reports an error"));
    }

    #[test]
    fn logs_are_not_for_the_person() {
        let names: Vec<&str> = spoken(&answer()).iter().map(|said| said.name).collect();
        assert_eq!(names, ["errormsg", "msg"]);
    }
}
