//! The binary `leadlet`: what an owner and a backend developer run.
//!
//! Each command is one module with its arguments and a `run`. This file knows their names and turns
//! their result into an exit code, nothing else. What a config or a lead *means* stands in
//! `leadlet-core`; this crate reads files, listens on a port and keeps leads in a database. It is the
//! only home of clap, axum, sqlx and csv, and never depends on the widget.
#![forbid(unsafe_code)]

mod backtest;
mod check;
mod eval;
mod import_model;
mod ledger;
mod measure;
mod model_file;
mod replay;
mod score;
mod serve;
mod sql;
mod terminal;
mod train;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Checks Leadlet configs, evaluates JsonLogic and receives the leads of Leadlet flows.
#[derive(Debug, Parser)]
#[command(name = "leadlet", version, arg_required_else_help = true)]
struct Leadlet {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Backtest(backtest::Backtest),
    Check(check::Check),
    Eval(eval::Eval),
    ImportModel(import_model::ImportModel),
    Score(score::Score),
    Serve(serve::Serve),
    Sql(sql::Sql),
    Test(replay::Test),
    Train(train::Train),
}

fn main() -> ExitCode {
    match Leadlet::parse().command {
        Command::Backtest(backtest) => backtest.run(),
        Command::Check(check) => check.run(),
        Command::Eval(eval) => eval.run(),
        Command::ImportModel(import) => import.run(),
        Command::Score(score) => score.run(),
        Command::Serve(serve) => serve.run(),
        Command::Sql(sql) => sql.run(),
        Command::Test(test) => test.run(),
        Command::Train(train) => train.run(),
    }
}
