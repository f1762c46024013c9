//! Which launches a person asks for.

use crate::campus::Campus;
use crate::domain::launch::{Launch, Stage};
use crate::pages::typed::Typed;

/// What the query of the list asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) words: String,
    /// A client id, or nothing.
    pub(super) tool: String,
    /// A word of [`OUTCOMES`], or nothing.
    pub(super) outcome: String,
    pub(super) kept: bool,
}

type Test = fn(&Launch) -> bool;

/// Every outcome to ask for: the word of the query, the label, and how it is known.
pub(super) const OUTCOMES: &[(&str, &str, Test)] = &[
    ("answered", "answered", |launch| matches!(launch.stage, Stage::Answered { .. })),
    ("refused", "refused by the campus", |launch| matches!(launch.stage, Stage::Refused { .. })),
    ("sent-back", "sent back with an error", sent_back),
    ("waiting", "waits for the tool", |launch| {
        matches!(launch.stage, Stage::Prepared | Stage::Requested { .. })
    }),
    ("expired", "the tool never asked", |launch| matches!(launch.stage, Stage::Expired)),
    ("interrupted", "interrupted by a restart", |launch| matches!(launch.stage, Stage::Interrupted)),
    ("findings", "with findings", |launch| !launch.findings.is_empty()),
    ("faults", "with faults", |launch| !launch.ticket.faults.is_empty()),
    ("picking", "to pick content", |launch| launch.ticket.picking().is_some()),
];

fn sent_back(launch: &Launch) -> bool {
    launch.returns.iter().any(|said| said.lti_errormsg.is_some() || said.lti_errorlog.is_some())
}

impl Wanted {
    pub(super) fn of(query: &Typed) -> Self {
        let outcome = query.first("outcome");
        let is_known = OUTCOMES.iter().any(|(word, _, _)| *word == outcome);
        Self {
            words: query.first("q").trim().to_owned(),
            tool: query.first("tool").to_owned(),
            outcome: if is_known { outcome.to_owned() } else { String::new() },
            kept: query.ticked("kept"),
        }
    }

    /// Whether it leaves anything out.
    pub(super) fn narrows(&self) -> bool {
        *self != Self::default()
    }

    /// The address of the part of the list that leaves out so many.
    pub(super) fn address(&self, path: &str, skip: usize) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", &self.words), ("tool", &self.tool), ("outcome", &self.outcome)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if self.kept {
            query.append_pair("kept", "true");
        }
        if skip > 0 {
            query.append_pair("skip", &skip.to_string());
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// Up to `count` launches after the first `skip`, newest first.
    pub(super) fn find(&self, campus: &Campus, skip: usize, count: usize) -> Vec<Launch> {
        let words: Vec<String> = self.words.split_whitespace().map(str::to_lowercase).collect();
        if self.kept {
            let kept = campus.kept_launches();
            let found = kept.iter().filter_map(|kept| campus.launch(&kept.id));
            return found.filter(|launch| self.admits(launch, &words)).skip(skip).take(count).collect();
        }
        campus.launches_where(|launch| self.admits(launch, &words), skip, count)
    }

    fn admits(&self, launch: &Launch, words: &[String]) -> bool {
        let is_outcome = OUTCOMES
            .iter()
            .find(|(word, _, _)| *word == self.outcome)
            .is_none_or(|(_, _, test)| test(launch));
        let ticket = &launch.ticket;
        let is_tool = self.tool.is_empty() || ticket.registration.client_id.as_str() == self.tool;
        is_outcome && is_tool && (words.is_empty() || mentions(launch, words))
    }
}

/// Whether every word stands in who, what or which launch it is.
fn mentions(launch: &Launch, words: &[String]) -> bool {
    let ticket = &launch.ticket;
    let texts = [
        ticket.id.to_string(),
        ticket.person.label(),
        ticket.person.id.to_string(),
        ticket.heading(),
        ticket.course.heading(),
    ]
    .map(|text| text.to_lowercase());
    words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(query: &str) -> Wanted {
        Wanted::of(&Typed::parse(query.as_bytes()))
    }

    #[test]
    fn the_address_of_another_part_keeps_what_is_asked_for() {
        let asked = wanted("q=ben+l&tool=t%2F1&outcome=refused&kept=on");
        assert_eq!(asked.address("/x", 50), "/x?q=ben+l&tool=t%2F1&outcome=refused&kept=true&skip=50");
        assert!(asked.narrows());
        assert_eq!(wanted("").address("/x", 0), "/x");
    }

    #[test]
    fn an_outcome_that_nobody_knows_asks_for_nothing() {
        assert!(!wanted("outcome=exploded").narrows());
    }
}
