//! How the tool took a launch, as far as one page tells.

use scraper::{Html, Selector};
use serde::Serialize;

use super::Went;
use crate::oracle::classify::{self, Signs, classify};
use crate::oracle::page::Page;
use crate::session::signs;
use crate::target::Target;

/// How it ended. A single launch is not judged: `homeroom test` compares with launches that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Accepted,
    Refused,
    Crashed,
    /// The tool asks who may use it, for a deployment that it does not know.
    Onboarding,
    /// The tool gave no answer, or none that tells.
    Unclear,
    /// The platform refused what the tool asked.
    Blocked,
}

pub(super) fn judge(went: &Went, target: Option<&Target>) -> (Outcome, String) {
    if let Some(blocked) = &went.blocked {
        return (Outcome::Blocked, blocked.to_string());
    }
    let Some(page) = went.page() else { return (Outcome::Unclear, "nothing came back".to_owned()) };
    let signs = target.map(signs).unwrap_or_default();
    let return_url = went.ended.as_ref().and_then(|ended| ended.return_url.as_deref());
    let outcome = match classify(page, &signs, return_url) {
        classify::Outcome::Accepted => Outcome::Accepted,
        classify::Outcome::Refused => Outcome::Refused,
        classify::Outcome::Crashed(_) => Outcome::Crashed,
        classify::Outcome::Onboarding => Outcome::Onboarding,
        classify::Outcome::Unclear(_) if went.ended.is_some() => by_status(page, &signs),
        classify::Outcome::Unclear(_) => Outcome::Unclear,
    };
    (outcome, page.describe())
}

/// With nothing to compare with, a page is a page, unless the configuration says how a good one looks.
fn by_status(page: &Page, signs: &Signs) -> Outcome {
    if page.is_success() && page.broken.is_none() && !signs.accept.is_set() {
        Outcome::Accepted
    } else {
        Outcome::Unclear
    }
}

/// The title of a page.
pub(super) fn title(page: &Page) -> Option<String> {
    let selector = Selector::parse("title").ok()?;
    let document = Html::parse_document(&page.body);
    let text: String = document.select(&selector).next()?.text().collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
