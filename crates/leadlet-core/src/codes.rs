//! Codes of countries and currencies, as ISO keeps them.
//!
//! Knows which codes there are, packed one behind the other, since a list of texts would cost the
//! widget three times as much. Knows no names: the browser has them in every language.

/// A list of codes of one length.
#[derive(Debug)]
pub struct Codes {
    /// The name in the TypeScript types, as `CountryCode`.
    pub name: &'static str,
    /// What a code is, for the schema and for "Write …".
    pub about: &'static str,
    /// The characters of each code.
    width: usize,
    /// All codes, sorted, with nothing between them.
    packed: &'static str,
}

impl Codes {
    /// Gives every code, sorted.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        let (width, packed) = (self.width, self.packed);
        (0..packed.len() / width).filter_map(move |place| packed.get(place * width..(place + 1) * width))
    }

    /// Gives the code that `text` is, in any case.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&'static str> {
        self.all().find(|code| code.eq_ignore_ascii_case(text))
    }
}

/// The countries and territories of ISO 3166-1 (alpha-2), as of 2026: 249.
pub static COUNTRIES: Codes = Codes {
    name: "CountryCode",
    about: "a country code (ISO 3166-1 alpha-2), such as \"DE\"",
    width: 2,
    packed: "\
        ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCN\
        COCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHM\
        HNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMK\
        MLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURW\
        SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVI\
        VNVUWFWSYEYTZAZMZW\
        ",
};

/// The currencies of ISO 4217 that are paid with, as of 2026: without metals, funds and test codes.
pub static CURRENCIES: Codes = Codes {
    name: "CurrencyCode",
    about: "a currency code (ISO 4217), such as \"EUR\"",
    width: 3,
    packed: "\
        AEDAFNALLAMDAOAARSAUDAWGAZNBAMBBDBDTBHDBIFBMDBNDBOBBRLBSDBTNBWPBYNBZDCADCDFCHFCLPCNYCOPCRCCUPCVE\
        CZKDJFDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGNFGTQGYDHKDHNLHTGHUFIDRILSINRIQDIRRISKJMDJODJPY\
        KESKGSKHRKMFKPWKRWKWDKYDKZTLAKLBPLKRLRDLSLLYDMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMYRMZNNADNGNNIO\
        NOKNPRNZDOMRPABPENPGKPHPPKRPLNPYGQARRONRSDRUBRWFSARSBDSCRSDGSEKSGDSHPSLESOSSRDSSPSTNSVCSYPSZLTHB\
        TJSTMTTNDTOPTRYTTDTWDTZSUAHUGXUSDUYUUZSVEDVESVNDVUVWSTXAFXCDXCGXOFXPFYERZARZMWZWG\
        ",
};

/// Gives how many digits a currency has behind its decimal sign, by ISO 4217: 0, 2 or 3.
#[must_use]
pub fn minor_digits(currency: &str) -> u8 {
    const WHOLE: Codes = Codes {
        packed: "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXVNDVUVXAFXOFXPF",
        ..Codes { name: "", about: "", width: 3, packed: "" }
    };
    const THOUSANDTHS: Codes = Codes { packed: "BHDIQDJODKWDLYDOMRTND", ..WHOLE };
    match currency {
        code if WHOLE.find(code).is_some() => 0,
        code if THOUSANDTHS.find(code).is_some() => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_and_in_order() {
        for (codes, count) in [(&COUNTRIES, 249), (&CURRENCIES, 155)] {
            let all: Vec<&str> = codes.all().collect();
            assert_eq!(all.len(), count, "{}", codes.name);
            assert!(all.is_sorted_by(|a, b| a < b));
            assert!(all.iter().all(|code| code.bytes().all(|byte| byte.is_ascii_uppercase())));
        }
    }

    #[test]
    fn a_code_is_found_in_any_case_and_no_piece_of_two_is_one() {
        assert_eq!(COUNTRIES.find("de"), Some("DE"));
        assert_eq!(COUNTRIES.find("AA"), None);
        assert_eq!(CURRENCIES.find("Eur"), Some("EUR"));
        assert_eq!(CURRENCIES.find("DAF"), None);
        assert_eq!(CURRENCIES.find(""), None);
    }

    #[test]
    fn every_currency_with_other_digits_than_two_is_a_currency() {
        let others: Vec<&str> = CURRENCIES.all().filter(|code| minor_digits(code) != 2).collect();
        assert_eq!(others.len(), 16 + 7);
        assert_eq!([minor_digits("JPY"), minor_digits("EUR"), minor_digits("KWD")], [0, 2, 3]);
    }
}
