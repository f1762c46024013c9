//! The simulated LMS of Homeroom: an LTI 1.3 platform.
//!
//! ```no_run
//! # async fn example() -> Result<(), homeroom_platform::StartError> {
//! use homeroom_platform::{Listen, Platform, Settings};
//!
//! let settings = Settings { listen: Listen::Localhost(0), ..Settings::default() };
//! let platform = Platform::start(settings).await?;
//! println!("open {}", platform.url());
//! platform.stop().await;
//! # Ok(())
//! # }
//! ```

mod app;
mod at;
mod campus;
mod clock;
mod control;
mod copying;
mod doctor;
mod domain;
mod entropy;
mod error;
mod faults;
mod fetch;
mod grading;
mod guard;
mod intake;
mod journal;
mod keys;
mod launch;
mod pages;
mod platform;
mod requirements;
mod routes;
mod seed;
mod services;
mod settings;
mod store;
mod token;
mod tool_key;
mod view;
mod writing;

pub use error::{StartError, StateError};
pub use faults::{Fault, faults};
pub use keys::supply::KeySupply;
pub use platform::Platform;
pub use settings::{BadListen, DEFAULT_JOURNAL, Listen, Settings, State};
