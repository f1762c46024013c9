//! `/{campus}/courses/{course}/launches/{launch}`: the page that frames the tool.

use actix_web::HttpResponse;
use serde::Serialize;

use super::{found, picked};
use crate::domain::content::Size;
use crate::domain::launch::{Launch, Stage};
use crate::pages::page::Page;
use crate::pages::visit::{Visit, go};
use crate::view::segment;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    match found::launch(&visit) {
        Ok(launch) if launch.picked.answer().is_some() => go(&visit.path(&picked::below(&launch.ticket))),
        found => visit.answer(found.map(|launch| Frame::of(&visit, &launch))).await,
    }
}

/// What a framed tool may use. There is no `sandbox`: it would take away what real platforms give.
pub(crate) const ALLOW: &str = "autoplay; camera; clipboard-write; display-capture; encrypted-media; fullscreen; geolocation; microphone; midi";

#[derive(Debug, Serialize)]
pub(crate) struct Frame {
    pub(crate) launch: String,
    pub(crate) link: String,
    pub(crate) course: String,
    pub(crate) course_id: String,
    pub(crate) person: String,
    pub(crate) src: String,
    pub(crate) allow: &'static str,
    /// What the link wants; none takes the room there is.
    pub(crate) size: Option<Size>,
    /// Instead of the frame, where the launch is over.
    pub(crate) over: Option<Over>,
}

/// Why a launch opens nothing any more, as after a reload, and the form that starts another.
#[derive(Debug, Serialize)]
pub(crate) struct Over {
    why: &'static str,
    again: String,
    /// What the form needs besides.
    client_id: String,
}

impl Over {
    fn of(visit: &Visit, launch: &Launch) -> Option<Self> {
        let why = match launch.stage {
            Stage::Prepared => return None,
            Stage::Requested { .. } | Stage::Answered { .. } => {
                "This launch has been used: its token opens the tool once."
            }
            Stage::Refused { .. } => "The campus refused this launch, so it opens nothing any more.",
            Stage::Expired => "This launch was not used within ten minutes.",
        };
        let ticket = &launch.ticket;
        let below = match ticket.link() {
            Some(link) => format!("links/{}/launch", segment(link.id.as_str())),
            None => "pick".to_owned(),
        };
        let again = visit.path(&format!("/courses/{}/{below}", segment(ticket.course.id.as_str())));
        Some(Self { why, again, client_id: ticket.registration.client_id.to_string() })
    }
}

impl Frame {
    fn of(visit: &Visit, launch: &Launch) -> Self {
        let ticket = &launch.ticket;
        let course = segment(ticket.course.id.as_str());
        let below = format!("/courses/{course}/launches/{}/start", segment(ticket.id.as_str()));
        Self {
            launch: ticket.id.to_string(),
            link: ticket.heading(),
            course: ticket.course.heading(),
            course_id: ticket.course.id.to_string(),
            person: ticket.person.label(),
            src: visit.path(&below),
            allow: ALLOW,
            size: ticket.link().and_then(|link| link.iframe),
            over: Over::of(visit, launch),
        }
    }
}

impl Page for Frame {
    const TEMPLATE: &'static str = "courses/frame.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let frame = |text: &str| Self {
            launch: "4f2a".into(),
            link: text.into(),
            course: text.into(),
            course_id: "c/1".into(),
            person: text.into(),
            src: "/main/courses/c%2F1/launches/4f2a/start?a=1&b=2".into(),
            allow: ALLOW,
            size: None,
            over: None,
        };
        let sized = Frame { size: Some(Size { width: Some(800), height: None }), ..frame("Quiz 2") };
        let over =
            Over { why: "Used.", again: "/main/courses/c%2F1/pick".into(), client_id: HARD_NAME.into() };
        let used = Frame { over: Some(over), ..frame("Quiz 3") };
        vec![("used", used), ("plain", frame("Quiz 1")), ("hard", frame(HARD_NAME)), ("sized", sized)]
    }
}
