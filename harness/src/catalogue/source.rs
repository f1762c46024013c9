//! Where features come from: the binary itself and folders of the user.

use std::path::{Path, PathBuf};

use cucumber::feature::Ext as _;
use gherkin::{Feature, GherkinEnv};
use rust_embed::RustEmbed;

use super::FeatureError;

#[derive(RustEmbed)]
#[folder = "../features"]
struct Embedded;

/// An embedded file as text.
pub(crate) fn text(name: &str) -> Result<String, FeatureError> {
    let file = Embedded::get(name).ok_or_else(|| FeatureError::new(name, 0, "the file is not embedded"))?;
    String::from_utf8(file.data.into_owned()).map_err(|_| FeatureError::new(name, 0, "the file is not UTF-8"))
}

/// All embedded features, outlines expanded.
pub(crate) fn embedded() -> Result<Vec<Feature>, FeatureError> {
    let mut names: Vec<_> = Embedded::iter().filter(|name| name.ends_with(".feature")).collect();
    names.sort();
    names.iter().map(|name| parse(&format!("features/{name}"), &text(name)?)).collect()
}

/// All `*.feature` files of a folder and the folders in it.
pub(crate) fn folder(folder: &Path) -> Result<Vec<Feature>, FeatureError> {
    let files = files_of(folder)?;
    if files.is_empty() {
        let problem = "the folder holds no `*.feature` file";
        return Err(FeatureError::new(&folder.display().to_string(), 0, problem));
    }
    files.iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> Result<Feature, FeatureError> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file)
        .map_err(|error| FeatureError::new(&name, 0, format!("cannot be read: {error}")))?;
    parse(&name, &text)
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>, FeatureError> {
    let unreadable = |error: std::io::Error| {
        FeatureError::new(&folder.display().to_string(), 0, format!("the folder cannot be read: {error}"))
            .hint("`--features` takes a folder with `*.feature` files")
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            files.extend(files_of(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "feature") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn parse(name: &str, text: &str) -> Result<Feature, FeatureError> {
    let mut feature =
        Feature::parse(text, GherkinEnv::default()).map_err(|error| syntax_error(name, &error))?;
    feature.path = Some(PathBuf::from(name));
    if feature.scenarios.is_empty() && feature.rules.is_empty() {
        let hint = "a line with a misspelt keyword, such as `Scenaro:`, is read as a description";
        return Err(
            FeatureError::new(name, feature.position.line, "the feature holds no scenario").hint(hint)
        );
    }
    feature.expand_examples().map_err(|error| {
        FeatureError::new(
            name,
            error.pos.line,
            format!("the outline uses `<{}>`, and no column has that name", error.name),
        )
    })
}

/// The parser says where it stopped, as `Error at LINE:COLUMN: ...`; the rest is its grammar.
fn syntax_error(name: &str, error: &gherkin::ParseError) -> FeatureError {
    let text = error.to_string();
    let line = text.split([' ', ':']).find_map(|word| word.parse().ok()).unwrap_or(0);
    FeatureError::new(name, line, "this is not Gherkin").hint(
        "a step begins with Given, When, Then, And or But; a row of a table with `|`; a comment with `#`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_names_the_line() {
        let error = parse("x.feature", "Feature: a\n  Scenario: b\n    Given c\n    oops d\n").unwrap_err();
        assert_eq!(error.file, "x.feature");
        assert!(error.line >= 2, "{error}");
    }

    #[test]
    fn a_feature_without_scenario_is_an_error() {
        let error = parse("x.feature", "Feature: a\n\n  Scenaro: b\n    Given c\n").unwrap_err();
        assert!(error.problem.contains("no scenario") && error.hint.is_some());
    }

    #[test]
    fn a_placeholder_without_column_is_an_error() {
        let text = "Feature: a\n  Scenario Outline: b\n    Given <c>\n    Examples:\n      | case |\n      | one |\n";
        assert!(parse("x.feature", text).unwrap_err().problem.contains("<c>"));
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_with_a_hint() {
        assert!(folder(Path::new("/no/such/folder")).unwrap_err().hint.is_some());
    }
}
