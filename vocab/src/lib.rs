//! The names LTI 1.3 uses on the wire: claims, messages, scopes, roles, error codes.
//!
//! Each module is a flat table: one constant a row, and `ALL` over the rows, each with the requirement that
//! introduces it. Nothing here reads, checks or decides anything, because platform, tool and harness share
//! this crate and must not share a mistake. One snapshot, written from the requirements, pins every value.

mod term;

#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod pinned;

pub mod authorization;
pub mod claim;
pub mod content_item;
pub mod context_type;
pub mod document_target;
pub mod error;
pub mod header;
pub mod id;
pub mod login;
pub mod media_type;
pub mod message;
pub mod notice;
pub mod post_message;
pub mod registration;
pub mod response;
pub mod return_url;
pub mod role;
pub mod scope;
pub mod service;
pub mod standard_claim;
pub mod token;
pub mod value;
pub mod variable;

pub use term::{Table, Term};
pub use value::VERSION_1_3_0;

/// Every table of this crate.
pub const TABLES: &[Table] = &[
    Table { name: "claim", terms: claim::ALL },
    Table { name: "standard_claim", terms: standard_claim::ALL },
    Table { name: "header", terms: header::ALL },
    Table { name: "message", terms: message::ALL },
    Table { name: "notice", terms: notice::ALL },
    Table { name: "login", terms: login::ALL },
    Table { name: "authorization", terms: authorization::ALL },
    Table { name: "response", terms: response::ALL },
    Table { name: "return_url", terms: return_url::ALL },
    Table { name: "token", terms: token::ALL },
    Table { name: "value", terms: value::ALL },
    Table { name: "scope", terms: scope::ALL },
    Table { name: "media_type", terms: media_type::ALL },
    Table { name: "role::context", terms: role::context::ALL },
    Table { name: "role::institution", terms: role::institution::ALL },
    Table { name: "role::system", terms: role::system::ALL },
    Table { name: "role::lti", terms: role::lti::ALL },
    Table { name: "role::sub_role", terms: role::sub_role::ALL },
    Table { name: "role::short", terms: role::short::ALL },
    Table { name: "role::person", terms: role::person::ALL },
    Table { name: "context_type", terms: context_type::ALL },
    Table { name: "context_type::short", terms: context_type::short::ALL },
    Table { name: "context_type::urn", terms: context_type::urn::ALL },
    Table { name: "document_target", terms: document_target::ALL },
    Table { name: "document_target::deep_linking", terms: document_target::deep_linking::ALL },
    Table { name: "content_item", terms: content_item::ALL },
    Table { name: "variable", terms: variable::ALL },
    Table { name: "error::authorization", terms: error::authorization::ALL },
    Table { name: "error::token", terms: error::token::ALL },
    Table { name: "error::bearer", terms: error::bearer::ALL },
    Table { name: "error::ags", terms: error::ags::ALL },
    Table { name: "error::registration", terms: error::registration::ALL },
    Table { name: "error::post_message", terms: error::post_message::ALL },
    Table { name: "error::asset_report", terms: error::asset_report::ALL },
    Table { name: "post_message", terms: post_message::ALL },
    Table { name: "registration", terms: registration::ALL },
    Table { name: "registration::platform", terms: registration::platform::ALL },
    Table { name: "registration::tool", terms: registration::tool::ALL },
    Table { name: "registration::placement", terms: registration::placement::ALL },
    Table { name: "service::activity_progress", terms: service::activity_progress::ALL },
    Table { name: "service::grading_progress", terms: service::grading_progress::ALL },
    Table { name: "service::membership_status", terms: service::membership_status::ALL },
    Table { name: "service::processing_progress", terms: service::processing_progress::ALL },
    Table { name: "service::control_action", terms: service::control_action::ALL },
    Table { name: "service::control_status", terms: service::control_status::ALL },
];
