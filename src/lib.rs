//! The widget: the browser side of Leadlet.
use wasm_bindgen::prelude::*;
/// A skeleton export.
#[wasm_bindgen]
pub fn hello() -> String { "hello".into() }
