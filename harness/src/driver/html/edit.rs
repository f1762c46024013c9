//! What a person changes on a page: marks, choices, texts. The changed tree is read like any other.
//!
//! Nodes are named by their place in the parsed tree, which is the same each time the same source is parsed.

use scraper::{ElementRef, Html, Node, StrTendril};

/// The attributes that edits set, since the parser alone makes their names.
const NAMES: &str = "<b checked selected value>";

/// The place of the element.
pub(super) fn place(html: &Html, element: ElementRef<'_>) -> usize {
    html.tree.nodes().position(|node| node.id() == element.id()).unwrap_or_default()
}

/// Sets an attribute of the element at the place; none removes it.
pub(super) fn set(html: &mut Html, at: usize, name: &str, value: Option<&str>) {
    let names = Html::parse_fragment(NAMES);
    let mut known = names.tree.nodes().filter_map(|node| node.value().as_element()).flat_map(|b| &b.attrs);
    let Some((name, _)) = known.find(|(known, _)| &*known.local == name) else { return };
    let Some(id) = html.tree.nodes().nth(at).map(|node| node.id()) else { return };
    let Some(mut node) = html.tree.get_mut(id) else { return };
    let Node::Element(element) = node.value() else { return };
    element.attrs.retain(|(other, _)| other != name);
    if let Some(value) = value {
        element.attrs.push((name.clone(), StrTendril::from(value)));
        // Elements are searched as if their attributes were sorted.
        element.attrs.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    }
}

/// Replaces what stands inside the element at the place.
pub(super) fn set_text(html: &mut Html, at: usize, text: &str) {
    let Some(node) = html.tree.nodes().nth(at) else { return };
    let (id, children) = (node.id(), node.children().map(|child| child.id()).collect::<Vec<_>>());
    for child in children {
        if let Some(mut child) = html.tree.get_mut(child) {
            child.detach();
        }
    }
    if let Some(mut node) = html.tree.get_mut(id) {
        node.append(Node::Text(scraper::node::Text { text: StrTendril::from(text) }));
    }
}
