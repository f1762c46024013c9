//! `/{campus}/courses/{course}/launches/{launch}/framing`: why a frame stays empty. The platform asks the tool itself
//! for the pages that the frame opens, and names the header that forbids it. With `?part=true` without the frame of a
//! page, for the page around a tool to show in place.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::ask::{self, Answer, Asked, Outcome};
use super::found;
use super::frame::again;
use crate::domain::framing::Forbidding;
use crate::domain::launch::{Launch, Stage};
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::parts::Mark;
use crate::pages::visit::Visit;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let framing = match Framing::of(&visit).await {
        Ok(framing) => framing,
        Err(problem) => return visit.refuse(&problem).await,
    };
    if visit.query().ticked("part") {
        return visit.show(StatusCode::OK, &Part(framing)).await;
    }
    visit.show(StatusCode::OK, &framing).await
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Framing {
    launch: String,
    link: String,
    course: String,
    course_id: String,
    /// The site around the frame, as the tool has to name it.
    origin: String,
    verdict: Mark,
    /// What the verdict means, in a sentence.
    because: String,
    forbidding: Option<Forbidding>,
    rows: Vec<Row>,
    /// What opens the tool without a frame.
    again: String,
    client_id: String,
}

/// One page of the tool.
#[derive(Debug, Clone, Serialize)]
struct Row {
    what: &'static str,
    method: String,
    url: String,
    /// The address without its query, which is long for a login.
    shown: String,
    mark: Mark,
    note: String,
    /// The exchange in the journal.
    number: u64,
}

/// The same without header and navigation.
#[derive(Serialize)]
struct Part(Framing);

impl Framing {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let launch = found::launch(visit)?;
        let by = ask::here(visit)?;
        let asked = Asked { campus: &visit.campus, by: &by };
        let ticket = &launch.ticket;
        let redirect_uri = redirect_uri(&launch);
        let (login, answer, target) = tokio::join!(
            asked.login(&ticket.login),
            asked.redirect_uri(&redirect_uri),
            asked.page(ticket.target())
        );
        let answers = [Some(login), Some(answer), (ticket.target() != redirect_uri).then_some(target)];
        let answers: Vec<Answer> = answers.into_iter().flatten().collect();
        let (verdict, because) = verdict(&answers);
        Ok(Self {
            launch: ticket.id.to_string(),
            link: ticket.heading(),
            course: ticket.course.heading(),
            course_id: ticket.course.id.to_string(),
            origin: by.origin().ascii_serialization(),
            verdict,
            because,
            forbidding: answers.iter().find_map(Answer::forbidding).cloned(),
            rows: answers.iter().map(Row::from).collect(),
            again: again(visit, ticket),
            client_id: ticket.registration.client_id.to_string(),
        })
    }
}

/// Where the tool asked for the answer of this launch; before that, where it registered to have it.
fn redirect_uri(launch: &Launch) -> String {
    let request = match &launch.stage {
        Stage::Requested { request } | Stage::Answered { request, .. } => request.as_slice(),
        _ => &[],
    };
    let named = request.iter().find(|(name, _)| name == "redirect_uri").map(|(_, uri)| uri.clone());
    let registered = || launch.ticket.registration.redirect_uris.first().map(|uri| uri.as_str().to_owned());
    named.or_else(registered).unwrap_or_else(|| launch.ticket.target().to_owned())
}

fn verdict(answers: &[Answer]) -> (Mark, String) {
    let forbidding = || answers.iter().filter_map(|answer| Some((answer, answer.forbidding()?)));
    if let Some((answer, found)) = forbidding().find(|(answer, _)| !answer.is_refusal()) {
        let because = format!(
            "`{}: {}` of the {} keeps the tool out of the frame: {}.",
            found.name, found.value, answer.what, found.why
        );
        return (Mark::failed("the tool forbids the frame"), because);
    }
    let broken = answers.iter().find_map(|answer| match &answer.outcome {
        Outcome::Silent(why) => Some((Mark::failed("the tool does not answer"), format!("The {} gives nothing to show: {why}.", answer.what))),
        Outcome::Insecure => Some((Mark::failed("the browser forbids the frame"), format!("This page came by https and the {} is plain http: browsers show no insecure page in a secure one.", answer.what))),
        _ => None,
    });
    let refusal = forbidding().next().map(|(answer, found)| {
        let because = format!(
            "`{}: {}` stands in the answer of the {} with status {}, to an error or without a session. If the page after a launch carries it too, it keeps the tool out of the frame; that page only the browser sees.",
            found.name, found.value, answer.what, answer.status
        );
        (Mark::warned("a refusal of the tool forbids frames"), because)
    });
    broken.or(refusal).unwrap_or_else(|| {
        let because = "The pages below may be framed here. What stays empty then is empty by itself, or waits for a cookie that the browser does not send into a frame of another site: launch in a new tab to see.";
        (Mark::passed("no header forbids the frame"), because.to_owned())
    })
}

impl From<&Answer> for Row {
    fn from(answer: &Answer) -> Self {
        let (mark, note) = match &answer.outcome {
            Outcome::Framed => (Mark::passed("may be framed"), String::new()),
            Outcome::Forbidden(found) => {
                let said = format!("`{}: {}`", found.name, found.value);
                let mark =
                    if answer.is_refusal() { Mark::warned("forbids it") } else { Mark::failed("forbids it") };
                (mark, said)
            }
            Outcome::Onward(to) => (Mark::open("leads on"), format!("to `{to}`, where the headers count")),
            Outcome::Silent(why) => (Mark::failed("no answer"), why.clone()),
            Outcome::Insecure => {
                (Mark::failed("insecure"), "plain http inside a page that came by https".to_owned())
            }
        };
        let status = if answer.status == 0 { String::new() } else { format!("status {}", answer.status) };
        let note = [status, note].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
        Self {
            what: answer.what,
            method: answer.method.clone(),
            shown: answer.url.split('?').next().unwrap_or_default().to_owned(),
            url: answer.url.clone(),
            mark,
            note,
            number: answer.number,
        }
    }
}

impl Page for Framing {
    const TEMPLATE: &'static str = "courses/framing.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let of = |link: &str, answers: &[Answer]| {
            let (verdict, because) = verdict(answers);
            Self {
                launch: "4f2a".into(),
                link: link.into(),
                course: link.into(),
                course_id: "c/1".into(),
                origin: "http://localhost:8080".into(),
                verdict,
                because,
                forbidding: answers.iter().find_map(Answer::forbidding).cloned(),
                rows: answers.iter().map(Row::from).collect(),
                again: "/main/courses/c%2F1/pick".into(),
                client_id: "tool".into(),
            }
        };
        let all = ask::samples::all();
        vec![
            ("forbidden", of("Quiz 1", &all)),
            ("free", of(HARD_NAME, &all[..1])),
            ("refusal", of("Quiz 2", &all[3..4])),
            ("silent", of("Quiz 2", &all[4..5])),
            ("insecure", of("Quiz 3", &all[5..])),
        ]
    }
}

impl Page for Part {
    const TEMPLATE: &'static str = "courses/framing_part.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        Framing::samples().into_iter().map(|(name, framing)| (name, Self(framing))).collect()
    }
}
