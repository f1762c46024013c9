//! A tool that does things differently, and correctly still, gets the verdicts that the plain one gets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use homeroom_harness::embedded::{BuiltInTool, Embedded};
use homeroom_harness::{CaseRecord, Catalogue, ObservationRecord, RunRecord, RunSettings, Verdict, run};
use homeroom_platform::{Listen, Settings};
use homeroom_tool::{VARIANTS, Variant};
use tokio::runtime::{Builder, Runtime};

use crate::support::hear_panics_again;

/// What became of the cases, or why they could not be judged.
type Judged = Result<RunRecord, String>;

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: `cargo test --release --test it`")]
fn every_variant_gets_the_verdicts_of_the_plain_tool() {
    let catalogue = Catalogue::load(&[]).unwrap();
    let plain = runtime().block_on(judge(None, &catalogue)).unwrap();
    // Those that sleep go beside those that work.
    let (idle, busy): (Vec<_>, Vec<_>) = VARIANTS.iter().partition(|variant| variant.sleeps);
    let (next, differences, begun) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Instant::now());
    let judge_one = |runtime: &Runtime, variant: &Variant| {
        let judged = runtime.block_on(judge(Some(variant), &catalogue));
        differences.lock().unwrap().extend(difference(variant, &plain, judged));
    };
    std::thread::scope(|scope| {
        for variant in idle {
            let judge_one = &judge_one;
            scope.spawn(move || judge_one(&runtime(), variant));
        }
        for _ in 0..=std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let runtime = runtime();
                while let Some(variant) = busy.get(next.fetch_add(1, Ordering::Relaxed)) {
                    judge_one(&runtime, variant);
                }
            });
        }
    });
    let mut differences = differences.into_inner().unwrap();
    differences.sort();
    hear_panics_again();
    let took = begun.elapsed();
    println!("{} variants, {} cases, in {} s", VARIANTS.len(), plain.cases.len(), took.as_secs());
    assert!(
        differences.is_empty(),
        "{} of {}:\n{}",
        differences.len(),
        VARIANTS.len(),
        differences.join("\n")
    );
}

#[test]
fn every_variant_names_what_exists_where_verdicts_differ() {
    let catalogue = Catalogue::load(&[]).unwrap();
    let cases = catalogue.cases.iter().map(|case| case.id.as_str());
    let observations = catalogue.observations.iter().map(|observation| observation.id.as_str());
    let known: BTreeSet<_> = cases.chain(observations).collect();
    for variant in VARIANTS {
        let unknown: Vec<_> = variant.differs.iter().filter(|id| !known.contains(**id)).collect();
        assert!(unknown.is_empty(), "`{}` names {unknown:?}, which the features do not", variant.name);
        assert!(variant.differs.is_sorted(), "what differs with `{}` is not in order", variant.name);
    }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

async fn judge(variant: Option<&Variant>, catalogue: &Catalogue) -> Judged {
    let settings = Settings { listen: Listen::Localhost(0), ..Settings::default() };
    let tool = BuiltInTool {
        listen: "localhost:0".into(),
        defects: Vec::new(),
        variants: variant.iter().map(|variant| variant.name.into()).collect(),
        second_platform: true,
    };
    let embedded = Embedded::start(settings, Some(tool)).await.map_err(|error| error.to_string())?;
    let settings = RunSettings {
        target: embedded.target().unwrap().clone(),
        platform: embedded.platform_url().clone(),
        selectors: Vec::new(),
        // Who waits for a tool that sleeps does so beside all others, or the cases would take minutes.
        jobs: if variant.is_some_and(|variant| variant.sleeps) { 128 } else { 8 },
        seed: None,
        strict: false,
        wait: Duration::ZERO,
        snapshots: None,
        progress: None,
        certification: false,
        observe: true,
        interrupt: None,
    };
    let all: Vec<_> = catalogue.cases.iter().collect();
    let record = run(&settings, catalogue, &all).await.map_err(|error| error.to_string());
    embedded.stop().await;
    record
}

/// What a report says of a case, or of an observation, but for the exchanges.
type Said = BTreeMap<String, String>;

fn said(record: &RunRecord) -> Said {
    let case = |case: &CaseRecord| {
        let CaseRecord { level, requirements, verdict, expected, actual, .. } = case;
        (case.id.clone(), format!("{verdict:?} {level:?} {requirements:?} {expected:?} {actual:?}"))
    };
    let observation = |observation: &ObservationRecord| {
        (observation.id.clone(), format!("{:?} {:?}", observation.seen, observation.unseen))
    };
    record.cases.iter().map(case).chain(record.observations.iter().map(observation)).collect()
}

/// Where a variant differs from what its row says.
fn difference(variant: &Variant, plain: &RunRecord, judged: Judged) -> Option<String> {
    let name = variant.name;
    let record = match judged {
        Ok(record) => record,
        Err(why) => return Some(format!("{name}\n  could not be judged: {why}")),
    };
    let (before, after) = (said(plain), said(&record));
    let ids: BTreeSet<_> = before.keys().chain(after.keys()).map(String::as_str).collect();
    let differing: BTreeSet<_> = ids
        .into_iter()
        .filter(|id| before.get(*id) != after.get(*id) && !is_unseen(variant, &record, id))
        .collect();
    let expected: BTreeSet<_> = variant.differs.iter().copied().collect();
    let surplus = differing.difference(&expected);
    let surplus = surplus.map(|id| format!("{id}: {:?}, not {:?}", after.get(*id), before.get(*id)));
    let missed = expected.difference(&differing).map(|id| format!("{id} does not differ"));
    let found: Vec<_> = surplus.chain(missed).collect();
    (!found.is_empty()).then(|| format!("{name}\n  {}", found.join("\n  ")))
}

/// A tool whose pages show nothing of what a case or an observation looks for is not judged by it.
fn is_unseen(variant: &Variant, record: &RunRecord, id: &str) -> bool {
    let case = record.cases.iter().find(|case| case.id == id);
    let observation = record.observations.iter().find(|observation| observation.id == id);
    let applies_not = case.is_some_and(|case| case.verdict == Verdict::NotApplicable)
        || observation.is_some_and(|observation| observation.seen.is_none());
    !variant.shows && applies_not
}
