//! Addresses made of those of the launch: the path grows, and the query stays (AGS-060, AGS-090).

use url::Url;

use crate::defects::{Defect, Defects};

/// Where scores of a line item are posted.
pub(super) fn scores(item: &Url, defects: &Defects) -> Url {
    if defects.has(Defect::SCORE_BEHIND_QUERY) { behind(item, "scores") } else { below(item, "scores") }
}

/// Where results of a line item are read.
pub(super) fn results(item: &Url, defects: &Defects) -> Url {
    if defects.has(Defect::RESULTS_BEHIND_QUERY) { behind(item, "results") } else { below(item, "results") }
}

fn below(item: &Url, word: &str) -> Url {
    let mut url = item.clone();
    url.set_path(&format!("{}/{word}", item.path().trim_end_matches('/')));
    url
}

/// As text is put together that is no address. Only defects have a use for this.
fn behind(item: &Url, word: &str) -> Url {
    Url::parse(&format!("{item}/{word}")).unwrap_or_else(|_| item.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn the_path_grows_and_the_query_stays() {
        for (item, expected) in [
            ("https://lms.test/1/lineitem?type_id=7", "https://lms.test/1/lineitem/scores?type_id=7"),
            ("https://lms.test/1/lineitem", "https://lms.test/1/lineitem/scores"),
            ("https://lms.test/1/lineitem/", "https://lms.test/1/lineitem/scores"),
            ("https://lms.test/a%2Fb;v=1?x=%20&y", "https://lms.test/a%2Fb;v=1/scores?x=%20&y"),
            ("https://lms.test", "https://lms.test/scores"),
        ] {
            assert_eq!(scores(&url(item), &Defects::default()).as_str(), expected);
        }
        assert_eq!(
            results(&url("https://lms.test/1?a=1"), &Defects::default()).as_str(),
            "https://lms.test/1/results?a=1"
        );
    }
}
