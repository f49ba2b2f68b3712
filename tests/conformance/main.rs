//! Proves that the core keeps to standards that others wrote: JsonLogic's official suite, RFC 8259
//! (JSON) and RFC 8785 (canonical JSON), and reads the phone numbers of the world as libphonenumber does.

mod canonical;
mod json_text;
mod jsonlogic;
mod locate;
mod phone;
mod trees;
