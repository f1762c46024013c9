//! The line item that each activity has: known by its link, and by what this tool calls it.

use std::time::{Duration, SystemTime};

use url::Url;

use crate::LaunchData;
use crate::grades::{ActivityProgress, NewLineItem, SubmissionReview};
use crate::reference::app::App;
use crate::reference::grading::score::{MAXIMUM, time};

/// What this tool calls the one line item that each activity has.
const TAG: &str = "grade";
const LABEL: &str = "Activity";
const LONGEST_LABEL: usize = 200;
/// How long a new activity is open.
const OPEN: Duration = Duration::from_hours(30 * 24);

/// The line item of the activity that was opened; its link is that of this very launch, so none of another course
/// (AGS-031).
pub(super) fn wanted(app: &App, launch: &LaunchData) -> NewLineItem {
    let link = launch.resource_link.as_ref();
    let title = link.and_then(|link| link.title.as_deref()).map(str::trim).filter(|title| !title.is_empty());
    let label: String = title.unwrap_or(LABEL).chars().take(LONGEST_LABEL).collect();
    let opened: SystemTime = time(launch.received_ms);
    let item = NewLineItem::new(label, MAXIMUM)
        .resource_id(resource(&launch.target_link_uri))
        .tag(TAG)
        .start(opened)
        .end(opened + OPEN)
        .grades_released(true)
        .submission_review(review(app));
    match link.map(|link| link.id.as_str()).filter(|id| !id.is_empty()) {
        Some(id) => item.resource_link_id(id),
        None => item,
    }
}

fn review(app: &App) -> SubmissionReview {
    let review = SubmissionReview::of([ActivityProgress::Submitted, ActivityProgress::Completed]);
    match app.url.join("review") {
        Ok(url) => review.at(&url),
        Err(_) => review,
    }
}

/// The name of an activity is the end of its address.
fn resource(target: &str) -> String {
    let url = Url::parse(target).ok();
    let name = url.as_ref().and_then(|url| url.path_segments()?.next_back());
    name.filter(|name| !name.is_empty()).unwrap_or("start").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_activity_is_named_by_its_address() {
        assert_eq!(resource("http://tool.test/activity/quiz-1?a=1"), "quiz-1");
        assert_eq!(resource("http://tool.test/"), "start");
        assert_eq!(resource("no address"), "start");
    }
}
