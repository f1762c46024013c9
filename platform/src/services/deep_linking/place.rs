//! Placing the items of a good answer: files are fetched at once (DL-064), then everything is stored together.

use std::time::{Duration, Instant};

use super::check::{Findings, Wrong, finding};
use super::items::Item;
use crate::domain::content::{Content, FileCopy, Kind};
use crate::domain::finding::Level;
use crate::error::Failure;
use crate::fetch::{FetchError, Limits};
use crate::journal::fetch::{Errand, Fetched};
use crate::store::content::Placing;

/// One file is fetched within this, since the person waits.
const EACH: Limits = Limits { time: Duration::from_secs(10), bytes: 10 * 1024 * 1024 };

/// All files of an answer are fetched within this.
const ALL: Limits = Limits { time: Duration::from_secs(30), bytes: 50 * 1024 * 1024 };

/// Fetches the files, then stores everything that is still to be placed, for the page that it was picked for.
pub(super) async fn place(
    errand: Errand<'_>,
    items: &mut [Item],
    findings: &mut Findings,
    page: Option<&str>,
) -> Result<(), Failure> {
    fetch_files(errand, items, findings).await;
    let all: Vec<Placing> = items.iter_mut().filter_map(|item| item.placing.take()).collect();
    errand.campus.place(&all, page).await?;
    Ok(())
}

async fn fetch_files(errand: Errand<'_>, items: &mut [Item], findings: &mut Findings) {
    let (started, mut taken) = (Instant::now(), 0);
    for (place, item) in items.iter_mut().enumerate() {
        let Some(url) = wanted(item) else { continue };
        let limits = left(started.elapsed(), taken);
        if limits.time.is_zero() || limits.bytes == 0 {
            item.leave_out("the files of this answer took too long or were too large together".to_owned());
            continue;
        }
        match errand.get(&url, "*/*", limits).await {
            Ok(fetched) => {
                taken += fetched.body.len();
                keep(item, fetched);
            }
            Err(error) => lose(item, place + 1, &error, findings),
        }
    }
}

/// The limits of the next file.
fn left(elapsed: Duration, taken: usize) -> Limits {
    Limits {
        time: EACH.time.min(ALL.time.saturating_sub(elapsed)),
        bytes: EACH.bytes.min(ALL.bytes.saturating_sub(taken)),
    }
}

/// The address of a file that is still to be placed.
fn wanted(item: &Item) -> Option<String> {
    match &item.placing {
        Some(Placing::Content { content, .. }) if content.kind == Kind::File => {
            content.url.as_ref().map(|url| url.as_str().to_owned())
        }
        _ => None,
    }
}

fn keep(item: &mut Item, fetched: Fetched) {
    if let Some(Placing::Content { content, file }) = &mut item.placing {
        content.file = Some(copy(content, &fetched));
        *file = Some(fetched.body);
    }
}

/// The item's own word on its type counts before that of the server.
fn copy(content: &Content, fetched: &Fetched) -> FileCopy {
    let said = content.file.as_ref().map(|file| file.media_type.clone());
    FileCopy { media_type: said.unwrap_or_else(|| fetched.media_type.clone()), bytes: fetched.body.len() }
}

fn lose(item: &mut Item, number: usize, error: &FetchError, findings: &mut Findings) {
    let wrong = Wrong::new("the file, when it is fetched at once", error.to_string());
    let cause =
        "the address needs a session, is for one use and was used, or is not reachable from the platform";
    findings.add(finding("DL-063", Level::Must, &format!("item {number} (file), `url`"), wrong, cause));
    item.leave_out(format!("the file could not be fetched: {error}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_an_answer_share_their_time_and_room() {
        let seconds = Duration::from_secs;
        let shown = |limits: Limits| (limits.time, limits.bytes);
        assert_eq!(shown(left(seconds(0), 0)), (EACH.time, EACH.bytes));
        assert_eq!(shown(left(seconds(25), ALL.bytes - 7)), (seconds(5), 7));
        assert_eq!(shown(left(seconds(40), ALL.bytes + 1)), (seconds(0), 0));
    }
}
