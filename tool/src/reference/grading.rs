//! What this tool does with grades: each act of a learner or a teacher, whole.

mod attempts;
mod maxima;
mod score;
mod wanted;

use std::time::Duration;

use serde_json::json;
use url::Url;

use crate::grades::{GradeResult, Grades, LineItem, LineItemFilter, Listed, ResultFilter};
use crate::reference::app::App;
use crate::reference::grading::attempts::Attempts;
use crate::reference::grading::maxima::Maxima;
use crate::reference::grading::score::{MAXIMUM, Progress, given, score};
use crate::reference::grading::wanted::wanted;
use crate::{Clock, Defect, GradesEndpoint, LaunchData, ServiceError};

/// What is put behind a label that is changed, or taken away again.
const REVISED: &str = " (revised)";

/// What this tool remembers of grades.
#[derive(Debug)]
pub(crate) struct Grading {
    attempts: Attempts,
    maxima: Maxima,
}

impl Grading {
    pub(crate) fn new(clock: &Clock) -> Self {
        Self { attempts: Attempts::new(clock.clone()), maxima: Maxima::new(clock.clone()) }
    }
}

/// How long a person waits for one act.
const PATIENCE: Duration = Duration::from_secs(10);

/// A launch whose grades are at work.
pub(crate) struct Act<'a> {
    app: &'a App,
    launch: &'a LaunchData,
    grades: Grades<'a>,
}

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

impl<'a> Act<'a> {
    pub(crate) fn new(app: &'a App, launch: &'a LaunchData) -> Self {
        Self { app, launch, grades: app.lti.grades(launch).within(PATIENCE) }
    }

    /// The learner has begun (AGS-068).
    pub(crate) async fn start(&self, user: &str) -> Result<(), ServiceError> {
        let at = self.app.clock.millis();
        self.app.grading.attempts.begin(self.attempt(user), at);
        self.post(user, Progress::Started { at }).await.map(drop)
    }

    /// The learner is done: the final score goes out (AGS-067).
    pub(crate) async fn finish(&self, user: &str) -> Result<Sent, ServiceError> {
        let at = self.app.clock.millis();
        if self.app.defects.has(Defect::SCORE_NEVER_POSTED) {
            return Ok(Sent { given: given(MAXIMUM), maximum: MAXIMUM });
        }
        let begun = self.app.grading.attempts.begun(&self.attempt(user));
        let started = begun.unwrap_or(self.launch.received_ms);
        let maximum = self.post(user, Progress::Finished { started, at }).await?;
        Ok(Sent { given: given(maximum), maximum })
    }

    /// Whose work on what this is.
    fn attempt(&self, user: &str) -> String {
        let launch = self.launch;
        let course = launch.context.as_ref().and_then(|context| context.id.as_deref());
        let link = launch.resource_link.as_ref().map_or("", |link| &link.id);
        json!([launch.issuer, launch.deployment_id, course, link, user]).to_string()
    }

    /// To the line item of the launch, else to the one that is found or made. Says what a full score is there.
    async fn post(&self, user: &str, progress: Progress) -> Result<f64, ServiceError> {
        if let Some(url) = self.grades.line_item_of_link() {
            match self.post_to(url, user, progress).await {
                // AGS-043: it vanished, so it is looked for again, once.
                Err(error) if error.is_gone() && self.can_look() => (),
                posted => return posted,
            }
        }
        let item = self.found_or_made().await?.item;
        self.app.grading.maxima.learn(&item);
        self.post_to(item.address()?, user, progress).await
    }

    async fn post_to(&self, url: &Url, user: &str, progress: Progress) -> Result<f64, ServiceError> {
        let maximum = self.app.grading.maxima.of(url.as_str()).unwrap_or(MAXIMUM);
        self.grades.submit(url, &score(user, progress, maximum)).await.map(|()| maximum)
    }

    /// All line items of the course that this tool may see.
    pub(crate) async fn list(&self) -> Result<Listed<LineItem>, ServiceError> {
        let listed = self.grades.line_items(&LineItemFilter::all()).await?;
        listed.entries.iter().for_each(|item| self.app.grading.maxima.learn(item));
        Ok(listed)
    }

    /// The line item of this activity, which is made if there is none.
    pub(crate) async fn ensure(&self) -> Result<Ensured, ServiceError> {
        let looks = !self.app.defects.has(Defect::LINE_ITEM_NOT_LOOKED_FOR);
        let ensured = match self.named().await? {
            Some(item) if looks => Ensured { item, is_new: false },
            _ => self.found_or_made().await?,
        };
        self.app.grading.maxima.learn(&ensured.item);
        Ok(ensured)
    }

