//! The words that the filter box of the journal understands.

use std::ops::RangeInclusive;

use super::exchange::{KINDS, Kind};
use crate::domain::edge::{nearest, quoted};
use crate::requirements;

/// Longer questions are refused: nobody types them.
const LONGEST: usize = 1_000;

/// So many conditions are enough.
const MOST: usize = 20;

/// Kinds that people look for together.
const SERVICES: (&str, &[Kind]) = ("service", &[Kind::Token, Kind::Ags, Kind::Nrps]);

/// A word of the filter box, as the help below it tells.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// What stands before the colon.
    pub(crate) name: &'static str,
    pub(crate) example: &'static str,
    pub(crate) meaning: &'static str,
}

const fn word(name: &'static str, example: &'static str, meaning: &'static str) -> Entry {
    Entry { name, example, meaning }
}

/// Every word with an example that works.
pub(crate) const WORDS: &[Entry] = &[
    word(
        "tool",
        "tool:homeroom",
        "what a tool sent, was sent or was launched with: its name, in part, or its client id",
    ),
    word(
        "person",
        "person:ada",
        "the launches of a person, and grades for them: name, e-mail address or id, in part",
    ),
    word(
        "status",
        "status:4xx",
        "the status of the answer: `404`, `4xx`, `200-299`, or `none` where no answer came",
    ),
    word(
        "kind",
        "kind:service",
        "what it is about, such as `authorize`, `token`, `ags`; `service` is token, ags and nrps",
    ),
    word("method", "method:post", "the method of the request"),
    word("launch", "launch:4f2a", "what belongs to one launch: how its id begins"),
    word("course", "course:algebra", "launches and service calls of a course: its title, in part, or its id"),
    word("requirement", "requirement:SEC-021", "where this requirement was noticed"),
    word(
        "is",
        "is:refused",
        "`refused`, `kept`, `finding` (something was noticed) or `launch` (belongs to one)",
    ),
];

/// What `is:` takes.
const STATES: &[(&str, Word)] = &[
    ("refused", Word::Refused),
    ("kept", Word::Kept),
    ("finding", Word::Finding),
    ("launch", Word::OfLaunch),
];

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Word {
    Tool(String),
    Person(String),
    Status(RangeInclusive<u16>),
    Kinds(Vec<Kind>),
    Method(String),
    Launch(String),
    Course(String),
    Requirement(String),
    Refused,
    Kept,
    Finding,
    OfLaunch,
    /// Anywhere in address, headers and bodies.
    Text(String),
}

/// Alternatives, of which one must hold, or none where it is negated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) not: bool,
    pub(crate) any: Vec<Word>,
}

/// What was asked, as far as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) clauses: Vec<Clause>,
    /// What was not understood: sentences for the person who typed it.
    pub(crate) problems: Vec<String>,
}

impl Question {
    /// Reads what somebody typed. Whatever is wrong is left out and explained.
    pub(crate) fn parse(typed: &str) -> Self {
        let mut question = Self::default();
        let shortened: String = typed.chars().take(LONGEST).collect();
        if shortened.len() < typed.len() {
            question.problems.push(format!("Only the first {LONGEST} characters count."));
        }
        let all = pieces(&shortened);
        if all.len() > MOST {
            question
                .problems
                .push(format!("Only the first {MOST} conditions count; {} were typed.", all.len()));
        }
        for piece in all.into_iter().take(MOST) {
            match piece.read() {
                Ok(clause) => question.clauses.push(clause),
                Err(problem) => question.problems.push(problem),
            }
        }
        question
    }
}

/// A value as it may stand behind a word.
pub(crate) fn quote(value: &str) -> String {
    let value = value.replace('"', "");
    if value.contains(|c: char| c.is_whitespace() || c == ',') { format!("\"{value}\"") } else { value }
}

/// One condition as it was typed.
#[derive(Debug, Default)]
struct Piece {
    text: String,
    /// Where the first character in quotation marks stands.
    quoted_at: Option<usize>,
}

/// What stands between white space; quotation marks hold white space together.
fn pieces(typed: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut piece = Piece::default();
    let mut inside = false;
    for character in typed.chars() {
        match character {
            '"' => {
                inside = !inside;
                piece.quoted_at.get_or_insert(piece.text.len());
            }
            _ if character.is_whitespace() && !inside => all.push(std::mem::take(&mut piece)),
            _ => piece.text.push(character),
        }
    }
    all.push(piece);
    all.retain(|piece| !piece.text.is_empty());
    all
}

