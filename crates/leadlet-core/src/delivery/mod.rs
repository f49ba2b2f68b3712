//! Delivery: how a lead gets to its receiver, as decisions and descriptions.
//!
//! [`request`] describes what is sent, an [`adapter`] knows one backend's format and judges its
//! replies, the [`outbox`] decides when to send and what the visitor may be told. Nothing here
//! sends, sleeps or stores: the widget's edge does, and reports back.

pub mod adapter;
pub mod outbox;
pub mod request;

use crate::{
    about,
    json::Json,
    shape::{Setting, Shape, Union, optional, required},
    web_address::AddressUse,
};

/// Where leads go, as an owner writes it.
pub static ENDPOINT: Union = Union { name: "Endpoint", tag: "type", common: COMMON, variants: adapter::VARIANTS };

static COMMON: &[Setting] = &[
    optional("id", Shape::Name, about!("The endpoint's name in events. Default: its type.")),
    required(
        "url",
        Shape::Address(AddressUse::Endpoint),
        about!("Where leads are posted: https, or a path on the same site."),
    ),
];

/// One place where leads go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name in events.
    pub id: String,
    /// Its address.
    pub url: String,
    /// The name of its adapter.
    pub adapter: &'static str,
}

impl Endpoint {
    /// Picks an endpoint out of a tree whose shape has been examined.
    #[must_use]
    pub fn pick(json: &Json) -> Self {
        let wanted = json.text_at("type").unwrap_or_default();
        let adapter = adapter::VARIANTS.iter().map(|record| record.name).find(|name| *name == wanted).unwrap_or("json");
        Endpoint {
            id: json.text_at("id").unwrap_or(adapter).to_owned(),
            url: json.owned_at("url").unwrap_or_default(),
            adapter,
        }
    }
}
