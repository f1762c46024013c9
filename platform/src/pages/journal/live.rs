//! `/{campus}/admin/journal/live`: new exchanges as server-sent events, in the rows that the list shows.

use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, MessageBody};
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpRequest, HttpResponse};
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::timeout;

use super::asked::Asked;
use super::list::{A_PAGE, PATIENCE};
use super::row::Row;
use crate::app::App;
use crate::campus::Campus;
use crate::error::Problem;
use crate::journal::filter::Filter;
use crate::journal::words::Question;
use crate::pages::visit::Visit;
use crate::view;

/// After so long without an exchange something is sent, so that everybody on the way knows that this is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What comes within this time comes at once.
const PAUSE: Duration = Duration::from_millis(250);

/// Where a browser that lost its connection tells what it has seen.
const LAST: &str = "last-event-id";

pub(crate) async fn get(visit: Visit, request: HttpRequest, app: Data<App>) -> HttpResponse {
    let Some((news, place)) = visit.campus.journal().watch() else { return visit.refuse(&full()).await };
    let query = visit.query();
    let seen = request.headers().get(LAST).and_then(|last| last.to_str().ok()?.parse().ok());
    let seen = seen.or_else(|| query.first("after").parse().ok());
    let last = visit.campus.journal().last();
    // Above the newest is what was seen of another run, after which the numbers began anew: nothing of this one.
    let seen = seen.map_or(last, |seen| if seen > last { 0 } else { seen });
    let asked = Asked::of(&query);
    let (sender, receiver) = mpsc::channel(1);
    let watcher = Watcher {
        seen,
        question: Question::parse(&asked.words),
        campus: Arc::clone(&visit.campus),
        asked,
        sender,
        _place: place,
    };
    tokio::spawn(watcher.run(news, app.closing()));
    HttpResponse::Ok()
        .insert_header(("content-type", "text/event-stream; charset=utf-8"))
        .insert_header(("cache-control", "no-store"))
        .body(Events(receiver))
}

fn full() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too many pages watch the journal")
        .expected("at most 64 open lists", "one more")
        .hint("close some; the list without live lines works as before")
}

/// Somebody who watches the journal. Ends when they leave, or the platform stops.
struct Watcher {
    campus: Arc<Campus>,
    asked: Asked,
    question: Question,
    /// The newest exchange that was sent or did not match.
    seen: u64,
    sender: mpsc::Sender<Bytes>,
    _place: OwnedSemaphorePermit,
}

impl Watcher {
    async fn run(mut self, news: watch::Receiver<u64>, mut closing: watch::Receiver<bool>) {
        let sender = self.sender.clone();
        tokio::select! {
            // That there is nobody to hear why it ended is all that either can say.
            _ = closing.wait_for(|closing| *closing) => {}
            () = sender.closed() => {}
            () = self.tell(news) => {}
        }
    }

    /// Sends what is new, again and again, until nobody listens.
    async fn tell(&mut self, mut news: watch::Receiver<u64>) {
        loop {
            let last = *news.borrow_and_update();
            if last > self.seen
                && let Some(event) = self.event(last).await
                && self.sender.send(event).await.is_err()
            {
                return;
            }
            tokio::time::sleep(PAUSE).await;
            let goes_on = match timeout(HEARTBEAT, news.changed()).await {
                Ok(changed) => changed.is_ok(),
                Err(_) => self.sender.send(Bytes::from_static(b": still here\n\n")).await.is_ok(),
            };
            if !goes_on {
                return;
            }
        }
    }

    /// What matches among the exchanges after the last that was seen, if anything does.
    async fn event(&mut self, last: u64) -> Option<Bytes> {
        let filter = self.campus.filter(&self.question).await;
        let filter = filter.inspect_err(|error| tracing::error!(%error, "a live list ends")).ok()?;
        let filter = Filter { after: self.seen, ..filter };
        let journal = self.campus.journal();
        let found = journal.search(last.saturating_add(1), &filter, A_PAGE, PATIENCE).found;
        let anew = mem::replace(&mut self.seen, last) == 0;
        if found.is_empty() {
            return None;
        }
        let now = self.campus.now();
        let rows = found.iter().map(|exchange| Row::new(exchange, journal, &self.asked, now)).collect();
        let news = rows_of(self.campus.name().as_str(), rows, journal.count());
        event(last, &News { full: news.full || anew, ..news })
    }
}

/// The rows as the list shows them.
fn rows_of(campus: &str, rows: Vec<Row>, total: usize) -> News {
    let count = rows.len();
    let shown = Shown { chrome: Place { campus }, page: Rows { rows } };
    let html = view::render("journal/rows.html", &shown).unwrap_or_else(|error| {
        tracing::error!(%error, "rows of the journal could not be rendered");
        String::new()
    });
    News { count, full: count == A_PAGE, total, html }
}

/// What the script of the list gets.
#[derive(Debug, Serialize)]
struct News {
    count: usize,
    /// There may be more, or nothing was seen before: the list must begin anew with these.
    full: bool,
    /// How many exchanges are remembered now, whether they match or not.
    total: usize,
    html: String,
}

#[derive(Serialize)]
struct Shown<'a> {
    chrome: Place<'a>,
    page: Rows,
}

#[derive(Serialize)]
struct Place<'a> {
    campus: &'a str,
}

#[derive(Serialize)]
struct Rows {
    rows: Vec<Row>,
}

fn event(id: u64, news: &News) -> Option<Bytes> {
    let data = serde_json::to_string(news).ok()?;
    Some(format!("id: {id}\ndata: {data}\n\n").into())
}

/// A body that goes on for as long as somebody sends.
struct Events(mpsc::Receiver<Bytes>);

impl MessageBody for Events {
    type Error = Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        self.0.poll_recv(context).map(|next| next.map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_of_json_with_the_rows_of_the_list() {
        let bytes = event(9, &rows_of("main", Row::samples(), 12)).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        let data = text.strip_prefix("id: 9\ndata: ").unwrap().trim_end();
        assert!(!data.contains('\n') && text.ends_with("\n\n"));
        let news: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!((&news["count"], &news["full"]), (&serde_json::json!(3), &serde_json::json!(false)));
        let html = news["html"].as_str().unwrap();
        assert!(html.contains("href=\"/main/admin/journal/3?q=kind%3Ajwks\""), "{html}");
        assert!(!html.contains("<script>"), "{html}");
    }
}
