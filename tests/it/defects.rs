//! Every bug that the reference tool can be given is caught by exactly the cases that say so.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use homeroom_harness::embedded::{BuiltInTool, Embedded};
use homeroom_harness::{Case, CaseRecord, Catalogue, Level, RunRecord, RunSettings, Verdict, run};
use homeroom_platform::{KeySupply, Listen, Settings};
use homeroom_tool::{Blocks, DEFECTS, Defect};
use serde_json::Value;

use crate::support::hear_panics_again;

/// What became of the cases when the tool had one bug, or none.
type Judged = Result<RunRecord, String>;

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: `cargo test --release --test it`")]
fn every_defect_fails_exactly_the_cases_that_it_names() {
    let catalogue = Catalogue::load(&[]).unwrap();
    let rows: Vec<_> = std::iter::once(None).chain(DEFECTS.iter().map(Some)).collect();
    let keys = KeySupply::default();
    let (next, differences, begun) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Instant::now());
    // A run waits for its own answers a third of its time: one row more than there are cores keeps these busy.
    let workers = std::thread::available_parallelism().map_or(1, usize::from) + 1;
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(1)
                    .enable_all()
                    .build()
                    .unwrap();
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let judged = runtime.block_on(judge(*row, &catalogue, &keys));
                    differences.lock().unwrap().extend(difference(*row, judged));
                }
            });
        }
    });
    let mut differences = differences.into_inner().unwrap();
    differences.sort();
    hear_panics_again();
    let (count, took) = (rows.len(), begun.elapsed());
    let cells: usize = rows.iter().map(|row| of_its_area(*row, &catalogue).len()).sum();
    println!(
        "{count} rows ({} defects and none), {} cases: {cells} cells in {} s",
        DEFECTS.len(),
        catalogue.cases.len(),
        took.as_secs()
    );
    assert!(differences.is_empty(), "{} of {count}:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn every_defect_names_cases_that_exist() {
    let catalogue = Catalogue::load(&[]).unwrap();
    let ids: BTreeSet<_> = catalogue.cases.iter().map(|case| case.id.as_str()).collect();
    for defect in DEFECTS {
        let unknown: Vec<_> = defect.cases.iter().filter(|case| !ids.contains(**case)).collect();
        assert!(unknown.is_empty(), "`{}` names {unknown:?}, which `homeroom list` does not", defect.name);
        assert!(!defect.cases.is_empty(), "no case catches `{}`", defect.name);
        assert!(defect.cases.is_sorted(), "the cases of `{}` are not in order", defect.name);
    }
    assert!(DEFECTS.len() >= 100, "only {} defects", DEFECTS.len());
}

/// A case that no bug fails may be one that passes everything.
#[test]
fn every_case_that_decides_is_failed_by_a_defect() {
    let catalogue = Catalogue::load(&[]).unwrap();
    let caught: BTreeSet<_> = DEFECTS.iter().flat_map(|defect| defect.cases).copied().collect();
    let decides = |case: &&Case| case.level != Level::May;
    let deciding: Vec<_> = catalogue.cases.iter().filter(decides).collect();
    let idle: Vec<_> =
        deciding.iter().map(|case| case.id.as_str()).filter(|id| !caught.contains(id)).collect();
    println!("{} defects fail each of {} cases", DEFECTS.len(), deciding.len());
    assert!(idle.is_empty(), "no defect fails {idle:?}");
}

