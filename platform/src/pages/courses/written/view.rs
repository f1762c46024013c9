//! `/{campus}/courses/{course}/pages/{page}`: a page as it is read, with what tools have placed in it.

use actix_web::HttpResponse;
use serde::Serialize;

use super::super::content::{ContentRow, Frame};
use super::super::found;
use super::super::returned::CourseRef;
use super::address;
use crate::domain::content::{Content, Size};
use crate::domain::link::Link;
use crate::domain::written::{Piece, WrittenPage, paragraphs};
use crate::error::Problem;
use crate::pages::courses::frame::ALLOW;
use crate::pages::page::Page;
use crate::pages::visit::Visit;
use crate::view::segment;

/// `GET`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(read(&visit).await).await
}

async fn read(visit: &Visit) -> Result<WrittenView, Problem> {
    let course = found::course(visit).await?;
    let page = found::page(visit, &course).await?;
    let shelf = Shelf::of(visit, &page).await?;
    let base = address(visit, &course, &page);
    Ok(WrittenView {
        course: CourseRef { id: course.id.to_string(), title: course.heading() },
        blocks: page.blocks.iter().filter_map(|block| shelf.show(&block.piece, &base)).collect(),
        id: page.id,
        title: page.title,
        allow: ALLOW,
    })
}

/// What a page can show: the links and items of its course.
pub(super) struct Shelf {
    pub(super) links: Vec<Link>,
    pub(super) items: Vec<Content>,
}

impl Shelf {
    pub(super) async fn of(visit: &Visit, page: &WrittenPage) -> Result<Self, Problem> {
        let course = page.course.as_str();
        let (links, items) = (visit.campus.links_of(course).await?, visit.campus.content_of(course).await?);
        Ok(Self { links, items })
    }

    /// A piece as it is read; nothing where what it names was removed from the course.
    fn show(&self, piece: &Piece, base: &str) -> Option<Shown> {
        match piece {
            Piece::Text { text } => Some(Shown::Text { paragraphs: paragraphs(text) }),
            Piece::Link { link } => {
                let link = self.links.iter().find(|known| known.id == *link)?;
                Some(Shown::Link(Opened::of(link, base)))
            }
            Piece::Item { item } => {
                let item = self.items.iter().find(|known| known.id == *item)?;
                Some(Shown::Item { item: ContentRow::from(item), frame: Frame::of(item) })
            }
        }
    }
}

/// A block as it is read.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Shown {
    Text { paragraphs: Vec<Vec<String>> },
    Link(Opened),
    Item { item: ContentRow, frame: Option<Frame> },
}

/// A link that is launched in its place.
#[derive(Debug, Serialize)]
struct Opened {
    id: String,
    title: String,
    description: Option<String>,
    src: String,
    size: Size,
}

impl Opened {
    fn of(link: &Link, base: &str) -> Self {
        Self {
            id: link.id.to_string(),
            title: link.heading(),
            description: link.description.clone(),
            src: format!("{base}/open/{}", segment(link.id.as_str())),
            size: link.iframe.unwrap_or_default(),
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct WrittenView {
    course: CourseRef,
    id: String,
    title: String,
    blocks: Vec<Shown>,
    /// What framed tools may use.
    allow: &'static str,
}

impl Page for WrittenView {
    const TEMPLATE: &'static str = "courses/written/view.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::courses::content::samples;
        use crate::pages::samples::HARD_NAME;
        let link = |size: Size| Opened {
            id: "l/1".into(),
            title: HARD_NAME.into(),
            description: size.width.map(|_| HARD_NAME.into()),
            src: "/main/courses/c%2F1/pages/p%2F1/open/l%2F1".into(),
            size,
        };
        let text = format!("{HARD_NAME}\nand a line\n\nAnother paragraph");
        let mut blocks = vec![
            Shown::Text { paragraphs: paragraphs(&text) },
            Shown::Link(link(Size::default())),
            Shown::Link(link(Size { width: Some(700), height: Some(400) })),
        ];
        let item = |item: &Content| Shown::Item { item: ContentRow::from(item), frame: Frame::of(item) };
        blocks.extend(samples::all().iter().map(|(_, content)| item(content)));
        let page = |blocks| Self {
            course: CourseRef { id: "c/1".into(), title: HARD_NAME.into() },
            id: "p/1".into(),
            title: HARD_NAME.into(),
            blocks,
            allow: ALLOW,
        };
        vec![("full", page(blocks)), ("empty", page(Vec::new()))]
    }
}
