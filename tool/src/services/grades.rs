//! Assignment and Grade Services (AGS): line items, scores and results of a course.
//!
//! A platform offers them in a launch, and [`LtiTool::grades`](crate::LtiTool::grades) is the client of that launch. It gets
//! access tokens by itself and keeps them, reads lists to their last page, sends again what failed for a moment, and sends no
//! token to another site.

mod address;
mod calls;
pub(crate) mod date;
mod filter;
mod grade_result;
mod line_item;
mod new_line_item;
mod progress;
mod score;
mod spoilt;
pub(crate) mod stamps;

use std::time::Duration;

use homeroom_vocab::media_type::{LINEITEM, LINEITEM_CONTAINER, RESULT_CONTAINER, SCORE};
use homeroom_vocab::scope::{AGS_LINEITEM, AGS_LINEITEM_READONLY, AGS_RESULT_READONLY, AGS_SCORE};
use reqwest::Method;
use serde_json::Value;
use url::Url;

use crate::app::App;
use crate::defects::Defect;
use crate::message::LaunchData;
use crate::services::caller::Caller;
use crate::services::error::ServiceError;
use crate::services::grades::calls::{ask, read_item};
use crate::services::retry::Repeat;

pub use crate::services::listing::Listed;
pub use filter::{LineItemFilter, ResultFilter};
pub use grade_result::GradeResult;
pub use line_item::LineItem;
pub use new_line_item::{NewLineItem, SubmissionReview};
pub use progress::{ActivityProgress, GradingProgress};
pub use score::Score;

/// What this tool has a use for.
const SCOPES: [&str; 4] = [AGS_LINEITEM, AGS_LINEITEM_READONLY, AGS_RESULT_READONLY, AGS_SCORE];
/// Either lets line items be read; only the first lets them be written (AGS-102).
const READING: [&str; 2] = [AGS_LINEITEM, AGS_LINEITEM_READONLY];
const WRITING: [&str; 1] = [AGS_LINEITEM];

/// The grade service, as one launch offers it.
///
/// ```no_run
/// use homeroom_tool::grades::{NewLineItem, Score};
/// use homeroom_tool::{Launch, LtiTool, ServiceError};
///
/// /// Sends the grade of the learner who is here, to the line item of the link that they opened.
/// async fn finish(lti: &LtiTool, launch: &Launch, points: f64) -> Result<(), ServiceError> {
///     let (grades, Some(learner)) = (lti.grades(launch), launch.user.subject()) else { return Ok(()) };
///     let line_item = match grades.line_item_of_link() {
///         Some(line_item) => line_item.clone(),
///         None => grades.ensure(&NewLineItem::new("Quiz", 10.0).resource_id("quiz-1")).await?.address()?.clone(),
///     };
///     grades.submit(&line_item, &Score::completed(learner, points, 10.0)).await
/// }
/// ```
///
/// A launch can be stored ([`LaunchData`] is serde data) for scores that come later, as long as the platform keeps the
/// addresses (AGS-007). Each act takes at most ten seconds, all attempts and pages included.
#[derive(Clone, Debug)]
pub struct Grades<'a> {
    caller: Caller<'a>,
}

impl<'a> Grades<'a> {
    pub(crate) fn new(app: &'a App, launch: &'a LaunchData) -> Self {
        Self { caller: Caller::new(app, launch) }
    }

    /// Everything that is done from now on takes no longer than this together, for a person who waits.
    #[must_use]
    pub fn within(self, time: Duration) -> Self {
        Self { caller: self.caller.within(time) }
    }