    /// The line item of this activity with a changed label, as the platform has it then (AGS-035); nothing if there is none.
    pub(crate) async fn change(&self) -> Result<Option<LineItem>, ServiceError> {
        let Some(mut item) = self.current().await? else { return Ok(None) };
        item.set_label(changed_label(item.label()));
        if self.app.defects.has(Defect::LINE_ITEM_OWN_VALUES) {
            // The maximum that this tool had in mind, whatever the platform made of it (AGS-030).
            item.set_score_maximum(MAXIMUM);
        }
        let changed = self.grades.update(&item).await?;
        self.app.grading.maxima.learn(&changed);
        Ok(Some(changed))
    }

    /// Whether there was one to delete.
    pub(crate) async fn delete(&self) -> Result<bool, ServiceError> {
        let found = match self.grades.line_item_of_link() {
            Some(url) => Some(url.clone()),
            None => self.looked_up().await?.map(|item| item.address().cloned()).transpose()?,
        };
        let Some(url) = found else { return Ok(false) };
        match self.grades.delete(&url).await {
            Err(error) if error.is_gone() => Ok(false),
            deleted => deleted.map(|()| true),
        }
    }

    /// The results of this activity; nothing if it has no line item.
    pub(crate) async fn results(&self) -> Result<Option<Listed<GradeResult>>, ServiceError> {
        if let Some(url) = self.grades.line_item_of_link() {
            if self.app.defects.has(Defect::RESULTS_OVERWRITTEN) {
                self.overwrite(url).await?;
            }
            match self.grades.results(url, &ResultFilter::all()).await {
                Err(error) if error.is_gone() && self.can_look() => (),
                results => return results.map(Some),
            }
        }
        let Some(item) = self.looked_up().await? else { return Ok(None) };
        self.grades.results(item.address()?, &ResultFilter::all()).await.map(Some)
    }

    /// Posts what this tool thinks of each learner with a result. Only [`Defect::RESULTS_OVERWRITTEN`] has a use for this (AGS-094).
    async fn overwrite(&self, url: &Url) -> Result<(), ServiceError> {
        let at = self.app.clock.millis();
        for result in self.grades.results(url, &ResultFilter::all()).await?.entries {
            self.post_to(url, &result.user, Progress::Finished { started: at, at }).await?;
        }
        Ok(())
    }

    /// The line item as it is now: that of the launch, else the one that is found, read anew.
    async fn current(&self) -> Result<Option<LineItem>, ServiceError> {
        if let Some(item) = self.named().await? {
            return Ok(Some(item));
        }
        match self.looked_up().await? {
            Some(item) => self.grades.line_item(item.address()?).await.map(Some),
            None => Ok(None),
        }
    }

    /// The line item that the launch names, if it is still there (AGS-043).
    async fn named(&self) -> Result<Option<LineItem>, ServiceError> {
        let Some(url) = self.grades.line_item_of_link() else { return Ok(None) };
        match self.grades.line_item(url).await {
            Err(error) if error.is_gone() && self.can_look() => Ok(None),
            item => item.map(Some),
        }
    }

    async fn looked_up(&self) -> Result<Option<LineItem>, ServiceError> {
        self.grades.find(&wanted(self.app, self.launch)).await
    }

    /// The line item that is there already, else a new one (AGS-040).
    async fn found_or_made(&self) -> Result<Ensured, ServiceError> {
        let wanted = wanted(self.app, self.launch);
        let looks = !self.app.defects.has(Defect::LINE_ITEM_NOT_LOOKED_FOR);
        if looks && let Some(item) = self.grades.find(&wanted).await? {
            return Ok(Ensured { item, is_new: false });
        }
        // AGS-030: what the platform made of it counts from now on.
        Ok(Ensured { item: self.grades.create(&wanted).await?, is_new: true })
    }

    /// Whether the launch lets line items be looked for.
    fn can_look(&self) -> bool {
        self.launch.grades.as_ref().is_some_and(GradesEndpoint::can_list)
    }
}

fn changed_label(label: &str) -> String {
    let changed = match label.strip_suffix(REVISED) {
        Some(before) => before.to_owned(),
        None => format!("{label}{REVISED}"),
    };
    if changed.trim().is_empty() { REVISED.trim().to_owned() } else { changed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_changed_and_changed_back_and_never_blank() {
        assert_eq!(changed_label("Quiz"), "Quiz (revised)");
        assert_eq!(changed_label("Quiz (revised)"), "Quiz");
        assert_eq!(changed_label(" (revised)"), "(revised)");
    }
}
