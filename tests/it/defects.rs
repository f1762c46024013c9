//! Every bug that the reference tool can be given is caught by exactly the cases that say so.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use homeroom_harness::embedded::{BuiltInTool, Embedded};
use homeroom_harness::{Catalogue, RunRecord, RunSettings, Verdict, run};
use homeroom_platform::{Listen, Settings};
use homeroom_tool::{DEFECTS, Defect};

use crate::support::hear_panics_again;

/// What became of the cases when the tool had one bug.
type Judged = Result<RunRecord, String>;

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: `cargo test --release --test it`")]
fn every_defect_fails_exactly_the_cases_that_it_names() {
    let catalogue = Catalogue::load(&[]).unwrap();
    let (next, differences) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(1)
                    .enable_all()
                    .build()
                    .unwrap();
                while let Some(defect) = DEFECTS.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let judged = runtime.block_on(judge(defect, &catalogue));
                    differences.lock().unwrap().extend(difference(defect, judged));
                }
            });
        }
    });
    let mut differences = differences.into_inner().unwrap();
    differences.sort();
    hear_panics_again();
    assert!(
        differences.is_empty(),
        "{} of {}:\n{}",
        differences.len(),
        DEFECTS.len(),
        differences.join("\n")
    );
}

#[test]
fn every_defect_names_cases_that_exist() {
    let catalogue = Catalogue::load(&[]).unwrap();
    let ids: BTreeSet<_> = catalogue.cases.iter().map(|case| case.id.as_str()).collect();
    for defect in DEFECTS {
        let unknown: Vec<_> = defect.cases.iter().filter(|case| !ids.contains(**case)).collect();
        assert!(unknown.is_empty(), "`{}` names {unknown:?}, which `homeroom list` does not", defect.name);
        assert!(!defect.cases.is_empty(), "no case catches `{}`", defect.name);
    }
}

async fn judge(defect: &Defect, catalogue: &Catalogue) -> Judged {
    let settings = Settings { listen: Listen::Localhost(0), ..Settings::default() };
    let tool = BuiltInTool {
        listen: "localhost:0".into(),
        defects: vec![defect.name.into()],
        variants: Vec::new(),
        second_platform: true,
    };
    let embedded = Embedded::start(settings, Some(tool)).await.map_err(|error| error.to_string())?;
    let settings = RunSettings {
        target: embedded.target().unwrap().clone(),
        platform: embedded.platform_url().clone(),
        selectors: Vec::new(),
        features: Vec::new(),
        jobs: 8,
        seed: None,
        strict: true,
        wait: Duration::ZERO,
        snapshots: None,
        progress: None,
    };
    let all: Vec<_> = catalogue.cases.iter().collect();
    let record = run(&settings, catalogue, &all).await.map_err(|error| error.to_string());
    embedded.stop().await;
    record
}

/// What the row says and what happened, where the two differ.
fn difference(defect: &Defect, judged: Judged) -> Option<String> {
    let name = defect.name;
    let record = match judged {
        Ok(record) => record,
        Err(why) => return Some(format!("{name}\n  could not be judged: {why}")),
    };
    let expected: BTreeSet<_> = defect.cases.iter().copied().collect();
    let failed: BTreeSet<_> = record.failures().map(|case| case.id.as_str()).collect();
    if expected == failed {
        return None;
    }
    let missed: Vec<_> = expected.difference(&failed).collect();
    let surplus: Vec<_> = failed.difference(&expected).collect();
    // A case that builds on a refusal which the defect turns into acceptance is blocked, not failed.
    let unjudged = of(&record, Verdict::Unjudged);
    Some(format!(
        "{name}\n  not caught by: {missed:?}\n  caught also by: {surplus:?}\n  unjudged: {unjudged:?}"
    ))
}

fn of(record: &RunRecord, verdict: Verdict) -> Vec<&str> {
    let cases = record.cases.iter().filter(|case| case.verdict == verdict);
    cases.map(|case| case.id.as_str()).collect()
}
