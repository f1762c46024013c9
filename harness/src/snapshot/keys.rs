//! The keys that tokens may be signed with, and whose they are.

use serde_json::json;

use crate::oracle::jwt::Token;
use crate::oracle::key_set::KeySet;

/// Whose keys of the platform are.
pub(crate) const PLATFORM: &str = "platform-key";

/// Whose keys of the tool are.
pub(crate) const TOOL: &str = "tool-key";

/// All keys that have been published during the run, those that were replaced among them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keys(Vec<Key>);

#[derive(Debug, Clone)]
struct Key {
    owner: &'static str,
    kid: String,
    /// A set of this key alone, which tells who signed.
    alone: KeySet,
}

impl Keys {
    /// Remembers the keys of a set.
    pub(crate) fn learn(&mut self, owner: &'static str, set: &KeySet) {
        for entry in set.entries() {
            let Some(kid) = entry.get("kid").and_then(serde_json::Value::as_str) else { continue };
            // Two keys may go by one name, and only one of them signs.
            let is_known =
                |key: &Key| key.owner == owner && key.kid == kid && key.alone.entries().iter().eq([entry]);
            let alone = KeySet::read(&json!({"keys": [entry]}).to_string());
            if let (false, Ok(alone)) = (self.0.iter().any(is_known), alone) {
                self.0.push(Key { owner, kid: kid.to_owned(), alone });
            }
        }
    }

    /// Whose key that is.
    pub(super) fn owner(&self, kid: &str) -> Option<&'static str> {
        self.0.iter().find(|key| key.kid == kid).map(|key| key.owner)
    }

    /// The key that signed the token, by our own check of the signature; most often the one that it names.
    pub(super) fn signer(&self, token: &Token) -> Option<(&'static str, &str)> {
        let named = token.header_text("kid").unwrap_or_default();
        let (first, others): (Vec<_>, Vec<_>) = self.0.iter().partition(|key| key.kid == named);
        let signer = first.into_iter().chain(others).find(|key| token.verifies_with_any(&key.alone))?;
        Some((signer.owner, &signer.kid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_keys_of_one_name_are_two_keys_and_each_is_learnt_once() {
        let entry = |n: &str| json!({"kty": "RSA", "kid": "one", "n": n, "e": "AQAB"});
        let set = KeySet::read(&json!({"keys": [entry("AQAB"), entry("AQAD")]}).to_string()).unwrap();
        let mut keys = Keys::default();
        keys.learn(PLATFORM, &set);
        keys.learn(PLATFORM, &set);
        assert_eq!(keys.0.len(), 2);
    }
}
