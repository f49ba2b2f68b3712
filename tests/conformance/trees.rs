//! Random JSON trees for the properties.

use leadlet_core::json::Json;
use proptest::prelude::*;

/// Any finite number, with the ones that configs hold much more often than chance would.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-1000_i32..1000).prop_map(f64::from),
        (-1_000_000_i32..1_000_000).prop_map(|n| f64::from(n) / 1000.0),
        any::<u64>().prop_map(f64::from_bits).prop_filter("JSON has no infinity", |n| n.is_finite()),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::char::range('a', 'e'), 0..4).prop_map(String::from_iter),
        prop::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter),
        prop::collection::vec(
            prop::sample::select(vec![
                '"', '\\', '/', '\n', '\u{0}', '\u{1f}', '\u{7f}', '\u{2028}', '😀', '\u{fb33}', ' '
            ]),
            0..8
        )
        .prop_map(String::from_iter),
    ]
}

/// Any tree, repeated names included.
pub(crate) fn tree() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        number().prop_map(Json::Number),
        text().prop_map(Json::Text),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::List),
            prop::collection::vec((text(), inner), 0..6).prop_map(Json::Object),
        ]
    })
}

/// Keeps failures in the output, not in files beside the sources.
pub(crate) fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() }
}
