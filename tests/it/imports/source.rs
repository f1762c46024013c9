//! Reads the paths that a Rust source names, without compiling it.
//!
//! Comments, literals and `#[cfg(test)]` items do not count: a rule is about what the program is made of. Macro bodies do
//! count, which is why this reads tokens and not a syntax tree.

/// A path as the source names it, from the root of its crate where it is relative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
}

impl Mention {
    /// Whether the path is `prefix` or lies below it.
    pub(crate) fn is_under(&self, prefix: &str) -> bool {
        let prefix: Vec<&str> = prefix.split("::").collect();
        self.path.len() >= prefix.len() && prefix.iter().zip(&self.path).all(|(want, have)| want == have)
    }
}

/// Every path that `source` names, where `file` is its place below `src/`.
pub(crate) fn mentions(file: &str, source: &str) -> Vec<Mention> {
    let module = module_of(file);
    let tokens = tokens(&without_tests(&without_comments(source)));
    let mut reader = Reader { tokens: &tokens, at: 0, found: Vec::new() };
    reader.read();
    reader.found.into_iter().map(|mention| absolute(&module, mention)).collect()
}

/// `oracle/page.rs` is `crate::oracle::page`.
fn module_of(file: &str) -> Vec<String> {
    let parts =
        file.trim_end_matches(".rs").split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main"));
    std::iter::once("crate").chain(parts).map(str::to_owned).collect()
}

fn absolute(module: &[String], mention: Mention) -> Mention {
    let ups = mention.path.iter().take_while(|part| *part == "super").count();
    let is_self = mention.path.first().is_some_and(|part| part == "self");
    if ups == 0 && !is_self {
        return mention;
    }
    let base = module.len().saturating_sub(ups).max(1);
    let rest = &mention.path[ups.max(1)..];
    Mention { line: mention.line, path: module[..base].iter().chain(rest).cloned().collect() }
}

/// The source with comments and literals as blanks; lines stay where they are.
fn without_comments(source: &str) -> Vec<char> {
    let text: Vec<char> = source.chars().collect();
    let mut plain = Vec::with_capacity(text.len());
    while let Some(rest) = text.get(plain.len()..).filter(|rest| !rest.is_empty()) {
        let hidden = hidden_length(rest, plain.last().copied());
        if hidden == 0 {
            plain.push(rest[0]);
        }
        plain.extend(rest[..hidden].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
    }
    plain
}

/// How many characters at the start of `rest` are a comment or a literal.
fn hidden_length(rest: &[char], before: Option<char>) -> usize {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    match rest {
        ['/', '/', ..] => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
        ['/', '*', ..] => block_comment(rest),
        ['"', ..] => 1 + quoted(&rest[1..], '"'),
        ['r', '"' | '#', ..] if !in_word => raw_string(&rest[1..]).map_or(0, |length| length + 1),
        ['b', 'r', '"' | '#', ..] if !in_word => raw_string(&rest[2..]).map_or(0, |length| length + 2),
        ['\'', '\\', ..] => 1 + quoted(&rest[1..], '\''),
        ['\'', _, '\'', ..] => 3,
        _ => 0,
    }
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// The length up to and with the closing `quote`, over escapes.
fn quoted(rest: &[char], quote: char) -> usize {
    let mut at = 0;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// The length of `#"..."#`; none for a raw identifier.
fn raw_string(rest: &[char]) -> Option<usize> {
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    if rest.get(hashes) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = &rest[hashes + 1..];
    let length = body.windows(end.len()).position(|window| window == end)?;
    Some(hashes + 1 + length + end.len())
}

/// Blanks every item under `#[cfg(test)]`: up to its `;` or its closing brace.
fn without_tests(plain: &[char]) -> Vec<char> {
    let marker: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut kept = plain.to_vec();
    let mut at = 0;
    while let Some(start) = kept[at..].windows(marker.len()).position(|window| window == marker) {
        let start = at + start;
        let end = start + marker.len() + item_length(&kept[start + marker.len()..]);
        kept[start..end].iter_mut().filter(|c| **c != '\n').for_each(|c| *c = ' ');
        at = end;
    }
    kept
}

fn item_length(rest: &[char]) -> usize {
    let mut depth = 0usize;
    for (at, c) in rest.iter().enumerate() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' | ')' | ']' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Colons,
    Mark(char),
}

fn tokens(plain: &[char]) -> Vec<(usize, Token)> {
    let (mut found, mut line, mut at) = (Vec::new(), 1, 0);
    while at < plain.len() {
        let word: String = plain[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
        match &plain[at..] {
            _ if !word.is_empty() => at += push(&mut found, line, word.chars().count(), Token::Word(word)),
            [':', ':', ..] => at += push(&mut found, line, 2, Token::Colons),
            ['\n', ..] => (line, at) = (line + 1, at + 1),
            [c, ..] if c.is_whitespace() => at += 1,
            [c, ..] => at += push(&mut found, line, 1, Token::Mark(*c)),
            [] => break,
        }
    }
    found
}

fn push(found: &mut Vec<(usize, Token)>, line: usize, length: usize, token: Token) -> usize {
    found.push((line, token));
    length
}

struct Reader<'a> {
    tokens: &'a [(usize, Token)],
    at: usize,
    found: Vec<Mention>,
}

impl Reader<'_> {
    fn read(&mut self) {
        while let Some((line, token)) = self.tokens.get(self.at) {
            match token {
                Token::Word(word) if word == "use" => {
                    self.at += 1;
                    self.tree(&[]);
                }
                Token::Word(word) if word != "as" => self.plain_path(*line),
                _ => self.at += 1,
            }
        }
    }

    /// `a::b::c` outside of a `use`; one word alone is a local name.
    fn plain_path(&mut self, line: usize) {
        let mut path = Vec::new();
        while let Some(word) = self.word() {
            path.push(word);
            if !self.eat(&Token::Colons) {
                break;
            }
        }
        if path.len() > 1 {
            self.found.push(Mention { line, path });
        }
    }

    /// `a::{b, c::*, self as d}` after `use`.
    fn tree(&mut self, prefix: &[String]) {
        self.eat(&Token::Colons);
        let Some((line, _)) = self.tokens.get(self.at) else { return };
        let mut path = prefix.to_vec();
        while let Some(word) = self.word() {
            if word != "self" || path.is_empty() {
                path.push(word);
            }
            if !self.eat(&Token::Colons) {
                break;
            }
        }
        if self.eat(&Token::Mark('{')) {
            return self.group(&path);
        }
        self.eat(&Token::Mark('*'));
        if self.eat(&Token::Word("as".to_owned())) {
            self.word();
        }
        if !path.is_empty() {
            self.found.push(Mention { line: *line, path });
        }
    }

    fn group(&mut self, prefix: &[String]) {
        while self.at < self.tokens.len() && !self.eat(&Token::Mark('}')) {
            let before = self.at;
            self.tree(prefix);
            self.eat(&Token::Mark(','));
            // Not a `use` that compiles: go on instead of standing still.
            self.at = self.at.max(before + 1);
        }
    }

    fn word(&mut self) -> Option<String> {
        let Some((_, Token::Word(word))) = self.tokens.get(self.at) else { return None };
        if word == "as" {
            return None;
        }
        self.at += 1;
        Some(word.clone())
    }

    fn eat(&mut self, token: &Token) -> bool {
        let is_next = self.tokens.get(self.at).is_some_and(|(_, next)| next == token);
        self.at += usize::from(is_next);
        is_next
    }
}
