//! What stands on every page: campus switch, acting person, armed faults, main navigation.

use serde::Serialize;

use super::theme::Theme;
use crate::faults::armed::{Arm, When};

/// How many people the header offers; the rest are on the people page.
pub(crate) const PEOPLE_IN_HEADER: usize = 12;

/// The frame around a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Chrome {
    /// The campus of the page; none on the campus list.
    pub(crate) campus: Option<String>,
    pub(crate) campuses: Vec<String>,
    pub(crate) person: Option<Acting>,
    /// Whom this browser acted as before they were removed, and it now acts as somebody else.
    pub(crate) replaced: Option<String>,
    /// The people that one click makes the acting person.
    pub(crate) people: Vec<Acting>,
    pub(crate) armed: Vec<Armed>,
    pub(crate) nav: Vec<Entry>,
    /// Goes back with every form that changes something.
    pub(crate) csrf: String,
    /// What this browser chose; none leaves it to its system.
    pub(crate) theme: Option<Theme>,
    /// The path of this page, to come back to.
    pub(crate) here: String,
}

/// Someone to act as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Acting {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) note: Option<String>,
    pub(crate) current: bool,
}

/// An armed fault, and when it strikes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Armed {
    pub(crate) name: String,
    pub(crate) when: String,
    /// Only in the services of the course of this page.
    pub(crate) of_course: bool,
}

impl Armed {
    pub(crate) fn new(arm: &Arm, of_course: bool) -> Self {
        let when = match arm.when {
            When::Always => "every time".to_owned(),
            When::Once => "once".to_owned(),
            When::Nth(n) => format!("only the {n}. time"),
        };
        let when = match arm.on {
            Some(on) => format!("{when}, {} only", on.title()),
            None => when,
        };
        Self { name: arm.name.clone(), when, of_course }
    }
}

/// An entry of the main navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Entry {
    name: &'static str,
    path: &'static str,
    current: bool,
}

/// Every entry of the main navigation with its path below the campus.
const NAV: &[(&str, &str)] = &[
    ("Courses", "/"),
    ("People", "/admin/people"),
    ("Tools", "/admin/tools"),
    ("Launches", "/admin/launches"),
    ("Journal", "/admin/journal"),
    ("Keys", "/admin/keys"),
];

/// The navigation as seen from a path below the campus.
pub(crate) fn nav(below: &str) -> Vec<Entry> {
    let is_here = |path: &str| match path {
        "/" => below == "/" || below.starts_with("/courses"),
        "/admin/tools" if below.starts_with("/admin/invitations") => true,
        _ => below == path || below.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')),
    };
    NAV.iter().map(|&(name, path)| Entry { name, path, current: is_here(path) }).collect()
}

#[cfg(test)]
impl Chrome {
    /// The header as most visitors see it, and with everything in it at its worst.
    pub(crate) fn samples() -> Vec<(&'static str, Self)> {
        let ada = Acting {
            id: "p-ada".into(),
            name: "Ada Teacher".into(),
            note: Some("teacher".into()),
            current: true,
        };
        let plain = Self {
            campus: Some("main".into()),
            campuses: vec!["main".into(), "north".into()],
            person: Some(ada.clone()),
            replaced: None,
            people: vec![ada],
            armed: Vec::new(),
            nav: nav("/"),
            csrf: "token-1".into(),
            theme: None,
            here: "/main/".into(),
        };
        let armed = |name: &str, of_course| Armed { name: name.into(), when: "always".into(), of_course };
        let hard = Self {
            campus: Some("a-campus-with-a-rather-long-nam".into()),
            person: Some(Acting {
                id: "p-<b>".into(),
                name: super::samples::HARD_NAME.into(),
                note: None,
                current: true,
            }),
            replaced: Some(super::samples::HARD_NAME.into()),
            armed: vec![armed("jwks.status_500", false), armed("service.status_429", true)],
            theme: Some(Theme::Dark),
            ..plain.clone()
        };
        let nobody = Self { person: None, people: Vec::new(), theme: Some(Theme::Light), ..plain.clone() };
        vec![("plain", plain), ("hard", hard), ("nobody", nobody)]
    }

    /// The header outside of every campus.
    pub(crate) fn outside() -> Self {
        Self { csrf: "token-1".into(), here: "/".into(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn current(below: &str) -> Vec<&'static str> {
        nav(below).into_iter().filter(|entry| entry.current).map(|entry| entry.name).collect()
    }

    #[test]
    fn one_entry_is_marked_as_current() {
        assert_eq!(current("/"), ["Courses"]);
        assert_eq!(current("/courses/c-1/links/l-1/options"), ["Courses"]);
        assert_eq!(current("/admin/tools/new"), ["Tools"]);
        assert_eq!(current("/admin/invitations/new"), ["Tools"]);
        assert_eq!(current("/admin/toolshed"), [""; 0]);
    }
}