    /// Where the one line item of the link is that was opened, if the launch names one (AGS-004).
    pub fn line_item_of_link(&self) -> Option<&'a Url> {
        self.caller.launch.grades.as_ref()?.line_item.as_ref()
    }

    /// The line items of the course that this tool may see and that fit the filter, all pages of them.
    ///
    /// ```no_run
    /// # use homeroom_tool::{LaunchData, LtiTool, ServiceError};
    /// use homeroom_tool::grades::LineItemFilter;
    ///
    /// # async fn example(lti: &LtiTool, launch: &LaunchData) -> Result<(), ServiceError> {
    /// let quizzes = lti.grades(launch).line_items(&LineItemFilter::all().tag("quiz")).await?;
    /// for item in quizzes.complete()? {
    ///     println!("{}: {:?} points", item.label(), item.score_maximum());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn line_items(&self, filter: &LineItemFilter) -> Result<Listed<LineItem>, ServiceError> {
        let first = filter.paging.start(self.container()?, &filter.pairs())?;
        let read = |page: &Url, value| LineItem::listed(page, value, &self.caller.app.defects);
        self.entries(first, filter.paging.pages, LINEITEM_CONTAINER, &READING, read).await
    }

    /// The line item at this address, as it is now.
    pub async fn line_item(&self, url: &Url) -> Result<LineItem, ServiceError> {
        let ask = ask(Method::GET, self.own(url)?, Some(self.accept(LINEITEM)), None);
        let heard = self.call(&READING, Repeat::Harmless, &ask).await?;
        read_item(&heard, |members| Some(LineItem::at(url, members)))
    }

    /// Makes a line item, and says what the platform made of it: it may change all but the names (AGS-029, AGS-030).
    pub async fn create(&self, item: &NewLineItem) -> Result<LineItem, ServiceError> {
        let defects = &self.caller.app.defects;
        let definition = spoilt::definition(item.definition()?, defects);
        let container = self.container()?;
        let body = Some((self.sent_as(LINEITEM), definition.to_string()));
        let ask = ask(Method::POST, container, Some(LINEITEM), body);
        // A second one would be another one, so it is sent again only if nothing was done.
        let heard = self.call(&WRITING, Repeat::Twice, &ask).await?;
        read_item(&heard, |members| LineItem::listed(container, Value::Object(members), defects))
    }

    /// The line item that is there already, by the link, else by its names; nothing if there is none (AGS-040).
    pub async fn find(&self, item: &NewLineItem) -> Result<Option<LineItem>, ServiceError> {
        if let Some(link) = item.link() {
            let listed = self.line_items(&LineItemFilter::all().resource_link_id(link)).await?;
            // What is not in half of a list may be in the other half, so nothing follows from it.
            if let Some(found) = item.of_link(listed.complete()?) {
                return Ok(Some(found));
            }
        }
        let filter = LineItemFilter::named(&item.names());
        if filter == LineItemFilter::all() {
            return Ok(None);
        }
        Ok(item.of_name(self.line_items(&filter).await?.complete()?))
    }

    /// The line item that is there already, else a new one: copied courses have copies of line items, and a second one for
    /// the same thing is a mistake (AGS-040). Two calls at the same time still make two, so make it once: when the link is
    /// picked, or when a teacher opens it.
    pub async fn ensure(&self, item: &NewLineItem) -> Result<LineItem, ServiceError> {
        match self.find(item).await? {
            Some(found) => Ok(found),
            None => self.create(item).await,
        }
    }

    /// Replaces a line item by this one, and says what the platform made of it (AGS-033, AGS-035).
    ///
    /// ```no_run
    /// # use homeroom_tool::{LaunchData, LtiTool, ServiceError};
    /// # async fn example(lti: &LtiTool, launch: &LaunchData, url: &url::Url) -> Result<(), ServiceError> {
    /// let grades = lti.grades(launch);
    /// let mut item = grades.line_item(url).await?;
    /// item.set_label("Quiz, second chance");
    /// let item = grades.update(&item).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn update(&self, item: &LineItem) -> Result<LineItem, ServiceError> {
        let url = item.address()?;
        let body = Some((self.sent_as(LINEITEM), item.definition(&self.caller.app.defects).to_string()));
        let ask = ask(Method::PUT, self.own(url)?, Some(LINEITEM), body);
        let heard = self.call(&WRITING, Repeat::Harmless, &ask).await?;
        read_item(&heard, |members| Some(LineItem::at(url, members)))
    }

    /// Deletes the line item at this address, with all its results.
    pub async fn delete(&self, url: &Url) -> Result<(), ServiceError> {
        let ask = ask(Method::DELETE, self.own(url)?, None, None);
        self.call(&WRITING, Repeat::Harmless, &ask).await.map(drop)
    }

    /// Sends a score to the line item at this address. A platform that has a later one on record refuses it
    /// ([`ServiceError::is_conflict`], AGS-074).
    pub async fn submit(&self, line_item: &Url, score: &Score) -> Result<(), ServiceError> {
        let (app, launch) = (self.caller.app, self.caller.launch);
        let line_item = self.own(line_item)?;
        let body = score.body(|| app.services.stamps.next(line_item.as_str(), score.user()))?;
        let body = spoilt::score(body, launch, &app.defects).to_string();
        let address = address::scores(line_item, &app.defects);
        // Any success will do, with a body or without (AGS-081). The same score again does no harm (AGS-082).
        let ask = ask(Method::POST, &address, None, Some((self.sent_as(SCORE), body)));
        if app.defects.has(Defect::SCORE_WITH_TOKEN_OF_LINE_ITEMS) {
            return self.call_with(&self.scopes(&READING)?, &READING, Repeat::Harmless, &ask).await.map(drop);
        }
        self.call(&[AGS_SCORE], Repeat::Harmless, &ask).await.map(drop)
    }

    /// The results of the line item at this address, all pages of them. Learners without a result may be missing (AGS-091).
    ///
    /// ```no_run
    /// # use homeroom_tool::{LaunchData, LtiTool, ServiceError};
    /// use homeroom_tool::grades::ResultFilter;
    ///
    /// # async fn example(lti: &LtiTool, launch: &LaunchData, url: &url::Url) -> Result<(), ServiceError> {
    /// let of_one = lti.grades(launch).results(url, &ResultFilter::of_user("user-1001")).await?;
    /// let score = of_one.entries.first().and_then(|result| result.score);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn results(
        &self,
        line_item: &Url,
        filter: &ResultFilter,
    ) -> Result<Listed<GradeResult>, ServiceError> {
        let address = address::results(self.own(line_item)?, &self.caller.app.defects);
        let first = filter.paging.start(&address, &filter.pairs())?;
        let read = |_: &Url, value| GradeResult::read(&value);
        self.entries(first, filter.paging.pages, RESULT_CONTAINER, &[AGS_RESULT_READONLY], read).await
    }
}
