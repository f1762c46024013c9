//! A course as it stands in its form.

use homeroom_vocab::context_type;
use serde::Serialize;

use crate::domain::course::{Course, NewCourse};
use crate::pages::seen::Differs;
use crate::pages::typed::{Typed, Wrong, keep, lines, some};

/// The fields of the form by what people call them.
pub(super) const LABELS: &[(&str, &str)] = &[
    ("title", "Title"),
    ("label", "Label"),
    ("id", "Id"),
    ("type", "Types"),
    ("sourcedid", "SIS id"),
    ("page_size", "Entries a page"),
    ("service_query", "Query of service URLs"),
];

/// What was typed, field by field.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) label: String,
    pub(super) id: String,
    /// Every context type.
    pub(super) types: Vec<String>,
    /// Those that LTI does not know, one a line.
    pub(super) other: String,
    pub(super) sourcedid: String,
    pub(super) page_size: String,
    pub(super) service_query: String,
    /// Whether the acting person becomes its teacher.
    pub(super) teach: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            title: String::new(),
            label: String::new(),
            id: String::new(),
            types: vec![context_type::COURSE_SECTION.to_owned()],
            other: String::new(),
            sourcedid: String::new(),
            page_size: String::new(),
            service_query: String::new(),
            teach: true,
        }
    }
}

impl From<&Course> for Draft {
    fn from(course: &Course) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            title: text(&course.title),
            label: text(&course.label),
            id: course.id.to_string(),
            other: others(&course.kind),
            types: course.kind.clone(),
            sourcedid: text(&course.sourcedid),
            page_size: course.page_size.map(|size| size.to_string()).unwrap_or_default(),
            service_query: text(&course.service_query),
            teach: false,
        }
    }
}

impl From<&Typed> for Draft {
    fn from(typed: &Typed) -> Self {
        let text = |name: &str| typed.first(name).to_owned();
        // The field with the others is called like the boxes, so that what is wrong with a type is told beside it.
        let kinds: Vec<String> = typed.all("type").flat_map(lines).map(str::to_owned).collect();
        Self {
            title: text("title"),
            label: text("label"),
            id: text("id"),
            other: others(&kinds),
            types: kinds,
            sourcedid: text("sourcedid"),
            page_size: text("page_size"),
            service_query: text("service_query"),
            teach: typed.ticked("teach"),
        }
    }
}

/// A context type to tick.
#[derive(Debug, Serialize)]
pub(super) struct Kind {
    value: &'static str,
    label: &'static str,
    chosen: bool,
}

fn others(types: &[String]) -> String {
    let known = |text: &str| context_type::ALL.iter().any(|term| term.value == text);
    types.iter().filter(|text| !known(text)).cloned().collect::<Vec<_>>().join("\n")
}

impl Draft {
    /// The course that is asked for; what only a number can be is checked here, the rest where courses are made.
    pub(super) fn check(&self) -> Result<NewCourse, Wrong> {
        let mut wrong = Wrong::new();
        let page_size = keep(&mut wrong, "page_size", self.size()).flatten();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(NewCourse {
            id: some(&self.id),
            label: some(&self.label),
            title: some(&self.title),
            kind: Some(self.types.clone()),
            sourcedid: some(&self.sourcedid),
            page_size,
            service_query: some(&self.service_query),
        })
    }

    fn size(&self) -> Result<Option<u32>, String> {
        let parse = |text: String| text.parse().map_err(|_| format!("Expected a number, got `{text}`."));
        some(&self.page_size).map(parse).transpose()
    }

    pub(super) fn kinds(&self) -> Vec<Kind> {
        let kind = |term: &homeroom_vocab::Term| Kind {
            value: term.value,
            label: term.value.rsplit('#').next().unwrap_or(term.value),
            chosen: self.types.iter().any(|chosen| chosen == term.value),
        };
        context_type::ALL.iter().map(kind).collect()
    }

    /// Every field of two drafts, side by side.
    pub(super) fn differences(&self, typed: &Self) -> Vec<Differs> {
        vec![
            Differs::new("Title", &self.title, &typed.title),
            Differs::new("Label", &self.label, &typed.label),
            Differs::new("Types", self.types.join("\n"), typed.types.join("\n")),
            Differs::new("SIS id", &self.sourcedid, &typed.sourcedid),
            Differs::new("Entries a page", &self.page_size, &typed.page_size),
            Differs::new("Query of service URLs", &self.service_query, &typed.service_query),
        ]
    }
}

#[cfg(test)]
pub(in crate::pages::courses) mod samples {
    use super::*;

    pub(crate) fn course(title: &str) -> Course {
        let new = NewCourse {
            title: Some(title.to_owned()),
            label: Some("ALG-1".to_owned()),
            kind: Some(vec![context_type::COURSE_OFFERING.to_owned(), "urn:x".to_owned()]),
            page_size: Some(7),
            ..NewCourse::default()
        };
        new.parse("c/1".to_owned()).unwrap()
    }

    #[test]
    fn a_course_that_was_only_looked_at_stays_what_it_was() {
        let stored = course("Algebra");
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        let draft = Draft::from(&stored);
        for kind in draft.kinds().iter().filter(|kind| kind.chosen) {
            form.append_pair("type", kind.value);
        }
        form.extend_pairs([
            ("title", "Algebra"),
            ("label", "ALG-1"),
            ("type", "urn:x\r\n"),
            ("page_size", "7"),
        ]);
        let sent = Draft::from(&Typed::parse(form.finish().as_bytes()));
        assert_eq!(sent.check().unwrap().parse("c/1".to_owned()).unwrap(), stored);
    }

    #[test]
    fn a_size_that_is_no_number_is_named() {
        let wrong = Draft { page_size: "many".to_owned(), ..Draft::default() }.check().unwrap_err();
        assert_eq!(wrong.keys().copied().collect::<Vec<_>>(), ["page_size"]);
    }
}
