//! Packs the world's telephone codes into the table the core carries.
//!
//! Knows the extract in `data/phone-regions.json` (see `data/phone-regions.mjs` for where it comes
//! from) and the form of a line that `field/phone/regions.rs` in the core reads. The full metadata
//! has a pattern for every sort of number in every country; the widget gets calling codes, trunk
//! and international prefixes and possible lengths, and nothing else.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

/// The most digits a number has after its `+`, by ITU-T E.164.
const MOST_DIGITS: usize = 15;

#[derive(Deserialize)]
struct Extract {
    codes: Vec<Code>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Code {
    code: String,
    /// ISO 3166 codes of the countries that share it, the largest first.
    regions: Vec<String>,
    /// The possible lengths of a number without its calling code.
    lengths: Vec<usize>,
    /// The length of a mobile number.
    mobile: usize,
    /// What is dialled before a number within the country.
    trunk: String,
    /// The pattern of the same, where it is more than that.
    trunk_pattern: String,
    /// What is dialled before a calling code.
    international: String,
}

/// Makes the table: a line per calling code, `code:lengths:regions:trunk:international`, the end cut
/// off where it says what is usual.
pub(crate) fn table(extract: &str) -> Result<String> {
    let extract: Extract = serde_json::from_str(extract).context("the extract of the phone metadata can't be read")?;
    let mut text = String::new();
    for code in &extract.codes {
        let line = line(code).with_context(|| format!("in the entry of +{}", code.code))?;
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

fn line(code: &Code) -> Result<String> {
    ensure!(code.regions.iter().all(|region| region.len() == 2), "a region has not two letters");
    // A few countries have numbers longer than the standard allows abroad; nobody can dial those.
    let most = MOST_DIGITS - code.code.len();
    let others = code.lengths.iter().copied().filter(|length| *length != code.mobile && *length <= most);
    let digits = [code.mobile].into_iter().chain(others).map(|length| {
        u32::try_from(length).ok().and_then(|length| char::from_digit(length, 16)).context("a length is beyond 15")
    });
    let lengths: String = digits.collect::<Result<_>>()?;
    let trunk = match (code.code.as_str(), code.trunk_pattern.as_str()) {
        // Two countries dial one of several; the other patterns are carrier codes, which are not read.
        ("375", "0|80?") => "80/8",
        ("370", "[08]") => "0/8",
        ("375" | "370", other) => bail!("the trunk pattern has become {other:?}; look at it anew"),
        _ => &code.trunk,
    };
    let international = if code.international == "00" { "" } else { &code.international };
    let line = [&code.code, ":", &lengths, ":", &code.regions.concat(), ":", trunk, ":", international].concat();
    Ok(line.trim_end_matches(':').to_owned())
}

#[cfg(test)]
mod tests {
    use super::table;

    const LUXEMBOURG: &str = r#"{"code":"352","regions":["LU"],"lengths":[4,5,9,13],"mobile":9,"trunk":"","trunkPattern":"","international":"00"}"#;
    const RUSSIA: &str = r#"{"code":"7","regions":["RU","KZ"],"lengths":[10,14],"mobile":10,"trunk":"8","trunkPattern":"","international":"810"}"#;

    #[test]
    fn a_line_says_only_what_is_not_usual_and_no_length_beyond_the_standard() {
        let text = table(&format!(r#"{{"codes":[{LUXEMBOURG},{RUSSIA}]}}"#)).unwrap();
        assert_eq!(text, "352:945:LU\n7:ae:RUKZ:8:810\n");
    }

    #[test]
    fn a_trunk_pattern_that_changed_is_looked_at_by_a_person() {
        let belarus = RUSSIA.replace(r#""7""#, r#""375""#).replace(r#""trunkPattern":"""#, r#""trunkPattern":"0|8""#);
        assert!(table(&format!(r#"{{"codes":[{belarus}]}}"#)).is_err());
    }
}
