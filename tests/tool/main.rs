//! Proves the binary `leadlet` from outside: the real program, real files, real HTTP.
//!
//! One file per group of requirements; a test's name is the requirement. [`running`] starts the
//! receiver on a free port with a database of its own, [`wire`] writes leads as the widget does.

mod any_file_can_be_shown;
mod any_table_is_read_or_refused;
mod cases_and_pages_agree;
mod cases_are_replayed;
mod check_says_what_is_wrong;
mod exports_are_safe_to_open;
mod facts_are_scored_in_bulk;
mod files_are_served_as_what_they_are;
mod history_is_measured;
mod leads_are_kept_once;
mod leads_are_marked;
mod leads_of_one_person_are_marked;
mod models_are_imported;
mod models_are_trained;
mod models_learn_from_the_inbox;
mod refusals_say_why_in_json;
mod rules_are_evaluated_line_by_line;
mod running;
mod scores_are_checked;
mod sql_is_exact_or_refused;
mod start_and_stop_are_clean;
mod templates_are_sound;
mod the_inbox_is_the_owners;
mod wire;
