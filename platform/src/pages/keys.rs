//! `/{campus}/admin/keys`: the key ring, rotation, and how the JWKS can misbehave.

use actix_web::HttpResponse;
use serde::Serialize;

use super::page::Page;
use super::parts::Mark;
use super::typed::Typed;
use super::visit::{Post, Visit};
use crate::error::Problem;
use crate::faults;
use crate::faults::armed::{Arm, Reach, When};
use crate::keys::ring::{Held, KeyState};

/// `GET /{campus}/admin/keys`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Ok(Keys::of(&visit))).await
}

/// `POST /{campus}/admin/keys/rotate`
pub(crate) async fn rotate(Post { visit, typed }: Post) -> HttpResponse {
    let done = visit.campus.rotate(typed.first("overlap") != "false").await;
    visit.done(done.map(|_| visit.path("/admin/keys")).map_err(Problem::from)).await
}

/// `POST /{campus}/admin/keys/arm`: of the faults of the key set exactly the ticked ones.
pub(crate) async fn arm(Post { visit, typed }: Post) -> HttpResponse {
    let done = visit.campus.armed().replace(wanted(&visit, &typed), Reach::Campus);
    visit.done(done.map(|()| visit.path("/admin/keys")).map_err(Problem::from)).await
}

/// `POST /{campus}/admin/keys/disarm`: none at all, from the bar of any page.
pub(crate) async fn disarm(Post { visit, typed }: Post) -> HttpResponse {
    let done = visit.campus.disarm();
    visit.done(done.map(|()| visit.back(typed.first("back"))).map_err(Problem::from)).await
}

/// The ticked faults of the key set, and what is armed elsewhere.
fn wanted(visit: &Visit, typed: &Typed) -> Vec<Arm> {
    let when = if typed.first("when") == "once" { When::Once } else { When::Always };
    let is_of_keys = |arm: &Arm| faults::keys::ALL.iter().any(|fault| fault.entry.name == arm.name);
    let mut arms = visit.campus.armed().all();
    arms.retain(|arm| !is_of_keys(arm));
    arms.extend(typed.all("fault").map(|name| Arm::plain(name, when)));
    arms
}

#[derive(Debug, Serialize)]
pub(crate) struct Keys {
    ring: Vec<Row>,
    jwks_uri: String,
    faults: Vec<FaultRow>,
}

#[derive(Debug, Serialize)]
struct Row {
    kid: String,
    state: Mark,
    meaning: &'static str,
}

#[derive(Debug, Serialize)]
struct FaultRow {
    name: &'static str,
    title: &'static str,
    chosen: bool,
}

impl Keys {
    fn of(visit: &Visit) -> Self {
        let armed = visit.campus.armed().all();
        let fault = |fault: &faults::keys::KeysFault| FaultRow {
            name: fault.entry.name,
            title: fault.entry.title,
            chosen: armed.iter().any(|arm| arm.name == fault.entry.name),
        };
        Self {
            ring: visit.campus.ring().all().iter().rev().map(Row::from).collect(),
            jwks_uri: visit.campus.endpoints().jwks_uri,
            faults: faults::keys::ALL.iter().map(fault).collect(),
        }
    }
}

impl From<&Held> for Row {
    fn from(held: &Held) -> Self {
        let (state, meaning) = match held.state {
            KeyState::Active => (Mark::passed("active"), "signs, and is published"),
            KeyState::Published => {
                (Mark::warned("published"), "signs no more; still there for tokens in flight")
            }
            KeyState::Retired => (Mark::open("retired"), "gone from the JWKS"),
        };
        Self { kid: held.key.kid().to_string(), state, meaning }
    }
}

impl Page for Keys {
    const TEMPLATE: &'static str = "keys.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |state| Row {
            kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs".into(),
            state,
            meaning: "signs, and is published",
        };
        let fault = |chosen| FaultRow { name: "jwks.html", title: "the set is a page", chosen };
        let two = Self {
            ring: vec![row(Mark::passed("active")), row(Mark::open("retired"))],
            jwks_uri: "http://localhost:8080/main/lti/jwks".into(),
            faults: vec![fault(true)],
        };
        let one = Self {
            ring: vec![row(Mark::passed("active"))],
            jwks_uri: String::new(),
            faults: vec![fault(false)],
        };
        vec![("two", two), ("one", one)]
    }
}
