//! Texts that a careless page turns into something else, and how it then shows.

/// A text that has to stay text.
#[derive(Debug)]
pub(crate) struct Injection {
    /// The variation that sends it.
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    pub(crate) sign: Sign,
}

/// What shows on a page where the text did not stay text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A script ends so. A page may quote the text elsewhere, say in an attribute or as data of a script.
    Script(&'static str),
    /// This stands in the source.
    Source(&'static str),
    /// An element matches this selector. For markup that is harmless where a page quotes it as data of a script.
    Element(&'static str),
}

/// Markup that must never reach a page unescaped; it breaks out of attributes too.
pub(crate) const MARKUP: &str = "'\"><script>homeroom('x')</script>";

const IMAGE: Sign = Sign::Element("img[src='homeroom'][onerror]");

/// A product that no page shows by chance, and that fits into 32 bits.
const PRODUCT: Sign = Sign::Source("2146654199");

pub(crate) const ALL: &[Injection] = &[
    Injection { name: "markup", text: MARKUP, sign: Sign::Script("homeroom('x')") },
    Injection { name: "markup.attribute", text: "'\"><img src=homeroom onerror=homeroom()>", sign: IMAGE },
    Injection {
        name: "markup.json",
        text: "</script><script>homeroom('j')</script>",
        sign: Sign::Script("homeroom('j')"),
    },
    Injection { name: "markup.entities", text: "&lt;img src=homeroom onerror=homeroom()&gt;", sign: IMAGE },
    Injection {
        name: "markup.template",
        text: "{{46337*46327}}${46337*46327}#{46337*46327}<%=46337*46327%>",
        sign: PRODUCT,
    },
];

impl From<&'static str> for Sign {
    fn from(text: &'static str) -> Self {
        Self::Source(text)
    }
}

impl Injection {
    /// The injection that the variation of that name sends.
    pub(crate) fn of_variation(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|injection| injection.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_itself_is_no_sign_of_a_template_that_computes() {
        let Sign::Source(product) = PRODUCT else { panic!("a product is text") };
        assert_eq!((46337_u64 * 46327).to_string(), product);
        assert!(ALL.iter().all(|injection| !injection.text.contains(product)));
    }
}
