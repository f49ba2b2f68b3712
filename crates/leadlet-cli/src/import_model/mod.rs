//! `leadlet import-model`: makes a model of the trees that XGBoost or LightGBM wrote.
//!
//! Knows what a widget can carry (100 trees, 16 leaves each) and how a column becomes a fact;
//! `xgboost` and `lightgbm` know the formats, `forest` writes trees as the core reads them.
//! Nothing is trained anew: the margins are the ones of the library, to a billionth.

mod forest;
mod lightgbm;
mod xgboost;

use crate::model_file;
use crate::terminal::with_commands_shown;
use crate::train::mapping::{Fact, Mapping};
use clap::Args;
use leadlet_core::json::Json;
use leadlet_core::score::model::check;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Imports a model that XGBoost (JSON) or LightGBM (text) wrote.
///
/// Reads a binary classifier of at most 100 trees: XGBoost's of depth 4 at most, LightGBM's of 16 leaves
/// at most, which is as much. Trees that split by categories are refused: write each category as a
/// column of zeros and ones. Writes the JSON to put into a config as "scoring": { "model": … }.
#[derive(Debug, Args)]
pub(crate) struct ImportModel {
    /// The file of the model, as save_model wrote it.
    file: PathBuf,
    /// A file with the names of the columns, in the order in which the model was given them: a JSON list, an object with such a list as "features", or a name a line. Default: the names in the model.
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    /// The fact that a column stands for: COLUMN=FACT, or COLUMN=FACT:VALUE for a column that is 1 where the fact is the value. Default: an answer of the column's name.
    #[arg(long, value_name = "COLUMN=FACT")]
    map: Vec<String>,
    /// A column that was written as zeros and ones: its columns are named COLUMN_VALUE. May be repeated.
    #[arg(long, value_name = "COLUMN")]
    dummies: Vec<String>,
    /// The probability from which a lead is likely.
    #[arg(long, value_name = "P", default_value_t = 0.5)]
    threshold: f64,
    /// Where the model is written. Default: standard output.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl ImportModel {
    /// Writes the model.
    pub(crate) fn run(&self) -> ExitCode {
        match self.import() {
            Ok(()) => ExitCode::SUCCESS,
            Err(words) => {
                eprintln!("leadlet import-model: {}", with_commands_shown(&words));
                ExitCode::FAILURE
            }
        }
    }

    fn import(&self) -> Result<(), String> {
        if !(0.0..=1.0).contains(&self.threshold) {
            return Err(format!("--threshold {}: write a probability from 0 to 1.", self.threshold));
        }
        let mapping = Mapping::read(&self.map)?;
        let text = text_of(&self.file)?;
        let read = if text.trim_start().starts_with('{') { xgboost::read(&text) } else { lightgbm::read(&text) };
        let in_file = |words: String| format!("{}: {words}", self.file.display());
        let mut forest = read.map_err(in_file)?;
        if let Some(names) = &self.names {
            let names = names_of(&text_of(names)?).map_err(|words| format!("{}: {words}", names.display()))?;
            if names.len() != forest.names.len() {
                let words = format!("there are {} names; the model has {} columns.", names.len(), forest.names.len());
                return Err(in_file(words));
            }
            forest.names = names;
        }
        for column in mapping.columns() {
            if !forest.names.iter().any(|name| name == column) && !self.dummies.iter().any(|name| name == column) {
                return Err(in_file(format!("--map: the model has no column \"{column}\".")));
            }
        }
        let model = forest.model(&|name| self.fact(&mapping, name), self.threshold).map_err(in_file)?;
        let mut faults = Vec::new();
        check(&model, None, "model", &mut faults);
        match faults.first() {
            Some(fault) => Err(in_file(format!("the model can't be used: {fault}"))),
            None => model_file::write(&model, self.out.as_deref()),
        }
    }

    /// Gives the fact of a column, which may be one value of another.
    fn fact(&self, mapping: &Mapping, name: &str) -> Fact {
        let value_of = |column: &str| name.strip_prefix(column)?.strip_prefix('_');
        let is_named = mapping.columns().any(|known| known == name);
        let dummy = self.dummies.iter().filter(|_| !is_named).find_map(|column| Some((column, value_of(column)?)));
        match dummy {
            Some((column, value)) => Fact { is: Some(value.to_owned()), ..mapping.fact(column) },
            None => mapping.fact(name),
        }
    }
}

fn text_of(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: it can't be read: {error}.", path.display()))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        format!(
            "{}: it is no text in UTF-8 (byte {at}). Save XGBoost's model as .json and LightGBM's as .txt.",
            path.display()
        )
    })
}

fn names_of(text: &str) -> Result<Vec<String>, String> {
    if !text.trim_start().starts_with(['[', '{']) {
        return Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect());
    }
    let json: serde_json::Value = serde_json::from_str(text).map_err(|error| format!("not JSON: {error}."))?;
    let list = json.get("features").unwrap_or(&json).as_array().ok_or("there is no list of names.")?;
    let name = |name: &serde_json::Value| name.as_str().map(str::to_owned).ok_or(format!("{name} is no name."));
    list.iter().map(name).collect()
}

/// Writes a number as shortly as it reads back the same.
fn number(value: f64) -> Json {
    Json::Number(value)
}
