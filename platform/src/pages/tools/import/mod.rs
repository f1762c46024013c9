//! `/{campus}/admin/tools/import`: a configuration that a tool offers for Canvas, pasted or behind a URL, becomes the
//! filled registration form.

pub(crate) mod canvas;
pub(crate) mod page;
pub(crate) mod placements;
#[cfg(test)]
pub(crate) mod tests;
