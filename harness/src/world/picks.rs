//! What a picker answered, judged.

use super::picking::Picked;
use super::{Step, World};
use crate::clock;
use crate::driver::{Follow, Request};
use crate::launch::page_of;
use crate::oracle::answer::{ALWAYS, Answer, Expected, Not, Ruling, rule_names};
use crate::oracle::classify::Outcome;
use crate::oracle::item;
use crate::oracle::page::Page;
use crate::record::Stop;

impl World {
    fn last_picked(&self) -> Result<&Picked, Stop> {
        self.picked.last().ok_or_else(|| Stop::unjudged("nothing has been picked yet"))
    }

    /// The answer of the last picker; without one there is nothing to judge.
    pub(super) fn answer(&self) -> Result<&Answer, Stop> {
        answer_of(self.last_picked()?)
    }

    /// The message that the tool has signed for the platform.
    pub(super) fn token_of_own_answer(&self) -> Result<String, Stop> {
        Ok(self.answer()?.token.raw.clone())
    }

    /// `Then an answer leaves for the platform`.
    pub(crate) fn an_answer_leaves(&self) -> Step {
        let picked = self.last_picked()?;
        let expected = "a form that goes to `deep_link_return_url`";
        match &picked.answer {
            Some(answer) if !answer.only_shown => Ok(()),
            Some(_) => {
                Err(Stop::broken(expected, format!("the answer shown, and not posted: {}", picked.page)))
            }
            None => Err(Stop::broken(expected, picked.page.clone())),
        }
    }

    /// `Then the picker does not open`.
    pub(crate) fn picker_stays_closed(&self) -> Step {
        let ended = self.last()?;
        match self.outcome(ended)? {
            Outcome::Accepted => {
                Err(Stop::broken("a refusal", format!("the picker opens: {}", ended.page.describe())))
            }
            Outcome::Unclear(why) => Err(Stop::unjudged(why)),
            _ => Ok(()),
        }
    }

    /// `Then the answer keeps the rule "..."`.
    pub(crate) async fn answer_keeps_the_rule(&self, rule: &str) -> Step {
        self.keeps(self.last_picked()?, rule).await
    }

    /// `Then an answer, if there is one, keeps the rule "..."`.
    pub(crate) async fn answer_if_any_keeps_the_rule(&self, rule: &str) -> Step {
        match self.picked.last().filter(|picked| picked.leaving.is_some()) {
            Some(picked) => self.keeps(picked, rule).await,
            None => Ok(()),
        }
    }

    /// `Then each answer keeps the rule "..."`.
    pub(crate) async fn each_answer_keeps_the_rule(&self, rule: &str) -> Step {
        self.last_picked()?;
        for picked in &self.picked {
            self.keeps(picked, rule).await?;
        }
        Ok(())
    }

    async fn keeps(&self, picked: &Picked, rule: &str) -> Step {
        let expected = self.expected(picked).await?;
        judged(answer_of(picked)?.check(rule, &expected), rule, &rule_names())
    }

    async fn expected(&self, picked: &Picked) -> Result<Expected, Stop> {
        let session = self.session()?;
        Ok(Expected {
            issuer: session.party.campus.endpoints.issuer.clone(),
            client_id: session.party.registered.client_id.clone(),
            deployment_id: picked.deployment_id.clone(),
            settings: picked.settings.clone(),
            keys: session.tool_keys().await,
            cookies: picked.cookies.clone(),
            now: clock::now().as_second(),
        })
    }

    /// `Then the two answers have different nonces`.
    pub(crate) fn nonces_differ(&self) -> Step {
        let nonces = self.picked.iter().map(|picked| answer_of(picked).map(Answer::nonce));
        let nonces: Vec<_> = nonces.collect::<Result<Option<Vec<_>>, Stop>>()?.unwrap_or_default();
        match nonces.as_slice() {
            [first, second] if first != second => Ok(()),
            [first, _] => Err(Stop::broken("a new `nonce` in each answer", format!("`{first}` twice"))),
            _ => Err(Stop::unjudged("blocked: an answer has no `nonce`")),
        }
    }

