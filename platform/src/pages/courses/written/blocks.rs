//! `POST .../pages/{page}/blocks` and `.../blocks/{block}`: a page grows, and its blocks change, move and go.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::super::course_form::Unsaved;
use super::super::found;
use super::super::shift::way;
use super::address;
use super::edit::{Draft, WrittenEdit};
use super::new::unknown;
use crate::domain::course::Course;
use crate::domain::written::{self, Block, Piece, WrittenPage};
use crate::error::{Problem, Refused};
use crate::pages::seen::Seen;
use crate::pages::typed::Typed;
use crate::pages::visit::{Post, Visit, go};

/// What a form of the editor is about.
struct Subject {
    course: Course,
    page: WrittenPage,
}

impl Subject {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let course = found::course(visit).await?;
        let page = found::page(visit, &course).await?;
        Ok(Self { course, page })
    }

    /// Back into the editor, where the block is.
    fn at(&self, visit: &Visit, block: &str) -> String {
        let block = crate::view::segment(block);
        format!("{}/edit#block-{block}", address(visit, &self.course, &self.page))
    }

    /// The editor again, with what was typed and what is wrong with it.
    async fn again(&self, visit: &Visit, status: StatusCode, draft: &Draft) -> HttpResponse {
        match WrittenEdit::of(visit, &self.course, &self.page, draft).await {
            Ok(page) => visit.show(status, &page).await,
            Err(problem) => visit.refuse(&problem).await,
        }
    }
}

/// `POST .../blocks`: a text, or something of the course.
pub(crate) async fn add(Post { visit, typed }: Post) -> HttpResponse {
    let subject = match Subject::of(&visit).await {
        Ok(subject) => subject,
        Err(problem) => return visit.refuse(&problem).await,
    };
    match added(&visit, &subject, &typed).await {
        Ok(block) => go(&subject.at(&visit, &block)),
        Err(Unsaved::Wrong(wrong)) => {
            let draft = Draft { new_text: typed.first("text").to_owned(), wrong, ..Draft::default() };
            subject.again(&visit, StatusCode::UNPROCESSABLE_ENTITY, &draft).await
        }
        Err(Unsaved::Failed(problem)) => visit.refuse(&problem).await,
    }
}

async fn added(visit: &Visit, subject: &Subject, typed: &Typed) -> Result<String, Unsaved> {
    let piece = piece(visit, &subject.course, typed).await?;
    let id = visit.campus.ground().entropy.id("block").map_err(Refused::from)?;
    let (block, after) = (Block { id: id.clone(), piece }, typed.first("after"));
    let after = (!after.is_empty()).then_some(after);
    let inserted = visit.campus.change_page(&subject.page.id, |page| page.insert(block, after)).await?;
    inserted.map_err(Refused::from)?;
    Ok(id)
}

async fn piece(visit: &Visit, course: &Course, typed: &Typed) -> Result<Piece, Unsaved> {
    let chosen = Typed::parse(typed.first("embed").as_bytes());
    let (link, item) = (chosen.first("link"), chosen.first("item"));
    if !link.is_empty() {
        let known = visit.campus.link(link).await?.filter(|known| known.course == course.id);
        let known = known.ok_or_else(|| Unsaved::Failed(unknown("link", link)))?;
        return Ok(Piece::Link { link: known.id });
    }
    if !item.is_empty() {
        let known = visit.campus.content(item).await?.filter(|known| known.course == course.id);
        let known = known.ok_or_else(|| Unsaved::Failed(unknown("item", item)))?;
        return Ok(Piece::Item { item: known.id });
    }
    Ok(Piece::Text { text: written::text(typed.first("text")).map_err(Refused::from)? })
}

/// `POST .../blocks/{block}`: saves its text, moves it, or takes it out.
pub(crate) async fn change(Post { visit, typed }: Post) -> HttpResponse {
    let subject = match Subject::of(&visit).await {
        Ok(subject) => subject,
        Err(problem) => return visit.refuse(&problem).await,
    };
    let id = visit.named("block");
    if subject.page.block(&id).is_none() {
        return visit.refuse(&unknown("block", &id)).await;
    }
    match typed.first("act") {
        "save" => save(&visit, &subject, &id, &typed).await,
        act => {
            let to = subject.at(&visit, if act == "remove" { "" } else { &id });
            visit.done(moved(&visit, &subject, &id, act, &typed).await.map(|()| to)).await
        }
    }
}

async fn moved(visit: &Visit, subject: &Subject, id: &str, act: &str, typed: &Typed) -> Result<(), Problem> {
    let page = &subject.page.id;
    if act == "remove" {
        return Ok(visit.campus.change_page(page, |page| page.take_out(id)).await?);
    }
    let way = way(typed)?;
    Ok(visit.campus.change_page(page, |page| page.shift(id, way)).await?)
}

async fn save(visit: &Visit, subject: &Subject, id: &str, typed: &Typed) -> HttpResponse {
    let new = typed.first("text");
    let draft = |wrong| Draft { block: Some((id.to_owned(), new.to_owned())), wrong, ..Draft::default() };
    let stored = subject.page.block(id).map(|block| &block.piece);
    if stored.is_some_and(|piece| !Seen::of(piece).is_of(typed)) {
        let stale = Draft { stale: true, ..draft(super::edit::none()) };
        return subject.again(visit, StatusCode::CONFLICT, &stale).await;
    }
    match saved(visit, subject, id, new).await {
        Ok(()) => go(&subject.at(visit, id)),
        Err(Unsaved::Wrong(wrong)) => {
            subject.again(visit, StatusCode::UNPROCESSABLE_ENTITY, &draft(wrong)).await
        }
        Err(Unsaved::Failed(problem)) => visit.refuse(&problem).await,
    }
}

async fn saved(visit: &Visit, subject: &Subject, id: &str, new: &str) -> Result<(), Unsaved> {
    let text = written::text(new).map_err(Refused::from)?;
    if visit.campus.change_page(&subject.page.id, |page| page.write(id, &text)).await? {
        return Ok(());
    }
    Err(Unsaved::Failed(unknown("text", id)))
}
