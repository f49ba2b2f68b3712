//! Visits that are written down: what somebody would answer, and what must come of it.
//!
//! A *case* names a visitor's answers and surroundings and what is expected: the path, the score,
//! the stage, the outcome. This module reads files of cases and says what is wrong with them
//! ([`CaseFile::read`], [`CaseFile::check`]), lets a case happen ([`visit`]) by the same events that
//! the widget's conductor tells, compares what came with what was expected ([`differences`]), writes
//! an expectation anew ([`renewed`]) and counts what the cases have not reached ([`Coverage`]).
//!
//! It decides nothing about flows: what is asked, refused, scored and shown is the business of
//! [`flow`](crate::flow), [`lead`](crate::lead) and [`score`](crate::score), which run here as they
//! do in a page. It reads no files and has no clock: a case without a time happens at [`USUAL_TIME`],
//! so that points which fade are the same tomorrow. Like all of the core it is pure, but no visitor
//! needs it: it is built with the feature `replay` only.

mod branches;
mod check;
mod coverage;
mod expectation;
mod format;
mod time;
mod visit;

pub use branches::Branch;
pub use coverage::{Coverage, Part, Sort};
pub use expectation::{Difference, differences, outcome_of, renewed};
pub use format::{CASES, Case, CaseFile, Given, USUAL_TIME};
pub use visit::{Absence, End, Refusal, Visit, visit};