/// Read from what the platform was asked in a whole run, not from what the features say.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: `cargo test --release --test it`")]
async fn every_fault_is_used() {
    let catalogue = Catalogue::load(&[]).unwrap();
    let embedded = start(None, &KeySupply::default()).await.unwrap();
    let all: Vec<_> = catalogue.cases.iter().collect();
    let record = run_on(&embedded, &catalogue, &all, true).await.unwrap();
    hear_panics_again();
    let (mut used, platform) = (BTreeSet::new(), embedded.platform_url().clone());
    let campuses: Value = read(platform.join("api/campuses").unwrap()).await;
    for campus in campuses.as_array().unwrap() {
        let journal = format!("{}/api/exchanges?kind=control", campus["name"].as_str().unwrap());
        let asked: Value = read(platform.join(&journal).unwrap()).await;
        asked["exchanges"].as_array().unwrap().iter().for_each(|exchange| used.extend(faults_in(exchange)));
    }
    embedded.stop().await;
    let all: Vec<_> = homeroom_platform::faults().map(|fault| fault.name).collect();
    let idle: Vec<_> = all.iter().filter(|name| !used.contains(**name)).collect();
    println!(
        "{} faults, {} cases, {} observations",
        all.len(),
        record.cases.len(),
        record.observations.len()
    );
    assert!(idle.is_empty(), "no case and no observation uses {idle:?}");
}

async fn read(url: url::Url) -> Value {
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

/// What a request to prepare a launch, or to arm a campus, orders.
fn faults_in(exchange: &Value) -> Vec<String> {
    let body: Value =
        serde_json::from_str(exchange["request_body"].as_str().unwrap_or_default()).unwrap_or_default();
    let ordered = ["faults", "armed"].map(|member| body[member].as_array().cloned().unwrap_or_default());
    ordered.concat().iter().filter_map(|fault| Some(fault["name"].as_str()?.to_owned())).collect()
}

/// Features whose cases the bugs of other parts leave alone, or all but alone. What is in none of them is about launches.
const AREAS: [&[&str]; 3] = [
    &["deep_linking_answer", "deep_linking_items", "deep_linking_request"],
    &["tokens", "grades", "roster", "service_rules"],
    &["registration"],
];

/// The area of deep linking: its cases are launches too, so bugs of launches are tried on them.
const PICKING: usize = 0;

/// Who asks for the whole matrix: every bug on every case, which takes an hour.
const WHOLE: &str = "HOMEROOM_WHOLE_MATRIX";

/// What lists the crashes of all areas.
const CRASHES: &str = "refusal.no_crash";

/// A bug is tried on the cases of its area, on those that it names, wherever they are, and on the list of crashes. Without a
/// bug all cases are played.
fn of_its_area<'c>(defect: Option<&Defect>, catalogue: &'c Catalogue) -> Vec<&'c Case> {
    let all = catalogue.cases.iter();
    let Some(defect) = defect.filter(|_| std::env::var_os(WHOLE).is_none()) else { return all.collect() };
    let tried = areas(defect, catalogue);
    all.filter(|case| tried.contains(&area(case)) || is_named(defect, case) || case.id == CRASHES).collect()
}

/// The areas of the services and the registration are those of a bug that touches them; the area of deep linking is that of
/// a bug that touches nothing else.
fn areas(defect: &Defect, catalogue: &Catalogue) -> Vec<Option<usize>> {
    let named = |case: &&Case| case.id != CRASHES && defect.cases.contains(&case.id.as_str());
    let touched: BTreeSet<_> = catalogue.cases.iter().filter(named).map(area).collect();
    let apart: Vec<_> =
        touched.iter().copied().filter(|area| area.is_some_and(|area| area != PICKING)).collect();
    if !apart.is_empty() {
        return apart;
    }
    let picking = Some(PICKING);
    if touched.iter().all(|area| *area == picking) && !touched.is_empty() {
        vec![picking]
    } else {
        vec![None, picking]
    }
}

fn area(case: &Case) -> Option<usize> {
    let feature = case.feature.trim_end_matches(".feature");
    let name = feature.rsplit('/').next().unwrap_or(feature);
    AREAS.iter().position(|area| area.contains(&name))
}

