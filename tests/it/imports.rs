//! The import rules of `docs/architecture.md`, held over the sources.

mod source;

use source::{Mention, mentions};
use std::fs;
use std::path::{Path, PathBuf};

/// What the sources below `within` must never name, and why.
#[derive(Debug)]
struct Rule {
    within: &'static str,
    /// Files and folders that may, relative to the root.
    except: &'static [&'static str],
    never: &'static [&'static str],
    /// Paths under `never` that are allowed all the same.
    but: &'static [&'static str],
    because: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        within: "harness/src",
        except: &["harness/src/embedded.rs"],
        never: &["homeroom_platform", "homeroom_tool"],
        but: &[],
        because: "a judge does not read the defendant's diary",
    },
    Rule {
        within: "harness/src/oracle",
        except: &[],
        never: &["crate::driver", "tokio", "cucumber", "reqwest"],
        but: &[],
        because: "verdicts come from recorded bytes alone",
    },
    Rule {
        within: "harness/src/oracle",
        except: &[],
        never: &["homeroom_vocab"],
        but: &[],
        because: "a name misspelt in the shared vocabulary must not make both sides agree",
    },
    Rule {
        within: "harness/src/steps",
        except: &[],
        never: &["reqwest", "scraper", "serde_json"],
        but: &[],
        because: "a step is a sentence and one call of the World",
    },
    Rule {
        within: "harness/src/report",
        except: &[],
        never: &["crate"],
        but: &["crate::report", "crate::record", "crate::expected", "crate::catalogue"],
        because: "a report is a pure function of the run record",
    },
    Rule {
        within: "platform/src/domain",
        except: &[],
        never: &["actix", "actix_web", "sqlx", "tera"],
        but: &[],
        because: "rules stay testable in microseconds",
    },
    Rule {
        within: "platform/src",
        except: &[
            "platform/src/platform.rs",
            "platform/src/app.rs",
            "platform/src/routes.rs",
            "platform/src/lib.rs",
        ],
        never: &["crate::routes"],
        but: &[],
        because: "the table of routes knows every endpoint, so an endpoint that knows the table closes a circle",
    },
];

/// What a crate must never depend on, in any kind of dependency.
const DEPENDENCIES: &[(&str, &[&str], &str)] = &[
    ("vocab", &["homeroom-platform", "homeroom-tool", "homeroom-harness"], "it is at the bottom"),
    ("platform", &["homeroom-tool", "homeroom-harness"], "a platform does not know who launches from it"),
    (
        "tool",
        &["homeroom-platform", "homeroom-harness"],
        "a bug that both sides share would cancel itself out",
    ),
];

