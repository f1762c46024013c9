//! The exchanges of a case as one text: what repeats itself is said once, what has no order is sorted.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use regex::Regex;

use super::diff::{self, Changed};
use super::exchange::{Block, Shower};
use super::race::{Passage, passages};
use crate::driver::Exchange;
use crate::registration_calls::RegistrationCall;
use crate::service_calls::ServiceCall;

/// A longer series of exchanges that repeats itself is not looked for.
const LONGEST_ROUND: usize = 6;

/// Fewer rounds than these are shown one by one.
const FEWEST_ROUNDS: usize = 3;

/// What went over the wire in a case.
#[derive(Debug, Default)]
pub(crate) struct Wire<'w> {
    /// What the browser asked, in order.
    pub(crate) exchanges: Vec<Arc<Exchange>>,
    /// What the tool asked of the platform to register itself.
    pub(crate) registrations: Vec<&'w RegistrationCall>,
    /// Ids that the platform has made in this case, with what they are.
    pub(crate) ids: Vec<(&'static str, &'w str)>,
    /// What the tool asked of services.
    pub(crate) calls: Vec<Arc<ServiceCall>>,
}

/// The text of all exchanges of the browser, and of all calls of the tool.
pub(super) fn tell(wire: &Wire<'_>, shower: &mut Shower<'_>) -> String {
    let mut story = Story::new();
    for (kind, id) in &wire.ids {
        shower.labels.name(kind, id);
    }
    for passage in passages(&wire.exchanges) {
        match passage {
            Passage::InOrder(exchanges) => {
                for exchange in exchanges {
                    story.add(shower.show(exchange));
                }
            }
            Passage::AtOnce(journeys) => story.add_unordered(&journeys, shower),
        }
    }
    for call in &wire.registrations {
        story.add(shower.show_registration(call));
    }
    for call in &wire.calls {
        story.add(shower.show_call(call));
    }
    story.text()
}

/// The paragraphs so far.
struct Story {
    label: Option<Regex>,
    paragraphs: Vec<Paragraph>,
    /// The highest number of each kind of label.
    highest: HashMap<String, usize>,
    /// Tokens that are written out: the others are told by how they differ from one of them.
    tokens: Vec<Token>,
}

/// A token that is written out.
struct Token {
    label: String,
    lines: Vec<String>,
    /// The lines without the numbers of their labels.
    plain: Vec<String>,
}

/// What is written for one exchange.
struct Paragraph {
    text: Vec<String>,
    /// The exchange without the numbers of its labels.
    plain: Vec<String>,
    /// The cookies of the request, likewise.
    cookies: Vec<String>,
    /// Its tokens, likewise.
    plain_tokens: Vec<String>,
    /// Whether all of it stands above already, with other labels.
    repeats: bool,
}

impl Paragraph {
    /// What two paragraphs have in common that differ in their numbers only.
    fn key(&self) -> [&[String]; 3] {
        [&self.plain, &self.cookies, &self.plain_tokens]
    }
}

impl Story {
    fn new() -> Self {
        let label = Regex::new(r"\[([a-z][a-z-]*)-([0-9]+)\]").ok();
        Self { label, paragraphs: Vec::new(), highest: HashMap::new(), tokens: Vec::new() }
    }

    fn add(&mut self, block: Block) {
        let (mut plain, new) = self.without_numbers(&block.lines);
        let cookies: Vec<_> = plain.extract_if(.., |line| is_cookie(line)).collect();
        let repeated = self.paragraphs.iter().rev().find(|earlier| earlier.plain == plain);
        let same_cookies = repeated.is_some_and(|earlier| earlier.cookies == cookies);
        let repeats = repeated.is_some();
        let mut text = block.lines;
        if repeats {
            let with = if new.is_empty() { String::new() } else { format!(", with {}", new.join(", ")) };
            let sent: Vec<_> = text.drain(1..).filter(|line| !same_cookies && is_cookie(line)).collect();
            text.push(format!("  = as above{with}"));
            text.extend(sent);
        }
        self.count(&text.join("\n"));
        let mut plain_tokens = Vec::new();
        for (label, lines) in block.tokens {
            self.count(&lines.join("\n"));
            let (told, plain) = self.token(label, lines);
            text.extend(told);
            plain_tokens.extend(plain);
        }
        self.paragraphs.push(Paragraph { text, plain, cookies, plain_tokens, repeats });
    }

