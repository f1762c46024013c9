//! `homeroom.toml`: what it may say, where it stands, and what is wrong with it.

mod error;
mod place;
mod schema;
mod value;

use std::io;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use crate::cli::failure::Failure;
pub(crate) use schema::{File, RegistrationTable, SignTable, ToolTable};

/// The file that is read unless `--config` names another one.
const FILE: &str = "homeroom.toml";

/// Sections that stand for themselves; all others describe `[tool]` further.
const INDEPENDENT: &[&str] = &["platform", "tool"];

/// A configuration and where it came from.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The file, as the user named it.
    pub(crate) path: PathBuf,
    /// The folder of the file: commands run in it and the state directory stands in it.
    pub(crate) folder: PathBuf,
    pub(crate) file: File,
}

impl Config {
    /// Reads the file that was named, or `homeroom.toml` in the folder if there is one.
    pub(crate) fn load(named: Option<&Path>, folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(named.unwrap_or(Path::new(FILE)));
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::read(&text, path),
            Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => {
                Ok(Self { folder: folder.to_owned(), path, file: File::default() })
            }
            Err(error) => Err(Failure::usage(format!(
                "{}: the configuration cannot be read: {error}",
                path.display()
            ))
            .hint(
                "`--config` names the file; without it `homeroom.toml` of this folder is read, if it exists",
            )),
        }
    }

    /// Reads the text of a file.
    pub(crate) fn read(text: &str, path: PathBuf) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let told = |error: &toml::de::Error| Failure::usage(error::explain(&name, text, error));
        let document = DeTable::parse(text).map_err(|error| told(&error))?;
        let file: File = toml::from_str(text).map_err(|error| told(&error))?;
        belongs_together(&name, text, document.get_ref(), &file)?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { path, folder, file })
    }

    /// The state directory unless `--state` names another one.
    pub(crate) fn state(&self) -> PathBuf {
        self.folder.join(".homeroom")
    }
}

/// What the fields cannot say one by one.
fn belongs_together(name: &str, text: &str, document: &DeTable<'_>, file: &File) -> Result<(), Failure> {
    let at = |path: &[&str]| format!("{name}:{}", place::line_of_key(text, document, path));
    let Some(tool) = &file.tool else {
        let orphan = document.keys().map(|key| key.get_ref().as_ref()).find(|key| !INDEPENDENT.contains(key));
        let Some(orphan) = orphan else { return Ok(()) };
        let problem = format!("{}: `{orphan}` describes a tool, and the file has no `[tool]`", at(&[orphan]));
        return Err(Failure::usage(problem).hint("add `[tool]` with `login_url` and `target_link_uri`"));
    };
    if tool.jwks_url.is_some() && tool.pem.is_some() {
        let problem = format!("{}: the tool has both `jwks_url` and `pem`", at(&["tool", "pem"]));
        return Err(Failure::usage(format!("{problem}\n  expected: one of the two")));
    }
    if tool.start.is_none() && tool.ready_url.is_some() {
        let problem = format!(
            "{}: `tool.ready_url` is waited for after `tool.start`, which is missing",
            at(&["tool", "ready_url"])
        );
        return Err(Failure::usage(problem).hint("add `start = \"...\"`, or leave `ready_url` out"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
