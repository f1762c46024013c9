//! Assignment and Grade Services: line items, scores and results (requirements 4).

mod ask;
mod body;
pub(crate) mod claim;
mod faulty;
pub(crate) mod line_item;
pub(crate) mod line_items;
mod own;
pub(crate) mod results;
pub(crate) mod scores;
mod wire;
