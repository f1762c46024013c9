//! How a page looks, coarsely enough that two launches of two people look alike.

use std::collections::BTreeSet;

use scraper::{Html, Node};

use super::page::Page;

/// The traits by which pages are compared: shape of the HTML and its words, or keys and values of JSON.
#[derive(Debug, Clone)]
pub(crate) struct Fingerprint {
    address: String,
    status: u16,
    media_type: String,
    traits: BTreeSet<String>,
}

/// Elements whose text no person sees.
const UNSEEN: &[&str] = &["script", "style", "template", "noscript"];

/// At least so many of a control page's traits must a page show to look like it.
pub(crate) const ALIKE: f64 = 0.6;

/// Where refusals have a status of their own, a success at the same address needs fewer.
const ALIKE_AT_SAME_ADDRESS: f64 = 0.3;

impl Fingerprint {
    /// Reads the traits of a page.
    pub(crate) fn of(page: &Page) -> Self {
        Self {
            address: page.address().to_owned(),
            status: page.status,
            media_type: page.media_type(),
            traits: traits(page),
        }
    }

    /// Keeps only what another page of the same kind shows too, so that names and tokens do not count.
    pub(crate) fn narrowed_by(mut self, other: &Self) -> Self {
        self.traits.retain(|each| other.traits.contains(each));
        self
    }

    /// Keeps only what the other page does not show: what the two have in common tells them not apart.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let traits = self.traits.difference(&other.traits).cloned().collect();
        Self { traits, ..self.clone() }
    }

    /// Whether there is nothing to recognise.
    pub(crate) fn is_empty(&self) -> bool {
        self.traits.is_empty()
    }

    /// Whether the status alone tells a page of this kind from one of the other.
    pub(crate) fn differs_in_status(&self, other: &Self) -> bool {
        self.status != other.status
    }

    /// Which part of this fingerprint's traits the page shows, from 0 to 1.
    pub(crate) fn likeness(&self, page: &Self) -> f64 {
        if self.status != page.status || self.media_type != page.media_type {
            return 0.0;
        }
        match self.traits.len() {
            0 if page.traits.is_empty() => 1.0,
            0 => 0.0,
            all => ratio(self.traits.intersection(&page.traits).count(), all),
        }
    }

    /// Whether the page looks like this one.
    pub(crate) fn resembles(&self, page: &Self) -> bool {
        self.likeness(page) >= ALIKE
    }

    /// Whether the page stands where this one stands and shows some of its traits.
    pub(crate) fn stands_for(&self, page: &Self) -> bool {
        self.address == page.address && self.likeness(page) >= ALIKE_AT_SAME_ADDRESS
    }
}

#[expect(clippy::cast_precision_loss, reason = "pages have fewer traits than 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

fn traits(page: &Page) -> BTreeSet<String> {
    if page.media_type().ends_with("json")
        && let Ok(value) = serde_json::from_str::<serde_json::Value>(&page.body)
    {
        let mut found = BTreeSet::new();
        json_traits(&value, "", &mut found);
        return found;
    }
    let mut found = shape(page);
    found.extend(words(&visible_text(page)));
    found
}

fn json_traits(value: &serde_json::Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(members) => {
            for (key, value) in members {
                json_traits(value, &format!("{path}/{key}"), found);
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                json_traits(item, &format!("{path}/*"), found);
            }
        }
        leaf => {
            found.insert(path.to_owned());
            found.insert(format!("{path}={leaf}"));
        }
    }
}

/// Elements that their author named; the others are on every page.
fn shape(page: &Page) -> BTreeSet<String> {
    if !page.media_type().ends_with("html") {
        return BTreeSet::new();
    }
    let document = Html::parse_document(&page.body);
    let elements = document.tree.nodes().filter_map(|node| node.value().as_element());
    elements.filter_map(|element| Some(format!("<{} {}>", element.name(), element.id()?))).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 2).map(str::to_lowercase)
}

/// The text that a person would read on the page; the body itself where it is not HTML.
pub(crate) fn visible_text(page: &Page) -> String {
    if !page.media_type().ends_with("html") {
        return page.body.clone();
    }
    let document = Html::parse_document(&page.body);
    let mut text = String::new();
    for node in document.tree.nodes() {
        let Node::Text(words) = node.value() else { continue };
        let hidden = node
            .ancestors()
            .filter_map(|parent| parent.value().as_element())
            .any(|parent| UNSEEN.contains(&parent.name()));
        if !hidden {
            text.push_str(words);
            text.push(' ');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(status: u16, body: &str) -> Page {
        let headers = vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())];
        Page { url: "http://localhost/launch".into(), status, headers, body: body.into(), broken: None }
    }

    #[test]
    fn two_people_on_the_same_page_look_alike() {
        let ada = page(200, "<title>Quiz</title><h1 id=quiz>Week one quiz</h1><p id=user>Ada Lovelace</p>");
        let ben = page(200, "<title>Quiz</title><h1 id=quiz>Week one quiz</h1><p id=user>Ben Nevis</p>");
        let print = Fingerprint::of(&ada).narrowed_by(&Fingerprint::of(&ben));
        let cleo = page(200, "<title>Quiz</title><h1 id=quiz>Week one quiz</h1><p id=user>Cleo Patra</p>");
        assert!(print.resembles(&Fingerprint::of(&cleo)));
    }

    #[test]
    fn an_error_page_with_status_200_does_not_look_like_the_quiz() {
        let quiz = page(200, "<title>Quiz</title><h1 id=quiz>Week one quiz</h1><ol><li>First question</ol>");
        let sorry = page(200, "<title>Sorry</title><p class=error>The launch could not be verified</p>");
        assert!(!Fingerprint::of(&quiz).resembles(&Fingerprint::of(&sorry)));
    }

    #[test]
    fn json_is_known_by_its_members_where_its_values_are_new_each_time() {
        let json = |body: &str| {
            let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
            let page = Page {
                url: "http://localhost/launch".into(),
                status: 200,
                headers,
                body: body.into(),
                broken: None,
            };
            Fingerprint::of(&page)
        };
        let print = json(r#"{"JWT":"a","back":"1"}"#).narrowed_by(&json(r#"{"JWT":"b","back":"2"}"#));
        assert!(print.resembles(&json(r#"{"JWT":"c","back":"3"}"#)));
        assert!(!print.resembles(&json(r#"{"error":"bad state"}"#)));
    }

    #[test]
    fn a_script_is_not_text() {
        let page = page(200, "<p>seen</p><script>unseen()</script>");
        assert_eq!(visible_text(&page).trim(), "seen");
    }
}
