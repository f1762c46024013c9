//! `/{campus}/courses/{course}/pages/{page}/edit`: the editor of a page. Every act is a form of its own, so it works
//! without script, and what two people do at once is done one after the other.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::super::course_form::{Unsaved, problems};
use super::super::found;
use super::super::pick::ToolRef;
use super::super::returned::CourseRef;
use super::address;
use super::new::LABELS;
use super::view::Shelf;
use crate::domain::content::Content;
use crate::domain::course::Course;
use crate::domain::link::Link;
use crate::domain::written::{self, MOST_BLOCKS, Piece, WrittenPage};
use crate::error::{Problem as Failed, Refused};
use crate::pages::page::Page;
use crate::pages::parts::{Field, Problem};
use crate::pages::seen::{Differs, Seen};
use crate::pages::typed::{Typed, Wrong};
use crate::pages::visit::{Post, Visit, go};

/// What was typed somewhere in the editor, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<String>,
    pub(super) new_text: String,
    /// A block and its text.
    pub(super) block: Option<(String, String)>,
    /// Whether what was typed is of an older state.
    pub(super) stale: bool,
    pub(super) wrong: Wrong,
}

/// Nothing is wrong.
pub(super) fn none() -> Wrong {
    Wrong::new()
}

/// `GET .../edit`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(open(&visit).await).await
}

async fn open(visit: &Visit) -> Result<WrittenEdit, Failed> {
    let course = found::course(visit).await?;
    let page = found::page(visit, &course).await?;
    WrittenEdit::of(visit, &course, &page, &Draft::default()).await
}

/// `POST .../edit`: another title.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    let (course, page) = match both(&visit).await {
        Ok(both) => both,
        Err(problem) => return visit.refuse(&problem).await,
    };
    let draft = |wrong| Draft { title: Some(typed.first("title").to_owned()), wrong, ..Draft::default() };
    let (status, draft) = match renamed(&visit, &page, &typed).await {
        Ok(true) => return go(&format!("{}/edit", address(&visit, &course, &page))),
        Ok(false) => (StatusCode::CONFLICT, Draft { stale: true, ..draft(none()) }),
        Err(Unsaved::Wrong(wrong)) => (StatusCode::UNPROCESSABLE_ENTITY, draft(wrong)),
        Err(Unsaved::Failed(problem)) => return visit.refuse(&problem).await,
    };
    match WrittenEdit::of(&visit, &course, &page, &draft).await {
        Ok(form) => visit.show(status, &form).await,
        Err(problem) => visit.refuse(&problem).await,
    }
}

async fn both(visit: &Visit) -> Result<(Course, WrittenPage), Failed> {
    let course = found::course(visit).await?;
    let page = found::page(visit, &course).await?;
    Ok((course, page))
}

/// Whether the title was changed; not where it was changed meanwhile.
async fn renamed(visit: &Visit, page: &WrittenPage, typed: &Typed) -> Result<bool, Unsaved> {
    if !Seen::of(&page.title).is_of(typed) {
        return Ok(false);
    }
    let title = written::title(typed.first("title")).map_err(Refused::from)?;
    visit.campus.change_page(&page.id, |page| page.title = title).await?;
    Ok(true)
}

#[derive(Debug, Serialize)]
pub(crate) struct WrittenEdit {
    problems: Vec<Problem>,
    course: CourseRef,
    id: String,
    heading: String,
    title: Field,
    seen: Seen,
    blocks: Vec<Row>,
    new_text: Field,
    /// Links and items of the course that the page does not show.
    free: Vec<Free>,
    tools: Vec<ToolRef>,
    full: bool,
}

/// A block with its acts.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    /// What it is, in a word.
    kind: &'static str,
    /// What it shows; none where that was removed from the course.
    name: Option<String>,
    text: Option<Text>,
}

/// The text of a block in its form.
#[derive(Debug, Serialize)]
struct Text {
    field: Field,
    seen: Seen,
}

#[derive(Debug, Serialize)]
struct Free {
    value: String,
    label: String,
}

impl WrittenEdit {
    pub(super) async fn of(
        visit: &Visit,
        course: &Course,
        page: &WrittenPage,
        draft: &Draft,
    ) -> Result<Self, Failed> {
        let shelf = Shelf::of(visit, page).await?;
        let tools = super::super::course::tools(visit);
        let theirs = format!("{}/edit", address(visit, course, page));
        Ok(Self::filled(course, page, &shelf, tools, draft, &theirs))
    }

    fn filled(
        course: &Course,
        page: &WrittenPage,
        shelf: &Shelf,
        tools: Vec<ToolRef>,
        draft: &Draft,
        theirs: &str,
    ) -> Self {
        let typed = draft.title.as_deref();
        let seen = Seen::of(&page.title);
        let seen = match typed.filter(|_| draft.stale) {
            Some(typed) => seen.against(theirs, vec![Differs::new("Title", &page.title, typed)]),
            None => seen,
        };
        let error = |name: &str, here: bool| draft.wrong.get(name).filter(|_| here).cloned();
        let title = typed.unwrap_or(&page.title).to_owned();
        Self {
            problems: draft.problems(),
            course: CourseRef { id: course.id.to_string(), title: course.heading() },
            id: page.id.clone(),
            heading: page.title.clone(),
            title: Field { value: title, error: error("title", true) },
            seen,
            blocks: page
                .blocks
                .iter()
                .map(|block| shelf.row(&block.id, &block.piece, draft, theirs))
                .collect(),
            new_text: Field { value: draft.new_text.clone(), error: error("text", draft.block.is_none()) },
            free: shelf.free(page),
            tools,
            full: page.blocks.len() >= MOST_BLOCKS,
        }
    }
}

