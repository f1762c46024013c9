//! The launch oracle: did the tool accept, refuse, or break?

use scraper::{Html, Selector};

use super::fingerprint::{ALIKE, Fingerprint, visible_text};
use super::page::{Broken, Page};

/// How the user says that a page looks, where the status cannot tell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marker {
    /// A CSS selector that matches something on the page.
    pub(crate) selector: Option<String>,
    /// A text that a person sees on the page.
    pub(crate) text: Option<String>,
}

impl Marker {
    pub(crate) fn is_set(&self) -> bool {
        self.selector.is_some() || self.text.is_some()
    }

    /// Whether the page looks so; never if nothing was said.
    pub(crate) fn matches(&self, page: &Page) -> bool {
        let selected = self.selector.as_ref().is_none_or(|selector| has(page, selector));
        let written = self.text.as_ref().is_none_or(|text| visible_text(page).contains(text));
        self.is_set() && selected && written
    }
}

fn has(page: &Page, selector: &str) -> bool {
    let document = Html::parse_document(&page.body);
    Selector::parse(selector).is_ok_and(|selector| document.select(&selector).next().is_some())
}

/// Everything that tells acceptance from refusal for one tool.
#[derive(Debug, Clone, Default)]
pub(crate) struct Signs {
    pub(crate) accept: Marker,
    pub(crate) refuse: Marker,
    pub(crate) onboarding: Marker,
    /// How control launches look when taken; empty before the control pair has run.
    pub(crate) accepted: Vec<Fingerprint>,
    /// How a control launch looks when refused.
    pub(crate) refused: Option<Fingerprint>,
}

/// What the tool did with a launch, as far as its answer shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted,
    Refused,
    /// A page for a deployment that the tool does not know yet (CORE-008).
    Onboarding,
    /// A server error, a dropped connection or a stack trace.
    Crashed(String),
    /// The answer does not tell; the text names what would help.
    Unclear(String),
}

/// Words that only a stack trace or a framework's debug page holds.
const STACK_TRACES: &[&str] = &[
    "Traceback (most recent call last)",
    "Werkzeug Debugger",
    "panicked at",
    "RUST_BACKTRACE",
    "Exception in thread",
    "    at Object.<anonymous>",
    "&nbsp; &nbsp;at ",
    "    at process.processTicksAndRejections",
    "Whoops, looks like something went wrong",
    "\tat org.springframework",
    "System.NullReferenceException",
    "ActionController::",
];

/// The stack trace on a page, if there is one.
pub(crate) fn stack_trace(page: &Page) -> Option<&'static str> {
    STACK_TRACES.iter().copied().find(|mark| page.body.contains(mark))
}

/// Classes the answer by what the user configured, then by status, then by likeness to the control pair.
pub(crate) fn classify(page: &Page, signs: &Signs, return_url: Option<&str>) -> Outcome {
    if let Some(outcome) = broken(page) {
        return outcome;
    }
    if returned_with_error(page, return_url) || signs.refuse.matches(page) {
        return Outcome::Refused;
    }
    if signs.onboarding.matches(page) {
        return Outcome::Onboarding;
    }
    if signs.accept.matches(page) && page.is_success() {
        return Outcome::Accepted;
    }
    match page.status {
        400..=499 => Outcome::Refused,
        200..=299 => by_likeness(page, signs),
        status => Outcome::Unclear(format!(
            "the journey ended with status {status}, which is neither a page nor a refusal"
        )),
    }
}

fn broken(page: &Page) -> Option<Outcome> {
    match &page.broken {
        Some(Broken::Dropped(why)) => {
            return Some(Outcome::Crashed(format!("the connection was dropped: {why}")));
        }
        Some(Broken::Unreachable(why) | Broken::Oversized(why)) => {
            return Some(Outcome::Unclear(why.clone()));
        }
        None => {}
    }
    if page.status >= 500 {
        return Some(Outcome::Crashed(page.describe()));
    }
    stack_trace(page)
        .map(|mark| Outcome::Crashed(format!("{} with a stack trace (`{mark}`)", page.describe())))
}

fn returned_with_error(page: &Page, return_url: Option<&str>) -> bool {
    let Some(return_url) = return_url else { return false };
    let landed = page.address() == return_url.split(['?', '#']).next().unwrap_or_default();
    landed && (page.url.contains("lti_errormsg=") || page.url.contains("lti_errorlog="))
}

