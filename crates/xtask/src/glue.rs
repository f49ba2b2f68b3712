//! Knows the shape of the JavaScript that wasm-bindgen writes, as far as it can be made smaller.
//!
//! The names between the glue and the wasm are spelled out twice and are long: nothing else reads
//! them, so they become one or two letters on both sides. What the glue offers and the wasm does not
//! import is taken out, and so is what only served that. Whatever this module does not recognise it
//! leaves alone or refuses; [`Glue::check`] says at the end whether both sides still fit.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

/// How an entry of the glue's import object is indented.
const ENTRY: &str = "        ";

/// The glue, line by line.
pub(crate) struct Glue {
    lines: Vec<String>,
}

/// The short name of everything that crosses between the glue and the wasm.
#[derive(Debug, Default)]
pub(crate) struct ShortNames {
    /// The module all imports are from.
    pub(crate) module: (String, String),
    pub(crate) imports: BTreeMap<String, String>,
    pub(crate) exports: BTreeMap<String, String>,
}

impl ShortNames {
    /// Names imports and exports in the order they come.
    pub(crate) fn new<'a>(
        module: &str,
        imports: impl Iterator<Item = &'a str>,
        exports: impl Iterator<Item = &'a str>,
    ) -> Self {
        let shorten = |(place, name): (usize, &str)| (name.to_owned(), short_name(place));
        Self {
            module: (module.to_owned(), short_name(0)),
            imports: imports.enumerate().map(shorten).collect(),
            exports: exports.enumerate().map(shorten).collect(),
        }
    }
}

impl Glue {
    /// Takes the text of the glue.
    pub(crate) fn new(text: &str) -> Self {
        Self { lines: text.lines().map(str::to_owned).collect() }
    }

    /// Returns the text of the glue.
    pub(crate) fn text(&self) -> String {
        self.lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
    }

    /// Takes out a class that nobody makes an object of, and what goes with it. Fails if there is none.
    pub(crate) fn drop_class(&mut self, name: &str) -> Result<()> {
        self.drop_block(&format!("export class {name} {{"), &["}"])?;
        self.drop_block(&format!("const {name}Finalization = "), &["    : new FinalizationRegistry("])?;
        self.lines.retain(|line| !line.starts_with(&format!("if (Symbol.dispose) {name}.prototype")));
        Ok(())
    }

    /// Takes out the imports that are not in `live`, then the functions at the top level that nobody
    /// names any more. Fails if a live one is missing.
    pub(crate) fn keep_imports(&mut self, live: &BTreeSet<&str>) -> Result<()> {
        let offered = self.imports();
        if let Some(missing) = live.iter().find(|name| !offered.iter().any(|offer| offer == *name)) {
            bail!("the wasm imports `{missing}`, which wasm-bindgen's glue does not offer");
        }
        for name in offered.iter().filter(|name| !live.contains(name.as_str())) {
            self.drop_block(&format!("{ENTRY}{name}: function"), &["        },", "        }, arguments); },"])?;
        }
        loop {
            let text = self.text();
            // A member of another object may have the same name: `wasm.name`.
            let named = |name: &str| {
                let words = identifiers(&text);
                words.filter(|(at, word)| *word == name && !text[..*at].ends_with('.')).count()
            };
            let uncalled: Vec<String> = self
                .lines
                .iter()
                .filter_map(|line| line.strip_prefix("function ")?.split_once('('))
                .filter(|(name, _)| named(name) == 1)
                .map(|(name, _)| format!("function {name}("))
                .collect();
            if uncalled.is_empty() {
                return Ok(());
            }
            for start in uncalled {
                self.drop_block(&start, &["}"])?;
            }
        }
    }

    /// Returns the names the glue offers to the wasm.
    fn imports(&self) -> Vec<String> {
        let entry = |line: &String| {
            let (name, rest) = line.strip_prefix(ENTRY)?.split_once(':')?;
            let is_name = !name.is_empty() && name.chars().all(is_in_identifier);
            (is_name && rest.starts_with(" function(")).then(|| name.to_owned())
        };
        self.lines.iter().filter_map(entry).collect()
    }

