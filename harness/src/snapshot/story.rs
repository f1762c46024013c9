//! The exchanges of a case as one text: what repeats itself is said once, what has no order is sorted.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use regex::Regex;

use super::diff::{self, Changed};
use super::exchange::{Block, Shower};
use super::race::{Passage, passages};
use crate::driver::Exchange;

/// A longer series of exchanges that repeats itself is not looked for.
const LONGEST_ROUND: usize = 6;

/// Fewer rounds than these are shown one by one.
const FEWEST_ROUNDS: usize = 3;

/// The text of all exchanges.
pub(super) fn tell(exchanges: &[Arc<Exchange>], shower: &mut Shower<'_>) -> String {
    let mut story = Story::new();
    for passage in passages(exchanges) {
        match passage {
            Passage::InOrder(exchanges) => {
                exchanges.iter().for_each(|exchange| story.add(shower.show(exchange)))
            }
            Passage::AtOnce(journeys) => story.add_unordered(&journeys, shower),
        }
    }
    story.text()
}

/// The paragraphs so far.
struct Story {
    label: Option<Regex>,
    paragraphs: Vec<Paragraph>,
    /// The highest number of each kind of label.
    highest: HashMap<String, usize>,
    /// The first token of the case: the others are told by how they differ from it.
    first_token: Option<First>,
}

/// The first token of a case.
struct First {
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
    /// Its tokens, likewise.
    plain_tokens: Vec<String>,
    /// Whether all of it stands above already, with other labels.
    repeats: bool,
}

impl Paragraph {
    /// What two paragraphs have in common that differ in their numbers only.
    fn key(&self) -> (&[String], &[String]) {
        (&self.plain, &self.plain_tokens)
    }
}

impl Story {
    fn new() -> Self {
        let label = Regex::new(r"\[([a-z][a-z-]*)-([0-9]+)\]").ok();
        Self { label, paragraphs: Vec::new(), highest: HashMap::new(), first_token: None }
    }

    fn add(&mut self, block: Block) {
        let (plain, new) = self.without_numbers(&block.lines);
        let repeats = self.paragraphs.iter().any(|earlier| earlier.plain == plain);
        let mut text = block.lines;
        if repeats {
            text.truncate(1);
            let with = if new.is_empty() { String::new() } else { format!(", with {}", new.join(", ")) };
            text.push(format!("  = as above{with}"));
        }
        self.count(&text.join("\n"));
        let mut plain_tokens = Vec::new();
        for (label, lines) in &block.tokens {
            let plain = self.without_numbers(lines).0;
            text.extend(self.token(label, lines, &plain));
            plain_tokens.extend(self.unlike_first(&plain));
            self.count(&lines.join("\n"));
        }
        self.paragraphs.push(Paragraph { text, plain, plain_tokens, repeats });
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
            plain_tokens: Vec::new(),
            text,
            repeats: false,
        });
    }

    /// What is written for a token: all of it, or how it differs from the first one.
    fn token(&mut self, label: &str, lines: &[String], plain: &[String]) -> Vec<String> {
        let Some(first) = &self.first_token else {
            self.first_token =
                Some(First { label: label.to_owned(), lines: lines.to_vec(), plain: plain.to_vec() });
            return whole_token(label, lines);
        };
        let changes = diff::changed(&first.plain, plain);
        if changes.len() > lines.len() {
            return whole_token(label, lines);
        }
        let but = if changes.is_empty() { ", made anew" } else { ", but" };
        let mut text = vec![format!("  {label} as {}{but}", first.label)];
        text.extend(changes.into_iter().map(|change| match change {
            Changed::Gone(at) => format!("    - {}", first.lines[at]),
            Changed::Come(at) => format!("    + {}", lines[at]),
        }));
        text
    }

    /// How a token differs from the first one, whatever the numbers of its labels.
    fn unlike_first(&self, plain: &[String]) -> Vec<String> {
        let Some(first) = &self.first_token else { return Vec::new() };
        let line = |change| match change {
            Changed::Gone(at) => format!("- {}", first.plain[at]),
            Changed::Come(at) => format!("+ {}", plain[at]),
        };
        diff::changed(&first.plain, plain).into_iter().map(line).collect()
    }

    /// The lines with each label told by how far back it was given, and the labels that are new in them.
    fn without_numbers(&self, lines: &[String]) -> (Vec<String>, Vec<String>) {
        let Some(label) = &self.label else { return (lines.to_vec(), Vec::new()) };
        let mut new = Vec::new();
        let mut highest = self.highest.clone();
        let plain = lines.iter().map(|line| {
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

fn whole_token(label: &str, lines: &[String]) -> Vec<String> {
    let mut text = vec![format!("  {label}")];
    text.extend(lines.iter().map(|line| format!("    {line}")));
    text
}

#[cfg(test)]
mod tests;
