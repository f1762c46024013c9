//! Content items: what was picked, as the platform stores it (DL-050 to DL-069).

mod basis;
mod spoilt;

use std::time::Duration;

use homeroom_vocab::content_item::{FILE, HTML, IMAGE, LINK, LTI_RESOURCE_LINK};

use crate::deep_linking::{ContentItem, Frame, Settings, Window};
use crate::grades::{ActivityProgress, NewLineItem, SubmissionReview};
use crate::reference::app::App;
use crate::reference::items::basis::Basis;
use crate::reference::offer::{self, Offer};

/// The activity that is returned.
pub(crate) const ACTIVITY: &str = "quiz-1";

const HOUR: Duration = Duration::from_hours(1);
const WEEK: Duration = Duration::from_hours(7 * 24);
/// So long learners can hand in: an hour less than they see the quiz.
const OPEN: Duration = Duration::from_hours(7 * 24 - 1);
const BOX: &str = "<h2>Read this first</h2><p>The quiz is open for <em>one week</em>.</p>";

/// What is said of an item, unless the teacher or the platform says something else.
struct Words<'a> {
    title: &'a str,
    text: Option<&'a str>,
}

impl<'a> Words<'a> {
    fn text_or(&self, ours: &'a str) -> &'a str {
        self.text.unwrap_or(ours)
    }
}

/// The items, the first of them with the title that the teacher gave it and the platform's text (DL-069).
pub(crate) fn describe(app: &App, settings: &Settings, offers: &[&Offer], title: &str) -> Vec<ContentItem> {
    let basis = Basis { app, settings };
    let title = Some(title).filter(|title| !title.trim().is_empty());
    let items = offers.iter().enumerate().filter_map(|(place, offer)| {
        let offer = spoilt::returned(offer, settings, &app.defects);
        let is_first = place == 0;
        let title = title.filter(|_| is_first).unwrap_or(offer.title);
        let text = settings.text.as_deref().filter(|_| is_first);
        Some(spoilt::item(&basis, item(&basis, offer, &Words { title, text })?))
    });
    spoilt::doubled(items.collect(), settings, &app.defects)
}

fn item(basis: &Basis<'_>, offer: &Offer, words: &Words<'_>) -> Option<ContentItem> {
    match offer.kind {
        LTI_RESOURCE_LINK => resource_link(basis, words),
        LINK => link(basis, words),
        FILE => file(basis, words),
        HTML => Some(html(words)),
        IMAGE => image(basis, words),
        _ => None,
    }
}

/// An activity of this tool, graded where the platform keeps grades (DL-053 to DL-062).
fn resource_link(basis: &Basis<'_>, words: &Words<'_>) -> Option<ContentItem> {
    let review = SubmissionReview::of([ActivityProgress::Submitted, ActivityProgress::Completed])
        .label("Open attempt")
        .at(&basis.address("review")?)
        .custom("mode", "review");
    let line_item = NewLineItem::new("Week 1 quiz", 10.0)
        .resource_id("quiz-1")
        .tag("grade")
        .grades_released(true)
        .submission_review(review);
    let item = ContentItem::resource_link()
        .title(words.title)
        .text(words.text_or("Ten questions about the cell"))
        .url(&basis.address(&basis.activity())?)
        .icon(basis.picture("icon", 50)?)
        .thumbnail(basis.picture("thumbnail", 90)?)
        // Strings, one of them empty and one for the platform to fill in (DL-062).
        .custom("chapter", "3")
        .custom("due", "$ResourceLink.submission.endDateTime")
        .custom("hint", "")
        .available(basis.period(WEEK))
        .submission(basis.period(OPEN))
        .frame(Frame::new().size(900, 600))
        .window(Window::named("quiz").size(900, 600).features("menubar=no"))
        .line_item(&line_item);
    Some(item.into())
}

/// A page for everybody, with every way to show it that the platform takes (DL-051, DL-052).
fn link(basis: &Basis<'_>, words: &Words<'_>) -> Option<ContentItem> {
    let source = basis.address("embed/cell")?;
    let html =
        format!(r#"<iframe src="{source}" width="560" height="315" title="Reading: the cell"></iframe>"#);
    let item = ContentItem::link(&basis.address("reading/cell")?)
        .title(words.title)
        .text(words.text_or("A page to read before the quiz"))
        .icon(basis.picture("icon", 50)?)
        .thumbnail(basis.picture("thumbnail", 90)?)
        .embed(html)
        .window(Window::new().size(900, 600).features("menubar=no"))
        .frame(&source, Frame::new().size(560, 315));
    Some(item.into())
}

/// DL-063.
fn file(basis: &Basis<'_>, words: &Words<'_>) -> Option<ContentItem> {
    let document = offer::document(basis.settings, &basis.app.defects)?;
    let item = ContentItem::file(&basis.address(&format!("files/{}", document.name))?)
        .title(words.title)
        .text(words.text_or("Three questions to take home"))
        .media_type(document.media_type)
        .expires_at(basis.in_future(HOUR));
    Some(item.into())
}

/// DL-065.
fn html(words: &Words<'_>) -> ContentItem {
    ContentItem::html(BOX).title(words.title).text(words.text_or("How long the quiz is open")).into()
}

/// DL-067, with a member of our own, which has a URL for a name.
fn image(basis: &Basis<'_>, words: &Words<'_>) -> Option<ContentItem> {
    let licence = format!("{}members/licence", basis.app.url);
    let item = ContentItem::image(&basis.address("images/cell.png")?)
        .title(words.title)
        .text(words.text_or("A plant cell with its nucleus"))
        .extension(&licence, serde_json::json!({ "name": "CC0" }))
        .size(400, 300);
    Some(item.into())
}
