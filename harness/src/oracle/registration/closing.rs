//! The message by which a tool says that its registration page can be closed (DYN-010).

/// What the message says.
const SUBJECT: &str = "org.imsglobal.lti.close";

/// Whether a page or a script holds the message, and the call that sends it.
pub(crate) fn closes<'s>(sources: impl IntoIterator<Item = &'s str> + Clone) -> bool {
    let holds = |word: &str| sources.clone().into_iter().any(|source| source.contains(word));
    holds(SUBJECT) && holds("postMessage")
}

#[cfg(test)]
mod tests {
    use super::closes;

    #[test]
    fn the_message_stands_on_the_page_or_in_a_script_of_it() {
        let script =
            r#"(window.opener || window.parent).postMessage({subject:"org.imsglobal.lti.close"}, "*")"#;
        assert!(closes([script]));
        assert!(closes(["<p data-subject='org.imsglobal.lti.close'>", "window.parent.postMessage(x, '*')"]));
        assert!(!closes(["<p>done</p>", ""]));
        assert!(!closes(["postMessage({subject: 'lti.close'}, '*')"]));
        assert!(!closes(["org.imsglobal.lti.close"]));
    }
}
