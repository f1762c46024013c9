//! Deep linking: a tool answers with content for a course. The request is a launch like any other; here is what comes
//! back: the return endpoint, the checks of the answer, and the placing of what is good.

mod check;
mod form;
mod items;
mod message;
mod place;
mod refused;
mod sanitise;

pub(crate) mod answer;
