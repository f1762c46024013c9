//! Which part of a page's scripts runs by itself when the page loads. A page may well hold code that goes elsewhere or
//! submits a form when a person clicks; taking that for a redirect would log people out and blame the tool.

/// Longer inline scripts are bundled libraries, which hold every kind of code.
const LONGEST: usize = 64 * 1024;
const MOST_PLACES: usize = 10;
const MOST_CALLS: u8 = 2;
/// Attributes whose code runs without a person.
const HANDLERS: &[&str] = &["onload", "onpageshow", "onerror"];
/// Words before a function that runs on load or at once.
const STARTS: &[&str] = &[
    "load",
    "Loaded",
    "pageshow",
    "readystatechange",
    "setTimeout",
    "requestAnimationFrame",
    ".ready(",
    "$(",
    "jQuery(",
    "(function",
    "(async",
    "(()",
    "(_",
    "!function",
    ".then(",
];
/// Words before a function that waits for a person or for a message.
const WAITS: &[&str] = &[
    "click", "submit", "change", "input", "key", "mouse", "touch", "pointer", "focus", "blur", "message",
    "unload", "error",
];

/// The scripts of a page, as far as they matter here.
#[derive(Debug, Clone, Default)]
pub(crate) struct Code {
    scripts: Vec<String>,
    handlers: Vec<String>,
}

impl Code {
    pub(crate) fn new<'a>(
        scripts: impl Iterator<Item = String>,
        attributes: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let on_load = attributes.filter(|(name, _)| HANDLERS.contains(name));
        Self {
            scripts: scripts.filter(|script| script.len() <= LONGEST).collect(),
            handlers: on_load.map(|(_, code)| code.to_owned()).collect(),
        }
    }

    /// Everything, to look for names in.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.scripts.iter().chain(&self.handlers).map(String::as_str)
    }

    /// The first thing that `read` finds at a place of that word which runs on load.
    pub(crate) fn find<T>(&self, word: &str, read: impl Fn(&str, usize) -> Option<T>) -> Option<T> {
        self.all().find_map(|script| {
            let places = script.match_indices(word).map(|(at, _)| at);
            let found = places.filter_map(|at| read(script, at).map(|found| (at, found)));
            found.take(MOST_PLACES).find(|(at, _)| self.runs(script, *at, MOST_CALLS)).map(|(_, found)| found)
        })
    }

    /// Whether the code at that place runs on load, judged by every block around it.
    fn runs(&self, script: &str, at: usize, calls: u8) -> bool {
        let Some(blocks) = blocks_around(script, at) else { return false };
        let statement = head(script, at);
        let own = !(statement.contains("=>") || statement.contains("function")) || starts(statement);
        own && blocks.into_iter().all(|brace| self.enters(head(script, brace), calls))
    }

    /// Whether the block after these words is entered on load.
    fn enters(&self, head: &str, calls: u8) -> bool {
        let is_function = head.contains("function") || head.contains("=>");
        !is_function
            || starts(head)
            || name_of(head).is_some_and(|name| calls > 0 && self.calls(name, calls - 1))
    }

    /// Whether the function of that name is called, or given to something that calls it, on load.
    fn calls(&self, name: &str, calls: u8) -> bool {
        let by_handler = self.handlers.iter().any(|handler| handler.contains(name));
        by_handler || self.scripts.iter().any(|script| self.mentions(script, name, calls))
    }

    fn mentions(&self, script: &str, name: &str, calls: u8) -> bool {
        let places = script.match_indices(name).map(|(at, _)| at).take(MOST_PLACES);
        let mut uses = places.filter(|at| is_use(script, *at, name));
        uses.any(|at| !waits(head(script, at)) && self.runs(script, at, calls))
    }
}

/// A whole name that is called or handed over, not one that is defined here.
fn is_use(script: &str, at: usize, name: &str) -> bool {
    let before = script.get(..at).unwrap_or_default();
    let after = script.get(at + name.len()..).unwrap_or_default().trim_start();
    let whole = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.'));
    whole && !before.trim_end().ends_with("function") && after.starts_with(['(', ')', ',', ';'])
}

fn starts(head: &str) -> bool {
    !waits(head) && STARTS.iter().any(|word| head.contains(word))
}

fn waits(head: &str) -> bool {
    WAITS.iter().any(|word| head.contains(word))
}

