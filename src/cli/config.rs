//! `homeroom.toml`: what it may say, where it stands, and what is wrong with it.

mod checks;
mod error;
mod place;
mod schema;
mod tool;
mod value;

use std::io;
use std::path::{Path, PathBuf};

use homeroom_harness::Catalogue;
use toml::de::DeTable;

use crate::cli::failure::Failure;
use crate::cli::nearest::nearest;
use crate::cli::text_file;
use checks::Look;
pub(crate) use schema::{ActTable, File, RegistrationTable, SignTable, SkipTable};
pub(crate) use tool::{Description, ToolTable};
pub(crate) use value::Selector;

/// The file that is read unless `--config` names another one.
const FILE: &str = "homeroom.toml";

/// What is wrong with another TOML file, told as for this one.
pub(crate) fn explain_error(name: &str, text: &str, error: &toml::de::Error) -> String {
    error::explain(name, text, error)
}

/// A configuration and where it came from.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The file, as the user named it.
    pub(crate) path: PathBuf,
    /// The folder of the file: commands run in it and the state directory stands in it.
    pub(crate) folder: PathBuf,
    pub(crate) file: File,
    /// The text of the file, to tell the line of what only the catalogue proves wrong.
    text: String,
}

impl Config {
    /// Reads the file that was named, or `homeroom.toml` in the folder if there is one.
    pub(crate) fn load(named: Option<&Path>, folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(named.unwrap_or(Path::new(FILE)));
        match text_file::read(&path) {
            Ok(text) => Self::read(&text, path),
            Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => {
                Ok(Self { folder: folder.to_owned(), path, ..Self::default() })
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
        let look = Look { name: &name, text, document: document.get_ref() };
        look.one_way_of_registering()?;
        let file: File = toml::from_str(text).map_err(|error| told(&error))?;
        look.belongs_together(&file)?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { path, folder, file, text: text.to_owned() })
    }

    /// Refuses a skip that skips nothing: a typo would leave the case in the run.
    pub(crate) fn demand_skipped(&self, catalogue: &Catalogue) -> Result<(), Failure> {
        let ids = || catalogue.cases.iter().map(|case| case.id.as_str());
        let skipped = |case: &str| ids().any(|id| id.starts_with(case));
        let cases = self.file.skip.iter().map(|skip| &skip.case);
        let Some(case) = cases.into_iter().find(|case| !skipped(case.get_ref().as_str())) else {
            return Ok(());
        };
        let (line, case) = (place::line(&self.text, case.span().start), case.get_ref().as_str());
        let problem =
            format!("{}:{line}: `skip.case` `{case}` is the beginning of no case", self.path.display());
        let all = "`homeroom list` shows all cases";
        Err(Failure::usage(problem).hint(match nearest(case, ids()) {
            Some(near) => format!("did you mean `{near}`? {all}"),
            None => all.to_owned(),
        }))
    }

    /// Where snapshots are kept.
    pub(crate) fn snapshots(&self) -> PathBuf {
        let folder = self.file.snapshot.folder.as_deref();
        self.folder.join(folder.unwrap_or(Path::new("snapshots")))
    }

    /// The state directory unless `--state` names another one.
    pub(crate) fn state(&self) -> PathBuf {
        self.folder.join(".homeroom")
    }
}

#[cfg(test)]
mod tests;
