//! `accept_media_types`: media types and ranges, separated by commas (DL-004, DL-043).

use serde::{Deserialize, Serialize};

/// Which files are taken; nothing said means any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MediaRanges(Vec<String>);

impl MediaRanges {
    /// Parameters do not matter here, nor does letter case.
    pub(crate) fn parse(list: &str) -> Self {
        let bare = |range: &str| range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        Self(list.split(',').map(bare).filter(|range| !range.is_empty()).collect())
    }

    /// Whether files of this media type are taken, which is written in lower case and without parameters.
    pub fn accept(&self, media_type: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|range| covers(range, media_type))
    }
}

fn covers(range: &str, media_type: &str) -> bool {
    match range.strip_suffix("/*") {
        Some("*") => true,
        Some(family) => media_type.split('/').next() == Some(family),
        None => range == media_type,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_their_types_and_no_others() {
        let ranges = MediaRanges::parse("image/*, Application/PDF ;q=0.9,,");
        assert!(ranges.accept("image/png") && ranges.accept("application/pdf"));
        assert!(
            !ranges.accept("application/pdfx")
                && !ranges.accept("text/plain")
                && !ranges.accept("images/png")
        );
    }

    #[test]
    fn nothing_said_and_everything_said_take_anything() {
        assert!(MediaRanges::default().accept("text/plain"));
        assert!(MediaRanges::parse("*/*").accept("text/plain"));
        assert!(!MediaRanges::parse("*").accept("text/plain"));
    }
}
