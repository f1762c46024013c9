//! A marker to propose, where refusals look like launches that are taken.

use scraper::{Html, Node};

use crate::oracle::page::Page;

/// A marker is short, and a page may say much in one go.
const LONGEST: usize = 60;
/// One word stands on many pages.
const FEWEST_WORDS: usize = 2;

/// What all refused pages show and the accepted one does not, as lines for the configuration.
pub(super) fn suggest(accepted: &Page, refused: &[&Page]) -> Option<String> {
    let only_refused = |traits: fn(&Page) -> Vec<String>| {
        let (good, bad): (_, Vec<_>) = (traits(accepted), refused.iter().map(|page| traits(page)).collect());
        let first = bad.first().cloned().unwrap_or_default();
        first.into_iter().find(|each| !good.contains(each) && bad.iter().all(|page| page.contains(each)))
    };
    let selector = only_refused(ids).map(|id| format!("`[refuse] selector = \"#{id}\"`"));
    selector.or_else(|| only_refused(sentences).map(|text| format!("`[refuse] text = \"{text}\"`")))
}

/// Names of elements that a selector can take as they are.
fn ids(page: &Page) -> Vec<String> {
    let plain = |id: &&str| {
        id.starts_with(|first: char| first.is_ascii_alphabetic())
            && id.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
    };
    let html = Html::parse_document(&page.body);
    let elements = html.tree.nodes().filter_map(|node| node.value().as_element());
    elements.filter_map(|element| element.id()).filter(plain).map(str::to_owned).collect()
}

/// Texts of a page that a marker can name without any quoting, one for each element.
fn sentences(page: &Page) -> Vec<String> {
    let fits = |text: &String| {
        text.split(' ').count() >= FEWEST_WORDS
            && text.chars().count() <= LONGEST
            && !text.contains(['"', '\\', '\n'])
    };
    let html = Html::parse_document(&page.body);
    let texts = html.tree.nodes().filter_map(|node| match node.value() {
        Node::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    });
    texts.filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Page {
        Page { status: 200, body: body.to_owned(), ..Page::default() }
    }

    #[test]
    fn an_element_that_only_refusals_have_is_the_best_marker() {
        let good = page("<h1 id=title>Quiz</h1>");
        let bad = [page("<h1 id=title>Sorry</h1><p id=error>no 1"), page("<p id=error>no 2")];
        assert_eq!(suggest(&good, &[&bad[0], &bad[1]]).as_deref(), Some("`[refuse] selector = \"#error\"`"));
    }

    #[test]
    fn else_it_is_a_text_that_all_refusals_share() {
        let good = page("<h1>My tool</h1><p>Welcome to the quiz</p>");
        let bad = [page("<p>at 12:01 today</p><b>the launch failed</b>"), page("<b>the launch failed</b>")];
        assert_eq!(
            suggest(&good, &[&bad[0], &bad[1]]).as_deref(),
            Some("`[refuse] text = \"the launch failed\"`")
        );
    }

    #[test]
    fn pages_that_are_alike_have_no_marker() {
        let same = page("<p>Welcome to the tool</p>");
        assert_eq!(suggest(&same, &[&same]), None);
    }
}
