//! What can be taken along: `/{campus}/admin/journal/{number}/curl`, `/{number}.har`, `/export.har` for what a filter finds,
//! and `/{campus}/admin/launches/{launch}/launch.har`. By default without secrets, names and e-mail addresses;
//! `?whole=true` is a choice that the pages explain.

use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};

use super::asked::Asked;
use super::exchange::found;
use crate::domain::person::Person;
use crate::error::Problem;
use crate::journal::exchange::Exchange;
use crate::journal::export::redact::Redactor;
use crate::journal::export::{curl, har};
use crate::journal::words::Question;
use crate::pages::visit::Visit;

/// How many exchanges an archive of a list holds.
pub(crate) const MOST: usize = 1_000;

/// How many bytes of bodies an archive holds, about: it is made in memory.
const LARGEST: usize = 32 * 1024 * 1024;

/// How long a search for an archive may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many people are known by name when names are hidden; others lose theirs where a field says that it is one.
const PEOPLE: usize = 10_000;

pub(crate) async fn as_curl(visit: Visit) -> HttpResponse {
    match curl_of(&visit).await {
        Ok(command) => HttpResponse::Ok()
            .content_type("text/plain; charset=utf-8")
            .insert_header((CACHE_CONTROL, "no-store"))
            .body(command),
        Err(problem) => visit.refuse(&problem).await,
    }
}

async fn curl_of(visit: &Visit) -> Result<String, Problem> {
    let exchange = found(visit)?;
    let shown =
        if whole(visit) { Exchange::clone(&exchange) } else { redacted(visit, &[exchange]).await?.remove(0) };
    Ok(curl::command(&shown, base(visit)))
}

/// The command for the page of an exchange. Only who was launched is known by name: looking up everybody would take longer
/// than the page may.
pub(super) fn curl_here(visit: &Visit, exchange: &Exchange) -> String {
    let people: Vec<Person> = exchange.launch.iter().filter_map(|id| person_of(visit, id)).collect();
    let request = Exchange { response_body: String::new(), ..exchange.clone() };
    let shown = Redactor::knowing(&people).redacted(&[&request]).pop().unwrap_or(request);
    curl::command(&shown, base(visit))
}

/// One exchange.
pub(crate) async fn one(visit: Visit) -> HttpResponse {
    let archive = match found(&visit) {
        Ok(exchange) => {
            let number = exchange.number;
            archive(&visit, vec![exchange], &format!("exchange {number}"), &number.to_string()).await
        }
        Err(problem) => Err(problem),
    };
    answer(&visit, archive).await
}

/// What the filter finds, oldest first.
pub(crate) async fn list(visit: Visit) -> HttpResponse {
    answer(&visit, archive_of_list(&visit).await).await
}

async fn archive_of_list(visit: &Visit) -> Result<HttpResponse, Problem> {
    let asked = Asked::of(&visit.query());
    let question = Question::parse(&asked.words);
    if let Some(problem) = question.problems.first() {
        return Err(Problem::new(
            actix_web::http::StatusCode::UNPROCESSABLE_ENTITY,
            "The filter is not understood",
        )
        .detail(problem.clone())
        .hint("mend it in the journal, then export"));
    }
    let filter = visit.campus.filter(&question).await?;
    let campus = Arc::clone(&visit.campus);
    let search = move || campus.journal().search(u64::MAX, &filter, MOST, PATIENCE).found;
    let mut exchanges = fitting(actix_web::web::block(search).await.map_err(|_| stopping())?);
    exchanges.reverse();
    let what =
        if asked.words.is_empty() { "everything".to_owned() } else { format!("filter: {}", asked.words) };
    let comment = format!("{what}; at most the newest {MOST} and {} MB", LARGEST / 1024 / 1024);
    archive(visit, exchanges, &comment, "journal").await
}

/// The first of these, as many as an archive holds; one at least.
fn fitting(mut exchanges: Vec<Arc<Exchange>>) -> Vec<Arc<Exchange>> {
    let mut bytes = 0_usize;
    let sizes = exchanges.iter().map(|exchange| exchange.request_body.len() + exchange.response_body.len());
    let fit = sizes.take_while(|size| {
        bytes = bytes.saturating_add(*size);
        bytes <= LARGEST
    });
    let count = fit.count().max(1);
    exchanges.truncate(count);
    exchanges
}

