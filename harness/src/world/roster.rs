//! Cases about rosters: which members the tool asks for, and which it shows.

use std::collections::BTreeMap;

use super::{Step, World};
use crate::control::Person;
use crate::oracle::calls::roster::{self, Changes, asks_for_link, changes};
use crate::oracle::calls::url::told;
use crate::record::Stop;
use crate::service_calls::CallKind;
use crate::variation::LEARNER;

const NO_MEMBERS: &str = "no page shows who is on the roster: add `[shows] member`, the selector of the elements that show one user id each";

const TEST_USER: &str = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser";

impl World {
    /// `Then the tool has read the roster`.
    pub(crate) fn roster_was_read(&self) -> Step {
        let roster = self.roster_url()?;
        let mut calls = self.calls_of_act().iter().filter(|call| call.kind == CallKind::Nrps);
        match (calls.clone().any(|call| call.method == "GET" && call.is_answered_well()), calls.next_back()) {
            (true, _) => Ok(()),
            (false, Some(call)) => {
                let actual = format!("{}, answered with status {}", told(call), call.status);
                Err(Stop::broken(format!("GET {roster}"), actual))
            }
            (false, None) => Err(Stop::broken(format!("GET {roster}"), "no call to the roster")),
        }
    }

    /// `And one member of the course is inactive`.
    pub(crate) async fn a_member_is_inactive(&mut self) -> Step {
        let (session, member) = (self.session()?, self.a_learner()?);
        let course = self.scene()?.course().to_owned();
        session.party.campus.enrol_as(&course, &member, LEARNER, "Inactive").await?;
        self.course.member = Some(member);
        Ok(())
    }

    /// `And one member of the course is a test user`.
    pub(crate) async fn a_member_is_a_test_user(&mut self) -> Step {
        let (session, member) = (self.session()?, self.a_learner()?);
        let course = self.scene()?.course().to_owned();
        session.party.campus.enrol_with(&course, &member, &[LEARNER, TEST_USER]).await?;
        self.course.member = Some(member);
        Ok(())
    }

    /// `And the learners of the course have the same name and address`.
    pub(crate) async fn members_are_namesakes(&mut self) -> Step {
        let session = self.session()?;
        for id in &self.course.learners {
            let person = Person {
                id: id.clone(),
                name: "Kim Twin".to_owned(),
                given_name: "Kim".to_owned(),
                family_name: "Twin".to_owned(),
                email: "kim.twin@school.example".to_owned(),
            };
            session.party.campus.person(&person).await?;
        }
        Ok(())
    }

    /// `And a learner of the course has opened the link under another name`.
    pub(crate) async fn a_learner_was_renamed(&mut self) -> Step {
        let (session, instructor) = (self.session()?, self.scene()?.clone());
        let learner = instructor.joined_by(&session, LEARNER).await?;
        self.course.member = Some(learner.person.id.clone());
        self.course.learners.push(learner.person.id.clone());
        self.scene = Some(learner);
        let done = self.launch_with_variation("person.renamed").await;
        self.scene = Some(instructor);
        self.browser = Some(session.browser(self.recorder.clone()));
        done
    }

    fn a_learner(&self) -> Result<String, Stop> {
        self.course.learners.first().cloned().ok_or_else(|| Stop::unjudged("the course has no learner"))
    }

    /// `When a member leaves the course, and the instructor does "roster-changes" in the tool`.
    pub(crate) async fn a_member_leaves(&mut self, act: &str) -> Step {
        let (session, member) = (self.session()?, self.a_learner()?);
        session.party.campus.remove_enrolment(self.scene()?.course(), &member).await?;
        self.course.member = Some(member);
        self.act_is_done_here(act).await
    }

