//! Where a tool sends people back to: the four return messages (RET-001), shown.

use actix_web::HttpResponse;
use serde::Serialize;

use super::found;
use crate::domain::launch::Launch;
use crate::journal::record::mark;
use crate::launch::return_url;
use crate::pages::page::Page;
use crate::pages::parts::Mark;
use crate::pages::typed::Typed;
use crate::pages::visit::Visit;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let launch = match found::launch(&visit) {
        Ok(launch) => launch,
        Err(problem) => return visit.refuse(&problem).await,
    };
    mark(visit.request(), &launch.ticket.id);
    return_url::note(&visit.campus, &launch, &return_url::read(visit.request().query_string()));
    visit.answer(Ok(ReturnPage::of(&launch, &visit))).await
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct ReturnPage {
    pub(crate) course: Option<CourseRef>,
    pub(crate) launch: Option<String>,
    /// Set when the tool reported an error.
    pub(crate) failed: Option<Mark>,
    pub(crate) messages: Vec<Said>,
    /// Parameters that are no return message.
    pub(crate) extra: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
pub(crate) struct CourseRef {
    pub(crate) id: String,
    pub(crate) title: String,
}

/// One message of the tool.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Said {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) text: String,
}

/// The four parameters, how each looks, and what it is for.
const MESSAGES: &[(&str, &str, &str)] = &[
    ("lti_errormsg", "failed", "an error, for the person to read"),
    ("lti_msg", "passed", "a message, for the person to read"),
    ("lti_errorlog", "failed", "an error, for the log of the platform"),
    ("lti_log", "passed", "a message, for the log of the platform"),
];

impl ReturnPage {
    fn of(launch: &Launch, visit: &Visit) -> Self {
        let course = &launch.ticket.course;
        Self {
            course: Some(CourseRef { id: course.id.to_string(), title: course.heading() }),
            launch: Some(launch.ticket.id.to_string()),
            ..Self::read(&visit.query())
        }
    }

    /// Sorts the parameters of a return URL: messages here, everything else there.
    fn read(query: &Typed) -> Self {
        let said = |&(name, kind, meaning): &(&'static str, &'static str, &'static str)| {
            let texts: Vec<&str> = query.all(name).collect();
            texts
                .into_iter()
                .map(move |text| Said { name, kind, meaning, text: text.to_owned() })
                .collect::<Vec<_>>()
        };
        let messages: Vec<Said> = MESSAGES.iter().flat_map(said).collect();
        let failed = messages.iter().any(|said| said.kind == "failed");
        let other = |name: &str| !MESSAGES.iter().any(|(known, ..)| *known == name);
        Self {
            failed: failed.then(|| Mark::failed("the tool reports an error")),
            messages,
            extra: query.pairs().filter(|(name, _)| other(name)).cloned().collect(),
            ..Self::default()
        }
    }
}

impl Page for ReturnPage {
    const TEMPLATE: &'static str = "courses/returned.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let names = ["lti_msg", "lti_errormsg", "lti_log", "lti_errorlog", "a"];
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(names.map(|name| (name, HARD_NAME)))
            .finish();
        let full = Self {
            course: Some(CourseRef { id: "c/1".into(), title: HARD_NAME.into() }),
            launch: Some("4f2a".into()),
            ..Self::read(&Typed::parse(query.as_bytes()))
        };
        vec![("full", full), ("silent", Self::default())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> ReturnPage {
        ReturnPage::read(&Typed::parse(query.as_bytes()))
    }

    #[test]
    fn messages_are_told_apart_from_other_parameters() {
        let page = read("lti_msg=Well+done&a=1");
        assert_eq!(page.messages.len(), 1);
        assert_eq!(page.extra, [("a".to_owned(), "1".to_owned())]);
        assert_eq!(page.failed, None);
    }

    #[test]
    fn an_error_for_the_log_alone_is_still_an_error() {
        assert!(read("lti_errorlog=db+down").failed.is_some());
    }
}
