//! Faults of the token's header.

use homeroom_vocab::header::{CRIT, KID, TYP};
use serde_json::json;

use super::token::{TokenFault, row};
use crate::launch::draft::{Draft, Offer, Signer};

#[rustfmt::skip]
pub(crate) const ALL: &[TokenFault] = &[
    row("kid.missing", "SEC-006", "the header names no key", |d, _| { d.header.remove(KID); }),
    row("kid.unknown", "SEC-007", "kid is in no key set of ours", |d, s| kid(d, s.random)),
    row("kid.empty", "SEC-006", "kid is the empty string", |d, _| kid(d, "")),
    row("kid.number", "SEC-006", "kid is a number", |d, _| { d.header.insert(KID.to_owned(), json!(7)); }),
    row("kid.path", "KEY-016", "kid is a path out of a key directory", |d, _| kid(d, "../../../../dev/null")),
    row("kid.sql", "KEY-016", "kid is a piece of SQL", |d, _| kid(d, "x' OR '1'='1")),
    row("kid.huge", "SEC-007", "kid is 10 kB long", |d, _| kid(d, &"k".repeat(10_240))),
    row("typ.missing", "SEC-027", "the header has no typ, which is allowed", |d, _| { d.header.remove(TYP); }),
    row("crit.unknown", "SEC-023", "crit demands an extension that nobody knows", |d, _| crit(d)),
    row("jwk.embedded", "SEC-024", "signed by a foreign key that the header itself brings (jwk)", |d, _| offer(d, Offer::Jwk)),
    row("jku.foreign", "SEC-024", "signed by a foreign key whose key set the header names (jku)", |d, _| offer(d, Offer::Jku)),
    row("x5u.foreign", "SEC-024", "signed by a foreign key whose certificate the header names (x5u)", |d, _| offer(d, Offer::X5u)),
    row("x5c.foreign", "SEC-024", "signed by a foreign key whose certificate the header brings (x5c)", |d, _| offer(d, Offer::X5c)),
];

fn kid(draft: &mut Draft, kid: &str) {
    draft.header.insert(KID.to_owned(), kid.into());
}

fn crit(draft: &mut Draft) {
    draft.header.insert(CRIT.to_owned(), json!(["homeroom-unknown"]));
    draft.header.insert("homeroom-unknown".to_owned(), json!(1));
}

fn offer(draft: &mut Draft, offer: Offer) {
    draft.signer = Signer::Foreign;
    draft.offer = Some(offer);
}