/// The name in `function name(` or `name = (` or `name = function (`.
fn name_of(head: &str) -> Option<&str> {
    let named =
        head.split_once("function ").map(|(_, rest)| rest.split('(').next().unwrap_or_default().trim());
    let assigned = || head.split_once('=').and_then(|(left, _)| left.split_whitespace().last());
    named.filter(|name| !name.is_empty()).or_else(assigned).filter(|name| !name.is_empty())
}

/// The statement so far: what stands between the last `;`, `{` or `}` and the place.
fn head(script: &str, at: usize) -> &str {
    let before = script.get(..at).unwrap_or_default();
    before.rsplit([';', '{', '}']).next().unwrap_or_default()
}

/// The places of the braces that are open there; none inside a string or a comment.
fn blocks_around(script: &str, at: usize) -> Option<Vec<usize>> {
    let bytes = script.as_bytes();
    let (mut open, mut place) = (Vec::new(), 0);
    while place < at {
        let rest = bytes.get(place..)?;
        place += match rest {
            [quote @ (b'"' | b'\'' | b'`'), text @ ..] => 1 + string(text, *quote),
            [b'/', b'/', ..] => length_to(rest, b"\n"),
            [b'/', b'*', ..] => length_to(rest, b"*/"),
            [b'{', ..] => {
                open.push(place);
                1
            }
            [b'}', ..] => {
                open.pop();
                1
            }
            _ => 1,
        };
    }
    (place == at).then_some(open)
}

/// How long the rest of a string is, with its closing quote. Only template strings go over lines.
fn string(text: &[u8], quote: u8) -> usize {
    let mut escaped = false;
    for (at, byte) in text.iter().enumerate() {
        let ends = *byte == quote || (*byte == b'\n' && quote != b'`');
        if ends && !escaped {
            return at + 1;
        }
        escaped = *byte == b'\\' && !escaped;
    }
    text.len()
}

fn length_to(text: &[u8], end: &[u8]) -> usize {
    text.windows(end.len()).position(|window| window == end).map_or(text.len(), |at| at + end.len())
}

#[cfg(test)]
mod tests {
    use super::Code;

    /// Whether `GO` runs on load.
    fn runs(script: &str, handler: Option<(&str, &str)>) -> bool {
        let code = Code::new(std::iter::once(script.to_owned()), handler.into_iter());
        code.find("GO", |_, at| Some(at)).is_some()
    }

    #[test]
    fn code_that_runs_by_itself_is_found() {
        for script in [
            "GO",
            "var a = {b: 'x}'}; GO",
            "if (window.top !== window.self) { GO } ",
            "try { x() } catch (e) { GO }",
            "window.onload = function () { GO }",
            "window.addEventListener('load', () => { if (a) { GO } })",
            "document.addEventListener('DOMContentLoaded', () => GO)",
            "(function () { 'use strict'; GO })()",
            "(() => { GO })()",
            "$(function() { GO })",
            "setTimeout(function(){ GO }, 100)",
            "function send() { GO } send();",
            "const send = () => { GO }; window.addEventListener('load', send);",
            "function send() { GO }\nwindow.onload = send;",
            "// it's here\nGO",
            "/* { */ GO",
        ] {
            assert!(runs(script, None), "{script}");
        }
        assert!(runs("function send() { GO }", Some(("onload", "send()"))));
        assert!(runs("", Some(("onload", "GO"))));
    }

    #[test]
    fn code_that_waits_for_a_person_is_not() {
        for script in [
            "var s = 'GO'",
            "// GO",
            "/* GO */",
            "function logout() { GO }",
            "function logout() { GO }\nbutton.onclick = logout;",
            "button.addEventListener('click', function () { GO })",
            "button.onclick = () => GO",
            "$('#x').on('change', function() { if (a) { GO } })",
            "$(function() { $('#x').click(function() { GO }) })",
            "const f = (a) => { GO }",
            "window.addEventListener('message', e => { GO })",
            "function a() { b() } function b() { a(); GO }",
            "`never closed GO",
        ] {
            assert!(!runs(script, None), "{script}");
        }
        assert!(!runs("function send() { GO }", Some(("onclick", "send()"))));
        assert!(!runs("", Some(("onclick", "GO"))));
    }

    #[test]
    fn large_and_broken_scripts_are_survived() {
        assert!(!runs(&"GO;".repeat(30_000), None));
        assert!(!runs(&"function f() { f(); GO".repeat(2000), None));
        for script in ["}}}}GO", "'\\", "é{ü'GO", "/*", "//", "{{{{"] {
            runs(script, None);
        }
    }
}