fn stopping() -> Problem {
    Problem::new(actix_web::http::StatusCode::SERVICE_UNAVAILABLE, "the platform stops")
}

/// The story of a launch.
pub(crate) async fn launch(visit: Visit) -> HttpResponse {
    let id = visit.named("launch");
    let archive = match visit.campus.story(&id) {
        Some(story) => {
            let comment = format!("launch {id}; what went between browser and tool alone is not in it");
            archive(&visit, fitting(story.exchanges), &comment, &format!("launch-{id}")).await
        }
        None => Err(Problem::unknown("launch", &id, "the list of launches shows those that are remembered")),
    };
    answer(&visit, archive).await
}

async fn archive(
    visit: &Visit,
    exchanges: Vec<Arc<Exchange>>,
    comment: &str,
    name: &str,
) -> Result<HttpResponse, Problem> {
    let (shown, hidden) = if whole(visit) {
        (
            exchanges.iter().map(|exchange| Exchange::clone(exchange)).collect(),
            "whole, with secrets and names",
        )
    } else {
        (redacted(visit, &exchanges).await?, "secrets, cookies, names and e-mail addresses are hidden")
    };
    let archive =
        har::archive(&shown, base(visit), &format!("campus {}, {comment}; {hidden}", visit.campus.name()));
    let text = serde_json::to_string_pretty(&archive).map_err(crate::store::StoreError::from)?;
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60).collect();
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"homeroom-{}-{name}.har\"", visit.campus.name()),
        ))
        .body(text))
}

async fn answer(visit: &Visit, archive: Result<HttpResponse, Problem>) -> HttpResponse {
    match archive {
        Ok(response) => response,
        Err(problem) => visit.refuse(&problem).await,
    }
}

/// Whether somebody chose to take secrets and names along.
fn whole(visit: &Visit) -> bool {
    visit.query().first("whole") == "true"
}

fn base(visit: &Visit) -> &str {
    &visit.campus.ground().urls.public
}

/// These exchanges without what nobody else should read.
pub(crate) async fn redacted(visit: &Visit, exchanges: &[Arc<Exchange>]) -> Result<Vec<Exchange>, Problem> {
    let mut people = visit.campus.people_page(0, PEOPLE).await?;
    people.extend(of_launches(visit, exchanges));
    let exchanges = exchanges.to_vec();
    let hide = move || {
        let all: Vec<&Exchange> = exchanges.iter().map(AsRef::as_ref).collect();
        Redactor::knowing(&people).redacted(&all)
    };
    actix_web::web::block(hide).await.map_err(|_| stopping())
}

/// Those whose launches these are, since they may have been removed or renamed meanwhile.
fn of_launches(visit: &Visit, exchanges: &[Arc<Exchange>]) -> Vec<Person> {
    let ids = exchanges.iter().filter_map(|exchange| exchange.launch.as_deref());
    ids.filter_map(|id| person_of(visit, id)).collect()
}

fn person_of(visit: &Visit, launch: &str) -> Option<Person> {
    visit.campus.launch(launch).map(|launch| launch.ticket.person.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::book::tests::exchange;
    use crate::journal::exchange::Kind;

    #[test]
    fn an_archive_holds_what_fits_and_one_exchange_at_least() {
        let sized = |bytes: usize| {
            let body = "a".repeat(bytes);
            Arc::new(Exchange { request_body: body, ..exchange(Kind::Token, None) })
        };
        let (small, half, huge) = (sized(1), sized(LARGEST / 2), sized(LARGEST + 1));
        assert_eq!(fitting(vec![Arc::clone(&half), Arc::clone(&half), Arc::clone(&small)]).len(), 2);
        assert_eq!(fitting(vec![Arc::clone(&huge), small]).len(), 1);
        assert_eq!(fitting(Vec::new()).len(), 0);
    }
}
