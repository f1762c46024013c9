//! What is wrong with items while a defect is switched on. Without one nothing here changes anything.

use homeroom_vocab::content_item::{FILE, HTML, IMAGE, LINK, LTI_RESOURCE_LINK};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::deep_linking::{ContentItem, Settings, Targets};
use crate::reference::items::basis::Basis;
use crate::reference::offer::{Offer, RESOURCE_LINK};
use crate::{Defect, Defects};

/// A defect, the type of item that it spoils, and how.
type Spoil = (Defect, &'static str, fn(&mut Value, &Basis<'_>));

/// All types.
const ANY: &str = "";

const SPOILS: &[Spoil] = &[
    (Defect::ITEM_LINK_NOT_FOUND, LINK, |item, basis| lose(item, basis)),
    (Defect::ITEM_FILE_NOT_FOUND, FILE, |item, basis| lose(item, basis)),
    (Defect::ITEM_LAUNCH_NOT_FOUND, LTI_RESOURCE_LINK, |item, basis| lose(item, basis)),
    (Defect::ITEM_IMAGE_IS_PAGE, IMAGE, |item, basis| {
        item["url"] = json!(format!("{}reading/cell", basis.app.url));
    }),
    (Defect::ITEM_EMBED_WITHOUT_HTML, LINK, |item, _| within(item, "embed", |embed| *embed = json!({}))),
    (Defect::ITEM_IFRAME_WITHOUT_SRC, LINK, |item, _| within(item, "iframe", |frame| remove(frame, "src"))),
    (Defect::ITEM_IFRAME_WITH_SRC, LTI_RESOURCE_LINK, |item, basis| {
        let source = json!(format!("{}{}", basis.app.url, basis.activity()));
        within(item, "iframe", |frame| frame["src"] = source);
    }),
    (Defect::ITEM_EXPIRES_NUMBER, FILE, |item, _| item["expiresAt"] = json!(moment(item).as_second())),
    (Defect::ITEM_HTML_IN_TEXT, HTML, |item, _| {
        item["text"] = item["html"].take();
        remove(item, "html");
    }),
    (Defect::ITEM_CUSTOM_NUMBER, LTI_RESOURCE_LINK, |item, _| item["custom"]["chapter"] = json!(3)),
    (Defect::ITEM_CUSTOM_NULL, LTI_RESOURCE_LINK, |item, _| item["custom"]["hint"] = Value::Null),
    (Defect::ITEM_GRADES_RELEASED_STRING, LTI_RESOURCE_LINK, |item, _| {
        within(item, "lineItem", |line_item| line_item["gradesReleased"] = json!("true"));
    }),
    (Defect::ITEM_MAXIMUM_MISSING, LTI_RESOURCE_LINK, |item, _| {
        within(item, "lineItem", |line_item| remove(line_item, "scoreMaximum"));
    }),
    (Defect::ITEM_MAXIMUM_ZERO, LTI_RESOURCE_LINK, |item, _| {
        within(item, "lineItem", |line_item| line_item["scoreMaximum"] = json!(0));
    }),
    (Defect::ITEM_MAXIMUM_STRING, LTI_RESOURCE_LINK, |item, _| {
        within(item, "lineItem", |line_item| line_item["scoreMaximum"] = json!("10"));
    }),
    (Defect::ITEM_REVIEW_STATUS_STRING, LTI_RESOURCE_LINK, |item, _| {
        within(item, "lineItem", |line_item| {
            line_item["submissionReview"]["reviewableStatus"] = json!("Submitted,Completed");
        });
    }),
    (Defect::ITEM_DATE_NOT_ISO, LTI_RESOURCE_LINK, |item, _| {
        periods(item, |period| {
            for name in ["startDateTime", "endDateTime"] {
                period[name] = json!(read(&period[name]).strftime("%d.%m.%Y %H:%M").to_string());
            }
        });
    }),
    (Defect::ITEM_DATES_REVERSED, LTI_RESOURCE_LINK, |item, _| {
        periods(item, |period| {
            let start = period["startDateTime"].take();
            period["startDateTime"] = period["endDateTime"].take();
            period["endDateTime"] = start;
        });
    }),
    (Defect::ITEM_WIDTH_STRING, ANY, |item, _| widths(item, |width| json!(width.to_string()))),
    (Defect::ITEM_WIDTH_ZERO, ANY, |item, _| widths(item, |_| json!(0))),
    (Defect::ITEM_URL_RELATIVE, ANY, |item, basis| cut_addresses(item, basis.app.url.as_str())),
    (Defect::ITEM_TITLE_MISSING, ANY, |item, _| {
        remove(item, "title");
        remove(item, "text");
    }),
    (Defect::ITEM_TYPE_OLD, LTI_RESOURCE_LINK, |item, _| item["type"] = json!("LtiLinkItem")),
    (Defect::ITEM_TYPE_MISSING, ANY, |item, _| remove(item, "type")),
];

