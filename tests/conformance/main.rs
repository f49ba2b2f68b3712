//! Proves that the core keeps to standards that others wrote: JsonLogic's official suite, RFC 8259
//! (JSON) and RFC 8785 (canonical JSON).

mod canonical;
mod json_text;
mod jsonlogic;
mod locate;
mod trees;