impl Draft {
    /// What is wrong, by the fields as this page names them.
    fn problems(&self) -> Vec<Problem> {
        let mut all = problems(&self.wrong, LABELS);
        if let Some((block, _)) = &self.block {
            for problem in all.iter_mut().filter(|problem| problem.field == "text") {
                problem.field = format!("text-{block}");
            }
        }
        all
    }
}

impl Shelf {
    fn row(&self, id: &str, piece: &Piece, draft: &Draft, theirs: &str) -> Row {
        let (kind, name) = match piece {
            Piece::Text { .. } => ("text", Some("Text".to_owned())),
            Piece::Link { link } => {
                ("link", self.links.iter().find(|known| known.id == *link).map(Link::heading))
            }
            Piece::Item { item } => {
                let known = self.items.iter().find(|known| known.id == *item);
                (known.map_or("item", |known| known.kind.word()), known.map(Content::heading))
            }
        };
        let text = match piece {
            Piece::Text { text } => Some(Text::of(id, piece, text, draft, theirs)),
            _ => None,
        };
        Row { id: id.to_owned(), kind, name, text }
    }

    fn free(&self, page: &WrittenPage) -> Vec<Free> {
        let value = |name: &str, id: &str| {
            url::form_urlencoded::Serializer::new(String::new()).append_pair(name, id).finish()
        };
        let links = self.links.iter().filter(|link| !page.shows_link(&link.id));
        let links = links.map(|link| Free { value: value("link", link.id.as_str()), label: link.heading() });
        let items = self.items.iter().filter(|item| !page.shows_item(&item.id));
        let label = |item: &Content| format!("{} ({})", item.heading(), item.kind.word());
        let items = items.map(|item| Free { value: value("item", &item.id), label: label(item) });
        links.chain(items).collect()
    }
}

impl Text {
    fn of(id: &str, piece: &Piece, stored: &str, draft: &Draft, theirs: &str) -> Self {
        let seen = Seen::of(piece);
        let Some((_, typed)) = draft.block.as_ref().filter(|(block, _)| block == id) else {
            return Self { field: Field::from(stored), seen };
        };
        let field = Field { value: typed.clone(), error: draft.wrong.get("text").cloned() };
        let seen =
            if draft.stale { seen.against(theirs, vec![Differs::new("Text", stored, typed)]) } else { seen };
        Self { field, seen }
    }
}

impl Page for WrittenEdit {
    const TEMPLATE: &'static str = "courses/written/edit.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::written::Block;
        use crate::pages::courses::content::samples;
        use crate::pages::samples::HARD_NAME;
        let course = super::super::course_form::samples::course(HARD_NAME);
        let block = |id: &str, piece| Block { id: id.into(), piece };
        let text = || Piece::Text { text: HARD_NAME.into() };
        let shown: Vec<Content> = samples::all().into_iter().map(|(_, item)| item).collect();
        let blocks = vec![
            block("b-1", text()),
            block("b-2", Piece::Item { item: shown[0].id.clone() }),
            block("b-3", Piece::Link { link: "gone".to_owned().into() }),
            block("b-4", Piece::Item { item: "gone".into() }),
            block("b-5", text()),
        ];
        let page = |blocks| WrittenPage {
            id: "p/1".into(),
            course: course.id.clone(),
            title: HARD_NAME.into(),
            blocks,
        };
        let mut free = shown[1].clone();
        free.id = "content/2".into();
        let shelf = || Shelf { links: Vec::new(), items: vec![shown[0].clone(), free.clone()] };
        let tools = || vec![ToolRef { client_id: "t".into(), name: HARD_NAME.into() }];
        let form = |page: &WrittenPage, tools, draft: &Draft| {
            Self::filled(&course, page, &shelf(), tools, draft, "/main/courses/c%2F1/pages/p%2F1/edit")
        };
        let wrong: Wrong = [("text", "Expected 1 to 50000 characters, got ``.".into())].into();
        let of_block = Draft { block: Some(("b-1".into(), "<b>".into())), ..Draft::default() };
        let empty = Self::filled(
            &course,
            &page(Vec::new()),
            &Shelf { links: Vec::new(), items: Vec::new() },
            Vec::new(),
            &Draft::default(),
            "",
        );
        let crowded = (0..MOST_BLOCKS).map(|at| block(&format!("b-{at}"), text())).collect();
        vec![
            ("fresh", form(&page(blocks.clone()), tools(), &Draft::default())),
            (
                "wrong",
                form(
                    &page(blocks.clone()),
                    tools(),
                    &Draft { new_text: " ".into(), wrong: wrong.clone(), ..Draft::default() },
                ),
            ),
            ("wrong block", form(&page(blocks.clone()), tools(), &Draft { wrong, ..of_block })),
            (
                "stale block",
                form(
                    &page(blocks.clone()),
                    tools(),
                    &Draft { block: Some(("b-1".into(), "x".into())), stale: true, ..Draft::default() },
                ),
            ),
            (
                "stale title",
                form(
                    &page(blocks),
                    Vec::new(),
                    &Draft { title: Some("x".into()), stale: true, ..Draft::default() },
                ),
            ),
            ("full", form(&page(crowded), tools(), &Draft::default())),
            ("empty", empty),
        ]
    }
}
