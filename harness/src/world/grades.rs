//! Cases about grades: what the tool does with the line items of a course, with scores and with results.

use super::acts::MOST_PAGES;
use super::{Step, World};
use crate::oracle::calls::creation::{self, Sequel, created, sequel};
use crate::oracle::calls::pages::{Paging, paging};
use crate::oracle::calls::scores::{Placement, misplaced, scores};
use crate::oracle::calls::url::{path, target, told};
use crate::record::Stop;
use crate::variation::{INSTRUCTOR, LEARNER};

/// A grade that no tool gives by chance.
const TEACHERS_SCORE: f64 = 41.25;

impl World {
    /// `And the tool calls only what the claim offers`.
    pub(crate) fn calls_keep_to_the_claim(&self) -> Step {
        let offer = self.offer()?.unwrap_or_default();
        match offer.breach(self.calls_of_act()) {
            None => Ok(()),
            Some((expected, actual)) => Err(Stop::broken(expected, actual)),
        }
    }

    /// `And the tool changes no line item`.
    pub(crate) fn no_line_item_is_changed(&self) -> Step {
        self.offers_no_writing()?;
        match creation::change(self.calls_of_act()) {
            None => Ok(()),
            Some(call) => Err(Stop::broken("no change with the scope `lineitem.readonly`", call)),
        }
    }

    fn offers_no_writing(&self) -> Step {
        let offer = self.offer()?.ok_or_else(|| Stop::unjudged("the launch offers no line items"))?;
        if offer.scopes.iter().any(|scope| scope == "lineitem") {
            return Err(Stop::unjudged(
                "the launch offers the scope `lineitem`, which the case is to leave out",
            ));
        }
        Ok(())
    }

    /// `And another learner does "score" in the tool`.
    pub(crate) async fn another_learner_does(&mut self, act: &str) -> Step {
        let session = self.session()?;
        let second = self.scene()?.joined_by(&session, LEARNER).await?;
        self.scene = Some(second);
        self.browser = Some(session.browser(self.recorder.clone()));
        self.act_is_done_here(act).await
    }

    /// `Then no call for that learner goes to the URLs of before`: a late score of somebody else may.
    pub(crate) fn old_urls_are_left(&self) -> Step {
        let old = self
            .course
            .offer_before
            .as_ref()
            .ok_or_else(|| Stop::unjudged("no launch has offered line items yet"))?;
        let new = self.offer()?.unwrap_or_default();
        if old.line_items == new.line_items {
            return Err(Stop::unjudged("the URLs have not changed"));
        }
        if self.calls_of_act().is_empty() {
            return Err(Stop::not_applicable("the tool makes no call for another learner"));
        }
        let person = &self.scene()?.person.id;
        let scores = scores(self.calls_of_act());
        let late: Vec<_> =
            scores.iter().filter(|score| score.user() != person).map(|score| score.call.number).collect();
        let mut calls = self.calls_of_act().iter().filter(|call| !late.contains(&call.number));
        match calls.find_map(|call| Some((new.stale(call)?, told(call)))) {
            None => Ok(()),
            Some((expected, actual)) => Err(Stop::broken(expected, actual)),
        }
    }

    /// `Then each score goes to a line item's URL with "/scores" at the end of the path`, or results.
    pub(crate) fn are_below_the_item(&self, segment: &str) -> Step {
        let offer = self.offer()?.ok_or_else(|| Stop::unjudged("the launch offers no line items"))?;
        let items = offer.items(self.calls_of_act());
        let expected = || {
            let shown = items.first().map_or_else(String::new, |item| {
                format!(", as {}", crate::oracle::calls::url::below(item, segment))
            });
            format!("a line item's URL with `/{segment}` at the end of the path, the query unchanged{shown}")
        };
        if !items.iter().any(|item| target(item).contains('?')) {
            return Err(Stop::unjudged("no line item has a URL with a query"));
        }
        match misplaced(self.calls_of_act(), &items, segment) {
            Placement::Right => Ok(()),
            Placement::Wrong(call) => Err(Stop::broken(expected(), told(call))),
            Placement::Nothing => {
                let last = self.calls_of_act().last();
                Err(Stop::broken(expected(), last.map_or_else(|| "no call".to_owned(), |call| told(call))))
            }
        }
    }

    /// `Then the tool asks for every next page by its URL as given`.
    pub(crate) fn every_page_is_read(&self) -> Step {
        match paging(self.calls_of_act()) {
            Paging::Whole(_) => Ok(()),
            Paging::OnePage => Err(Stop::not_applicable("what the tool asks for fits on one page")),
            Paging::Missed { given, asked } => {
                Err(Stop::broken(format!("GET {given}, as the `Link` header says"), asked))
            }
        }
    }

