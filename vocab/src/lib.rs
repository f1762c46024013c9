//! The names LTI 1.3 uses on the wire: claims, messages, scopes, roles, error codes.
