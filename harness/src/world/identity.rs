//! Cases that read from the page who is logged in, and as what.

use super::{Step, World, send};
use crate::control::LaunchOrder;
use crate::launch::Ended;
use crate::oracle::classify::Outcome;
use crate::record::Stop;
use crate::variation::{LEARNER, UNICODE_NAME};

const NO_USER: &str = "no page shows who is logged in: add `[shows] user` to the configuration";
const NO_ROLE: &str =
    "no page shows the role so that instructor and learner differ: add `[shows] role` to the configuration";

impl World {
    /// `Given the tool shows who is logged in`.
    pub(crate) fn tool_shows_the_user(&self) -> Step {
        self.user_selector().map(drop)
    }

    /// `Given the tool shows the role`.
    pub(crate) fn tool_shows_the_role(&self) -> Step {
        let session = self.session()?;
        if session.target.shows.role.is_some() {
            session.party.reach.demand_launch()?;
        }
        match session.roles {
            Some(_) => Ok(()),
            None => Err(Stop::not_applicable(NO_ROLE)),
        }
    }

    fn user_selector(&self) -> Result<String, Stop> {
        self.session()?.target.shows.user.clone().ok_or_else(|| Stop::not_applicable(NO_USER))
    }

    fn role_selector(&self) -> Result<String, Stop> {
        self.session()?.target.shows.role.clone().ok_or_else(|| Stop::not_applicable(NO_ROLE))
    }

    /// `Given the page of that launch shows the name of the learner`.
    pub(crate) fn page_shows_the_name(&self) -> Step {
        let name = &self.scene()?.person.name;
        if text(&self.earlier()?.ended).contains(name.as_str()) {
            return Ok(());
        }
        Err(Stop::not_applicable("the page after a launch does not show the name of the user"))
    }

    /// `And the page shows the name beyond ASCII`.
    pub(crate) fn page_shows_unicode_name(&self) -> Step {
        if text(self.last()?).contains(UNICODE_NAME) {
            return Ok(());
        }
        Err(Stop::broken(format!("the name `{UNICODE_NAME}`"), self.last()?.page.describe()))
    }

    /// `Given the tool has a second deployment`.
    pub(crate) fn tool_has_second_deployment(&self) -> Step {
        if self.session()?.party.registered.deployments.len() < 2 {
            return Err(Stop::not_applicable(
                "the tool is registered with one deployment only: add a second to `deployments`",
            ));
        }
        Ok(())
    }

    /// `And the page shows the role of an instructor`.
    pub(crate) fn page_shows_an_instructor(&self) -> Step {
        let (shown, learner, instructor) = self.roles()?;
        if shown.as_deref() == Some(instructor.as_str()) {
            return Ok(());
        }
        let actual = shown.map_or_else(|| "no role".to_owned(), |shown| format!("`{shown}`"));
        Err(Stop::broken(format!("the page to show `{instructor}` (a learner sees `{learner}`)"), actual))
    }

    /// `Then the page does not show the role of an instructor`: a refusal is as good as a learner's page.
    pub(crate) fn page_shows_no_instructor(&self) -> Step {
        let (shown, _, instructor) = self.roles()?;
        if shown.as_deref() == Some(instructor.as_str()) {
            return Err(Stop::broken(
                "the least privilege, or a refusal",
                format!("the page shows `{instructor}`"),
            ));
        }
        Ok(())
    }

    /// The role on the page, and what learner and instructor see there.
    pub(super) fn roles(&self) -> Result<(Option<String>, String, String), Stop> {
        let (learner, instructor) =
            self.session()?.roles.clone().ok_or_else(|| Stop::not_applicable(NO_ROLE))?;
        let shown = shown_on(self.last()?, &self.role_selector()?);
        Ok((shown, learner, instructor))
    }

    /// `And the page shows the same user as before`, or another.
    pub(crate) fn page_shows_user_of_earlier_launch(&self, same: bool) -> Step {
        let selector = self.user_selector()?;
        let before = shown_on(&self.earlier()?.ended, &selector).ok_or_else(|| no_user(&selector))?;
        let now = shown_on(self.last()?, &selector).ok_or_else(|| no_user(&selector))?;
        let person = &self.scene()?.person;
        if [&person.name, &person.given_name, &person.family_name, &person.email].contains(&&before) {
            let why = format!(
                "`[shows] user = \"{selector}\"` shows the name or address of the user, not who it is"
            );
            return Err(Stop::not_applicable(why));
        }
        match (same, before == now) {
            (true, true) | (false, false) => Ok(()),
            (true, false) => Err(Stop::broken(format!("the user `{before}`, as before"), format!("`{now}`"))),
            (false, true) => Err(Stop::broken("another user than before", format!("`{now}` again"))),
        }
    }

