//! Would a browser show login and launch in a frame of the LMS?

use std::sync::Arc;

use super::finding::Finding;
use crate::driver::Exchange;
use crate::launch::page_of;
use crate::oracle::framing;

const WHAT: &str = "frame headers";

/// Looks at the answers of the tool.
pub(super) fn look(hops: &[Arc<Exchange>], of: &str, platform: &str) -> Finding {
    let forbidding =
        hops.iter().find_map(|hop| Some((hop.url.path(), framing::forbidden_by(&page_of(hop), platform)?)));
    match forbidding {
        None => Finding::well(WHAT, format!("{of} may be shown in a frame of the platform")),
        Some((path, header)) => Finding::warning(
            WHAT,
            format!("{path} answers with {header}, so a browser does not show it in a frame of the platform"),
            format!(
                "leave `X-Frame-Options` out and send `Content-Security-Policy: frame-ancestors` with the origins of \
                 the platforms (here {platform}), unless the tool always opens in a window of its own"
            ),
        ),
    }
}
