//! Cases that pick content: a person opens the picker, chooses something, and an answer leaves for the platform.

use serde_json::{Map, Value, json};

use super::{Step, World};
use crate::acts::act_names;
use crate::injection::Injection;
use crate::oracle::answer::Answer;
use crate::oracle::classify::Outcome;
use crate::oracle::item;
use crate::picker::{Leaving, perform};
use crate::record::Stop;
use crate::scene::{Errand, Scene};
use crate::settings::{Setting, missing_on_the_wire, with_members};
use crate::target::Act;

/// So many bytes of `data` make a request that servers may refuse as too large.
const MUCH_DATA: usize = 16 * 1024;

/// One picker that somebody has used.
#[derive(Debug)]
pub(super) struct Picked {
    /// The launch that opened it.
    pub(super) launch: String,
    pub(super) settings: Value,
    pub(super) deployment_id: String,
    pub(super) leaving: Option<Leaving>,
    pub(super) answer: Option<Answer>,
    /// The values of the cookies in the browser.
    pub(super) cookies: Vec<String>,
    /// Where the browser stood in the end.
    pub(super) page: String,
}

impl World {
    /// `Given an instructor who can pick content for the course`.
    pub(crate) async fn someone_can_pick(&mut self, role: &str) -> Step {
        self.act("pick")?;
        self.arrange_picking(role).await
    }

    /// `Given an instructor who can open the picker`: that the request is taken or refused shows without any act.
    pub(crate) async fn someone_can_open_a_picker(&mut self, role: &str) -> Step {
        if self.session()?.party.registration.deep_linking_url.is_none() {
            self.act("pick")?;
        }
        self.arrange_picking(role).await
    }

    async fn arrange_picking(&mut self, role: &str) -> Step {
        let session = self.session()?;
        self.pickers = session.pickers().await.as_ref().ok().cloned().map(Box::new);
        self.scene = Some(Scene::arrange(&session, role).await?.on(Errand::Content));
        Ok(())
    }

    /// `And the picker opens for an instructor`: the control requests say so.
    pub(crate) async fn pickers_are_known(&self) -> Step {
        self.session()?.pickers().await.as_ref().map(drop).map_err(Stop::clone)
    }

    /// `And the tool has opened the picker for an untouched request`.
    pub(crate) async fn a_picker_was_opened(&mut self) -> Step {
        self.pickers_are_known().await?;
        self.an_untouched_launch_was_accepted().await
    }

    /// The act of that name, or what to add to have it.
    pub(super) fn act(&self, name: &str) -> Result<Act, Stop> {
        let session = self.session()?;
        session.target.act(name).cloned().ok_or_else(|| {
            let typo = mistyped(&session.target.acts, name).map(|typo| format!(" (is `{typo}` meant for it?)"));
            Stop::not_applicable(format!(
                "nothing says how to do it: add `[[act]]` with `name = \"{name}\"`{} and `steps = [{{ click = \"#...\" }}, \
                 {{ submit = \"form\" }}]`, or `steps = []` if the tool does it by itself",
                typo.unwrap_or_default()
            ))
        })
    }

    /// The first of these acts that is configured.
    fn first_act(&self, names: &[&str]) -> Result<Act, Stop> {
        let session = self.session()?;
        let found = names.iter().find_map(|name| session.target.act(name)).cloned();
        found.map_or_else(|| self.act(names.last().unwrap_or(&"pick")), Ok)
    }

    /// `When the instructor opens the picker with the settings "..."`.
    pub(crate) async fn picker_is_opened(&mut self, settings: &str) -> Step {
        if settings == "markup" {
            self.injected.extend(Injection::of_variation(settings).map(|injection| injection.sign));
        }
        self.open_picker(&members(settings)?).await.map(drop)
    }

    /// `When the instructor picks content with the settings "..."`.
    pub(crate) async fn content_is_picked(&mut self, settings: &str) -> Step {
        let act = self.act("pick")?;
        self.pick(&act, &members(settings)?).await
    }

    /// `When the instructor picks several items with the settings "..."`: as many as the tool lets a person pick.
    pub(crate) async fn several_items_are_picked(&mut self, settings: &str) -> Step {
        let act = self.first_act(&["pick-many", "pick"])?;
        self.pick(&act, &members(settings)?).await
    }

    /// `When the instructor picks a "file" item with the settings "..."`: by an act for it, or from a picker that is asked
    /// for nothing else.
    pub(crate) async fn item_is_picked(&mut self, kind: &str, settings: &str) -> Step {
        let own = act_for(kind);
        let act = self.first_act(&[&own, "pick"])?;
        let mut members = members(settings)?;
        if act.name == "pick" {
            members.insert("accept_types".to_owned(), json!([kind]));
        }
        self.pick(&act, &members).await
    }

    /// `When the instructor does "cancel" in the picker`.
    pub(crate) async fn act_is_done(&mut self, name: &str) -> Step {
        let act = self.act(name)?;
        self.pick(&act, &Map::new()).await
    }