/// Whether the row says something of the case: that it fails, or that it cannot be judged.
fn is_named(defect: &Defect, case: &Case) -> bool {
    let blocked = match defect.blocks {
        Blocks::Cases(ids) => ids.iter().any(|id| case.id.starts_with(id)),
        Blocks::Nothing | Blocks::Launches => false,
    };
    blocked || defect.cases.contains(&case.id.as_str())
}

async fn judge(defect: Option<&Defect>, catalogue: &Catalogue, keys: &KeySupply) -> Judged {
    let embedded = start(defect, keys).await?;
    let record = run_on(&embedded, catalogue, &of_its_area(defect, catalogue), false).await;
    embedded.stop().await;
    record
}

async fn start(defect: Option<&Defect>, keys: &KeySupply) -> Result<Embedded, String> {
    let settings = Settings {
        listen: Listen::Localhost(0),
        journal: 100_000,
        keys: keys.clone(),
        ..Settings::default()
    };
    let tool = BuiltInTool {
        listen: "localhost:0".into(),
        defects: defect.iter().map(|defect| defect.name.into()).collect(),
        variants: Vec::new(),
        second_platform: true,
    };
    Embedded::start(settings, Some(tool)).await.map_err(|error| error.to_string())
}

async fn run_on(embedded: &Embedded, catalogue: &Catalogue, cases: &[&Case], observe: bool) -> Judged {
    let settings = RunSettings {
        target: embedded.target().unwrap().clone(),
        platform: embedded.platform_url().clone(),
        selectors: Vec::new(),
        jobs: 8,
        seed: None,
        strict: true,
        wait: Duration::ZERO,
        snapshots: None,
        progress: None,
        certification: false,
        observe,
        interrupt: None,
    };
    run(&settings, catalogue, cases).await.map_err(|error| error.to_string())
}

/// What the row says and what happened, where the two differ.
fn difference(defect: Option<&Defect>, judged: Judged) -> Option<String> {
    let name = defect.map_or("no defect", |defect| defect.name);
    let record = match judged {
        Ok(record) => record,
        Err(why) => return Some(format!("{name}\n  could not be judged: {why}")),
    };
    let expected: BTreeSet<_> = defect.iter().flat_map(|defect| defect.cases).copied().collect();
    let failed: BTreeSet<_> = record.failures().map(|case| case.id.as_str()).collect();
    let missed = expected.difference(&failed).map(|id| format!("not caught by {id}"));
    let surplus = failed.difference(&expected).map(|id| format!("caught also by {id}"));
    let blocked = unexpectedly_blocked(defect.map_or(Blocks::Nothing, |defect| defect.blocks), &record);
    let found: Vec<_> = missed.chain(surplus).chain(blocked).collect();
    (!found.is_empty()).then(|| format!("{name}\n  {}", found.join("\n  ")))
}

/// A case that is not judged hides a check that no longer bites, so each has to be declared.
fn unexpectedly_blocked(blocks: Blocks, record: &RunRecord) -> Vec<String> {
    let judged = [Verdict::Pass, Verdict::Fail, Verdict::Warn];
    let blocked: Vec<_> = record.cases.iter().filter(|case| !judged.contains(&case.verdict)).collect();
    let tell =
        |case: &&CaseRecord| format!("blocks {}: {}", case.id, case.actual.as_deref().unwrap_or_default());
    match blocks {
        Blocks::Nothing => blocked.iter().map(tell).collect(),
        Blocks::Cases(ids) => {
            let declared = |case: &&&CaseRecord| ids.iter().any(|id| case.id.starts_with(id));
            let needless = ids.iter().filter(|id| !blocked.iter().any(|case| case.id.starts_with(**id)));
            let needless = needless.map(|id| format!("does not block {id}"));
            blocked.iter().filter(|case| !declared(case)).map(tell).chain(needless).collect()
        }
        Blocks::Launches if record.no_launch.is_none() => vec!["launches are taken".to_owned()],
        Blocks::Launches => blocked.iter().filter(|case| case.actual != record.no_launch).map(tell).collect(),
    }
}
