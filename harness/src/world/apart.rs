//! Cases about what must not be mixed: users, courses and links that only look the same.

use homeroom_vocab::claim;
use serde_json::{Map, Value, json};

use super::{Step, World, sendable};
use crate::control::LaunchOrder;
use crate::driver::Browser;
use crate::launch::{Ended, Party, deliver};
use crate::oracle::classify::Outcome;
use crate::oracle::leak;
use crate::record::Stop;
use crate::scene::Scene;
use crate::variation::LEARNER;

/// A user id, and another one that a careless comparison takes for it.
type Twins = fn(&str) -> (String, String);

const LOOK_ALIKES: &[(&str, Twins)] = &[
    ("white space behind it", |id| (id.to_owned(), format!("{id} "))),
    ("white space before it", |id| (id.to_owned(), format!(" {id}"))),
    ("a NUL and what follows it", |id| (id.to_owned(), format!("{id}\u{0}x"))),
    ("its 256th character", |id| (format!("{id:x<255}"), format!("{id:x<255}y"))),
    ("its Unicode form", |id| (format!("{id}-é"), format!("{id}-e\u{301}"))),
];

impl World {
    /// `When somebody whose id differs by ... opens the link, and is not named`.
    pub(crate) async fn look_alike_follows(&mut self, difference: &str) -> Step {
        let session = self.session()?;
        let Some((_, twins)) = LOOK_ALIKES.iter().find(|(name, _)| *name == difference) else {
            return Err(Stop::unjudged(format!("no two user ids differ by {difference}")));
        };
        let (first, second) = twins(&self.scene()?.person.id);
        let known = with_claims(self.scene()?.order(), json!({"sub": first}));
        self.somebody_is_known(&session.party, &known).await?;
        let order = nameless(with_claims(self.scene()?.order(), json!({"sub": second})));
        self.follows(&session.party, &order).await
    }

    /// `When somebody with the same id comes from the other platform, and is not named`.
    pub(crate) async fn namesake_follows(&mut self) -> Step {
        let session = self.session()?;
        let elsewhere = session.at_another_platform()?;
        let known = self.scene()?.order();
        self.somebody_is_known(&session.party, &known).await?;
        let order = Scene::arrange_at(&session, elsewhere).await?;
        let order = nameless(with_claims(order, json!({"sub": known.person})));
        self.follows(elsewhere, &order).await
    }

    /// The tool meets the person of the case by name, and shows that name.
    async fn somebody_is_known(&mut self, party: &Party, order: &LaunchOrder) -> Step {
        let mut browser = self.session()?.browser(self.recorder.clone());
        let ended = self.launched(party, &mut browser, order).await?;
        if self.outcome(&ended)? == Outcome::Refused {
            return Err(Stop::not_applicable("the tool takes no user id of that kind"));
        }
        let person = &self.scene()?.person;
        let names = [&person.name, &person.family_name, &person.email].map(Clone::clone);
        if !ended.page.body.contains(&person.family_name) {
            return Err(Stop::not_applicable("the page after a launch does not show the name of the user"));
        }
        self.secrets.extend(names);
        Ok(())
    }

    /// `When the ids of the course and the link come again ..., without titles`.
    pub(crate) async fn ids_come_again(&mut self, from: &str) -> Step {
        let session = self.session()?;
        let suffix = format!("{}-{}", session.next_person(), session.run_id);
        let (course, link) = (format!("kept-course-{suffix}"), format!("kept-link-{suffix}"));
        let titles = [format!("Meadow {suffix}"), format!("Harbour {suffix}")];
        let first = placed(self.scene()?.order(), &course, &link, Some(&titles));
        let (party, order) = match from {
            "from another deployment" => {
                self.tool_has_second_deployment()?;
                let mut order = self.scene()?.joined_by(&session, LEARNER).await?.order();
                let second = session.party.registered.deployments.get(1).cloned();
                order.options.insert("deployment".to_owned(), second.into());
                (&session.party, placed(order, &course, &link, None))
            }
            "from another platform" => {
                let elsewhere = session.at_another_platform()?;
                (elsewhere, placed(Scene::arrange_at(&session, elsewhere).await?, &course, &link, None))
            }
            _ => {
                let order = self.scene()?.joined_by(&session, LEARNER).await?.order();
                (&session.party, placed(order, &course.to_uppercase(), &link.to_uppercase(), None))
            }
        };
        let mut browser = session.browser(self.recorder.clone());
        let ended = self.launched(&session.party, &mut browser, &first).await?;
        self.is_accepted(&ended, &browser).await.map_err(Stop::blocks)?;
        if !titles.iter().any(|title| ended.page.body.contains(title)) {
            return Err(Stop::not_applicable(
                "the page after a launch shows no title of the course or the link",
            ));
        }
        self.secrets.extend(titles);
        self.follows(party, &order).await
    }

    /// `When another learner, who is not named, opens the link in the browser of the earlier launch`.
    pub(crate) async fn nameless_learner_follows(&mut self) -> Step {
        let session = self.session()?;
        let second = self.scene()?.joined_by(&session, LEARNER).await?;
        self.keep_secret();
        self.follow_in_earlier_browser(&nameless(second.order())).await
    }

