//! Drives an LTI tool, judges it and reports.
//!
//! [`run`] plays the cases of a [`Catalogue`] against a [`Target`] and returns one [`RunRecord`], from which every report
//! is made; [`doctor`] says beforehand whether the tool can be judged at all.

mod acts;
mod canary;
mod catalogue;
mod clock;
mod control;
mod doctor;
mod driver;
pub mod embedded;
mod expected;
mod injection;
mod launch;
mod mask;
mod one_launch;
mod oracle;
mod own_time;
mod picker;
mod reach;
mod record;
mod registering;
mod registration_calls;
pub mod report;
mod run;
mod scene;
mod service_calls;
mod session;
mod settings;
mod snapshot;
mod steps;
mod suite;
mod target;
mod told;
mod variation;
mod world;

pub use acts::act_names;
pub use catalogue::{
    Attack, Case, Catalogue, CertificationTest, Counts, Coverage, Covered, FeatureError, Level, Observation,
    Requirement, Requirements, SelectsNothing, Weighed, Weight, Window,
};
pub use control::ControlError;
pub use doctor::{Diagnosis, Finding, State, Values, doctor, not_registered};
pub use expected::ExpectedFailure;
pub use one_launch::{
    BadWish, DecodedToken, FaultWish, Hop, LaunchError, Message, Named, OneLaunch, Outcome, Wish, launch,
};
pub use own_time::OwnTime;
pub use record::{
    CaseRecord, ExchangeRecord, ObservationRecord, Outcome as TestOutcome, RunRecord, SnapshotRecord,
    SnapshotState, SnapshotSummary, SuiteRecord, Summary, TestRecord, Verdict,
};
pub use registering::{NotRegistered, RegisterError, Wanted, register};
pub use run::{Interrupt, Progress, RunSettings, run};
pub use session::RunError;
pub use snapshot::{
    Mask, Mode as SnapshotMode, Pending, Place as MaskPlace, SnapshotSettings, StoreError, Waiting, pending,
};
pub use target::{Act, ActStep, Activation, MadeBy, Registration, Shows, Sign, Skip, Target, is_selector};
