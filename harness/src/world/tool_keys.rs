//! Cases about the keys that the tool publishes.

use std::collections::BTreeMap;

use serde_json::Value;
use url::Url;

use super::{Step, World};
use crate::driver::{Follow, Request};
use crate::launch::page_of;
use crate::oracle::answer::ToolKeys;
use crate::oracle::key_set::KeySet;
use crate::oracle::page::Page;
use crate::record::Stop;

/// The members that make a public key what it is, whatever its kind.
const MATERIAL: &[&str] = &["n", "e", "crv", "x", "y"];

impl World {
    /// `Given the tool has a key set URL`.
    pub(crate) fn tool_has_key_set_url(&self) -> Step {
        match self.session()?.party.registration.jwks_url {
            Some(_) => Ok(()),
            None => Err(Stop::not_applicable("the configuration has no `jwks_url`")),
        }
    }

    /// `When the key set of the tool is fetched`.
    pub(crate) async fn tool_keys_are_fetched(&mut self) -> Step {
        let url = self.session()?.party.registration.jwks_url.clone();
        let url = url.ok_or_else(|| Stop::not_applicable("no `jwks_url`"))?;
        self.tool_keys = Some(self.fetch_keys(&url).await?);
        Ok(())
    }

    /// `When the key set that the tool publishes is fetched`: a static key is only the fallback.
    pub(crate) async fn published_keys_are_fetched(&mut self) -> Step {
        let registration = self.session()?.party.registration.clone();
        match (&registration.jwks_url, &registration.pem) {
            (Some(_), _) => self.tool_keys_are_fetched().await,
            (None, Some(_)) => {
                Err(Stop::broken("a key set URL, so that the tool can change its keys", "a static `pem`"))
            }
            (None, None) => Err(Stop::not_applicable(
                "the configuration names no key of the tool: set `jwks_url` if it sends messages or calls services",
            )),
        }
    }

    pub(super) async fn fetch_keys(&mut self, url: &Url) -> Result<Page, Stop> {
        let journey = self.browser()?.follow(Request::get(url), &Follow::all()).await;
        let journey = journey.map_err(|error| Stop::unjudged(error.to_string()))?;
        journey.last().map(|hop| page_of(hop)).ok_or_else(|| Stop::unjudged("no answer"))
    }

    fn fetched(&self) -> Result<&Page, Stop> {
        self.tool_keys.as_ref().ok_or_else(|| Stop::unjudged("the key set has not been fetched"))
    }

    fn read_fetched(&self) -> Result<KeySet, Stop> {
        let page = self.fetched()?;
        if !page.is_success() {
            let seen = page.describe();
            return Err(Stop::unjudged(format!("blocked: the key set was answered with {seen}")));
        }
        KeySet::read(&page.body)
            .map_err(|why| Stop::unjudged(format!("blocked: the key set is unreadable: {why}")))
    }

    /// `Then it is a key set`.
    pub(crate) fn a_key_set_was_fetched(&self) -> Step {
        let page = self.fetched()?;
        let broken = |actual: String| Err(Stop::broken("status 200 and a key set", actual));
        match KeySet::read(&page.body) {
            _ if !page.is_success() => broken(page.describe()),
            Err(why) => broken(format!("{}; {why}", page.describe())),
            Ok(_) => Ok(()),
        }
    }

    /// `Then the key set keeps the rule "..."`.
    pub(crate) fn tool_keys_keep_the_rule(&self, rule: &str) -> Step {
        if rule == "served as JSON" {
            return served_as_json(self.fetched()?);
        }
        let keys = self.read_fetched()?;
        let kept = match rule {
            "every key is named" => keys.every_key_is_named(),
            "no private members" => keys.holds_no_secret(),
            "2048 bits or more" => keys.keys_are_long_enough(),
            other => return Err(Stop::unjudged(format!("no rule for key sets is called `{other}`"))),
        };
        kept.map_err(|why| Stop::broken(rule, why))
    }

    /// `When the key set of the tool is fetched twice`: an earlier look at it counts as well.
    pub(crate) async fn tool_keys_are_fetched_twice(&mut self) -> Step {
        if let ToolKeys::Published(earlier) = self.session()?.tool_keys().await {
            self.key_sets.push(earlier);
        }
        for _ in 0..2 {
            self.tool_keys_are_fetched().await?;
            let keys = self.read_fetched()?;
            self.key_sets.push(keys);
        }
        Ok(())
    }

    /// `Then no name in it belongs to two keys`.
    pub(crate) fn every_name_belongs_to_one_key(&self) -> Step {
        let mut known = BTreeMap::new();
        for entry in self.key_sets.iter().flat_map(KeySet::entries) {
            let Some(kid) = entry.get("kid").and_then(Value::as_str) else { continue };
            let key_type = entry.get("kty").and_then(Value::as_str).unwrap_or_default();
            let first = known.entry((kid, key_type)).or_insert_with(|| material(entry));
            if *first != material(entry) {
                return Err(Stop::broken("a `kid` of its own for each key", "two keys with the same `kid`"));
            }
        }
        Ok(())
    }

    /// `When the key sets for both platforms are fetched`.
    pub(crate) async fn key_sets_for_both_are_fetched(&mut self) -> Step {
        let session = self.session()?;
        let registrations = [&session.party.registration, &session.at_another_platform()?.registration]
            .map(|each| &each.jwks_url);
        for url in registrations {
            let url = url.clone().ok_or_else(|| Stop::not_applicable("a registration has no `jwks_url`"))?;
            self.tool_keys = Some(self.fetch_keys(&url).await?);
            let keys = self.read_fetched()?;
            self.key_sets.push(keys);
        }
        Ok(())
    }

    /// `Then it is recorded whether they share a key`.
    pub(crate) fn record_shared_keys(&mut self) -> Step {
        let [here, there] = self.key_sets.as_slice() else {
            return Err(Stop::unjudged("two key sets have to be fetched"));
        };
        let shared = here
            .entries()
            .iter()
            .any(|key| there.entries().iter().any(|other| material(key) == material(other)));
        self.observe(if shared {
            "the tool shows both platforms the same key"
        } else {
            "the tool has keys of its own for each platform"
        });
        Ok(())
    }
}

fn material(entry: &Value) -> Vec<Option<&Value>> {
    MATERIAL.iter().map(|member| entry.get(member)).collect()
}

fn served_as_json(page: &Page) -> Step {
    let json = ["application/json", "application/jwk-set+json"].contains(&page.media_type().as_str());
    match (page.is_success(), json, KeySet::read(&page.body)) {
        (true, true, Ok(_)) => Ok(()),
        (_, _, keys) => {
            let unreadable = keys.err().map(|why| format!("; {why}")).unwrap_or_default();
            let actual = format!("{} as `{}`{unreadable}", page.status, page.media_type());
            Err(Stop::broken(
                "status 200 and `application/json` or `application/jwk-set+json`, without login",
                actual,
            ))
        }
    }
}