    /// Returns the names of the wasm's exports that the glue uses.
    pub(crate) fn exports(&self) -> BTreeSet<String> {
        let text = self.text();
        uses_of_wasm(&text).map(|(_, name)| name.to_owned()).collect()
    }

    /// Gives everything its short name. Fails if the glue names what the wasm does not have.
    pub(crate) fn rename(&mut self, names: &ShortNames) -> Result<()> {
        for line in &mut self.lines {
            if let Some((name, rest)) = line.strip_prefix(ENTRY).and_then(|line| line.split_once(": function("))
                && let Some(short) = names.imports.get(name)
            {
                *line = format!("{ENTRY}{short}: function({rest}");
            }
            let mut renamed = String::new();
            let mut done = 0;
            for (at, name) in uses_of_wasm(line) {
                let Some(short) = names.exports.get(name) else {
                    bail!("the glue uses `wasm.{name}`, which the wasm does not export");
                };
                renamed.push_str(&line[done..at]);
                renamed.push_str(short);
                done = at + name.len();
            }
            renamed.push_str(&line[done..]);
            *line = renamed;
        }
        let (module, short) = &names.module;
        let (before, after) = (format!("\"{module}\": import0,"), format!("\"{short}\": import0,"));
        let mut modules = self.lines.iter_mut().filter(|line| line.trim() == before);
        let (Some(line), None) = (modules.next(), modules.next()) else {
            bail!("the glue does not offer the module `{module}` exactly once");
        };
        *line = line.replace(&before, &after);
        Ok(())
    }

    /// Fails unless the glue offers exactly `imports` and uses none but `exports`.
    pub(crate) fn check(&self, imports: &BTreeSet<&str>, exports: &BTreeSet<&str>) -> Result<()> {
        let offered = self.imports();
        let offered: BTreeSet<&str> = offered.iter().map(String::as_str).collect();
        if let Some(name) = offered.symmetric_difference(imports).next() {
            bail!("the import `{name}` is on one side only: either in the glue or in the wasm");
        }
        if let Some(name) = self.exports().iter().find(|name| !exports.contains(name.as_str())) {
            bail!("the glue uses `wasm.{name}`, which the wasm does not export");
        }
        Ok(())
    }

    /// Takes out the lines from the one that begins with `start` to the next that begins with one of
    /// `ends`. Fails unless there is exactly one such start and an end.
    fn drop_block(&mut self, start: &str, ends: &[&str]) -> Result<()> {
        let mut starts = self.lines.iter().enumerate().filter(|(_, line)| line.starts_with(start));
        let (Some((from, _)), None) = (starts.next(), starts.next()) else {
            bail!("wasm-bindgen's glue does not have exactly one line that begins with `{start}`");
        };
        let mut rest = self.lines.iter().enumerate().skip(from);
        let Some((to, _)) = rest.find(|(_, line)| ends.iter().any(|end| line.starts_with(end))) else {
            bail!("wasm-bindgen's glue does not end what begins with `{start}`");
        };
        self.lines.drain(from..=to);
        Ok(())
    }
}

/// The uses of the wasm's exports in a text: `wasm.name`, each with the place of `name`.
fn uses_of_wasm(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut words = identifiers(text).peekable();
    std::iter::from_fn(move || {
        loop {
            let (at, word) = words.next()?;
            let is_member = text[..at].ends_with('.');
            if word == "wasm"
                && !is_member
                && text[at + word.len()..].starts_with('.')
                && let Some((next, name)) = words.peek().copied()
                && next == at + word.len() + 1
            {
                return Some((next, name));
            }
        }
    })
}

/// The identifiers, keywords and numbers of a text, each with its place.
fn identifiers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split_inclusive(|c| !is_in_identifier(c))
        .map(move |piece| {
            let at = next;
            next += piece.len();
            (at, piece.trim_end_matches(|c| !is_in_identifier(c)))
        })
        .filter(|(_, word)| !word.is_empty())
}

