//! What people come for, one file per subject.

mod act_as;
mod complaints;
mod courses;
mod deep_linking;
mod editing;
mod every_page;
mod first_launch;
mod hostile;
mod inspecting;
mod live;
mod looks;
mod lost;
mod people;
mod refused;
mod registering;
mod targets;