    /// `Then it is recorded how many pages the tool asks for`.
    pub(crate) fn record_pages(&mut self) {
        let count = self.calls_of_act().iter().filter(|call| call.method == "GET").count();
        self.observe(match count {
            0 | 1 => "the tool stops after one page".to_owned(),
            2..=MOST_PAGES => format!("the tool stops after {count} pages"),
            _ => format!("the tool asks for more than {MOST_PAGES} pages"),
        });
    }

    /// `Then the tool goes on with the line item as the platform has made it`.
    pub(crate) fn created_values_are_followed(&self) -> Step {
        let calls = self.calls_of_case();
        let made = created(calls);
        let made = made.iter().find(|made| made.was_changed());
        let made = made.ok_or_else(|| Stop::not_applicable("the tool creates no line item"))?;
        match sequel(calls, made) {
            Sequel::Follows => Ok(()),
            Sequel::Departs(expected, actual) => Err(Stop::broken(expected, actual)),
            Sequel::Nothing => Err(Stop::not_applicable("the tool does nothing more with the line item")),
        }
    }

    /// `When the course is copied, and the instructor does "line-item" there`.
    pub(crate) async fn course_is_copied(&mut self, act: &str) -> Step {
        if created(self.calls_of_act()).is_empty() {
            return Err(Stop::not_applicable("the tool creates no line item that could be copied"));
        }
        let made = self.calls_of_act().to_vec();
        let session = self.session()?;
        let copy = self.scene()?.copied(&session, INSTRUCTOR).await?;
        self.scene = Some(copy);
        self.claim_course();
        self.act_is_done_here(act).await?;
        self.course.calls_before = made;
        Ok(())
    }

    /// `Then the tool creates no line item that was copied`.
    pub(crate) fn nothing_is_created_twice(&self) -> Step {
        let there = created(&self.course.calls_before);
        if there.is_empty() {
            return Err(Stop::not_applicable("the tool creates no line item"));
        }
        match creation::duplicate(self.calls_of_act(), &there) {
            None => Ok(()),
            Some(actual) => {
                let expected = format!("the line item found that is there ({})", path(there[0].url()));
                Err(Stop::broken(expected, actual))
            }
        }
    }

    /// `Then the other host gets no access token`.
    pub(crate) fn stranger_gets_no_token(&self) -> Step {
        let path = self.stranger.as_ref().ok_or_else(|| Stop::unjudged("the case has no other host"))?;
        let tokens: Vec<_> = self.calls_of_case().iter().filter_map(|call| call.bearer()).collect();
        for request in self.session()?.canary.requests(path) {
            let headers = request.headers.iter().find(|(name, value)| {
                name == "authorization" || tokens.iter().any(|token| value.contains(token))
            });
            let told = match headers {
                Some((name, _)) => format!("`{}` with the header `{name}`", request.line),
                None if tokens
                    .iter()
                    .any(|token| request.line.contains(token) || request.body.contains(token)) =>
                {
                    format!("`{}` with the token", request.line.split('?').next().unwrap_or_default())
                }
                None => continue,
            };
            return Err(Stop::broken(
                "the access token at this platform only",
                format!("{told} at another host"),
            ));
        }
        Ok(())
    }

    /// `When a teacher changes a result, and the instructor does "results" in the tool`.
    pub(crate) async fn teacher_changes_a_result(&mut self, act: &str) -> Step {
        let (session, item) = (self.session()?, self.line_item_id()?);
        let learner =
            self.course.learners.first().ok_or_else(|| Stop::unjudged("the course has no learner"))?;
        session.party.campus.override_result(&item, learner, TEACHERS_SCORE).await?;
        self.act_is_done_here(act).await?;
        let told = TEACHERS_SCORE.to_string();
        if self.calls_of_act().iter().any(|call| call.response_body.contains(&told)) {
            return Ok(());
        }
        Err(Stop::not_applicable("the tool does not ask for the result that was changed"))
    }

    /// `Then it is recorded whether the page shows the changed score`.
    pub(crate) fn record_changed_score(&mut self) -> Step {
        let shown = self.last()?.page.body.contains(&TEACHERS_SCORE.to_string());
        self.observe(if shown {
            "the page shows the teacher's score"
        } else {
            "the page does not show the teacher's score"
        });
        Ok(())
    }
}
