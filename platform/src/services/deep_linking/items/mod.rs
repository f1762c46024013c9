//! The content items of an answer (DL-040 to DL-068): each is read by its type, and becomes something to place.

mod file;
mod html;
mod image;
mod line_item;
mod link;
mod moment;
pub(crate) mod reader;
mod resource_link;

use homeroom_vocab::claim::DL_CONTENT_ITEMS;
use homeroom_vocab::content_item;
use homeroom_vocab::document_target::deep_linking::{EMBED, IFRAME, WINDOW};
use serde_json::Value;
use url::Url;

use super::check::{Findings, Wrong, finding, shown};
use crate::domain::answer::ItemNote;
use crate::domain::content::{Content, Kind};
use crate::domain::deep_linking::{Picking, member};
use crate::domain::edge::{WebUrl, quoted};
use crate::domain::finding::Level;
use crate::domain::launch::Ticket;
use crate::store::content::Placing;
use crate::tool_key::jws::Jws;
use reader::Reader;

/// More items than anybody picks; the rest is ignored.
const MOST: usize = 200;

/// What an item is read for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) ticket: &'a Ticket,
    pub(super) picking: &'a Picking,
}

/// One item: what was in it, and what it becomes, unless there is a reason against it.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) note: ItemNote,
    pub(super) placing: Option<Placing>,
}

/// Reads an item of one type; the text is the id of what it becomes. An error is the reason why it becomes nothing.
type Read = fn(Desk<'_>, &mut Reader<'_>, String) -> Result<Placing, String>;

/// Every type that this platform places.
const TYPES: &[(&str, Read)] = &[
    (content_item::LINK, link::read),
    (content_item::LTI_RESOURCE_LINK, resource_link::read),
    (content_item::FILE, file::read),
    (content_item::HTML, html::read),
    (content_item::IMAGE, image::read),
];

/// Which rendering members an item has, and the place that each is for (DL-044).
const RENDERED: &[(&str, &str)] = &[("iframe", IFRAME), ("window", WINDOW), ("embed", EMBED)];

/// Reads every item of an answer; `mint` makes the ids of what is placed, from the kind of thing.
pub(super) fn read<E>(
    desk: Desk<'_>,
    jws: &Jws,
    findings: &mut Findings,
    mint: impl Fn(&str) -> Result<String, E>,
) -> Result<Vec<Item>, E> {
    let all =
        jws.claims.get(DL_CONTENT_ITEMS).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if all.len() > MOST {
        let wrong = Wrong::new(format!("at most {MOST} items"), format!("{} items", all.len()));
        findings.add(finding("DL-046", Level::Note, "`content_items`", wrong, "the rest was ignored"));
    }
    let mut items = Vec::new();
    for (place, value) in all.iter().take(MOST).enumerate() {
        let mut item = one(desk, place + 1, value, mint(id_of(value))?, findings);
        if place > 0 && desk.picking.settings.switch(member::ACCEPT_MULTIPLE) == Some(false) {
            item.leave_out("the request takes one item only (`accept_multiple` is false)".to_owned());
        }
        items.push(item);
    }
    Ok(items)
}

/// Links are called as links, the rest as what it is to a course.
fn id_of(item: &Value) -> &'static str {
    let is_link = item.get("type").and_then(Value::as_str) == Some(content_item::LTI_RESOURCE_LINK);
    if is_link { "link" } else { "content" }
}

impl Item {
    /// Decides against an item, for this reason.
    pub(super) fn leave_out(&mut self, reason: String) {
        self.placing = None;
        self.note.placed = None;
        self.note.reason.get_or_insert(reason);
    }
}

fn one(desk: Desk<'_>, number: usize, value: &Value, id: String, findings: &mut Findings) -> Item {
    let Value::Object(members) = value else {
        let wrong = Wrong::new("an object", shown(Some(value)));
        let place = format!("item {number}");
        findings.add(finding("DL-050", Level::Must, &place, wrong, "an id or a URL in place of the item"));
        return Item { note: refused("it is no object".to_owned()), placing: None };
    };
    let kind = members.get("type").and_then(Value::as_str);
    let place =
        format!("item {number}{}", kind.map_or_else(String::new, |kind| format!(" ({})", short(kind))));
    let mut reader = Reader::new(members, place, findings);
    let note = noted(&mut reader, kind);
    match place_one(desk, &mut reader, kind, id.clone()) {
        Ok(placing) => Item { note: ItemNote { placed: Some(id), ..note }, placing: Some(placing) },
        Err(reason) => Item { note: ItemNote { reason: Some(reason), ..note }, placing: None },
    }
}

