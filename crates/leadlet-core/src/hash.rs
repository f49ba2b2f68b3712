//! The hash that names a meaning: SHA-256 over canonical text.

use crate::json::Json;
use sha2::{Digest, Sha256};

/// Gives the SHA-256 of a text's UTF-8 bytes as 64 lower-case hexadecimal digits.
#[must_use]
pub fn sha256_hex(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Writes bytes as lower-case hexadecimal digits.
#[must_use]
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            digits.extend(char::from_digit(u32::from(nibble), 16));
        }
    }
    digits
}

/// Gives the hash of a document's meaning: SHA-256 of its RFC 8785 form.
#[must_use]
pub fn of_json(json: &Json) -> String {
    sha256_hex(&json.canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_fips_180() {
        assert_eq!(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn white_space_and_order_do_not_change_what_a_document_means() {
        let a = crate::json::parse(r#"{ "b": 1.0, "a": [ 1e0 ] }"#).unwrap();
        let b = crate::json::parse(r#"{"a":[1],"b":1}"#).unwrap();
        assert_eq!(of_json(&a), of_json(&b));
    }
}
