//! The border about exceptions to lints: each says why it is made.

use super::Fault;
use super::code::code_lines;
use super::house::{House, TextFile};

pub(super) fn exceptions_say_why(house: &House) -> Vec<Fault> {
    let sources = house.files.iter().filter(|file| file.extension() == "rs");
    sources.flat_map(without_reason).collect()
}

/// Finds the attributes `allow` and `expect`, alone or in a `cfg_attr`, that have no `reason`.
fn without_reason(file: &TextFile) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut lines = code_lines(file).into_iter();
    while let Some((number, line)) = lines.next() {
        let start = line.trim_start();
        if !start.starts_with("#[") && !start.starts_with("#![") {
            continue;
        }
        let mut attribute = start.to_owned();
        while brackets(&attribute) > 0 {
            let Some((_, more)) = lines.next() else { break };
            attribute.push_str(more);
        }
        let excepts = [" allow(", "[allow(", " expect(", "[expect("].iter().any(|word| attribute.contains(word));
        if excepts && !attribute.contains("reason =") {
            faults.push(Fault::at_line(&file.path, number, "excepts from a lint without `reason = \"…\"`"));
        }
    }
    faults
}

/// How many square brackets are still open at the end of `text`.
fn brackets(text: &str) -> i32 {
    text.chars().map(|c| i32::from(c == '[') - i32::from(c == ']')).sum()
}

#[cfg(test)]
mod tests {
    use super::super::house::examples::house_with;
    use super::exceptions_say_why;

    #[test]
    fn an_exception_without_a_reason_is_found() {
        for bad in [
            "#[allow(dead_code)]\nfn a() {}\n",
            "#![expect(clippy::all)]\n",
            "    #[cfg_attr(test, allow(dead_code))]\n",
            "#[expect(\n    dead_code,\n    unused\n)]\nfn a() {}\n",
        ] {
            assert_eq!(exceptions_say_why(&house_with("src/lib.rs", bad)).len(), 1, "{bad}");
        }
    }

    #[test]
    fn an_exception_with_a_reason_is_accepted() {
        for good in [
            "#[expect(dead_code, reason = \"read by the page\")]\n",
            "#[allow(\n    dead_code,\n    reason = \"read by the page\"\n)]\n",
            "let a = b.expect(\"present\");\n",
        ] {
            assert_eq!(exceptions_say_why(&house_with("src/lib.rs", good)), [], "{good}");
        }
    }
}
