//! `/{campus}/admin/launches/compare?a=&b=`: two launches beside each other, and what differs.

mod facts;

use actix_web::HttpResponse;
use serde::Serialize;

use self::facts::{Section, facts};
use super::list::{Offer, Row, recent};
use crate::domain::launch::Launch;
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::visit::Visit;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Compare::of(&visit)).await
}

#[derive(Debug, Serialize)]
pub(crate) struct Compare {
    pub(crate) a: Option<Row>,
    pub(crate) b: Option<Row>,
    /// What each select box offers.
    pub(crate) choices_a: Vec<Offer>,
    pub(crate) choices_b: Vec<Offer>,
    /// None until there are two.
    pub(crate) sections: Vec<Compared>,
    /// How many differences there are that need not be there.
    pub(crate) differences: usize,
}

/// One group of facts.
#[derive(Debug, Serialize)]
pub(crate) struct Compared {
    pub(crate) title: &'static str,
    /// What differs, first what need not.
    pub(crate) different: Vec<Line>,
    pub(crate) same: Vec<Line>,
}

/// One fact of both launches.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) a: Option<String>,
    pub(crate) b: Option<String>,
    /// Differs from launch to launch, as a nonce does.
    pub(crate) always: bool,
}

impl Compare {
    fn of(visit: &Visit) -> Result<Self, Problem> {
        let query = visit.query();
        let ticked: Vec<&str> = query.all("pick").collect();
        let named = |name: &str, place: usize| {
            let own = query.first(name);
            if own.is_empty() { ticked.get(place).copied().unwrap_or_default() } else { own }.to_owned()
        };
        let (a, b) = (named("a", 0), named("b", 1));
        let (first, second) = (launch(visit, &a)?, launch(visit, &b)?);
        let now = visit.campus.now();
        let sections = match (&first, &second) {
            (Some(a), Some(b)) => compared(facts(&visit.campus, a), facts(&visit.campus, b)),
            _ => Vec::new(),
        };
        let unlike = sections.iter().flat_map(|section| &section.different).filter(|line| !line.always);
        Ok(Self {
            a: first.as_ref().map(|launch| Row::new(launch, now)),
            b: second.as_ref().map(|launch| Row::new(launch, now)),
            choices_a: recent(visit, &a),
            choices_b: recent(visit, &b),
            differences: unlike.count(),
            sections,
        })
    }
}

/// The launch of an id, none for no id.
fn launch(visit: &Visit, id: &str) -> Result<Option<Launch>, Problem> {
    if id.is_empty() {
        return Ok(None);
    }
    let unknown = || Problem::unknown("launch", id, "the list of launches has those that are remembered");
    visit.campus.launch(id).map(Some).ok_or_else(unknown)
}

fn compared(a: Vec<Section>, b: Vec<Section>) -> Vec<Compared> {
    a.into_iter().zip(b).map(|(a, b)| merged(a, b)).collect()
}

/// The facts of both in the order of the first, then what only the second has.
fn merged(a: Section, b: Section) -> Compared {
    let title = a.title;
    let mut rest = b.pairs;
    let mut lines: Vec<Line> = Vec::new();
    for (name, value) in a.pairs {
        let at = rest.iter().position(|(other, _)| *other == name);
        let other = at.map(|at| rest.remove(at).1);
        lines.push(line(name, Some(value), other));
    }
    lines.extend(rest.into_iter().map(|(name, value)| line(name, None, Some(value))));
    let (same, mut different): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.a == line.b);
    different.sort_by_key(|line| line.always);
    Compared { title, different, same }
}

fn line(name: String, a: Option<String>, b: Option<String>) -> Line {
    let always = a.is_some() && b.is_some() && facts::is_volatile(&name);
    Line { name, a, b, always }
}

impl Page for Compare {
    const TEMPLATE: &'static str = "launches/compare.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let section = |pairs: &[(&str, &str)]| Section {
            title: "Claims",
            pairs: pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        };
        let one = section(&[("iss", "x"), ("sub", HARD_NAME), ("nonce", "1"), ("only", "here")]);
        let two = section(&[("iss", "x"), ("sub", "ben"), ("nonce", "2"), ("extra", HARD_NAME)]);
        let rows = Row::samples();
        let choice = |row: &Row| Offer {
            id: row.id.clone(),
            label: format!("{} {}", row.person, row.link),
            chosen: true,
        };
        let both = Self {
            a: rows.first().cloned(),
            b: rows.last().cloned(),
            choices_a: rows.iter().map(choice).collect(),
            choices_b: rows.iter().map(choice).collect(),
            sections: vec![merged(one, two), merged(section(&[("a", "b")]), section(&[("a", "b")]))],
            differences: 3,
        };
        let equal = Self { sections: Vec::new(), differences: 0, ..Self::samples_of(&rows) };
        let none = Self { a: None, b: None, ..Self::samples_of(&[]) };
        vec![("two", both), ("equal", equal), ("none", none)]
    }
}

#[cfg(test)]
impl Compare {
    fn samples_of(rows: &[Row]) -> Self {
        Self {
            a: rows.first().cloned(),
            b: rows.last().cloned(),
            choices_a: Vec::new(),
            choices_b: Vec::new(),
            sections: Vec::new(),
            differences: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(pairs: &[(&str, &str)]) -> Section {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Section { title: "x", pairs: pairs.iter().map(pair).collect() }
    }

    #[test]
    fn what_differs_comes_first_and_what_always_differs_last() {
        let both = merged(
            section(&[("nonce", "1"), ("iss", "x"), ("sub", "ben")]),
            section(&[("nonce", "2"), ("iss", "x"), ("azp", "t")]),
        );
        let names: Vec<&str> = both.different.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["sub", "azp", "nonce"]);
        assert!(both.different[2].always && !both.different[0].always);
        assert_eq!(both.same.len(), 1);
    }

    #[test]
    fn a_nonce_that_is_missing_in_one_is_a_difference() {
        let both = merged(section(&[("nonce", "1")]), section(&[]));
        assert!(!both.different[0].always);
    }

    #[test]
    fn repeated_names_are_compared_one_by_one() {
        let both = merged(section(&[("sub", "1"), ("sub", "2")]), section(&[("sub", "1"), ("sub", "3")]));
        assert_eq!((both.same.len(), both.different.len()), (1, 1));
    }
}
