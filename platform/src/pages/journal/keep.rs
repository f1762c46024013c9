//! `/{campus}/admin/journal/{number}/keep` and `/let-go`: an exchange that stays, with a note, until somebody lets it go.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::confirm::Confirm;
use super::exchange::{ExchangePage, found};
use crate::error::Problem;
use crate::journal::kept::LONGEST_NOTE;
use crate::pages::parts::Field;
use crate::pages::visit::{Post, Visit, go};

/// Keeps it, or changes the note.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let note = typed.first("note");
    let length = note.trim().chars().count();
    if length > LONGEST_NOTE {
        let error = format!("Expected at most {LONGEST_NOTE} characters, got {length}.");
        return again(&visit, Field { value: note.to_owned(), error: Some(error) }).await;
    }
    match keep(&visit, note).await {
        Ok(number) => go(&visit.path(&format!("/admin/journal/{number}"))),
        Err(problem) => visit.refuse(&problem).await,
    }
}

async fn keep(visit: &Visit, note: &str) -> Result<u64, Problem> {
    let number = found(visit)?.number;
    if !visit.campus.keep_exchange(number, note).await? {
        found(visit)?;
    }
    Ok(number)
}

/// The page of the exchange with what was typed and what is wrong with it.
async fn again(visit: &Visit, note: Field) -> HttpResponse {
    let page = match found(visit) {
        Ok(exchange) => ExchangePage::of(&exchange, visit).await,
        Err(problem) => Err(problem),
    };
    match page {
        Ok(page) => visit.show(StatusCode::UNPROCESSABLE_ENTITY, &ExchangePage { note, ..page }).await,
        Err(problem) => visit.refuse(&problem).await,
    }
}

/// Asks before it is let go.
pub(crate) async fn ask(visit: Visit) -> HttpResponse {
    let page = question(&visit);
    visit.answer(page).await
}

fn question(visit: &Visit) -> Result<Confirm, Problem> {
    let number = found(visit)?.number;
    let journal = visit.campus.journal();
    let own = visit.path(&format!("/admin/journal/{number}"));
    let kept = journal.kept(number);
    let of_launch = kept.as_ref().is_some_and(|kept| !kept.launches.is_empty());
    let afterwards = match (of_launch, journal.is_recent(number)) {
        (true, _) => "The exchange itself stays as long as its launch is kept.",
        (false, true) => {
            "The exchange itself stays as long as it is among the newest that the journal remembers."
        }
        (false, false) => {
            "The exchange itself is gone for good: it is older than what the journal remembers."
        }
    };
    let note = match kept.and_then(|kept| kept.note).map(|note| note.text) {
        Some(text) if !text.is_empty() => format!("The note is gone: “{text}”."),
        _ => "There is no note on it.".to_owned(),
    };
    Ok(Confirm {
        title: format!("Let exchange {number} go?"),
        consequences: vec![note, afterwards.to_owned()],
        action: format!("{own}/let-go"),
        act: "Let it go",
        back: own,
    })
}

/// Keeps it no more.
pub(crate) async fn let_go(Post { visit, .. }: Post) -> HttpResponse {
    let done = release(&visit).await;
    visit.done(done).await
}

async fn release(visit: &Visit) -> Result<String, Problem> {
    let number = found(visit)?.number;
    visit.campus.let_go_exchange(number).await?;
    let left = visit.campus.journal().get(number).is_some();
    Ok(visit.path(&if left { format!("/admin/journal/{number}") } else { "/admin/journal".to_owned() }))
}
