//! Names and Role Provisioning Services: who belongs to a course (requirements 5).

mod ask;
mod container;
mod faulty;
pub(crate) mod memberships;