impl Piece {
    fn read(&self) -> Result<Clause, String> {
        let not = self.text.len() > 1 && self.text.starts_with('-') && self.quoted_at != Some(0);
        let text = if not { &self.text[1..] } else { self.text.as_str() };
        let quoted_at = self.quoted_at.map(|at| at.saturating_sub(usize::from(not)));
        let any = match named(text, quoted_at) {
            Some((name, value)) if quoted_at.is_some() => vec![condition(name, value)?],
            Some((name, value)) => {
                value.split(',').map(|value| condition(name, value)).collect::<Result<_, _>>()?
            }
            None => vec![Word::Text(text.to_owned())],
        };
        Ok(Clause { not, any })
    }
}

/// `name:value`, but for addresses and for what stands in quotation marks.
fn named(text: &str, quoted_at: Option<usize>) -> Option<(&str, &str)> {
    let (name, value) = text.split_once(':')?;
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
    let unquoted = quoted_at.is_none_or(|at| at > name.len());
    (is_word && unquoted && !value.starts_with("//")).then_some((name, value))
}

fn condition(name: &str, value: &str) -> Result<Word, String> {
    let name = name.to_ascii_lowercase();
    let Some(entry) = WORDS.iter().find(|entry| entry.name == name) else {
        return Err(unknown_word(&name, value));
    };
    if value.is_empty() {
        return Err(format!("`{name}:` needs a value right behind it, as in `{}`.", entry.example));
    }
    let text = value.to_owned();
    Ok(match entry.name {
        "tool" => Word::Tool(text),
        "person" => Word::Person(text),
        "course" => Word::Course(text),
        "launch" => Word::Launch(text),
        "requirement" => Word::Requirement(requirement(value)?),
        "method" => Word::Method(text.to_ascii_uppercase()),
        "status" => Word::Status(status(value)?),
        "kind" => Word::Kinds(kinds(value)?),
        _ => state(value)?,
    })
}

fn unknown_word(name: &str, value: &str) -> String {
    let instead = match nearest(name, WORDS.iter().map(|entry| entry.name)) {
        Some(near) => format!("did you mean `{near}:{value}`?"),
        None => format!("known are {}.", listed(WORDS.iter().map(|entry| entry.name))),
    };
    format!(
        "No word is called `{name}:`; {instead} To search for the text itself, put it into quotation marks."
    )
}

fn status(value: &str) -> Result<RangeInclusive<u16>, String> {
    let wrong = || {
        let value = quoted(value);
        format!(
            "`status:` takes a number such as `404`, a class such as `4xx`, a range such as `200-299`, or `none`; it got {value}."
        )
    };
    let number = |text: &str| text.parse::<u16>().ok().filter(|status| *status < 1_000);
    let lower = value.to_ascii_lowercase();
    if lower == "none" {
        return Ok(0..=0);
    }
    if let Some(class) = lower.strip_suffix("xx") {
        let class = number(class).filter(|class| (1..=9).contains(class)).ok_or_else(wrong)?;
        return Ok(class * 100..=class * 100 + 99);
    }
    let (from, to) = lower.split_once('-').unwrap_or((&lower, &lower));
    match (number(from), number(to)) {
        (Some(from), Some(to)) if from <= to => Ok(from..=to),
        _ => Err(wrong()),
    }
}

fn requirement(value: &str) -> Result<String, String> {
    let id = value.to_ascii_uppercase();
    if requirements::find(&id).is_some() {
        return Ok(id);
    }
    let near = nearest(&id, requirements::all().map(|(id, _)| id));
    let near = near.map_or(String::new(), |near| format!(" Did you mean `requirement:{near}`?"));
    Err(format!("There is no requirement {}.{near}", quoted(value)))
}

fn kinds(value: &str) -> Result<Vec<Kind>, String> {
    let value = value.to_ascii_lowercase();
    if value == SERVICES.0 {
        return Ok(SERVICES.1.to_vec());
    }
    let known = || KINDS.iter().map(|(_, word)| *word).chain([SERVICES.0]);
    Kind::parse(&value).map(|kind| vec![kind]).ok_or_else(|| among("kind", &value, known()))
}

