//! What an HTML answer shows and wants: text, links, forms, and where its scripts would lead.

mod auto;
mod controls;
mod edit;
mod form;
mod guard;
mod onload;
mod page;
mod screen;
mod script;
mod text;

pub(crate) use auto::{AutoSubmit, Trigger};
pub(crate) use form::{Encoding, FieldKind, Form, FormMethod};
pub(crate) use page::{Page, is_selector};
pub(crate) use screen::{Screen, Unable};
