//! What the faults of `crate::faults::nrps` do to an answer: to its members, or to where its links lead and how they
//! are written.

use homeroom_vocab::role::{context, short};
use serde_json::{Value, json};

use super::ask::{self, Reading};
use super::container::Container;
use crate::services::door::Call;

type Links = Vec<(&'static str, String)>;

/// How many entries a roster of too many has.
const MANY: usize = 100_000;

/// Applies the armed faults of members and of where links lead.
pub(super) fn spoil(call: &Call, reading: &Reading, body: &mut Container, links: &mut Links) {
    if call.fault("nrps.next.endless").is_some() {
        go_on(call, reading, body, links);
    }
    if let Some(url) = misled(call, reading) {
        links.retain(|(rel, _)| *rel != "next");
        links.insert(0, ("next", url));
    }
    for (name, spoil) in MEMBERS {
        if call.fault(name).is_some() {
            spoil(&mut body.members);
        }
    }
    if call.fault("nrps.members.many").is_some() {
        links.clear();
    }
}

/// What a page that writes names as they come would run.
const MARKUP: &str = "'\"><script>homeroom('x')</script>";

type Spoil = fn(&mut Vec<Value>);

const MEMBERS: &[(&str, Spoil)] = &[
    ("nrps.members.bare", |members| members.iter_mut().for_each(bare)),
    ("nrps.members.twice", twice),
    ("nrps.members.without_id", without_id),
    ("nrps.members.wrong_types", wrong_types),
    ("nrps.members.markup", |members| members.iter_mut().for_each(markup)),
    ("nrps.members.many", many),
];

/// Where `next` leads instead.
fn misled(call: &Call, reading: &Reading) -> Option<String> {
    if call.fault("nrps.next.self").is_some() {
        let back = &call.campus.ground().urls.backchannel;
        return Some(format!("{back}{}", call.request.uri()));
    }
    if call.fault("nrps.next.repeated").is_some() {
        return Some(ask::url(call, &Reading { turn: reading.turn.saturating_add(1), ..reading.clone() }));
    }
    call.fault("nrps.next.foreign").and_then(|struck| struck.with.clone())
}

/// Behind the last member come others that nobody enrolled, and no end.
fn go_on(call: &Call, reading: &Reading, body: &mut Container, links: &mut Links) {
    if reading.turn > 0 {
        let size = call.course.page(reading.limit);
        let made_up = |number| entry(&format!("endless-{}-{number}", reading.turn), &[context::LEARNER]);
        body.members = (1..=size).map(made_up).collect();
    }
    if links.iter().all(|(rel, _)| *rel != "next") {
        let url = ask::url(call, &Reading { turn: reading.turn.saturating_add(1), ..reading.clone() });
        links.insert(0, ("next", url));
    }
}

fn entry(id: &str, roles: &[&str]) -> Value {
    json!({"user_id": id, "roles": roles})
}

fn bare(member: &mut Value) {
    if let Value::Object(member) = member {
        member.retain(|name, _| matches!(name.as_str(), "user_id" | "roles"));
    }
}

fn twice(members: &mut Vec<Value>) {
    members.extend(members.first().cloned());
}

fn without_id(members: &mut Vec<Value>) {
    members.insert(0, json!({"status": "Active", "name": "Nobody Knows", "roles": [context::LEARNER]}));
}

fn wrong_types(members: &mut Vec<Value>) {
    members.insert(
        0,
        json!({"status": 7, "user_id": "wrong-types", "name": ["Nobody"], "given_name": {"x": 1}, "family_name": true,
            "email": 42, "picture": {}, "roles": context::LEARNER}),
    );
}

fn markup(member: &mut Value) {
    if let Value::Object(member) = member {
        let names = ["name", "given_name", "family_name", "email"];
        member.extend(names.map(|name| (name.to_owned(), Value::from(MARKUP))));
    }
}

fn many(members: &mut Vec<Value>) {
    let missing = MANY.saturating_sub(members.len());
    members.extend((1..=missing).map(|number| entry(&format!("m{number}"), &[short::LEARNER])));
}

/// The `Link` headers, as they are written.
pub(super) fn headers(call: &Call, links: &[(&str, String)]) -> Vec<String> {
    let (mark, before) = match (call.fault("nrps.link.unquoted"), call.fault("nrps.link.parameter_order")) {
        (Some(_), _) => ("", ""),
        (None, Some(_)) => ("\"", "title=\"more of the roster\"; "),
        (None, None) => ("\"", ""),
    };
    let written = |(rel, url): &(&str, String)| format!("<{url}>; {before}rel={mark}{rel}{mark}");
    let mut all: Vec<String> = links.iter().map(written).collect();
    let apart = call.fault("nrps.link.several_headers").is_some();
    if apart || call.fault("nrps.link.one_header").is_some() {
        all.reverse();
    }
    if apart || all.is_empty() { all } else { vec![all.join(", ")] }
}
