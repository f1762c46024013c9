//! Where the tool answers.

use url::Url;

use crate::{LtiTool, Paths, Variant, Variants};

/// The addresses that a platform has to know.
#[derive(Clone, Debug)]
pub struct ReferenceAddresses {
    /// Where a login is initiated.
    pub login: Url,
    /// The redirect URI.
    pub launch: Url,
    /// The key set.
    pub keys: Url,
    /// Where a platform registers the tool.
    pub register: Url,
    /// The target of a first link.
    pub activity: Url,
    /// The target of deep-linking requests.
    pub picker: Url,
    /// A page that only a session opens.
    pub whoami: Url,
}

/// The paths of those addresses, without the slash before them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places {
    login: &'static str,
    launch: &'static str,
    keys: &'static str,
    register: &'static str,
    pub(crate) activity: &'static str,
    pub(crate) picker: &'static str,
    pub(crate) whoami: &'static str,
    /// What stands behind each.
    query: &'static str,
}

const PLAIN: Places = Places {
    login: "login",
    launch: "launch",
    keys: "keys",
    register: "register",
    activity: "activity",
    picker: "picker",
    whoami: "whoami",
    query: "",
};

const OTHER: Places = Places {
    login: "lti/1.3/oidc_start",
    launch: "auth/callback/lti",
    keys: ".well-known/jwks.json",
    register: "lti/1.3/enrol",
    activity: "app/course-work",
    picker: "app/content/selection",
    whoami: "app/me",
    query: "",
};

impl Places {
    pub(crate) fn of(variants: &Variants) -> Self {
        let places = if variants.has(Variant::OTHER_PATHS) { OTHER } else { PLAIN };
        let query = if variants.has(Variant::QUERIES_IN_ADDRESSES) { "?tenant=blue&b=%20&c" } else { "" };
        Self { query, ..places }
    }

    /// What the kit is told.
    pub(crate) fn of_kit(&self) -> Paths {
        let path = |place: &str| format!("/{place}{}", self.query);
        Paths {
            login: path(self.login),
            launch: path(self.launch),
            keys: path(self.keys),
            register: path(self.register),
        }
    }

    /// The whole address of a path.
    pub(crate) fn at(&self, base: &Url, path: &str) -> String {
        format!("{base}{path}{}", self.query)
    }

    pub(crate) fn addresses(&self, lti: &LtiTool) -> Result<ReferenceAddresses, url::ParseError> {
        let at = |path: &str| Url::parse(&self.at(lti.url(), path));
        let of_kit = lti.addresses().clone();
        Ok(ReferenceAddresses {
            login: of_kit.login,
            launch: of_kit.launch,
            keys: of_kit.keys,
            register: of_kit.register,
            activity: at(&format!("{}/1", self.activity))?,
            picker: at(self.picker)?,
            whoami: at(self.whoami)?,
        })
    }
}
