//! Punycode (RFC 3492): a label of letters beyond ASCII in the letters that DNS carries.
//!
//! Encodes only: an address is kept in the form that every mail program takes, and nothing here
//! shows it in the other. Which letters a label may have is the caller's business.

/// Encodes a label, without the `xn--` before it; `None` where it is too long to be one.
#[must_use]
pub fn encoded(label: &str) -> Option<String> {
    const TMIN: u32 = 1;
    const TMAX: u32 = 26;
    const BASE: u32 = 36;
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let plain = u32::try_from(out.len()).ok()?;
    let total = u32::try_from(label.chars().count()).ok()?;
    if plain > 0 {
        out.push('-');
    }
    let (mut next, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72_u32, plain);
    while done < total {
        let least = label.chars().map(u32::from).filter(|c| *c >= next).min()?;
        delta = delta.checked_add((least - next).checked_mul(done + 1)?)?;
        next = least;
        for c in label.chars().map(u32::from) {
            if c < next {
                delta = delta.checked_add(1)?;
            }
            if c != next {
                continue;
            }
            let (mut rest, mut place) = (delta, BASE);
            loop {
                let threshold = place.saturating_sub(bias).clamp(TMIN, TMAX);
                if rest < threshold {
                    break;
                }
                let span = BASE - threshold;
                out.push(sign(threshold + (rest - threshold) % span)?);
                rest = (rest - threshold) / span;
                place += BASE;
            }
            out.push(sign(rest)?);
            bias = adapted(delta, done + 1, done == plain);
            delta = 0;
            done += 1;
        }
        delta = delta.checked_add(1)?;
        next += 1;
    }
    Some(out)
}

fn sign(digit: u32) -> Option<char> {
    // a to z, then 0 to 9.
    char::from_digit(if digit < 26 { digit + 10 } else { digit - 26 }, 36)
}

/// Section 6.1: how far digits spread next time.
fn adapted(delta: u32, points: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_of_the_standard_are_encoded_as_it_says() {
        // RFC 3492, section 7.1, (A) to (S). Letter case carries nothing, so it is not kept.
        let samples = [
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("他們爲什麽不說中文", "ihqwctvzc91f659drss3x8bo0yb"),
            ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
            ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
            ("यहलोगहिन्दीक्योंनहींबोलसकतेहैं", "i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd"),
            ("なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
            (
                "세계의모든사람들이한국어를이해한다면얼마나좋을까",
                "989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c",
            ),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("PorquénopuedensimplementehablarenEspañol", "PorqunopuedensimplementehablarenEspaol-fmd56a"),
            ("TạisaohọkhôngthểchỉnóitiếngViệt", "TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g"),
            ("3年B組金八先生", "3B-ww4c5e180e575a65lsy2b"),
            ("安室奈美恵-with-SUPER-MONKEYS", "-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n"),
            ("Hello-Another-Way-それぞれの場所", "Hello-Another-Way--fc4qua05auwb3674vfr0b"),
            ("ひとつ屋根の下2", "2-u9tlzr9756bt3uc0v"),
            ("MajiでKoiする5秒前", "MajiKoi5-783gue6qz075azm5e"),
            ("パフィーdeルンバ", "de-jg4avhby1noc0d"),
            ("そのスピードで", "d9juau41awczczp"),
            ("-> $1.00 <-", "-> $1.00 <--"),
        ];
        for (label, expected) in samples {
            assert_eq!(encoded(label).as_deref(), Some(expected), "{label}");
        }
    }

    #[test]
    fn a_label_of_any_length_is_encoded_or_refused() {
        assert_eq!(encoded(""), Some(String::new()));
        let long = "\u{10ffff}a".repeat(4_000);
        assert_eq!(encoded(&long), None);
    }
}
