//! `/{campus}/courses/{course}/launches/{launch}`: the page that frames the tool.

use serde::Serialize;

use crate::pages::page::Page;

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
        };
        vec![("plain", frame("Quiz 1")), ("hard", frame(HARD_NAME))]
    }
}
