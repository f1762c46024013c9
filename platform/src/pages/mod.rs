//! What a person sees: the LMS pages and the admin pages. A page is found by its URL.

mod campuses;
mod chrome;
mod courses;
mod error;
mod home;
mod journal;
mod keys;
mod launches;
mod page;
mod parts;
mod people;
#[cfg(test)]
mod samples;
mod tools;
mod typed;