    /// `Then the page does not show the user of the earlier launch`.
    pub(crate) fn page_hides_user_of_earlier_launch(&self) -> Step {
        let selector = self.user_selector()?;
        self.hides(&selector)
    }

    /// `And the page names nobody who launched before`: told only where a page shows the user.
    pub(crate) fn page_names_nobody_from_before(&self) -> Step {
        match self.session()?.target.shows.user.clone() {
            None => Ok(()),
            Some(selector) => self.hides(&selector),
        }
    }

    fn hides(&self, selector: &str) -> Step {
        let before = shown_on(&self.earlier()?.ended, selector).ok_or_else(|| no_user(selector))?;
        if self.outcome(self.last()?)? == Outcome::Refused {
            return Ok(());
        }
        match shown_on(self.last()?, selector) {
            Some(now) if now == before => {
                Err(Stop::broken("an anonymous page, or a refusal", format!("the page of `{now}`")))
            }
            _ => Ok(()),
        }
    }

    /// `When another learner opens the link in the browser of the earlier launch`.
    pub(crate) async fn another_learner_follows(&mut self) -> Step {
        let session = self.session()?;
        let second = self.scene()?.joined_by(&session, LEARNER).await?;
        self.follow_in_earlier_browser(&second.order()).await
    }

    /// `When an anonymous launch follows in the browser of the earlier launch`.
    pub(crate) async fn anonymous_launch_follows(&mut self) -> Step {
        let mut order = self.scene()?.order();
        order.options.insert("anonymous".to_owned(), true.into());
        self.follow_in_earlier_browser(&order).await
    }

    pub(super) async fn follow_in_earlier_browser(&mut self, order: &LaunchOrder) -> Step {
        let mut earlier = self.earlier.take().ok_or_else(|| Stop::unjudged("no earlier launch"))?;
        let (opened, answer) = self.through_to_the_answer(&mut earlier.browser, order).await?;
        let ended = send(&mut earlier.browser, &answer, &opened).await?;
        self.ended.push(ended);
        // The page of the earlier launch stays for comparison; its browser is the one to look at now.
        if let Some(browser) = &mut self.browser {
            std::mem::swap(browser, &mut earlier.browser);
        }
        self.earlier = Some(earlier);
        Ok(())
    }

    /// `Then the tool refuses the launch, or takes the last "..."`: two values of one member must never be mixed.
    pub(crate) async fn last_value_counts(&mut self, claim: &str, shown_by: &str) -> Step {
        if matches!(self.outcome(self.last()?)?, Outcome::Refused | Outcome::Crashed(_)) {
            return Ok(());
        }
        let selector = if shown_by == "user" { self.user_selector()? } else { self.role_selector()? };
        let shown = shown_on(self.last()?, &selector).ok_or_else(|| no_user(&selector))?;
        let last = self.last_value_sent(claim)?;
        let mut order = self.scene()?.order();
        order.options.insert("claims".to_owned(), serde_json::json!({ claim: last }));
        self.launch(&order).await?;
        let expected = shown_on(self.last()?, &selector).ok_or_else(|| no_user(&selector))?;
        if shown == expected {
            return Ok(());
        }
        Err(Stop::broken(
            format!("a refusal, or `{expected}`, which the last value means"),
            format!("`{shown}`"),
        ))
    }

    /// The value that stands last in the token, which a JSON parser keeps.
    fn last_value_sent(&self, claim: &str) -> Result<serde_json::Value, Stop> {
        let posted = self.recorder.exchanges();
        let token = posted.iter().rev().find_map(|hop| {
            let fields = crate::driver::parse(hop.request_body.text().as_bytes());
            crate::driver::first(&fields, "id_token").map(crate::oracle::jwt::Token::read)
        });
        let value = token.and_then(|token| token.claim(claim).cloned());
        value.ok_or_else(|| Stop::unjudged(format!("no posted token has the claim `{claim}`")))
    }
}

fn text(ended: &Ended) -> String {
    crate::oracle::fingerprint::visible_text(&ended.page)
}

fn shown_on(ended: &Ended, selector: &str) -> Option<String> {
    ended.document()?.text_of(selector)
}

fn no_user(selector: &str) -> Stop {
    Stop::unjudged(format!("the page has nothing that `{selector}` selects"))
}
