//! What changed from one text to another, line by line.

use similar::{ChangeTag, TextDiff};

/// Lines before and behind a change that show where it is.
const AROUND: usize = 3;

/// A line that only one of two texts has, by its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Changed {
    Gone(usize),
    Come(usize),
}

/// The lines that went and those that came.
pub(super) fn changed(old: &[String], new: &[String]) -> Vec<Changed> {
    let old: Vec<_> = old.iter().map(String::as_str).collect();
    let new: Vec<_> = new.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let changed = diff.iter_all_changes().filter_map(|change| match change.tag() {
        ChangeTag::Equal => None,
        ChangeTag::Delete => change.old_index().map(Changed::Gone),
        ChangeTag::Insert => change.new_index().map(Changed::Come),
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
        let found = changed(&lines("a\nb\nc"), &lines("a\nx\nc\nd"));
        assert_eq!(found, [Changed::Gone(1), Changed::Come(1), Changed::Come(3)]);
        assert!(changed(&lines("a"), &lines("a")).is_empty());
    }

    #[test]
    fn a_unified_diff_shows_where_it_is() {
        let text = unified("1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\nfive\n6\n");
        assert_eq!(text, "--- stored\n+++ this run\n@@ -2,5 +2,5 @@\n 2\n 3\n 4\n-5\n+five\n 6\n");
    }
}