    /// `When the login names another learner than the token`.
    pub(crate) async fn login_names_another_learner(&mut self) -> Step {
        let session = self.session()?;
        let first = self.scene()?.person.clone();
        let hinted = self.scene()?.joined_by(&session, LEARNER).await?;
        let claims = json!({
            "sub": first.id, "name": first.name, "given_name": first.given_name,
            "family_name": first.family_name, "email": first.email,
        });
        let names = [&hinted.person.name, &hinted.person.family_name, &hinted.person.email];
        self.secrets.extend(names.map(Clone::clone));
        self.launch(&with_claims(hinted.order(), claims)).await
    }

    /// `When a learner claims to be the mentor of the earlier one`.
    pub(crate) async fn false_mentor_follows(&mut self) -> Step {
        let session = self.session()?;
        let mentor = self.scene()?.joined_by(&session, LEARNER).await?;
        self.keep_secret();
        let mentees = json!({claim::ROLE_SCOPE_MENTOR: [self.scene()?.person.id]});
        self.follows(&session.party, &with_claims(mentor.order(), mentees)).await
    }

    /// Names and address of the person of the case are not for the one who comes now.
    fn keep_secret(&mut self) {
        if let Some(scene) = &self.scene {
            let person = &scene.person;
            self.secrets.extend([&person.name, &person.family_name, &person.email].map(Clone::clone));
        }
    }

    pub(super) async fn follows(&mut self, party: &Party, order: &LaunchOrder) -> Step {
        let mut browser = self.session()?.browser(self.recorder.clone());
        let ended = self.launched(party, &mut browser, order).await?;
        self.ended.push(ended);
        self.browser = Some(browser);
        Ok(())
    }

    async fn launched(
        &self,
        party: &Party,
        browser: &mut Browser,
        order: &LaunchOrder,
    ) -> Result<Ended, Stop> {
        let opened = party.open(browser, order).await?;
        let question = super::asked(&opened)?.clone();
        let answer = party.answer(browser, &opened.prepared.id, &question).await?;
        Ok(deliver(browser, sendable(&answer)?, opened.mark).await)
    }

    /// `Then the page shows nothing of ...`. A tool for working together may show everybody in a course who else is there: what
    /// any peer is shown, nobody was mistaken for.
    pub(crate) async fn page_keeps_the_secrets(&self, among_peers: bool) -> Step {
        let secrets: Vec<_> = self.secrets.iter().map(String::as_str).collect();
        if secrets.is_empty() {
            return Err(Stop::unjudged("the case has nothing that a page must not show"));
        }
        for hop in &self.last()?.hops {
            let Some(secret) = leak::shown(&crate::launch::page_of(hop), &secrets) else { continue };
            if among_peers && self.is_shown_to_a_peer(secret).await? {
                return Err(Stop::not_applicable(
                    "the page shows every learner of the course who else is there",
                ));
            }
            return Err(Stop::broken(
                "nothing of what belongs to somebody or something else",
                format!("{} shows `{secret}`", hop.url.path()),
            ));
        }
        Ok(())
    }

    /// Whether a third learner, who has no name and shares nothing with the others but the link, is shown it too.
    async fn is_shown_to_a_peer(&self, secret: &str) -> Result<bool, Stop> {
        let session = self.session()?;
        let peer = self.scene()?.joined_by(&session, LEARNER).await?;
        let mut browser = session.browser(self.recorder.clone());
        // A tool that breaks on the way shows nothing.
        let seen = self.launched(&session.party, &mut browser, &nameless(peer.order())).await;
        Ok(seen.is_ok_and(|ended| {
            ended.hops.iter().any(|hop| leak::shown(&crate::launch::page_of(hop), &[secret]).is_some())
        }))
    }
}

/// The same launch without names and addresses.
fn nameless(mut order: LaunchOrder) -> LaunchOrder {
    order.options.insert("privacy".to_owned(), "none".into());
    order
}

fn with_claims(mut order: LaunchOrder, claims: Value) -> LaunchOrder {
    let mut all = match order.options.remove("claims") {
        Some(Value::Object(all)) => all,
        _ => Map::new(),
    };
    if let Value::Object(claims) = claims {
        all.extend(claims);
    }
    order.options.insert("claims".to_owned(), all.into());
    order
}

/// A launch of that link in that course; without titles it says their ids only.
fn placed(order: LaunchOrder, course: &str, link: &str, titles: Option<&[String; 2]>) -> LaunchOrder {
    let place = |id: &str, title: Option<&String>| match title {
        Some(title) => json!({"id": id, "title": title}),
        None => json!({"id": id}),
    };
    let [course_title, link_title] = [0, 1].map(|at| titles.map(|titles| &titles[at]));
    let claims = json!({
        claim::CONTEXT: place(course, course_title),
        claim::RESOURCE_LINK: place(link, link_title),
    });
    with_claims(order, claims)
}
