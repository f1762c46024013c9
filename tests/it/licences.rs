//! Every dependency may be given away under the licences of this project.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Licences that ask for no more than their notice, or only for the source of their own files (MPL-2.0).
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

#[test]
fn every_dependency_has_a_licence_that_we_can_pass_on() {
    let refused: Vec<String> = packages().iter().filter_map(refusal).collect();
    assert!(
        refused.is_empty(),
        "dependencies with another licence than the allowed ones:\n{}",
        refused.join("\n")
    );
}

#[test]
fn every_dependency_comes_from_the_registry_or_this_repository() {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let registry = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    let foreign: Vec<&str> =
        lock.lines().filter(|line| line.starts_with("source = ") && *line != registry).collect();
    assert!(
        foreign.is_empty(),
        "a dependency that is no release on crates.io can vanish or change: {foreign:#?}"
    );
}

#[test]
fn a_licence_expression_is_allowed_as_it_is_meant() {
    for allowed in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0 OR MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "ISC AND (Apache-2.0 OR ISC) AND OpenSSL",
        "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
    ] {
        assert!(is_allowed(allowed), "{allowed}");
    }
    for refused in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR ISC) AND LGPL-2.1-or-later", "MIT OR", "(MIT"]
    {
        assert!(!is_allowed(refused), "{refused}");
    }
}

#[test]
fn a_refused_licence_names_its_crate() {
    let package =
        serde_json::json!({"name": "closed", "version": "1.2.3", "license": null, "source": "registry"});
    assert_eq!(refusal(&package).unwrap(), "closed 1.2.3: no licence expression");
}

fn refusal(package: &Value) -> Option<String> {
    let licence = package["license"].as_str();
    if licence.is_some_and(is_allowed) {
        return None;
    }
    let name = format!("{} {}", package["name"].as_str()?, package["version"].as_str()?);
    Some(format!("{name}: {}", licence.unwrap_or("no licence expression")))
}

/// The packages of all platforms where they are at hand (`cargo fetch`), else those of this one; never from the network.
fn packages() -> Vec<Value> {
    let host = host();
    let metadata = metadata(&[]).or_else(|| metadata(&["--filter-platform", &host]));
    match metadata.map(|mut metadata| metadata["packages"].take()) {
        Some(Value::Array(packages)) => packages,
        other => panic!(
            "`cargo metadata --offline` lists packages where the tests were built, but here is {other:?}"
        ),
    }
}

fn metadata(arguments: &[&str]) -> Option<Value> {
    let fixed = ["metadata", "--format-version=1", "--locked", "--offline"];
    let output = Command::new(env!("CARGO"))
        .args(fixed)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    output.status.success().then(|| serde_json::from_slice(&output.stdout).unwrap())
}

fn host() -> String {
    let output = Command::new(env!("CARGO")).arg("-vV").output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    told.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Whether an SPDX expression can be met with allowed licences alone. `/` is the old way to write `OR`.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    any(&words).is_some_and(|(allowed, rest)| allowed && rest.is_empty())
}

/// Whether a part is allowed, and the words after it; none where the words make no sense.
type Part<'a> = Option<(bool, &'a [&'a str])>;

fn any<'a>(words: &'a [&'a str]) -> Part<'a> {
    let (mut allowed, mut rest) = all(words)?;
    while let ["OR", after @ ..] = rest {
        let (next, left) = all(after)?;
        (allowed, rest) = (allowed || next, left);
    }
    Some((allowed, rest))
}

fn all<'a>(words: &'a [&'a str]) -> Part<'a> {
    let (mut allowed, mut rest) = one(words)?;
    while let ["AND", after @ ..] = rest {
        let (next, left) = one(after)?;
        (allowed, rest) = (allowed && next, left);
    }
    Some((allowed, rest))
}

fn one<'a>(words: &'a [&'a str]) -> Part<'a> {
    match words {
        ["(", inner @ ..] => match any(inner)? {
            (allowed, [")", rest @ ..]) => Some((allowed, rest)),
            _ => None,
        },
        [licence, "WITH", exception, rest @ ..] => {
            Some((ALLOWED.contains(&format!("{licence} WITH {exception}").as_str()), rest))
        }
        ["AND" | "OR" | ")", ..] | [] => None,
        [licence, rest @ ..] => Some((ALLOWED.contains(licence), rest)),
    }
}
