//! An LMS, a browser, and what to do with them.

mod axe;
mod browser;
mod chromedriver;
mod crawl;
mod devtools;
mod elements;
mod faults;
mod hostile_tool;
mod keyboard;
mod program;
mod screen;
mod watch;

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;

use chromedriver::Script;

pub(crate) use axe::Rules;
pub(crate) use browser::Browser;
pub(crate) use crawl::{Crawl, kind};
pub(crate) use hostile_tool::{Manner, start_hostile_tool};
pub(crate) use program::{Lms, Program, free_port};
pub(crate) use screen::{SIDEWAYS, Screen};

/// How long anything may take in a test.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Between two looks at something that is awaited.
pub(crate) const PAUSE: Duration = Duration::from_millis(25);

/// One journey: a new LMS and a new browser, both gone at its end, however it ends.
pub(crate) async fn journey(walk: impl AsyncFnOnce(&Lms, &Browser)) {
    with(Browser::start(Script::Runs).await, walk).await;
}

/// The same in a browser that runs no script of any page.
pub(crate) async fn journey_without_script(walk: impl AsyncFnOnce(&Lms, &Browser)) {
    with(Browser::start(Script::IsOff).await, walk).await;
}

async fn with(browser: Browser, walk: impl AsyncFnOnce(&Lms, &Browser)) {
    let lms = Lms::start().await;
    let walked = AssertUnwindSafe(walk(&lms, &browser)).catch_unwind().await;
    if walked.is_err() {
        browser.tell_where_it_stands().await;
        println!("{}", lms.talk());
    }
    let complaints = browser.quit().await;
    walked.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    assert!(complaints.is_empty(), "the browser complains:\n{}", complaints.join("\n"));
}
