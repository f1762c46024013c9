//! Content items: what was picked, as the platform stores it (DL-050 to DL-069).

use homeroom_vocab::content_item::{FILE, HTML, IMAGE, LINK, LTI_RESOURCE_LINK};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::app::App;
use crate::deep_linking::offer::{self, Offer};
use crate::deep_linking::pickers::Picker;
use crate::deep_linking::settings::Settings;

const HOUR: i64 = 60 * 60;
const WEEK: i64 = 7 * 24 * HOUR;

/// The items, the first of them with the title that the teacher gave it and the platform's text (DL-069).
pub(crate) fn describe(app: &App, picker: &Picker, offers: &[&Offer], title: &str) -> Vec<Value> {
    let mut items: Vec<_> = offers.iter().filter_map(|offer| item(app, &picker.settings, offer)).collect();
    if let Some(first) = items.first_mut() {
        if !title.trim().is_empty() {
            first["title"] = title.into();
        }
        if let Some(text) = &picker.settings.text {
            first["text"] = text.as_str().into();
        }
    }
    items
}

fn item(app: &App, settings: &Settings, offer: &Offer) -> Option<Value> {
    let mut item = match offer.kind {
        LTI_RESOURCE_LINK => resource_link(app, settings),
        LINK => link(app, settings),
        FILE => file(app, settings)?,
        HTML => json!({ "html": "<h2>Read this first</h2><p>The quiz is open for <em>one week</em>.</p>" }),
        IMAGE => image(app),
        _ => return None,
    };
    item["type"] = offer.kind.into();
    item["title"] = offer.title.into();
    Some(item)
}

/// An activity of this tool, graded where the platform keeps grades (DL-053 to DL-062).
fn resource_link(app: &App, settings: &Settings) -> Value {
    let mut item = json!({
        "text": "Ten questions about the cell",
        "url": address(app, "activity/quiz-1"),
        "icon": { "url": address(app, "images/icon.png"), "width": 50, "height": 50 },
        "thumbnail": { "url": address(app, "images/thumbnail.png"), "width": 90, "height": 90 },
        "custom": { "chapter": "3", "due": "$ResourceLink.submission.endDateTime", "hint": "" },
        "available": period(app, WEEK),
        "submission": period(app, WEEK - HOUR),
    });
    if settings.targets.iframe {
        item["iframe"] = json!({ "width": 900, "height": 600 });
    }
    if settings.targets.window {
        item["window"] =
            json!({ "targetName": "quiz", "width": 900, "height": 600, "windowFeatures": "menubar=no" });
    }
    if settings.line_item {
        item["lineItem"] = line_item(app);
    }
    item
}

/// DL-056, DL-058.
fn line_item(app: &App) -> Value {
    json!({
        "label": "Week 1 quiz", "scoreMaximum": 10, "resourceId": "quiz-1", "tag": "grade",
        "gradesReleased": true,
        "submissionReview": {
            "reviewableStatus": ["Submitted", "Completed"], "label": "Open attempt",
            "url": address(app, "review"), "custom": { "mode": "review" },
        },
    })
}

/// DL-059.
fn period(app: &App, seconds: i64) -> Value {
    json!({ "startDateTime": date(app, 0), "endDateTime": date(app, seconds) })
}

/// A page for everybody, with every way to show it that the platform takes (DL-051, DL-052).
fn link(app: &App, settings: &Settings) -> Value {
    let embedded = address(app, "embed/cell");
    let mut item = json!({
        "text": "Two pages to read before the quiz",
        "url": address(app, "reading/cell"),
        "icon": { "url": address(app, "images/icon.png"), "width": 50, "height": 50 },
        "thumbnail": { "url": address(app, "images/thumbnail.png"), "width": 90, "height": 90 },
    });
    if settings.targets.embed {
        let frame = format!(r#"<iframe src="{embedded}" width="560" height="315" title="Reading"></iframe>"#);
        item["embed"] = json!({ "html": frame });
    }
    if settings.targets.window {
        item["window"] =
            json!({ "targetName": "_blank", "width": 900, "height": 600, "windowFeatures": "menubar=no" });
    }
    if settings.targets.iframe {
        item["iframe"] = json!({ "src": embedded, "width": 560, "height": 315 });
    }
    item
}

/// DL-063.
fn file(app: &App, settings: &Settings) -> Option<Value> {
    let document = offer::document(settings)?;
    Some(json!({
        "text": "Three questions to take home",
        "url": address(app, &format!("files/{}", document.name)),
        "mediaType": document.media_type,
        "expiresAt": date(app, HOUR),
    }))
}

/// DL-067, with a member of our own, which has a URL for a name.
fn image(app: &App) -> Value {
    json!({
        "text": "A plant cell with its nucleus",
        "url": address(app, "images/cell.png"),
        "width": 400, "height": 300,
        (address(app, "members/licence")): { "name": "CC0" },
    })
}

fn address(app: &App, path: &str) -> String {
    format!("{}{path}", app.url)
}

/// ISO 8601, in so many seconds from now.
fn date(app: &App, seconds: i64) -> String {
    Timestamp::from_second(app.clock.seconds() + seconds).unwrap_or(Timestamp::MAX).to_string()
}
