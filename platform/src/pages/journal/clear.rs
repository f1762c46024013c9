//! `/{campus}/admin/journal/clear`: forgets everything that is not kept, after a question.

use actix_web::HttpResponse;

use super::confirm::Confirm;
use crate::pages::visit::{Post, Visit};

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = question(&visit);
    visit.answer(Ok(page)).await
}

fn question(visit: &Visit) -> Confirm {
    let journal = visit.campus.journal();
    let kept = journal.kept_numbers().len();
    let forgotten = journal.count().saturating_sub(kept);
    Confirm {
        title: "Clear the journal?".to_owned(),
        consequences: vec![
            format!("{} forgotten for good, also in the database.", counted(forgotten)),
            format!("{} because somebody keeps them.", match kept {
                1 => "1 exchange stays".to_owned(),
                _ => format!("{kept} exchanges stay"),
            }),
            "Launches, grades and courses stay; the stories of launches lose what is forgotten. Numbers go on."
                .to_owned(),
        ],
        action: visit.path("/admin/journal/clear"),
        act: "Clear the journal",
        back: visit.path("/admin/journal"),
    }
}

fn counted(count: usize) -> String {
    if count == 1 { "1 exchange is".to_owned() } else { format!("{count} exchanges are") }
}

pub(crate) async fn post(Post { visit, .. }: Post) -> HttpResponse {
    let cleared = visit.campus.clear_journal().await;
    visit.done(cleared.map(|()| visit.path("/admin/journal")).map_err(Into::into)).await
}
