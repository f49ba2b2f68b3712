use super::*;
use proptest::prelude::*;

/// Reads as the standard library does, bit for bit.
#[track_caller]
fn assert_reads(text: &str) {
    let ours = read_decimal(text).map(f64::to_bits);
    assert_eq!(ours, text.parse::<f64>().ok().map(f64::to_bits), "{}", text.get(..80).unwrap_or(text));
}

/// Gives digits · 10^exponent for the shortest digits as `{:e}` writes them: "123e-4".
fn shortest_of_std(number: f64) -> (String, i64) {
    let scientific = format!("{number:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap();
    (mantissa.replace('.', ""), exponent.parse::<i64>().unwrap() + 1)
}

/// Adds two decimal texts with a point and as many places, and halves the sum: the exact middle.
fn middle(a: &str, b: &str) -> String {
    let width = a.len().max(b.len()) + 1;
    let digits = |text: &str| -> Vec<u32> {
        format!("{text:0>width$}").bytes().map(|byte| if byte == b'.' { 99 } else { u32::from(byte - b'0') }).collect()
    };
    let mut sum = digits(a);
    let mut carry = 0;
    for (here, more) in sum.iter_mut().zip(digits(b)).rev().filter(|(here, _)| **here != 99) {
        let place = *here + more + carry;
        (*here, carry) = (place % 10, place / 10);
    }
    let mut rest = 0;
    let mut out = String::new();
    for here in sum {
        if here == 99 {
            out.push('.');
            continue;
        }
        let place = rest * 10 + here;
        rest = place % 2;
        out.push(char::from_digit(place / 2, 10).unwrap());
    }
    out + if rest == 1 { "5" } else { "0" }
}

/// Takes one off the last place.
fn a_little_less(text: &str) -> String {
    let kept = text.trim_end_matches(['0', '.']);
    let (rest, last) = kept.split_at(kept.len() - 1);
    let nines: String = text[kept.len()..].chars().map(|c| if c == '.' { '.' } else { '9' }).collect();
    format!("{rest}{}{nines}", last.parse::<u32>().unwrap() - 1)
}

#[test]
fn digits_read_as_the_nearest_number() {
    for text in [
        "0",
        "-0",
        "1",
        "-1.5",
        "0.1",
        "0.3",
        "5.",
        ".5",
        "+7",
        "00012",
        "0.000",
        "-0.0e7",
        "0e999999999999999999999",
        "123456789012345678",
        "9007199254740993",
        "9007199254740992.99999999",
        "9007199254740993.00000001",
        "9007199254740995",
        "1e22",
        "1e23",
        "-1e-22",
        "1e-23",
        "9e22",
        "123456789012345e22",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.797693134862315807e308",
        "1.797693134862315808e308",
        "1.7976931348623159e308",
        "17976931348623157e292",
        "1e308",
        "1e309",
        "1e310",
        "-1e400",
        "9e308",
        "5e-324",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.5e-324",
        "3e-324",
        "7.4e-324",
        "7.5e-324",
        "1e-323",
        "1e-324",
        "9.99e-324",
        "1e-325",
        "1e-400",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "2.2250738585072014e-308",
        "2.225073858507201136e-308",
        "1e99999999999999999999999999",
        "1e-99999999999999999999999999",
        "1e9223372036854775807",
        "1e-9223372036854775808",
        "1E+5",
        "6.02214076E23",
        // In both the exponent takes back what the zeros give.
        &format!("0.{}1e1000", "0".repeat(999)),
        &format!("1{}e-1000", "0".repeat(1000)),
    ] {
        assert_reads(text);
    }
}

#[test]
fn what_is_no_number_is_not_read() {
    for text in [
        "", "-", "+", ".", "e5", ".e5", "1e", "1e+", "1e5e5", "1.2.3", "--1", "+-1", "1e--5", "1 ", " 1", "0x10",
        "inf", "nan", "Infinity", "1,5", "1e1.5", "١",
    ] {
        assert_eq!(read_decimal(text), None, "{text:?}");
    }
}

#[test]
fn ten_thousand_digits_are_weighed_to_the_last() {
    // The middle of 1 and its upper neighbour is a tie to 1; one more digit far behind decides.
    let middle = "1.00000000000000011102230246251565404236316680908203125";
    let far = "0".repeat(10_000);
    assert_eq!(read_decimal(middle), Some(1.0));
    assert_eq!(read_decimal(&format!("{middle}{far}")), Some(1.0));
    assert_eq!(read_decimal(&format!("{middle}{far}1")), Some(1.0 + f64::EPSILON));
    for text in [
        "9".repeat(10_000),
        format!("{}e-10000", "7".repeat(10_000)),
        format!("0.{far}{}", "123".repeat(2_000)),
        format!("0.{far}{}e10000", "123".repeat(2_000)),
    ] {
        assert_reads(&text);
    }
}

#[test]
fn the_shortest_digits_that_read_back_are_given_of_two_equally_near_the_even_ones() {
    for (number, digits, point) in [
        (f64::from_bits(0x4314_3ff3_c1cb_0959), "14249539237812062", 16),
        (libm::scalbn(3.0, -24), "17881393432617188", -6),
        (5e-324, "5", -323),
        (f64::MAX, "17976931348623157", 309),
        (f64::MIN_POSITIVE, "22250738585072014", -307),
        // …801 is nearer, but reads as the lower neighbour, which is half as far away as the upper one.
        (libm::scalbn(1.0, -44), "5684341886080802", -13),
        (9_007_199_254_740_992.0, "9007199254740992", 16),
        (1e23, "1", 24),
        (0.1, "1", 0),
        (0.29, "29", 0),
        (1.5, "15", 1),
        (1e-7, "1", -6),
        (123_456_789.012_345, "123456789012345", 9),
    ] {
        assert_eq!(shortest(number), (digits.to_owned(), point), "{number:e}");
        assert_eq!(free_format(number), (digits.to_owned(), point), "{number:e}");
    }
}

#[test]
fn every_power_of_two_and_ten_and_its_neighbours_are_read_and_written() {
    let twos = (0..2046).map(|exponent| f64::from_bits(exponent << FRACTION_BITS));
    let subnormals = (0..52).map(|bit| f64::from_bits(1 << bit));
    let tens = (-323..=308).map(|exponent| format!("1e{exponent}").parse::<f64>().unwrap());
    for number in twos.chain(subnormals).chain(tens).flat_map(|number| [number.next_down(), number, number.next_up()]) {
        if number > 0.0 {
            assert_writes(number);
            assert_reads(&format!("{number:e}"));
        }
    }
}

/// The digits are as few and as near as those of the standard library, and read back.
#[track_caller]
fn assert_writes(number: f64) {
    let ours = shortest(number);
    let (digits, point) = &ours;
    let text = format!("0.{digits}e{point}");
    assert_eq!(text.parse(), Ok(number), "{number:e}");
    assert_eq!(free_format(number), ours, "the short cut gives what the long way gives");
    assert!(!digits.starts_with('0') && !digits.ends_with('0'), "{number:e}: {digits}");
    let theirs = shortest_of_std(number);
    if ours != theirs {
        // Only in a tie, where the standard library takes the upper one and JavaScript the even one.
        assert_eq!(digits.len(), theirs.0.len(), "{number:e}");
        assert_eq!(digits.parse::<u64>().unwrap() + 1, theirs.0.parse::<u64>().unwrap(), "{number:e}");
        assert!(digits.bytes().last().unwrap() % 2 == 0, "{number:e}");
        let exact = format!("{number:.1100}");
        let significant = exact.replace('.', "");
        let significant = significant.trim_matches('0');
        assert_eq!(significant, format!("{digits}5"), "{number:e} lies in the middle");
    }
}

fn positive() -> impl Strategy<Value = f64> {
    prop_oneof![
        (1..f64::INFINITY.to_bits()).prop_map(f64::from_bits),
        (1..1_u64 << 53, 1..9).prop_map(|(whole, halvings)| whole as f64 / f64::from(1 << halvings)),
        (1..1_u64 << 53).prop_map(f64::from_bits),
        (0..1_000_000_u32, 0..6).prop_map(|(whole, places)| (f64::from(whole) + 1.0) / libm::exp10(f64::from(places))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_way_to_write_a_number_reads_as_the_standard_library_reads_it(number in positive(), places in 0..60_usize, negative in any::<bool>()) {
        let number = if negative { -number } else { number };
        for text in [format!("{number}"), format!("{number:e}"), format!("{number:.16e}"), format!("{number:.17e}"), format!("{number:.places$e}"), format!("{number:.1100}")] {
            assert_reads(&text);
        }
    }

    #[test]
    fn any_digits_and_exponent_read_as_the_standard_library_reads_them(text in "-?[0-9]{0,40}\\.?[0-9]{1,40}(e[-+]?[0-9]{1,3})?") {
        assert_reads(&text);
    }

    #[test]
    fn the_middle_between_two_numbers_goes_to_the_even_one_and_a_little_more_or_less_decides(number in positive()) {
        prop_assume!(number < f64::MAX);
        let next = number.next_up();
        let even = if number.to_bits() % 2 == 0 { number } else { next };
        let middle = middle(&format!("{number:.1080}"), &format!("{next:.1080}"));
        prop_assert_eq!(read_decimal(&middle), Some(even));
        prop_assert_eq!(read_decimal(&a_little_less(&middle)), Some(number));
        prop_assert_eq!(read_decimal(&format!("{middle}00001")), Some(next));
    }

    #[test]
    fn the_shortest_digits_are_those_of_the_standard_library_but_for_ties(number in positive()) {
        assert_writes(number);
    }
}
