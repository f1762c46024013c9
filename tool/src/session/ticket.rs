//! Names of sessions that leave the tool: signed, so that nobody can try names, and each good for one purpose only.
//! What a cookie holds is no token for an address, nor the other way round.

use aws_lc_rs::hmac::{self, HMAC_SHA256, Key, Tag};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// More is no ticket of ours, in bytes.
const LONGEST: usize = 512;
/// 128 bits are enough for what lives some hours.
const TAG: usize = 16;

/// Where a session is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Cookie,
    /// Query, form field or header.
    Token,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::Cookie => "session cookie",
            Self::Token => "session token",
        }
    }
}

/// Signs and reads them.
#[derive(Debug)]
pub(crate) struct Tickets(Key);

impl Tickets {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self(Key::new(HMAC_SHA256, &key))
    }

    /// `session.tag`, safe in cookies and addresses.
    pub(crate) fn sign(&self, purpose: Purpose, session: &str) -> String {
        format!("{session}.{}", URL_SAFE_NO_PAD.encode(&self.tag(purpose, session).as_ref()[..TAG]))
    }

    /// The session that a ticket names; what stands behind a second dot does not matter.
    pub(crate) fn read<'a>(&self, purpose: Purpose, ticket: &'a str) -> Option<&'a str> {
        let mut parts = ticket.split('.');
        let (session, tag) = (parts.next()?, parts.next().filter(|_| ticket.len() <= LONGEST)?);
        let tag = URL_SAFE_NO_PAD.decode(tag).ok()?;
        let right = self.tag(purpose, session);
        aws_lc_rs::constant_time::verify_slices_are_equal(&tag, &right.as_ref()[..TAG]).ok()?;
        Some(session)
    }

    fn tag(&self, purpose: Purpose, session: &str) -> Tag {
        hmac::sign(&self.0, format!("{}\0{session}", purpose.word()).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_names_its_session_for_its_purpose_alone() {
        let tickets = Tickets::new([7; 32]);
        let token = tickets.sign(Purpose::Token, "abc");
        assert_eq!(tickets.read(Purpose::Token, &token), Some("abc"));
        assert_eq!(tickets.read(Purpose::Token, &format!("{token}.anything")), Some("abc"));
        assert_eq!(tickets.read(Purpose::Cookie, &token), None);
        assert_eq!(Tickets::new([8; 32]).read(Purpose::Token, &token), None);
    }

    #[test]
    fn what_was_changed_or_cut_is_no_ticket() {
        let tickets = Tickets::new([7; 32]);
        let token = tickets.sign(Purpose::Token, "abc");
        for bad in ["", ".", "abc", "abc.", &token[1..], &token[..token.len() - 1], &"x".repeat(10_000)] {
            assert_eq!(tickets.read(Purpose::Token, bad), None, "{bad}");
        }
    }
}
