//! Assignment and Grade Services (AGS): line items, scores, results.

mod activity;
mod address;
pub(crate) mod attempts;
mod date;
mod find;
mod line_item;
pub(crate) mod maxima;
mod result;
mod score;
pub(crate) mod stamps;

use std::collections::HashSet;

use homeroom_vocab::media_type::{JSON, LINEITEM, LINEITEM_CONTAINER, RESULT_CONTAINER, SCORE};
use homeroom_vocab::scope::{AGS_LINEITEM, AGS_LINEITEM_READONLY, AGS_RESULT_READONLY, AGS_SCORE};
use reqwest::Method;
use serde_json::{Map, Value};
use url::Url;

use crate::defects::Defect;
use crate::message::GradesEndpoint;
use crate::services::Caller;
use crate::services::error::{Failure, ServiceError};
use crate::services::http::{Ask, Heard};
use crate::services::json;
use crate::services::paging::{List, Taken};
use crate::services::retry::Repeat;
use crate::services::tokens::Wish;

pub(crate) use activity::{change, delete, ensure, finish, list, results, start};
pub(crate) use date::of as time;
pub(crate) use line_item::LineItem;
pub(crate) use result::Outcome;

/// What this tool has a use for.
const SCOPES: [&str; 4] = [AGS_LINEITEM, AGS_LINEITEM_READONLY, AGS_RESULT_READONLY, AGS_SCORE];
/// Either lets line items be read; only the first lets them be written (AGS-102).
pub(crate) const READING: [&str; 2] = [AGS_LINEITEM, AGS_LINEITEM_READONLY];
const WRITING: [&str; 1] = [AGS_LINEITEM];

/// The most bytes of one answer, and the most entries of one list, that are read.
const LARGEST: usize = 4 * 1024 * 1024;
const MOST: usize = 20_000;

/// What was read of a list, and why that is not all of it.
type Listed<T> = (Vec<T>, Option<ServiceError>);

/// The grade service that a launch offers.
#[derive(Debug)]
pub(crate) struct Grades<'a> {
    caller: &'a Caller<'a>,
    offer: &'a GradesEndpoint,
    wish: Wish<'a>,
}

impl<'a> Grades<'a> {
    pub(crate) fn of(caller: &'a Caller<'a>) -> Result<Self, ServiceError> {
        let offer = caller.message.grades.as_ref();
        let offer = offer.ok_or(ServiceError::NoAddress("where its grades are kept"))?;
        let wish = caller.wish(SCOPES.into_iter().filter(|scope| offer.has(scope)));
        Ok(Self { caller, offer, wish })
    }

    /// The line items of the course, all pages; only those that all filters fit.
    async fn list(&self, filters: &[(&str, &str)]) -> Result<Listed<LineItem>, ServiceError> {
        let first = address::filtered(self.container()?, filters);
        let read = |page: &Url, value| LineItem::listed(page, value, &self.caller.app.defects);
        self.entries(first, self.accept(LINEITEM_CONTAINER), &READING, read).await
    }

    async fn get(&self, url: &Url) -> Result<LineItem, ServiceError> {
        let ask = ask(Method::GET, url, Some(self.accept(LINEITEM)), None);
        let heard = self.call(&READING, Repeat::Harmless, &ask).await?;
        read_item(&heard, |members| Some(LineItem::at(url, members)))
    }

    /// A second one would be another one, so it is sent again only if nothing was done.
    async fn create(&self, definition: &Value) -> Result<LineItem, ServiceError> {
        let container = self.container()?;
        let body = Some((self.sent_as(LINEITEM), definition.to_string()));
        let ask = ask(Method::POST, container, Some(LINEITEM), body);
        let heard = self.call(&WRITING, Repeat::Twice, &ask).await?;
        let defects = &self.caller.app.defects;
        read_item(&heard, |members| LineItem::listed(container, Value::Object(members), defects))
    }

    async fn put(&self, item: &LineItem, url: &Url) -> Result<LineItem, ServiceError> {
        let body = Some((self.sent_as(LINEITEM), item.definition(&self.caller.app.defects).to_string()));
        let ask = ask(Method::PUT, url, Some(LINEITEM), body);
        let heard = self.call(&WRITING, Repeat::Harmless, &ask).await?;
        read_item(&heard, |members| Some(LineItem::at(url, members)))
    }