fn is_in_identifier(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// The name at a place: a to z, then aa to az, and so on.
fn short_name(place: usize) -> String {
    let last = char::from(b'a' + (place % 26) as u8);
    match place / 26 {
        0 => last.to_string(),
        more => short_name(more - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Glue, ShortNames, short_name};

    const GLUE: &str = r#"export class Flow {
    free() {
        wasm.__wbg_flow_free(ptr, 0);
    }
}
export class Unused {
    free() {
        wasm.__wbg_unused_free(ptr, 0);
    }
}
if (Symbol.dispose) Unused.prototype[Symbol.dispose] = Unused.prototype.free;
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_get_1: function(arg0) {
            return arg0.wasm.get(wasm.memory);
        },
        __wbg_get_12: function() { return handleError(function (arg0) {
            return makeClosure(arg0, _RNshim);
        }, arguments); },
    };
    return {
        __proto__: null,
        "./x_bg.js": import0,
    };
}
function _RNshim(arg0) {
    wasm._RNshim(arg0);
}
const UnusedFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_unused_free(ptr, 1));
export { __wbg_get_imports as default };
"#;

    fn set<'a>(names: &[&'a str]) -> BTreeSet<&'a str> {
        names.iter().copied().collect()
    }

    #[test]
    fn both_sides_get_the_same_short_names_and_members_of_other_objects_keep_theirs() {
        let mut glue = Glue::new(GLUE);
        glue.drop_class("Unused").expect("it is there");
        let exports = ["memory", "__wbg_flow_free", "_RNshim"];
        let names = ShortNames::new("./x_bg.js", ["__wbg_get_1", "__wbg_get_12"].into_iter(), exports.into_iter());
        glue.rename(&names).expect("everything is known");
        let text = glue.text();
        assert!(text.contains("        a: function(arg0) {") && text.contains("        b: function() {"), "{text}");
        assert!(text.contains("arg0.wasm.get(wasm.a)") && text.contains("wasm.b(ptr, 0)"), "{text}");
        assert!(text.contains("function _RNshim(arg0) {\n    wasm.c(arg0);"), "{text}");
        assert!(text.contains("\"a\": import0,") && !text.contains("x_bg"), "{text}");
        glue.check(&set(&["a", "b"]), &set(&["a", "b", "c"])).expect("both sides fit");
    }

    #[test]
    fn a_dead_import_goes_with_the_function_that_only_it_named() {
        let mut glue = Glue::new(GLUE);
        glue.drop_class("Unused").expect("it is there");
        assert!(glue.exports().contains("_RNshim"));
        glue.keep_imports(&set(&["__wbg_get_1"])).expect("it is offered");
        assert!(!glue.text().contains("__wbg_get_12") && !glue.text().contains("_RNshim"), "{}", glue.text());
        assert!(glue.text().contains("    };\n    return {"), "the rest is whole: {}", glue.text());
    }

    #[test]
    fn a_class_leaves_nothing_behind() {
        let mut glue = Glue::new(GLUE);
        glue.drop_class("Unused").expect("it is there");
        assert!(!glue.text().contains("Unused") && !glue.text().contains("unused"), "{}", glue.text());
        let said = glue.drop_class("Unused").expect_err("it is gone").to_string();
        assert!(said.contains("export class Unused"), "{said}");
    }

    #[test]
    fn an_import_the_glue_lacks_is_refused_by_name() {
        let said = Glue::new(GLUE).keep_imports(&set(&["__wbg_set"])).expect_err("missing").to_string();
        assert!(said.contains("`__wbg_set`"), "{said}");
    }

    #[test]
    fn an_export_the_wasm_lacks_is_refused_by_name() {
        let names = ShortNames::new("./x_bg.js", std::iter::empty(), ["memory"].into_iter());
        let said = Glue::new(GLUE).rename(&names).expect_err("missing").to_string();
        assert!(said.contains("`wasm.__wbg_flow_free`"), "{said}");
        let glue = Glue::new(GLUE);
        let said = glue.check(&set(&["__wbg_get_1", "__wbg_get_12"]), &set(&["memory"]));
        assert!(said.expect_err("missing").to_string().contains("does not export"));
    }

    #[test]
    fn short_names_do_not_repeat() {
        let names: BTreeSet<String> = (0..1000).map(short_name).collect();
        assert_eq!(names.len(), 1000);
        assert_eq!([short_name(0), short_name(26), short_name(701), short_name(702)], ["a", "aa", "zz", "aaa"]);
    }
}
