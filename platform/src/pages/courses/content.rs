//! What was placed in a course beside links: its row on the course page, a page of its own, the copy of a file, and the
//! way to remove it.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Serialize;

use super::found;
use super::returned::CourseRef;
use crate::domain::content::{Content, FileCopy, Size};
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

/// `GET .../content/{item}`: one item as large as it wants to be.
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(page(&visit).await).await
}

async fn page(visit: &Visit) -> Result<ContentPage, Problem> {
    let course = found::course(visit).await?;
    let item = found::content(visit, &course).await?;
    Ok(ContentPage {
        course: CourseRef { id: course.id.to_string(), title: course.heading() },
        frame: Frame::of(&item),
        item: ContentRow::from(&item),
    })
}

/// `GET .../content/{item}/file`: the copy of a file, never shown as a page of ours.
pub(crate) async fn file(visit: Visit) -> HttpResponse {
    match bytes(&visit).await {
        Ok((item, bytes)) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, media_type(item.file.as_ref())))
            .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file_name(&item))))
            .body(bytes),
        Err(problem) => visit.refuse(&problem).await,
    }
}

async fn bytes(visit: &Visit) -> Result<(Content, Vec<u8>), Problem> {
    let course = found::course(visit).await?;
    let item = found::content(visit, &course).await?;
    let missing = || Problem::unknown("file", &item.id, "only items of the type `file` have a copy");
    let bytes = visit.campus.file(&item.id).await?.ok_or_else(missing)?;
    Ok((item, bytes))
}

/// A media type as a header can hold it.
fn media_type(file: Option<&FileCopy>) -> String {
    let given = file.map_or("", |file| file.media_type.as_str());
    let plain = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-'))
    };
    let essence = given.split(';').next().unwrap_or_default().trim();
    let good = essence.split_once('/').is_some_and(|(kind, name)| plain(kind) && plain(name));
    if good { essence.to_owned() } else { "application/octet-stream".to_owned() }
}

/// A name that no file system stumbles over.
fn file_name(item: &Content) -> String {
    let last = item.url.as_ref().and_then(|url| url::Url::parse(url.as_str()).ok());
    let last = last.and_then(|url| Some(url.path_segments()?.next_back()?.to_owned())).unwrap_or_default();
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let name: String = last.chars().take(100).map(safe).collect();
    let name = name.trim_matches('.');
    if name.is_empty() { "file".to_owned() } else { name.to_owned() }
}

/// `POST .../content/{item}/remove`.
pub(crate) async fn remove(Post { visit, .. }: Post) -> HttpResponse {
    visit.done(removed(&visit).await).await
}

async fn removed(visit: &Visit) -> Result<String, Problem> {
    let course = found::course(visit).await?;
    let item = found::content(visit, &course).await?;
    visit.campus.remove_content(&item.id).await?;
    Ok(visit.path(&format!("/courses/{}", segment(course.id.as_str()))))
}

/// `POST .../links/{link}/remove`.
pub(crate) async fn remove_link(Post { visit, .. }: Post) -> HttpResponse {
    visit.done(link_removed(&visit).await).await
}

async fn link_removed(visit: &Visit) -> Result<String, Problem> {
    let course = found::course(visit).await?;
    let link = found::link(visit, &course).await?;
    visit.campus.remove_link(link.id.as_str()).await?;
    Ok(visit.path(&format!("/courses/{}", segment(course.id.as_str()))))
}

/// An item in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ContentRow {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    text: Option<String>,
    url: Option<String>,
    icon: Option<String>,
    /// The whole document of a frame that shows HTML.
    document: Option<String>,
    /// Whether its own page shows more than a link to somewhere.
    has_frame: bool,
    size: Option<Size>,
    file: Option<String>,
}

impl From<&Content> for ContentRow {
    fn from(item: &Content) -> Self {
        let is_html = item.kind == crate::domain::content::Kind::Html;
        Self {
            id: item.id.clone(),
            kind: item.kind.word(),
            title: item.heading(),
            text: item.text.clone(),
            url: item.url.as_ref().map(|url| url.as_str().to_owned()),
            icon: item.icon.as_ref().or(item.thumbnail.as_ref()).map(|icon| icon.url.as_str().to_owned()),
            document: item.html.as_deref().filter(|_| is_html).map(document),
            has_frame: Frame::of(item).is_some(),
            size: item.size,
            file: item.file.as_ref().map(told),
        }
    }
}

