//! `/{campus}/admin/requirements`: every requirement by area, narrowed by words and by whom it binds.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::pages::page::Page;
use crate::pages::typed::Typed;
use crate::pages::visit::Visit;
use crate::requirements::{self, AREAS, Level, Requirement, Who};

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Ok(Requirements::of(&visit.query()))).await
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Requirements {
    /// What was searched for.
    pub(crate) words: String,
    pub(crate) who: Vec<Choice>,
    pub(crate) levels: Vec<Choice>,
    pub(crate) found: usize,
    pub(crate) all: usize,
    pub(crate) areas: Vec<AreaRows>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Choice {
    pub(crate) value: &'static str,
    pub(crate) label: &'static str,
    pub(crate) chosen: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct AreaRows {
    pub(crate) prefix: &'static str,
    pub(crate) title: &'static str,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) sentence: &'static str,
    pub(crate) level: String,
    pub(crate) who: &'static str,
}

impl Row {
    pub(super) fn new(id: &'static str, requirement: &'static Requirement) -> Self {
        Self {
            id,
            sentence: &requirement.sentence,
            level: requirement.level_in_words(),
            who: requirement.who.words(),
        }
    }
}

/// Whom a requirement may bind, as the query says it.
const WHO: &[(&str, &str)] = &[("", "anybody"), ("tool", "a tool"), ("platform", "a platform")];
const LEVELS: &[(&str, &str)] = &[("", "any level"), ("must", "must"), ("should", "should"), ("may", "may")];

impl Requirements {
    fn of(query: &Typed) -> Self {
        let (words, who, level) = (query.first("q").trim(), query.first("who"), query.first("level"));
        let wanted: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let found: Vec<(&str, &Requirement)> = requirements::all()
            .filter(|(_, requirement)| binds(requirement, who) && is_of(requirement.level, level))
            .filter(|(id, requirement)| wanted.iter().all(|word| mentions(id, requirement, word)))
            .collect();
        Self {
            words: words.to_owned(),
            who: choices(WHO, who),
            levels: choices(LEVELS, level),
            found: found.len(),
            all: requirements::all().count(),
            areas: by_area(&found),
        }
    }
}

fn choices(rows: &'static [(&'static str, &'static str)], chosen: &str) -> Vec<Choice> {
    rows.iter().map(|&(value, label)| Choice { value, label, chosen: value == chosen }).collect()
}

fn binds(requirement: &Requirement, who: &str) -> bool {
    match who {
        "tool" => requirement.who != Who::Platform,
        "platform" => requirement.who != Who::Tool,
        _ => true,
    }
}

fn is_of(level: Level, wanted: &str) -> bool {
    !LEVELS.iter().skip(1).any(|(value, _)| *value == wanted) || level.word() == wanted
}

fn mentions(id: &str, requirement: &Requirement, word: &str) -> bool {
    [id, &requirement.sentence, &requirement.spec].iter().any(|text| text.to_lowercase().contains(word))
}

fn by_area(found: &[(&'static str, &'static Requirement)]) -> Vec<AreaRows> {
    let rows = |prefix: &str| -> Vec<Row> {
        let of_area = |id: &str| requirements::area_of(id).is_some_and(|area| area.prefix == prefix);
        found.iter().filter(|(id, _)| of_area(id)).map(|(id, known)| Row::new(id, known)).collect()
    };
    AREAS
        .iter()
        .map(|area| AreaRows { prefix: area.prefix, title: area.title, rows: rows(area.prefix) })
        .filter(|area| !area.rows.is_empty())
        .collect()
}

impl Page for Requirements {
    const TEMPLATE: &'static str = "requirements/list.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        vec![
            ("many", Self::of(&Typed::parse(b"level=may"))),
            ("some", Self::of(&Typed::parse(b"q=nonce&who=tool&level=must"))),
            ("none", Self::of(&Typed::parse(b"q=%3Cscript%3Ealert(1)%3C/script%3E"))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(query: &str) -> Vec<&'static str> {
        let page = Requirements::of(&Typed::parse(query.as_bytes()));
        page.areas.iter().flat_map(|area| &area.rows).map(|row| row.id).collect()
    }

    #[test]
    fn all_are_listed_once_and_in_the_order_of_the_areas() {
        let all = ids("");
        assert_eq!(all.len(), requirements::all().count());
        assert_eq!(all.first(), Some(&"OIDC-001"));
    }

    #[test]
    fn words_audience_and_level_narrow_the_list() {
        assert_eq!(ids("q=sec-021"), ["SEC-021"]);
        assert!(ids("q=nonce+refuse&who=tool").contains(&"SEC-019"));
        assert!(!ids("q=nonce&who=platform").contains(&"SEC-019"));
        assert!(ids("level=may").iter().all(|id| requirements::find(id).unwrap().level == Level::May));
        assert_eq!(ids("level=nonsense&who=nobody").len(), requirements::all().count());
    }
}
