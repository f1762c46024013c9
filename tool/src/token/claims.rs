//! Claims by name and type.

use serde_json::{Map, Value};

use crate::launch::Refusal;
use crate::token::json::{self, Duplicates, JsonError};

/// The payload of a token, verified or not.
#[derive(Debug)]
pub(crate) struct Claims(Map<String, Value>);

impl Claims {
    pub(crate) fn parse(payload: &[u8], duplicates: Duplicates) -> Result<Self, Refusal> {
        json::object(payload, duplicates).map(Self).map_err(|error| match error {
            JsonError::NotAnObject => Refusal::NotJson("payload"),
            JsonError::Duplicate => Refusal::DuplicateMember("payload"),
        })
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Adds what is not there. Only [`crate::defects::Defect::MISSING_CLAIMS_ASSUMED`] has a use for this.
    pub(crate) fn assume(&mut self, name: &str, value: Value) {
        self.0.entry(name).or_insert(value);
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// All claims but those with these names.
    pub(crate) fn without(&self, names: &[&str]) -> Map<String, Value> {
        let others = self.0.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        others.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// A string that must be there and say something.
    pub(crate) fn required_text(&self, name: &'static str) -> Result<&str, Refusal> {
        match self.get(name) {
            None => Err(Refusal::Missing(name)),
            Some(Value::String(text)) if text.is_empty() => Err(Refusal::Empty(name)),
            Some(Value::String(text)) => Ok(text),
            Some(_) => Err(Refusal::WrongType(name)),
        }
    }

    pub(crate) fn text(&self, name: &'static str) -> Result<Option<&str>, Refusal> {
        text(&self.0, name, name)
    }

    pub(crate) fn object(&self, name: &'static str) -> Result<Option<&Map<String, Value>>, Refusal> {
        match self.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(members)) => Ok(Some(members)),
            Some(_) => Err(Refusal::WrongType(name)),
        }
    }
}

/// A string that may be left out. `null` counts as left out: some platforms send it for a name they lack.
pub(crate) fn text<'a>(
    members: &'a Map<String, Value>,
    member: &str,
    claim: &'static str,
) -> Result<Option<&'a str>, Refusal> {
    match members.get(member) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Refusal::WrongType(claim)),
    }
}
