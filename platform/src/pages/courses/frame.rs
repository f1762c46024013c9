//! `/{campus}/courses/{course}/launches/{launch}`: the page that frames the tool.

use actix_web::HttpResponse;
use serde::Serialize;

use super::found;
use crate::domain::content::Size;
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::visit::Visit;
use crate::view::segment;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Frame::of(&visit)).await
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
}

impl Frame {
    fn of(visit: &Visit) -> Result<Self, Problem> {
        let launch = found::launch(visit)?;
        let ticket = &launch.ticket;
        let course = segment(ticket.course.id.as_str());
        let below = format!("/courses/{course}/launches/{}/start", segment(ticket.id.as_str()));
        Ok(Self {
            launch: ticket.id.to_string(),
            link: ticket.heading(),
            course: ticket.course.heading(),
            course_id: ticket.course.id.to_string(),
            person: ticket.person.label(),
            src: visit.path(&below),
            allow: ALLOW,
            size: ticket.link().and_then(|link| link.iframe),
        })
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
        };
        let sized = Frame { size: Some(Size { width: Some(800), height: None }), ..frame("Quiz 2") };
        vec![("plain", frame("Quiz 1")), ("hard", frame(HARD_NAME)), ("sized", sized)]
    }
}
