//! Faults of the Names and Role Provisioning Services, armed for a campus or a course. The answer is otherwise honest;
//! what they do to it is in `crate::services::nrps`.

use super::Entry;
use super::service::{row, with};
use crate::domain::fault::Place::Nrps;

/// Every fault of this service.
#[rustfmt::skip]
pub(crate) const ALL: &[Entry] = &[
    row(Nrps, "nrps.next.self", "NRPS-012", "next leads to the very URL that was called"),
    row(Nrps, "nrps.next.repeated", "NRPS-012", "next leads to the same page again, under a new URL each time"),
    row(Nrps, "nrps.next.endless", "NRPS-012", "behind the last page come others with new members, and no end"),
    with(Nrps, "nrps.next.foreign", "a URL", "TOK-045", "next leads to a stranger"),
    row(Nrps, "nrps.link.one_header", "NRPS-013", "all relations stand in one Link header, next the last of them; a tool can read that"),
    row(Nrps, "nrps.link.several_headers", "NRPS-013", "each relation has a Link header of its own, next the last of them; a tool can read that"),
    row(Nrps, "nrps.link.parameter_order", "NRPS-013", "another parameter stands before rel; a tool can read that"),
    row(Nrps, "nrps.link.unquoted", "NRPS-013", "rel has no quotation marks; a tool can read that"),
    row(Nrps, "nrps.members.bare", "NRPS-007", "members have nothing but id and roles; a tool can live with it"),
    row(Nrps, "nrps.members.twice", "NRPS-023", "the first member of the page stands there again as the last"),
    row(Nrps, "nrps.members.without_id", "NRPS-005", "the first entry of the page has no user_id"),
    row(Nrps, "nrps.members.wrong_types", "NRPS-006", "the first entry of the page has numbers, lists and objects for texts, and a text for roles"),
    row(Nrps, "nrps.members.markup", "NRPS-006", "every name and e-mail address is HTML with a script"),
    row(Nrps, "nrps.members.many", "NRPS-023", "one answer has 100,000 entries"),
];
