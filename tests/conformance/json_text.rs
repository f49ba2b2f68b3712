//! RFC 8259: what is JSON is read, what is not is refused at its place, and nothing brings the
//! reader down. The cases follow the plan of JSONTestSuite: accepted, refused, unbounded.

use crate::trees::cases;
use leadlet_core::json::{Json, MAX_BYTES, MAX_DEPTH, parse};
use proptest::prelude::*;

#[test]
fn every_text_that_is_json_is_read() {
    for (text, value) in [
        ("null", "null"),
        (" \t\r\n true \n", "true"),
        ("false", "false"),
        ("\"\"", "\"\""),
        ("0", "0"),
        ("-0", "0"),
        ("-0.0e-0", "0"),
        ("1E+2", "100"),
        ("1e2", "100"),
        ("0e+1", "0"),
        ("-1.5", "-1.5"),
        ("123.456e78", "1.23456e+80"),
        ("1e-400", "0"),
        ("0.1234567890123456789012345678901234567890", "0.12345678901234568"),
        ("100000000000000000000000000000", "1e+29"),
        ("-9007199254740993", "-9007199254740992"),
        ("4.9e-324", "5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("[]", "[]"),
        ("[ ]", "[]"),
        ("[[],[[]]]", "[[],[[]]]"),
        ("[1 ,\n2]", "[1,2]"),
        ("{}", "{}"),
        ("{ }", "{}"),
        ("{\"\":0}", "{\"\":0}"),
        ("{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}"),
        ("{\"a\" : {\"b\":[null]} }", "{\"a\":{\"b\":[null]}}"),
        (r#""\"\\\/\b\f\n\r\t""#, r#""\"\\/\b\f\n\r\t""#),
        (r#""\u0041\u00e9\u20AC""#, "\"Aé€\""),
        (r#""\ud83d\ude00""#, "\"😀\""),
        (r#""\uDBFF\uDFFF""#, "\"\u{10ffff}\""),
        (r#""\u0000\u001f""#, r#""\u0000\u001f""#),
        ("\"\u{7f}\u{80}\u{2028}\u{feff}\"", "\"\u{7f}\u{80}\u{2028}\u{feff}\""),
        (r#""\\u0041""#, r#""\\u0041""#),
        ("\u{feff}{}", "{}"),
        ("\u{feff} 1", "1"),
    ] {
        assert_eq!(parse(text).map(|value| value.compact()), Ok(value.to_owned()), "{text:?}");
    }
}

#[test]
fn every_text_that_is_not_json_is_refused_at_the_place_where_it_goes_wrong() {
    for (text, at) in [
        ("", 0),
        ("  ", 2),
        ("\u{feff}", 3),
        ("\u{feff}\u{feff}1", 3),
        ("nul", 0),
        ("nullx", 4),
        ("True", 0),
        ("NaN", 0),
        ("Infinity", 0),
        ("-Infinity", 0),
        ("undefined", 0),
        ("'a'", 0),
        ("1 2", 2),
        ("[] []", 3),
        ("{}}", 2),
        ("// a\n1", 0),
        ("1 /* a */", 2),
        ("\u{a0}1", 0),
        ("\u{b}1", 0),
        ("+1", 0),
        ("01", 0),
        ("-01", 0),
        ("-", 0),
        ("--1", 0),
        (".5", 0),
        ("-.5", 0),
        ("1.", 2),
        ("1.e1", 2),
        ("1e", 2),
        ("1e+", 3),
        ("1e1.5", 3),
        ("0x10", 1),
        ("1_000", 1),
        ("1,5", 1),
        ("1e400", 0),
        ("-1e400", 0),
        ("\u{ff11}", 0),
        ("[", 1),
        ("[1", 2),
        ("[1,", 3),
        ("[1,]", 2),
        ("[,1]", 1),
        ("[,]", 1),
        ("[1,,2]", 3),
        ("[1 2]", 3),
        ("[1}", 2),
        ("]", 0),
        ("[\"a\":1]", 4),
        ("[1;2]", 2),
        ("{", 1),
        ("{\"a\"", 4),
        ("{\"a\":", 5),
        ("{\"a\":1", 6),
        ("{\"a\":1,", 7),
        ("{\"a\":1,}", 6),
        ("{,}", 1),
        ("{a:1}", 1),
        ("{'a':1}", 1),
        ("{1:1}", 1),
        ("{\"a\" 1}", 5),
        ("{\"a\":}", 5),
        ("{\"a\",1}", 4),
        ("{\"a\":1 \"b\":2}", 7),
        ("{\"a\"::1}", 5),
        ("{\"a\":1]", 6),
        ("{null:1}", 1),
        ("{\"a\":1}x", 7),
        ("\"", 0),
        ("\"a", 0),
        ("[\"a]", 1),
        ("\"\\\"", 0),
        ("\"a\nb\"", 2),
        ("\"\t\"", 1),
        ("\"\u{0}\"", 1),
        ("\"\u{1f}\"", 1),
        ("\"\\a\"", 2),
        ("\"\\x41\"", 2),
        ("\"\\'\"", 2),
        ("\"\\", 2),
        ("\"\\u\"", 3),
        ("\"\\u12\"", 3),
        ("\"\\u12g4\"", 3),
        ("\"\\u+123\"", 3),
        ("\"\\U0041\"", 2),
        ("\"\\u00é\"", 3),
        ("\"\\ud800\"", 7),
        ("\"\\ud800a\"", 7),
        ("\"\\ud800\\n\"", 7),
        ("\"\\udc00\"", 7),
        ("\"\\ud800\\ud800\"", 13),
        ("\"\\udc00\\ud800\"", 7),
        ("\"\\ud800\\u0041\"", 13),
        ("\"\\ud83d\\u\"", 9),
    ] {
        assert_eq!(parse(text).map_err(|error| error.at), Err(at), "{text:?}");
    }
}

#[test]
fn a_nesting_without_bounds_is_an_error_and_not_a_stack_overflow() {
    let lists = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    let objects = |depth: usize| ["{\"a\":".repeat(depth), "1".to_owned(), "}".repeat(depth)].concat();
    assert!(parse(&lists(MAX_DEPTH)).is_ok());
    assert!(parse(&objects(MAX_DEPTH)).is_ok());
    for depth in [MAX_DEPTH + 2, 10_000, 100_000] {
        for text in [lists(depth), objects(depth), "[".repeat(depth), "[{\"a\":".repeat(depth)] {
            let error = parse(&text).expect_err("too deep");
            assert_eq!(error.message, "the document is nested deeper than 128 levels", "{depth}");
            assert!(error.at <= 6 * MAX_DEPTH, "{depth} levels: refused only at byte {}", error.at);
        }
    }
}

#[test]
fn a_text_over_one_mebibyte_is_refused_and_one_just_as_long_is_read() {
    let text = |bytes: usize| ["\"", &"x".repeat(bytes - 2), "\""].concat();
    assert!(parse(&text(MAX_BYTES)).is_ok());
    for bytes in [MAX_BYTES + 1, 2 << 20, 5 << 20] {
        let error = parse(&text(bytes)).expect_err("too long");
        assert_eq!((error.at, error.message), (MAX_BYTES, "the text is longer than 1 MiB"));
    }
}

#[test]
fn a_member_that_is_repeated_reads_as_its_last() {
    let tree = parse(r#"{"a": 1, "b": 2, "a": 3}"#).expect("it is JSON");
    assert_eq!(tree.get("a"), Some(&Json::Number(3.0)));
    assert_eq!(tree.as_object().map(<[_]>::len), Some(3), "both stay, so that the repetition can be reported");
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn no_text_brings_the_reader_down(text in r#"[\[\]{}",:\\0-9eE+\-.a-f untrls\u{feff}é😀\n]{0,40}"#) {
        if let Err(error) = parse(&text) {
            prop_assert!(error.at <= text.len());
            prop_assert!(text.is_char_boundary(error.at), "{:?} at {}", text, error.at);
        }
    }
}
