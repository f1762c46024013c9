//! Names and Role Provisioning Services: who belongs to a course (requirements 5).

mod ask;
pub(crate) mod claim;
mod container;
mod faulty;
pub(crate) mod memberships;