/// Two likenesses closer than this tell nothing.
const MARGIN: f64 = 0.1;

/// Compares with the control pair by what tells its two pages apart.
fn by_likeness(page: &Page, signs: &Signs) -> Outcome {
    let print = Fingerprint::of(page);
    let Some(refused) = &signs.refused else {
        return unclear(page, "there is no refused control launch to compare with");
    };
    // A marker that is set and missing outweighs a page that merely looks familiar.
    let may_accept = !signs.accept.is_set();
    if may_accept
        && signs.accepted.iter().any(|each| each.differs_in_status(refused) && each.stands_for(&print))
    {
        return Outcome::Accepted;
    }
    let like_accepted =
        signs.accepted.iter().map(|each| each.without(refused).likeness(&print)).fold(0.0, f64::max);
    let like_refused =
        signs.accepted.iter().map(|each| refused.without(each).likeness(&print)).fold(1.0, f64::min);
    if may_accept && like_accepted >= ALIKE && like_accepted > like_refused + MARGIN {
        return Outcome::Accepted;
    }
    if like_refused >= ALIKE && like_refused > like_accepted + MARGIN {
        return Outcome::Refused;
    }
    unclear(page, "it looks neither like an accepted nor like a refused launch")
}

fn unclear(page: &Page, why: &str) -> Outcome {
    Outcome::Unclear(format!("{}: {why}; set `[accept]` or `[refuse]` in homeroom.toml", page.describe()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(status: u16, body: &str) -> Page {
        let headers = vec![("content-type".to_owned(), "text/html".to_owned())];
        Page { url: "http://localhost/launch".into(), status, headers, body: body.into(), broken: None }
    }

    fn controls() -> Signs {
        Signs {
            accepted: vec![Fingerprint::of(&page(
                200,
                "<h1 id=course>Algebra</h1><p>Welcome to the quiz</p>",
            ))],
            refused: Some(Fingerprint::of(&page(200, "<p class=error>the launch could not be verified</p>"))),
            ..Signs::default()
        }
    }

    #[test]
    fn a_client_error_is_a_refusal() {
        assert_eq!(classify(&page(401, "no"), &controls(), None), Outcome::Refused);
    }

    #[test]
    fn a_server_error_is_a_crash() {
        assert!(matches!(classify(&page(500, "boom"), &controls(), None), Outcome::Crashed(_)));
    }

    #[test]
    fn a_stack_trace_is_a_crash_whatever_the_status_says() {
        let body = "<pre>Traceback (most recent call last)</pre>";
        assert!(matches!(classify(&page(400, body), &controls(), None), Outcome::Crashed(_)));
    }

    #[test]
    fn a_tool_that_answers_200_to_everything_is_told_apart_by_likeness() {
        let refused = page(200, "<p class=error>the launch could not be verified</p>");
        let accepted = page(200, "<h1 id=course>Biology</h1><p>Welcome to the quiz</p>");
        assert_eq!(classify(&refused, &controls(), None), Outcome::Refused);
        assert_eq!(classify(&accepted, &controls(), None), Outcome::Accepted);
    }

    #[test]
    fn a_page_like_neither_control_is_not_judged() {
        let page = page(200, "<ul><li>something</li><li>else entirely</li></ul>");
        assert!(
            matches!(classify(&page, &controls(), None), Outcome::Unclear(why) if why.contains("[accept]"))
        );
    }

    #[test]
    fn landing_on_the_return_url_with_an_error_is_a_refusal() {
        let mut page = page(200, "<h1>Course</h1>");
        page.url = "http://lms/return?tab=2&lti_errormsg=no".into();
        assert_eq!(classify(&page, &controls(), Some("http://lms/return?tab=2")), Outcome::Refused);
    }

    #[test]
    fn a_marker_decides_where_the_status_cannot() {
        let marked =
            Signs { refuse: Marker { selector: None, text: Some("launch failed".into()) }, ..controls() };
        assert_eq!(classify(&page(200, "<p>the launch failed</p>"), &marked, None), Outcome::Refused);
    }

    #[test]
    fn a_silent_tool_is_not_judged() {
        let page =
            Page { broken: Some(Broken::Unreachable("no answer within 10 s".into())), ..Page::default() };
        assert!(matches!(classify(&page, &controls(), None), Outcome::Unclear(_)));
    }
}
