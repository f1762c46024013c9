//! Where the kit answers.

use url::Url;

/// The paths at which the kit answers, below the address of the tool. A path may carry a query, which then is part of the
/// address that platforms know.
///
/// ```
/// use homeroom_tool::Paths;
///
/// let paths = Paths { login: "/lti/start".to_owned(), ..Paths::default() };
/// assert_eq!(paths.launch, "/launch");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// Where platforms begin a login.
    pub login: String,
    /// The redirect URI: where launches arrive.
    pub launch: String,
    /// The key set of the tool.
    pub keys: String,
    /// Where platforms register the tool, if [dynamic registration](crate::Builder::dynamic_registration) is on.
    pub register: String,
}

impl Default for Paths {
    fn default() -> Self {
        let [login, launch, keys, register] = ["/login", "/launch", "/keys", "/register"].map(str::to_owned);
        Self { login, launch, keys, register }
    }
}

impl Paths {
    pub(crate) fn all(&self) -> [&str; 4] {
        [&self.login, &self.launch, &self.keys, &self.register]
    }
}

/// The path itself, for the router.
pub(crate) fn routed(path: &str) -> &str {
    path.split('?').next().unwrap_or_default()
}

/// The whole addresses of the kit, as platforms have to know them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Addresses {
    /// Where platforms begin a login.
    pub login: Url,
    /// The redirect URI.
    pub launch: Url,
    /// The key set.
    pub keys: Url,
    /// Where platforms register the tool.
    pub register: Url,
}

impl Addresses {
    /// The paths below a base that ends in a slash.
    pub(crate) fn of(paths: &Paths, base: &Url) -> Result<Self, url::ParseError> {
        let at = |path: &str| Url::parse(&whole(base, path));
        Ok(Self {
            login: at(&paths.login)?,
            launch: at(&paths.launch)?,
            keys: at(&paths.keys)?,
            register: at(&paths.register)?,
        })
    }
}

/// The path below the base, written as it stands.
pub(crate) fn whole(base: &Url, path: &str) -> String {
    format!("{base}{}", path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lie_below_the_base_with_their_queries() {
        let paths = Paths { launch: "/back?tenant=a&b=%20".to_owned(), ..Paths::default() };
        let addresses = Addresses::of(&paths, &Url::parse("https://tool.example/quiz/").unwrap()).unwrap();
        assert_eq!(addresses.login.as_str(), "https://tool.example/quiz/login");
        assert_eq!(addresses.launch.as_str(), "https://tool.example/quiz/back?tenant=a&b=%20");
        assert_eq!(routed(&paths.launch), "/back");
    }
}
