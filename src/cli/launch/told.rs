//! A launch as a person reads it.

mod answer;
mod token;

use homeroom_harness::{Hop, OneLaunch, Outcome};
use serde_json::Value;
use url::Url;

use crate::cli::paragraphs::{Text, columns};

pub(super) fn text(launch: &OneLaunch, story: Option<&Url>) -> String {
    let mut text = Text::headed(&headline(launch));
    text.paragraph("hops", hops(&launch.hops));
    if let Some(decoded) = &launch.token {
        text.paragraph(&token::headline("the id_token", decoded), token::rows(decoded));
    }
    text.paragraph("faults that happened", names(&launch.faults_applied));
    text.paragraph(word(launch.outcome), ending(launch));
    text.paragraph("the act came to no end", &launch.stuck);
    // Where an answer left, the last page only carries it.
    let last_page = launch.page_after_act.as_ref().filter(|_| launch.answer.is_none());
    text.paragraph("where the act ended", last_page);
    if let Some(answer) = &launch.answer {
        text.paragraph(&token::headline("the tool's answer", answer), token::rows_of_answer(answer));
    }
    // A picker that never opened brings nothing back.
    let opened = launch.outcome == Outcome::Accepted;
    if let Some(answer) =
        launch.deep_linking.as_ref().filter(|picking| opened || !picking["answer"].is_null())
    {
        text.paragraph("what came back", answer::rows(answer, launch.act.is_some()));
    }
    text.paragraph("findings of the platform", findings(&launch.findings));
    text.paragraph("its story", story);
    text.end()
}

fn headline(launch: &OneLaunch) -> String {
    let name = |named: &homeroom_harness::Named| match named.name.as_str() {
        "" => named.id.clone(),
        name => format!("{name} ({})", named.id),
    };
    let (person, course, tool) = (name(&launch.person), name(&launch.course), name(&launch.tool));
    match &launch.link {
        Some(link) => format!("{person} opens {} in {course}: {}\nto {tool}", name(link), launch.message),
        None => format!("{person} picks content for {course}: {}\nto {tool}", launch.message),
    }
}

fn hops(hops: &[Hop]) -> impl Iterator<Item = String> {
    hops.iter().enumerate().flat_map(|(place, hop)| {
        let status = hop.status.map_or("---".to_owned(), |status| status.to_string());
        let address = hop.url.split(['?', '#']).next().unwrap_or_default();
        [
            format!("{}  {status}  {:4}  {address}", place + 1, hop.method),
            format!("             {}", hop.means),
        ]
    })
}

fn names(applied: &Value) -> Vec<String> {
    let rows = applied.as_array().into_iter().flatten();
    columns(
        rows.map(|fault| (plain(&fault["name"]), format!("in the {}", plain(&fault["place"]))))
            .collect::<Vec<_>>(),
    )
}

fn findings(findings: &Value) -> Vec<String> {
    let rows = findings.as_array().into_iter().flatten();
    rows.flat_map(|finding| {
        let line = |label: &str| {
            let told = plain(&finding[label]);
            (!told.is_empty()).then(|| format!("    {label:8}  {told}"))
        };
        let head = format!("{} ({})", plain(&finding["requirement"]), plain(&finding["level"]));
        [Some(head), line("expected"), line("actual"), line("where"), line("cause")].into_iter().flatten()
    })
    .collect()
}

/// The outcome as a person says it.
fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "the tool accepted the launch",
        Outcome::Refused => "the tool refused the launch",
        Outcome::Crashed => "the tool crashed",
        Outcome::Onboarding => "the tool asks who may use it",
        Outcome::Unclear => "the tool did not say whether it took the launch",
        Outcome::Blocked => "the launch went no further",
    }
}

fn ending(launch: &OneLaunch) -> Vec<String> {
    let title = launch.title.as_ref().map(|title| format!("its title is `{title}`"));
    // A fault that a tool lets pass may still be refused in words that only a person understands.
    let careful = launch.outcome == Outcome::Accepted
        && launch.faults_applied.as_array().is_some_and(|all| !all.is_empty());
    let careful = careful
        .then(|| "by its status alone; `homeroom test` compares with launches that are known".to_owned());
    [Some(launch.page.clone()), title, careful].into_iter().flatten().collect()
}

/// A value without the quotes of JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
