//! What calls and messages tell together: the courses as the tool knows them, and the tokens that it was given.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::call::{Address, Call, Resource};
use super::facts::{AGS, Facts, LTI, Message, NRPS};

/// Everything that the rules look at.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    pub(super) calls: Vec<Arc<Call>>,
    pub(super) facts: Facts,
    courses: BTreeMap<(String, String), Course>,
    pub(super) grants: Vec<Grant>,
}

/// A course as the tool knows it, from messages and from answers.
#[derive(Debug, Default)]
pub(super) struct Course {
    /// Addresses of its lists of line items.
    pub(super) containers: Vec<Address>,
    /// Addresses of its line items.
    pub(super) items: Vec<Address>,
    /// Addresses of its roster.
    pub(super) rosters: Vec<Address>,
    /// The ids of its links.
    pub(super) links: Vec<String>,
    /// Its people with all roles that they were seen with.
    pub(super) people: BTreeMap<String, Vec<String>>,
    /// Addresses that answers led on to.
    pub(super) handed: Vec<Address>,
    pub(super) definitions: Vec<Definition>,
}

/// A line item as it was at some time.
#[derive(Debug)]
pub(super) struct Definition {
    /// The call that shows it.
    at: usize,
    /// Its address, without the query.
    base: String,
    pub(super) returned: Map<String, Value>,
    /// What the tool sent to make it so.
    pub(super) sent: Option<Map<String, Value>>,
}

/// An access token that the tool asked for and got.
#[derive(Debug)]
pub(super) struct Grant {
    /// The call that got it.
    pub(super) at: usize,
    pub(super) campus: String,
    pub(super) token: String,
    pub(super) asked: Vec<String>,
    pub(super) granted: Vec<String>,
    /// Seconds, if the answer says so in a number.
    pub(super) life: Option<i64>,
}

impl Evidence {
    /// Reads everything once. The calls stand in the order in which they came.
    pub(crate) fn gather(mut calls: Vec<Arc<Call>>, facts: Facts) -> Self {
        calls.sort_by_key(|call| (call.wire.at_ms, call.wire.number));
        let mut evidence = Self { facts, ..Self::default() };
        let messages = evidence.facts.messages.clone();
        for message in &messages {
            if let Some(key) = key(message) {
                evidence.courses.entry(key).or_default().hear(message);
            }
        }
        evidence.hear_strangers(&messages);
        for (at, call) in calls.iter().enumerate() {
            evidence.grants.extend(Grant::read(at, call));
            if let Some(course) = &call.wire.course {
                let key = (call.wire.campus.clone(), course.clone());
                evidence.courses.entry(key).or_default().see(at, call);
            }
        }
        evidence.calls = calls;
        evidence
    }

    /// A message may name the addresses of another course, even of another platform: who follows it is not to blame for the
    /// people and links that it brings along.
    fn hear_strangers(&mut self, messages: &[Message]) {
        let mut named: BTreeMap<String, Vec<&Message>> = BTreeMap::new();
        for message in messages {
            if let Some(address) = claim(message, AGS, "lineitems") {
                named.entry(address.base).or_default().push(message);
            }
        }
        for (owner, course) in &mut self.courses {
            let bases: Vec<_> = course.containers.iter().map(|address| address.base.clone()).collect();
            let speakers = bases.iter().filter_map(|base| named.get(base)).flatten();
            for message in speakers.filter(|message| key(message).as_ref() != Some(owner)) {
                course.meet_all_of(message);
            }
        }
    }

    /// The course that a call is about.
    pub(super) fn course(&self, call: &Call) -> Option<&Course> {
        self.courses.get(&(call.wire.campus.clone(), call.wire.course.clone()?))
    }

    /// How the access token of a call was got, if this run saw it.
    pub(super) fn grant_of(&self, call: &Call) -> Option<&Grant> {
        let token = call.bearer()?;
        self.grants.iter().find(|grant| grant.token == token)
    }

    /// The calls before this one, oldest first.
    pub(super) fn before<'e>(&'e self, call: &'e Call) -> impl Iterator<Item = &'e Call> {
        self.calls.iter().map(Arc::as_ref).take_while(move |each| !is_same(each, call))
    }

    /// A line item as the tool last saw it before this call, and how it last defined it itself.
    pub(super) fn definitions<'e>(
        &'e self,
        call: &'e Call,
    ) -> impl DoubleEndedIterator<Item = &'e Definition> {
        let all = self.course(call).map_or(&[][..], |course| &course.definitions);
        all.iter().filter(|each| each.base == call.address.base && self.calls[each.at].precedes(call))
    }
}