    /// `When the instructor picks content twice`.
    pub(crate) async fn content_is_picked_twice(&mut self) -> Step {
        self.content_is_picked("default").await?;
        self.content_is_picked("default").await
    }

    /// `When the instructor picks content, and the request has the fault "..."`: what the tool refuses, nobody uses.
    pub(crate) async fn content_is_picked_under_fault(&mut self, fault: &str) -> Step {
        let act = self.act("pick")?;
        self.launch_with_fault(fault, None).await?;
        match self.outcome(self.last()?)? {
            Outcome::Refused | Outcome::Crashed(_) => Ok(()),
            _ => self.try_to_use(&act).await,
        }
    }

    /// `When the instructor tries to pick content with the settings "..."`: how far that goes is another case.
    pub(crate) async fn content_is_tried(&mut self, settings: &str) -> Step {
        let act = self.act("pick")?;
        if settings == "data.markup" {
            self.injected.push(crate::settings::FORM_BREAKER.into());
        }
        self.open_for_use(&members(settings)?).await.map_err(Stop::blocks)?;
        self.try_to_use(&act).await
    }

    /// A picker that cannot be used to the end gives no answer.
    async fn try_to_use(&mut self, act: &Act) -> Step {
        self.perform(act, 0, false).await.or_else(|stop| match stop {
            Stop::Unjudged { .. } | Stop::NotApplicable { .. } => Ok(()),
            Stop::Broken { .. } => Err(stop),
        })
    }

    /// `When the instructor picks content with the variation "..."`.
    pub(crate) async fn content_is_picked_with_variation(&mut self, variation: &str) -> Step {
        let act = self.act("pick")?;
        self.open_varied(variation).await?;
        self.perform(&act, 0, false).await
    }

    async fn open_varied(&mut self, variation: &str) -> Step {
        self.launch_with_variation(variation).await.map_err(Stop::blocks)?;
        self.demand_usable(&Map::new())
    }

    /// `When the instructor picks content from the second deployment`.
    pub(crate) async fn content_is_picked_from_second_deployment(&mut self) -> Step {
        let act = self.act("pick")?;
        self.launch_from_second_deployment().await.map_err(Stop::blocks)?;
        self.demand_usable(&Map::new())?;
        self.perform(&act, 0, false).await
    }

    /// `When two pickers are open in one browser, and the first is answered last`, or the second.
    pub(crate) async fn two_pickers_are_used(&mut self, variation: &str, first_is_last: bool) -> Step {
        let act = self.act("pick")?;
        self.open_varied(variation).await?;
        let mut other = self.opened.take();
        self.open_varied(variation).await?;
        let mut order = [1, 0];
        if !first_is_last {
            order.reverse();
            std::mem::swap(&mut self.opened, &mut other);
        }
        self.perform(&act, order[0], false).await?;
        self.opened = other;
        self.perform(&act, order[1], false).await
    }

    async fn pick(&mut self, act: &Act, members: &Map<String, Value>) -> Step {
        self.open_for_use(members).await?;
        self.perform(act, self.ended.len() - 1, narrows(members)).await
    }

    /// A picker that somebody can use. Data is the platform's own business, so nothing in it is a reason to refuse.
    async fn open_for_use(&mut self, members: &Map<String, Value>) -> Step {
        self.open_picker(members).await.map_err(Stop::blocks)?;
        self.demand_usable(members)
    }

    fn demand_usable(&self, members: &Map<String, Value>) -> Step {
        let ended = self.last()?;
        if ended.picker.as_ref().is_some_and(|picker| picker.leaving.is_some()) {
            return Ok(());
        }
        let page = ended.page.describe();
        let data = members.get("data").and_then(Value::as_str).map(str::len);
        match (self.outcome(ended)?, data) {
            (Outcome::Refused, _) if narrows(members) => {
                Err(Stop::not_applicable(format!("the tool refuses a request that accepts no more: {page}")))
            }
            (Outcome::Refused, Some(MUCH_DATA..)) => {
                Err(Stop::not_applicable(format!("the tool takes no request of this size: {page}")))
            }
            (Outcome::Refused | Outcome::Crashed(_), Some(_)) if self.pickers.is_some() => {
                Err(Stop::broken("a picker that opens, whatever the `data` of the request", page))
            }
            (Outcome::Refused | Outcome::Crashed(_), _) => {
                Err(Stop::unjudged(format!("blocked: the case needs an open picker, but {page}")))
            }
            _ => Ok(()),
        }
    }

    /// Asks for content, and makes sure that the request says what the case needs.
    async fn open_picker(&mut self, members: &Map<String, Value>) -> Step {
        let mut order = self.scene()?.order();
        order.options = with_members(order.options, members);
        self.launch(&order).await?;
        let settings = self.last()?.picker.as_ref().map(|picker| &picker.settings);
        let missing = settings.map_or(Some("deep_linking_settings".to_owned()), |settings| {
            missing_on_the_wire(members, settings)
        });
        match missing {
            None => Ok(()),
            Some(name) => {
                Err(Stop::unjudged(format!("the request does not show `{name}` as the case asked for it")))
            }
        }
    }

