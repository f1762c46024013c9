//! What this tool does with grades: each act of a learner or a teacher, whole.

use serde_json::json;
use url::Url;

use crate::defects::Defect;
use crate::services::Caller;
use crate::services::ags::find::{self, Wanted};
use crate::services::ags::score::{self, Progress};
use crate::services::ags::{Grades, LineItem, Outcome, READING};
use crate::services::error::ServiceError;

/// What is put behind a label that is changed, or taken away again.
const REVISED: &str = " (revised)";

/// A score that arrived.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sent {
    pub(crate) given: f64,
    pub(crate) maximum: f64,
}

/// What became of a wish for a line item.
#[derive(Debug)]
pub(crate) struct Ensured {
    pub(crate) item: LineItem,
    pub(crate) is_new: bool,
}

/// The learner has begun (AGS-068).
pub(crate) async fn start(caller: &Caller<'_>, user: &str) -> Result<(), ServiceError> {
    let at = caller.app.clock.millis();
    caller.app.services.attempts.begin(attempt(caller, user), at);
    post(caller, user, Progress::Started { at }).await.map(drop)
}

/// The learner is done: the final score goes out (AGS-067).
pub(crate) async fn finish(caller: &Caller<'_>, user: &str) -> Result<Sent, ServiceError> {
    let at = caller.app.clock.millis();
    if caller.app.defects.has(Defect::SCORE_NEVER_POSTED) {
        let maximum = score::MAXIMUM;
        return Ok(Sent { given: score::given(maximum), maximum });
    }
    let begun = caller.app.services.attempts.begun(&attempt(caller, user));
    let started = begun.unwrap_or(caller.message.received_ms);
    let maximum = post(caller, user, Progress::Finished { started, at }).await?;
    Ok(Sent { given: score::given(maximum), maximum })
}

/// Whose work on what this is.
fn attempt(caller: &Caller<'_>, user: &str) -> String {
    let message = caller.message;
    let course = message.context.as_ref().and_then(|context| context.id.as_deref());
    let link = message.link_id().unwrap_or_default();
    json!([message.issuer, message.deployment_id, course, link, user]).to_string()
}

/// To the line item of the launch, else to the one that is found or made. Says what a full score is there.
async fn post(caller: &Caller<'_>, user: &str, progress: Progress) -> Result<f64, ServiceError> {
    let grades = Grades::of(caller)?;
    if let Some(url) = &grades.offer.line_item {
        match post_to(&grades, url, user, progress).await {
            // AGS-043: it vanished, so it is looked for again, once.
            Err(error) if error.is_gone() && grades.can_look() => (),
            posted => return posted,
        }
    }
    let (item, _) = find::ensured(&grades).await?;
    caller.app.services.maxima.learn(&item);
    post_to(&grades, find::address(&item)?, user, progress).await
}

async fn post_to(
    grades: &Grades<'_>,
    url: &Url,
    user: &str,
    progress: Progress,
) -> Result<f64, ServiceError> {
    let services = &grades.caller.app.services;
    let maximum = services.maxima.of(url.as_str()).unwrap_or(score::MAXIMUM);
    let timestamp = services.stamps.next(url.as_str(), user);
    let (message, defects) = (grades.caller.message, &grades.caller.app.defects);
    let score = score::sent(user, message, progress, maximum, timestamp, defects);
    grades.post_score(url, &score).await.map(|()| maximum)
}

/// All line items of the course that this tool may see.
pub(crate) async fn list(caller: &Caller<'_>) -> Result<(Vec<LineItem>, Option<ServiceError>), ServiceError> {
    let listed = Grades::of(caller)?.list(&[]).await?;
    listed.0.iter().for_each(|item| caller.app.services.maxima.learn(item));
    Ok(listed)
}

/// The line item of this activity, which is made if there is none.
pub(crate) async fn ensure(caller: &Caller<'_>) -> Result<Ensured, ServiceError> {
    let grades = Grades::of(caller)?;
    let looks = !caller.app.defects.has(Defect::LINE_ITEM_NOT_LOOKED_FOR);
    let (item, is_new) = match named(&grades).await? {
        Some(item) if looks => (item, false),
        _ => find::ensured(&grades).await?,
    };
    caller.app.services.maxima.learn(&item);
    Ok(Ensured { item, is_new })
}

