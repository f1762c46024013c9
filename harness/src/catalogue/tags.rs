//! What the tags of a scenario say of it, whether it judges or only records.

use std::time::Duration;

/// Tags that are one word.
const WORDS: &[&str] = &["must", "should", "may", "observation", "serial", "last", "once"];

/// What stands before the colon of all others. The last is for people who select by tags of their own.
const KEYS: &[&str] = &["id", "req", "atk", "cert", "service", "suite", "wait", "my"];

/// The one suite that has cases of its own.
const SUITE: &str = "certification";

/// Below this likeness a suggestion would puzzle more than help.
const LIKE_ENOUGH: f64 = 0.7;

/// The first tag that means nothing, and what was probably meant: a misspelt tag would silently change what a case is.
pub(super) fn meaningless(tags: &[String]) -> Option<(String, String)> {
    tags.iter().find_map(|tag| wrong_with(tag))
}

fn wrong_with(tag: &str) -> Option<(String, String)> {
    let Some((key, value)) = tag.split_once(':') else {
        return (!WORDS.contains(&tag)).then(|| unknown(tag, tag));
    };
    let wrong = |hint: &str| Some((format!("the tag `@{tag}` cannot be used"), hint.to_owned()));
    match (key, value) {
        (_, "") => wrong("a value follows the colon, as in `@req:SEC-014`"),
        ("wait", _) if seconds(value).is_none() => wrong("a time is a number of seconds, as in `@wait:35s`"),
        ("suite", other) if other != SUITE => wrong("the only suite is `@suite:certification`"),
        (key, _) if KEYS.contains(&key) => None,
        (key, _) => Some(unknown(tag, key)),
    }
}

fn unknown(tag: &str, word: &str) -> (String, String) {
    let keys = KEYS.iter().map(|key| (*key, format!("@{key}:...")));
    let known = WORDS.iter().map(|word| (*word, format!("@{word}"))).chain(keys);
    let alike = known.map(|(name, shown)| (strsim::jaro_winkler(word, name), shown));
    let nearest = alike.filter(|(likeness, _)| *likeness > LIKE_ENOUGH).max_by(|a, b| a.0.total_cmp(&b.0));
    let own = format!("a tag of your own is written `@my:{}`", tag.replace(':', "-"));
    let hint = nearest.map_or(own.clone(), |(_, shown)| format!("did you mean `{shown}`? {own}"));
    (format!("the tag `@{tag}` is not known"), hint)
}

/// Whether only a suite selects the case.
pub(super) fn is_of_suite(tags: &[String]) -> bool {
    values(tags, "suite").any(|suite| suite == SUITE)
}

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

/// Whether a second time would not be like the first: the tool may remember what the scenario sends.
pub(crate) fn is_once(tags: &[String]) -> bool {
    has(tags, "once")
}

/// How much of its own time the tool needs for the scenario (`@wait:35s`).
pub(crate) fn wait(tags: &[String]) -> Option<Duration> {
    seconds(values(tags, "wait").next()?)
}

fn seconds(value: &str) -> Option<Duration> {
    value.strip_suffix('s')?.parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(tag: &str) -> Option<(String, String)> {
        meaningless(&["must".to_owned(), tag.to_owned()])
    }

    #[test]
    fn a_tag_that_means_nothing_names_the_nearest() {
        for (tag, meant) in
            [("mut", "@must"), ("shoud", "@should"), ("reqs:SEC-001", "@req:..."), ("Serial", "@serial")]
        {
            let (problem, hint) = wrong(tag).unwrap();
            assert_eq!(problem, format!("the tag `@{tag}` is not known"));
            assert!(hint.starts_with(&format!("did you mean `{meant}`? ")), "{hint}");
        }
        assert_eq!(wrong("zzz").unwrap().1, "a tag of your own is written `@my:zzz`");
    }

    #[test]
    fn a_value_that_cannot_be_read_is_told() {
        for (tag, hint) in
            [("wait:35", "number of seconds"), ("suite:nightly", "only suite"), ("req:", "colon")]
        {
            assert!(wrong(tag).unwrap().1.contains(hint), "{tag}");
        }
    }

    #[test]
    fn what_is_known_and_what_is_the_users_own_means_something() {
        for tag in ["serial", "wait:35s", "suite:certification", "my:smoke", "service:core", "id:a.b"] {
            assert_eq!(wrong(tag), None, "{tag}");
        }
    }
}
