//! A form and what a browser would send for it.

use url::Url;

use super::super::urlencoded::Pairs;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormMethod {
    Get,
    Post,
    /// Closes a dialog and sends nothing.
    Dialog,
}

impl FormMethod {
    /// Unknown methods count as GET, as in browsers.
    pub(crate) fn read(text: Option<&str>) -> Self {
        match text.unwrap_or_default().to_ascii_lowercase().as_str() {
            "post" => Self::Post,
            "dialog" => Self::Dialog,
            _ => Self::Get,
        }
    }
}

/// How the content of a POST is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Urlencoded,
    Multipart,
    Plain,
}

impl Encoding {
    pub(crate) fn read(text: Option<&str>) -> Self {
        match text.unwrap_or_default().to_ascii_lowercase().as_str() {
            "multipart/form-data" => Self::Multipart,
            "text/plain" => Self::Plain,
            _ => Self::Urlencoded,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// `<input type="hidden">`.
    Hidden,
    /// What a person fills in.
    Input,
    /// A submit button: sent only if it is the one that was pressed.
    Button { action: Option<Url>, method: Option<FormMethod> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// Empty only for buttons.
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) kind: FieldKind,
}

impl Field {
    pub(crate) fn is_button(&self) -> bool {
        matches!(self.kind, FieldKind::Button { .. })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    /// The page that holds the form.
    pub(crate) page: Url,
    pub(crate) action: Url,
    pub(crate) method: FormMethod,
    pub(crate) encoding: Encoding,
    pub(crate) id: Option<String>,
    pub(crate) name: Option<String>,
    /// Where the answer is to be shown: `_top`, a name, or none for the place of the form itself.
    pub(crate) target: Option<String>,
    /// The page whose frame holds the page of the form; none if it has the whole window.
    pub(crate) embedder: Option<Url>,
    /// What the page lets its requests say about where they come from.
    pub(crate) referrer_policy: Option<String>,
    /// Controls that would be sent, and submit buttons, in document order.
    pub(crate) fields: Vec<Field>,
}

impl Form {
    /// The first value of a field, buttons left out.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let mut named = self.fields.iter().filter(|field| !field.is_button() && field.name == name);
        named.next().map(|field| field.value.as_str())
    }

    /// What is sent when a script submits the form: no button.
    pub(crate) fn pairs(&self) -> Pairs {
        self.pairs_with(None)
    }

    /// What is sent when the button at that place of `fields` was pressed.
    pub(crate) fn pairs_with(&self, button: Option<usize>) -> Pairs {
        let fields = self.fields.iter().enumerate();
        let sent = fields.filter(|(at, field)| !field.is_button() || button == Some(*at));
        let named = sent.filter(|(_, field)| !field.name.is_empty());
        named.map(|(_, field)| (field.name.clone(), field.value.clone())).collect()
    }

    /// The place of the first submit button, which is what a person or the Enter key presses.
    pub(crate) fn default_button(&self) -> Option<usize> {
        self.fields.iter().position(Field::is_button)
    }

    /// Sets the first field of that name, or adds it: for what a person types and for deliberate changes.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        let place = self.fields.iter_mut().find(|field| !field.is_button() && field.name == name);
        if let Some(field) = place {
            value.clone_into(&mut field.value);
        } else {
            let (name, value) = (name.to_owned(), value.to_owned());
            self.fields.push(Field { name, value, kind: FieldKind::Input });
        }
    }

    /// Whether it has nothing for a person to fill in.
    pub(crate) fn is_only_hidden(&self) -> bool {
        self.fields.iter().all(|field| field.kind != FieldKind::Input)
    }
}
