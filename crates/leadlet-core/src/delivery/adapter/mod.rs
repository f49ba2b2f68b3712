//! Adapters: one file per backend. Each describes a request and judges the reply.
//!
//! A new backend is one file and one line below.

use super::{
    Endpoint,
    request::{Reply, Request, Verdict},
};
use crate::{json::Json, shape::Record};

macro_rules! adapters {
    ($($module:ident,)*) => {
        $(pub mod $module;)*

        /// The settings of every adapter.
        pub static VARIANTS: &[&Record] = &[$(&$module::RECORD,)*];

        /// Describes the request that carries a lead to an endpoint.
        #[must_use]
        pub fn describe(endpoint: &Endpoint, lead: &Json) -> Request {
            $(if endpoint.adapter == $module::RECORD.name {
                return $module::describe(endpoint, lead);
            })*
            json::describe(endpoint, lead)
        }

        /// Judges the reply of an endpoint.
        #[must_use]
        pub fn judge(endpoint: &Endpoint, reply: &Reply) -> Verdict {
            $(if endpoint.adapter == $module::RECORD.name {
                return $module::judge(reply);
            })*
            json::judge(reply)
        }
    };
}

adapters! {
    json,
}
