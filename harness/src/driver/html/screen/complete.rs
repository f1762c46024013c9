//! Whether a form can be sent as it is.

use scraper::{ElementRef, Html};

use super::super::{controls, page};
use super::{Unable, choice, kind, unfit};

/// Whether pressing it sends the form.
pub(super) fn is_button(control: ElementRef<'_>) -> bool {
    match control.value().name() {
        "button" => !["button", "reset"].contains(&kind(control).as_str()),
        "input" => ["submit", "image"].contains(&kind(control).as_str()),
        _ => false,
    }
}

/// Browsers do not send a form that lacks what it requires, unless it says so.
pub(super) fn demand(html: &Html, at: usize, selector: &str) -> Result<(), Unable> {
    let waived = page::elements(html, "form").nth(at).is_some_and(|form| form.attr("novalidate").is_some());
    let lacking = controls::controls_of(html, at).find(|control| {
        control.attr("required").is_some() && !controls::is_disabled(*control) && is_empty(html, *control)
    });
    match lacking {
        Some(control) if !waived => {
            let name = control.attr("name").unwrap_or_default();
            Err(unfit(selector, &format!("is not sent while the required field `{name}` is empty")))
        }
        _ => Ok(()),
    }
}

fn is_empty(html: &Html, control: ElementRef<'_>) -> bool {
    let says_nothing = |text: Option<&str>| text.unwrap_or_default().is_empty();
    match (control.value().name(), kind(control).as_str()) {
        ("input", "checkbox") => control.attr("checked").is_none(),
        ("input", "radio") => choice::group(html, control).iter().all(|each| each.attr("checked").is_none()),
        ("input", "hidden" | "submit" | "image" | "button" | "reset") | ("button", _) => false,
        ("input", _) => says_nothing(control.attr("value")),
        ("textarea", _) => control.text().all(str::is_empty),
        ("select", _) => {
            let all = choice::options(control);
            let chosen = all.iter().rev().find(|each| each.attr("selected").is_some()).or(all.first());
            chosen.is_none_or(|option| controls::option_value(*option).is_empty())
        }
        _ => false,
    }
}