/// The line item of this activity with a changed label, as the platform has it then (AGS-035); nothing if there is none.
pub(crate) async fn change(caller: &Caller<'_>) -> Result<Option<LineItem>, ServiceError> {
    let grades = Grades::of(caller)?;
    let Some(item) = current(&grades).await? else { return Ok(None) };
    let url = find::address(&item)?.clone();
    let label = match item.label() {
        label if label.ends_with(REVISED) => label.trim_end_matches(REVISED).to_owned(),
        label => format!("{label}{REVISED}"),
    };
    let label = if label.trim().is_empty() { REVISED.trim().to_owned() } else { label };
    let item = item.relabelled(&label).with_own_values(&caller.app.defects);
    let changed = grades.put(&item, &url).await?;
    caller.app.services.maxima.learn(&changed);
    Ok(Some(changed))
}

/// Whether there was one to delete.
pub(crate) async fn delete(caller: &Caller<'_>) -> Result<bool, ServiceError> {
    let grades = Grades::of(caller)?;
    let Some(url) = place(&grades).await? else { return Ok(false) };
    match grades.delete(&url).await {
        Err(error) if error.is_gone() => Ok(false),
        deleted => deleted.map(|()| true),
    }
}

/// The results of this activity; nothing if it has no line item.
pub(crate) async fn results(
    caller: &Caller<'_>,
) -> Result<Option<(Vec<Outcome>, Option<ServiceError>)>, ServiceError> {
    let grades = Grades::of(caller)?;
    if let Some(url) = &grades.offer.line_item {
        if caller.app.defects.has(Defect::RESULTS_OVERWRITTEN) {
            overwrite(&grades, url).await?;
        }
        match grades.results(url).await {
            Err(error) if error.is_gone() && grades.can_look() => (),
            results => return results.map(Some),
        }
    }
    let Some(item) = looked_up(&grades).await? else { return Ok(None) };
    grades.results(find::address(&item)?).await.map(Some)
}

/// Posts what this tool thinks of each learner with a result. Only [`Defect::RESULTS_OVERWRITTEN`] has a use for this (AGS-094).
async fn overwrite(grades: &Grades<'_>, url: &Url) -> Result<(), ServiceError> {
    let at = grades.caller.app.clock.millis();
    for outcome in grades.results(url).await?.0 {
        post_to(grades, url, &outcome.user, Progress::Finished { started: at, at }).await?;
    }
    Ok(())
}

/// Where the line item of the launch is, else the one that is found.
async fn place(grades: &Grades<'_>) -> Result<Option<Url>, ServiceError> {
    if let Some(url) = &grades.offer.line_item {
        return Ok(Some(url.clone()));
    }
    let item = looked_up(grades).await?;
    item.as_ref().map(find::address).transpose().map(Option::<&Url>::cloned)
}

/// The line item as it is now: that of the launch, else the one that is found, read anew.
async fn current(grades: &Grades<'_>) -> Result<Option<LineItem>, ServiceError> {
    if let Some(item) = named(grades).await? {
        return Ok(Some(item));
    }
    match looked_up(grades).await? {
        Some(item) => grades.get(find::address(&item)?).await.map(Some),
        None => Ok(None),
    }
}

/// The line item that the launch names, if it is still there (AGS-043).
async fn named(grades: &Grades<'_>) -> Result<Option<LineItem>, ServiceError> {
    let Some(url) = &grades.offer.line_item else { return Ok(None) };
    match grades.get(url).await {
        Err(error) if error.is_gone() && grades.can_look() => Ok(None),
        item => item.map(Some),
    }
}

async fn looked_up(grades: &Grades<'_>) -> Result<Option<LineItem>, ServiceError> {
    find::existing(grades, &Wanted::of(grades.caller)).await
}

impl Grades<'_> {
    /// Whether the launch lets line items be looked for.
    fn can_look(&self) -> bool {
        self.offer.line_items.is_some() && READING.iter().any(|scope| self.offer.has(scope))
    }
}