    /// Uses the picker at that place, opened by the launch that is open now. Where the case has narrowed what may be
    /// picked, a tool need not have it.
    async fn perform(&mut self, act: &Act, at: usize, narrowed: bool) -> Step {
        let mut browser = self.take_browser()?;
        let done = match self.ended.get_mut(at) {
            Some(ended) => perform(&mut browser, act, ended).await,
            None => Ok(()),
        };
        let cookies = browser.jar().values().into_iter().map(|(_, value)| value).collect();
        self.browser = Some(browser);
        done.map_err(|stuck| {
            if narrowed && stuck.not_found {
                offers_nothing(&stuck.without_page())
            } else {
                Stop::unjudged(stuck.to_string())
            }
        })?;
        let launch = self.opened.as_ref().map(|opened| opened.prepared.id.clone()).unwrap_or_default();
        let ended = self.ended.get(at).ok_or_else(|| Stop::unjudged("no picker has been opened yet"))?;
        let picker =
            ended.picker.as_ref().ok_or_else(|| Stop::unjudged("the launch asked for no content"))?;
        self.picked.push(Picked {
            launch,
            settings: picker.settings.clone(),
            deployment_id: picker.deployment_id.clone(),
            leaving: picker.leaving.clone(),
            answer: ended.answer(),
            cookies,
            page: ended.page.describe(),
        });
        Ok(())
    }

    /// `And the platform drops the answer, and the instructor opens the link`.
    pub(crate) async fn answer_is_dropped(&mut self) -> Step {
        self.answer().map_err(Stop::blocks)?;
        let scene = self.scene.take().map(|scene| scene.on(Errand::Link));
        self.scene = scene;
        self.open_what_was_placed().await
    }

    /// `And the instructor opens the link that was picked`.
    pub(crate) async fn picked_link_is_opened(&mut self) -> Step {
        let (session, link) = (self.session()?, self.item_of("ltiResourceLink")?);
        let mut scene = self.scene.take().ok_or_else(|| Stop::unjudged("nobody is there yet"))?;
        let custom = link.get("custom").cloned().unwrap_or_else(|| json!({}));
        let url = link.get("url").and_then(Value::as_str);
        if url.is_some_and(|url| url::Url::parse(url).is_err()) {
            let why = "its `url` is not absolute, which `deep_linking.item.resource_link.url` tells";
            return Err(Stop::unjudged(format!("blocked: no link can be made of the item: {why}")));
        }
        let placed = scene.place(&session.party, url, &custom).await;
        self.scene = Some(scene);
        placed.map_err(|error| {
            Stop::unjudged(format!("blocked: no link could be made of the item: {error}"))
        })?;
        self.open_what_was_placed().await
    }

    /// An ordinary launch, judged as such.
    async fn open_what_was_placed(&mut self) -> Step {
        self.ended.clear();
        self.pickers = None;
        let order = self.scene()?.order();
        self.launch(&order).await
    }

    /// The first item of a type.
    pub(super) fn item_of(&self, kind: &str) -> Result<Value, Stop> {
        let items = self.answer()?.items().iter().find(|each| item::kind(each) == Some(kind));
        items.cloned().ok_or_else(|| Stop::not_applicable(format!("the tool offers no `{kind}` item")))
    }
}

/// An act that has the name of none, but nearly this one.
fn mistyped<'a>(acts: &'a [Act], name: &str) -> Option<&'a str> {
    let mut odd =
        acts.iter().map(|act| act.name.as_str()).filter(|act| !act_names().any(|known| known == *act));
    odd.find(|act| strsim::damerau_levenshtein(act, name) <= 2)
}

fn narrows(members: &Map<String, Value>) -> bool {
    members.keys().any(|name| name.starts_with("accept_"))
}

fn offers_nothing(seen: &str) -> Stop {
    Stop::not_applicable(format!("the tool offers nothing that fits: {seen}"))
}

fn act_for(kind: &str) -> String {
    match kind {
        "ltiResourceLink" => "pick-resource-link".to_owned(),
        other => format!("pick-{other}"),
    }
}

fn members(settings: &str) -> Result<Map<String, Value>, Stop> {
    Setting::named(settings).map(Setting::members).ok_or_else(|| {
        let names: Vec<_> = Setting::names().collect();
        Stop::unjudged(format!("no settings are called `{settings}`; there are {}", names.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_in_the_name_of_an_act_is_noticed_and_another_act_is_not_taken_for_one() {
        let act = |name: &str| Act { name: name.to_owned(), steps: Vec::new() };
        let acts = [act("pick-link"), act("pik"), act("canceled")];
        assert_eq!(mistyped(&acts, "pick"), Some("pik"));
        assert_eq!(mistyped(&acts, "cancel"), Some("canceled"));
        assert_eq!(mistyped(&acts, "pick-many"), None);
        assert_eq!(mistyped(&[act("fail")], "fill"), None);
    }
}
