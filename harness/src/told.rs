//! What the platform told the tool, message by message: a tool may only use what it was told.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::oracle::jwt::Token;

/// The payloads of the messages to one registration, oldest first. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told(Arc<Mutex<Vec<Arc<Value>>>>);

impl Told {
    /// Keeps what a message says, if it can be read.
    pub(crate) fn note(&self, token: &Token) {
        if let Some(payload) = &token.payload {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::new(payload.clone()));
        }
    }

    /// All messages so far.
    pub(crate) fn messages(&self) -> Vec<Arc<Value>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_share_what_was_told_and_what_is_unreadable_tells_nothing() {
        let told = Told::default();
        told.clone().note(&Token::read("e30.eyJzdWIiOiJhIn0."));
        told.note(&Token::read("no token"));
        let messages = told.messages();
        assert_eq!((messages.len(), messages[0]["sub"].as_str()), (1, Some("a")));
    }
}
