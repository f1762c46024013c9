//! `/{campus}/courses/{course}/launches/{launch}`: the page that frames the tool.

use actix_web::HttpResponse;
use serde::Serialize;

use super::{found, picked, popup};
use crate::domain::content::Size;
use crate::domain::launch::{Launch, Stage, Ticket};
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
    /// Where the page says which header keeps the frame empty.
    pub(crate) framing: String,
    /// The form that starts another launch, and what it needs besides.
    pub(crate) again: String,
    pub(crate) client_id: String,
    /// The window that the link wants, and its name, for a script to open.
    pub(crate) popup: String,
    pub(crate) window: String,
    /// Instead of the frame: why a launch opens nothing any more, as after a reload.
    pub(crate) over: Option<String>,
}

/// Why a launch opens nothing any more.
fn over(stage: &Stage) -> Option<String> {
    match stage {
        Stage::Prepared => None,
        Stage::Requested { .. } | Stage::Answered { .. } => {
            Some("This launch has been used: its token opens the tool once.".to_owned())
        }
        Stage::Refused { refusal, .. } => {
            Some(format!("The campus refused this launch: {}.", refusal.description))
        }
        Stage::Expired => Some("This launch was not used within ten minutes.".to_owned()),
        Stage::Interrupted => Some("Homeroom was stopped before this launch was used.".to_owned()),
    }
}

/// The form that starts another launch like this one.
pub(super) fn again(visit: &Visit, ticket: &Ticket) -> String {
    let page = ticket.picking().and_then(|picking| picking.page.as_ref());
    let below = match (ticket.link(), page) {
        (Some(link), _) => format!("links/{}/launch", segment(link.id.as_str())),
        (None, Some(page)) => format!("pages/{}/pick", segment(page)),
        (None, None) => "pick".to_owned(),
    };
    visit.path(&format!("/courses/{}/{below}", segment(ticket.course.id.as_str())))
}

impl Frame {
    fn of(visit: &Visit, launch: &Launch) -> Self {
        let ticket = &launch.ticket;
        let (course, id) = (segment(ticket.course.id.as_str()), segment(ticket.id.as_str()));
        let window = ticket.link().and_then(|link| link.window.as_ref());
        let below = |page: &str| visit.path(&format!("/courses/{course}/launches/{id}/{page}"));
        Self {
            launch: ticket.id.to_string(),
            link: ticket.heading(),
            course: ticket.course.heading(),
            course_id: ticket.course.id.to_string(),
            person: ticket.person.label(),
            src: below("start"),
            allow: ALLOW,
            size: ticket.link().and_then(|link| link.iframe),
            framing: below("framing"),
            again: again(visit, ticket),
            client_id: ticket.registration.client_id.to_string(),
            popup: window.map(popup::features).unwrap_or_default(),
            window: window.map(popup::name).unwrap_or_default(),
            over: over(&launch.stage),
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
            framing: "/main/courses/c%2F1/launches/4f2a/framing".into(),
            again: "/main/courses/c%2F1/pick".into(),
            client_id: text.into(),
            popup: "width=700".into(),
            window: String::new(),
            over: None,
        };
        let sized = Frame { size: Some(Size { width: Some(800), height: None }), ..frame("Quiz 2") };
        let used =
            Frame { over: Some("The campus refused this launch: expected `a`.".into()), ..frame("Quiz 3") };
        vec![("used", used), ("plain", frame("Quiz 1")), ("hard", frame(HARD_NAME)), ("sized", sized)]
    }
}
