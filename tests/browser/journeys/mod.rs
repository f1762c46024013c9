//! What people come for, one file per subject.

mod first_launch;
