//! The widget: the browser side of Leadlet.
//!
//! [`embed`] is what the page may say, `ui` what the visitor sees, `browser` what is measured and
//! performed, and `widget` the conductor that owns the progress and is the only one to see both.
//! What is asked, scored and sent is decided by `leadlet-core`.

// What only wide controls need is left out by the linker; to mark each place would be noise.
#![cfg_attr(not(feature = "wide"), allow(dead_code, reason = "the plain edition does not need all of it"))]

mod browser;
pub mod embed;
#[cfg(target_arch = "wasm32")]
mod heap;
mod notice;
mod ui;
mod widget;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: heap::Heap = heap::Heap::new();
