//! Where the tool answers.

use url::Url;

use crate::variants::{Variant, Variants};

/// The addresses that a platform has to know.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// Where a login is initiated.
    pub login: Url,
    /// The redirect URI.
    pub launch: Url,
    /// The key set.
    pub keys: Url,
    /// The target of a first link.
    pub activity: Url,
    /// The target of deep-linking requests.
    pub picker: Url,
    /// A page that only a session opens.
    pub whoami: Url,
}

/// The paths of those addresses, without the slash before them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paths {
    pub(crate) login: &'static str,
    pub(crate) launch: &'static str,
    pub(crate) keys: &'static str,
    pub(crate) activity: &'static str,
    pub(crate) picker: &'static str,
    pub(crate) whoami: &'static str,
    /// What stands behind each.
    query: &'static str,
}

const PLAIN: Paths = Paths {
    login: "login",
    launch: "launch",
    keys: "keys",
    activity: "activity",
    picker: "picker",
    whoami: "whoami",
    query: "",
};

const OTHER: Paths = Paths {
    login: "lti/1.3/oidc_start",
    launch: "auth/callback/lti",
    keys: ".well-known/jwks.json",
    activity: "app/course-work",
    picker: "app/content/selection",
    whoami: "app/me",
    query: "",
};

impl Paths {
    pub(crate) fn of(variants: &Variants) -> Self {
        let paths = if variants.has(Variant::OTHER_PATHS) { OTHER } else { PLAIN };
        let query = if variants.has(Variant::QUERIES_IN_ADDRESSES) { "?tenant=blue&b=%20&c" } else { "" };
        Self { query, ..paths }
    }

    /// The whole address of a path.
    pub(crate) fn at(&self, base: &Url, path: &str) -> String {
        format!("{base}{path}{}", self.query)
    }

    pub(crate) fn addresses(&self, base: &Url) -> Result<Addresses, url::ParseError> {
        let at = |path: &str| Url::parse(&self.at(base, path));
        Ok(Addresses {
            login: at(self.login)?,
            launch: at(self.launch)?,
            keys: at(self.keys)?,
            activity: at(&format!("{}/1", self.activity))?,
            picker: at(self.picker)?,
            whoami: at(self.whoami)?,
        })
    }
}
