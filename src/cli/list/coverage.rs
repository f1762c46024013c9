//! `homeroom list --coverage`: what the cases cover, what they do not, and why.

use homeroom_harness::{Counts, Coverage, Covered};

/// How long a line may get.
const WIDTH: usize = 100;

/// What the last table calls the prefixes.
const NAMES: &[(&str, &str)] = &[
    ("OIDC", "login, request and response"),
    ("SEC", "tokens and transport"),
    ("KEY", "keys"),
    ("TOK", "access tokens"),
    ("CORE", "the message"),
    ("ROLE", "roles"),
    ("VAR", "custom parameters"),
    ("RET", "return URL"),
    ("DL", "deep linking"),
    ("AGS", "grades"),
    ("NRPS", "rosters"),
    ("DYN", "dynamic registration"),
    ("PST", "platform storage"),
    ("SUB", "submission review"),
    ("GRP", "course groups"),
    ("PNS", "notices"),
    ("AP", "asset processor"),
    ("EULA", "licence of the asset processor"),
    ("LCS", "links and content"),
    ("PROC", "proctoring"),
    ("MIG", "migration from LTI 1.1"),
    ("ATK", "attacks"),
    ("CT", "certification tests"),
];

/// Every kind with its rows, then what is not covered, then the numbers.
pub(super) fn text(coverage: &Coverage) -> String {
    let mut text = String::new();
    for (heading, rows) in [
        ("requirements on tools", &coverage.requirements),
        ("attacks", &coverage.attacks),
        ("tests of the certification guide", &coverage.certification),
    ] {
        covered(&mut text, heading, rows);
    }
    uncovered(&mut text, coverage);
    numbers(&mut text, coverage);
    text
}

fn line(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

fn covered(text: &mut String, heading: &str, rows: &[Covered]) {
    let mut rows = rows.iter().filter(|row| row.is_covered()).peekable();
    if rows.peek().is_none() {
        return;
    }
    line(text, &format!("{heading}, and what covers them\n"));
    for row in rows {
        wrapped(text, "", &format!("{} ({})  {}", row.id, row.weight.words(), row.title));
        if !row.cases.is_empty() {
            wrapped(text, "    ", &row.cases.join(", "));
        }
        if !row.observations.is_empty() {
            wrapped(text, "    ", &format!("recorded only: {}", row.observations.join(", ")));
        }
    }
    text.push('\n');
}

fn uncovered(text: &mut String, coverage: &Coverage) {
    let rows = [&coverage.requirements, &coverage.attacks, &coverage.certification];
    let mut open = rows.into_iter().flatten().filter(|row| !row.is_covered()).peekable();
    if open.peek().is_none() {
        return;
    }
    line(text, "not covered, and why\n");
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in open {
        let reason = row.reason.as_deref().unwrap_or("MISSING: no case, no observation, no reason");
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, ids)) => ids.push(&row.id),
            None => reasons.push((reason, vec![&row.id])),
        }
    }
    for (reason, ids) in reasons {
        wrapped(text, "", reason);
        wrapped(text, "    ", &ids.join(", "));
    }
    text.push('\n');
}

/// The table at the end, which a terminal still shows.
fn numbers(text: &mut String, coverage: &Coverage) {
    if coverage.counts.is_empty() {
        return;
    }
    line(
        text,
        &format!("in numbers, by {} cases and {} observations\n", coverage.cases, coverage.observations),
    );
    line(text, "      in all  observable  covered  left out  missing");
    for row in &coverage.counts {
        let name = NAMES.iter().find(|(prefix, _)| *prefix == row.prefix).map_or("", |(_, name)| name);
        let Counts { prefix, total, observable, covered, reasoned, missing } = row;
        line(
            text,
            &format!("{prefix:5}{total:>7}{observable:>12}{covered:>9}{reasoned:>10}{missing:>9}  {name}"),
        );
    }
}

/// Breaks a line between words; what follows the first line stands four columns further in.
fn wrapped(text: &mut String, indent: &str, words: &str) {
    let mut current = indent.to_owned();
    let mut width = indent.len();
    for word in words.split(' ') {
        let length = word.chars().count();
        if width > indent.len() && width + 1 + length > WIDTH {
            line(text, &current);
            current = format!("{indent}    {word}");
            width = indent.len() + 4 + length;
            continue;
        }
        if width > indent.len() {
            current.push(' ');
            width += 1;
        }
        current.push_str(word);
        width += length;
    }
    line(text, &current);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_goes_on_further_in() {
        let mut text = String::new();
        wrapped(&mut text, "  ", &"word ".repeat(30));
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].len() <= WIDTH && lines[0].starts_with("  word") && lines[1].starts_with("      word")
        );
    }

    #[test]
    fn every_prefix_has_a_name() {
        let catalogue = homeroom_harness::Catalogue::load(&[]).unwrap();
        for counts in catalogue.coverage(&[], &[]).counts {
            assert!(NAMES.iter().any(|(prefix, _)| *prefix == counts.prefix), "{}", counts.prefix);
        }
    }

    #[test]
    fn what_has_neither_case_nor_reason_stands_out() {
        let catalogue = homeroom_harness::Catalogue::load(&[]).unwrap();
        let text = text(&catalogue.coverage(&[], &[]));
        assert!(text.contains("\nMISSING: no case, no observation, no reason\n    OIDC-"), "{text}");
        assert!(!text.contains("what covers them"), "{text}");
    }
}
