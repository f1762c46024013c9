//! Scores that a tool posts, and posts again (AGS-067, AGS-081, AGS-082).

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use super::url::{below, is_at, told};
use crate::service_calls::{CallKind, ServiceCall};

/// More attempts than any policy of a few makes: those of a tool that does not give up.
const MOST_ATTEMPTS: usize = 10;

/// A score as it was posted.
#[derive(Debug, Clone)]
pub(crate) struct Score {
    pub(crate) call: Arc<ServiceCall>,
    content: Value,
}

/// What a score says of the activity: the same for an attempt and its repetition.
pub(super) type Progress = (String, String, String);

impl Score {
    /// The person whose score it is.
    pub(crate) fn user(&self) -> &str {
        self.text("userId")
    }

    fn text(&self, member: &str) -> &str {
        self.content[member].as_str().unwrap_or_default()
    }

    pub(super) fn progress(&self) -> Progress {
        let words = ["activityProgress", "gradingProgress"].map(|member| self.text(member).to_owned());
        let [activity, grading] = words;
        (self.user().to_owned(), activity, grading)
    }

    pub(super) fn value(&self) -> (Option<f64>, Option<f64>) {
        (self.content["scoreGiven"].as_f64(), self.content["scoreMaximum"].as_f64())
    }

    pub(super) fn has_time_of(&self, other: &Self) -> bool {
        let (own, theirs) = (self.text("timestamp"), other.text("timestamp"));
        let read = |text: &str| text.parse::<Timestamp>().ok();
        own == theirs || read(own).is_some_and(|time| Some(time) == read(theirs))
    }

    pub(super) fn told(&self) -> String {
        let given =
            self.content.get("scoreGiven").map(|given| format!("score {given}, ")).unwrap_or_default();
        format!("{given}timestamp {} in {}", self.text("timestamp"), told(&self.call))
    }

    /// How far the activity and its grading are, in words.
    pub(crate) fn stage(&self) -> String {
        format!("{} ({})", self.text("activityProgress"), self.text("gradingProgress"))
    }

    /// The score is the last word on what the learner has done.
    fn is_final(&self) -> bool {
        self.text("gradingProgress") == "FullyGraded"
    }
}

/// The scores among calls, in order. A body that is no JSON is a score as well.
pub(crate) fn scores(calls: &[Arc<ServiceCall>]) -> Vec<Score> {
    let is_score = |call: &&Arc<ServiceCall>| {
        call.kind == CallKind::Ags && call.method == "POST" && is_below(call, "scores")
    };
    let mut scores: Vec<_> = calls
        .iter()
        .filter(is_score)
        .map(|call| Score { call: Arc::clone(call), content: call.content().unwrap_or_default() })
        .collect();
    scores.sort_by_key(|score| score.call.number);
    scores
}

/// Whether something below a line item was meant, with the word in the right place or not.
fn is_below(call: &ServiceCall, segment: &str) -> bool {
    call.url.contains(&format!("/{segment}"))
}

/// A final score of that person, or what came instead.
pub(crate) fn final_score(scores: &[Score], user: &str) -> Result<(), String> {
    let own: Vec<_> = scores.iter().filter(|score| score.user() == user).collect();
    if own.iter().any(|score| score.is_final() && score.content["scoreGiven"].is_number()) {
        return Ok(());
    }
    Err(match (own.last(), scores.last()) {
        (Some(last), _) => format!("gradingProgress `{}`, {}", last.text("gradingProgress"), last.told()),
        (None, Some(other)) => format!("a score of `{}` in {}", other.user(), told(&other.call)),
        (None, None) => "no score".to_owned(),
    })
}

/// A score that came more often than it does where nothing is wrong.
pub(crate) fn repeated(scores: &[Score], usual: &[Score]) -> Option<String> {
    let count = |scores: &[Score]| {
        let mut count: BTreeMap<(String, String), usize> = BTreeMap::new();
        for score in scores {
            let (_, activity, grading) = score.progress();
            *count.entry((activity, grading)).or_default() += 1;
        }
        count
    };
    let usual = count(usual);
    let most = |progress: &(String, String)| usual.get(progress).copied().unwrap_or(1).max(1);
    let (progress, times) = count(scores).into_iter().find(|(progress, times)| *times > most(progress))?;
    let last = scores.iter().rfind(|score| score.text("gradingProgress") == progress.1)?;
    Some(format!("{times} posts, the last with {}", last.told()))
}