#[test]
fn the_sources_keep_the_import_rules() {
    let broken: Vec<String> = RULES.iter().flat_map(|rule| broken_in_files(&root(), rule)).collect();
    assert!(broken.is_empty(), "{} import rules are broken:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn every_rule_has_sources_to_watch() {
    for rule in RULES {
        assert!(
            !sources(&root(), rule).is_empty(),
            "no sources below `{}`: move the rule along",
            rule.within
        );
    }
}

#[test]
fn no_service_names_another_service() {
    let services = root().join("platform/src/services");
    let names = folders(&services);
    let broken: Vec<String> =
        names.iter().flat_map(|name| other_services_named(&services, name, &names)).collect();
    assert!(broken.is_empty(), "a service is one folder that can be deleted:\n{}", broken.join("\n"));
}

/// The tool that Homeroom brings along, below the kit that it is built on.
const REFERENCE: &str = "tool/src/reference";

/// What the reference tool names besides the public face of the kit: itself, and a map whose entries die by age, in which
/// there is nothing of LTI.
const REFERENCE_BUT: [&str; 2] = ["crate::reference", "crate::expiring"];

#[test]
fn the_reference_tool_names_nothing_but_the_public_face_of_the_kit() {
    let face = public_names(&fs::read_to_string(root().join("tool/src/lib.rs")).unwrap());
    let mut files = files_below(&root().join(REFERENCE));
    files.push(root().join(format!("{REFERENCE}.rs")));
    assert!(files.len() > 30 && face.len() > 30, "no sources below `{REFERENCE}`: move the rule along");
    let told: Vec<String> = files.iter().flat_map(|file| behind_the_face(file, &face)).collect();
    let because = "what the built-in tool needs and the face does not have, nobody else's tool has either";
    assert!(told.is_empty(), "{} names, but {because}:\n{}", told.len(), told.join("\n"));
}

#[test]
fn the_kit_does_not_know_the_reference_tool() {
    let files = files_below(&root().join("tool/src"));
    let kit = files.iter().filter(|file| {
        let place = relative(&root(), file);
        !place.starts_with(REFERENCE) && place != "tool/src/lib.rs"
    });
    let told: Vec<String> = kit
        .flat_map(|file| {
            let place = relative(&root().join("tool/src"), file);
            let named = mentions(&place, &fs::read_to_string(file).unwrap());
            named.into_iter().filter(|mention| mention.is_under("crate::reference")).map(move |mention| {
                format!("tool/src/{place}:{}: names `{}`", mention.line, mention.path.join("::"))
            })
        })
        .collect();
    assert!(told.is_empty(), "a tool of one's own has no such part:\n{}", told.join("\n"));
}

#[test]
fn the_public_face_is_what_a_crate_exports() {
    let lib = "mod a;\npub mod b;\npub use a::One;\npub use c::{\n    Two, d::Three as Third,\n};\npub(crate) use e::Four;\n";
    assert_eq!(public_names(lib), ["One", "Third", "Two", "b"]);
}

#[test]
fn the_manifests_keep_the_sides_apart() {
    for (krate, never, because) in DEPENDENCIES {
        let manifest = fs::read_to_string(root().join(krate).join("Cargo.toml")).unwrap();
        let named = dependencies(&manifest.parse().unwrap());
        let found: Vec<&String> = named.iter().filter(|name| never.contains(&name.as_str())).collect();
        assert!(found.is_empty(), "{krate}/Cargo.toml depends on {found:?}, but {because}");
    }
}

#[test]
fn a_broken_rule_is_told_with_its_place_and_its_reason() {
    let rule = &RULES[1];
    let told = broken_in_source(
        rule,
        "harness/src/oracle/bad.rs",
        "use std::fmt;\nuse super::super::driver::{http, html};\n",
    );
    assert_eq!(
        told,
        [
            "harness/src/oracle/bad.rs:2: names `crate::driver::http`; sources below `harness/src/oracle` never name \
             `crate::driver`, because verdicts come from recorded bytes alone",
            "harness/src/oracle/bad.rs:2: names `crate::driver::html`; sources below `harness/src/oracle` never name \
             `crate::driver`, because verdicts come from recorded bytes alone",
        ]
    );
}

#[test]
fn the_reader_finds_paths_wherever_they_stand() {
    let bad = r##"
        // tokio::comment and /* tokio::nested */
        /* use tokio::block; /* tokio::inner */ tokio::still */
        use {cucumber::World as W, std::{io::{self, Read}, fmt::*}};
        pub(crate) use ::reqwest;
        fn f<'a>(x: &'a str) -> Box<dyn tokio::io::AsyncRead> { select!(crate::driver::go(x), '"', "tokio::text") }
        const RAW: &str = r#"tokio::raw "quoted" "#; const C: char = '\'';
        #[cfg(test)]
        mod tests { use tokio::test; fn g() { {} } }
        #[tokio::main]
        fn last() -> impl Sized + use<> { x.iter().collect::<Vec<_>>() }
    "##;
    assert_eq!(
        named("a.rs", bad),
        [
            "4 cucumber::World",
            "4 std::io",
            "4 std::io::Read",
            "4 std::fmt",
            "5 reqwest",
            "6 tokio::io::AsyncRead",
            "6 crate::driver::go",
            "10 tokio::main"
        ]
    );
}

#[test]
fn relative_paths_are_read_from_the_root_of_the_crate() {
    assert_eq!(
        named("oracle/page.rs", "use super::jwt; use self::inner::A;"),
        ["1 crate::oracle::jwt", "1 crate::oracle::page::inner::A"]
    );
    assert_eq!(named("oracle/mod.rs", "fn f() { super::driver::go() }"), ["1 crate::driver::go"]);
    assert_eq!(named("lib.rs", "use self::run::run;"), ["1 crate::run::run"]);
}

#[test]
fn a_rule_about_a_crate_does_not_catch_names_that_only_begin_like_it() {
    let rule = &RULES[5];
    assert!(
        broken_in_source(rule, "platform/src/domain/a.rs", "use terabytes::X; use crate::domain::tera::Y;")
            .is_empty()
    );
}

