//! Boxes, radio buttons and lists: what a click or a name chooses.

use scraper::{ElementRef, Html};

use super::super::{controls, edit, page, text};
use super::{Change, Edit};

/// A box is ticked, and with a second click no longer.
pub(super) fn toggle(html: &Html, control: ElementRef<'_>) -> Vec<Edit> {
    let change = Change::Checked(control.attr("checked").is_none());
    vec![Edit { at: edit::place(html, control), change }]
}

/// Of the radio buttons of one name in one form, one is chosen.
pub(super) fn choose(html: &Html, radio: ElementRef<'_>) -> Vec<Edit> {
    group(html, radio)
        .into_iter()
        .map(|each| Edit { at: edit::place(html, each), change: Change::Checked(each.id() == radio.id()) })
        .collect()
}

pub(super) fn group<'a>(html: &'a Html, radio: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    let (name, form) = (radio.attr("name"), controls::form_of(html, radio));
    let others = page::elements(html, "input[type=radio i]");
    others.filter(|each| each.attr("name") == name && controls::form_of(html, *each) == form).collect()
}

/// An option is chosen; of a drop-down list it alone.
pub(super) fn select(html: &Html, option: ElementRef<'_>) -> Vec<Edit> {
    let list = option.ancestors().filter_map(ElementRef::wrap).find(|each| each.value().name() == "select");
    let chosen =
        |each: ElementRef<'_>, on| Edit { at: edit::place(html, each), change: Change::Selected(on) };
    match list {
        Some(list) if list.attr("multiple").is_none() => {
            options(list).into_iter().map(|each| chosen(each, each.id() == option.id())).collect()
        }
        _ => vec![chosen(option, option.attr("selected").is_none())],
    }
}

pub(super) fn options(select: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let inside = select.descendants().filter_map(ElementRef::wrap);
    inside.filter(|each| each.value().name() == "option" && each.attr("disabled").is_none()).collect()
}

/// The option of that value, or the one that shows the text.
pub(super) fn select_named(html: &Html, list: ElementRef<'_>, name: &str) -> Option<Vec<Edit>> {
    let is_named = |option: &ElementRef<'_>| {
        let shown = || text::collapsed(&option.text().collect::<String>());
        option.attr("value") == Some(name) || shown() == name
    };
    options(list).into_iter().find(is_named).map(|option| select(html, option))
}
