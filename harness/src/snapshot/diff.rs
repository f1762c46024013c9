//! What changed from one text to another, line by line.

use similar::{ChangeTag, TextDiff};

/// Lines before and behind a change that show where it is.
const AROUND: usize = 3;

/// The lines that went, with `- `, and those that came, with `+ `.
pub(super) fn changes(old: &[String], new: &[String]) -> Vec<String> {
    let old: Vec<_> = old.iter().map(String::as_str).collect();
    let new: Vec<_> = new.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let changed = diff.iter_all_changes().filter_map(|change| match change.tag() {
        ChangeTag::Equal => None,
        ChangeTag::Delete => Some(format!("- {}", change.value())),
        ChangeTag::Insert => Some(format!("+ {}", change.value())),
    });
    changed.collect()
}

/// A unified diff from what is stored to what this run has seen.
pub(super) fn unified(stored: &str, seen: &str) -> String {
    let diff = TextDiff::from_lines(stored, seen);
    diff.unified_diff()
        .context_radius(AROUND)
        .header("stored", "this run")
        .missing_newline_hint(false)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_told() {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(changes(&lines("a\nb\nc"), &lines("a\nx\nc\nd")), ["- b", "+ x", "+ d"]);
        assert!(changes(&lines("a"), &lines("a")).is_empty());
    }

    #[test]
    fn a_unified_diff_shows_where_it_is() {
        let text = unified("1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\nfive\n6\n");
        assert_eq!(text, "--- stored\n+++ this run\n@@ -2,5 +2,5 @@\n 2\n 3\n 4\n-5\n+five\n 6\n");
    }
}
