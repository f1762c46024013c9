//! Who may open a link now: learners while it is available, those who teach the course always. The gate stands before
//! the buttons of the LMS; launches with options and of the control API pass it by, since a tool must hold its own.

use jiff::Timestamp;
use serde::Serialize;

use super::returned::CourseRef;
use super::teaching;
use crate::domain::content::Period;
use crate::domain::course::Course;
use crate::domain::link::Link;
use crate::domain::period::{Opening, moment};
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, When};
use crate::pages::visit::Visit;

/// In place of the tool: a link that is not open now.
#[derive(Debug, Serialize)]
pub(crate) struct Closed {
    course: CourseRef,
    link: String,
    link_id: String,
    text: Option<String>,
    person: String,
    /// When it opens; none where it has closed.
    opens: Option<When>,
    /// When it closed.
    since: Option<When>,
}

/// The page that a learner sees in place of a link that is closed now; none for everybody else.
pub(crate) async fn closed(visit: &Visit, course: &Course, link: &Link) -> Result<Option<Closed>, Problem> {
    let (Some(period), Some(person)) = (&link.available, &visit.person) else { return Ok(None) };
    let now = visit.campus.now();
    let (opens, since) = match period.opening(now) {
        Opening::Open => return Ok(None),
        Opening::NotYet(at) => (Some(When::new(at, now)), None),
        Opening::Over(at) => (None, Some(When::new(at, now))),
    };
    let enrolment = visit.campus.enrolment(course.id.as_str(), person.id.as_str()).await?;
    if teaching::is_allowed(person, enrolment.as_ref()) {
        return Ok(None);
    }
    Ok(Some(Closed {
        course: CourseRef { id: course.id.to_string(), title: course.heading() },
        link: link.heading(),
        link_id: link.id.to_string(),
        text: link.description.clone(),
        person: person.label(),
        opens,
        since,
    }))
}

/// How a period stands now, in a few words; none without one.
pub(super) fn standing(period: Option<&Period>, now: Timestamp, words: [&str; 3]) -> Option<Standing> {
    let period = period?;
    let [open, not_yet, over] = words;
    let (mark, change, at) = match period.opening(now) {
        Opening::NotYet(at) => (Mark::warned(not_yet.to_owned()), "begins", Some(at)),
        Opening::Over(at) => (Mark::failed(over.to_owned()), "ended", Some(at)),
        Opening::Open => (Mark::passed(open.to_owned()), "ends", period.end.as_deref().and_then(moment)),
    };
    let shut = period.opening(now) != Opening::Open;
    Some(Standing { mark, change, at: at.map(|at| When::new(at, now)), shut, span: span(period) })
}

/// A period as it was written.
fn span(period: &Period) -> String {
    match (&period.start, &period.end) {
        (None, None) => String::new(),
        (Some(start), None) => format!("from {start}"),
        (None, Some(end)) => format!("until {end}"),
        (Some(start), Some(end)) => format!("from {start} until {end}"),
    }
}

/// The state of a period, and the moment at which it changes or changed.
#[derive(Debug, Serialize)]
pub(crate) struct Standing {
    mark: Mark,
    /// What happens or happened at that moment.
    change: &'static str,
    at: Option<When>,
    /// Whether it does not hold now.
    shut: bool,
    /// The whole of it, as it was written.
    span: String,
}

impl Page for Closed {
    const TEMPLATE: &'static str = "courses/closed.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let second = |second| Timestamp::from_second(second).unwrap_or_default();
        let page = |opens, since, text: Option<&str>| Self {
            course: CourseRef { id: "c/1".into(), title: HARD_NAME.into() },
            link: HARD_NAME.into(),
            link_id: "l/1".into(),
            text: text.map(Into::into),
            person: HARD_NAME.into(),
            opens,
            since,
        };
        let (later, before) = (When::new(second(7_200), second(0)), When::new(second(0), second(7_200)));
        vec![("not yet", page(Some(later), None, Some(HARD_NAME))), ("over", page(None, Some(before), None))]
    }
}

#[cfg(test)]
impl Standing {
    pub(crate) fn samples() -> Vec<Self> {
        let at = |second| Timestamp::from_second(second).unwrap_or_default();
        let period = |start: Option<&str>, end: Option<&str>| Period {
            start: start.map(Into::into),
            end: end.map(Into::into),
        };
        let all = [
            period(Some("1970-01-01T00:00:20Z"), None),
            period(None, Some("1970-01-01T00:00:05Z")),
            period(Some("1970-01-01T00:00:05Z"), None),
            period(None, Some("1970-01-01T00:00:20Z")),
        ];
        let words = ["open", "opens", "closed"];
        all.iter().filter_map(|period| standing(Some(period), at(10), words)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_told_with_the_moment_that_matters_now() {
        let told = |standing: &Standing| serde_json::to_value(standing).unwrap();
        let words: Vec<String> = Standing::samples()
            .iter()
            .map(|standing| format!("{} {}", told(standing)["mark"]["word"], told(standing)["at"]["ago"]))
            .collect();
        assert_eq!(
            words,
            ["\"opens\" \"in 10 s\"", "\"closed\" \"5 s ago\"", "\"open\" null", "\"open\" \"in 10 s\""]
        );
        assert!(standing(None, Timestamp::UNIX_EPOCH, ["", "", ""]).is_none());
    }
}
