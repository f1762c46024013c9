//! Reading page after page (AGS-025, NRPS-012): each address as the platform gave it, on the same site, never twice, and
//! not for ever.

use std::collections::HashSet;

use homeroom_vocab::media_type::MEMBERSHIP_CONTAINER;
use reqwest::Method;
use reqwest::header::HeaderMap;
use url::Url;

use crate::defects::{Defect, Defects};
use crate::services::caller::{Caller, Terms};
use crate::services::error::{Failure, ServiceError};
use crate::services::http::{Ask, Heard};
use crate::services::{link, origin};

/// A platform that sends pages of 50 can have courses of 10,000.
const MOST_PAGES: usize = 200;
/// Filters that work after paging leave pages empty; more than so many in a row are no filter.
const MOST_IDLE: usize = 10;

/// A list of a service, and how it is asked for.
#[derive(Debug)]
pub(crate) struct List<'a> {
    pub(crate) caller: &'a Caller<'a>,
    pub(crate) terms: Terms<'a>,
    pub(crate) accept: &'static str,
    /// The most bytes of one page that are read.
    pub(crate) largest: usize,
    /// At most so many pages are read.
    pub(crate) pages: Option<usize>,
}

/// What a page had for its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    News,
    NothingNew,
    /// More than so many entries, of which no more are wanted.
    Full(usize),
}

impl Taken {
    /// `full` is how many entries are wanted, if there were more.
    pub(crate) fn of(full: Option<usize>, news: bool) -> Self {
        match full {
            Some(most) => Self::Full(most),
            None if news => Self::News,
            None => Self::NothingNew,
        }
    }
}

/// What was read, and why that is not all of it.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// How many pages were read.
    pub(crate) pages: usize,
    pub(crate) cut: Option<ServiceError>,
    /// The page after those that were asked for.
    pub(crate) next: Option<Url>,
    /// Where later changes are read, if the platform says so (NRPS-014).
    pub(crate) differences: Option<Url>,
}

impl List<'_> {
    /// Reads all pages; `take` gets each, and returns nothing if it cannot read it. A failure after the first page leaves
    /// what was read until then.
    pub(crate) async fn read(
        &self,
        first: Url,
        mut take: impl FnMut(&Url, &Heard) -> Option<Taken>,
    ) -> Result<Reading, ServiceError> {
        let (mut way, mut page, mut reading) = (Way::from(&first), first, Reading::default());
        loop {
            let next = match self.page(&page).await.and_then(|heard| {
                let taken =
                    take(&page, &heard).ok_or(ServiceError::service(Failure::NotReadable("a list")))?;
                Ok((heard, taken))
            }) {
                Ok((heard, taken)) => {
                    reading.pages += 1;
                    reading.notice_differences(&page, &heard.headers, &self.caller.app.defects);
                    let defects = &self.caller.app.defects;
                    way.next(&page, &heard.headers, taken, defects).map_err(ServiceError::service)
                }
                Err(error) if reading.pages == 0 => return Err(error),
                Err(error) => Err(error),
            };
            match next {
                Ok(Some(next)) if self.pages.is_some_and(|most| reading.pages >= most) => {
                    return Ok(Reading { next: Some(next), ..reading });
                }
                Ok(Some(next)) => page = next,
                Ok(None) => return Ok(reading),
                Err(error) => return Ok(Reading { cut: Some(error), ..reading }),
            }
        }
    }

    async fn page(&self, url: &Url) -> Result<Heard, ServiceError> {
        let (url, accept) = (url.clone(), Some(self.accept));
        let posts =
            accept == Some(MEMBERSHIP_CONTAINER) && self.caller.app.defects.has(Defect::ROSTER_BY_POST);
        let method = if posts { Method::POST } else { Method::GET };
        let ask = Ask { method, url, accept, body: None, most: self.largest };
        self.caller.call(self.terms, &ask).await
    }
}

impl Reading {
    /// The link of the first page that has one: it was made before all others, so it misses nothing.
    fn notice_differences(&mut self, page: &Url, headers: &HeaderMap, defects: &Defects) {
        if self.differences.is_none() {
            let named = link::find(headers, page, link::DIFFERENCES, defects);
            self.differences = named.and_then(|named| origin::same_site(page, named).ok());
        }
    }
}

