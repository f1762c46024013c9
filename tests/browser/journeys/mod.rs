//! What people come for, one file per subject.

mod every_page;
mod first_launch;