    /// `Then the items keep the rule "..."`.
    pub(crate) fn items_keep_the_rule(&self, rule: &str) -> Step {
        judged(item::check(self.answer()?, rule), rule, &item::rule_names())
    }

    /// `And the platform takes it, if it keeps the rules`: harness and platform read the same rules, so they must agree.
    /// A broken rule has a case of its own.
    pub(crate) async fn platform_takes_the_answer(&mut self) -> Step {
        let (picked, session) = (self.last_picked()?, self.session()?);
        for rule in ALWAYS {
            if let Err(Stop::Broken { .. } | Stop::Unjudged { .. }) = self.keeps(picked, rule).await {
                return Ok(());
            }
        }
        let launch = picked.launch.clone();
        let request = picked.leaving.as_ref().map(|leaving| leaving.request.clone());
        let request = request.ok_or_else(|| Stop::unjudged("no answer has left"))?;
        let taken = self.fetch(request, false).await?;
        let account = session.party.campus.launch(&launch).await;
        let account = account?.deep_linking;
        match account.and_then(|account| account.answer) {
            Some(answer) if answer.accepted => Ok(()),
            _ => Err(Stop::unjudged(format!(
                "the harness finds nothing wrong with the answer, and the platform does not take it: {}",
                taken.describe()
            ))),
        }
    }

    /// `Then the "file" item opens`: at once, and without the session where the platform fetches it.
    pub(crate) async fn item_opens(&mut self, kind: &str) -> Step {
        let item = self.item_of(kind)?;
        let registration = self.session()?.party.registration.clone();
        let url =
            item::opens(&item).ok_or_else(|| Stop::unjudged("blocked: the item has no address to open"))?;
        if !registration.is_at(&url) {
            return Err(Stop::not_applicable(format!("`{url}` is not at the tool, so it is not fetched")));
        }
        let page = self.fetch(Request::get(&url), kind != "link").await?;
        let opens = match kind {
            "file" => page.status == 200,
            "image" => page.is_success() && page.media_type().starts_with("image/"),
            // A page may ask who is there first.
            _ => page.status < 400 || [401, 403].contains(&page.status),
        };
        if opens {
            return Ok(());
        }
        let expected = if kind == "image" { "an image" } else { "an answer with status 200" };
        Err(Stop::broken(
            format!("{expected} at `{url}`"),
            format!("{} as `{}`", page.describe(), page.media_type()),
        ))
    }

    async fn fetch(&mut self, request: Request, as_stranger: bool) -> Result<Page, Stop> {
        let browser = self.browser()?;
        let mut stranger = browser.fresh();
        let browser = if as_stranger { &mut stranger } else { browser };
        let journey = browser.follow(request, &Follow::all()).await;
        let journey = journey.map_err(|error| Stop::unjudged(error.to_string()))?;
        journey.last().map(|hop| page_of(hop)).ok_or_else(|| Stop::unjudged("no answer"))
    }
}

fn answer_of(picked: &Picked) -> Result<&Answer, Stop> {
    picked.answer.as_ref().ok_or_else(|| {
        Stop::unjudged(format!(
            "blocked: the case needs an answer to the platform, but the picker ends on {}",
            picked.page
        ))
    })
}

fn judged(ruling: Option<Ruling>, rule: &str, known: &[&str]) -> Step {
    match ruling {
        Some(Ok(())) => Ok(()),
        Some(Err(Not::Kept(broken))) => Err(Stop::broken(broken.expected, broken.actual)),
        Some(Err(Not::Judged(why))) => Err(Stop::unjudged(format!("blocked: {why}"))),
        Some(Err(Not::Applicable(why))) => Err(Stop::not_applicable(why)),
        None => Err(Stop::unjudged(format!("no rule is called `{rule}`; there are {}", known.join(", ")))),
    }
}
