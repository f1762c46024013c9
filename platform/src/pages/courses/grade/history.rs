//! How a grade came about: each score that a tool sent, each change by a teacher.

use std::collections::HashMap;

use serde::Serialize;

use crate::domain::result::{Change, Entry as Told, Grade};
use crate::domain::score::Score;
use crate::error::Problem;
use crate::pages::courses::points::given;
use crate::pages::parts::{Mark, When};
use crate::pages::visit::Visit;

/// How many entries one page lists.
pub(super) const A_PAGE: usize = 100;

/// One score that a tool sent, or one change by a teacher.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    pub(crate) at: When,
    /// The `timestamp` of a score, as the tool sent it (AGS-064).
    pub(crate) timestamp: Option<String>,
    /// `tool` or `platform`.
    pub(crate) side: &'static str,
    pub(crate) by: String,
    pub(crate) score: String,
    /// That this is what counts.
    pub(crate) mark: Option<Mark>,
    /// The words about activity and grading (AGS-062, AGS-063).
    pub(crate) progress: Vec<&'static str>,
    pub(crate) comment: Option<String>,
    /// When the person began and handed in (AGS-071), each with its name.
    pub(crate) times: Vec<(&'static str, String)>,
    /// The number of the exchange that brought it.
    pub(crate) exchange: Option<u64>,
}

/// A page of a history, newest first, with the names of those who made it.
pub(super) async fn entries(
    visit: &Visit,
    told: &[Told],
    grade: Option<&Grade>,
    skip: usize,
) -> Result<Vec<Entry>, Problem> {
    let part: Vec<&Told> = told.iter().rev().skip(skip).take(A_PAGE).collect();
    let names = names(visit, &part).await?;
    let counts = grade.and_then(|grade| counting(told, grade)).map(|told| told.id.as_str());
    Ok(part.iter().map(|told| Entry::new(told, counts, visit, &names)).collect())
}

/// The entry that the grade stands on: a teacher's last word where one stands, else the tool's newest score.
fn counting<'t>(told: &'t [Told], grade: &Grade) -> Option<&'t Told> {
    told.iter().rev().find(|told| match told.change {
        Change::Score { .. } => grade.overridden.is_none(),
        Change::Override { .. } => grade.overridden.is_some(),
    })
}

/// The teachers of a page by their ids.
async fn names(visit: &Visit, part: &[&Told]) -> Result<HashMap<String, String>, Problem> {
    let mut names = HashMap::new();
    for told in part {
        if let Change::Override { by: Some(by), .. } = &told.change
            && !names.contains_key(by.as_str())
        {
            let person = visit.campus.person(by.as_str()).await?;
            names.insert(by.to_string(), person.map_or_else(|| by.to_string(), |person| person.label()));
        }
    }
    Ok(names)
}

impl Entry {
    fn new(told: &Told, counts: Option<&str>, visit: &Visit, names: &HashMap<String, String>) -> Self {
        let made = Self {
            at: When::new(told.at, visit.campus.now()),
            timestamp: None,
            side: "platform",
            by: String::new(),
            score: String::new(),
            mark: (counts == Some(told.id.as_str())).then(|| Mark::passed("counts now")),
            progress: Vec::new(),
            comment: None,
            times: Vec::new(),
            exchange: told.exchange,
        };
        match &told.change {
            Change::Score { client_id, score } => {
                let tool = visit.campus.registration(client_id.as_str());
                let tool = tool.map_or_else(|| client_id.to_string(), |tool| tool.name.clone());
                Self { by: tool, ..made.with(score) }
            }
            Change::Override { points, comment, by } => {
                let name = by.as_ref().and_then(|by| names.get(by.as_str()).cloned());
                let taken_back = || "taken back".to_owned();
                Self {
                    by: name.unwrap_or_else(|| "the control API".to_owned()),
                    score: points.map_or_else(taken_back, |points| given(Some(points))),
                    comment: comment.clone(),
                    ..made
                }
            }
        }
    }

    fn with(self, score: &Score) -> Self {
        let submission = &score.submission;
        let times = [("began", &submission.started_at), ("handed in", &submission.submitted_at)];
        let times = times.into_iter().filter_map(|(name, at)| Some((name, at.as_ref()?.as_str().to_owned())));
        Self {
            side: "tool",
            timestamp: Some(score.timestamp.as_str().to_owned()),
            score: given(score.points),
            progress: vec![score.activity_progress.word(), score.grading_progress.word()],
            comment: score.comment.clone(),
            times: times.collect(),
            ..self
        }
    }
}