    async fn delete(&self, url: &Url) -> Result<(), ServiceError> {
        let ask = ask(Method::DELETE, url, None, None);
        self.call(&WRITING, Repeat::Harmless, &ask).await.map(drop)
    }

    /// Any success will do, with a body or without (AGS-081). The same score again does no harm (AGS-082).
    async fn post_score(&self, item: &Url, score: &Value) -> Result<(), ServiceError> {
        let address = address::scores(item, &self.caller.app.defects);
        let ask = ask(Method::POST, &address, None, Some((self.sent_as(SCORE), score.to_string())));
        if self.caller.app.defects.has(Defect::SCORE_WITH_TOKEN_OF_LINE_ITEMS) {
            let wish = self.caller.wish(READING.into_iter().filter(|scope| self.offer.has(scope)));
            return self.caller.call(&wish, &READING, Repeat::Harmless, &ask).await.map(drop);
        }
        self.call(&[AGS_SCORE], Repeat::Harmless, &ask).await.map(drop)
    }

    async fn results(&self, item: &Url) -> Result<Listed<Outcome>, ServiceError> {
        let read = |_: &Url, value| Outcome::read(&value);
        let address = address::results(item, &self.caller.app.defects);
        self.entries(address, self.accept(RESULT_CONTAINER), &[AGS_RESULT_READONLY], read).await
    }

    /// The media type of an answer (AGS-020).
    fn accept(&self, media_type: &'static str) -> &'static str {
        let defect = match media_type {
            RESULT_CONTAINER => Defect::RESULTS_ACCEPT_ANY,
            _ => Defect::LINE_ITEMS_ACCEPT_ANY,
        };
        if self.caller.app.defects.has(defect) { "*/*" } else { media_type }
    }

    /// The media type of what is sent (AGS-020).
    fn sent_as(&self, media_type: &'static str) -> &'static str {
        let defect = match media_type {
            SCORE => Defect::SCORE_AS_PLAIN_JSON,
            _ => Defect::LINE_ITEM_AS_PLAIN_JSON,
        };
        if self.caller.app.defects.has(defect) { JSON } else { media_type }
    }

    fn container(&self) -> Result<&Url, ServiceError> {
        self.offer.line_items.as_ref().ok_or(ServiceError::NoAddress("where its line items are kept"))
    }

    /// The entries of a list that can be read, of all pages, each once.
    async fn entries<T: Keyed>(
        &self,
        first: Url,
        accept: &'static str,
        scopes: &[&'static str],
        read: impl Fn(&Url, Value) -> Option<T>,
    ) -> Result<Listed<T>, ServiceError> {
        let list = List { caller: self.caller, wish: &self.wish, scopes, accept, most: LARGEST };
        let (mut all, mut known, mut count) = (Vec::new(), HashSet::new(), 0);
        let reading = list.read(first, |page, heard| {
            let entries = json::array(&heard.body, MOST - count)?;
            count += entries.values.len();
            let before = all.len();
            let entries_read = entries.values.into_iter().filter_map(|value| read(page, value));
            all.extend(entries_read.filter(|entry| known.insert(entry.key())));
            Some(Taken::of(entries.more.then_some(MOST), all.len() > before))
        });
        let cut = reading.await?.cut;
        Ok((all, cut))
    }

    async fn call(&self, scopes: &[&'static str], repeat: Repeat, ask: &Ask) -> Result<Heard, ServiceError> {
        self.caller.call(&self.wish, scopes, repeat, ask).await
    }
}

/// What the platform calls an entry of a list.
trait Keyed {
    fn key(&self) -> String;
}

impl Keyed for LineItem {
    fn key(&self) -> String {
        self.text("id").unwrap_or_else(|| self.label())
    }
}

impl Keyed for Outcome {
    fn key(&self) -> String {
        self.user.clone()
    }
}

fn ask(method: Method, url: &Url, accept: Option<&'static str>, body: Option<(&'static str, String)>) -> Ask {
    Ask { method, url: url.clone(), accept, body, most: LARGEST }
}

fn read_item(
    heard: &Heard,
    read: impl FnOnce(Map<String, Value>) -> Option<LineItem>,
) -> Result<LineItem, ServiceError> {
    let item = json::object(&heard.body).and_then(read);
    item.ok_or(ServiceError::service(Failure::NotReadable("a line item")))
}
