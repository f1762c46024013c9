//! Faults of the Assignment and Grade Services, armed for a campus or a course. The answer is otherwise honest; what they
//! do to it is in `crate::services::ags`.

use super::Entry;
use super::service::{row, with};
use crate::domain::fault::Place::Ags;

/// Every fault of these services.
#[rustfmt::skip]
pub(crate) const ALL: &[Entry] = &[
    row(Ags, "ags.score.status_201", "AGS-081", "a score is taken with 201; a tool can live with it"),
    row(Ags, "ags.score.status_204", "AGS-081", "a score is taken with 204 and no body; a tool can live with it"),
    row(Ags, "ags.next.self", "AGS-025", "next leads to the very URL that was called"),
    row(Ags, "ags.next.endless", "AGS-025", "behind the last page comes the first again, under new URLs, and no end"),
    with(Ags, "ags.next.foreign", "a URL", "TOK-045", "next leads to a stranger"),
    row(Ags, "ags.label.markup", "AGS-030", "the label of every line item is HTML with a script"),
    row(Ags, "ags.score_maximum.negative", "AGS-030", "the maximum of every line item is below 0"),
    with(Ags, "ags.id.foreign", "a URL", "TOK-045", "the id of every line item is the URL of a stranger"),
    row(Ags, "ags.created.changed", "AGS-030", "a new line item gets another label and maximum than the tool asked for; a tool can live with it"),
    row(Ags, "ags.results.null_score", "AGS-094", "resultScore is null in every result; a tool can live with it"),
    row(Ags, "ags.results.no_score", "AGS-094", "resultScore is missing in every result; a tool can live with it"),
    row(Ags, "ags.results.markup", "AGS-094", "the comment of every result is HTML with a script"),
];
