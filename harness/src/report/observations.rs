//! What was only recorded: one short list, apart from everything that decides.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::plural;
use crate::record::{ObservationRecord, RunRecord};

/// A line for each observation, and for all that one reason prevented; nothing where a run had none.
pub(super) fn text(record: &RunRecord) -> String {
    if record.observations.is_empty() {
        return String::new();
    }
    let (seen, unseen): (Vec<_>, Vec<_>) = record.observations.iter().partition(|each| each.seen.is_some());
    let width = seen.iter().map(|each| each.id.chars().count()).max().unwrap_or_default();
    let mut text = "recorded, not judged; `homeroom explain ID` tells what each looks at\n".to_owned();
    // Writing to a string cannot fail.
    for each in &seen {
        let _ = writeln!(text, "i     {:width$}  {}", each.id, each.seen.as_deref().unwrap_or_default());
    }
    for (why, ids) in by_reason(&unseen) {
        let count = plural(ids.len(), "observation", "observations");
        let _ = writeln!(text, "i     not seen  {count}: {why}\n        {}", ids.join(", "));
    }
    text.push('\n');
    text
}

fn by_reason<'r>(unseen: &[&'r ObservationRecord]) -> BTreeMap<&'r str, Vec<&'r str>> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for each in unseen {
        reasons.entry(each.unseen.as_deref().unwrap_or_default()).or_default().push(&each.id);
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::super::samples::{observation, record};
    use super::*;

    #[test]
    fn what_was_seen_is_a_line_each_and_what_was_not_a_line_for_each_reason() {
        let unseen = |id: &str| {
            let why = Some("no second deployment".to_owned());
            ObservationRecord { seen: None, unseen: why, ..observation(id) }
        };
        let mut run = record();
        run.observations = vec![unseen("a.one"), observation("token.iat"), unseen("a.two")];
        let told = "recorded, not judged; `homeroom explain ID` tells what each looks at\n\
                    i     token.iat  the tool takes the launch\n\
                    i     not seen  2 observations: no second deployment\n        a.one, a.two\n\n";
        assert_eq!(text(&run), told);
        run.observations.clear();
        assert_eq!(text(&run), "");
    }
}