fn told(file: &FileCopy) -> String {
    let size = match file.bytes {
        0..=9_999 => format!("{} bytes", file.bytes),
        10_000..=9_999_999 => format!("{} kB", file.bytes / 1000),
        _ => format!("{} MB", file.bytes / 1_000_000),
    };
    format!("{}, {size}", crate::view::middle(&file.media_type, 40))
}

/// Cleaned HTML as a document that looks like the page around it. It stands in a sandboxed frame, since cleaning is
/// only the first wall (DL-066).
fn document(html: &str) -> String {
    format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\">\
         <link rel=\"stylesheet\" href=\"/assets/homeroom.css\"><body class=\"placed\">{html}"
    )
}

/// How the page of an item shows it.
#[derive(Debug, Serialize)]
pub(crate) struct Frame {
    /// An address, or else a document.
    src: Option<String>,
    document: Option<String>,
    size: Size,
    sandbox: &'static str,
}

/// A page of the tool may do what pages do, but not take the place of ours.
const OF_A_PAGE: &str =
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads";
/// HTML that was cleaned has no script of its own; what it frames may have.
const OF_EMBEDDED: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
/// A piece of a page has links at most.
const OF_HTML: &str = "allow-popups allow-popups-to-escape-sandbox";

impl Frame {
    /// The frame of an item, where it has one: its own address before what it offers to embed.
    pub(super) fn of(item: &Content) -> Option<Self> {
        if let Some(frame) = &item.iframe {
            let src = Some(frame.src.as_str().to_owned());
            return Some(Self { src, document: None, size: frame.size, sandbox: OF_A_PAGE });
        }
        let sandbox = if item.url.is_some() { OF_EMBEDDED } else { OF_HTML };
        let document = Some(document(item.html.as_deref()?));
        Some(Self { src: None, document, size: Size::default(), sandbox })
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct ContentPage {
    course: CourseRef,
    item: ContentRow,
    frame: Option<Frame>,
}

impl Page for ContentPage {
    const TEMPLATE: &'static str = "courses/content.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |item: Content| Self {
            course: CourseRef { id: "c/1".into(), title: crate::pages::samples::HARD_NAME.into() },
            frame: Frame::of(&item),
            item: ContentRow::from(&item),
        };
        samples::all().into_iter().map(|(name, item)| (name, page(item))).collect()
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use serde_json::{Value, json};

    use super::*;
    use crate::pages::samples::HARD_NAME;

    fn item(kind: &str, differences: Value) -> Content {
        let mut item =
            json!({"id": "content/1", "course": "c/1", "client_id": "t", "type": kind, "title": HARD_NAME});
        let differences: serde_json::Map<String, Value> = serde_json::from_value(differences).unwrap();
        item.as_object_mut().unwrap().extend(differences);
        serde_json::from_value(item).unwrap()
    }

    pub(crate) fn all() -> Vec<(&'static str, Content)> {
        let url = "https://t.example/a?b=1&c=%22";
        vec![
            (
                "framed",
                item(
                    "link",
                    json!({"url": url, "text": HARD_NAME, "icon": {"url": url},
                "iframe": {"src": url, "width": 560, "height": 315}}),
                ),
            ),
            (
                "embedded",
                item("link", json!({"url": url, "html": "<iframe src='https://t.example'></iframe>"})),
            ),
            ("plain", item("link", json!({"url": url, "title": null}))),
            (
                "file",
                item("file", json!({"url": url, "file": {"media_type": "application/pdf", "bytes": 12_345}})),
            ),
            ("html", item("html", json!({"html": "<h2>\"Read\"</h2>"}))),
            ("image", item("image", json!({"url": url, "size": {"width": 400, "height": null}}))),
            ("bare image", item("image", json!({"url": url}))),
        ]
    }

    #[test]
    fn a_file_has_a_name_and_a_type_that_nothing_stumbles_over() {
        let named = |url: &str| file_name(&item("file", json!({"url": url})));
        assert_eq!(named("https://t.example/tmp/ws-1.pdf?once=1"), "ws-1.pdf");
        assert_eq!(named("https://t.example/a%22%0d%0ab/..%2f\""), ".._2f_22".trim_matches('.'));
        assert_eq!(named("https://t.example/"), "file");
        let typed = |media_type: &str| media_type_of(media_type);
        assert_eq!(typed("image/svg+xml; charset=utf-8"), "image/svg+xml");
        assert_eq!(typed("text/html\r\nx: y"), "application/octet-stream");
        assert_eq!(typed(""), "application/octet-stream");
    }

    fn media_type_of(given: &str) -> String {
        media_type(Some(&FileCopy { media_type: given.to_owned(), bytes: 1 }))
    }
}
