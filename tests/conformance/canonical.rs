//! RFC 8785: one meaning, one text.

use crate::trees::{cases, tree};
use leadlet_core::json::{Json, number_text, parse};
use proptest::prelude::*;

fn canonical(text: &str) -> String {
    parse(text).expect("the test reads JSON").canonical()
}

#[test]
fn the_sample_documents_of_rfc_8785_have_their_canonical_bytes() {
    macro_rules! sample {
        ($name:literal) => {
            (
                $name,
                include_str!(concat!("../fixtures/jcs/input/", $name, ".json")),
                include_str!(concat!("../fixtures/jcs/output/", $name, ".json")),
            )
        };
    }
    for (name, input, output) in [
        sample!("arrays"),
        sample!("french"),
        sample!("structures"),
        sample!("unicode"),
        sample!("values"),
        sample!("weird"),
    ] {
        assert_eq!(canonical(input), output, "{name}");
    }
}

/// RFC 8785, appendix B.
#[test]
fn the_number_samples_of_rfc_8785_are_written_as_given() {
    for (bits, expected) in [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ] {
        assert_eq!(number_text(f64::from_bits(bits)), expected, "{bits:016x}");
    }
}

#[test]
fn members_are_sorted_by_utf_16_units_and_the_last_of_a_repeated_name_is_kept() {
    assert_eq!(
        canonical("{\"\u{fb33}\": 1, \"\u{1f600}\": 2, \"b\": 3, \"a\": 4, \"b\": 5, \"\": 6}"),
        "{\"\":6,\"a\":4,\"b\":5,\"\u{1f600}\":2,\"\u{fb33}\":1}"
    );
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn what_is_written_reads_back_the_same(tree in tree()) {
        prop_assert_eq!(parse(&tree.compact()), Ok(tree));
    }

    #[test]
    fn the_canonical_form_of_a_canonical_text_is_that_text(tree in tree()) {
        let once = tree.canonical();
        prop_assert_eq!(canonical(&once), once);
    }

    #[test]
    fn the_order_of_members_does_not_show_in_the_canonical_form(tree in tree()) {
        prop_assert_eq!(reversed(&tree).canonical(), tree.canonical());
    }

    #[test]
    fn a_number_reads_back_to_its_own_bits(bits in any::<u64>()) {
        let number = f64::from_bits(bits);
        prop_assume!(number.is_finite() && number != 0.0);
        prop_assert_eq!(number_text(number).parse::<f64>().map(f64::to_bits), Ok(bits));
    }
}

/// Turns the order of all members around; of a repeated name the last is kept first.
fn reversed(tree: &Json) -> Json {
    match tree {
        Json::List(items) => Json::List(items.iter().map(reversed).collect()),
        Json::Object(members) => {
            let kept = members
                .iter()
                .enumerate()
                .rev()
                .filter(|(index, (name, _))| !members[index + 1..].iter().any(|(later, _)| later == name));
            Json::Object(kept.map(|(_, (name, value))| (name.clone(), reversed(value))).collect())
        }
        other => other.clone(),
    }
}
