//! Holds every name to a snapshot that was written from the requirements, not from this crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{TABLES, Term};

/// Accepting a new output here would pin a mistake: write the changed line from the requirements instead.
#[test]
fn every_name_is_the_one_in_the_requirements() {
    insta::assert_snapshot!("names_on_the_wire", every_term());
}

#[test]
fn no_table_has_a_name_or_a_value_twice() {
    for table in TABLES {
        assert_eq!(distinct(table.terms, |term| term.name), table.terms.len(), "names of {}", table.name);
        assert_eq!(distinct(table.terms, |term| term.value), table.terms.len(), "values of {}", table.name);
    }
}

#[test]
fn no_table_is_listed_twice_or_empty() {
    let names: BTreeSet<_> = TABLES.iter().map(|table| table.name).collect();
    assert_eq!(names.len(), TABLES.len());
    assert!(TABLES.iter().all(|table| !table.terms.is_empty()));
}

#[test]
fn every_table_of_the_sources_is_listed() {
    let written: usize =
        sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))).iter().map(tables_in).sum();
    assert_eq!(written, TABLES.len());
}

#[test]
fn every_term_cites_a_requirement_of_the_catalogue() {
    let catalogue: BTreeMap<String, toml::Value> =
        toml::from_str(include_str!("../../features/requirements.toml")).unwrap();
    for term in TABLES.iter().flat_map(|table| table.terms) {
        assert!(is_requirement_id(term.requirement), "{} cites `{}`", term.name, term.requirement);
        assert!(catalogue.contains_key(term.requirement), "{} cites `{}`", term.name, term.requirement);
    }
}

#[test]
fn no_value_has_white_space_at_its_ends() {
    for term in TABLES.iter().flat_map(|table| table.terms) {
        assert_eq!(term.value, term.value.trim(), "{}", term.name);
    }
}

fn every_term() -> String {
    let mut text = String::new();
    for table in TABLES {
        writeln!(text, "{}", table.name).unwrap();
        for Term { name, value, requirement } in table.terms {
            writeln!(text, "  {name} = {value} ({requirement})").unwrap();
        }
    }
    text
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

fn tables_in(source: &PathBuf) -> usize {
    fs::read_to_string(source).unwrap().lines().filter(|line| line.trim() == "terms! {").count()
}

fn distinct(terms: &[Term], part: fn(&Term) -> &str) -> usize {
    terms.iter().map(part).collect::<BTreeSet<_>>().len()
}

/// Two to four capitals, a hyphen, three digits.
fn is_requirement_id(id: &str) -> bool {
    let Some((family, number)) = id.split_once('-') else { return false };
    (2..=4).contains(&family.len())
        && family.bytes().all(|byte| byte.is_ascii_uppercase())
        && number.len() == 3
        && number.bytes().all(|byte| byte.is_ascii_digit())
}
