//! Placing the items of a good answer: files are fetched at once (DL-064), then everything is stored together.

use std::time::Duration;

use super::check::{Findings, Wrong, finding};
use super::items::Item;
use crate::campus::Campus;
use crate::domain::content::{Content, FileCopy, Kind};
use crate::domain::finding::Level;
use crate::error::Failure;
use crate::fetch::{FetchError, Fetched, Limits};
use crate::store::content::Placing;

/// A file of a course is fetched while the person waits.
const LIMITS: Limits = Limits { time: Duration::from_secs(10), bytes: 10 * 1024 * 1024 };

/// How many files one answer may bring.
const FILES: usize = 20;

/// Fetches the files, stores everything that is still to be placed, and says what was stored.
pub(super) async fn place(
    campus: &Campus,
    items: &mut [Item],
    findings: &mut Findings,
) -> Result<(), Failure> {
    fetch_files(campus, items, findings).await;
    let all: Vec<Placing> = items.iter_mut().filter_map(|item| item.placing.take()).collect();
    campus.place(&all).await?;
    Ok(())
}

async fn fetch_files(campus: &Campus, items: &mut [Item], findings: &mut Findings) {
    let files = items.iter_mut().enumerate().filter(|(_, item)| wanted(item).is_some());
    for (count, (place, item)) in files.enumerate() {
        let Some(url) = wanted(item) else { continue };
        if count >= FILES {
            item.leave_out(format!("an answer may bring {FILES} files"));
            continue;
        }
        match campus.ground().fetcher.get(&url, "*/*", LIMITS).await {
            Ok(fetched) => keep(item, fetched),
            Err(error) => lose(item, place + 1, &error, findings),
        }
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