fn state(value: &str) -> Result<Word, String> {
    let value = value.to_ascii_lowercase();
    let found = STATES.iter().find(|(name, _)| *name == value);
    found
        .map(|(_, word)| word.clone())
        .ok_or_else(|| among("is", &value, STATES.iter().map(|(name, _)| *name)))
}

/// A value that is none of those that a word takes.
fn among<'a>(name: &str, value: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let all = listed(known.clone());
    let near = nearest(value, known).map_or(String::new(), |near| format!(" Did you mean `{name}:{near}`?"));
    format!("`{name}:` takes one of {all}; it got {}.{near}", quoted(value))
}

fn listed<'a>(all: impl Iterator<Item = &'a str>) -> String {
    all.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(typed: &str) -> Word {
        let question = Question::parse(typed);
        assert_eq!(question.problems, [""; 0], "{typed}");
        assert_eq!((question.clauses.len(), question.clauses[0].any.len()), (1, 1), "{typed}");
        question.clauses[0].any[0].clone()
    }

    fn problem(typed: &str) -> String {
        let question = Question::parse(typed);
        assert_eq!((question.clauses.len(), question.problems.len()), (0, 1), "{typed}");
        question.problems[0].clone()
    }

    #[test]
    fn every_example_of_the_help_is_understood() {
        for entry in WORDS {
            assert!(entry.example.starts_with(entry.name));
            only(entry.example);
        }
    }

    #[test]
    fn values_become_what_they_mean() {
        assert_eq!(only("status:4xx"), Word::Status(400..=499));
        assert_eq!(only("STATUS:none"), Word::Status(0..=0));
        assert_eq!(only("status:200-204"), Word::Status(200..=204));
        assert_eq!(only("kind:Service"), Word::Kinds(vec![Kind::Token, Kind::Ags, Kind::Nrps]));
        assert_eq!(only("requirement:sec-021"), Word::Requirement("SEC-021".to_owned()));
        assert_eq!(only("is:refused"), Word::Refused);
    }

    #[test]
    fn quotation_marks_hold_together_and_take_words_literally() {
        assert_eq!(only(r#"tool:"my tool""#), Word::Tool("my tool".to_owned()));
        assert_eq!(only(r#""tool:x y""#), Word::Text("tool:x y".to_owned()));
        assert_eq!(only(r#"tool:"a,b"#), Word::Tool("a,b".to_owned()));
    }

    #[test]
    fn addresses_and_times_are_text() {
        assert_eq!(only("http://t/a?b=c"), Word::Text("http://t/a?b=c".to_owned()));
        assert_eq!(only("12:30"), Word::Text("12:30".to_owned()));
        assert_eq!(only("-"), Word::Text("-".to_owned()));
    }

    #[test]
    fn a_minus_negates_and_a_comma_offers_alternatives() {
        let question = Question::parse("-kind:jwks,token nonce");
        let clauses = [
            Clause { not: true, any: vec![Word::Kinds(vec![Kind::Jwks]), Word::Kinds(vec![Kind::Token])] },
            Clause { not: false, any: vec![Word::Text("nonce".to_owned())] },
        ];
        assert_eq!((question.clauses.as_slice(), question.problems.len()), (clauses.as_slice(), 0));
    }

    #[test]
    fn what_is_wrong_is_told_with_the_nearest_word() {
        assert!(problem("statsu:4xx").contains("did you mean `status:4xx`?"));
        assert!(problem("zzz:1").contains("known are `tool`"));
        assert!(problem("kind:jwk").contains("Did you mean `kind:jwks`?"));
        assert!(problem("is:refsed").contains("`is:refused`"));
        assert!(problem("status:").contains("as in `status:4xx`"));
        for wrong in ["status:abc", "status:0xx", "status:5-4", "status:99999", "status:é"] {
            assert!(problem(wrong).contains("a class such as `4xx`"), "{wrong}");
        }
    }

    #[test]
    fn what_is_wrong_does_not_take_the_rest_with_it() {
        let question = Question::parse("statsu:4xx kind:token");
        assert_eq!((question.clauses.len(), question.problems.len()), (1, 1));
    }

    #[test]
    fn a_question_has_limits() {
        let long = Question::parse(&"é ".repeat(3_000));
        assert_eq!((long.clauses.len(), long.problems.len()), (MOST, 2));
    }
}
