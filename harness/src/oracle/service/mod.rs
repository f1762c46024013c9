//! The tool's calls of services, judged rule by rule: requests for access tokens, grades and rosters (TOK, AGS, NRPS).
//!
//! The rules look at every call of a run, in whatever case it happened. Beside the calls they know what the tool was told:
//! the messages that were sent to it, and the answers to its earlier calls.

mod address;
mod assertion;
mod bearer;
mod call;
mod evidence;
mod facts;
mod line_item;
mod media;
mod reuse;
mod roster;
mod rules;
mod score;
mod time;
mod token;

use std::sync::Arc;

use super::answer::{Not, Ruling};
use super::request::Broken;
pub(crate) use call::{Call, Wire};
pub(crate) use evidence::Evidence;
pub(crate) use facts::{Client, Facts, Message};
use rules::RULES;

/// One rule for calls, found by the name that features use.
struct Rule {
    name: &'static str,
    /// What it looks at, for a report in which there is none.
    about: &'static str,
    of: fn(&Call) -> bool,
    check: fn(&Call, &Evidence) -> Ruling,
}

/// What a rule says of all calls of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judged {
    Kept,
    Broken(Broken),
    /// Something else is broken, so that it cannot be told.
    Unclear(String),
    /// Nothing of the kind was seen.
    NothingSeen(String),
}

/// The names of all rules, for a message about an unknown one.
pub(crate) fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).chain([reuse::RULE]).collect()
}

impl Evidence {
    /// Judges all calls by one rule; `None` if no rule has that name.
    pub(crate) fn judge(&self, rule: &str) -> Option<Judged> {
        if rule == reuse::RULE {
            return Some(reuse::judge(self));
        }
        RULES.iter().find(|each| each.name == rule).map(|rule| self.judge_each(rule))
    }

    fn judge_each(&self, rule: &Rule) -> Judged {
        let calls = self.calls.iter().map(Arc::as_ref).filter(|call| (rule.of)(call));
        let ruled: Vec<_> = calls.map(|call| (call, (rule.check)(call, self))).collect();
        let broken: Vec<_> =
            ruled.iter().filter_map(|(call, ruling)| Some((*call, breach(ruling)?))).collect();
        if let Some((call, first)) = broken.first() {
            let actual = format!("{} in {}", first.actual, where_it_was(call));
            let more = further(broken.len() - 1);
            return Judged::Broken(Broken {
                expected: first.expected.clone(),
                actual: format!("{actual}{more}"),
            });
        }
        if ruled.iter().any(|(_, ruling)| ruling.is_ok()) {
            return Judged::Kept;
        }
        let why = |wanted: fn(&Not) -> Option<&String>| {
            ruled.iter().find_map(|(_, ruling)| wanted(ruling.as_ref().err()?)).cloned()
        };
        let unclear = why(|not| if let Not::Judged(why) = not { Some(why) } else { None });
        let nothing = why(|not| if let Not::Applicable(why) = not { Some(why) } else { None });
        let none = || format!("the tool has sent no {}", rule.about);
        unclear.map_or_else(|| Judged::NothingSeen(nothing.unwrap_or_else(none)), Judged::Unclear)
    }
}

fn breach(ruling: &Ruling) -> Option<&Broken> {
    if let Err(Not::Kept(broken)) = ruling { Some(broken) } else { None }
}

fn where_it_was(call: &Call) -> String {
    let whose = call.wire.whose.as_ref().map(|whose| format!(" ({whose})"));
    format!("{}{}", call.name(), whose.unwrap_or_default())
}

fn further(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "; and one more call is like it".to_owned(),
        many => format!("; and {many} more calls are like it"),
    }
}

#[cfg(test)]
mod tests;
