//! What all cases of a run have in common: who is where, who is called what, and the keys.

use regex::Regex;
use url::Url;

use super::mask::Mask;
use crate::session::Session;

/// Shorter ids are names that may stand anywhere, and are labelled only where they stand alone.
const TELLING: usize = 8;

/// What the labels of all cases are made from.
#[derive(Debug)]
pub(crate) struct Scope {
    /// Addresses and what they are called, the longest first.
    places: Vec<Known>,
    /// Ids that the platform keeps for the tool, the longest first.
    ids: Vec<Known>,
    /// The id of the run, and a number before it: a person and its things.
    pub(super) run_id: String,
    made: Option<Regex>,
    pub(super) masks: Vec<Mask>,
    platform: Option<Url>,
}

/// A text that means the same in the whole run.
#[derive(Debug)]
struct Known {
    text: String,
    /// In small letters, to be found in any.
    low: String,
    label: String,
}

impl Known {
    fn new(text: String, label: String) -> Self {
        Self { low: text.to_ascii_lowercase(), text, label }
    }
}

impl Scope {
    pub(crate) fn of(session: &Session, masks: Vec<Mask>) -> Self {
        let (party, stranger) = (&session.party, Url::parse(&session.canary.address("")).ok());
        let platform = party.platform_page();
        let registration = &party.registration;
        let tool = [Some(&registration.login_url), Some(&registration.target_link_uri)].into_iter().flatten();
        let redirects = registration.redirect_uris.iter().filter_map(|uri| Url::parse(uri).ok());
        let tool: Vec<Url> = tool.cloned().chain(redirects).collect();
        let mut scope = Self::new(&session.run_id, platform.as_ref(), &tool, stranger.as_ref(), masks);
        for party in std::iter::once(party).chain(&session.others) {
            scope.know_id("client-id", &party.registered.client_id);
            for deployment in &party.registered.deployments {
                scope.know_id("deployment", deployment);
            }
        }
        scope
    }

    pub(super) fn new(
        run_id: &str,
        platform: Option<&Url>,
        tool: &[Url],
        stranger: Option<&Url>,
        masks: Vec<Mask>,
    ) -> Self {
        // A run id of letters and digits is always a good pattern.
        let made = Regex::new(&format!("(?i)[0-9]+-{}", regex::escape(run_id))).ok();
        let mut scope = Self {
            places: Vec::new(),
            ids: Vec::new(),
            run_id: run_id.to_owned(),
            made,
            masks,
            platform: platform.cloned(),
        };
        scope.know_places("platform", platform);
        scope.know_places("tool", tool);
        scope.know_places("stranger", stranger);
        scope.places.sort_by_key(|known| std::cmp::Reverse(known.text.len()));
        scope
    }

    /// Origins, and ports alone: the same port under another name of the host is another origin, and has to show.
    fn know_places<'u>(&mut self, name: &str, urls: impl IntoIterator<Item = &'u Url>) {
        let mut count = 0;
        for url in urls {
            let origin = url.origin().ascii_serialization();
            if self.places.iter().any(|known| known.text == origin) {
                continue;
            }
            count += 1;
            let name = if count == 1 { name.to_owned() } else { format!("{name}-{count}") };
            let mut know = |text, label| self.places.push(Known::new(text, label));
            know(encoded(&origin), format!("[{name}]"));
            know(origin, format!("[{name}]"));
            if let Some(port) = url.port() {
                know(format!(":{port}"), format!(":[{name}-port]"));
                know(format!("%3A{port}"), format!("%3A[{name}-port]"));
                know(format!("_{port}_"), format!("_[{name}-port]_"));
            }
        }
    }

    fn know_id(&mut self, kind: &str, id: &str) {
        if id.is_empty() || self.ids.iter().any(|known| known.text == id) {
            return;
        }
        let alike = self.ids.iter().filter(|known| known.label.starts_with(&format!("[{kind}")));
        let count = 1 + alike.count();
        let label = if count == 1 { format!("[{kind}]") } else { format!("[{kind}-{count}]") };
        self.ids.push(Known::new(id.to_owned(), label));
        self.ids.sort_by_key(|known| std::cmp::Reverse(known.text.len()));
    }

    /// The text with labels for what the whole run knows.
    pub(super) fn label(&self, text: &str) -> String {
        if let Some(known) = self.ids.iter().find(|known| known.text == text) {
            return known.label.clone();
        }
        let telling = self.ids.iter().filter(|known| known.text.len() >= TELLING);
        let mut labelled = text.to_owned();
        let mut low = text.to_ascii_lowercase();
        for known in self.places.iter().chain(telling) {
            if low.contains(&known.low) {
                labelled = swapped(&labelled, &low, known);
                low = labelled.to_ascii_lowercase();
            }
        }
        labelled
    }

    /// How to find what the run has made, if the text has any of it.
    pub(super) fn made_in(&self, text: &str) -> Option<&Regex> {
        let found = text.contains(&self.run_id) || text.to_ascii_lowercase().contains(&self.run_id);
        self.made.as_ref().filter(|_| found)
    }

    /// Whether the address is the platform's.
    pub(super) fn is_platforms(&self, url: &Url) -> bool {
        self.platform.as_ref().is_some_and(|platform| platform.origin() == url.origin())
    }
}

