//! Every page that links lead to, once for each kind.

use std::collections::{BTreeSet, VecDeque};

use url::Url;

use super::Browser;

/// Names of collections: what follows one in a path is an id, where it is not one of `WORDS`.
const COLLECTIONS: &[&str] = &[
    "code",
    "content",
    "courses",
    "deployments",
    "gradebook",
    "invitations",
    "journal",
    "launches",
    "links",
    "members",
    "pages",
    "people",
    "picked",
    "requirements",
    "return",
    "tools",
];

/// What follows a collection and is a page of its own.
const WORDS: &[&str] = &["clear", "compare", "import", "live", "new"];

/// The links of a page that lead to other pages of the LMS.
const LINKS: &str = r"
    return [...document.querySelectorAll('a[href]:not([download])')]
        .map((link) => new URL(link.getAttribute('href'), document.baseURI).href.split('#')[0])
        .filter((url) => url.startsWith(location.origin + '/'));
";

/// Pages still to be looked at, and the kinds of those that were.
#[derive(Default)]
pub(crate) struct Crawl {
    waiting: VecDeque<(Url, String)>,
    known: BTreeSet<String>,
}

impl Crawl {
    /// A page to look at, if none of its kind is known yet.
    pub(crate) fn add(&mut self, url: &str, from: &str) {
        let url = Url::parse(url).unwrap();
        if self.known.insert(kind(&url)) {
            self.waiting.push_back((url, from.to_owned()));
        }
    }

    /// The next page and the URL of the page that links it.
    pub(crate) fn next(&mut self) -> Option<(Url, String)> {
        self.waiting.pop_front()
    }

    /// All pages that the open one links.
    pub(crate) async fn follow(&mut self, browser: &Browser) {
        let here = browser.url().await;
        for link in browser.ask::<Vec<String>>(LINKS).await {
            self.add(&link, here.as_str());
        }
    }
}

/// The path with every id replaced by `_`, and the names of the parameters: `/main/courses/_?page`.
pub(crate) fn kind(url: &Url) -> String {
    let mut segments: Vec<&str> = url.path().trim_matches('/').split('/').collect();
    for at in 1..segments.len() {
        // A cell of a gradebook is named by two ids.
        let second = at > 1 && segments[at - 2] == "gradebook";
        if second || COLLECTIONS.contains(&segments[at - 1]) && !WORDS.contains(&segments[at]) {
            segments[at] = "_";
        }
    }
    let mut names: Vec<_> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    names.sort();
    names.dedup();
    let query = if names.is_empty() { String::new() } else { format!("?{}", names.join("&")) };
    format!("/{}{query}", segments.join("/"))
}
