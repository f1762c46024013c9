//! Attempts at every stage, as the page shows them.

use jiff::Timestamp;

use super::super::{happened, open, registered, terms};
use super::{Act, Attempt, FaultNote, Kept, LOST};
use crate::domain::invitation::Status;
use crate::pages::launches::story::FindingRow;
use crate::pages::parts::{Mark, When};
use crate::pages::samples::HARD_NAME;
use crate::pages::tools::dynamic::happened::Reached;
use crate::pages::tools::dynamic::list::state;
use crate::pages::tools::place::Place;

pub(super) fn all() -> Vec<(&'static str, Attempt)> {
    let [much, little] = registered::samples::all();
    let waits = |framed, unreachable: Option<&str>| Attempt {
        open: Some(open::samples::open(framed, unreachable)),
        ..attempt(Status::Open, Reached::Nothing, false)
    };
    let kept =
        Kept { state: Mark::passed("kept"), requirement: "DYN-040", rule: "the application type is `web`" };
    vec![
        ("in a frame", waits(true, Some("connection refused"))),
        ("in a window", waits(false, None)),
        ("registered meanwhile", Attempt { registered: Some(much), ..waits(true, None) }),
        (
            "registered",
            Attempt {
                registered: Some(little),
                place: Some(Place::sample(true)),
                kept: vec![kept],
                ..attempt(Status::Used, Reached::Registered, true)
            },
        ),
        (
            "registered with remarks",
            Attempt {
                registered: registered::samples::all().into_iter().next(),
                place: Some(Place::sample(false)),
                findings: FindingRow::samples(),
                ..attempt(Status::Used, Reached::Registered, true)
            },
        ),
        ("removed", attempt(Status::Used, Reached::Removed, true)),
        (
            "refused",
            Attempt { findings: FindingRow::samples(), ..attempt(Status::Open, Reached::Refused, true) },
        ),
        (
            "lost",
            Attempt { advice: LOST, steps: Vec::new(), ..attempt(Status::Open, Reached::Nothing, true) },
        ),
        ("expired", Attempt { terms: Vec::new(), ..attempt(Status::Expired, Reached::Configuration, true) }),
    ]
}

fn attempt(status: Status, reached: Reached, said: bool) -> Attempt {
    let fault = FaultNote { name: HARD_NAME.into(), title: "the answer is `x`", requirement: "DYN-013" };
    Attempt {
        path: "/main/admin/invitations/4f2a%2F1".into(),
        heading: HARD_NAME.into(),
        state: state(status, reached),
        at: When::new(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH),
        faults: vec![fault],
        open: None,
        summary: reached.summary(),
        advice: reached.advice(status, said),
        acts: vec![Act { href: "/main/admin/invitations/new?a=1&b=2".into(), label: "Register once more" }],
        registered: None,
        place: None,
        findings: Vec::new(),
        kept: Vec::new(),
        steps: happened::samples::steps(),
        terms: terms::samples(),
    }
}
