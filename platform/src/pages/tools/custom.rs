//! The variables in custom parameters: those that this platform replaces, and those that it leaves as they are (VAR-002).

use crate::launch::variables;
use crate::pages::typed::lines;

/// Every variable that can have a value here, with its `$`, in order.
pub(super) fn variables() -> Vec<&'static str> {
    let mut all: Vec<&'static str> = variables::offered().collect();
    all.sort_unstable();
    all
}

/// The variable that a value names and that this platform does not know.
pub(super) fn unknown_in(value: &str) -> Option<&str> {
    let name = value.trim().strip_prefix('$')?;
    let is_name = name.contains('.') && !name.contains(char::is_whitespace);
    (is_name && !variables::offered().any(|known| known == name)).then_some(name)
}

/// The unknown variables of `name=value` lines.
pub(super) fn unknown(custom: &str) -> Vec<String> {
    let values = lines(custom).filter_map(|line| Some(line.split_once('=')?.1));
    values.filter_map(unknown_in).take(20).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_variables_are_found_and_plain_words_are_none() {
        let custom = "a=$User.id\nb=$Canvas.user.id\nc=$5\nd=plain\ne=$Two words.x\nnonsense";
        assert_eq!(unknown(custom), ["Canvas.user.id"]);
        assert!(variables().contains(&"User.id"));
    }
}