/// The way through the pages of one list.
#[derive(Debug)]
struct Way {
    visited: HashSet<Url>,
    idle: usize,
}

impl Way {
    fn from(first: &Url) -> Self {
        Self { visited: HashSet::from([first.clone()]), idle: 0 }
    }

    /// The address of the page after this one, if there is one.
    fn next(
        &mut self,
        page: &Url,
        headers: &HeaderMap,
        taken: Taken,
        defects: &Defects,
    ) -> Result<Option<Url>, Failure> {
        if let Taken::Full(most) = taken {
            return Err(Failure::TooManyEntries(most));
        }
        let Some(named) = link::find(headers, page, link::NEXT, defects) else { return Ok(None) };
        if defects.has(Defect::PAGES_FIRST_ONLY) {
            return Ok(None);
        }
        let mut next = match origin::same_site(page, named.clone()) {
            Err(_) if defects.has(Defect::PAGES_OF_STRANGERS) => named,
            next => next?,
        };
        if defects.has(Defect::PAGES_LIMIT_ADDED) {
            next.query_pairs_mut().append_pair("limit", "100");
        }
        self.idle = if taken == Taken::News { 0 } else { self.idle + 1 };
        if self.idle >= MOST_IDLE {
            return Err(Failure::NothingNew);
        }
        if self.visited.len() >= MOST_PAGES {
            return Err(Failure::TooManyPages(MOST_PAGES));
        }
        if !self.visited.insert(next.clone()) {
            return Err(Failure::Loop);
        }
        Ok(Some(next))
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::LINK;

    use super::*;

    const FIRST: &str = "https://lms.test/members";

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn next(way: &mut Way, named: &str, taken: Taken) -> Result<Option<Url>, Failure> {
        let headers = [(LINK, format!("<{named}>; rel=next").parse().unwrap())].into_iter().collect();
        way.next(&url(FIRST), &headers, taken, &Defects::default())
    }

    #[test]
    fn pages_are_read_until_there_is_none() {
        let mut way = Way::from(&url(FIRST));
        assert_eq!(
            next(&mut way, "https://lms.test/members?p=2", Taken::News),
            Ok(Some(url("https://lms.test/members?p=2")))
        );
        assert_eq!(way.next(&url(FIRST), &HeaderMap::new(), Taken::News, &Defects::default()), Ok(None));
        assert_eq!(way.visited.len(), 2);
    }

    #[test]
    fn a_page_is_never_read_twice() {
        let mut way = Way::from(&url(FIRST));
        assert_eq!(next(&mut way, FIRST, Taken::News), Err(Failure::Loop));
        next(&mut way, "https://lms.test/2", Taken::News).unwrap();
        assert_eq!(next(&mut way, "https://lms.test/2", Taken::News), Err(Failure::Loop));
    }

    #[test]
    fn another_site_is_not_asked() {
        let mut way = Way::from(&url(FIRST));
        assert_eq!(next(&mut way, "https://evil.test/members", Taken::News), Err(Failure::ForeignAddress));
    }

    #[test]
    fn new_pages_for_ever_come_to_an_end() {
        let mut way = Way::from(&url(FIRST));
        let mut read = |number: usize| next(&mut way, &format!("https://lms.test/{number}"), Taken::News);
        let ended = (1..).find_map(|number| read(number).err());
        assert_eq!(ended, Some(Failure::TooManyPages(MOST_PAGES)));
        assert_eq!(way.visited.len(), MOST_PAGES);
    }

    #[test]
    fn pages_with_nothing_new_come_to_an_end_sooner() {
        let mut way = Way::from(&url(FIRST));
        let taken = |number| if number == 3 { Taken::News } else { Taken::NothingNew };
        let mut read = |number| next(&mut way, &format!("https://lms.test/{number}"), taken(number));
        let ended = (1..).find_map(|number: usize| read(number).err());
        assert_eq!((ended, way.visited.len()), (Some(Failure::NothingNew), 3 + MOST_IDLE));
    }
}