/// The campus and the course of a message.
fn key(message: &Message) -> Option<(String, String)> {
    Some((message.campus.clone(), message.course()?.to_owned()))
}

/// An address in a claim of a message.
fn claim(message: &Message, claim: &str, name: &str) -> Option<Address> {
    let text = message.payload.get(claim)?.get(name)?.as_str();
    text.filter(|text| !text.is_empty()).map(Address::read)
}

fn is_same(one: &Call, other: &Call) -> bool {
    one.wire.number == other.wire.number && one.wire.campus == other.wire.campus
}

impl Course {
    /// What a message tells of the course.
    fn hear(&mut self, message: &Message) {
        add(&mut self.containers, claim(message, AGS, "lineitems"));
        add(&mut self.items, claim(message, AGS, "lineitem"));
        add(&mut self.rosters, claim(message, NRPS, "context_memberships_url"));
        self.meet_all_of(message);
    }

    /// The people and the link of a message.
    fn meet_all_of(&mut self, message: &Message) {
        let link = message.lti("resource_link").and_then(|link| link.get("id")).and_then(Value::as_str);
        self.links.extend(link.map(str::to_owned));
        self.meet(message.payload.get("sub"), message.payload.get(format!("{LTI}roles")));
        let learner = message.lti("for_user").and_then(|user| user.get("user_id"));
        self.meet(learner, None);
    }

    fn meet(&mut self, id: Option<&Value>, roles: Option<&Value>) {
        let Some(id) = id.and_then(Value::as_str) else { return };
        let roles = roles.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        self.people.entry(id.to_owned()).or_default().extend(roles.map(str::to_owned));
    }

    /// What an answer tells of it.
    fn see(&mut self, at: usize, call: &Call) {
        self.handed.extend(call.answered("link").flat_map(|value| leads(value, &call.wire.url)));
        let Some(got) = call.got.as_ref().filter(|_| call.succeeded()) else { return };
        match call.resource {
            Resource::LineItems | Resource::LineItem => self.see_items(at, call, got),
            Resource::Roster => {
                for member in got.get("members").and_then(Value::as_array).into_iter().flatten() {
                    self.meet(member.get("user_id"), member.get("roles"));
                }
            }
            Resource::Results => {
                for result in got.as_array().into_iter().flatten() {
                    self.meet(result.get("userId"), None);
                }
            }
            Resource::Token | Resource::Scores => {}
        }
    }

    fn see_items(&mut self, at: usize, call: &Call, got: &Value) {
        let changes = call.is("POST") || call.is("PUT");
        let sent = call.sent.as_ref().and_then(Value::as_object).filter(|_| changes);
        for item in got.as_array().map_or(std::slice::from_ref(got), Vec::as_slice) {
            let Some(returned) = item.as_object() else { continue };
            let id = item.get("id").and_then(Value::as_str).map(Address::read);
            let one = call.resource == Resource::LineItem;
            let Some(address) = id.or_else(|| one.then(|| call.address.clone())) else { continue };
            let link = item.get("resourceLinkId").and_then(Value::as_str);
            // What the tool itself made up does not become true by being repeated.
            let made_up = sent.is_some_and(|sent| sent.contains_key("resourceLinkId"));
            self.links.extend(link.filter(|_| !made_up).map(str::to_owned));
            let base = if one { call.address.base.clone() } else { address.base.clone() };
            add(&mut self.items, Some(address));
            self.definitions.push(Definition { at, base, returned: returned.clone(), sent: sent.cloned() });
        }
    }
}

fn add(addresses: &mut Vec<Address>, new: Option<Address>) {
    addresses.extend(new.filter(|new| !addresses.contains(new)));
}

/// The targets of a `Link` header, whatever its parameters look like.
fn leads(header: &str, from: &str) -> Vec<Address> {
    let targets = header.split('<').skip(1).filter_map(|part| part.split_once('>'));
    let base = url::Url::parse(from).ok();
    let whole = |target: &str| base.as_ref().and_then(|base| base.join(target).ok());
    targets.filter_map(|(target, _)| whole(target)).map(|url| Address::read(url.as_str())).collect()
}

impl Grant {
    fn read(at: usize, call: &Call) -> Option<Self> {
        let answer = call.got.as_ref().filter(|_| call.resource == Resource::Token && call.succeeded())?;
        let asked = super::token::asked_scopes(call);
        let granted = answer.get("scope").and_then(Value::as_str);
        let granted = granted.map_or_else(|| asked.clone(), super::token::words);
        Some(Self {
            at,
            campus: call.wire.campus.clone(),
            token: answer.get("access_token")?.as_str()?.to_owned(),
            asked,
            granted,
            life: answer.get("expires_in").and_then(Value::as_i64),
        })
    }
}
