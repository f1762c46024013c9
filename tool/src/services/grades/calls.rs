//! How the grade service is called: where a token may go, with which scopes and media types, and how lists are read.

use std::collections::{BTreeSet, HashSet};

use homeroom_vocab::media_type::{JSON, RESULT_CONTAINER, SCORE};
use reqwest::Method;
use serde_json::{Map, Value};
use url::Url;

use crate::defects::Defect;
use crate::message::GradesEndpoint;
use crate::services::caller::Terms;
use crate::services::error::{Failure, ServiceError};
use crate::services::grades::{GradeResult, Grades, LineItem, Listed, SCOPES};
use crate::services::http::{Ask, Heard};
use crate::services::paging::{List, Taken};
use crate::services::retry::Repeat;
use crate::services::{json, origin};

/// The most bytes of one answer, and the most entries of one list, that are read.
const LARGEST: usize = 4 * 1024 * 1024;
const MOST: usize = 20_000;

impl<'a> Grades<'a> {
    pub(super) fn offer(&self) -> Result<&'a GradesEndpoint, ServiceError> {
        self.caller.launch.grades.as_ref().ok_or(ServiceError::NoAddress("where its grades are kept"))
    }

    pub(super) fn container(&self) -> Result<&'a Url, ServiceError> {
        let container = self.offer()?.line_items.as_ref();
        container.ok_or(ServiceError::NoAddress("where its line items are kept"))
    }

    /// An address that a token of this launch may go to: of the site that the launch names (TOK-045).
    pub(super) fn own<'u>(&self, url: &'u Url) -> Result<&'u Url, ServiceError> {
        let offer = self.offer()?;
        let trusts_all = self.caller.app.defects.has(Defect::LINE_ITEM_HOST_TRUSTED);
        let mut named = [&offer.line_item, &offer.line_items].into_iter().flatten();
        let ours = trusts_all || named.any(|known| origin::same_site(known, url.clone()).is_ok());
        if ours { Ok(url) } else { Err(ServiceError::service(Failure::ForeignAddress)) }
    }

    /// The media type of an answer (AGS-020).
    pub(super) fn accept(&self, media_type: &'static str) -> &'static str {
        let defect = match media_type {
            RESULT_CONTAINER => Defect::RESULTS_ACCEPT_ANY,
            _ => Defect::LINE_ITEMS_ACCEPT_ANY,
        };
        if self.caller.app.defects.has(defect) { "*/*" } else { media_type }
    }

    /// The media type of what is sent (AGS-020).
    pub(super) fn sent_as(&self, media_type: &'static str) -> &'static str {
        let defect = match media_type {
            SCORE => Defect::SCORE_AS_PLAIN_JSON,
            _ => Defect::LINE_ITEM_AS_PLAIN_JSON,
        };
        if self.caller.app.defects.has(defect) { JSON } else { media_type }
    }

    /// The entries of a list that can be read, of all pages, each once.
    pub(super) async fn entries<T: Keyed>(
        &self,
        first: Url,
        pages: Option<usize>,
        accept: &'static str,
        needed: &[&'static str],
        read: impl Fn(&Url, Value) -> Option<T>,
    ) -> Result<Listed<T>, ServiceError> {
        let (scopes, patience) = (self.scopes(&SCOPES)?, self.caller.patience());
        let terms = Terms { scopes: &scopes, needed, repeat: Repeat::Harmless, patience: &patience };
        let list = List { caller: &self.caller, terms, accept: self.accept(accept), largest: LARGEST, pages };
        let (mut entries, mut known, mut count) = (Vec::new(), HashSet::new(), 0);
        let reading = list.read(first, |page, heard| {
            let array = json::array(&heard.body, MOST - count)?;
            count += array.values.len();
            let before = entries.len();
            let readable = array.values.into_iter().filter_map(|value| read(page, value));
            entries.extend(readable.filter(|entry| known.insert(entry.key())));
            Some(Taken::of(array.more.then_some(MOST), entries.len() > before))
        });
        let reading = reading.await?;
        Ok(Listed { entries, pages: reading.pages, next: reading.next, incomplete: reading.cut })
    }

    pub(super) async fn call(
        &self,
        needed: &[&'static str],
        repeat: Repeat,
        ask: &Ask,
    ) -> Result<Heard, ServiceError> {
        self.call_with(&self.scopes(&SCOPES)?, needed, repeat, ask).await
    }

    pub(super) async fn call_with(
        &self,
        scopes: &BTreeSet<&'static str>,
        needed: &[&'static str],
        repeat: Repeat,
        ask: &Ask,
    ) -> Result<Heard, ServiceError> {
        let patience = self.caller.patience();
        self.caller.call(Terms { scopes, needed, repeat, patience: &patience }, ask).await
    }

    /// Those of the scopes that the launch offers (TOK-026).
    pub(super) fn scopes(&self, scopes: &[&'static str]) -> Result<BTreeSet<&'static str>, ServiceError> {
        let offer = self.offer()?;
        Ok(self.caller.scopes(scopes.iter().copied().filter(|scope| offer.has(scope))))
    }
}

/// What the platform calls an entry of a list.
pub(super) trait Keyed {
    fn key(&self) -> String;
}

impl Keyed for LineItem {
    fn key(&self) -> String {
        let id = self.member("id").and_then(Value::as_str).filter(|id| !id.is_empty());
        id.unwrap_or(self.label()).to_owned()
    }
}

impl Keyed for GradeResult {
    fn key(&self) -> String {
        self.user.clone()
    }
}

pub(super) fn ask(
    method: Method,
    url: &Url,
    accept: Option<&'static str>,
    body: Option<(&'static str, String)>,
) -> Ask {
    Ask { method, url: url.clone(), accept, body, most: LARGEST }
}

pub(super) fn read_item(
    heard: &Heard,
    read: impl FnOnce(Map<String, Value>) -> Option<LineItem>,
) -> Result<LineItem, ServiceError> {
    let item = json::object(&heard.body).and_then(read);
    item.ok_or(ServiceError::service(Failure::NotReadable("a line item")))
}