    /// `Then the tool asks for the changes by their URL as given`.
    pub(crate) fn changes_are_asked_for(&self) -> Step {
        match changes(&self.course.calls_before, self.calls_of_act(), &self.roster_url()?) {
            Changes::AsGiven => Ok(()),
            Changes::NotOffered => Err(Stop::unjudged("the platform has given no URL for changes")),
            Changes::ReadAnew => Err(Stop::not_applicable("the tool reads the whole roster anew")),
            Changes::Otherwise { given, asked } => {
                Err(Stop::broken(format!("GET {given}"), asked.unwrap_or_else(|| "no call".to_owned())))
            }
        }
    }

    /// `Then the tool asks for the members of the link at the URL of the roster`.
    pub(crate) fn members_of_the_link_are_asked_for(&self) -> Step {
        let (roster, link) = (self.roster_url()?, self.scene()?.link());
        asks_for_link(self.calls_of_act(), &roster, link).map_err(|actual| {
            Stop::broken(format!("GET {roster} with `rlid` = `{link}` added to its query"), actual)
        })
    }

    /// `Given the tool shows who is on the roster`.
    pub(crate) fn tool_shows_members(&self) -> Step {
        self.member_selector().map(drop)
    }

    fn member_selector(&self) -> Result<String, Stop> {
        self.session()?.target.shows.member.clone().ok_or_else(|| Stop::not_applicable(NO_MEMBERS))
    }

    /// How often the page shows each user id.
    fn shown(&self) -> Result<BTreeMap<String, usize>, Stop> {
        let selector = self.member_selector()?;
        let page = self.last()?.document().ok_or_else(|| Stop::unjudged("the act ends on no page"))?;
        let mut shown = BTreeMap::new();
        for id in page.texts_of(&selector) {
            *shown.entry(id).or_default() += 1;
        }
        if shown.is_empty() {
            return Err(Stop::unjudged(format!(
                "`{selector}` shows nobody on {}",
                self.last()?.page.describe()
            )));
        }
        Ok(shown)
    }

    /// `Then the page shows every learner once`. Who else is on a roster need not be shown.
    pub(crate) fn every_learner_is_shown_once(&self) -> Step {
        let shown = self.shown()?;
        for learner in &self.course.learners {
            demand_named(roster::names(self.calls_of_act(), learner))?;
            times_shown(&shown, learner, 1)?;
        }
        Ok(())
    }

    /// `Then the page shows that learner once`.
    pub(crate) fn the_learner_is_shown_once(&self) -> Step {
        let member = self.member()?;
        demand_named(roster::names(self.calls_of_act(), member))?;
        times_shown(&self.shown()?, member, 1)
    }

    /// `Then the page does not show that member`.
    pub(crate) fn the_member_is_not_shown(&self) -> Step {
        let member = self.member()?;
        if !roster::departed(self.calls_of_act()).iter().any(|id| id == member) {
            return Err(Stop::not_applicable("the tool does not ask for what has changed"));
        }
        times_shown(&self.shown()?, member, 0)
    }

    /// `Then it is recorded whether the page shows that member`.
    pub(crate) fn record_whether_shown(&mut self) -> Step {
        let is_shown = self.shown()?.contains_key(self.member()?);
        self.observe(if is_shown {
            "the page shows that member"
        } else {
            "the page does not show that member"
        });
        Ok(())
    }

    fn member(&self) -> Result<&String, Stop> {
        self.course.member.as_ref().ok_or_else(|| Stop::unjudged("the case is about no member"))
    }
}

fn demand_named(is_named: bool) -> Step {
    if is_named {
        return Ok(());
    }
    Err(Stop::not_applicable("the tool does not read the whole roster"))
}

fn times_shown(shown: &BTreeMap<String, usize>, id: &str, expected: usize) -> Step {
    let times = shown.get(id).copied().unwrap_or_default();
    if times == expected {
        return Ok(());
    }
    Err(Stop::broken(format!("`{id}` shown {}", often(expected)), format!("shown {}", often(times))))
}

fn often(times: usize) -> String {
    match times {
        0 => "not at all".to_owned(),
        1 => "once".to_owned(),
        times => format!("{times} times"),
    }
}
