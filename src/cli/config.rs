//! `homeroom.toml`: what it may say, where it stands, and what is wrong with it.

mod error;
mod place;
mod schema;
mod value;

use std::io;
use std::path::{Path, PathBuf};

use homeroom_harness::{Catalogue, act_names};
use toml::Spanned;
use toml::de::DeTable;

use crate::cli::failure::Failure;
use crate::cli::nearest::nearest;
use crate::cli::text_file;
pub(crate) use schema::{ActTable, File, RegistrationTable, SignTable, SkipTable, ToolTable};
pub(crate) use value::Selector;

/// The file that is read unless `--config` names another one.
const FILE: &str = "homeroom.toml";

/// Sections that stand for themselves; all others describe `[tool]` further.
const INDEPENDENT: &[&str] = &["platform", "tool", "snapshot"];

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
        let file: File = toml::from_str(text).map_err(|error| told(&error))?;
        belongs_together(&name, text, document.get_ref(), &file)?;
        registered_once(&name, text, &file)?;
        acts_named_once(&name, text, &file)?;
        acts_named_right(&name, text, &file)?;
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

/// A campus knows a client id once; a second registration would silently replace the first.
fn registered_once(name: &str, text: &str, file: &File) -> Result<(), Failure> {
    let first = file.tool.as_ref().and_then(|tool| tool.client_id.as_deref());
    let mut known: Vec<_> = first.map(|client| (file.platform.campus.as_str(), client)).into_iter().collect();
    for registration in &file.registration {
        let (campus, client) = (registration.campus.as_str(), registration.client_id.get_ref().as_str());
        if known.contains(&(campus, client)) {
            return Err(registered_twice(name, text, &registration.client_id, campus));
        }
        known.push((campus, client));
    }
    Ok(())
}

fn registered_twice(name: &str, text: &str, client: &Spanned<String>, campus: &str) -> Failure {
    let (line, client) = (place::line(text, client.span().start), client.get_ref());
    let problem = format!(
        "{name}:{line}: `registration.client_id` `{client}` is registered on campus `{campus}` already"
    );
    Failure::usage(problem)
        .hint("give each registration on a campus a `client_id` of its own, or another `campus`")
}

/// Cases find an act by its name, so the second of that name would never be done.
fn acts_named_once(name: &str, text: &str, file: &File) -> Result<(), Failure> {
    let of = |act: &ActTable| act.name.get_ref().as_str().to_owned();
    let twice =
        file.act.iter().enumerate().find(|(at, act)| file.act[..*at].iter().any(|o| of(o) == of(act)));
    let Some((_, act)) = twice else { return Ok(()) };
    let line = place::line(text, act.name.span().start);
    let problem = format!("{name}:{line}: an act is called `{}` already", of(act));
    Err(Failure::usage(problem).hint("give each `[[act]]` a name of its own"))
}

/// So many letters make a name another one, and no slip.
const SLIP: usize = 2;

/// An act that has nearly the name of one that cases ask for is a slip; any other name may be that of a case of one's own.
fn acts_named_right(name: &str, text: &str, file: &File) -> Result<(), Failure> {
    for act in &file.act {
        let given = act.name.get_ref().as_str();
        let slip = |known: &&str| strsim::damerau_levenshtein(known, &given.to_lowercase()) <= SLIP;
        let Some(near) = act_names().find(slip).filter(|_| !act_names().any(|known| known == given)) else {
            continue;
        };
        let line = place::line(text, act.name.span().start);
        let problem = format!("{name}:{line}: no case does an act that is called `{given}`");
        return Err(Failure::usage(problem).hint(format!("did you mean `{near}`?")));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