/// An origin as it stands within another address.
fn encoded(origin: &str) -> String {
    url::form_urlencoded::byte_serialize(origin.as_bytes()).collect()
}

/// The text, given in small letters too, with every place of what is known replaced. A label in capitals tells another
/// letter case.
fn swapped(text: &str, low: &str, known: &Known) -> String {
    let mut swapped = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _) in low.match_indices(&known.low) {
        let end = at + known.low.len();
        if at < done || goes_on(text.get(end..).unwrap_or_default()) {
            continue;
        }
        swapped.push_str(text.get(done..at).unwrap_or_default());
        let exact = text.get(at..end) == Some(&known.text);
        swapped.push_str(&if exact { known.label.clone() } else { known.label.to_ascii_uppercase() });
        done = end;
    }
    swapped.push_str(text.get(done..).unwrap_or_default());
    swapped
}

/// Whether a word is only the beginning of another: a longer host name, another port.
fn goes_on(rest: &str) -> bool {
    let mut letters = rest.chars();
    match (letters.next(), letters.next()) {
        (Some(first), _) if first.is_ascii_digit() => true,
        (Some('.'), Some(second)) => second.is_ascii_alphanumeric(),
        (Some(':'), Some(second)) => second.is_ascii_digit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        let url = |text: &str| Url::parse(text).unwrap();
        let tool =
            [url("http://localhost:3000/login"), url("http://localhost:3000/"), url("https://t.test/x")];
        let (platform, stranger) = (url("http://localhost:34981/main"), url("http://127.0.0.1:4000/"));
        let mut scope = Scope::new("426u74", Some(&platform), &tool, Some(&stranger), Vec::new());
        scope.know_id("client-id", "my-long-client");
        scope.know_id("deployment", "1");
        scope.know_id("deployment", "2");
        scope
    }

    #[test]
    fn addresses_are_called_by_who_is_there() {
        for (text, labelled) in [
            ("http://localhost:34981/main/", "[platform]/main/"),
            ("HTTP://LOCALHOST:34981/main", "[PLATFORM]/main"),
            ("https://localhost:34981/main", "https://localhost:[platform-port]/main"),
            ("http://localhost:349812/", "http://localhost:349812/"),
            ("http://localhost:3000", "[tool]"),
            ("http://127.0.0.1:3000/", "http://127.0.0.1:[tool-port]/"),
            ("https://t.test/x", "[tool-2]/x"),
            ("https://t.test.evil.example/", "https://t.test.evil.example/"),
            ("http://127.0.0.1:4000/7", "[stranger]/7"),
            ("next=http%3A%2F%2Flocalhost%3A3000%2F", "next=[tool]%2F"),
            ("tool_3000_session", "tool_[tool-port]_session"),
        ] {
            assert_eq!(scope().label(text), labelled, "{text}");
        }
    }

    #[test]
    fn short_ids_are_labelled_only_where_they_stand_alone() {
        assert_eq!(scope().label("1"), "[deployment]");
        assert_eq!(scope().label("2"), "[deployment-2]");
        assert_eq!(scope().label("1.3.0"), "1.3.0");
        assert_eq!(scope().label("my-long-client-and-more"), "[client-id]-and-more");
        assert_eq!(scope().label("MY-LONG-CLIENT"), "[CLIENT-ID]");
    }
}
