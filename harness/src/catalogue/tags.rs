//! What the tags of a scenario say of it, whether it judges or only records.

use std::time::Duration;

/// The words after a key: `values(tags, "req")` of `@req:SEC-001`.
pub(super) fn values<'t>(tags: &'t [String], key: &'t str) -> impl Iterator<Item = &'t str> {
    tags.iter().filter_map(move |tag| tag.strip_prefix(key)?.strip_prefix(':'))
}

pub(super) fn list(tags: &[String], key: &str) -> Vec<String> {
    values(tags, key).map(str::to_owned).collect()
}

pub(super) fn has(tags: &[String], word: &str) -> bool {
    tags.iter().any(|tag| tag == word)
}

/// Whether the scenario looks back on the whole run and comes after all others.
pub(crate) fn is_last(tags: &[String]) -> bool {
    has(tags, "last")
}

/// Whether the scenario disturbs others and has to run alone.
pub(crate) fn is_serial(tags: &[String]) -> bool {
    has(tags, "serial")
}

/// How much of its own time the tool needs for the scenario (`@wait:35s`).
pub(crate) fn wait(tags: &[String]) -> Option<Duration> {
    let seconds = values(tags, "wait").next()?.strip_suffix('s')?;
    seconds.parse().ok().map(Duration::from_secs)
}
