//! The text that a person would see: no scripts, no styles, nothing hidden.

use scraper::{ElementRef, Node};

const UNSEEN: &[&str] = &["head", "script", "style", "template", "noscript", "title", "datalist"];
/// Elements that begin a new piece of text.
const BREAKS: &[&str] = &[
    "address", "article", "br", "dd", "div", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "td",
    "th", "tr", "ul",
];

/// The visible text of an element, with runs of white space as one space.
pub(crate) fn visible(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    // A stack of our own instead of recursion, so that deep nesting costs no call stack.
    let mut waiting = vec![(*element, false)];
    while let Some((node, left)) = waiting.pop() {
        match node.value() {
            Node::Text(piece) if !left => text.push_str(piece),
            Node::Element(element) if is_unseen(element) => continue,
            Node::Element(element) if BREAKS.contains(&element.name()) => text.push(' '),
            _ => {}
        }
        if !left {
            waiting.push((node, true));
            waiting.extend(node.children().rev().map(|child| (child, false)));
        }
    }
    collapsed(&text)
}

/// White space as browsers show it.
pub(crate) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_unseen(element: &scraper::node::Element) -> bool {
    UNSEEN.contains(&element.name()) || element.attr("hidden").is_some()
}
