//! The titles of course and link on a page: text, in a correct tool (CORE-054).

use std::borrow::Cow;

use tera::{Context, Tera};

use crate::{Defect, Defects};

/// Whether the page takes titles for HTML.
pub(crate) fn are_raw(defects: &Defects) -> bool {
    defects.has(Defect::TITLE_UNESCAPED) || defects.has(Defect::TITLE_STRIPPED_THEN_DECODED)
}

/// The title as the page shows it.
pub(crate) fn shown<'a>(title: &'a str, defects: &Defects) -> Cow<'a, str> {
    if defects.has(Defect::TITLE_STRIPPED_THEN_DECODED) {
        return decoded(&without_tags(title)).into();
    }
    if defects.has(Defect::TITLE_AS_TEMPLATE) {
        let computed = Tera::one_off(title, &Context::new(), true);
        return computed.map_or_else(|_| title.into(), Cow::Owned);
    }
    title.into()
}

fn without_tags(html: &str) -> String {
    let mut parts = html.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.filter_map(|part| part.split_once('>')).fold(first, |text, (_, behind)| text + behind)
}

/// In the wrong order: what is decoded here was text until now.
fn decoded(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