fn refused(reason: String) -> ItemNote {
    ItemNote { reason: Some(reason), ..ItemNote::default() }
}

fn short(kind: &str) -> String {
    crate::view::middle(kind, 48)
}

/// What a person recognises an item by, whatever becomes of it.
fn noted(reader: &mut Reader<'_>, kind: Option<&str>) -> ItemNote {
    let text =
        |name: &str| reader.get(name).and_then(Value::as_str).map(|text| text.chars().take(2000).collect());
    ItemNote { kind: kind.map(short), title: text("title"), url: text("url"), ..ItemNote::default() }
}

fn place_one(
    desk: Desk<'_>,
    reader: &mut Reader<'_>,
    kind: Option<&str>,
    id: String,
) -> Result<Placing, String> {
    let Some(kind) = kind else {
        reader.wrong(
            "DL-050",
            Level::Must,
            "type",
            "the type of the item, a string",
            "the member is called `@type` or `mediaType` in other standards",
        );
        return Err("it has no type".to_owned());
    };
    accepted(desk, reader, kind)?;
    targets(desk, reader);
    let (_, read) = TYPES.iter().find(|(name, _)| *name == kind).ok_or_else(|| unknown(reader, kind))?;
    read(desk, reader, id)
}

/// DL-040: only types that the request names.
fn accepted(desk: Desk<'_>, reader: &mut Reader<'_>, kind: &str) -> Result<(), String> {
    if desk.picking.settings.accepts(member::ACCEPT_TYPES, kind) {
        return Ok(());
    }
    let named = desk.picking.settings.list(member::ACCEPT_TYPES).cloned().unwrap_or_default();
    let named: Vec<String> = named.iter().map(|one| shown(Some(one))).collect();
    let expected = format!("a type that the request accepts: {}", named.join(", "));
    reader.wrong(
        "DL-040",
        Level::Must,
        "type",
        expected,
        "the picker offers everything whatever `accept_types` says; other items are kept",
    );
    Err("the request does not accept this type".to_owned())
}

/// DL-050: a type of the standard, or a URL; DL-047: neither is placed here, the rest of the answer is.
fn unknown(reader: &mut Reader<'_>, kind: &str) -> String {
    let known = content_item::ALL.iter().any(|term| term.value == kind);
    if !known && Url::parse(kind).is_err() {
        let names: Vec<String> = TYPES.iter().map(|(name, _)| quoted(name)).collect();
        let expected = format!("{}, or a URL for a type of one's own", names.join(", "));
        reader.wrong("DL-050", Level::Must, "type", expected, "a typing error; the letter case counts");
    }
    "this platform does not know the type".to_owned()
}

/// DL-044: members that say how to show an item fit what the request accepts.
fn targets(desk: Desk<'_>, reader: &mut Reader<'_>) {
    for (name, target) in RENDERED {
        if reader.has(name) && !desk.picking.settings.accepts(member::ACCEPT_TARGETS, target) {
            let expected =
                format!("no such member: `{}` does not name {}", member::ACCEPT_TARGETS, quoted(target));
            reader.wrong(
                "DL-044",
                Level::Should,
                name,
                expected,
                "the picker writes the same item for every platform",
            );
        }
    }
}

/// An item of the course that has only what all items share.
fn plain(desk: Desk<'_>, reader: &mut Reader<'_>, id: String, kind: Kind, url: Option<WebUrl>) -> Content {
    Content {
        id,
        course: desk.ticket.course.id.clone(),
        client_id: desk.ticket.registration.client_id.clone(),
        kind,
        title: reader.text("title", "DL-050"),
        text: reader.text("text", "DL-050"),
        url,
        html: None,
        iframe: None,
        window: None,
        size: None,
        icon: reader.picture("icon"),
        thumbnail: reader.picture("thumbnail"),
        file: None,
    }
}

fn content(content: Content) -> Placing {
    Placing::Content { content: Box::new(content), file: None }
}
