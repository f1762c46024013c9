//! The items as a whole: do they fit what the request accepts (DL-037, DL-040..044, DL-069)?

use serde_json::Value;

use super::super::item;
use super::{Answer, DEEP_LINKING, Expected, Not, Ruling, broken, shown};

pub(super) fn content_items(answer: &Answer) -> Ruling {
    match answer.claim(&format!("{DEEP_LINKING}content_items"))? {
        None => Ok(()),
        Some(Value::Array(items)) if items.iter().all(Value::is_object) => Ok(()),
        other => Err(broken("`content_items` as an array of objects", shown("content_items", other))),
    }
}

pub(super) fn nothing_chosen(answer: &Answer) -> Ruling {
    match answer.readable_items()?.len() {
        0 => Ok(()),
        count => Err(broken("no items, since nothing was chosen", format!("{count} item(s)"))),
    }
}

pub(super) fn accepted_types(answer: &Answer, expected: &Expected) -> Ruling {
    let accepted: Vec<_> = expected.list("accept_types");
    let other = answer.readable_items()?.iter().filter_map(item::kind).find(|kind| !accepted.contains(kind));
    match other {
        None => Ok(()),
        Some(kind) => Err(broken(
            format!("items of `{}` only", accepted.join("`, `")),
            format!("an item of the type `{kind}`"),
        )),
    }
}

pub(super) fn one_item_at_most(answer: &Answer, expected: &Expected) -> Ruling {
    if expected.setting("accept_multiple") != Some(&Value::Bool(false)) {
        return Err(Not::Applicable("the request accepts several items".to_owned()));
    }
    match answer.readable_items()?.len() {
        0 | 1 => Ok(()),
        count => Err(broken("one item at most", format!("{count} items"))),
    }
}

pub(super) fn no_line_item(answer: &Answer) -> Ruling {
    let mut links = answer.of_type("ltiResourceLink")?.into_iter();
    if links.any(|link| link.get("lineItem").is_some()) {
        return Err(broken("no `lineItem`, since none is accepted", "an item with a `lineItem`"));
    }
    Ok(())
}

pub(super) fn media_types(answer: &Answer, expected: &Expected) -> Ruling {
    let accepted = expected.setting("accept_media_types").and_then(Value::as_str).unwrap_or_default();
    let files = answer.of_type("file")?;
    let mut known = files.iter().filter_map(|file| file.get("mediaType")?.as_str()).peekable();
    if known.peek().is_none() {
        return Err(Not::Applicable("the files that the tool offers say no `mediaType`".to_owned()));
    }
    match known.find(|known| !accepted.split(',').any(|pattern| fits(known, pattern.trim()))) {
        None => Ok(()),
        Some(other) => Err(broken(format!("files of `{accepted}`"), format!("a file of `{other}`"))),
    }
}

/// `image/*` stands for all images, `*/*` for everything; parameters do not count.
fn fits(media_type: &str, pattern: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let pattern = pattern.to_ascii_lowercase();
    match pattern.strip_suffix('*') {
        Some("*/") => true,
        Some(family) => essence.starts_with(family),
        None => essence == pattern,
    }
}

pub(super) fn targets(answer: &Answer, expected: &Expected) -> Ruling {
    let accepted = expected.list("accept_presentation_document_targets");
    if answer.items().is_empty() {
        return Err(Not::Applicable("the tool offers no item".to_owned()));
    }
    for item in answer.items() {
        let other = ["iframe", "window", "embed"]
            .into_iter()
            .find(|target| item.get(target).is_some() && !accepted.contains(target));
        if let Some(target) = other {
            let expected = format!("rendering members for `{}` only", accepted.join("`, `"));
            return Err(broken(expected, format!("an item with `{target}`")));
        }
    }
    Ok(())
}

pub(super) fn title(answer: &Answer, expected: &Expected) -> Ruling {
    let wanted = expected.setting("title").and_then(Value::as_str).unwrap_or_default();
    let titles: Vec<_> = answer
        .items()
        .iter()
        .map(|item| item.get("title").and_then(Value::as_str).unwrap_or_default())
        .collect();
    match titles.as_slice() {
        [] => Err(Not::Applicable("the tool offers no item".to_owned())),
        titles if titles.contains(&"") => {
            Err(broken(format!("the title `{wanted}` of the request by default"), "an item without a title"))
        }
        titles if titles.contains(&wanted) => Ok(()),
        _ => Err(Not::Applicable("the items have titles of their own".to_owned())),
    }
}
