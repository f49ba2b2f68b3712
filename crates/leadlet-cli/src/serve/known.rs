//! The configs this receiver knows, found by the hash that every lead carries.
//!
//! A hash names a config's meaning exactly, so a lead is recomputed with the config its visitor saw
//! or not at all. Configs that were read once stay known while the receiver runs, even after their
//! file changed: leads that waited in a visitor's outbox still name the old one.

use crate::replay::is_cases;
use leadlet_core::config;
use leadlet_core::json::MAX_BYTES;
use leadlet_core::lead::Plan;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// What tells an unchanged file without reading it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    length: u64,
}

#[derive(Default)]
struct Shelf {
    stamps: HashMap<PathBuf, Stamp>,
    /// Every plan that was ever read without an error.
    by_hash: HashMap<String, Arc<Plan>>,
}

/// Every config in one directory, read again when a file changes.
pub(crate) struct KnownConfigs {
    directory: Option<PathBuf>,
    shelf: Mutex<Shelf>,
}

impl KnownConfigs {
    /// Reads the configs in `directory`; knows none where there is no directory.
    pub(crate) fn in_directory(directory: Option<PathBuf>) -> Self {
        let known = KnownConfigs { directory, shelf: Mutex::default() };
        known.refresh();
        known
    }

    /// Finds how leads of the config with this hash are scored, looking at the directory once more.
    ///
    /// Blocks on the file system: a look at the directory, and a read of what changed.
    pub(crate) fn find(&self, hash: &str) -> Option<Arc<Plan>> {
        self.refresh();
        self.lock().by_hash.get(hash).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shelf> {
        // Every change to the shelf is one insertion, so it is whole even after a panic.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn refresh(&self) {
        let Some(directory) = &self.directory else {
            return;
        };
        let files = match json_files(directory) {
            Ok(files) => files,
            Err(error) => {
                tracing::warn!(directory = %directory.display(), %error, "the directory of configs can't be read");
                return;
            }
        };
        let mut shelf = self.lock();
        for (file, stamp) in files {
            if shelf.stamps.get(&file) == Some(&stamp) {
                continue;
            }
            match read(&file, stamp.length) {
                Ok(plan) => {
                    tracing::info!(file = %file.display(), config = plan.id, "read a config");
                    shelf.by_hash.insert(plan.hash.clone(), Arc::new(plan));
                }
                Err(fault) => tracing::warn!(file = %file.display(), "not a config: {fault}"),
            }
            shelf.stamps.insert(file, stamp);
        }
    }
}

fn json_files(directory: &Path) -> io::Result<Vec<(PathBuf, Stamp)>> {
    let mut files = Vec::new();
    for entry in directory.read_dir()? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "json") || is_cases(&path) {
            continue;
        }
        // A file that is gone again since the listing is simply not there.
        if let Ok(about) = path.metadata()
            && about.is_file()
        {
            let modified = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            files.push((path, Stamp { modified, length: about.len() }));
        }
    }
    Ok(files)
}

fn read(file: &Path, length: u64) -> Result<Plan, String> {
    if length > MAX_BYTES as u64 {
        return Err("it is longer than 1 MiB".to_owned());
    }
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let reading = config::read(&text);
    match reading.config {
        Some(config) => Ok(config.plan),
        None => {
            let first = reading.diagnostics.first().map(ToString::to_string).unwrap_or_default();
            Err(format!("{first} (run leadlet check {})", file.display()))
        }
    }
}
