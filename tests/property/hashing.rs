//! The hash of a config names what it means, not how it is laid out.

use crate::{
    cases,
    worlds::{Draw, config_tree, draws},
};
use leadlet_core::{
    config::read,
    hash::of_json,
    json::{Json, parse},
};
use proptest::prelude::*;

/// Writes a tree with its members in another order and white space in all places.
fn scrambled(json: &Json, draw: &mut Draw, out: &mut String) {
    let space = |draw: &mut Draw, out: &mut String| out.push_str(draw.pick(&["", " ", "\n\t", "\r\n"]));
    space(draw, out);
    match json {
        Json::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            if !members.is_empty() {
                let by = draw.below(members.len());
                members.rotate_left(by);
                if draw.once_in(2) {
                    members.reverse();
                }
            }
            out.push('{');
            for (index, (name, value)) in members.into_iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                space(draw, out);
                out.push_str(&Json::from(name.as_str()).compact());
                space(draw, out);
                out.push(':');
                scrambled(value, draw, out);
            }
            out.push('}');
        }
        Json::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                scrambled(item, draw, out);
            }
            out.push(']');
        }
        other => out.push_str(&other.compact()),
    }
    space(draw, out);
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_order_of_members_and_white_space_do_not_change_a_configs_hash(mut draw in draws(), mut layout in draws()) {
        let tree = config_tree(&mut draw);
        let mut text = String::new();
        scrambled(&tree, &mut layout, &mut text);
        let plain = read(&tree.compact()).config.expect("a drawn config is sound").plan.hash;
        let other = read(&text).config.expect("layout is no fault").plan.hash;
        prop_assert_eq!(&plain, &other);
        prop_assert_eq!(plain, of_json(&parse(&text).expect("it is JSON")));
    }

    #[test]
    fn a_config_that_asks_something_else_has_another_hash(mut draw in draws(), locale in "[a-z]{2}-[A-Z]{2}") {
        let tree = config_tree(&mut draw);
        let Json::Object(mut members) = tree.clone() else { return Err(TestCaseError::fail("not an object")) };
        members.retain(|(name, _)| name != "locale");
        members.push(("locale".to_owned(), locale.into()));
        prop_assert_ne!(of_json(&tree), of_json(&Json::Object(members)));
    }
}
