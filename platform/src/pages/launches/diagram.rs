//! The sequence diagram of a launch: where lines and texts stand. The template draws them as SVG.
//!
//! Lanes stand at parts of the width and rows at pixels, so that the diagram fits any screen and letters keep their size.

use serde::Serialize;

use super::hop::Hop;
use crate::pages::parts::Mark;

/// Pixels: a row with one arrow, what an answer adds, a line of words, and the head.
const ROW: u32 = 44;
const ANSWER: u32 = 28;
const WORDS: u32 = 36;
const HEAD: u32 = 40;

/// A longer pause between two hops is told.
const PAUSE_MS: i64 = 1_000;

#[derive(Debug, Default, Serialize)]
pub(crate) struct Diagram {
    pub(crate) lanes: Vec<Lane>,
    pub(crate) height: u32,
    /// Where the lines of life begin.
    pub(crate) top: u32,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Lane {
    pub(crate) side: &'static str,
    /// Per cent of the width.
    pub(crate) x: &'static str,
}

/// One line of words across, or one hop.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Row {
    Words { y: u32, text: String },
    Step(Box<Step>),
}

/// A hop: an arrow there, and where the answer is known, one back.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    /// Counts from 1, as the hops are listed.
    pub(crate) number: usize,
    pub(crate) top: u32,
    pub(crate) height: u32,
    /// The side that asks; its colour.
    pub(crate) side: &'static str,
    pub(crate) seen: bool,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    /// The more left of the two, where words begin.
    pub(crate) left: &'static str,
    /// Whether the arrow points to the right.
    pub(crate) right: bool,
    pub(crate) label: String,
    pub(crate) label_y: u32,
    pub(crate) arrow_y: u32,
    pub(crate) answer: Option<Answer>,
    /// That something is wrong with it.
    pub(crate) remark: Option<String>,
    /// The step in words, for those who do not see it.
    pub(crate) words: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) state: Mark,
    pub(crate) text_y: u32,
    pub(crate) arrow_y: u32,
}

const LANES: [(&str, &str); 3] = [("browser", "16%"), ("platform", "50%"), ("tool", "84%")];

impl Diagram {
    /// The hops from top to bottom.
    pub(crate) fn new(hops: &[Hop]) -> Self {
        let mut drawing = Drawing { y: HEAD, rows: Vec::new() };
        let mut before: Option<i64> = None;
        let mut afterwards = false;
        for (at, hop) in hops.iter().enumerate() {
            if hop.afterwards && !afterwards {
                afterwards = true;
                drawing.words("afterwards".to_owned());
            }
            if let (Some(ended), Some(began)) = (before, hop.began_ms)
                && began - ended >= PAUSE_MS
            {
                drawing.words(format!("{} later", pause(began - ended)));
            }
            before = hop.ended_ms().or(before);
            drawing.step(at + 1, hop);
        }
        let lanes = LANES.map(|(side, x)| Lane { side, x }).into();
        Self { lanes, height: drawing.y + 8, top: HEAD - 12, rows: drawing.rows }
    }
}

/// A diagram that grows downwards.
struct Drawing {
    y: u32,
    rows: Vec<Row>,
}

impl Drawing {
    fn words(&mut self, text: String) {
        self.rows.push(Row::Words { y: self.y + WORDS / 2 + 4, text });
        self.y += WORDS;
    }

    fn step(&mut self, number: usize, hop: &Hop) {
        let top = self.y;
        let (from, to) = hop.way.lanes();
        let right = from < to;
        let answer = answer(hop, top + ROW);
        let height = if answer.is_some() { ROW + ANSWER } else { ROW };
        self.y += height;
        self.rows.push(Row::Step(Box::new(Step {
            number,
            top,
            height,
            side: hop.from,
            seen: hop.exchange.is_some(),
            from: LANES[from].1,
            to: LANES[to].1,
            left: LANES[from.min(to)].1,
            right,
            label: hop.short.clone(),
            label_y: top + 20,
            arrow_y: top + 30,
            remark: remark(hop),
            words: words(number, hop),
            answer,
        })));
    }
}

fn answer(hop: &Hop, top: u32) -> Option<Answer> {
    let text = match (&hop.ms, hop.onward) {
        (Some(ms), _) => format!("{ms} ms"),
        (None, Some(onward)) => onward.to_owned(),
        (None, None) => return None,
    };
    Some(Answer { text, state: hop.state.clone(), text_y: top + 4, arrow_y: top + 14 })
}

fn remark(hop: &Hop) -> Option<String> {
    let found = match hop.findings.len() {
        0 => None,
        1 => Some("✕ 1 finding".to_owned()),
        count => Some(format!("✕ {count} findings")),
    };
    found.or_else(|| (!hop.faults.is_empty()).then(|| "⚠ fault".to_owned()))
}

/// The texts of the step as they are read on the screen, then the sides and the title.
fn words(number: usize, hop: &Hop) -> String {
    let answer = match (&hop.ms, hop.onward) {
        (Some(ms), _) => format!(" {} {}, {ms} ms", hop.state.icon(), hop.state.word()),
        (None, Some(onward)) => format!(" {onward}"),
        (None, None) => String::new(),
    };
    let remark = remark(hop).map(|remark| format!(" {remark}")).unwrap_or_default();
    format!("{number} {}{answer}{remark}: {} to {}, {}", hop.short, hop.from, hop.to, hop.title)
}

/// A pause in words that a person would use.
pub(crate) fn pause(ms: i64) -> String {
    match ms {
        ..=9_999 => format!("{}.{} s", ms / 1_000, ms % 1_000 / 100),
        _ => crate::pages::parts::span(ms / 1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(diagram: &Diagram) -> Vec<&Step> {
        let step = |row: &'_ Row| matches!(row, Row::Step(_));
        diagram
            .rows
            .iter()
            .filter(|row| step(row))
            .filter_map(|row| match row {
                Row::Step(step) => Some(step.as_ref()),
                Row::Words { .. } => None,
            })
            .collect()
    }

    #[test]
    fn rows_follow_each_other_without_overlap_and_fit_the_height() {
        let diagram = Diagram::new(&crate::pages::launches::story::samples::full().hops);
        let steps = steps(&diagram);
        assert!(steps.len() > 2);
        for pair in steps.windows(2) {
            assert!(pair[0].top + pair[0].height <= pair[1].top);
        }
        assert!(steps.iter().all(|step| step.top + step.height <= diagram.height));
    }

    #[test]
    fn arrows_lead_from_who_asks_to_who_is_asked() {
        let diagram = Diagram::new(&crate::pages::launches::story::samples::full().hops);
        let steps = steps(&diagram);
        assert_eq!((steps[0].from, steps[0].to, steps[0].right), ("16%", "50%", true));
        assert_eq!((steps[1].from, steps[1].to, steps[1].right), ("16%", "84%", true));
        assert_eq!((steps[2].from, steps[2].to, steps[2].right), ("84%", "50%", false));
        assert_eq!(steps[2].left, "50%");
    }

    #[test]
    fn a_pause_is_told_in_seconds_then_in_minutes() {
        assert_eq!(pause(1_540), "1.5 s");
        assert_eq!(pause(61_000), "61 s");
        assert_eq!(pause(600_000), "10 min");
    }
}
