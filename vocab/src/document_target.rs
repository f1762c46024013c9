//! Where a tool is shown: `document_target` in [`crate::claim::LAUNCH_PRESENTATION`].

use crate::term::terms;

terms! {
    /// A frame of a frame set.
    FRAME = "frame", "CORE-048";
    /// A frame inside a page of the platform.
    IFRAME = "iframe", "CORE-048";
    /// A tab or window of its own.
    WINDOW = "window", "CORE-048";
}

/// Where picked content may be shown: `accept_presentation_document_targets` in
/// [`crate::claim::DL_SETTINGS`].
pub mod deep_linking {
    use crate::term::terms;

    terms! {
        /// A frame inside a page of the platform.
        IFRAME = "iframe", "DL-003";
        /// A tab or window of its own.
        WINDOW = "window", "DL-003";
        /// Part of a page of the platform.
        EMBED = "embed", "DL-003";
    }
}