    /// Answers that came in an order of chance: each kind of journey once, sorted.
    fn add_unordered(&mut self, journeys: &[&[Arc<Exchange>]], shower: &Shower<'_>) {
        let tell = |journey: &&[Arc<Exchange>]| {
            let mut shower = shower.clone();
            let blocks: Vec<_> =
                journey.iter().map(|exchange| shower.show(exchange).lines.join("\n")).collect();
            blocks.join("\n\n")
        };
        let kinds: BTreeSet<String> = journeys.iter().map(tell).collect();
        let mut text =
            vec![format!("{} times at once, which went, in any order and number:", journeys.len())];
        text.extend(kinds.into_iter().map(|kind| format!("\n{kind}")));
        text.push("\n(end of what went at once)".to_owned());
        self.paragraphs.push(Paragraph {
            plain: text.clone(),
            cookies: Vec::new(),
            plain_tokens: Vec::new(),
            text,
            repeats: false,
        });
    }

    /// What is written for a token, with and without the numbers of labels: all of it, or how it differs from one that
    /// is written out already.
    fn token(&mut self, label: String, lines: Vec<String>) -> (Vec<String>, Vec<String>) {
        let plain = self.without_numbers(&lines).0;
        let changes = |known: &Token| diff::changed(&known.plain, &plain);
        let nearest =
            self.tokens.iter().map(|known| (known, changes(known))).min_by_key(|(_, changes)| changes.len());
        if let Some((known, changes)) = nearest.filter(|(_, changes)| changes.len() < lines.len()) {
            let but = if changes.is_empty() { ", made anew" } else { ", but" };
            let mut text = vec![format!("  {label} as {}{but}", known.label)];
            text.extend(told(&changes, &known.lines, &lines));
            return (text, told(&changes, &known.plain, &plain));
        }
        let mut text = vec![format!("  {label}")];
        text.extend(lines.iter().map(|line| format!("    {line}")));
        self.tokens.push(Token { label, lines, plain: plain.clone() });
        (text, plain)
    }

    /// The lines with each label told by how far back it was given, and the labels that are new in them.
    fn without_numbers(&self, lines: &[String]) -> (Vec<String>, Vec<String>) {
        let Some(label) = &self.label else { return (lines.to_vec(), Vec::new()) };
        let mut new = Vec::new();
        let mut highest = self.highest.clone();
        let plain = lines.iter().map(|line| {
            if !line.contains('[') {
                return line.clone();
            }
            let relative = |found: &regex::Captures<'_>| {
                let (kind, number) = (found[1].to_owned(), found[2].parse().unwrap_or(0_usize));
                let most = highest.entry(kind.clone()).or_default();
                if number > *most {
                    *most = number;
                    new.push(found[0].to_owned());
                    return format!("[{kind} new]");
                }
                format!("[{kind} -{}]", *most - number)
            };
            label.replace_all(line, relative).into_owned()
        });
        let plain = plain.collect();
        (plain, new)
    }

    fn count(&mut self, text: &str) {
        let Some(label) = &self.label else { return };
        for found in label.captures_iter(text) {
            let number = found[2].parse().unwrap_or(0_usize);
            let most = self.highest.entry(found[1].to_owned()).or_default();
            *most = number.max(*most);
        }
    }

    /// The whole text. Rounds that only repeat themselves are counted, not shown.
    fn text(self) -> String {
        let mut shown: Vec<String> = Vec::new();
        let mut at = 0;
        while let Some(paragraph) = self.paragraphs.get(at) {
            let (round, times) = self.rounds_from(at);
            if times < FEWEST_ROUNDS {
                shown.push(paragraph.text.join("\n"));
                at += 1;
                continue;
            }
            let first = self.paragraphs.iter().skip(at).take(round);
            shown.extend(first.map(|paragraph| paragraph.text.join("\n")));
            let last = if round == 1 { "one".to_owned() } else { format!("{round}") };
            shown.push(format!("... and {} times more like the last {last}", times - 1));
            at += round * times;
        }
        shown.join("\n\n")
    }

    /// The shortest round that begins here and repeats itself, with how often.
    fn rounds_from(&self, at: usize) -> (usize, usize) {
        let rest = self.paragraphs.get(at..).unwrap_or_default();
        for round in 1..=LONGEST_ROUND {
            let Some(first) = rest.get(..round) else { break };
            if !first.iter().all(|paragraph| paragraph.repeats) {
                break;
            }
            let same =
                |chunk: &&[Paragraph]| chunk.iter().map(Paragraph::key).eq(first.iter().map(Paragraph::key));
            let times = rest.chunks(round).take_while(same).count();
            if times >= FEWEST_ROUNDS {
                return (round, times);
            }
        }
        (1, 1)
    }
}

fn told(changes: &[Changed], old: &[String], new: &[String]) -> Vec<String> {
    let line = |change: &Changed| match change {
        Changed::Gone(at) => format!("    - {}", old[*at]),
        Changed::Come(at) => format!("    + {}", new[*at]),
    };
    changes.iter().map(line).collect()
}

/// The cookies of a request tell where the browser has been, more than what the request is.
fn is_cookie(line: &str) -> bool {
    line.starts_with("  > cookie ")
}

#[cfg(test)]
mod tests;
