//! The world's calling codes, each with the possible lengths of its numbers and what is dialled
//! before them.
//!
//! `cargo xtask generate` writes the table from the metadata of libphonenumber-js, cut from 83 kB to
//! 2.6 (from 16.4 kB of brotli to 1.2): patterns of single sorts of numbers are left out. So this
//! knows which numbers can't be dialled because of their length; it does not know which are given
//! to anybody.

use crate::sought;

/// A line is `code:lengths:regions:trunk:international`, the end cut off where it says what is
/// usual. Lengths are hexadecimal digits, that of a mobile number first. Trunk prefixes that are tried
/// in turn are parted by `/`. The usual international prefix is `00`.
static TABLE: &str = include_str!("regions.txt");

/// A calling code and what holds for the numbers behind it.
#[derive(Clone, Copy)]
pub(super) struct Region {
    /// The calling code, as `49`.
    pub(super) code: &'static str,
    lengths: &'static str,
    countries: &'static str,
    trunk: &'static str,
    international: &'static str,
}

/// Gives every calling code; none begins like another.
fn all() -> impl Iterator<Item = Region> {
    sought::parts(TABLE, '\n').filter(|line| !line.is_empty()).map(|line| {
        let mut parts = sought::parts(line, ':');
        let mut part = || parts.next().unwrap_or("");
        Region { code: part(), lengths: part(), countries: part(), trunk: part(), international: part() }
    })
}

impl Region {
    /// Finds the calling code of a country, given as an ISO 3166 code of two capital letters.
    pub(super) fn of(country: &str) -> Option<Region> {
        all().find(|region| region.has(country))
    }

    /// Finds the calling code that digits begin with.
    fn before(digits: &str) -> Option<Region> {
        all().find(|region| digits.starts_with(region.code))
    }

    /// Tells whether a country has this calling code.
    pub(super) fn has(&self, country: &str) -> bool {
        self.countries.as_bytes().chunks(2).any(|known| known == country.as_bytes())
    }

    /// Tells whether numbers of so many digits occur behind the code.
    fn fits(&self, digits: &str) -> bool {
        let length = u32::try_from(digits.len()).ok().and_then(|length| char::from_digit(length, 16));
        length.is_some_and(|length| self.lengths.contains(length))
    }

    /// Tells whether digits are more than a mobile number has, which is the longest most people have.
    fn is_long(&self, digits: &str) -> bool {
        let usual = self.lengths.chars().next().and_then(|length| length.to_digit(16)).unwrap_or(0);
        usize::try_from(usual).is_ok_and(|usual| digits.len() > usual)
    }

    /// Reads a number as it is dialled within the country: what stands behind the calling code.
    fn national<'d>(&self, digits: &'d str) -> Option<&'d str> {
        let behind = |trunk| {
            let rest = digits.strip_prefix(trunk)?;
            // Two zeros lead abroad, not to a number that begins with one.
            (self.fits(rest) && !(trunk == "0" && rest.starts_with('0'))).then_some(rest)
        };
        if let Some(rest) = sought::parts(self.trunk, '/').filter(|trunk| !trunk.is_empty()).find_map(behind) {
            return Some(rest);
        }
        // Numbers may begin with 8 where 8 is the trunk prefix, but never with 0 or 1 where that is.
        let begins_with_trunk = !self.trunk.is_empty() && self.trunk != "8" && digits.starts_with(self.trunk);
        (!begins_with_trunk && self.fits(digits)).then_some(digits)
    }

    /// Reads a number as it is dialled from this country: the calling code it has and what stands
    /// behind that.
    pub(super) fn dialled<'d>(&self, digits: &'d str) -> Option<(Region, &'d str)> {
        let prefix = if self.international.is_empty() { "00" } else { self.international };
        let abroad = || digits.strip_prefix(prefix).or_else(|| digits.strip_prefix("00")).and_then(international);
        let here = || self.national(digits).map(|rest| (*self, rest));
        // The calling code without a sign before it: "49 170 1234567".
        let code = || {
            let rest = digits.strip_prefix(self.code)?;
            self.fits(rest).then_some((*self, rest))
        };
        abroad().or_else(|| if self.is_long(digits) { code() } else { None }).or_else(here).or_else(code)
    }
}

/// Reads a number that begins with a calling code.
pub(super) fn international(digits: &str) -> Option<(Region, &str)> {
    let region = Region::before(digits)?;
    let rest = digits.strip_prefix(region.code)?;
    // Many write the trunk prefix behind the calling code, too. What may be the number is not one.
    let found = if region.fits(rest) && !rest.starts_with('0') { Some(rest) } else { region.national(rest) };
    found.map(|rest| (region, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_calling_code_begins_like_another_and_no_country_has_two() {
        let regions: Vec<Region> = all().collect();
        assert_eq!(regions.len(), 215);
        let mut countries = Vec::new();
        for region in &regions {
            let alike = regions.iter().filter(|other| other.code.starts_with(region.code)).count();
            assert_eq!(alike, 1, "{}", region.code);
            assert!(!region.lengths.is_empty(), "{}", region.code);
            countries.extend(region.countries.as_bytes().chunks(2));
        }
        assert_eq!(countries.len(), 245);
        countries.sort_unstable();
        countries.dedup();
        assert_eq!(countries.len(), 245);
    }
}
