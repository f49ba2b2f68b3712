//! The pure heart of Leadlet.
#![forbid(unsafe_code)]
pub mod json;
