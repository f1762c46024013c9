//! What a tool asks a list for: filters and a limit on the first page, and the opaque URL by which it goes on (AGS-022 to
//! AGS-025, AGS-093).

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use crate::domain::finding::Level;
use crate::services::door::Call;
use crate::services::page_link::{header, open, seal, with_query};
use crate::services::parameters::{limit, note_others, once};
use crate::services::refusal::Refusal;

/// The parameter that holds where a reading stands.
const PAGE: &str = "page";
const LIMIT: &str = "limit";

/// A list that can be read page by page.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub(super) url: String,
    /// What tells its page tokens from those of other lists.
    pub(super) purpose: String,
    pub(super) filters: &'static [&'static str],
    pub(super) requirement: &'static str,
}

/// A reading of a list, and where it stands. What the tool asked for at first goes along (AGS-024).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reading<P> {
    /// The last entry that was read; none before the first page.
    pub(super) after: Option<P>,
    pub(super) filters: BTreeMap<String, String>,
    pub(super) limit: Option<u32>,
    /// How often a fault has led back; tells URLs apart that mean the same.
    pub(super) turn: u32,
}

impl<P> Reading<P> {
    /// The value of a filter, if it is asked for.
    pub(super) fn filter(&self, name: &str) -> Option<&str> {
        self.filters.get(name).map(String::as_str)
    }
}

/// Reads the query of a call.
pub(super) fn reading<P: for<'de> Deserialize<'de>>(
    call: &mut Call,
    list: &List,
) -> Result<Reading<P>, Refusal> {
    let query = call.query().to_vec();
    if let Some(token) = once(&query, PAGE, list.requirement)? {
        let reading = open(&call.campus, &list.purpose, PAGE, "AGS-025", token)?;
        let cause = "the tool adds its filters again; the URL of a `Link` header holds them already";
        note_others(call, &[PAGE], "AGS-025", Level::Must, "the URL as it was given", cause);
        return Ok(reading);
    }
    let mut filters = BTreeMap::new();
    for name in list.filters {
        if let Some(value) = once(&query, name, list.requirement)? {
            filters.insert((*name).to_owned(), value.to_owned());
        }
    }
    let asked = once(&query, LIMIT, list.requirement)?;
    let limit = asked.map(|asked| limit(asked, list.requirement)).transpose()?;
    let known: Vec<&str> = list.filters.iter().copied().chain([LIMIT]).collect();
    let (expected, cause) = ("the filters of the standard", "a typing error; it was ignored");
    note_others(call, &known, list.requirement, Level::Note, expected, cause);
    Ok(Reading { after: None, filters, limit, turn: 0 })
}

/// The URL at which a reading goes on.
pub(super) fn url<P: Serialize>(call: &Call, list: &List, reading: &Reading<P>) -> String {
    with_query(&list.url, &[(PAGE, &seal(&call.campus, &list.purpose, reading))])
}

/// The answer with its `Link` header, if there is more (AGS-023).
pub(super) fn linked(mut answer: HttpResponse, next: Option<String>) -> HttpResponse {
    let link = next.and_then(|url| header(&[("next", url)]));
    // Our URLs hold nothing that a header cannot; that of a fault may, and is then left out.
    if let Some((name, value)) = link.and_then(|(name, text)| Some((name, text.parse().ok()?))) {
        answer.headers_mut().append(name, value);
    }
    answer
}
