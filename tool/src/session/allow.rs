//! The routes of an application that work without a session.

use actix_web::dev::ResourceDef;
use actix_web::http::Method;

/// One row of the allow-list.
#[derive(Clone, Debug)]
pub(crate) struct Allowed {
    /// `None` is every method.
    method: Option<Method>,
    path: ResourceDef,
}

impl Allowed {
    pub(crate) fn path(path: &str) -> Self {
        Self { method: None, path: ResourceDef::new(escaped(path)) }
    }

    pub(crate) fn method(method: Method, path: &str) -> Self {
        Self { method: Some(method), ..Self::path(path) }
    }

    pub(crate) fn pattern(pattern: &str) -> Self {
        Self { method: None, path: ResourceDef::new(pattern.to_owned()) }
    }

    /// Whether a request may pass.
    pub(crate) fn admits(&self, method: &Method, path: &str) -> bool {
        self.method.as_ref().is_none_or(|allowed| allowed == method) && self.path.is_match(path)
    }
}

/// The path as a pattern that matches nothing else.
fn escaped(path: &str) -> String {
    path.replace('{', "%7B").replace('}', "%7D")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_that_path_alone() {
        let about = Allowed::path("/about");
        assert!(about.admits(&Method::GET, "/about") && about.admits(&Method::POST, "/about"));
        assert!(!about.admits(&Method::GET, "/about/us") && !about.admits(&Method::GET, "/about2"));
    }

    #[test]
    fn a_method_may_be_demanded() {
        let feed = Allowed::method(Method::GET, "/feed");
        assert!(feed.admits(&Method::GET, "/feed") && !feed.admits(&Method::POST, "/feed"));
    }

    #[test]
    fn a_pattern_is_one_of_actix() {
        let public = Allowed::pattern("/public/{tail:.*}");
        assert!(public.admits(&Method::GET, "/public/a/b.css") && !public.admits(&Method::GET, "/private"));
        assert!(Allowed::pattern("/u/{id}").admits(&Method::GET, "/u/7"));
        assert!(!Allowed::pattern("/u/{id}").admits(&Method::GET, "/u/7/secret"));
    }
}