/// How often the same thing was tried, where that is more than a few times.
pub(crate) fn tireless(calls: &[Arc<ServiceCall>]) -> Option<String> {
    let mut attempts: BTreeMap<(&str, &str, Progress), usize> = BTreeMap::new();
    for call in calls {
        let score = Score { call: Arc::clone(call), content: call.content().unwrap_or_default() };
        *attempts.entry((&call.method, &call.url, score.progress())).or_default() += 1;
    }
    let ((method, url, _), times) = attempts.into_iter().find(|(_, times)| *times > MOST_ATTEMPTS)?;
    Some(format!("{times} times {method} {url}"))
}

/// Whether calls for something below a line item go below its path, with its query (AGS-060, AGS-090). The items are named whole.
pub(crate) fn misplaced<'c>(calls: &'c [Arc<ServiceCall>], items: &[String], segment: &str) -> Placement<'c> {
    let meant = calls.iter().filter(|call| call.kind == CallKind::Ags && is_below(call, segment));
    let mut placement = Placement::Nothing;
    for call in meant {
        if !items.iter().any(|item| is_at(call, &below(item, segment))) {
            return Placement::Wrong(call);
        }
        placement = Placement::Right;
    }
    placement
}

/// Where calls below a line item went.
#[derive(Debug)]
pub(crate) enum Placement<'c> {
    Nothing,
    Right,
    Wrong(&'c ServiceCall),
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;
    use crate::service_calls::tests::call;

    pub(in super::super) struct Posted<'a> {
        pub(in super::super) at: &'a str,
        pub(in super::super) status: u16,
        pub(in super::super) timestamp: &'a str,
        pub(in super::super) given: Value,
        pub(in super::super) grading: &'a str,
    }

    const GOOD: Posted<'_> = Posted {
        at: "2026-11-22T09:00:00.000Z",
        status: 200,
        timestamp: "2026-11-22T09:00:00.100Z",
        given: Value::Null,
        grading: "FullyGraded",
    };

    pub(in super::super) fn post(number: u64, posted: &Posted<'_>) -> Arc<ServiceCall> {
        let body = json!({
            "userId": "u", "timestamp": posted.timestamp, "scoreGiven": posted.given, "scoreMaximum": 10,
            "activityProgress": "Completed", "gradingProgress": posted.grading,
        });
        Arc::new(call(&json!({
            "number": number, "kind": "ags", "method": "POST", "url": "/c/lineitems/5/scores?x=1", "at": posted.at,
            "status": posted.status, "request_body": body.to_string(), "response_headers": [["Retry-After", "1"]],
        })))
    }

    pub(in super::super) fn with(given: impl Into<Value>) -> Posted<'static> {
        Posted { given: given.into(), ..GOOD }
    }

    #[test]
    fn a_final_score_is_fully_graded_and_of_that_person() {
        let all = scores(&[post(1, &with(8))]);
        assert_eq!(final_score(&all, "u"), Ok(()));
        assert!(final_score(&all, "v").unwrap_err().starts_with("a score of `u`"));
        let pending = scores(&[post(1, &Posted { grading: "Pending", ..with(8) })]);
        assert!(final_score(&pending, "u").unwrap_err().starts_with("gradingProgress `Pending`"));
        assert_eq!(final_score(&[], "u"), Err("no score".to_owned()));
        assert!(final_score(&scores(&[post(1, &GOOD)]), "u").is_err(), "without a score nothing is final");
    }

    #[test]
    fn a_score_is_repeated_if_it_comes_more_often_than_usual() {
        let (once, twice) = (scores(&[post(1, &with(8))]), scores(&[post(1, &with(8)), post(2, &with(8))]));
        assert_eq!(repeated(&once, &once), None);
        assert_eq!(repeated(&twice, &twice), None);
        assert!(repeated(&twice, &once).unwrap().starts_with("2 posts"));
        let started = Posted { grading: "NotReady", ..GOOD };
        assert_eq!(repeated(&scores(&[post(1, &started), post(2, &with(8))]), &once), None);
    }

    #[test]
    fn a_tool_that_tries_for_ever_is_noticed() {
        let many = |count| (1..=count).map(|number| post(number, &with(8))).collect::<Vec<_>>();
        assert_eq!(tireless(&many(10)), None);
        assert!(tireless(&many(11)).unwrap().starts_with("11 times POST /c/lineitems/5/scores"));
    }

    #[test]
    fn scores_belong_below_the_path_of_the_item() {
        let calls = [post(1, &with(8))];
        let placed = |item: &str| misplaced(&calls, &[item.to_owned()], "scores");
        assert!(matches!(placed("http://h/c/lineitems/5?x=1"), Placement::Right));
        assert!(matches!(placed("http://h/c/lineitems/5?x=2"), Placement::Wrong(_)));
        assert!(matches!(misplaced(&[], &[], "scores"), Placement::Nothing));
    }
}
