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
    /// What the code was written for, where that is known.
    pub(crate) written_for: Option<&'static str>,
    /// What to type to have the library.
    pub(crate) install: &'static str,
    /// What to type to start the tool; `{port}` is its port.
    pub(crate) start: &'static str,
    /// What has to be known besides, a sentence each; backticks are code.
    pub(crate) notes: &'static [&'static str],
    /// Where the library takes logins and launches, if that cannot be chosen.
    pub(crate) fixed: Option<Fixed>,
    /// What else may happen at the address where launches arrive.
    pub(crate) arrival: Arrival,
    /// The names of the files, with the templates that write them below `templates/tools/code/`.
    pub(crate) files: &'static [(&'static str, &'static str)],
    pub(super) quote: fn(&str) -> String,
}

/// What else may happen at the address where launches arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// Anything: one handler takes logins and launches.
    WithLogins,
    /// No logins.
    ApartFromLogins,
    /// No logins, and that address is always the target link URI.
    AtTarget,
    /// Nothing.
    Alone,
}

/// Addresses below the tool's origin that a library decides.
#[derive(Debug)]
pub(crate) struct Fixed {
    pub(crate) login: &'static str,
    pub(crate) launch: &'static str,
}

/// How a pair of keys is made for libraries that want one.
const KEYS: &str =
    "openssl genrsa -out private.pem 2048\nopenssl rsa -in private.pem -pubout -out public.pem";

/// Every library, in the order in which they are offered.
pub(crate) const ALL: &[Library] = &[
    Library {
        slug: "ltijs",
        title: "ltijs",
        language: "JavaScript",
        written_for: Some("version 5.9"),
        install: "npm install ltijs",
        start: "[ -f .key ] || openssl rand -hex 32 > .key\nLTIJS_KEY=$(cat .key) node tool.js",
        notes: &[
            "ltijs keeps its data in MongoDB, or in an SQL database with the plug-in `ltijs-sequelize`.",
            "It asks for the `target_link_uri` of a launch as its redirect URI: register every address that a link may open.",
            "It encrypts what it stores with `LTIJS_KEY`, made once in `.key`: keep that file, and keep it secret.",
        ],
        fixed: None,
        arrival: Arrival::AtTarget,
        files: &[("tool.js", "ltijs/tool.js")],
        quote: literal::single,
    },
    Library {
        slug: "lti-typescript",
        title: "lti-typescript",
        language: "TypeScript",
        written_for: None,
        install: "npm install lti-typescript",
        start: "[ -f .key ] || openssl rand -hex 32 > .key\nLTI_KEY=$(cat .key) npx tsx tool.ts",
        notes: &[
            "It keeps its data in PostgreSQL, named by `DATABASE_URL`; `synchronize` makes the tables.",
            "It encrypts what it stores with `LTI_KEY`, made once in `.key`: keep that file, and keep it secret.",
            "Some releases are published under the name of their maintainer: take the name that your package manager knows, and import from that.",
        ],
        fixed: None,
        arrival: Arrival::AtTarget,
        files: &[("tool.ts", "lti-typescript/tool.ts")],
        quote: literal::single,
    },
    Library {
        slug: "pylti1p3",
        title: "PyLTI1p3",
        language: "Python, with Flask",
        written_for: Some("version 2.0"),
        install: "pip install PyLTI1p3 Flask Flask-Caching",
        start: "python tool.py",
        notes: &["The tool has a pair of keys of its own, made once by the lines above."],
        fixed: None,
        arrival: Arrival::ApartFromLogins,
        files: &[("tool.py", "pylti1p3/tool.py")],
        quote: literal::double,
    },
    Library {
        slug: "packback",
        title: "packbackbooks/lti-1p3-tool",
        language: "PHP",
        written_for: Some("version 6"),
        install: "composer require packbackbooks/lti-1p3-tool guzzlehttp/guzzle",
        start: "php -S localhost:{port} tool.php",
        notes: &["The tool has a key of its own, made once by the lines above."],
        fixed: None,
        arrival: Arrival::ApartFromLogins,
        files: &[("tool.php", "packback/tool.php")],
        quote: literal::php,
    },
    Library {
        slug: "celtic",
        title: "celtic/lti",
        language: "PHP",
        written_for: Some("version 5"),
        install: "composer require celtic/lti",
        start: "mysql tool < vendor/celtic/lti/sql/lti4-tables-mysql.sql\nphp -S localhost:{port} tool.php",
        notes: &[
            "It keeps its data in a database; its scripts for several are in `vendor/celtic/lti/sql`.",
            "The tool has a key of its own, made once by the lines above.",
        ],
        fixed: None,
        arrival: Arrival::WithLogins,
        files: &[("tool.php", "celtic/tool.php")],
        quote: literal::php,
    },
    Library {
        slug: "spring-security-lti13",
        title: "spring-security-lti13",
        language: "Java, with Spring Boot 3",
        written_for: Some("Spring Security 6"),
        install: "mkdir -p src/main/java/tool src/main/resources",
        start: "mvn spring-boot:run",
        notes: &[
            "Maven takes the newest release of the library; name one in `pom.xml` to stay with it.",
            "The library publishes no key set by itself; deep linking and services need one.",
        ],
        fixed: Some(Fixed { login: "/lti/login_initiation/homeroom", launch: "/lti/login" }),
        arrival: Arrival::ApartFromLogins,
        files: &[
            ("src/main/java/tool/LtiConfiguration.java", "spring/LtiConfiguration.java"),
            ("src/main/java/tool/Tool.java", "spring/Tool.java"),
            ("src/main/resources/application.properties", "spring/application.properties"),
            ("pom.xml", "spring/pom.txt"),
        ],
        quote: literal::double,
    },
    Library {
        slug: "homeroom-tool",
        title: "homeroom-tool",
        language: "Rust, with actix-web",
        written_for: Some(concat!("version ", env!("CARGO_PKG_VERSION"))),
        install: "cargo new my-tool",
        start: "cargo run",
        notes: &[
            "The kit that comes with Homeroom: name the place of your copy in `Cargo.toml`. It makes its keys by itself.",
        ],
        fixed: None,
        arrival: Arrival::Alone,
        files: &[("src/main.rs", "homeroom/main.rs"), ("Cargo.toml", "homeroom/Cargo.toml")],
        quote: literal::rust,
    },
];

/// The library of this name in addresses.
pub(crate) fn find(slug: &str) -> Option<&'static Library> {
    ALL.iter().find(|library| library.slug == slug)
}

impl Library {
    /// What makes the key that its files read, if they read one.
    pub(crate) fn keys(&self) -> Option<&'static str> {
        matches!(self.slug, "pylti1p3" | "packback" | "celtic").then_some(KEYS)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_start_has_the_secret_of_the_first() {
        let lines = || ALL.iter().flat_map(|library| library.start.lines());
        let makers: Vec<&str> = lines().filter(|line| line.contains("openssl")).collect();
        assert_eq!(makers, ["[ -f .key ] || openssl rand -hex 32 > .key"; 2]);
        assert_eq!(lines().filter(|line| line.contains("_KEY=$(cat .key) ")).count(), makers.len());
    }
}
