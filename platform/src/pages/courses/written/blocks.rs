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
use crate::domain::edge::Invalid;
use crate::domain::written::{self, Block, Piece, Way, WrittenPage};
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

    /// The editor again as the page is stored now, with what was typed and what is wrong with it.
    async fn again(&self, visit: &Visit, status: StatusCode, draft: &Draft) -> HttpResponse {
        let page = match found::page(visit, &self.course).await {
            Ok(page) => WrittenEdit::of(visit, &self.course, &page, draft).await,
            Err(problem) => Err(problem),
        };
        match page {
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

/// What a button of a block asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Save,
    Move(Way),
    TakeOff,
}

impl Act {
    /// The button that overwrites a newer text names no act, and saves.
    fn of(typed: &Typed) -> Result<Self, Problem> {
        match (typed.first("act"), typed.first("way")) {
            ("remove", _) => Ok(Self::TakeOff),
            ("save" | "", "") => Ok(Self::Save),
            _ => way(typed).map(Self::Move),
        }
    }

    /// The text that has to be written: the arrows stand in the form of the text, and must not lose what was typed.
    fn text(self, typed: &Typed) -> Result<Option<String>, Invalid> {
        if self == Self::TakeOff || typed.all("text").next().is_none() {
            return Ok(None);
        }
        let text = written::text(typed.first("text"))?;
        let untouched = Seen::of(&Piece::Text { text: text.clone() }).is_of(typed);
        Ok((self == Self::Save || !untouched).then_some(text))
    }

    /// Does it to the page as it is stored at this moment.
    fn apply(self, page: &mut WrittenPage, id: &str, text: Option<&str>, typed: &Typed) -> Outcome {
        let Some(piece) = page.block(id).map(|block| &block.piece) else { return Outcome::Gone };
        let loses_text = self == Self::TakeOff && matches!(piece, Piece::Text { .. });
        if (text.is_some() || loses_text) && !Seen::of(piece).is_of(typed) {
            return Outcome::Stale;
        }
        if text.is_some_and(|text| !page.write(id, text)) {
            return Outcome::Gone;
        }
        match self {
            Self::Save => {}
            Self::Move(way) => page.shift(id, way),
            Self::TakeOff => page.take_out(id),
        }
        Outcome::Done
    }
}

/// What came of an act; where it is not done, nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    /// The text was changed since the form was filled from it.
    Stale,
    Gone,
}

/// `POST .../blocks/{block}`: saves its text, moves it, or takes it out.
pub(crate) async fn change(Post { visit, typed }: Post) -> HttpResponse {
    let id = visit.named("block");
    let (subject, act) = match asked(&visit, &id, &typed).await {
        Ok(asked) => asked,
        Err(problem) => return visit.refuse(&problem).await,
    };
    let draft = |wrong| Draft {
        block: Some((id.clone(), typed.first("text").to_owned())),
        wrong,
        ..Draft::default()
    };
    match changed(&visit, &subject, &id, act, &typed).await {
        Ok(Outcome::Done) => go(&subject.at(&visit, if act == Act::TakeOff { "" } else { &id })),
        Ok(Outcome::Stale) => {
            let stale = Draft { stale: true, ..draft(super::edit::none()) };
            subject.again(&visit, StatusCode::CONFLICT, &stale).await
        }
        Ok(Outcome::Gone) => visit.refuse(&unknown("text", &id)).await,
        Err(Unsaved::Wrong(wrong)) => {
            subject.again(&visit, StatusCode::UNPROCESSABLE_ENTITY, &draft(wrong)).await
        }
        Err(Unsaved::Failed(problem)) => visit.refuse(&problem).await,
    }
}

async fn asked(visit: &Visit, id: &str, typed: &Typed) -> Result<(Subject, Act), Problem> {
    let subject = Subject::of(visit).await?;
    match subject.page.block(id) {
        Some(_) => Ok((subject, Act::of(typed)?)),
        None => Err(unknown("block", id)),
    }
}

async fn changed(
    visit: &Visit,
    subject: &Subject,
    id: &str,
    act: Act,
    typed: &Typed,
) -> Result<Outcome, Unsaved> {
    let text = act.text(typed).map_err(Refused::from)?;
    let apply = |page: &mut WrittenPage| act.apply(page, id, text.as_deref(), typed);
    Ok(visit.campus.change_page(&subject.page.id, apply).await?)
}
