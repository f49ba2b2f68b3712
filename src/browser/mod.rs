//! Measures and performs; never decides, and never looks at what the visitor sees.

pub(crate) mod clock;
pub(crate) mod network;
pub(crate) mod page;
