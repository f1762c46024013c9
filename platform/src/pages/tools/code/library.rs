//! The libraries that set-up code is made for.

use serde::Serialize;

use super::literal;

/// A library of the field, and the files that make a tool of it which knows this campus.
#[derive(Debug)]
pub(crate) struct Library {
    /// Its name in addresses.
    pub(crate) slug: &'static str,
    pub(crate) title: &'static str,
    pub(crate) language: &'static str,
    /// The version that the code was written for.
    pub(crate) version: &'static str,
    /// What to type to have the library.
    pub(crate) install: &'static str,
    /// What to type to start the tool.
    pub(crate) start: &'static str,
    /// What has to be known besides, a sentence each; backticks are code.
    pub(crate) notes: &'static [&'static str],
    /// The names of the files, with the templates that write them below `templates/tools/code/`.
    pub(crate) files: &'static [(&'static str, &'static str)],
    pub(super) quote: fn(&str) -> String,
}

/// Every library, in the order in which they are offered.
pub(crate) const ALL: &[Library] = &[Library {
    slug: "ltijs",
    title: "ltijs",
    language: "JavaScript",
    version: "5.9.9",
    install: "npm install ltijs",
    start: "LTIJS_KEY=$(openssl rand -hex 32) node tool.js",
    notes: &["ltijs keeps its data in MongoDB, or with the plug-in `ltijs-sequelize` in an SQL database."],
    files: &[("tool.js", "ltijs/tool.js")],
    quote: literal::single,
}];

/// The library of this name in addresses.
pub(crate) fn find(slug: &str) -> Option<&'static Library> {
    ALL.iter().find(|library| library.slug == slug)
}

/// A library as a list of them shows it.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    slug: &'static str,
    title: &'static str,
    language: &'static str,
    current: bool,
}

/// All libraries, of which one is shown now.
pub(crate) fn entries(current: &str) -> Vec<Entry> {
    let entry = |library: &Library| Entry {
        slug: library.slug,
        title: library.title,
        language: library.language,
        current: library.slug == current,
    };
    ALL.iter().map(entry).collect()
}
