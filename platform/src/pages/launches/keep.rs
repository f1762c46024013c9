//! `POST /{campus}/admin/launches/{launch}/keep` and `/let-go`: a launch that stays, whatever the journal forgets.

use actix_web::HttpResponse;

use crate::error::Problem;
use crate::pages::courses::found;
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    visit.done(keep(&visit, typed.first("note").trim()).await).await
}

pub(crate) async fn let_go(Post { visit, .. }: Post) -> HttpResponse {
    visit.done(forget(&visit).await).await
}

async fn keep(visit: &Visit, note: &str) -> Result<String, Problem> {
    let id = visit.named("launch");
    if !visit.campus.keep_launch(&id, note).await? {
        found::launch(visit)?;
    }
    Ok(story(visit, &id))
}

async fn forget(visit: &Visit) -> Result<String, Problem> {
    let id = visit.named("launch");
    visit.campus.let_go_launch(&id).await?;
    let still_there = visit.campus.launch(&id).is_some();
    Ok(if still_there { story(visit, &id) } else { visit.path("/admin/launches?kept=true") })
}

fn story(visit: &Visit, id: &str) -> String {
    visit.path(&format!("/admin/launches/{}", segment(id)))
}