fn named(file: &str, source: &str) -> Vec<String> {
    mentions(file, source).iter().map(|m| format!("{} {}", m.line, m.path.join("::"))).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn broken_in_files(root: &Path, rule: &Rule) -> Vec<String> {
    let files = sources(root, rule);
    files
        .iter()
        .flat_map(|file| broken_in_source(rule, file, &fs::read_to_string(root.join(file)).unwrap()))
        .collect()
}

fn broken_in_source(rule: &Rule, file: &str, source: &str) -> Vec<String> {
    let below_src = file.split_once("/src/").map_or(file, |(_, below)| below);
    let found = mentions(below_src, source);
    found.iter().filter_map(|mention| broken(rule, file, mention)).collect()
}

fn broken(rule: &Rule, file: &str, mention: &Mention) -> Option<String> {
    let never = rule.never.iter().find(|path| mention.is_under(path))?;
    if rule.but.iter().any(|path| mention.is_under(path)) {
        return None;
    }
    let (line, path) = (mention.line, mention.path.join("::"));
    Some(format!(
        "{file}:{line}: names `{path}`; sources below `{}` never name `{never}`, because {}",
        rule.within, rule.because
    ))
}

/// The files that a rule watches, relative to `root`, with `/` on every system.
fn sources(root: &Path, rule: &Rule) -> Vec<String> {
    let files = files_below(&root.join(rule.within)).into_iter().map(|file| relative(root, &file));
    files.filter(|file| !rule.except.iter().any(|allowed| file.starts_with(allowed))).collect()
}

fn other_services_named(services: &Path, name: &str, all: &[String]) -> Vec<String> {
    let others: Vec<String> =
        all.iter().filter(|other| *other != name).map(|other| format!("crate::services::{other}")).collect();
    let mut told = Vec::new();
    for file in files_below(&services.join(name)) {
        let place = format!("services/{}", relative(services, &file));
        for mention in mentions(&place, &fs::read_to_string(&file).unwrap()) {
            if others.iter().any(|other| mention.is_under(other)) {
                told.push(format!(
                    "platform/src/{place}:{}: names `{}`",
                    mention.line,
                    mention.path.join("::")
                ));
            }
        }
    }
    told
}

/// The names that a crate exports, sorted: what its `lib.rs` uses or declares as `pub`.
fn public_names(lib: &str) -> Vec<String> {
    let mut names = Vec::new();
    for statement in lib.split(';').map(str::trim) {
        let exported = statement.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        let exported =
            exported.rfind("pub use ").or(exported.rfind("pub mod ")).map(|at| exported[at + 8..].to_owned());
        let Some(exported) = exported else { continue };
        let inner =
            exported.split_once('{').map_or(exported.as_str(), |(_, inner)| inner.trim_end_matches('}'));
        let each = inner.split(',').map(str::trim).filter(|one| !one.is_empty());
        let name = |one: &str| one.rsplit([' ', ':']).next().unwrap_or_default().to_owned();
        names.extend(each.map(name));
    }
    names.sort();
    names
}

/// What a source of the reference tool names behind the public face.
fn behind_the_face(file: &Path, face: &[String]) -> Vec<String> {
    let place = relative(&root().join("tool/src"), file);
    let named = mentions(&place, &fs::read_to_string(file).unwrap());
    let hidden = named.into_iter().filter(|mention| {
        let of_face = mention.path.get(1).is_some_and(|name| face.contains(name));
        mention.path[0] == "crate" && !of_face && !REFERENCE_BUT.iter().any(|but| mention.is_under(but))
    });
    hidden
        .map(|mention| format!("tool/src/{place}:{}: names `{}`", mention.line, mention.path.join("::")))
        .collect()
}

fn relative(root: &Path, file: &Path) -> String {
    file.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in entries(folder) {
        if entry.is_dir() {
            files.extend(files_below(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
    files
}

fn folders(folder: &Path) -> Vec<String> {
    let folders = entries(folder).into_iter().filter(|entry| entry.is_dir());
    folders.map(|entry| entry.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(listing) = fs::read_dir(folder) else { return Vec::new() };
    let mut entries: Vec<PathBuf> = listing.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

/// The names of all dependencies of a manifest, of every kind and target.
fn dependencies(manifest: &toml::Table) -> Vec<String> {
    let mut names = Vec::new();
    for (key, value) in manifest {
        let Some(table) = value.as_table() else { continue };
        match key.as_str() {
            "dependencies" | "dev-dependencies" | "build-dependencies" => {
                names.extend(table.iter().map(package_name));
            }
            "target" => names.extend(table.values().filter_map(toml::Value::as_table).flat_map(dependencies)),
            _ => {}
        }
    }
    names
}

/// A dependency can be renamed; what counts is its package.
fn package_name((key, value): (&String, &toml::Value)) -> String {
    value.get("package").and_then(toml::Value::as_str).unwrap_or(key).to_owned()
}
