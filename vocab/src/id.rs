//! Ids as types, so that one cannot be taken for another. They are opaque: nothing is checked, folded or
//! trimmed here (CORE-017).

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as it stands on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// A platform (SEC-081): the `iss` of its tokens.
    Issuer;
    /// A tool at one issuer (OIDC-034).
    ClientId;
    /// A deployment of a tool, unique inside the issuer (CORE-006).
    DeploymentId;
    /// A course, unique inside the deployment (CORE-040).
    ContextId;
    /// A link, unique inside the deployment (CORE-014).
    ResourceLinkId;
    /// A user, unique inside the issuer (CORE-018): the `sub` of tokens.
    UserId;
    /// A key in a key set (KEY-001).
    Kid;
    /// What binds a token to an authentication request (OIDC-039).
    Nonce;
    /// What binds an answer to a browser (OIDC-038).
    State;
}

#[cfg(test)]
mod tests {
    use super::{ClientId, UserId};

    #[test]
    fn an_id_is_a_plain_string_in_json() {
        let id: UserId = serde_json::from_str(r#""u-1001""#).unwrap();
        assert_eq!(id, UserId::from("u-1001"));
        assert_eq!(serde_json::to_string(&id).unwrap(), r#""u-1001""#);
    }

    #[test]
    fn an_id_keeps_every_character() {
        let awkward = " Ab/:+%20\u{e9} ";
        let id = ClientId::from(awkward.to_owned());
        assert_eq!(id.as_str(), awkward);
        assert_eq!(id.to_string(), awkward);
        assert_eq!(String::from(id), awkward);
    }

    #[test]
    fn ids_that_differ_in_case_are_different() {
        assert_ne!(UserId::from("User1"), UserId::from("user1"));
    }

    #[test]
    fn an_id_that_is_no_string_is_refused() {
        assert!(serde_json::from_str::<UserId>("7").is_err());
        assert!(serde_json::from_str::<UserId>("null").is_err());
    }
}
