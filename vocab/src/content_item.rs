//! Types of the items that a picker returns.

use crate::term::terms;

terms! {
    /// A plain link.
    LINK = "link", "DL-050";
    /// A link that is launched.
    LTI_RESOURCE_LINK = "ltiResourceLink", "DL-050";
    /// A file for the platform to fetch.
    FILE = "file", "DL-050";
    /// A piece of HTML.
    HTML = "html", "DL-050";
    /// An image.
    IMAGE = "image", "DL-050";
    /// An asset processor, attached to an activity.
    LTI_ASSET_PROCESSOR = "ltiAssetProcessor", "AP-002";
}