/// The same item, in a correct tool.
pub(super) fn item(basis: &Basis<'_>, item: ContentItem) -> ContentItem {
    let fitted = item.clone().fitted_to(&pretended(basis.settings, &basis.app.defects));
    let mut json = fitted.to_json();
    let on = |(defect, kind, _): &&Spoil| {
        (kind.is_empty() || *kind == item.kind()) && basis.app.defects.has(*defect)
    };
    SPOILS.iter().filter(on).for_each(|(_, _, spoil)| spoil(&mut json, basis));
    let is_correct = json == item.clone().fitted_to(basis.settings).to_json();
    match json {
        Value::Object(members) if !is_correct || !is_taken(&members, basis.settings) => {
            ContentItem::raw(members)
        }
        _ => item,
    }
}

/// The kit sends nothing that the platform does not take, unless it is told to (DL-040, DL-043).
fn is_taken(members: &Map<String, Value>, settings: &Settings) -> bool {
    let text = |name| members.get(name).and_then(Value::as_str);
    text("type").is_some_and(|kind| settings.takes(kind))
        && text("mediaType").is_none_or(|media_type| settings.media_types.accept(media_type))
}

/// What is returned for a choice: the same, in a correct tool (DL-040).
pub(super) fn returned<'a>(offer: &'a Offer, settings: &Settings, defects: &Defects) -> &'a Offer {
    let lie = !settings.takes(LTI_RESOURCE_LINK) && defects.has(Defect::ITEM_TYPE_UNACCEPTED);
    if lie { &RESOURCE_LINK } else { offer }
}

/// Only [`Defect::ITEM_TWO_FOR_ONE`] sends anything twice (DL-041).
pub(super) fn doubled(
    mut items: Vec<ContentItem>,
    settings: &Settings,
    defects: &Defects,
) -> Vec<ContentItem> {
    if !settings.multiple && defects.has(Defect::ITEM_TWO_FOR_ONE) {
        items.extend(items.clone());
    }
    items
}

/// What a careless tool believes of the platform.
fn pretended(settings: &Settings, defects: &Defects) -> Settings {
    let mut pretended =
        Settings { targets: settings.targets, line_item: settings.line_item, ..Settings::default() };
    if defects.has(Defect::ITEM_TARGETS_IGNORED) {
        pretended.targets = Targets { iframe: true, window: true, embed: true };
    }
    if defects.has(Defect::ITEM_LINE_ITEM_UNACCEPTED) {
        pretended.line_item = true;
    }
    pretended
}

/// A place that this tool does not have.
fn lose(item: &mut Value, basis: &Basis<'_>) {
    let base = basis.app.url.as_str();
    let path = item["url"].as_str().and_then(|url| url.strip_prefix(base)).unwrap_or_default().to_owned();
    item["url"] = json!(format!("{base}gone/{path}"));
}

fn within(item: &mut Value, name: &str, change: impl FnOnce(&mut Value)) {
    if let Some(member) = item.get_mut(name) {
        change(member);
    }
}

fn remove(item: &mut Value, name: &str) {
    if let Some(members) = item.as_object_mut() {
        members.remove(name);
    }
}

fn periods(item: &mut Value, change: impl Fn(&mut Value)) {
    for name in ["available", "submission"] {
        within(item, name, &change);
    }
}

fn moment(item: &Value) -> Timestamp {
    read(&item["expiresAt"])
}

fn read(date: &Value) -> Timestamp {
    date.as_str().and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// Every width in the item.
fn widths(value: &mut Value, change: fn(&Value) -> Value) {
    let Some(members) = value.as_object_mut() else { return };
    for (name, member) in members {
        if name == "width" {
            *member = change(member);
        }
        widths(member, change);
    }
}

/// Addresses of this tool without the tool.
fn cut_addresses(value: &mut Value, base: &str) {
    match value {
        Value::String(text) => *text = text.replace(base, "/"),
        Value::Object(members) => members.values_mut().for_each(|member| cut_addresses(member, base)),
        _ => {}
    }
}
