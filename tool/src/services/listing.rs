//! How much of a list an application reads, and what it gets (AGS-022 to AGS-025, NRPS-011).

use url::Url;

use crate::services::error::ServiceError;
use crate::services::origin;

/// How much of a list is read, and from where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paging {
    /// So many entries a page, if the platform agrees.
    pub(crate) limit: Option<u32>,
    /// At most so many pages.
    pub(crate) pages: Option<usize>,
    /// Where an earlier reading ended.
    pub(crate) from: Option<Url>,
}

impl Paging {
    /// The address of the first page: that of the list with conditions behind the query that it has, encoded.
    pub(crate) fn start(&self, list: &Url, conditions: &[(&str, &str)]) -> Result<Url, ServiceError> {
        if let Some(from) = &self.from {
            return origin::same_site(list, from.clone()).map_err(ServiceError::service);
        }
        let limit = self.limit.map(|limit| limit.to_string());
        let conditions =
            conditions.iter().copied().chain(limit.iter().map(|limit| ("limit", limit.as_str())));
        let mut url = list.clone();
        let mut conditions = conditions.peekable();
        if conditions.peek().is_some() {
            url.query_pairs_mut().extend_pairs(conditions);
        }
        Ok(url)
    }
}

/// How much is read is said in the same words everywhere.
macro_rules! paged {
    ($($name:ident)+) => {$(
        impl $name {
            /// So many entries a page, if the platform agrees; it may send more or fewer.
            #[must_use]
            pub fn limit(mut self, entries: u32) -> Self {
                self.paging.limit = Some(entries);
                self
            }

            /// At most so many pages; `next` of what was read says where the rest is.
            #[must_use]
            pub fn pages(mut self, most: usize) -> Self {
                self.paging.pages = Some(most);
                self
            }

            /// The rest of a list, from where an earlier reading ended. The address knows the conditions (AGS-024).
            #[must_use]
            pub fn from(mut self, next: url::Url) -> Self {
                self.paging.from = Some(next);
                self
            }
        }
    )+};
}

pub(crate) use paged;

/// What was read of a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Listed<T> {
    /// Each once, in the order in which they came.
    pub entries: Vec<T>,
    /// How many pages were read.
    pub pages: usize,
    /// Where the rest is, where no more pages were asked for.
    pub next: Option<Url>,
    /// Why this is not all: what happened after the first page.
    pub incomplete: Option<ServiceError>,
}

impl<T> Listed<T> {
    /// The entries, or the reason why they are not all that there are.
    pub fn complete(self) -> Result<Vec<T>, ServiceError> {
        self.incomplete.map_or(Ok(self.entries), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "https://lms.test/members";

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn conditions_stand_behind_the_query_and_are_encoded() {
        let start = |list: &str, limit, conditions: &[(&str, &str)]| {
            let paging = Paging { limit, ..Paging::default() };
            paging.start(&url(list), conditions).unwrap().to_string()
        };
        assert_eq!(
            start("https://lms.test/items?x=%20", Some(2), &[("resource_link_id", "a&b=c #1"), ("tag", "é")]),
            "https://lms.test/items?x=%20&resource_link_id=a%26b%3Dc+%231&tag=%C3%A9&limit=2"
        );
        assert_eq!(start("https://lms.test/items?x=%20", None, &[]), "https://lms.test/items?x=%20");
        assert_eq!(start("https://lms.test/items", None, &[("tag", "t")]), "https://lms.test/items?tag=t");
    }

    #[test]
    fn the_rest_of_a_list_is_on_the_same_site_and_has_its_conditions() {
        let from = |next: &str| Paging { limit: Some(2), pages: None, from: Some(url(next)) };
        let start = |next: &str| from(next).start(&url(FIRST), &[("tag", "t")]);
        assert_eq!(start("https://lms.test/members?p=2"), Ok(url("https://lms.test/members?p=2")));
        assert!(start("https://evil.test/members?p=2").is_err());
    }
}
